// Host endpoints: an interface of the node with policies of its own, in every stage (CA-13, CA-32, CA-33).
#include "core/policy/compile.h"
#include "tests/system/enforce/kernel_without.h"
#include "tests/system/enforce/policy_lab.h"
#include "tests/system/enforce/private_network.h"
#include "tests/system/enforce/shop.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using namespace shop;
using policy::Action;
using policy::Direction;
using policy::Stage;

policy::Rule rule(Action action, Protocol protocol, std::uint16_t port)
{
    policy::Rule out{.action = action};
    out.transports = {
        {.protocol = protocol, .destinationPorts = policy::PortMatch{.numbers = PortRange{port, port}}}};
    return out;
}

class HostInterfaceTest : public PrivateNetwork {
protected:
    void SetUp() override
    {
        PrivateNetwork::SetUp();
        if (IsSkipped())
            return;
        lab = std::make_unique<PolicyLab>(design(), std::vector{kNear.v4, kNear.v6},
                                          std::vector<std::uint16_t>{53, 80, 443, 8080});
        program = policy::compile(design());
        program.tiers = {{.cluster = "default", .name = "default"}};
        uplink = static_cast<policy::EndpointIndex>(program.endpoints.size());
        program.endpoints.push_back({.kind = policy::Endpoint::Kind::HostInterface, .interface = "uplink"});
    }

    policy::PolicyIndex add(Direction direction, Stage stage, std::vector<policy::Rule> rules)
    {
        policy::Policy out{.id = {"default", "projectcalico.org", "GlobalNetworkPolicy", "", "host"},
                           .tier = 0,
                           .stage = stage,
                           .applies = {true, true}};
        out.rules[static_cast<std::size_t>(direction)] = std::move(rules);
        program.policies.push_back(std::move(out));
        return static_cast<policy::PolicyIndex>(program.policies.size() - 1);
    }

    void setChain(Direction direction, Stage stage, policy::Chain chain)
    {
        program.endpoints.edit(uplink)
            .chains[static_cast<std::size_t>(stage)][static_cast<std::size_t>(direction)] =
            static_cast<policy::ChainIndex>(program.chains.size());
        program.chains.push_back(std::move(chain));
    }

    /// A policy before NAT or connection tracking; what it does not decide goes on. Returns the chain.
    policy::ChainIndex addEarly(Direction direction, Stage stage, std::vector<policy::Rule> rules)
    {
        const auto early = add(direction, stage, std::move(rules));
        setChain(
            direction, stage,
            {.tiers = {{.tier = 0, .policies = {early}, .atEnd = Action::Pass}}, .otherwise = Action::Pass});
        return static_cast<policy::ChainIndex>(program.chains.size() - 1);
    }

    void apply(const std::string &interface = "uplink")
    {
        auto endpoints = lab->localEndpoints(program);
        endpoints.push_back({interface, uplink, {}});
        const auto done = enforcer.apply(program, endpoints, {});
        ASSERT_TRUE(done) << done.error().text();
        EXPECT_EQ(*enforcer.verify(), TransactionSize{});
    }

    bool reaches(const Ips &from, const Ips &to, Protocol protocol, std::uint16_t port, bool expected)
    {
        const auto results = lab->tryAll(
            {{from.v4, to.v4, protocol, port, 0, expected}, {from.v6, to.v6, protocol, port, 0, expected}});
        EXPECT_EQ(results[0], results[1]);
        return results[0];
    }
    void expectReached(const Ips &from, const Ips &to, Protocol protocol, std::uint16_t port)
    {
        EXPECT_TRUE(reaches(from, to, protocol, port, true)) << port;
    }
    void expectBlocked(const Ips &from, const Ips &to, Protocol protocol, std::uint16_t port)
    {
        EXPECT_FALSE(reaches(from, to, protocol, port, false)) << port;
    }

    const Ips node{kNodeV4, kNodeV6};
    std::unique_ptr<PolicyLab> lab;
    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
    Enforcer enforcer{helper};
    policy::Program program;
    policy::EndpointIndex uplink = policy::kNone;
};

TEST_F(HostInterfaceTest, ClosesTheNodeExceptForPoliciesAndFailsafes)
{
    const auto failsafe = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Tcp, 443)});
    const auto web = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Tcp, 80)});
    setChain(Direction::Ingress, Stage::Normal,
             {.first = {failsafe}, .tiers = {{.tier = 0, .policies = {web}}}, .otherwise = Action::Deny});
    const auto dns = add(Direction::Egress, Stage::Normal, {rule(Action::Allow, Protocol::Udp, 53)});
    setChain(Direction::Egress, Stage::Normal,
             {.tiers = {{.tier = 0, .policies = {dns}}}, .otherwise = Action::Deny});
    apply();

    expectReached(kNear, node, Protocol::Tcp, 80);
    expectReached(kNear, node, Protocol::Tcp, 443);
    expectBlocked(kNear, node, Protocol::Tcp, 8080);
    expectReached(node, kNear, Protocol::Udp, 53);
    expectBlocked(node, kNear, Protocol::Tcp, 80);
    // What is forwarded is not concerned, nor is what comes from pods.
    expectReached(kNear, kWeb, Protocol::Tcp, 8080);
    expectReached(kWeb, kNear, Protocol::Tcp, 80);
    expectReached(kWeb, node, Protocol::Tcp, 8080);
}

TEST_F(HostInterfaceTest, AsksForwardedPacketsTooWhereAPolicyAppliesOnForward)
{
    const auto in = add(Direction::Ingress, Stage::Forward, {rule(Action::Allow, Protocol::Tcp, 80)});
    setChain(Direction::Ingress, Stage::Forward, {.tiers = {{.tier = 0, .policies = {in}}}});
    const auto out = add(Direction::Egress, Stage::Forward, {rule(Action::Deny, Protocol::Tcp, 443)});
    setChain(Direction::Egress, Stage::Forward,
             {.tiers = {{.tier = 0, .policies = {out}, .atEnd = Action::Pass}}});
    apply();

    expectReached(kNear, kWeb, Protocol::Tcp, 80);
    expectBlocked(kNear, kWeb, Protocol::Tcp, 8080);
    expectBlocked(kWeb, kNear, Protocol::Tcp, 443);
    expectReached(kWeb, kNear, Protocol::Tcp, 80);
    expectReached(kNear, node, Protocol::Tcp, 8080);
    expectReached(kWeb, kDb, Protocol::Tcp, 443);
}

TEST_F(HostInterfaceTest, LetsWhatAPreDnatPolicyAcceptsPassTheLaterStages)
{
    const auto before =
        add(Direction::Ingress, Stage::PreDnat,
            {rule(Action::Allow, Protocol::Tcp, 8080), rule(Action::Deny, Protocol::Tcp, 443)});
    setChain(
        Direction::Ingress, Stage::PreDnat,
        {.tiers = {{.tier = 0, .policies = {before}, .atEnd = Action::Pass}}, .otherwise = Action::Pass});
    const auto normal = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Tcp, 80)});
    setChain(Direction::Ingress, Stage::Normal, {.tiers = {{.tier = 0, .policies = {normal}}}});
    apply();

    expectReached(kNear, node, Protocol::Tcp, 8080);
    expectReached(kNear, node, Protocol::Tcp, 80);
    expectBlocked(kNear, node, Protocol::Udp, 53);
    // Before NAT nobody knows whether a packet will be forwarded.
    expectBlocked(kNear, kWeb, Protocol::Tcp, 443);
    expectReached(kNear, kWeb, Protocol::Tcp, 80);
}

TEST_F(HostInterfaceTest, KeepsUntrackedFlowsOutOfConnectionTracking)
{
    policy::Rule answer{.action = Action::Allow};
    answer.transports = {
        {.protocol = Protocol::Udp, .sourcePorts = policy::PortMatch{.numbers = PortRange{53, 53}}}};
    const auto in = add(Direction::Ingress, Stage::Untracked, {rule(Action::Allow, Protocol::Udp, 53)});
    const auto out = add(Direction::Egress, Stage::Untracked, {answer});
    const policy::Chain::Step step{.tier = 0, .policies = {in}, .atEnd = Action::Pass};
    setChain(Direction::Ingress, Stage::Untracked, {.tiers = {step}, .otherwise = Action::Pass});
    setChain(Direction::Egress, Stage::Untracked,
             {.tiers = {{.tier = 0, .policies = {out}, .atEnd = Action::Pass}}, .otherwise = Action::Pass});
    setChain(Direction::Ingress, Stage::Normal, {.otherwise = Action::Deny});
    setChain(Direction::Egress, Stage::Normal, {.otherwise = Action::Deny});
    apply();

    expectReached(kNear, node, Protocol::Udp, 53);
    expectBlocked(kNear, node, Protocol::Udp, 80);
    // Without the policy for the answers nothing comes back: no connection was tracked.
    program.endpoints.edit(uplink).chains[static_cast<std::size_t>(Stage::Untracked)][1] = policy::kNone;
    apply();
    expectBlocked(kNear, node, Protocol::Udp, 53);
}

TEST_F(HostInterfaceTest, LetsWhatAnUntrackedPolicyAcceptsPassThePreDnatStageToo)
{
    policy::Rule answer{.action = Action::Allow};
    answer.transports = {
        {.protocol = Protocol::Udp, .sourcePorts = policy::PortMatch{.numbers = PortRange{53, 53}}}};
    addEarly(Direction::Ingress, Stage::Untracked, {rule(Action::Allow, Protocol::Udp, 53)});
    addEarly(Direction::Egress, Stage::Untracked, {answer});
    addEarly(Direction::Ingress, Stage::PreDnat,
             {rule(Action::Deny, Protocol::Udp, 53), rule(Action::Deny, Protocol::Udp, 80)});
    apply();

    expectReached(kNear, node, Protocol::Udp, 53);
    expectBlocked(kNear, node, Protocol::Udp, 80);
}

TEST_F(HostInterfaceTest, LeavesFailsafePortsToTheLaterStages)
{
    const auto failsafe = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Tcp, 443)});
    for (const auto stage : {Stage::Untracked, Stage::PreDnat}) {
        const auto early =
            addEarly(Direction::Ingress, stage,
                     {rule(Action::Deny, Protocol::Tcp, 443), rule(Action::Deny, Protocol::Tcp, 80)});
        program.chains[early].first = {failsafe};
    }
    setChain(Direction::Ingress, Stage::Normal, {.first = {failsafe}, .otherwise = Action::Deny});
    setChain(Direction::Egress, Stage::Normal, {.otherwise = Action::Deny});
    apply();

    expectReached(kNear, node, Protocol::Tcp, 443); // tracked, or its answers would be dropped
    expectBlocked(kNear, node, Protocol::Tcp, 80);
    // A failsafe port is no pass for what comes later.
    setChain(Direction::Ingress, Stage::Normal, {.otherwise = Action::Deny});
    apply();
    expectBlocked(kNear, node, Protocol::Tcp, 443);
}

TEST_F(HostInterfaceTest, MayMeanAllInterfacesButTheLoopbackAndThoseOfPods)
{
    const auto web = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Tcp, 80)});
    setChain(Direction::Ingress, Stage::Normal, {.tiers = {{.tier = 0, .policies = {web}}}});
    const auto forward = add(Direction::Ingress, Stage::Forward, {rule(Action::Allow, Protocol::Tcp, 80)});
    setChain(Direction::Ingress, Stage::Forward, {.tiers = {{.tier = 0, .policies = {forward}}}});
    addEarly(Direction::Ingress, Stage::PreDnat, {rule(Action::Deny, Protocol::Tcp, 443)});
    apply("*");

    expectReached(kNear, node, Protocol::Tcp, 80);
    expectBlocked(kNear, node, Protocol::Tcp, 8080);
    expectBlocked(kNear, kWeb, Protocol::Tcp, 8080);
    expectReached(node, node, Protocol::Tcp, 8080);
    expectReached(kWeb, node, Protocol::Tcp, 443);
    expectReached(kWeb, kDb, Protocol::Tcp, 443);
    expectReached(node, kWeb, Protocol::Tcp, 8080);
}

TEST_F(HostInterfaceTest, LeavesAnInterfaceToTheOneThatNamesIt)
{
    const auto every = static_cast<policy::EndpointIndex>(program.endpoints.size());
    program.endpoints.push_back({.kind = policy::Endpoint::Kind::HostInterface, .interface = "*"});
    setChain(Direction::Ingress, Stage::Normal, {.otherwise = Action::Deny});
    program.endpoints.edit(every).chains = program.endpoints[uplink].chains;
    program.endpoints.edit(uplink).chains = {{{policy::kNone, policy::kNone},
                                              {policy::kNone, policy::kNone},
                                              {policy::kNone, policy::kNone},
                                              {policy::kNone, policy::kNone}}};
    auto endpoints = lab->localEndpoints(program);
    endpoints.push_back({"*", every, {}});
    ASSERT_TRUE(enforcer.apply(program, endpoints, {}));
    expectBlocked(kNear, node, Protocol::Tcp, 80);

    apply(); // and the one of all is still there

    endpoints.push_back({"uplink", uplink, {}});
    ASSERT_TRUE(enforcer.apply(program, endpoints, {}));
    expectReached(kNear, node, Protocol::Tcp, 80);
}

TEST_F(HostInterfaceTest, ChangesOnlyWhatAPolicyOfTheHostConcerns)
{
    const auto web = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Tcp, 80)});
    setChain(Direction::Ingress, Stage::Normal,
             {.tiers = {{.tier = 0, .policies = {web}}}, .otherwise = Action::Deny});
    apply();
    auto endpoints = lab->localEndpoints(program);
    endpoints.push_back({"uplink", uplink, {}});
    EXPECT_EQ(*enforcer.apply(program, endpoints, {}), TransactionSize{}) << "nothing has changed";

    program.policies[web].rules[0] = {rule(Action::Allow, Protocol::Tcp, 443)};
    const auto changed = enforcer.apply(program, endpoints, {});

    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->sets, 0U);
    EXPECT_EQ(changed->chains, 4U) << "two come, two go: of the policy and of the interface";
    EXPECT_EQ(changed->elements, 2U) << "the verdict of the interface, out and in";
    expectReached(kNear, node, Protocol::Tcp, 443);
    expectBlocked(kNear, node, Protocol::Tcp, 80);
}

TEST_F(HostInterfaceTest, NamesThePolicyOfTheHostThatTheKernelRefuses)
{
    const auto calls = add(Direction::Ingress, Stage::Normal, {rule(Action::Allow, Protocol::Sctp, 9)});
    program.policies[calls].id.name = "calls";
    setChain(Direction::Ingress, Stage::Normal, {.tiers = {{.tier = 0, .policies = {calls}}}});
    auto endpoints = lab->localEndpoints(program);
    endpoints.push_back({"uplink", uplink, {}});
    KernelWithout kernel(helper, "meta l4proto 132");
    Enforcer poor(kernel);

    const auto refused = poor.apply(program, endpoints, {});

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.id, "policy-refused");
    EXPECT_THAT(refused.error().text(), ::testing::HasSubstr("calls/ingress/0"));
    EXPECT_TRUE(enforcer.apply(program, endpoints, {})) << "this kernel can";
}

} // namespace
} // namespace podloom
