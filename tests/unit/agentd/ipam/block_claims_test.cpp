#include "agentd/ipam/block_claims.h"
#include "core/store/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace podloom {
namespace {

using ::testing::SizeIs;

/// A store in which another node claims first, just before each of the first `races` writes.
class RacyStore final : public Store {
public:
    RacyStore(std::function<void(Store &)> other, int races) : m_other(std::move(other)), m_races(races) {}

    Result<std::optional<StoreEntry>> read(std::string_view key) override { return inner.read(key); }
    Result<StoreListing> list(std::string_view prefix) override { return inner.list(prefix); }
    Result<Revision> compareAndPut(std::string_view key, Revision expected,
                                   std::optional<std::string_view> value) override
    {
        if (m_races-- > 0)
            m_other(inner);
        return inner.compareAndPut(key, expected, value);
    }
    Result<Revision> putAll(const std::vector<StoreChange> &changes) override
    {
        return inner.putAll(changes);
    }
    Result<Revision> putAlive(std::string_view key, std::string_view value) override
    {
        return inner.putAlive(key, value);
    }
    Status keepAlive() override { return {}; }
    Result<std::unique_ptr<Subscription>> watch(std::string_view prefix, WatchSink sink) override
    {
        return inner.watch(prefix, std::move(sink));
    }

    MemoryStore inner;

private:
    std::function<void(Store &)> m_other;
    int m_races;
};

ClaimWish wishOf(const std::string &node)
{
    IpPool pool;
    pool.meta.id.name = "pool";
    pool.cidr = *Prefix::parse("10.0.0.0/25");
    pool.blockSize = 26;
    return {.node = node, .pools = {pool}};
}

const StoreKeys kKeys("prod");

TEST(BlockClaims, NeverGiveAnOrdinalToTwoNodesHoweverOftenTheyMeet)
{
    RacyStore store([](Store &inner) { EXPECT_TRUE(claimOrdinals(inner, kKeys, wishOf("node-2"))); }, 3);

    const auto mine = claimOrdinals(store, kKeys, wishOf("node-1"));

    ASSERT_TRUE(mine) << mine.error().text();
    std::set<IpAddress> seen;
    for (const auto *node : {"node-1", "node-2"}) {
        const auto held = blocksHeldBy(store, kKeys, node);
        ASSERT_TRUE(held);
        for (const auto &block : *held) {
            for (const auto ordinal : block.heldBy(node).members())
                EXPECT_TRUE(seen.insert(block.addressAt(ordinal)).second);
        }
    }
    EXPECT_THAT(seen, SizeIs(64)) << "sixteen of node-1, thrice sixteen of node-2, which met it once";
}

TEST(BlockClaims, RefuseToGuessAboutARecordThatTheyCannotRead)
{
    MemoryStore store;
    ASSERT_TRUE(store.compareAndPut(kKeys.blocks() + "10.0.0.0/26", 0,
                                    "{\"cidr\":\"10.0.0.0/26\",\"held\":{\"n\":\"x\"}}"));

    EXPECT_FALSE(claimOrdinals(store, kKeys, wishOf("node-1")));
}

TEST(BlockClaims, MirrorTheUseOfOneNodeAndLeaveTheOthers)
{
    MemoryStore store;
    const auto block = claimOrdinals(store, kKeys, wishOf("node-1"));
    ASSERT_TRUE(block);
    auto mine = *block;
    mine.used["node-1"].insert(3);
    auto theirs = *block;
    theirs.used["node-2"].insert(9);

    ASSERT_TRUE(mirrorUse(store, kKeys, "node-1", mine));
    ASSERT_TRUE(mirrorUse(store, kKeys, "node-2", theirs));
    ASSERT_TRUE(mirrorUse(store, kKeys, "node-1", *block));

    const auto now = blocksHeldBy(store, kKeys, "node-1");
    ASSERT_TRUE(now);
    EXPECT_THAT(now->front().used, SizeIs(1));
    EXPECT_EQ(now->front().used.at("node-2").toString(), "9");
}

TEST(BlockClaims, GiveABlockBackThatNobodyElseHolds)
{
    MemoryStore store;
    const auto block = claimOrdinals(store, kKeys, wishOf("node-1"));
    ASSERT_TRUE(block);

    const auto returned = returnBlock(store, kKeys, "node-1", block->cidr);
    ASSERT_TRUE(returned) << returned.error().text();
    const auto again = returnBlock(store, kKeys, "node-1", block->cidr);

    EXPECT_FALSE(*store.read(kKeys.block(block->cidr)));
    ASSERT_TRUE(again) << "a caller who does not know asks again";
    EXPECT_GE(*again, *returned);
    EXPECT_EQ(claimOrdinals(store, kKeys, wishOf("node-2"))->cidr, block->cidr) << "the next node takes it";
}

TEST(BlockClaims, HandABlockOverToWhoHasBorrowedMostOfIt)
{
    MemoryStore store;
    auto block = *claimOrdinals(store, kKeys, wishOf("node-1"));
    block.held["node-2"].insert(40);
    block.held["node-3"] = OrdinalSet::range(50, 2);
    ASSERT_TRUE(store.putAll({{.key = kKeys.block(block.cidr), .value = toJson(block).dump()}}));

    ASSERT_TRUE(returnBlock(store, kKeys, "node-1", block.cidr));

    const auto now = blocksHeldBy(store, kKeys, "node-3");
    ASSERT_TRUE(now);
    EXPECT_EQ(now->front().affinity, "node-3");
    EXPECT_EQ(now->front().heldBy("node-2").toString(), "40");
    EXPECT_TRUE(now->front().heldBy("node-1").isEmpty());
    ASSERT_TRUE(returnBlock(store, kKeys, "node-2", block.cidr)) << "what was lent goes back as well";
    EXPECT_EQ(blocksHeldBy(store, kKeys, "node-3")->front().affinity, "node-3");
}

TEST(BlockClaims, GiveBackWhateverOthersTakeMeanwhile)
{
    MemoryStore store;
    const auto block = claimOrdinals(store, kKeys, wishOf("node-1"));
    ASSERT_TRUE(block);
    RacyStore racing(
        [&](Store &inner) {
            auto now = *block;
            now.held["node-2"].insert(33);
            EXPECT_TRUE(inner.putAll({{.key = kKeys.block(now.cidr), .value = toJson(now).dump()}}));
        },
        1);
    ASSERT_TRUE(racing.putAll({{.key = kKeys.block(block->cidr), .value = toJson(*block).dump()}}));

    ASSERT_TRUE(returnBlock(racing, kKeys, "node-1", block->cidr));

    const auto left = blocksHeldBy(racing, kKeys, "node-2");
    ASSERT_TRUE(left);
    ASSERT_THAT(*left, SizeIs(1));
    EXPECT_EQ(left->front().affinity, "node-2");
    EXPECT_EQ(left->front().heldBy("node-2").toString(), "33");
}

TEST(BlockClaims, GiveOneAddressToOneOfTwoNodesThatAskForIt)
{
    const auto wish = [](const std::string &node) {
        return AddressClaimWish{
            .node = node, .address = *IpAddress::parse("10.0.0.70"), .pool = wishOf(node).pools.front()};
    };
    RacyStore store([&](Store &inner) { EXPECT_TRUE(claimAddress(inner, kKeys, wish("node-2"))); }, 1);

    const auto late = claimAddress(store, kKeys, wish("node-1"));

    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().message.id, "address-held");
    EXPECT_TRUE(claimAddress(store, kKeys, wish("node-2"))) << "who does not know asks again";
    const auto held = blocksHeldBy(store, kKeys, "node-2");
    ASSERT_TRUE(held);
    ASSERT_THAT(*held, SizeIs(1));
    EXPECT_EQ(held->front().cidr.toString(), "10.0.0.64/26");
    EXPECT_EQ(held->front().heldBy("node-2").toString(), "6");
}

} // namespace
} // namespace podloom
