#include "core/policy/compile.h"
#include "tests/unit/core/policy/sample_design.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace podloom::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SampleDesign twoPods()
{
    SampleDesign sample;
    sample.add(sample.pod("shop/web", {{"app", "web"}}, {"10.0.0.1"}, {{"http", 8080, Protocol::Tcp}}));
    sample.add(sample.pod("shop/db", {{"app", "db"}}, {"10.0.0.2"}));
    return sample;
}

const Chain &chainOf(const Program &program, const std::string &pod, Direction direction)
{
    return program.chains[program.endpoints[program.endpointByName(pod)].chain(direction)];
}

TEST(Compile, EndpointsComeByNamespaceNameAndReplicaNumber)
{
    SampleDesign sample;
    const ObjectId owner{"default", "apps", "Deployment", "shop", "web"};
    for (const std::uint32_t ordinal : {10U, 2U}) {
        sample.add(sample.pod("shop/web-" + std::to_string(ordinal), {}, {}), [&](Pod &pod) {
            pod.owner = owner;
            pod.ordinal = ordinal;
        });
    }
    sample.add(sample.pod("bank/till", {}, {}));

    const auto program = compile(sample.design);

    std::vector<std::string> names;
    for (const auto &endpoint : program.endpoints)
        names.push_back(endpoint.name);
    EXPECT_THAT(names, ElementsAre("bank/till", "shop/web-2", "shop/web-10"));
}

TEST(Compile, PodsThatNoPolicySelectsShareAnEmptyChainThatAllows)
{
    const auto program = compile(twoPods().design);

    ASSERT_EQ(program.chains.size(), 1U);
    EXPECT_THAT(program.chains[0].tiers, IsEmpty());
    EXPECT_EQ(program.chains[0].otherwise, Action::Allow);
}

TEST(Compile, EqualSelectorsOfSeveralRulesAreOneSet)
{
    auto sample = twoPods();
    for (const auto *name : {"shop/a", "shop/b"}) {
        auto policy = networkPolicy(name, labelled({{"app", "db"}}));
        policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}, .ports = {tcp(5432)}});
        sample.add(policy);
    }

    const auto program = compile(sample.design);

    ASSERT_EQ(program.sets.size(), 1U);
    EXPECT_THAT(program.sets[0].members, ElementsAre(program.endpointByName("shop/web")));
    const auto &chain = chainOf(program, "shop/db", Direction::Ingress);
    ASSERT_EQ(chain.tiers.size(), 1U);
    EXPECT_EQ(program.tiers[chain.tiers[0].tier].name, "default");
    EXPECT_EQ(chain.tiers[0].atEnd, Action::Deny);
    EXPECT_THAT(chain.tiers[0].policies, ElementsAre(0U, 1U));
}

TEST(Compile, AnAddressBlockIsItsAddressesWithoutTheExceptions)
{
    auto sample = twoPods();
    auto policy = networkPolicy("shop/a");
    policy.ingress.push_back({.peers = {fromBlock("10.0.0.0/8", {"10.1.0.0/16"}), fromBlock("10.1.2.0/24")}});
    sample.add(policy);

    const auto program = compile(sample.design);

    const auto &sources = program.policies[0].rules[0][0].sources;
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_TRUE(sources[0].nets->contains(*IpAddress::parse("10.2.0.1")));
    EXPECT_FALSE(sources[0].nets->contains(*IpAddress::parse("10.1.0.1")));
    EXPECT_TRUE(sources[0].nets->contains(*IpAddress::parse("10.1.2.1")));
}

TEST(Compile, APortNameIsResolvedOnEveryPodThatHasIt)
{
    auto sample = twoPods();
    auto policy = networkPolicy("shop/a");
    policy.ingress.push_back({.ports = {{.port = PortRef(std::string("http"))}}});
    sample.add(policy);

    const auto program = compile(sample.design);

    ASSERT_EQ(program.portSets.size(), 1U);
    ASSERT_EQ(program.portSets[0].members.size(), 1U);
    EXPECT_EQ(program.portSets[0].members[0].endpoint, program.endpointByName("shop/web"));
    EXPECT_EQ(program.portSets[0].members[0].port, 8080);
}

TEST(Compile, FinishedPodsAndHostNetworkPodsAreNeverSelected)
{
    auto sample = twoPods();
    sample.node("n1", {"192.168.0.1/24"});
    sample.add(sample.pod("shop/done", {}, {"10.0.0.3"}), [](Pod &pod) { pod.isFinished = true; });
    sample.add(sample.pod("shop/host", {}, {}), [](Pod &pod) {
        pod.spec.isHostNetwork = true;
        pod.spec.nodeName = "n1";
    });
    sample.add(networkPolicy("shop/a"));

    const auto program = compile(sample.design);

    EXPECT_EQ(program.endpointByName("shop/done"), kNone);
    const auto host = program.endpointByName("shop/host");
    ASSERT_NE(host, kNone);
    EXPECT_EQ(program.endpoints[host].ips.at(0).toString(), "192.168.0.1");
    EXPECT_EQ(program.endpoints[host].chain(Direction::Ingress), kNone);
    EXPECT_EQ(program.policies[0].selects.size(), 2U);
}

} // namespace
} // namespace podloom::policy
