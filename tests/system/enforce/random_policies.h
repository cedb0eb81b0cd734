// tests/system/enforce/random_policies.h: NetworkPolicies of every shape over the pods of the shop.
#pragma once

#include "core/model/design.h"

#include <random>
#include <string>

namespace podloom {

class RandomPolicies {
public:
    explicit RandomPolicies(unsigned seed) : m_random(seed) {}

    /// One to four policies.
    void addTo(Design &design);

private:
    bool chance(unsigned percent) { return m_random() % 100 < percent; }
    std::size_t below(std::size_t size) { return m_random() % size; }
    LabelSelector podSelector();
    LabelSelector namespaceSelector();
    IpBlock block();
    NetworkPolicyPeer peer();
    NetworkPolicyPort port();
    NetworkPolicyRule rule();

    std::mt19937 m_random;
};

/// The policies of a design in words, for the message of a failure.
std::string describe(const Design &design);

} // namespace podloom
