#include "core/plan/machine_plan.h"

#include <gmock/gmock.h>

namespace {

using namespace podloom;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

WantedMachine wantedMachine()
{
    return {"node-1",
            {"bird2"},
            {{"/usr/bin/agent", "aa", 0755}, {"/etc/agent.conf", "bb", 0600}},
            {{"agent", {"/usr/bin/agent", "/etc/agent.conf"}}}};
}

FoundMachine foundAsWanted(const WantedMachine &wanted)
{
    FoundMachine found;
    found.packages.insert(wanted.packages.begin(), wanted.packages.end());
    for (const auto &file : wanted.files)
        found.files[file.path] = file;
    for (const auto &service : wanted.services)
        found.services[service.name] = {stampOf(service, wanted), true};
    return found;
}

std::vector<std::string> ids(const std::vector<PlanStep> &steps)
{
    std::vector<std::string> out;
    for (const auto &step : steps)
        out.push_back(step.id);
    return out;
}

TEST(MachinePlan, IsEmptyWhenAllIsAsItShouldBe)
{
    EXPECT_THAT(machineSteps(wantedMachine(), foundAsWanted(wantedMachine())), IsEmpty());
}

TEST(MachinePlan, InstallsWritesAndStartsOnAFreshMachine)
{
    const auto steps = machineSteps(wantedMachine(), {});

    EXPECT_THAT(ids(steps), ElementsAre("node-1/packages", "node-1/file/usr/bin/agent",
                                        "node-1/file/etc/agent.conf", "node-1/service/agent"));
    for (const auto &step : steps)
        EXPECT_EQ(step.disruption, Disruption::None);
}

TEST(MachinePlan, RestartsAServiceWhoseFileChanges)
{
    auto wanted = wantedMachine();
    const auto found = foundAsWanted(wanted);
    wanted.files[0].digest = "cc";

    const auto steps = machineSteps(wanted, found);

    ASSERT_THAT(ids(steps), ElementsAre("node-1/file/usr/bin/agent", "node-1/service/agent"));
    EXPECT_EQ(steps[1].action, StepAction::Change);
    EXPECT_EQ(steps[1].disruption, Disruption::Restart);
}

TEST(MachinePlan, RestartsAgainWhatFailedToRestart)
{
    const auto wanted = wantedMachine();
    auto found = foundAsWanted(wanted);
    found.services["agent"].stamp = "old";

    EXPECT_THAT(ids(machineSteps(wanted, found)), ElementsAre("node-1/service/agent"));
}

TEST(MachinePlan, StartsAServiceThatHasStopped)
{
    const auto wanted = wantedMachine();
    auto found = foundAsWanted(wanted);
    found.services["agent"].isRunning = false;

    const auto steps = machineSteps(wanted, found);

    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].action, StepAction::Create);
}

TEST(MachinePlan, CorrectsAModeAlone)
{
    const auto wanted = wantedMachine();
    auto found = foundAsWanted(wanted);
    found.files["/etc/agent.conf"].mode = 0644;

    EXPECT_THAT(ids(machineSteps(wanted, found)), ElementsAre("node-1/file/etc/agent.conf"));
}

} // namespace
