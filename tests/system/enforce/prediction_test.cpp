// Prediction = measurement: what the Program decides about every pair is what the kernel does.
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "tests/system/enforce/policy_lab.h"
#include "tests/system/enforce/private_network.h"
#include "tests/system/enforce/random_policies.h"
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
                       Protocol protocol, std::uint16_t port)
    {
        const auto verdict = policy::verdict(
            program, policy::endOf(program, from.ips.of(family)), policy::endOf(program, to.ips.of(family)),
            {.protocol = protocol, .port = port, .icmpType = echoType(protocol), .family = family});
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

    /// Every pair with a pod of this node, both families, all protocols and ports; returns what differed.
    std::vector<std::string> mismatches(const Design &design)
    {
        const auto program = policy::compile(design);
        const auto applied = enforcer.apply(program, lab->localEndpoints(program), {});
        if (!applied)
            return {applied.error().text()};
        std::vector<Probe> probes;
        std::vector<std::string> names;
        for (const auto &from : kEnds) {
            for (const auto &to : kEnds) {
                if (from.name == to.name || (!from.isPodHere && !to.isPodHere))
                    continue;
                for (const auto family : {Family::V4, Family::V6}) {
                    const auto echo = family == Family::V4 ? Protocol::Icmp : Protocol::Icmpv6;
                    const std::pair<Protocol, std::uint16_t> flows[] = {
                        {Protocol::Tcp, 80}, {Protocol::Tcp, 443}, {Protocol::Tcp, 8080},
                        {Protocol::Udp, 53}, {Protocol::Udp, 80},  {echo, 0}};
                    for (const auto &[protocol, port] : flows) {
                        probes.push_back({from.ips.of(family), to.ips.of(family), protocol, port, 0,
                                          isAllowedHere(program, from, to, family, protocol, port)});
                        names.push_back(std::string(from.name) + " -> " + to.name + ' ' + toString(protocol)
                                        + ' ' + std::to_string(port)
                                        + (family == Family::V4 ? " v4" : " v6"));
                    }
                }
            }
        }
        const auto measured = lab->tryAll(probes);
        std::vector<std::string> out;
        for (std::size_t i = 0; i < probes.size(); ++i)
            if (measured[i] != probes[i].isExpected)
                out.push_back(names[i] + (measured[i] ? ": predicted deny" : ": predicted allow"));
        checked += probes.size();
        return out;
    }

    std::unique_ptr<PolicyLab> lab;
    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
    Enforcer enforcer{helper};
    std::size_t checked = 0;
};

TEST_F(PredictionTest, IsMeasuredForRandomPolicies)
{
    RandomPolicies random(20'260'102);
    std::size_t denied = 0;
    for (int round = 0; round < 40; ++round) {
        auto each = design();
        random.addTo(each);
        const auto different = mismatches(each);
        ASSERT_TRUE(different.empty())
            << "round " << round << ": " << ::testing::PrintToString(different) << '\n'
            << describe(each);
        denied += each.networkPolicies.size();
    }
    EXPECT_GT(checked, 20'000U);
    EXPECT_GT(denied, 40U);
}

} // namespace
} // namespace podloom
