#include "core/base/nearest_word.h"

#include <gtest/gtest.h>

#include <array>

namespace podloom {
namespace {

constexpr std::array<std::string_view, 4> kWords{"ingress", "egress", "podSelector", "to"};

TEST(NearestWord, IsTheOneWithTheFewestLettersBetween)
{
    EXPECT_EQ(nearestWord("ingres", kWords), "ingress");
    EXPECT_EQ(nearestWord("egres", kWords), "egress");
    EXPECT_EQ(nearestWord("podselector", kWords), "podSelector");
    EXPECT_EQ(nearestWord("igerss", kWords), "ingress");
    EXPECT_EQ(nearestWord("podSelektr", kWords), "podSelector");
}

TEST(NearestWord, IsNoneWhereAllAreFar)
{
    EXPECT_EQ(nearestWord("selector", kWords), std::nullopt);
    EXPECT_EQ(nearestWord("of", kWords), std::nullopt);
    EXPECT_EQ(nearestWord("", kWords), std::nullopt);
    EXPECT_EQ(nearestWord("ingress", {}), std::nullopt);
}

} // namespace
} // namespace podloom
