// Prediction = measurement on one node for random designs of all dialects, with host endpoints in every
// stage.
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "tests/system/enforce/policy_lab.h"
#include "tests/system/enforce/private_network.h"
#include "tests/unit/core/policy/design_text.h"
#include "tests/unit/core/policy/random_parts.h"

#include <array>

namespace podloom {
namespace {

using policy::Dice;

constexpr unsigned kPods = 6;
constexpr unsigned kPodsHere = 4;
const std::array kOutside{*IpAddress::parse("8.8.8.8"), *IpAddress::parse("2001:db8::1")};

/// Pods, nodes and addresses are the same for every seed, so that one lab does for all; who wears which
/// labels and what the policies are is not.
Design randomWorld(Dice &dice)
{
    policy::SampleDesign sample;
    for (const auto *ns : policy::kNamespaces)
        sample.ns(ns, dice.labels());
    sample.node("node-1", {"172.31.0.1/16", "fd00:31::1/64"}, dice.labels())
        .node("node-2", {"172.31.0.2/16"}, dice.labels());
    for (unsigned index = 0; index < kPods; ++index) {
        const auto number = std::to_string(index + 4);
        auto pod = sample.pod(policy::kNamespaces[index % 3] + std::string("/p") + number, dice.labels(),
                              {"10." + std::to_string(index % 2) + ".0." + number, "fd00::" + number});
        for (const auto *name : policy::kPortNames) {
            if (dice.chance(50))
                pod.spec.ports.push_back({name, dice.oneOf(policy::kPorts), dice.oneOf(policy::kProtocols)});
        }
        pod.spec.nodeName = index < kPodsHere ? "node-1" : "node-2";
        pod.spec.serviceAccount = dice.oneOf(std::array{"robot", ""});
        sample.add(std::move(pod));
    }
    return std::move(sample.design);
}

/// What random designs call n1 and eth0 are the node and the interface of the lab.
void moveHostsHere(Design &design)
{
    const auto hosts = design.hostEndpoints;
    for (auto host : hosts) {
        if (host.interfaceName == "eth0")
            host.interfaceName = "uplink";
        design.hostEndpoints.put(std::move(host));
    }
    const ObjectId old{"default", "projectcalico.org", "FelixConfiguration", "", "node.n1"};
    if (const auto *found = design.felixConfigurations.find(old)) {
        auto moved = *found;
        moved.meta.id.name = "node.node-1";
        design.felixConfigurations.erase(old);
        design.felixConfigurations.put(std::move(moved));
    }
}

Design randomDesign(unsigned seed)
{
    Dice dice(seed);
    auto design = randomWorld(dice);
    for (unsigned index = dice.below(4); index > 0; --index)
        design.networkPolicies.put(policy::randomNetworkPolicy(dice, index));
    for (unsigned index = dice.below(3); index > 0; --index)
        design.clusterPolicies.put(policy::randomClusterPolicy(dice, index));
    if (dice.chance(70))
        policy::addRandomCalico(dice, design);
    policy::addRandomHosts(dice, design);
    moveHostsHere(design);
    return design;
}

class RandomDesignsTest : public PrivateNetwork {
protected:
    void SetUp() override
    {
        PrivateNetwork::SetUp();
        if (IsSkipped())
            return;
        Dice dice(1);
        lab = std::make_unique<PolicyLab>(randomWorld(dice), std::vector(kOutside.begin(), kOutside.end()),
                                          std::vector(policy::kPorts.begin(), policy::kPorts.end()));
        // While the ends of the uplink ask for each other only few packets are kept.
        for (const auto &ip : kOutside)
            ASSERT_TRUE(lab->tryAll({{ip, ip.isV4() ? kNodeV4 : kNodeV6, Protocol::Tcp, 80}})[0]);
    }

    static bool isHere(const policy::Program &program, const policy::FlowEnd &end)
    {
        return (end.endpoint != policy::kNone && program.endpoints[end.endpoint].node == "node-1")
            || (end.node != policy::kNone && program.nodes[end.node].name == "node-1");
    }

    /// What the kernel of node-1 decides, in words and as a probe.
    void add(const policy::Program &program, const policy::FlowEnd &from, const policy::FlowEnd &to,
             policy::Traffic traffic)
    {
        const auto source = from.address(*traffic.family);
        const auto target = to.address(*traffic.family);
        const bool isFromHere = isHere(program, from);
        const bool isToHere = isHere(program, to);
        const bool isInOnePlace = from.name == to.name || (!isFromHere && !isToHere);
        if (!source || !target || isInOnePlace)
            return;
        traffic.sourcePort = lab->freshSourcePort();
        const auto verdict = policy::verdict(program, from, to, traffic);
        const bool isAllowed = (!isFromHere || verdict.egress.action == policy::Action::Allow)
                            && (!isToHere || verdict.ingress.action == policy::Action::Allow);
        probes.push_back({*source, *target, traffic.protocol, traffic.port, traffic.sourcePort, isAllowed});
        names.push_back(from.name + " -> " + to.name + ' ' + toString(traffic.protocol) + '/'
                        + std::to_string(traffic.port) + " from " + std::to_string(traffic.sourcePort)
                        + (*traffic.family == Family::V4 ? " v4" : " v6")
                        + (isAllowed ? ": predicted allow\n" : ": predicted deny\n"));
    }

    std::string mismatches(const policy::Program &program)
    {
        auto endpoints = lab->localEndpoints(program);
        for (auto &each : hostInterfaces(program, "default", "node-1", {}))
            endpoints.push_back(std::move(each));
        const auto applied =
            enforcer.apply(program, std::move(endpoints), {.cluster = "default", .node = "node-1"});
        if (!applied)
            return applied.error().text();
        probes.clear();
        names.clear();
        auto ends = policy::podEnds(program);
        ends.push_back(policy::nodeEnd(program, program.nodeByName("default", "node-1")));
        for (const auto &ip : kOutside)
            ends.push_back(policy::endOf(program, ip));
        for (const auto &from : ends) {
            for (const auto &to : ends) {
                for (const auto family : {Family::V4, Family::V6}) {
                    for (const auto port : policy::kPorts) {
                        for (const auto protocol : policy::kProtocols)
                            add(program, from, to, {.protocol = protocol, .port = port, .family = family});
                    }
                    const bool isV4 = family == Family::V4;
                    add(program, from, to,
                        {.protocol = isV4 ? Protocol::Icmp : Protocol::Icmpv6,
                         .icmpType = isV4 ? std::uint8_t{8} : std::uint8_t{128},
                         .icmpCode = std::uint8_t{0},
                         .family = family});
                }
            }
        }
        const auto measured = lab->tryAll(probes);
        std::string out;
        for (std::size_t i = 0; i < probes.size(); ++i) {
            denied += probes[i].isExpected ? 0U : 1U;
            if (measured[i] != probes[i].isExpected)
                out += names[i];
        }
        checked += probes.size();
        return out;
    }

    std::unique_ptr<PolicyLab> lab;
    std::vector<Probe> probes;
    std::vector<std::string> names;
    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
    Enforcer enforcer{helper};
    std::size_t checked = 0;
    std::size_t denied = 0;
};

TEST_F(RandomDesignsTest, AreEnforcedAsPredictedInEveryStageOfAHostEndpoint)
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const auto design = randomDesign(seed);
        const auto different = mismatches(policy::compile(design));
        ASSERT_EQ(different, "") << "seed " << seed << '\n' << policy::textOf(design);
    }
    EXPECT_GT(checked, 40'000U);
    EXPECT_GT(denied, checked / 10);
    EXPECT_LT(denied, checked - checked / 10);
}

} // namespace
} // namespace podloom
