#include "core/lab/lab_spec.h"
#include "core/lab/lab_wires.h"
#include "tests/unit/core/lab/lab_designs.h"

#include <gmock/gmock.h>

namespace {

using namespace podloom;
using namespace podloom::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

LabWires wires(const Design &design)
{
    const auto members = labMembers(design, nullptr);
    EXPECT_TRUE(members);
    return wiresOf(labSpec(design, *members, "lab"));
}

TEST(LabWires, OfOneDesignAreTheSame)
{
    const auto difference = compareWires(wires(twoRacks()), wires(twoRacks()));

    EXPECT_TRUE(difference.isEmpty());
    EXPECT_EQ(difference.toString(), "");
}

TEST(LabWires, SurviveBeingWrittenDown)
{
    for (const auto &[machine, each] : wires(twoRacks())) {
        const auto read = parseJson(each.pretty());
        ASSERT_TRUE(read) << machine;
        EXPECT_EQ(*read, each) << machine;
    }
}

TEST(LabWires, TellAMachineThatGetsMoreFromOneThatHasToStartAgain)
{
    auto design = twoRacks();
    design.links.put(link("spare", {nodeEnd("node-1", "eth7")}, {net("10.7.0.0/24")}));
    design.links.put(link("rack-b", {routerEnd("tor-b"), nodeEnd("node-2")}, {net("10.3.0.0/30")}));

    const auto difference = compareWires(wires(twoRacks()), wires(design));

    EXPECT_THAT(difference.missing, IsEmpty());
    EXPECT_THAT(difference.obsolete, IsEmpty());
    EXPECT_THAT(difference.extended, ::testing::Contains("node-1"));
    EXPECT_THAT(difference.replaced, ::testing::Contains("node-2"));
    EXPECT_THAT(difference.replaced, ::testing::Not(::testing::Contains("node-1")));
}

TEST(LabWires, NameMachinesThatComeAndGo)
{
    auto design = twoRacks();
    design.nodes.put(node("node-3"));
    design.links.put(link("rack-c", {nodeEnd("node-3"), routerEnd("tor-a")}, {net("10.4.0.0/24")}));

    const auto grown = compareWires(wires(twoRacks()), wires(design));
    const auto shrunk = compareWires(wires(design), wires(twoRacks()));

    EXPECT_THAT(grown.missing, ElementsAre("node-3"));
    EXPECT_THAT(shrunk.obsolete, ElementsAre("node-3"));
}

TEST(LabWires, AreSaidInOneSentence)
{
    const WiringDifference difference{{"node-4"}, {"b"}, {"a", "c", "d"}, {}};

    EXPECT_EQ(difference.toString(), "a, b, c and 1 more are wired otherwise, node-4 is missing");
}

} // namespace
