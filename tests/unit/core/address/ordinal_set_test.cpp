#include "core/address/ordinal_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;

TEST(OrdinalSet, IsWrittenAsRangesAndReadBack)
{
    auto set = OrdinalSet::range(0, 16);
    set.insert(20);
    set.insert(4095);

    EXPECT_EQ(set.toString(), "0-15,20,4095");
    EXPECT_EQ(OrdinalSet::parse("0-15,20,4095"), set);
    EXPECT_EQ(OrdinalSet::parse(""), OrdinalSet());
    for (const auto *text : {"1-", "-1", "2-1", "4096", "a", "1,,2"})
        EXPECT_FALSE(OrdinalSet::parse(text)) << text;
}

TEST(OrdinalSet, EqualsAnotherWithTheSameMembersWhateverItHeldBefore)
{
    auto set = OrdinalSet::range(0, 3);
    set.insert(900);
    set.remove(900);
    set.remove(901);

    EXPECT_EQ(set, OrdinalSet::range(0, 3));
    EXPECT_EQ(OrdinalSet::range(0, 100).without(OrdinalSet::range(3, 97)), set);
    EXPECT_EQ(set.size(), 3U);
}

TEST(OrdinalSet, FindsTheNextMemberAndWrapsAround)
{
    const auto set = *OrdinalSet::parse("3,7,64");

    EXPECT_EQ(set.nextFrom(0), 3U);
    EXPECT_EQ(set.nextFrom(8), 64U);
    EXPECT_EQ(set.nextFrom(65), 3U);
    EXPECT_EQ(OrdinalSet().nextFrom(0), std::nullopt);
    EXPECT_THAT(set.lowest(2).members(), ElementsAre(3, 7));
}

} // namespace
} // namespace podloom
