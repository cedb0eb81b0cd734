#include "tests/unit/core/policy/random_design.h"

#include "tests/unit/core/policy/sample_design.h"

#include <array>
#include <random>

namespace podloom::policy {

namespace {

constexpr std::array<const char *, 3> kNamespaces{"red", "green", "blue"};
constexpr std::array<const char *, 2> kKeys{"app", "tier"};
constexpr std::array<const char *, 3> kValues{"a", "b", "c"};
constexpr std::array<const char *, 2> kPortNames{"http", "dns"};
constexpr std::array<std::uint16_t, 4> kPorts{53, 80, 81, 8080};
constexpr std::array<Protocol, 3> kProtocols{Protocol::Tcp, Protocol::Udp, Protocol::Sctp};

class Maker {
public:
    explicit Maker(unsigned seed) : m_random(seed) {}

    RandomDesign make()
    {
        SampleDesign sample;
        for (const auto *ns : kNamespaces) {
            if (chance(80))
                sample.ns(ns, labels());
        }
        sample.node("n1", {"192.168.0.1/24", "fd00:99::1/64"}).node("n2", {"192.168.0.2/24"});
        const auto pods = 2 + below(11);
        for (unsigned index = 0; index < pods; ++index)
            sample.add(pod(sample, index));
        const auto policies = below(7);
        for (unsigned index = 0; index < policies; ++index)
            sample.add(policy(index));
        RandomDesign out{.design = std::move(sample.design)};
        for (const auto *address : {"8.8.8.8", "10.1.0.9", "192.168.0.1", "2001:db8::1"})
            out.outside.push_back(*IpAddress::parse(address));
        out.traffic.push_back(traffic());
        out.traffic.push_back(traffic());
        return out;
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(m_random); }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class Array>
    auto oneOf(const Array &choices)
    {
        return choices[below(static_cast<unsigned>(choices.size()))];
    }

    Labels labels()
    {
        Labels out;
        for (const auto *key : kKeys) {
            if (chance(70))
                out[key] = oneOf(kValues);
        }
        return out;
    }

    LabelSelector selector()
    {
        LabelSelector out;
        if (chance(60))
            out.matchLabels[oneOf(kKeys)] = oneOf(kValues);
        if (chance(30)) {
            using Operator = LabelRequirement::Operator;
            LabelRequirement requirement{.key = oneOf(kKeys)};
            requirement.op =
                oneOf(std::array{Operator::In, Operator::NotIn, Operator::Exists, Operator::DoesNotExist});
            if (requirement.op == Operator::In || requirement.op == Operator::NotIn)
                requirement.values = {oneOf(kValues), oneOf(kValues)};
            out.matchExpressions.push_back(requirement);
        }
        return out;
    }

    Pod pod(SampleDesign &sample, unsigned index)
    {
        std::vector<std::string> ips;
        if (chance(90))
            ips.push_back("10." + std::to_string(below(2)) + ".0." + std::to_string(index + 1));
        if (chance(20))
            ips.push_back("fd00::" + std::to_string(index + 1));
        std::vector<ContainerPort> ports;
        for (const auto *name : kPortNames) {
            if (chance(50))
                ports.push_back({name, oneOf(kPorts), oneOf(kProtocols)});
        }
        auto made = sample.pod(std::string(oneOf(kNamespaces)) + "/p" + std::to_string(index), labels(), ips,
                               std::move(ports));
        made.spec.nodeName = oneOf(std::array{"n1", "n2", ""});
        if (chance(8)) {
            made.spec.isHostNetwork = true;
            made.spec.nodeName = oneOf(std::array{"n1", "n2"});
            made.ips = {};
        }
        made.isFinished = chance(5);
        return made;
    }

    NetworkPolicyPeer peer()
    {
        if (chance(35)) {
            return chance(80) ? oneOf(std::array{fromBlock("10.0.0.0/8", {"10.1.0.0/16"}),
                                                 fromBlock("0.0.0.0/0", {"10.0.0.0/30", "8.0.0.0/8"}),
                                                 fromBlock("192.168.0.0/24"), fromBlock("10.0.0.4/30")})
                              : oneOf(std::array{fromBlock("::/0"), fromBlock("fd00::/64", {"fd00::4/126"})});
        }
        NetworkPolicyPeer out;
        if (chance(60))
            out.podSelector = selector();
        if (chance(50) || !out.podSelector)
            out.namespaceSelector = selector();
        return out;
    }

    NetworkPolicyPort port()
    {
        NetworkPolicyPort out{.protocol = oneOf(kProtocols)};
        if (chance(20))
            return out;
        if (chance(30)) {
            out.port = PortRef(std::string(oneOf(kPortNames)));
            return out;
        }
        const auto number = oneOf(kPorts);
        out.port = PortRef(number);
        if (chance(30))
            out.endPort = static_cast<std::uint16_t>(number + below(100));
        return out;
    }

    std::vector<NetworkPolicyRule> rules()
    {
        std::vector<NetworkPolicyRule> out(below(3));
        for (auto &rule : out) {
            const auto peers = below(3);
            for (unsigned index = 0; index < peers; ++index)
                rule.peers.push_back(peer());
            const auto ports = below(3);
            for (unsigned index = 0; index < ports; ++index)
                rule.ports.push_back(port());
        }
        return out;
    }

    NetworkPolicy policy(unsigned index)
    {
        auto out = networkPolicy(std::string(oneOf(kNamespaces)) + "/np" + std::to_string(index), selector());
        out.isolatesIngress = chance(70);
        out.isolatesEgress = chance(50) || !out.isolatesIngress;
        out.ingress = rules();
        out.egress = rules();
        return out;
    }

    Traffic traffic()
    {
        Traffic out{.protocol = oneOf(kProtocols), .port = oneOf(kPorts)};
        if (chance(10))
            out.protocol = Protocol::Icmp;
        if (chance(15))
            out.family = Family::V6;
        return out;
    }

    std::mt19937 m_random;
};

} // namespace

RandomDesign randomDesign(unsigned seed)
{
    return Maker(seed).make();
}

} // namespace podloom::policy
