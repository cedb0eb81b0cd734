// What templates promise: whole, well-formed networks in which every session comes up and every node is
// reached.
#include "core/routing/network_template.h"

#include <gtest/gtest.h>

#include <set>

namespace podloom {
namespace {

TEST(NetworkTemplates, HaveNamesOfTheirOwn)
{
    std::set<std::string> names;
    for (const auto &each : networkTemplates())
        EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_GE(names.size(), 7U);
}

TEST(NetworkTemplates, AreTheSameTextEachTime)
{
    for (const auto &each : networkTemplates()) {
        const auto text = writeTemplate({.name = each.name});
        ASSERT_TRUE(text) << text.error().text();
        EXPECT_EQ(*text, *writeTemplate({.name = each.name}));
        EXPECT_EQ(text->back(), '\n');
    }
}

TEST(NetworkTemplates, RefuseWhatDoesNotFit)
{
    EXPECT_EQ(writeTemplate({.name = "ring"}).error().code, Errc::NotFound);
    EXPECT_EQ(writeTemplate({.name = "mesh", .nodes = 0}).error().code, Errc::InvalidArgument);
    EXPECT_EQ(writeTemplate({.name = "mesh", .nodes = 2001}).error().code, Errc::InvalidArgument);
    EXPECT_EQ(writeTemplate({.name = "edge", .nodes = 2, .racks = 3}).error().code, Errc::InvalidArgument);
    EXPECT_EQ(writeTemplate({.name = "edge", .nodes = 2, .racks = 0}).error().code, Errc::InvalidArgument);
    EXPECT_EQ(writeTemplate({.name = "rack-as", .nodes = 500, .racks = 2}).error().code,
              Errc::InvalidArgument);
    EXPECT_EQ(writeTemplate({.name = "mesh", .cluster = "no: yaml"}).error().code, Errc::InvalidArgument);
    EXPECT_EQ(writeTemplate({.name = "spine-leaf", .spines = 65}).error().code, Errc::InvalidArgument);
}

} // namespace
} // namespace podloom
