// tests/unit/core/policy/random_parts.h: the words that random designs are made of, and who draws them.
#pragma once

#include "core/model/design.h"
#include "tests/unit/core/policy/sample_design.h"

#include <array>
#include <random>
#include <string>
#include <vector>

namespace podloom::policy {

inline constexpr std::array<const char *, 3> kNamespaces{"red", "green", "blue"};
inline constexpr std::array<const char *, 2> kKeys{"app", "tier"};
inline constexpr std::array<const char *, 3> kValues{"a", "b", "ab"};
inline constexpr std::array<const char *, 2> kPortNames{"http", "dns"};
inline constexpr std::array<const char *, 2> kAccounts{"robot", "default"};
inline constexpr std::array<const char *, 2> kServices{"front", "back"};
inline constexpr std::array<std::uint16_t, 4> kPorts{53, 80, 81, 8080};
inline constexpr std::array<Protocol, 3> kProtocols{Protocol::Tcp, Protocol::Udp, Protocol::Sctp};

/// The same draws for the same seed.
class Dice {
public:
    explicit Dice(unsigned seed) : m_random(seed) {}

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

    /// Networks of one family, or now and then of both.
    std::vector<Prefix> nets()
    {
        std::vector<Prefix> out;
        const auto v4 = chance(85) ? 1 + below(2) : 0;
        for (unsigned index = 0; index < v4; ++index)
            out.push_back(*Prefix::parse(oneOf(std::array{"10.0.0.0/8", "10.1.0.0/16", "10.0.0.4/30",
                                                          "0.0.0.0/0", "192.168.0.1/32", "8.0.0.0/8"})));
        if (out.empty() || chance(15))
            out.push_back(*Prefix::parse(oneOf(std::array{"::/0", "fd00::/64", "fd00:99::/64"})));
        return out;
    }

private:
    std::mt19937 m_random;
};

NetworkPolicy randomNetworkPolicy(Dice &dice, unsigned index);
/// AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy.
ClusterPolicy randomClusterPolicy(Dice &dice, unsigned index);
/// Tiers, policies, sets, profiles, service accounts, services and configurations, some of each.
void addRandomCalico(Dice &dice, Design &design);
CalicoPolicy randomCalicoPolicy(Dice &dice, unsigned index);
/// One for a node, and policies for them.
void addRandomHosts(Dice &dice, Design &design);

} // namespace podloom::policy
