// What nodes report and what a plan says, in the terms of the design.
#include "app/panels/lab_controller.h"
#include "app/panels/live_status.h"
#include "app/panels/plan_marks.h"
#include "tests/unit/app/panels/shop.h"

namespace podloom::app {
namespace {

constexpr auto kStatus = R"({"nodes":[
 {"name":"node-1","agent":{"state":"ready"},
  "bgp":[{"peer":"tor-a","family":4,"state":"Established","imported":12,"exported":4},
         {"peer":"tor-a","family":6,"state":"Connect","lastError":"hold timer expired"}],
  "pods":[{"name":"app/cart-0","state":"running"},{"name":"app/cart-1","state":"failed"}]},
 {"name":"node-2","agent":{"state":"unreachable","trouble":"connection refused"},"bgp":[],"pods":[]}]})";

const ObjectId kNode1{"prod", "", "Node", "", "node-1"};
const ObjectId kNode2{"prod", "", "Node", "", "node-2"};

std::map<ObjectId, LiveNode> reported()
{
    const auto status = parseJson(kStatus);
    const auto analysis = shopAnalysis();
    return status && analysis ? liveNodes(*status, analysis->snapshot->design())
                              : std::map<ObjectId, LiveNode>();
}

TEST(LiveStatus, IsFoundByTheIdentityOfTheDesignsNodes)
{
    const auto nodes = reported();
    ASSERT_TRUE(nodes.contains(kNode1));
    ASSERT_TRUE(nodes.contains(kNode2));
    EXPECT_EQ(nodes.at(kNode1).state, State::Up);
    EXPECT_EQ(nodes.at(kNode2).state, State::Down);
    EXPECT_EQ(nodes.at(kNode2).text, "unreachable: connection refused");
}

TEST(LiveStatus, SaysOfEachSessionHowItIs)
{
    const auto nodes = reported();
    const auto &sessions = nodes.at(kNode1).sessions;
    ASSERT_EQ(sessions.size(), 2U);
    EXPECT_EQ(sessions[0].state, State::Up);
    EXPECT_EQ(sessions[0].text, "Established · 12 in · 4 out");
    EXPECT_EQ(sessions[1].state, State::Changing);
    EXPECT_EQ(sessions[1].family, Family::V6);
    EXPECT_EQ(sessions[1].text, "Connect · hold timer expired");
}

TEST(LiveStatus, CountsWhatIsUp)
{
    const auto nodes = reported();
    EXPECT_EQ(nodeCount(nodes).up, 1U);
    EXPECT_EQ(nodeCount(nodes).all, 2U);
    EXPECT_EQ(sessionCount(nodes.at(kNode1)).up, 1U);
    EXPECT_EQ(podCount(nodes.at(kNode1)).up, 1U);
    EXPECT_FALSE(podCount(nodes.at(kNode1)).isWhole());
}

TEST(LiveStatus, CallsNoLabRunningWhoseMachinesAreAllDown)
{
    EXPECT_FALSE(isRunning({.name = "a"}));
    EXPECT_FALSE(
        isRunning({"a", {{.name = "node-1", .state = "down"}, {.name = "node-2", .state = "down"}}}));
    EXPECT_TRUE(isRunning({"a", {{.name = "node-1", .state = "down"}, {.name = "node-2", .state = "up"}}}));
    EXPECT_TRUE(isRunning({"a", {{.name = "node-1", .state = "starting"}}}));
}

TEST(LiveStatus, TakesAnyJsonWithoutFalling)
{
    for (const auto *text :
         {"null", "{}", R"({"nodes":3})", R"({"nodes":[null,{"name":7,"bgp":"x","pods":[1]}]})"}) {
        const auto json = parseJson(text);
        ASSERT_TRUE(json);
        for (const auto &[id, node] : liveNodes(*json, {}))
            EXPECT_EQ(node.state, State::Unknown);
    }
}

PlanStep step(std::string id, std::string node, StepAction action, Disruption disruption,
              std::optional<ObjectId> object = {})
{
    return {.id = std::move(id),
            .node = std::move(node),
            .action = action,
            .object = std::move(object),
            .detail = {"step", "does something", {}},
            .disruption = disruption};
}

TEST(PlanMarks, JoinTheStepsOfANodeAndNameTheirGravestDisruption)
{
    const auto analysis = shopAnalysis();
    ASSERT_TRUE(analysis);
    const ObjectId policy{"prod", "networking.k8s.io", "NetworkPolicy", "data", "postgres"};
    const auto marks = planMarks({step("node-1/file/a", "node-1", StepAction::Create, Disruption::None),
                                  step("node-1/service/b", "node-1", StepAction::Change, Disruption::Restart),
                                  step("cluster/x", "", StepAction::Remove, Disruption::Live, policy)},
                                 analysis->snapshot->design());
    ASSERT_TRUE(marks.contains(kNode1));
    EXPECT_EQ(marks.at(kNode1).action, PlanMark::Action::Change);
    EXPECT_EQ(marks.at(kNode1).text, "2 steps · restarts what runs");
    ASSERT_TRUE(marks.contains(policy));
    EXPECT_EQ(marks.at(policy).action, PlanMark::Action::Remove);
    EXPECT_FALSE(marks.contains(kNode2));
}

TEST(PlanMarks, SayOfANodeWhatBecomesOfItsMachine)
{
    const ObjectId gone{"prod", "", "Node", "", "node-9"};
    const auto marks =
        planMarks({step("node-9/machine", "node-9", StepAction::Remove, Disruption::Restart, gone),
                   step("node-1/machine", "node-1", StepAction::Create, Disruption::None, kNode1),
                   step("node-1/file/a", "node-1", StepAction::Change, Disruption::None),
                   step("cluster/prod/Node/node-1", "", StepAction::Change, Disruption::Live, kNode1),
                   step("cluster/prod/Node/node-9", "", StepAction::Remove, Disruption::Live, gone)},
                  shopAnalysis()->snapshot->design());
    EXPECT_EQ(marks.at(gone).action, PlanMark::Action::Remove);
    EXPECT_EQ(marks.at(gone).text, "does something · restarts what runs");
    EXPECT_EQ(marks.at(kNode1).action, PlanMark::Action::Create);
}

} // namespace
} // namespace podloom::app
