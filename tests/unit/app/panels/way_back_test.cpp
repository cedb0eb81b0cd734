// Where "take back" leads after deployments that went well, failed, or were stopped.
#include "app/panels/way_back.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

SnapshotPointer design(const char *name)
{
    return parseFiles({{std::string(name) + ".yaml", ""}});
}

class WayBackTest : public ::testing::Test {
protected:
    const SnapshotPointer a = design("a");
    const SnapshotPointer b = design("b");
    const SnapshotPointer c = design("c");
    WayBack way;
};

TEST_F(WayBackTest, LeadsToTheDesignBefore)
{
    EXPECT_FALSE(way.target());
    way.reached(a);
    EXPECT_FALSE(way.target()) << "before it there was no lab";
    way.reached(b);
    way.reached(b); // again: nothing new
    EXPECT_EQ(way.target(), a);
}

TEST_F(WayBackTest, GoesOnAStepFurtherEachTime)
{
    for (const auto &each : {a, b, c})
        way.reached(each);
    EXPECT_EQ(way.target(), b);
    way.begin();
    way.reached(b);
    EXPECT_EQ(way.target(), a);
    way.begin();
    way.reached(design("like-a")); // the same design as another snapshot
    EXPECT_FALSE(way.target());
}

TEST_F(WayBackTest, LeadsFromAFailedDeploymentToWhatTheLabWas)
{
    way.brokeOff();
    EXPECT_FALSE(way.target()) << "the first one: taking the lab down is the way back";
    way.reached(a);
    way.brokeOff();
    EXPECT_EQ(way.target(), a);
    way.begin();
    way.reached(a);
    EXPECT_FALSE(way.target()) << "the failed deployment is taken back, and there was none before";
}

TEST_F(WayBackTest, ADeploymentThatIsRepeatedIsNoLongerBroken)
{
    way.reached(a);
    way.brokeOff();
    way.reached(b);
    EXPECT_EQ(way.target(), a);
}

TEST_F(WayBackTest, TakingBackThatFailsIsItselfTakenBack)
{
    way.reached(a);
    way.reached(b);
    way.begin();
    way.brokeOff();
    EXPECT_EQ(way.target(), b);
    way.end();
    way.reached(a); // tried again by deploying
    EXPECT_EQ(way.target(), b);
}

TEST_F(WayBackTest, TakingBackThatNeverBeganToApplyLosesNothing)
{
    way.reached(a);
    way.reached(b);
    way.begin();
    way.end();
    EXPECT_EQ(way.target(), a);
    way.reached(c);
    EXPECT_EQ(way.target(), b);
    way.clear();
    EXPECT_FALSE(way.target());
}

} // namespace
} // namespace podloom::app
