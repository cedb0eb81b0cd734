// Blocks whose pools change while other nodes take from them: nothing that anybody holds is lost on the way.
#include "tests/contract/ipam/claim_world.h"
#include "tests/contract/store/etcd_process.h"

#include <gtest/gtest.h>

#include <thread>

namespace podloom {
namespace {

IpPool onlyBlock(const std::string &name)
{
    IpPool pool;
    pool.meta.id.name = name;
    pool.cidr = *Prefix::parse("10.78.0.0/24");
    pool.blockSize = 24;
    return pool;
}

TEST(ABlockOfAnotherPool, IsNamedAfterItWhateverOthersTakeMeanwhile)
{
    const auto etcd = EtcdProcess::shared();
    if (!etcd)
        GTEST_SKIP() << "there is no etcd on this machine";
    const StoreKeys keys("renamed");
    const auto store = etcd->connect({});
    const auto pool = onlyBlock("default-ipv4-pool");
    const auto claimed = claimOrdinals(*store, keys, {.node = "node-1", .pools = {pool}});
    ASSERT_TRUE(claimed) << claimed.error().text();

    constexpr int kBorrowed = 60;
    std::thread borrower([&] {
        const auto own = etcd->connect({});
        for (int i = 0; i < kBorrowed; ++i)
            EXPECT_TRUE(claimOrdinals(*own, keys, {.node = "node-2", .pools = {pool}}));
    });
    for (int i = 0; i < kBorrowed; ++i)
        EXPECT_TRUE(notePool(*store, keys, "node-1", claimed->cidr, onlyBlock("later-" + std::to_string(i))));
    borrower.join();
    EXPECT_TRUE(notePool(*store, keys, "node-2", claimed->cidr, onlyBlock("of-the-borrower")))
        << "and not done";

    const auto of1 = blocksHeldBy(*store, keys, "node-1");
    const auto of2 = blocksHeldBy(*store, keys, "node-2");
    ASSERT_TRUE(of1 && of2);
    ASSERT_EQ(of1->size(), 1U);
    ASSERT_EQ(of2->size(), 1U);
    EXPECT_EQ(of1->front().pool, "later-" + std::to_string(kBorrowed - 1));
    EXPECT_EQ(of1->front().heldBy("node-1"), claimed->heldBy("node-1"));
    EXPECT_EQ(of2->front().heldBy("node-2").size(), static_cast<std::size_t>(kBorrowed));

    // Whoever gives it back loses only what is its own.
    EXPECT_TRUE(returnBlock(*store, keys, "node-1", claimed->cidr));
    EXPECT_TRUE(notePool(*store, keys, "node-2", claimed->cidr, onlyBlock("of-the-heir")));
    const auto left = blocksHeldBy(*store, keys, "node-2");
    ASSERT_TRUE(left);
    EXPECT_EQ(left->front().pool, "of-the-heir");
    EXPECT_EQ(left->front().heldBy("node-2"), of2->front().heldBy("node-2"));
    EXPECT_TRUE(returnBlock(*store, keys, "node-2", claimed->cidr));
    EXPECT_TRUE(notePool(*store, keys, "node-2", claimed->cidr, onlyBlock("nobodys")))
        << "a block that is gone stays so";
    EXPECT_TRUE(store->list(keys.blocks())->entries.empty());
}

TEST(ABlockOfAnotherPool, SharesNoAddressWithBlocksOfANewSize)
{
    const auto etcd = EtcdProcess::shared();
    if (!etcd)
        GTEST_SKIP() << "there is no etcd on this machine";
    const StoreKeys keys("resized");
    const auto store = etcd->connect({});
    auto before = onlyBlock("pool");
    before.blockSize = 26;
    auto after = before;
    after.blockSize = 28;
    ASSERT_TRUE(claimOrdinals(*store, keys, {.node = "node-1", .pools = {before}}));

    std::set<IpAddress> given;
    for (const auto &[node, pool] : {std::pair("node-2", after), {"node-1", before}, {"node-3", after}}) {
        while (claimOrdinals(*store, keys, {.node = node, .pools = {pool}})) {
        }
    }
    for (const auto *node : {"node-1", "node-2", "node-3"}) {
        const auto held = blocksHeldBy(*store, keys, node);
        ASSERT_TRUE(held);
        for (const auto &block : *held) {
            for (const auto ordinal : block.heldBy(node).members())
                EXPECT_TRUE(given.insert(block.addressAt(ordinal)).second)
                    << block.addressAt(ordinal).toString() << " has two holders";
        }
    }
    EXPECT_EQ(given.size(), 256U);
}

TEST(ABlockOfAnotherPool, SharesNoAddressWithOneThatIsWrittenAtTheSameTime)
{
    const auto etcd = EtcdProcess::shared();
    if (!etcd)
        GTEST_SKIP() << "there is no etcd on this machine";
    auto before = onlyBlock("pool");
    before.blockSize = 26;
    auto after = before;
    after.blockSize = 28;
    for (int round = 0; round < 20; ++round) {
        const StoreKeys keys("at-once-" + std::to_string(round));
        std::vector<std::thread> nodes;
        for (int number = 0; number < 4; ++number) {
            nodes.emplace_back([&, number] {
                const auto own = etcd->connect({});
                const auto claimed = claimOrdinals(
                    *own, keys,
                    {.node = "node-" + std::to_string(number), .pools = {number % 2 ? before : after}});
                EXPECT_TRUE(claimed) << claimed.error().text();
            });
        }
        for (auto &node : nodes)
            node.join();
        std::vector<Prefix> blocks;
        for (int number = 0; number < 4; ++number) {
            const auto store = etcd->connect({});
            const auto held = blocksHeldBy(*store, keys, "node-" + std::to_string(number));
            ASSERT_TRUE(held);
            ASSERT_EQ(held->size(), 1U);
            blocks.push_back(held->front().cidr);
        }
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            for (std::size_t j = i + 1; j < blocks.size(); ++j)
                EXPECT_FALSE(blocks[i].overlaps(blocks[j]))
                    << blocks[i].toString() << " and " << blocks[j].toString();
        }
    }
}

} // namespace
} // namespace podloom
