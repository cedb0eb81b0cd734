// tests/system/enforce/random_programs.h: rule programs with everything that a dialect can ask for.
#pragma once

#include "core/policy/program.h"

#include <random>
#include <string>

namespace podloom {

/// Gives the pods of a program random tiers, policies and profiles: all actions, selectors with nets,
/// negations, source ports, pairs, ICMP types, protocols by number, families.
class RandomPrograms {
public:
    explicit RandomPrograms(unsigned seed) : m_random(seed) {}

    /// `program` has endpoints and nodes, and nothing else.
    void fill(policy::Program &program);

private:
    bool chance(unsigned percent) { return m_random() % 100 < percent; }
    std::size_t below(std::size_t size) { return m_random() % size; }
    std::uint32_t index(std::size_t size) { return static_cast<std::uint32_t>(below(size)); }
    PrefixSet nets();
    PortSet portNumbers();
    policy::PortMatch portMatch(const policy::Program &program);
    policy::Peer peer(const policy::Program &program);
    policy::Transport transport(const policy::Program &program);
    policy::Rule rule(const policy::Program &program, std::uint32_t number);
    policy::Policy policyOf(const policy::Program &program, policy::TierIndex tier, std::size_t number);
    policy::ChainIndex chainFor(policy::Program &program);

    std::mt19937 m_random;
    unsigned m_round = 0;
};

/// The rules of a program in words, for the message of a failure.
std::string describe(const policy::Program &program);

} // namespace podloom
