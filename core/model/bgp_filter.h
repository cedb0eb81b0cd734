// core/model/bgp_filter.h: Calico's BGPFilter: what is taken from BGP peers and told to them.
#pragma once

#include "core/model/bgp_community.h"
#include "core/model/object.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace podloom {

enum class PrefixMatch { Equal, NotEqual, In, NotIn };
enum class BgpPeerType { Any, External, Internal };

struct AddCommunity {
    BgpCommunity community{};
    bool operator==(const AddCommunity &) const = default;
};
/// The first of `numbers` becomes the first of the path.
struct PrependAsPath {
    std::vector<std::uint32_t> numbers{};
    bool operator==(const PrependAsPath &) const = default;
};
/// A lower priority is preferred; 1024 is the usual one.
struct SetPriority {
    std::uint32_t priority = 0;
    bool operator==(const SetPriority &) const = default;
};
using BgpOperation = std::variant<AddCommunity, PrependAsPath, SetPriority>;

/// Every condition that is set must hold. Source: CA-07.
struct BgpFilterRule {
    std::optional<Prefix> cidr{};
    PrefixMatch match = PrefixMatch::In; ///< of `cidr`
    std::optional<int> minLength{};      ///< of the route's prefix, inside `cidr`
    std::optional<int> maxLength{};
    bool isFromRemotePeers = false; ///< source: RemotePeers, the route was learned by BGP
    std::string interface {};       ///< glob with * and ?; of the route's next hop
    BgpPeerType peerType = BgpPeerType::Any;
    std::optional<BgpCommunity> community{};
    std::vector<std::uint32_t> asPathPrefix{};
    std::optional<std::uint32_t> priority{};

    bool accepts = true;
    std::vector<BgpOperation> operations{}; ///< only when it accepts
    SourceRef at{};
    bool operator==(const BgpFilterRule &) const = default;
};

/// projectcalico.org/v3 BGPFilter (CA-07). The first rule that matches decides; a route that none matches
/// goes on to the next filter, and behind the last one to what happens without filters.
struct BgpFilter {
    ObjectMeta meta{};
    std::vector<BgpFilterRule> exportV4{};
    std::vector<BgpFilterRule> importV4{};
    std::vector<BgpFilterRule> exportV6{};
    std::vector<BgpFilterRule> importV6{};

    const std::vector<BgpFilterRule> &exports(Family family) const
    {
        return family == Family::V4 ? exportV4 : exportV6;
    }
    const std::vector<BgpFilterRule> &imports(Family family) const
    {
        return family == Family::V4 ? importV4 : importV6;
    }
    bool operator==(const BgpFilter &) const = default;
};

} // namespace podloom
