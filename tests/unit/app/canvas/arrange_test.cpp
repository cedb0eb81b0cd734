// Cards in line.
#include "app/canvas/arrange.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::ElementsAre;

const std::vector<QRectF> kCards{{0, 0, 100, 40}, {300, 100, 100, 60}, {130, 50, 50, 40}};

TEST(Arrange, AlignsAnEdgeOrAMiddle)
{
    EXPECT_THAT(arranged(kCards, Arrangement::Left),
                ElementsAre(QPointF(0, 0), QPointF(0, 100), QPointF(0, 50)));
    EXPECT_THAT(arranged(kCards, Arrangement::Bottom),
                ElementsAre(QPointF(0, 120), QPointF(300, 100), QPointF(130, 120)));
    EXPECT_THAT(arranged(kCards, Arrangement::Centre),
                ElementsAre(QPointF(150, 0), QPointF(150, 100), QPointF(175, 50)));
}

TEST(Arrange, DistributesWithEvenGaps)
{
    // 400 wide, 250 filled: two gaps of 75 each.
    EXPECT_THAT(arranged(kCards, Arrangement::Across),
                ElementsAre(QPointF(0, 0), QPointF(300, 100), QPointF(175, 50)));
    const std::vector<QRectF> two{kCards[0], kCards[1]};
    EXPECT_THAT(arranged(two, Arrangement::Across), ElementsAre(QPointF(0, 0), QPointF(300, 100)));
}

TEST(Arrange, WhatIsFixedStaysAndTheOthersFollowIt)
{
    EXPECT_THAT(arranged(kCards, Arrangement::Left, {2}),
                ElementsAre(QPointF(130, 0), QPointF(130, 100), QPointF(130, 50)));
    EXPECT_THAT(arranged(kCards, Arrangement::Across, {2}),
                ElementsAre(QPointF(0, 0), QPointF(300, 100), QPointF(130, 50)));
    const std::vector<QRectF> row{
        {0, 0, 10, 10}, {12, 0, 10, 10}, {40, 0, 10, 10}, {45, 0, 10, 10}, {90, 0, 10, 10}};
    EXPECT_THAT(arranged(row, Arrangement::Across, {2}),
                ElementsAre(QPointF(0, 0), QPointF(20, 0), QPointF(40, 0), QPointF(65, 0), QPointF(90, 0)));
}

TEST(Arrange, NothingGivesNothing)
{
    EXPECT_TRUE(arranged({}, Arrangement::Down).empty());
}

TEST(Guides, StickToTheNearestEdgeOrMiddle)
{
    const auto guides = guidesFor({3, 200, 100, 40}, kCards, 6);
    EXPECT_TRUE(guides.isAcross);
    EXPECT_EQ(guides.shift.x(), -3);
    EXPECT_FALSE(guides.isDown);
    ASSERT_EQ(guides.lines.size(), 1U);
    EXPECT_EQ(guides.lines[0], QLineF(0, 0, 0, 240));
}

TEST(Guides, LeaveAloneWhatIsFarAway)
{
    const auto guides = guidesFor({1000, 1000, 10, 10}, kCards, 6);
    EXPECT_EQ(guides.shift, QPointF());
    EXPECT_TRUE(guides.lines.empty());
}

} // namespace
} // namespace podloom::app
