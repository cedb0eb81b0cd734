#include "core/lab/machine_changes.h"
#include "tests/unit/core/lab/lab_designs.h"

#include <gmock/gmock.h>

namespace {

using namespace podloom;
using namespace podloom::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Design nodes(const std::vector<std::string> &names)
{
    Design design;
    for (const auto &name : names)
        design.nodes.put(node(name));
    return design;
}

/// As it runs after it has been brought up for the design.
LabInventory labOf(const Design &design)
{
    auto inventory = inventoryFor(design, "lab", nullptr);
    EXPECT_TRUE(inventory);
    inventory->wires = wantedWires(design, *inventory);
    return *std::move(inventory);
}

/// "ACTION MACHINE DISRUPTION" of each step.
std::vector<std::string> steps(const LabInventory &before, const Design &design)
{
    const auto populated = populatedDesign(design, &before, {});
    const auto now = inventoryFor(populated, "lab", &before);
    EXPECT_TRUE(now);
    const auto changes = machineChanges(before, {}, *now, wantedWires(populated, *now));
    std::vector<std::string> out;
    for (const auto &step : machineChangeSteps(changes, before, *now))
        out.push_back(std::string(toString(step.action)) + ' ' + step.id.substr(0, step.id.find('/')) + ' '
                      + std::string(toString(step.disruption)));
    return out;
}

TEST(MachineChanges, OfTheDesignThatRunsAreNone)
{
    EXPECT_THAT(steps(labOf(twoRacks()), twoRacks()), IsEmpty());
}

TEST(MachineChanges, EndANodeThatTheDesignHasNoMore)
{
    EXPECT_THAT(steps(labOf(nodes({"a", "b"})), nodes({"a"})), ElementsAre("remove b restart"));
}

TEST(MachineChanges, StartANodeThatTheLabHasNot)
{
    EXPECT_THAT(steps(labOf(nodes({"a", "b"})), nodes({"a", "b", "c"})), ElementsAre("create c none"));
}

TEST(MachineChanges, StartTheWholeLabAgainWhenItsStoreGoes)
{
    EXPECT_THAT(steps(labOf(nodes({"a", "b"})), nodes({"b"})),
                ElementsAre("remove a restart", "change b restart", "change outside none"));
}

TEST(MachineChanges, OfARouterConcernTheNetworkAlone)
{
    auto design = twoRacks();
    design.routers.put(router("tor-c"));
    EXPECT_THAT(steps(labOf(twoRacks()), design), ElementsAre("create tor-c none", "change outside none"));
    EXPECT_THAT(steps(labOf(design), twoRacks()), ElementsAre("remove tor-c live", "change outside none"));
}

TEST(MachineChanges, OfADesignWithoutNodesKeepThoseThatRun)
{
    EXPECT_THAT(steps(labOf(nodes({"a", "b"})), Design{}), IsEmpty());
    EXPECT_EQ(populatedDesign(Design{}, nullptr, {}).nodes.size(), 3U);
    EXPECT_EQ(populatedDesign(Design{}, nullptr, 5).nodes.size(), 5U);
    const auto before = labOf(nodes({"a", "b"}));
    EXPECT_EQ(populatedDesign(Design{}, &before, 5).nodes.size(), 5U);
}

TEST(MachineChanges, TellOfRealMachinesThatComeAndGo)
{
    auto real = nodes({"a", "b"});
    Lab lab;
    lab.meta.id = {"", "podloom.dev", "Lab", "", "office"};
    for (const auto *name : {"a", "b"}) {
        LabNode each;
        each.node = name;
        each.ssh.emplace().host = "box-" + std::string(name);
        lab.nodes.push_back(std::move(each));
    }
    real.labs.put(lab);
    auto one = real;
    one.nodes.erase(real.nodes[1].meta.id);

    EXPECT_THAT(steps(labOf(real), one), ElementsAre("remove b restart"));
    EXPECT_THAT(steps(labOf(one), real), ElementsAre("create b none"));
}

} // namespace
