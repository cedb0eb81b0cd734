// agentd/ipam/attachment_key.h: who has addresses: one interface of one container.
#pragma once

#include <compare>
#include <string>

namespace podloom {

struct AttachmentKey {
    std::string containerId{};
    std::string ifName{};

    /// "CONTAINERID/IFNAME".
    std::string toString() const { return containerId + '/' + ifName; }
    auto operator<=>(const AttachmentKey &) const = default;
};

} // namespace podloom
