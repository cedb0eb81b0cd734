// core/routing/session_settings.h: what BGP sessions have beside addresses and AS numbers.
#pragma once

#include "core/model/design.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// Shared by all sessions that one object of the design asks for.
struct BgpSettings {
    std::optional<SecretKeyRef> password{};
    std::string secret{}; ///< with a password: the constant that stands for it (secretName)
    BgpTimers timers{};
    std::optional<std::uint32_t> maxRestartSeconds{};
    std::optional<std::uint8_t> ttlSecurityHops{};
    std::optional<std::uint32_t> med{};
    std::vector<std::shared_ptr<const BgpFilter>> filters{}; ///< in order
    std::optional<IpAddress> reachableBy{};                  ///< a gateway towards the peer
    bool hasFreeSource = false;                              ///< the kernel chooses the local address
};

/// Of the sessions of a BGPPeer. Filters that the design does not have are left out; check reports them.
std::shared_ptr<const BgpSettings> peerSettings(const Design &design, const BgpPeer &peer);
/// Of a router that answers a BGPPeer: timers and password alone.
std::shared_ptr<const BgpSettings> answeringSettings(const BgpSettings &asking);
/// Of the mesh, and of the sessions with the reflectors of a topology.
std::shared_ptr<const BgpSettings> meshSettings(const BgpConfiguration &configuration);
/// Of the sessions on a link.
std::shared_ptr<const BgpSettings> linkSettings(const BgpTimers &timers);

/// Local preferences stand for Calico's priorities in clusters that use them: 2147483647 - priority.
inline constexpr std::uint32_t kPriorityBase = 2147483647;
inline constexpr std::uint32_t kUsualPriority = 1024;

/// Whether a BGPFilter of the cluster asks for priorities or sets them.
bool usesPriorities(const Design &design, const std::string &cluster);

/// The constant that stands for the password of a BGPPeer or, for a mesh, of a BGPConfiguration in the
/// configuration of a routing daemon.
std::string secretName(const ObjectId &object);

} // namespace podloom
