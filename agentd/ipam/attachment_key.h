// agentd/ipam/attachment_key.h: who has addresses: one interface of one container.
#pragma once

#include <compare>
#include <string>

namespace podloom {

struct AttachmentKey {
    std::string containerId{}; ///< empty: an interface of the node itself
    std::string ifName{};

    bool isNode() const { return containerId.empty(); }

    /// "CONTAINERID/IFNAME".
    std::string toString() const { return containerId + '/' + ifName; }
    auto operator<=>(const AttachmentKey &) const = default;
};

} // namespace podloom
