// core/routing/network_template.h: whole networks to begin a design with, as the manifests that one would
// write.
#pragma once

#include "core/base/result.h"

#include <span>
#include <string>

namespace podloom {

/// What there is to choose from.
struct NetworkTemplate {
    const char *name;    ///< as in "podloomctl template NAME"
    const char *summary; ///< one line
    bool hasSpines;      ///< whether TemplateRequest::spines means something
};

/// Every template, in the order in which they are listed.
std::span<const NetworkTemplate> networkTemplates();

/// Which template, and how large.
struct TemplateRequest {
    std::string name{};
    std::string cluster = "prod";
    int nodes = 6;  ///< 1 … 2000, and one a rack at least
    int racks = 2;  ///< 1 … 200: racks, leaves or sites
    int spines = 2; ///< 1 … 64; of spine-leaf
};

/// The manifests of a network: its Cluster, pools, BGPConfiguration, nodes, and what the template needs of
/// BGPPeers, Routers and Links; IPv4 and IPv6. The same request gives the same text. Errors: NotFound (no
/// such template), InvalidArgument (a number or a name that does not fit).
Result<std::string> writeTemplate(const TemplateRequest &request);

} // namespace podloom
