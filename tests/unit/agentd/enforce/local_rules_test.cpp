#include "agentd/enforce/local_rules.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using policy::Action;
using policy::Chain;
using policy::Policy;
using policy::Rule;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Policy policyWith(std::string name, std::vector<Rule> ingress)
{
    Policy out{.id = {"default", "", "Policy", "", std::move(name)}, .tier = 0, .applies = {true, false}};
    out.rules[0] = std::move(ingress);
    return out;
}

std::vector<std::string> textsOf(const NftChain &chain)
{
    std::vector<std::string> out;
    for (const auto &rule : chain.rules)
        out.push_back(rule.text);
    return out;
}

class LocalRules : public ::testing::Test {
protected:
    /// A program whose endpoints all run `chain` for ingress and nothing for egress.
    policy::Program programWith(std::size_t endpoints, Chain chain, std::vector<Policy> policies)
    {
        policy::Program program;
        program.tiers = {{.cluster = "default", .name = "first"}, {.cluster = "default", .name = "default"}};
        program.policies = std::move(policies);
        program.chains = {std::move(chain), Chain{}};
        for (std::size_t i = 0; i < endpoints; ++i) {
            policy::Endpoint endpoint;
            endpoint.ips = {IpAddress::v4(0x0A000001U + static_cast<std::uint32_t>(i))};
            endpoint.chains[static_cast<std::size_t>(policy::Stage::Normal)] = {0, 1};
            program.endpoints.push_back(std::move(endpoint));
        }
        return program;
    }

    /// The rules for pods "pod0", "pod1", …
    RuleSet rulesOf(const policy::Program &program)
    {
        std::vector<LocalEndpoint> local;
        for (policy::EndpointIndex index = 0; index < program.endpoints.size(); ++index)
            local.push_back({"pod" + std::to_string(index), index, program.endpoints[index].ips});
        return localRules(program, local, {});
    }

    /// The chain that "pod0" enters for ingress.
    const NftChain &ingressChain(const RuleSet &rules)
    {
        const auto &verdict = rules.maps.at("ingress-chains").verdicts.at("\"pod0\"");
        return rules.chains.at(verdict.substr(verdict.find(' ') + 1));
    }
};

TEST_F(LocalRules, CloseUnknownPodsBeforeThereIsAny)
{
    const auto rules = localRules({}, {}, {});

    EXPECT_THAT(textsOf(rules.chains.at("spoofing")).back(), "drop");
    EXPECT_THAT(textsOf(rules.chains.at("from-pods")).back(), "drop");
    EXPECT_THAT(textsOf(rules.chains.at("to-pods")).back(), "drop");
    EXPECT_EQ(rules.chains.at("hook-spoofing").hook->priority, -300);
}

TEST_F(LocalRules, AcceptWhatEndsNoTier)
{
    const auto rules = rulesOf(programWith(1, Chain{}, {}));

    EXPECT_THAT(textsOf(ingressChain(rules)), ElementsAre("accept"));
}

TEST_F(LocalRules, ShareOneChainBetweenPodsWithTheSamePolicies)
{
    const auto few =
        rulesOf(programWith(2, {.tiers = {{.tier = 1, .policies = {0}}}}, {policyWith("p", {Rule{}})}));
    const auto many =
        rulesOf(programWith(50, {.tiers = {{.tier = 1, .policies = {0}}}}, {policyWith("p", {Rule{}})}));

    EXPECT_EQ(few.chains, many.chains);
    EXPECT_EQ(many.maps.at("ingress-chains").verdicts.size(), 50U);
}

TEST_F(LocalRules, DropAtTheEndOfATierThatDenies)
{
    const auto rules =
        rulesOf(programWith(1, {.tiers = {{.tier = 1, .policies = {0}}}}, {policyWith("isolates", {})}));

    EXPECT_THAT(textsOf(ingressChain(rules)), ElementsAre("drop", "accept"));
}

TEST_F(LocalRules, ReturnFromTheChainOfATierOnPass)
{
    const auto rules = rulesOf(programWith(
        1,
        {.tiers = {{.tier = 0, .policies = {0, 1}}, {.tier = 1, .policies = {1}, .atEnd = Action::Pass}},
         .otherwise = Action::Deny},
        {policyWith("passes", {Rule{.action = Action::Pass}}),
         policyWith("denies", {Rule{.action = Action::Deny}})}));

    const auto entry = textsOf(ingressChain(rules));
    ASSERT_EQ(entry.size(), 3U);
    EXPECT_THAT(entry[0], StartsWith("jump tier-"));
    EXPECT_THAT(entry[1], StartsWith("jump policy-"));
    EXPECT_EQ(entry[2], "drop");
    const auto tier = textsOf(rules.chains.at(entry[0].substr(5)));
    EXPECT_THAT(tier, ElementsAre("return", entry[1], "drop"));
}

TEST_F(LocalRules, LogWithTheIdOfTheRuleAndGoOn)
{
    const auto rules =
        rulesOf(programWith(1, {.tiers = {{.tier = 1, .policies = {0}}}},
                            {policyWith("logs", {Rule{.action = Action::Log}, Rule{.index = 1}})}));

    const auto texts = textsOf(rules.chains.at(textsOf(ingressChain(rules))[0].substr(5)));
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_THAT(texts[0], HasSubstr("log prefix \"first/Policy/logs/ingress/0\" group 112"));
    EXPECT_EQ(texts[1], "accept");
}

TEST_F(LocalRules, KeepAPodThatTheProgramDoesNotKnowOutOfEveryMap)
{
    const auto program = programWith(1, Chain{}, {});

    const auto rules = localRules(program, {{"pod9", policy::kNone, {IpAddress::v4(1)}}}, {});

    EXPECT_EQ(rules, localRules(program, {}, {}));
}

TEST_F(LocalRules, ReevaluateOpenersOfFlowsOnlyWhereTheClusterCutsThem)
{
    policy::Program program;
    program.clusters = {{.name = "default", .cutsConnections = true}};

    EXPECT_THAT(textsOf(localRules(program, {}, {}).chains.at("to-pods")),
                ::testing::Contains("ct state established ct direction reply accept"));
    EXPECT_THAT(textsOf(localRules({}, {}, {}).chains.at("to-pods"))[0], HasSubstr("established : accept"));
}

TEST_F(LocalRules, CloseTheNodeToItsPodsOnlyWhereFelixSaysSo)
{
    policy::Program program;
    program.clusters = {{.name = "default", .endpointToHost = Action::Deny}};

    EXPECT_TRUE(localRules(program, {}, {}).chains.contains("hook-to-host"));
    EXPECT_FALSE(localRules({}, {}, {}).chains.contains("hook-to-host"));
}

TEST_F(LocalRules, CloseANodeToItsPodsAsTheConfigurationOfThatNodeSays)
{
    policy::Program program;
    program.clusters = {{.name = "default", .endpointToHost = Action::Deny}};
    program.nodes = {{.cluster = "default", .name = "closed"},
                     {.cluster = "default", .name = "open", .endpointToHost = Action::Pass}};
    const auto isClosed = [&](const std::string &node) {
        return localRules(program, {}, {.cluster = "default", .node = node}).chains.contains("hook-to-host");
    };

    EXPECT_TRUE(isClosed("closed"));
    EXPECT_FALSE(isClosed("open"));
    program.clusters[0].endpointToHost.reset();
    program.nodes[0].endpointToHost = Action::Deny;
    EXPECT_TRUE(isClosed("closed"));
}

class HostInterfaces : public ::testing::Test {
protected:
    void addHost(std::string name, std::string interface, std::vector<IpAddress> ips = {},
                 std::string node = "node-1", std::string cluster = "default")
    {
        policy::Endpoint host{
            .kind = policy::Endpoint::Kind::HostInterface,
            .id = {std::move(cluster), "projectcalico.org", "HostEndpoint", "", std::move(name)},
            .node = std::move(node),
            .interface = std::move(interface),
            .ips = std::move(ips)};
        host.chains[static_cast<std::size_t>(policy::Stage::Normal)] = {0, 0};
        program.endpoints.push_back(std::move(host));
    }

    policy::Program program{.chains = {Chain{.otherwise = Action::Deny}}};
    const std::vector<LinkAddress> addresses{{"eth0", {IpAddress::v4(1), 24}},
                                             {"eth1", {IpAddress::v4(2), 24}}};
};

TEST_F(HostInterfaces, AreThoseOfTheNodeByNameThenByAddress)
{
    addHost("a", "eth0");
    addHost("b", "eth0");
    addHost("c", "", {IpAddress::v4(1)});
    addHost("d", "", {IpAddress::v4(2), IpAddress::v4(9)});
    addHost("e", "*");
    addHost("f", "eth7", {}, "node-2");
    addHost("g", "eth8", {}, "node-1", "other");

    EXPECT_THAT(
        hostInterfaces(program, "default", "node-1", addresses),
        ElementsAre(LocalEndpoint{"eth0", 0, {}}, LocalEndpoint{"*", 4, {}}, LocalEndpoint{"eth1", 3, {}}));
}

TEST_F(HostInterfaces, LeaveTheTunnelOpenToTheNodesOfTheCluster)
{
    addHost("a", "eth0");
    program.nodes = {{.cluster = "default", .name = "node-1", .ips = {IpAddress::v4(0x0A000001)}},
                     {.cluster = "other", .name = "node-1", .ips = {IpAddress::v4(0x0A000002)}}};

    const auto rules = localRules(program, {{"eth0", 0, {}}}, {.cluster = "default", .tunnelPort = 4789});

    EXPECT_THAT(textsOf(rules.chains.at("hook-host-local-in")),
                ::testing::Contains("ip saddr @tunnel-peers-v4 udp dport 4789 accept"));
    EXPECT_THAT(textsOf(rules.chains.at("hook-host-local-out")),
                ::testing::Contains("ip daddr @tunnel-peers-v4 udp dport 4789 accept"));
    EXPECT_THAT(rules.sets.at("tunnel-peers-v4").elements, ElementsAre("10.0.0.1"));
    EXPECT_FALSE(localRules(program, {{"eth0", 0, {}}}, {}).sets.contains("tunnel-peers-v4"));
}

} // namespace
} // namespace podloom
