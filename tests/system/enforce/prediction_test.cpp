// Prediction = measurement: what the Program decides about every pair is what the kernel does.
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "tests/system/enforce/policy_lab.h"
#include "tests/system/enforce/private_network.h"
#include "tests/system/enforce/random_policies.h"
#include "tests/system/enforce/random_programs.h"
#include "tests/system/enforce/shop.h"

namespace podloom {
namespace {

using namespace shop;

struct End {
    const char *name;
    Ips ips;
    bool isPodHere;
};

const std::vector<End> kEnds{{"shop/web", kWeb, true},         {"shop/api", kApi, true},
                             {"shop/db", kDb, true},           {"ops/monitor", kMonitor, true},
                             {"shop/far", kFar, false},        {"outside near", kNear, false},
                             {"outside other", kOther, false}, {"node", {kNodeV4, kNodeV6}, false}};

class PredictionTest : public PrivateNetwork {
protected:
    void SetUp() override
    {
        PrivateNetwork::SetUp();
        if (!IsSkipped())
            lab = std::make_unique<PolicyLab>(design(), std::vector{kNear.v4, kNear.v6, kOther.v4, kOther.v6},
                                              std::vector<std::uint16_t>{53, 80, 443, 8080});
    }

    /// What this node's kernel decides: an end that is elsewhere is not asked here.
    bool isAllowedHere(const policy::Program &program, const End &from, const End &to, Family family,
                       const Probe &probe)
    {
        const auto type = echoType(probe.protocol);
        const auto verdict = policy::verdict(
            program, policy::endOf(program, from.ips.of(family)), policy::endOf(program, to.ips.of(family)),
            {.protocol = probe.protocol,
             .port = probe.port,
             .sourcePort = probe.sourcePort,
             .icmpType = type,
             .icmpCode = type ? std::optional<std::uint8_t>(0) : std::nullopt,
             .family = family});
        return (!from.isPodHere || verdict.egress.action == policy::Action::Allow)
            && (!to.isPodHere || verdict.ingress.action == policy::Action::Allow);
    }

    static std::optional<std::uint8_t> echoType(Protocol protocol)
    {
        if (protocol == Protocol::Icmp)
            return std::uint8_t{8};
        if (protocol == Protocol::Icmpv6)
            return std::uint8_t{128};
        return std::nullopt;
    }

    void addProbes(const policy::Program &program, const End &from, const End &to, Family family)
    {
        const auto echo = family == Family::V4 ? Protocol::Icmp : Protocol::Icmpv6;
        const std::pair<Protocol, std::uint16_t> flows[] = {{Protocol::Tcp, 80},   {Protocol::Tcp, 443},
                                                            {Protocol::Tcp, 8080}, {Protocol::Udp, 53},
                                                            {Protocol::Udp, 80},   {echo, 0}};
        for (const auto &[protocol, port] : flows) {
            Probe probe{from.ips.of(family), to.ips.of(family), protocol, port, lab->freshSourcePort()};
            probe.isExpected = isAllowedHere(program, from, to, family, probe);
            denied += probe.isExpected ? 0U : 1U;
            probes.push_back(probe);
            names.push_back(std::string(from.name) + " -> " + to.name + ' ' + toString(protocol) + ' '
                            + std::to_string(port) + " from " + std::to_string(probe.sourcePort)
                            + (family == Family::V4 ? " v4" : " v6"));
        }
    }

    /// Tries every pair with a pod of this node, both families, all protocols and ports; returns what
    /// differed.
    std::vector<std::string> mismatches(const policy::Program &program)
    {
        const auto applied = enforcer.apply(program, lab->localEndpoints(program), {});
        if (!applied)
            return {applied.error().text()};
        probes.clear();
        names.clear();
        for (const auto &from : kEnds)
            for (const auto &to : kEnds)
                if (from.name != to.name && (from.isPodHere || to.isPodHere))
                    for (const auto family : {Family::V4, Family::V6})
                        addProbes(program, from, to, family);
        const auto measured = lab->tryAll(probes);
        std::vector<std::string> out;
        for (std::size_t i = 0; i < probes.size(); ++i)
            if (measured[i] != probes[i].isExpected)
                out.push_back(names[i] + (measured[i] ? ": predicted deny" : ": predicted allow"));
        checked += probes.size();
        return out;
    }

    /// A good mixture on both sides, or the test shows little.
    void expectMuchWasChecked()
    {
        EXPECT_GT(checked, 20'000U);
        EXPECT_GT(denied, checked / 10);
        EXPECT_LT(denied, checked - checked / 10);
    }

    std::vector<Probe> probes;
    std::vector<std::string> names;
    std::unique_ptr<PolicyLab> lab;
    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
    Enforcer enforcer{helper};
    std::size_t checked = 0;
    std::size_t denied = 0;
};

TEST_F(PredictionTest, IsMeasuredForRandomNetworkPolicies)
{
    RandomPolicies random(20'260'102);
    for (int round = 0; round < 40; ++round) {
        auto each = design();
        random.addTo(each);
        const auto different = mismatches(policy::compile(each));
        ASSERT_TRUE(different.empty())
            << "round " << round << ": " << ::testing::PrintToString(different) << '\n'
            << describe(each);
    }
    expectMuchWasChecked();
}

TEST_F(PredictionTest, IsMeasuredForRandomProgramsWithTiersAndEveryMatch)
{
    RandomPrograms random(20'260'103);
    auto program = policy::compile(design());
    for (int round = 0; round < 60; ++round) {
        random.fill(program);
        const auto different = mismatches(program);
        ASSERT_TRUE(different.empty())
            << "round " << round << ": " << ::testing::PrintToString(different) << '\n'
            << describe(program);
    }
    expectMuchWasChecked();
}

} // namespace
} // namespace podloom
