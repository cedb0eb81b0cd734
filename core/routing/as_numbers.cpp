#include "core/routing/as_numbers.h"

namespace podloom {

BgpConfiguration bgpConfigurationOf(const Design &design, const std::string &cluster, const std::string &node)
{
    BgpConfiguration result;
    const BgpConfiguration *own = nullptr;
    for (const auto &configuration : design.bgpConfigurations) {
        if (configuration.meta.id.cluster != cluster)
            continue;
        if (configuration.meta.id.name == "default")
            result = configuration;
        else if (configuration.meta.id.name == "node." + node)
            own = &configuration;
    }
    if (!own)
        return result;
    // These can differ from node to node; the rest holds for the whole cluster.
    if (own->asNumber)
        result.asNumber = own->asNumber;
    if (own->listenPort != BgpConfiguration{}.listenPort)
        result.listenPort = own->listenPort;
    if (own->bindsToNodeIp)
        result.bindsToNodeIp = true;
    if (!own->ignoredInterfaces.empty())
        result.ignoredInterfaces = own->ignoredInterfaces;
    if (!own->logSeverity.empty())
        result.logSeverity = own->logSeverity;
    if (!own->prefixAdvertisements.empty())
        result.prefixAdvertisements = own->prefixAdvertisements;
    return result;
}

std::uint32_t asNumberOf(const Design &design, const Node &node)
{
    if (node.asNumber)
        return *node.asNumber;
    const auto configuration = bgpConfigurationOf(design, node.meta.id.cluster, node.meta.id.name);
    return configuration.asNumber.value_or(design.clusterOrDefault(node.meta.id.cluster).asNumber);
}

} // namespace podloom
