// The rules of networking.k8s.io/v1 NetworkPolicy, each by its id.
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/policy/explain.h"
#include "tests/unit/core/policy/sample_design.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace podloom::policy {
namespace {

using ::testing::ElementsAre;

/// Two namespaces, two nodes; node-1 has 192.168.0.1 and runs shop/web and shop/db.
class NetworkPolicyRules : public ::testing::Test {
protected:
    NetworkPolicyRules()
    {
        sample.ns("shop", {{"team", "shop"}}).ns("bank", {{"team", "bank"}});
        sample.node("node-1", {"192.168.0.1/24"}).node("node-2", {"192.168.0.2/24"});
        add("shop/web", {{"app", "web"}}, "10.0.0.1", "node-1", {{"http", 8080, Protocol::Tcp}});
        add("shop/db", {{"app", "db"}}, "10.0.0.2", "node-1", {{"http", 9090, Protocol::Tcp}});
        add("shop/batch", {{"app", "batch"}}, "10.0.0.3", "node-2", {});
        add("bank/web", {{"app", "web"}}, "10.0.1.1", "node-2", {});
        add("bank/till", {{"app", "till"}}, "10.0.1.2", "node-2", {});
    }

    void add(const std::string &name, Labels labels, const std::string &ip, const std::string &node,
             std::vector<ContainerPort> ports)
    {
        sample.add(sample.pod(name, std::move(labels), {ip}, std::move(ports)),
                   [&](Pod &pod) { pod.spec.nodeName = node; });
    }

    /// A policy for the pods called db.
    NetworkPolicy forDb() const { return networkPolicy("shop/for-db", labelled({{"app", "db"}})); }

    Verdict ask(const std::string &from, const std::string &to, std::uint16_t port = 5432,
                Protocol protocol = Protocol::Tcp) const
    {
        const auto program = compile(sample.design);
        return verdict(program, *endByName(program, from), *endByName(program, to),
                       {.protocol = protocol, .port = port});
    }
    bool reaches(const std::string &from, const std::string &to, std::uint16_t port = 5432,
                 Protocol protocol = Protocol::Tcp) const
    {
        return ask(from, to, port, protocol).isAllowed();
    }
    std::vector<std::string> reasons(const std::string &from, const std::string &to,
                                     Direction direction) const
    {
        const auto program = compile(sample.design);
        const auto source = *endByName(program, from);
        const auto target = *endByName(program, to);
        const Traffic traffic{.port = 5432};
        const auto answer = verdict(program, source, target, traffic, true);
        std::vector<std::string> out;
        for (const auto &step : direction == Direction::Egress ? answer.egress.steps : answer.ingress.steps)
            out.push_back(reasonOf({program, source, target, traffic, direction}, step));
        return out;
    }

    SampleDesign sample;
};

TEST_F(NetworkPolicyRules, K40_WithoutPoliciesEverythingIsAllowed)
{
    EXPECT_TRUE(reaches("bank/till", "shop/db"));
    EXPECT_TRUE(reaches("ip:8.8.8.8", "shop/db"));
    EXPECT_TRUE(reaches("shop/db", "ip:8.8.8.8", 53, Protocol::Udp));
    EXPECT_THAT(reasons("bank/till", "shop/db", Direction::Ingress), ElementsAre("not-isolated"));
}

TEST_F(NetworkPolicyRules, K41_OnlySelectedPodsOfTheOwnNamespaceAreIsolatedInTheListedDirection)
{
    sample.add(networkPolicy("shop/web-only", labelled({{"app", "web"}})));

    EXPECT_FALSE(reaches("bank/till", "shop/web"));
    EXPECT_TRUE(reaches("bank/till", "bank/web")) << "another namespace";
    EXPECT_TRUE(reaches("bank/till", "shop/db")) << "not selected";
    EXPECT_TRUE(reaches("shop/web", "bank/till")) << "egress is not listed";
    EXPECT_THAT(reasons("bank/till", "shop/web", Direction::Ingress),
                ElementsAre("no-rules", "isolated-no-rule"));
}

TEST_F(NetworkPolicyRules, K42_PoliciesAddUp)
{
    auto first = forDb();
    first.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}});
    auto second = networkPolicy("shop/also", labelled({{"app", "db"}}));
    second.ingress.push_back({.peers = {fromPods(labelled({{"app", "batch"}}))}});
    sample.add(first).add(second).add(networkPolicy("shop/deny-all"));

    EXPECT_TRUE(reaches("shop/web", "shop/db"));
    EXPECT_TRUE(reaches("shop/batch", "shop/db"));
    EXPECT_FALSE(reaches("bank/till", "shop/db"));
}

TEST_F(NetworkPolicyRules, K43_BothEndsMustAllow)
{
    auto egress = networkPolicy("shop/web-egress", labelled({{"app", "web"}}));
    egress.isolatesIngress = false;
    egress.isolatesEgress = true;
    sample.add(egress);
    EXPECT_FALSE(reaches("shop/web", "shop/db"));

    auto ingress = forDb();
    ingress.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}});
    sample.add(ingress);
    EXPECT_FALSE(reaches("shop/web", "shop/db"));

    egress.egress.push_back({.peers = {fromPods(labelled({{"app", "db"}}))}});
    sample.add(egress);
    EXPECT_TRUE(reaches("shop/web", "shop/db"));
}

TEST_F(NetworkPolicyRules, K44_AConnectionIsJudgedByItsFirstPacketOnly)
{
    sample.add(networkPolicy("shop/web-closed", labelled({{"app", "web"}})));

    EXPECT_TRUE(reaches("shop/web", "shop/db")) << "the replies enter shop/web all the same";
    EXPECT_FALSE(reaches("shop/db", "shop/web"));
}

TEST_F(NetworkPolicyRules, K45_IngressAndEgressAreIndependent)
{
    auto policy = forDb();
    policy.isolatesIngress = false;
    policy.isolatesEgress = true;
    sample.add(policy);

    EXPECT_TRUE(reaches("shop/web", "shop/db"));
    EXPECT_FALSE(reaches("shop/db", "shop/web"));
}

TEST_F(NetworkPolicyRules, K46_ThePodsOwnNodeIsAlwaysAllowedAndOtherNodesAreNot)
{
    auto policy = forDb();
    policy.isolatesEgress = true;
    sample.add(policy);

    EXPECT_TRUE(reaches("node:node-1", "shop/db"));
    EXPECT_TRUE(reaches("ip:192.168.0.1", "shop/db"));
    EXPECT_TRUE(reaches("shop/db", "node:node-1"));
    EXPECT_FALSE(reaches("node:node-2", "shop/db"));
    EXPECT_FALSE(reaches("shop/db", "node:node-2"));
    EXPECT_THAT(reasons("node:node-1", "shop/db", Direction::Ingress), ElementsAre("node-local"));
}

TEST_F(NetworkPolicyRules, K47_APodAlwaysReachesItself)
{
    auto policy = forDb();
    policy.isolatesEgress = true;
    sample.add(policy);

    EXPECT_TRUE(reaches("shop/db", "shop/db"));
    EXPECT_TRUE(reaches("shop/db", "ip:10.0.0.2"));
    EXPECT_THAT(reasons("shop/db", "shop/db", Direction::Egress), ElementsAre("self"));
}

TEST_F(NetworkPolicyRules, K48_AnEmptyPodSelectorMeansTheWholeNamespaceAndRequirementsAreAnded)
{
    sample.add(networkPolicy("shop/all"));
    EXPECT_FALSE(reaches("bank/till", "shop/db"));
    EXPECT_FALSE(reaches("bank/till", "shop/batch"));
    EXPECT_TRUE(reaches("shop/db", "bank/till"));

    auto policy = networkPolicy("bank/some");
    policy.podSelector = {.matchLabels = {{"app", "till"}},
                          .matchExpressions = {{"app", LabelRequirement::Operator::NotIn, {"till", "x"}}}};
    sample.add(policy);
    EXPECT_TRUE(reaches("shop/web", "bank/till"));
}

TEST_F(NetworkPolicyRules, K50_NoRuleDeniesAllAndOneEmptyRuleAllowsAll)
{
    auto policy = forDb();
    sample.add(policy);
    EXPECT_FALSE(reaches("shop/web", "shop/db"));

    policy.ingress.push_back({});
    sample.add(policy);
    EXPECT_TRUE(reaches("shop/web", "shop/db"));
    EXPECT_TRUE(reaches("ip:8.8.8.8", "shop/db", 1, Protocol::Sctp));
}

TEST_F(NetworkPolicyRules, K51_PeersAndPortsAreAndedAndRulesAreOred)
{
    auto policy = forDb();
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}, .ports = {tcp(80)}});
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "batch"}}))}});
    policy.ingress.push_back({.ports = {tcp(443)}});
    sample.add(policy);

    EXPECT_TRUE(reaches("shop/web", "shop/db", 80));
    EXPECT_FALSE(reaches("shop/web", "shop/db", 81));
    EXPECT_TRUE(reaches("shop/batch", "shop/db", 81));
    EXPECT_TRUE(reaches("ip:8.8.8.8", "shop/db", 443));
}

TEST_F(NetworkPolicyRules, K52_APodSelectorAloneMeansTheOwnNamespace)
{
    auto policy = forDb();
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}});
    sample.add(policy);

    EXPECT_TRUE(reaches("shop/web", "shop/db"));
    EXPECT_FALSE(reaches("bank/web", "shop/db"));
}

TEST_F(NetworkPolicyRules, K53_ANamespaceSelectorAloneMeansAllPodsOfThoseNamespaces)
{
    auto policy = forDb();
    policy.ingress.push_back({.peers = {fromNamespaces(labelled({{"team", "bank"}}))}});
    sample.add(policy);
    EXPECT_TRUE(reaches("bank/till", "shop/db"));
    EXPECT_FALSE(reaches("shop/web", "shop/db"));
    EXPECT_FALSE(reaches("ip:8.8.8.8", "shop/db"));

    policy.ingress = {{.peers = {fromNamespaces({})}}};
    sample.add(policy);
    EXPECT_TRUE(reaches("shop/web", "shop/db"));
    EXPECT_FALSE(reaches("ip:8.8.8.8", "shop/db")) << "all namespaces are not the world";
}

TEST_F(NetworkPolicyRules, K54_BothSelectorsInOneElementAreAndedAndTwoElementsAreOred)
{
    const auto webOfBank = NetworkPolicyPeer{.podSelector = labelled({{"app", "web"}}),
                                             .namespaceSelector = labelled({{"team", "bank"}})};
    auto policy = forDb();
    policy.ingress.push_back({.peers = {webOfBank}});
    sample.add(policy);
    EXPECT_TRUE(reaches("bank/web", "shop/db"));
    EXPECT_FALSE(reaches("bank/till", "shop/db"));
    EXPECT_FALSE(reaches("shop/web", "shop/db"));

    policy.ingress = {
        {.peers = {fromPods(labelled({{"app", "web"}})), fromNamespaces(labelled({{"team", "bank"}}))}}};
    sample.add(policy);
    EXPECT_TRUE(reaches("bank/till", "shop/db"));
    EXPECT_TRUE(reaches("shop/web", "shop/db"));
    EXPECT_FALSE(reaches("shop/batch", "shop/db"));
}

TEST_F(NetworkPolicyRules, K55_AnIpBlockIsItsCidrWithoutTheExceptionsForPodsToo)
{
    auto policy = forDb();
    policy.ingress.push_back({.peers = {fromBlock("0.0.0.0/0", {"10.0.0.0/24"})}});
    sample.add(policy);

    EXPECT_TRUE(reaches("ip:8.8.8.8", "shop/db"));
    EXPECT_TRUE(reaches("bank/till", "shop/db")) << "10.0.1.2 is inside the block";
    EXPECT_FALSE(reaches("shop/web", "shop/db")) << "10.0.0.1 is excepted";
}

TEST_F(NetworkPolicyRules, K56_ProtocolDefaultsToTcpAndEndPortMakesARange)
{
    auto policy = forDb();
    policy.ingress.push_back(
        {.ports = {{.port = PortRef(std::uint16_t{8000}), .endPort = std::uint16_t{8010}},
                   {.protocol = Protocol::Udp, .port = PortRef(std::uint16_t{53})},
                   {.protocol = Protocol::Sctp}}});
    sample.add(policy);

    EXPECT_FALSE(reaches("shop/web", "shop/db", 7999));
    EXPECT_TRUE(reaches("shop/web", "shop/db", 8000));
    EXPECT_TRUE(reaches("shop/web", "shop/db", 8010));
    EXPECT_FALSE(reaches("shop/web", "shop/db", 8011));
    EXPECT_FALSE(reaches("shop/web", "shop/db", 8005, Protocol::Udp));
    EXPECT_TRUE(reaches("shop/web", "shop/db", 53, Protocol::Udp));
    EXPECT_TRUE(reaches("shop/web", "shop/db", 1, Protocol::Sctp)) << "no port means every port";
}

TEST_F(NetworkPolicyRules, K57_APortNameIsResolvedByEachDestination)
{
    auto policy = networkPolicy("shop/all");
    policy.ingress.push_back({.ports = {{.port = PortRef(std::string("http"))}}});
    sample.add(policy);

    EXPECT_TRUE(reaches("bank/till", "shop/web", 8080));
    EXPECT_FALSE(reaches("bank/till", "shop/web", 9090));
    EXPECT_TRUE(reaches("bank/till", "shop/db", 9090));
    EXPECT_FALSE(reaches("bank/till", "shop/batch", 8080)) << "it has no such port";

    auto egress = networkPolicy("bank/egress");
    egress.isolatesIngress = false;
    egress.isolatesEgress = true;
    egress.egress.push_back({.ports = {{.port = PortRef(std::string("http"))}}});
    sample.add(egress);
    EXPECT_TRUE(reaches("bank/till", "shop/web", 8080));
    EXPECT_FALSE(reaches("bank/till", "ip:8.8.8.8", 8080)) << "an outside host names no ports";
}

TEST_F(NetworkPolicyRules, K58_ANamespaceIsNamedByItsImmutableLabelDeclaredOrNot)
{
    add("undeclared/pod", {}, "10.0.2.1", "node-2", {});
    auto policy = forDb();
    policy.ingress.push_back(
        {.peers = {fromNamespaces(labelled({{std::string(kNamespaceNameLabel), "undeclared"}}))}});
    sample.add(policy);

    EXPECT_TRUE(reaches("undeclared/pod", "shop/db"));
    EXPECT_FALSE(reaches("bank/till", "shop/db"));
}

TEST_F(NetworkPolicyRules, K59_OtherProtocolsPassARuleWithoutPortsOnly)
{
    auto policy = forDb();
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}});
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "batch"}}))}, .ports = {{}}});
    sample.add(policy);

    EXPECT_TRUE(reaches("shop/web", "shop/db", 0, Protocol::Icmp));
    EXPECT_FALSE(reaches("shop/batch", "shop/db", 0, Protocol::Icmp));
    EXPECT_FALSE(reaches("bank/till", "shop/db", 0, Protocol::Icmp));
}

TEST_F(NetworkPolicyRules, K60_AHostNetworkPodIsItsNode)
{
    sample.add(sample.pod("shop/agent", {{"app", "web"}}, {}), [](Pod &pod) {
        pod.spec.isHostNetwork = true;
        pod.spec.nodeName = "node-2";
    });
    auto policy = networkPolicy("shop/all");
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}});
    sample.add(policy);

    EXPECT_TRUE(reaches("shop/agent", "shop/batch")) << "its own node";
    EXPECT_FALSE(reaches("shop/agent", "shop/db")) << "no selector means it";
    EXPECT_TRUE(reaches("bank/till", "shop/agent")) << "no policy selects it";

    policy.ingress = {{.peers = {fromBlock("192.168.0.2/32")}}};
    sample.add(policy);
    EXPECT_TRUE(reaches("shop/agent", "shop/db")) << "an address block does";
}

TEST_F(NetworkPolicyRules, K64_DefaultDenyWithDnsAllowed)
{
    auto deny = networkPolicy("shop/deny");
    deny.isolatesEgress = true;
    auto dns = networkPolicy("shop/dns");
    dns.isolatesIngress = false;
    dns.isolatesEgress = true;
    dns.egress.push_back(
        {.ports = {{.protocol = Protocol::Udp, .port = PortRef(std::uint16_t{53})}, tcp(53)}});
    sample.add(deny).add(dns);

    EXPECT_TRUE(reaches("shop/web", "ip:10.96.0.10", 53, Protocol::Udp));
    EXPECT_FALSE(reaches("shop/web", "ip:10.96.0.10", 443));
    EXPECT_FALSE(reaches("bank/till", "shop/web", 53));
}

TEST_F(NetworkPolicyRules, ARuleThatMissesByOneThingIsNamed)
{
    auto policy = forDb();
    policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}, .ports = {tcp(80)}});
    sample.add(policy);
    const auto program = compile(sample.design);
    const auto from = *endByName(program, "shop/web");
    const auto to = *endByName(program, "shop/db");
    const Traffic traffic{.port = 5432};

    const auto answer = verdict(program, from, to, traffic, true);

    ASSERT_EQ(answer.ingress.steps.size(), 2U);
    const StepContext context{program, from, to, traffic, Direction::Ingress};
    EXPECT_EQ(nearlyOf(context, answer.ingress.steps[0])->text(), "rule 1 would match but for port 5432");
}

TEST_F(NetworkPolicyRules, EndsWithoutACommonFamilyDoNotReachEachOther)
{
    sample.add(sample.pod("shop/six", {}, {"fd00::6"}));

    EXPECT_FALSE(reaches("shop/six", "shop/db"));
    EXPECT_TRUE(reaches("shop/six", "ip:2001:db8::1"));
}

} // namespace
} // namespace podloom::policy
