#include "core/net/prefix_set.h"

#include <gtest/gtest.h>

#include <random>

namespace podloom {
namespace {

PrefixSet setOf(const std::vector<std::string> &texts)
{
    std::vector<Prefix> prefixes;
    for (const auto &text : texts)
        prefixes.push_back(*Prefix::parse(text));
    return PrefixSet(prefixes);
}

std::vector<std::string> textsOf(const PrefixSet &set)
{
    std::vector<std::string> texts;
    for (const auto &prefix : set.prefixes())
        texts.push_back(prefix.toString());
    return texts;
}

TEST(PrefixSet, SubtractsAnInnerNetwork)
{
    const auto rest = setOf({"10.0.0.0/8"}).without(setOf({"10.64.0.0/10"}));

    EXPECT_EQ(textsOf(rest), (std::vector<std::string>{"10.0.0.0/10", "10.128.0.0/9"}));
    EXPECT_FALSE(rest.contains(*IpAddress::parse("10.65.0.1")));
}

TEST(PrefixSet, MeltsNeighbours)
{
    EXPECT_EQ(setOf({"10.0.0.0/9", "10.128.0.0/9"}), setOf({"10.0.0.0/8"}));
}

TEST(PrefixSet, KeepsTheFamiliesApart)
{
    const auto all = PrefixSet::everything();

    EXPECT_EQ(textsOf(all), (std::vector<std::string>{"0.0.0.0/0", "::/0"}));
    EXPECT_TRUE(all.without(all).isEmpty());
    EXPECT_EQ(textsOf(all.without(setOf({"0.0.0.0/0"}))), std::vector<std::string>{"::/0"});
}

// The algebra must agree with membership, address by address, on random sets in a small space.
TEST(PrefixSet, AgreesWithMembershipOfEachAddress)
{
    std::mt19937 random(20261124);
    const auto randomSet = [&] {
        std::vector<Prefix> prefixes;
        for (auto count = random() % 6; count > 0; --count)
            prefixes.push_back(Prefix::of(IpAddress::v4(0x0A000000U | (random() % 256)),
                                          24 + static_cast<int>(random() % 9)));
        return PrefixSet(prefixes);
    };
    for (int round = 0; round < 2000; ++round) {
        const auto a = randomSet();
        const auto b = randomSet();
        const auto united = a.united(b);
        const auto both = a.intersected(b);
        const auto rest = a.without(b);
        for (std::uint32_t low = 0; low < 256; ++low) {
            const auto address = IpAddress::v4(0x0A000000U | low);
            const bool inA = a.contains(address);
            const bool inB = b.contains(address);
            ASSERT_EQ(united.contains(address), inA || inB);
            ASSERT_EQ(both.contains(address), inA && inB);
            ASSERT_EQ(rest.contains(address), inA && !inB);
        }
        ASSERT_EQ(PrefixSet(united.prefixes()), united);
    }
}

} // namespace
} // namespace podloom
