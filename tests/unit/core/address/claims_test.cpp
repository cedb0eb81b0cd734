#include "core/address/claims.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

IpPool poolOf(const std::string &cidr, int blockSize)
{
    IpPool pool;
    pool.meta.id = {"c", "projectcalico.org", "IPPool", "", "pool-" + cidr};
    pool.cidr = *Prefix::parse(cidr);
    pool.blockSize = blockSize;
    return pool;
}

/// Claims until nothing is left, as several nodes would, and checks at every step that no ordinal has two
/// holders.
class Claiming : public ::testing::Test {
protected:
    Result<Claim> claim(const ClaimWish &asked)
    {
        auto claim = nextClaim(asked, blocks);
        if (claim) {
            EXPECT_EQ(claim->isNew, !blocks.contains(claim->block.cidr));
            blocks[claim->block.cidr] = claim->block;
            for (const auto ordinal : claim->gained.members())
                EXPECT_TRUE(handed.insert(claim->block.addressAt(ordinal)).second) << "claimed twice";
        }
        return claim;
    }

    std::map<Prefix, Block> blocks;
    std::set<IpAddress> handed;
    ClaimWish wish{.node = "node-1", .pools = {poolOf("10.0.0.0/24", 26)}};
};

TEST_F(Claiming, TakesANewBlockSixteenAtATime)
{
    const auto first = claim(wish);
    const auto second = claim(wish);

    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->block.cidr.toString(), "10.0.0.0/26");
    EXPECT_EQ(first->gained.toString(), "0-15");
    EXPECT_EQ(second->block.cidr, first->block.cidr);
    EXPECT_EQ(second->gained.toString(), "16-31");
    EXPECT_EQ(second->block.heldBy("node-1").toString(), "0-31");
}

TEST_F(Claiming, SharesNoAddressWithBlocksOfAnotherSize)
{
    ASSERT_TRUE(claim(wish)); // of /26, by node-1, which may take more of it
    auto smaller = wish;
    smaller.node = "node-2";
    smaller.pools = {poolOf("10.0.0.0/24", 28)};
    auto larger = wish;
    larger.node = "node-3";
    larger.pools = {poolOf("10.0.0.0/24", 25)};

    EXPECT_EQ(claim(smaller)->block.cidr.toString(), "10.0.0.64/28");
    EXPECT_EQ(claim(larger)->block.cidr.toString(), "10.0.0.128/25");

    for (auto *each : {&wish, &smaller, &larger}) {
        while (claim(*each)) {
        }
    }
    EXPECT_EQ(handed.size(), 256U) << "each address once";
}

TEST_F(Claiming, TakesNothingOfAnotherSizeOrOfOthersWhenItMustFit)
{
    ASSERT_TRUE(claim(wish)); // of /26, with 48 free
    wish.pools = {poolOf("10.0.0.0/24", 25)};
    wish.mustFit = true;

    EXPECT_EQ(claim(wish)->block.cidr.toString(), "10.0.0.128/25");
    while (claim(wish)) {
    }
    EXPECT_EQ(handed.size(), 16U + 128U);
    wish.mustFit = false;
    EXPECT_EQ(claim(wish)->block.cidr.toString(), "10.0.0.0/26");
}

TEST_F(Claiming, TakesWholeBlocksUnderStrictAffinityAndNeverBorrows)
{
    wish.rules.isStrictAffinity = true;
    auto other = wish;
    other.node = "node-2";
    other.startBlock = 3;

    EXPECT_EQ(claim(other)->block.cidr.toString(), "10.0.0.192/26");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(claim(wish)->gained.size(), 64U);

    const auto none = claim(wish);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::Exhausted);
}

TEST_F(Claiming, BorrowsFreeOrdinalsOneByOneWhenNoBlockIsLeft)
{
    auto other = wish;
    other.node = "node-2";
    for (int i = 0; i < 16; ++i)
        ASSERT_TRUE(claim(wish)) << i; // all four blocks of node-1 are full
    ASSERT_FALSE(claim(other));

    blocks[*Prefix::parse("10.0.0.64/26")].held["node-1"].remove(5);
    handed.erase(*IpAddress::parse("10.0.0.69"));
    const auto lent = claim(other);

    ASSERT_TRUE(lent);
    EXPECT_EQ(lent->gained.toString(), "5");
    EXPECT_EQ(lent->block.affinity, "node-1") << "a lent ordinal does not move the block";
}

TEST_F(Claiming, StopsAtTheLimitOfBlocksPerNode)
{
    wish.rules.maxBlocksPerNode = 1;
    wish.rules.isStrictAffinity = true;

    EXPECT_TRUE(claim(wish));
    EXPECT_FALSE(claim(wish));
}

TEST_F(Claiming, LeavesReservedAddressesAlone)
{
    wish.rules.reserved.insert(*Prefix::parse("10.0.0.0/25"));
    wish.rules.reserved.insert(*Prefix::parse("10.0.0.128/28"));

    const auto first = claim(wish);

    ASSERT_TRUE(first);
    EXPECT_EQ(first->block.cidr.toString(), "10.0.0.128/26");
    EXPECT_EQ(first->gained.toString(), "16-31");
}

TEST_F(Claiming, WorksInAPoolThatNoWalkWouldFinish)
{
    wish.family = Family::V6;
    wish.pools.push_back(poolOf("fd00:48::/48", 122));
    wish.startBlock = 2;

    const auto first = claim(wish);

    ASSERT_TRUE(first);
    EXPECT_EQ(first->block.cidr.toString(), "fd00:48::80/122");
}

TEST(Block, IsReadBackAsItWasWritten)
{
    Block block{.cidr = *Prefix::parse("10.0.0.64/26"), .pool = "p", .affinity = "node-1"};
    block.held["node-1"] = OrdinalSet::range(0, 16);
    block.held["node-2"].insert(40);
    block.used["node-1"].insert(3);
    block.isNatOutgoing = block.isBgpExportDisabled = true;

    const auto back = blockFromJson(toJson(block));

    ASSERT_TRUE(back);
    EXPECT_EQ(*back, block);
    EXPECT_EQ(block.free().size(), 47U);
    EXPECT_EQ(block.ordinalOf(block.addressAt(40)), 40U);
    EXPECT_FALSE(
        blockFromJson(Json::object({{"cidr", "10.0.0.0/26"}, {"held", Json::object({{"n", "64"}})}})));
    EXPECT_FALSE(blockFromJson(Json::object({{"cidr", "10.0.0.0/8"}})));
}

/// One address of a pool of /26 blocks, of which node-1 has the first block and node-2 the second.
class ClaimingOneAddress : public ::testing::Test {
protected:
    ClaimingOneAddress()
    {
        add({.cidr = *Prefix::parse("10.0.0.0/26"),
             .pool = "p",
             .affinity = "node-1",
             .held = {{"node-1", OrdinalSet::range(0, 16)}, {"node-2", OrdinalSet::range(60, 1)}}});
        add({.cidr = *Prefix::parse("10.0.0.64/26"),
             .pool = "p",
             .affinity = "node-2",
             .held = {{"node-2", OrdinalSet::range(0, 16)}},
             .used = {{"node-2", OrdinalSet::range(1, 1)}}});
    }
    void add(const Block &block) { blocks[block.cidr] = block; }

    Result<Claim> claim(const std::string &address, bool isStrict = false) const
    {
        return claimOf({.node = "node-1",
                        .address = *IpAddress::parse(address),
                        .pool = poolOf("10.0.0.0/24", 26),
                        .isStrictAffinity = isStrict},
                       blocks);
    }
    /// The error's id.
    std::string refusal(const std::string &address, bool isStrict = false) const
    {
        const auto refused = claim(address, isStrict);
        EXPECT_FALSE(refused);
        EXPECT_EQ(refused ? Errc::Internal : refused.error().code, Errc::Conflict);
        return refused ? std::string() : refused.error().message.id;
    }

    std::map<Prefix, Block> blocks;
};

TEST_F(ClaimingOneAddress, TakesAFreeOrdinalOfTheNodesOwnBlock)
{
    const auto own = claim("10.0.0.30");

    ASSERT_TRUE(own);
    EXPECT_FALSE(own->isNew);
    EXPECT_EQ(own->gained.toString(), "30");
    EXPECT_EQ(own->block.heldBy("node-1").toString(), "0-15,30");
}

TEST_F(ClaimingOneAddress, MakesABlockOfThePoolsSizeWhereThereIsNone)
{
    const auto fresh = claim("10.0.0.130");

    ASSERT_TRUE(fresh);
    EXPECT_TRUE(fresh->isNew);
    EXPECT_EQ(fresh->block.cidr.toString(), "10.0.0.128/26");
    EXPECT_EQ(fresh->block.affinity, "node-1");
    EXPECT_EQ(fresh->block.heldBy("node-1").toString(), "2");
}

TEST_F(ClaimingOneAddress, BorrowsWhatAnotherNodeDoesNotHoldUnlessAffinityIsStrict)
{
    const auto lent = claim("10.0.0.100");

    ASSERT_TRUE(lent);
    EXPECT_EQ(lent->block.affinity, "node-2");
    EXPECT_EQ(lent->block.heldBy("node-1").toString(), "36");
    EXPECT_EQ(refusal("10.0.0.100", true), "address-strict");
    EXPECT_TRUE(claim("10.0.0.30", true)) << "of its own";
}

TEST_F(ClaimingOneAddress, SaysWhoHasWhatItCannotGive)
{
    EXPECT_EQ(refusal("10.0.0.65"), "address-used");
    EXPECT_EQ(refusal("10.0.0.66"), "address-held");
    EXPECT_EQ(refusal("10.0.0.60"), "address-held") << "lent of its own block";
    EXPECT_EQ(claim("10.0.0.66").error().text(), "the node node-2 holds 10.0.0.66 for pods of its own");
    add({.cidr = *Prefix::parse("10.0.0.192/28"), .pool = "p", .affinity = "node-2"});
    EXPECT_EQ(refusal("10.0.0.250"), "address-other-sizes");
}

TEST_F(ClaimingOneAddress, GainsNothingWhenTheNodeHoldsItAlready)
{
    const auto held = claim("10.0.0.3");

    ASSERT_TRUE(held);
    EXPECT_TRUE(held->gained.isEmpty());
    EXPECT_EQ(held->block, blocks.at(*Prefix::parse("10.0.0.0/26")));
}

} // namespace
} // namespace podloom
