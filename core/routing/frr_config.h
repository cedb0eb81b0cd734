// core/routing/frr_config.h: what FRR 8 on a router of a lab has to be told.
#pragma once

#include "core/routing/session.h"

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace podloom {

/// Passwords of BGP by the constant that stands for them (secretName). Values never enter a design.
using RoutingPasswords = std::map<std::string, std::string>;

/// The daemons that a router needs, in the order in which they start.
inline constexpr std::array<std::string_view, 4> kFrrDaemons{"zebra", "staticd", "bfdd", "bgpd"};

/// FRR's configuration, one text for each daemon: a daemon that starts again reads its own.
struct FrrConfig {
    std::map<std::string, std::string, std::less<>> parts{}; ///< by daemon; all of kFrrDaemons

    /// All parts as one text, as `vtysh` takes it.
    std::string text() const;
    bool operator==(const FrrConfig &) const = default;
};

/// FRR on a Router of the design. It does what BIRD does with renderRouter(): it originates spec.networks as
/// unreachable, passes on what it learns by BGP, never takes a network from others that it is connected to,
/// and puts up to 16 equal ways into the kernel. A session whose password is not in `passwords` gets none
/// that anybody could guess, so it stays down. BFD goes to eBGP peers alone. Same input, same text.
/// Errors: NotFound (no such router), InvalidArgument (a password that FRR cannot write down).
Result<FrrConfig> renderFrr(const Design &design, const std::string &router,
                            const RoutingPasswords &passwords = {});

/// Commands for `vtysh -f` that turn a running configuration into another one. Sessions whose lines are the
/// same are not touched; empty when nothing changes. Both texts are of renderFrr().
std::string frrChanges(std::string_view running, std::string_view wanted);

} // namespace podloom
