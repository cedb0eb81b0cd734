// agentd/cni/attachment.h: one interface of one container of this node.
#pragma once

#include "agentd/cni/config.h"
#include "agentd/wire/mac_address.h"
#include "agentd/wire/pod_wiring.h"
#include "core/net/address.h"

#include <vector>

namespace podloom {

/// Everything that is needed to undo an ADD, whatever the runtime still knows of it.
struct Attachment {
    /// Adding: an ADD is under way or was cut off; Ready: the pod runs; Deleting: a DEL is under way.
    enum class State : std::uint8_t { Adding, Ready, Deleting };

    AttachmentKey key{};
    State state = State::Adding;
    std::string network{};
    PodIdentity pod{};
    std::string netnsPath{};
    std::string hostInterface{};
    MacAddress mac{};
    std::vector<IpAddress> addresses{}; ///< at most one of each family
    unsigned mtuBytes = 1500;
    std::vector<PortMapping> ports{};
    BandwidthLimit bandwidth{};
    bool operator==(const Attachment &) const = default;
};
Json toJson(const Attachment &attachment);
/// Errors: InvalidArgument.
Result<Attachment> attachmentFromJson(const Json &json);
PodWiring wiringOf(const Attachment &attachment);

} // namespace podloom
