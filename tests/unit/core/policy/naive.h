// tests/unit/core/policy/naive.h: policies evaluated one pair at a time, straight from the words of the
// standards.
#pragma once

#include "core/model/design.h"

#include <optional>

namespace podloom::policy::naive {

/// A party of a connection: a pod, or else just an address.
struct Party {
    const Pod *pod = nullptr;
    std::optional<IpAddress> address{};
};

struct Question {
    Party from{};
    Party to{};
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    std::uint16_t sourcePort = 49152;
    std::optional<int> icmpType{};
    std::optional<int> icmpCode{};
};

/// Addresses of both parties are of one family, or not known. No indexes, no compilation, no shared code with
/// core/policy.
bool isAllowed(const Design &design, const Question &question);

} // namespace podloom::policy::naive
