// Claims that another node's claim, or the end of the process, comes between at every step.
#include "agentd/ipam/block_claims.h"
#include "core/store/memory_store.h"

#include <gtest/gtest.h>

#include <set>

namespace podloom {
namespace {

const StoreKeys kKeys("prod");

/// A store in which something happens just before the call of a number, and which a process that has died
/// meanwhile reaches no more.
class SteppedStore final : public Store {
public:
    static constexpr int kNever = 1000;

    explicit SteppedStore(Store &inner) : m_inner(inner) {}

    /// Calls count from 0.
    void beforeCall(int number, std::function<void()> act)
    {
        m_at = number;
        m_act = std::move(act);
    }
    void dieBeforeCall(int number) { m_last = number; }
    int calls() const { return m_calls; }

    Result<std::optional<StoreEntry>> read(std::string_view key) override
    {
        return step() ? m_inner.read(key) : dead();
    }
    Result<StoreListing> list(std::string_view prefix) override
    {
        return step() ? m_inner.list(prefix) : dead();
    }
    Result<Revision> compareAndPut(std::string_view key, Revision expected,
                                   std::optional<std::string_view> value) override
    {
        return step() ? m_inner.compareAndPut(key, expected, value) : dead();
    }
    Result<Revision> putAll(const std::vector<StoreChange> &changes) override
    {
        return m_inner.putAll(changes);
    }
    Result<Revision> putAlive(std::string_view key, std::string_view value) override
    {
        return m_inner.putAlive(key, value);
    }
    Status keepAlive() override { return {}; }
    Result<std::unique_ptr<Subscription>> watch(std::string_view prefix, WatchSink sink) override
    {
        return m_inner.watch(prefix, std::move(sink));
    }

private:
    bool step()
    {
        const int call = m_calls++;
        if (call == m_at)
            m_act();
        return call < m_last;
    }
    static Failure dead() { return fail(Errc::Unavailable, "dead", "the process has ended"); }

    Store &m_inner;
    std::function<void()> m_act;
    int m_at = kNever;
    int m_last = kNever;
    int m_calls = 0;
};

ClaimWish wishOf(const std::string &node, int blockSize)
{
    IpPool pool;
    pool.meta.id.name = "pool";
    pool.cidr = *Prefix::parse("10.0.0.0/25");
    pool.blockSize = blockSize;
    return {.node = node, .pools = {pool}};
}

std::map<Prefix, Block> blocksIn(Store &store)
{
    std::map<Prefix, Block> blocks;
    const auto listing = store.list(kKeys.blocks());
    for (const auto &entry : listing->entries) {
        const auto block = blockFromJson(*parseJson(entry.value));
        EXPECT_TRUE(block);
        blocks.emplace(block->cidr, *block);
    }
    return blocks;
}

/// Pairs of blocks of the store that overlap, of those of which somebody holds something.
std::string overlapsOfHeld(Store &store)
{
    std::string found;
    const auto blocks = blocksIn(store);
    for (const auto &[outer, one] : blocks) {
        for (const auto &[inner, other] : blocks) {
            if (outer != inner && outer.contains(inner) && !one.held.empty() && !other.held.empty())
                found += outer.toString() + " around " + inner.toString() + "; ";
        }
    }
    return found;
}

/// Two nodes claim blocks of different sizes in the same place: the second at every step of the first, and
/// each dies at every step of its own.
TEST(TornClaims, NeverLeaveTwoBlocksThatOverlapInUse)
{
    constexpr int kSteps = 8; // list, write, list, take, and what giving way costs
    int torn = 0;
    for (int begin = 0; begin < kSteps; ++begin) {
        for (int firstEnd = begin; firstEnd <= kSteps; ++firstEnd) {
            for (int secondEnd = 0; secondEnd <= kSteps; ++secondEnd) {
                SCOPED_TRACE(std::to_string(begin) + ' ' + std::to_string(firstEnd) + ' '
                             + std::to_string(secondEnd));
                MemoryStore store;
                SteppedStore first(store);
                SteppedStore second(store);
                first.dieBeforeCall(firstEnd == kSteps ? SteppedStore::kNever : firstEnd);
                second.dieBeforeCall(secondEnd == kSteps ? SteppedStore::kNever : secondEnd);
                bool isSecondDone = false;
                first.beforeCall(begin, [&] {
                    isSecondDone = claimOrdinals(second, kKeys, wishOf("node-2", 28)).has_value();
                });
                const bool isFirstDone = claimOrdinals(first, kKeys, wishOf("node-1", 27)).has_value();
                EXPECT_TRUE(isFirstDone || first.calls() > firstEnd);
                EXPECT_TRUE(isSecondDone || second.calls() > secondEnd || first.calls() <= begin);
                torn += !isFirstDone || !isSecondDone;
                EXPECT_EQ(overlapsOfHeld(store), "");

                // Both come back, in either order, and a third one was never away.
                EXPECT_TRUE(claimOrdinals(store, kKeys, wishOf("node-3", 28)));
                EXPECT_EQ(overlapsOfHeld(store), "");
                EXPECT_TRUE(claimOrdinals(store, kKeys, wishOf("node-2", 28)));
                EXPECT_EQ(overlapsOfHeld(store), "");
                EXPECT_TRUE(claimOrdinals(store, kKeys, wishOf("node-1", 27)));
                EXPECT_EQ(overlapsOfHeld(store), "");
                for (const auto &[cidr, block] : blocksIn(store))
                    EXPECT_FALSE(block.held.empty()) << cidr.toString() << " is nobody's use";
            }
        }
    }
    EXPECT_GT(torn, 100);
}

TEST(TornClaims, GoOnWithTheBlockThatWasBegun)
{
    MemoryStore store;
    SteppedStore torn(store);
    torn.dieBeforeCall(2);
    ASSERT_FALSE(claimOrdinals(torn, kKeys, wishOf("node-1", 28)));
    const auto begun = blocksIn(store);
    ASSERT_EQ(begun.size(), 1U);
    EXPECT_TRUE(begun.begin()->second.held.empty());
    EXPECT_EQ(begun.begin()->second.affinity, "node-1");

    const auto claimed = claimOrdinals(store, kKeys, wishOf("node-1", 28));

    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->cidr, begun.begin()->first);
    EXPECT_EQ(blocksIn(store).size(), 1U);
}

TEST(TornClaims, LeaveOfBlocksThatOverlapTheOneThatWasFirst)
{
    MemoryStore store;
    const auto begin = [&](const std::string &node, const char *cidr) {
        const Block block{.cidr = *Prefix::parse(cidr), .pool = "pool", .affinity = node};
        ASSERT_TRUE(store.compareAndPut(kKeys.block(block.cidr), 0, toJson(block).dump()));
    };
    begin("gone-1", "10.0.0.16/28");
    begin("gone-2", "10.0.0.0/27");
    begin("gone-3", "10.0.0.32/27");

    const auto claimed = claimOrdinals(store, kKeys, wishOf("node-1", 28));

    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->cidr.toString(), "10.0.0.0/28");
    std::set<std::string> left;
    for (const auto &[cidr, block] : blocksIn(store))
        left.insert(cidr.toString());
    EXPECT_EQ(left, (std::set<std::string>{"10.0.0.0/28", "10.0.0.16/28", "10.0.0.32/27"}));
}

TEST(TornClaims, TakeNothingWhereTwoBlocksOverlapInUse)
{
    MemoryStore store;
    const auto hold = [&](const std::string &node, const char *cidr) {
        Block block{.cidr = *Prefix::parse(cidr), .pool = "pool", .affinity = node};
        block.held[node].insert(1);
        ASSERT_TRUE(store.compareAndPut(kKeys.block(block.cidr), 0, toJson(block).dump()));
    };
    hold("node-1", "10.0.0.0/27");
    hold("node-2", "10.0.0.0/28");

    for (const auto *node : {"node-1", "node-2", "node-3"}) {
        while (const auto claimed = claimOrdinals(store, kKeys, wishOf(node, 28)))
            EXPECT_FALSE(Prefix::parse("10.0.0.0/27")->overlaps(claimed->cidr)) << claimed->cidr.toString();
    }
    EXPECT_EQ(blocksIn(store).size(), 8U) << "six more, and no third that overlaps";

    const auto before = blocksIn(store);
    for (const auto *node : {"node-1", "node-2", "node-3"}) {
        for (const auto *address : {"10.0.0.1", "10.0.0.5", "10.0.0.20"}) {
            const auto claimed = claimAddress(store, kKeys,
                                              {.node = node,
                                               .address = *IpAddress::parse(address),
                                               .pool = wishOf(node, 28).pools.front()});
            EXPECT_FALSE(claimed) << node << ' ' << address;
        }
    }
    EXPECT_EQ(blocksIn(store), before) << "not even the very address";
}

} // namespace
} // namespace podloom
