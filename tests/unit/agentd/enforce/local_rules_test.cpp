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

} // namespace
} // namespace podloom
