// Positions live in a side file of their own.
#include "app/document/layout.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

TEST(Layout, WhatIsWrittenIsReadAgain)
{
    Layout layout;
    layout.positions[layoutKey("topology", {"prod", "", "Node", "", "node-1"})] = {120, -40};
    layout.other.set("notes", Json::array({"mind the gap"}));

    const auto text = formatLayout(layout);
    const auto back = parseLayout(text);

    EXPECT_THAT(text, ::testing::HasSubstr("\"topology/prod:Node/node-1\": [120, -40]\n"));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, layout);
    EXPECT_EQ(formatLayout(*back), text);
}

TEST(Layout, AnEmptyFileIsAnEmptyLayout)
{
    EXPECT_EQ(*parseLayout(""), Layout{});
    EXPECT_EQ(*parseLayout(formatLayout({})), Layout{});
}

TEST(Layout, PositionsThatAreNoneAreLeftOut)
{
    const auto layout = parseLayout("positions:\n  a: [1]\n  b: [1, x]\n  c: [1, 1e9]\n  d: [3, 4]\n");
    ASSERT_TRUE(layout);
    EXPECT_EQ(layout->positions, (std::map<std::string, QPointF>{{"d", {3, 4}}}));
}

TEST(Layout, WhatIsNoLayoutIsRefused)
{
    EXPECT_FALSE(parseLayout("- a\n- b\n"));
    EXPECT_FALSE(parseLayout("{"));
}

TEST(Layout, LiesInTheFolderOrBesideTheFile)
{
    EXPECT_EQ(layoutFileOf("/nowhere/shop.yaml"), "/nowhere/shop.layout.yaml");
    EXPECT_EQ(layoutFileOf(std::filesystem::temp_directory_path()),
              std::filesystem::temp_directory_path() / ".layout.yaml");
}

} // namespace
} // namespace podloom::app
