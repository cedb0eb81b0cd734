// tests/unit/core/policy/naive.h: policies evaluated one pair at a time, straight from the words of the
// standards.
#pragma once

#include "core/model/design.h"

#include <map>
#include <memory>
#include <optional>

namespace podloom::policy::naive {

/// A party of a connection: a pod, or else just an address.
struct Party {
    const Pod *pod = nullptr;
    std::optional<IpAddress> address{};
};

/// Addresses of both parties are of the family, or not known.
struct Question {
    Party from{};
    Party to{};
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    std::uint16_t sourcePort = 49152;
    std::optional<int> icmpType{};
    std::optional<int> icmpCode{};
    Family family = Family::V4;
};

struct Tier;

/// Knows the order of tiers and policies, and asks them one after the other. No indexes, no compilation, no
/// code of core/policy. The design must outlive it. Of host endpoints it knows one for each node.
class Evaluator {
public:
    explicit Evaluator(const Design &design);
    ~Evaluator();

    bool isAllowed(const Question &question) const;

private:
    bool sideAllows(const Question &question, bool isIngress) const;
    bool hostAllows(const Question &question, bool isIngress) const;
    bool isClosedToItsNode(const Pod &pod) const;

    const Design &m_design;
    std::vector<Tier> m_tiers;
};

} // namespace podloom::policy::naive
