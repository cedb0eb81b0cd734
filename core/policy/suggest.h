// core/policy/suggest.h: NetworkPolicies that allow exactly the connections that are wanted.
#pragma once

#include "core/base/message.h"
#include "core/model/design.h"
#include "core/policy/flow.h"

#include <string>
#include <vector>

namespace podloom::policy {

/// A connection that was seen, or drawn: ends as on the command line ("ns/pod", "ip:ADDR", "ip:CIDR",
/// "node:NAME").
struct WantedFlow {
    std::string from{};
    std::string to{};
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0; ///< destination; of no concern for protocols without ports
    auto operator<=>(const WantedFlow &) const = default;
};

struct Suggestion {
    std::vector<NetworkPolicy> policies{};
    bool isExact = true;            ///< asked of the engine, for all pods and the outside hosts of the flows
    std::vector<Message> remarks{}; ///< what keeps it from being exact
};

/// The fewest policies that this finds: one for all pods of a namespace whose rules are alike, and one that
/// closes the pods that no flow names. The design's own NetworkPolicies are taken as replaced; policies of
/// other dialects stay and have their say in `isExact`. Pods that no label tells apart get the same. `design`
/// is predicted (prediction.h). Errors: those of endByName().
Result<Suggestion> suggest(const Design &design, const std::vector<WantedFlow> &flows);

} // namespace podloom::policy
