// What mends addresses, pools and sessions.
#include "app/tools/fixes.h"
#include "core/net/prefix.h"

#include <algorithm>

namespace podloom::app::fixes {

/// Another address near the one that two have.
Fixes fixAddress(const About &about)
{
    const auto address = IpAddress::parse(about.argument(1));
    if (!address)
        return {};
    const auto &wanted = about.argument(1);
    const auto isIt = [&](const std::string &text) {
        return text == wanted || text.starts_with(wanted + "/");
    };
    const auto pointer = findText(about.manifest, "", isIt);
    if (!pointer)
        return {};
    std::string everything;
    for (std::size_t file = 0; file < about.snapshot.fileCount(); ++file)
        everything += about.snapshot.bytes(file);
    constexpr std::uint64_t kFar = 250;
    for (std::uint64_t way = 1; way < kFar; ++way) {
        const auto other = address->plus({0, way});
        const auto last = other.bits().low & 0xFF;
        if (last == 0 || last == 0xFF || everything.find(other.toString()) != std::string::npos)
            continue; // as a part of a longer address it is passed over too, which does no harm
        auto text = valueAt(about.manifest, *pointer).asString();
        text.replace(0, wanted.size(), other.toString());
        return {{tr("Give it %1").arg(qs(other.toString())), {{about.set(*pointer, text)}}}};
    }
    return {};
}

/// A pool twice as large, where nothing is in the way.
Fixes fixPool(const About &about)
{
    const auto cidr = Prefix::parse(valueAt(about.manifest, "/spec/cidr").asString());
    if (!cidr || cidr->length() < 2)
        return {};
    const auto larger = Prefix::of(cidr->address(), cidr->length() - 1);
    for (const auto &pool : about.snapshot.design().ipPools) {
        if (pool.meta.id != about.id && (larger.contains(pool.cidr) || pool.cidr.contains(larger)))
            return {};
    }
    return {{tr("Grow pool to /%1").arg(larger.length()), {{about.set("/spec/cidr", larger.toString())}}}};
}

/// The default pool of the family that has no pool any more, as it was.
Fixes fixFamily(const About &about)
{
    const auto cidr = Prefix::parse(about.argument(2));
    if (!cidr)
        return {};
    const bool isV4 = cidr->family() == Family::V4;
    const auto cluster = about.snapshot.design().clusterOrDefault(about.id.cluster);
    auto spec = Json::object({{"cidr", cidr->toString()},
                              {"blockSize", std::int64_t{std::max(isV4 ? 26 : 122, cidr->length())}},
                              {"natOutgoing", cluster.isNatOutgoing}});
    if (cluster.encapsulation == Encapsulation::Vxlan)
        spec.set("vxlanMode", "Always");
    if (cluster.encapsulation == Encapsulation::VxlanCrossSubnet)
        spec.set("vxlanMode", "CrossSubnet");
    // IPIP carries IPv4 alone.
    if (isV4 && cluster.encapsulation == Encapsulation::Ipip)
        spec.set("ipipMode", "Always");
    if (isV4 && cluster.encapsulation == Encapsulation::IpipCrossSubnet)
        spec.set("ipipMode", "CrossSubnet");
    auto metadata = Json::object({{"name", isV4 ? "default-ipv4-pool" : "default-ipv6-pool"}});
    const std::string clusterLabel(kClusterLabel);
    const auto *meta = about.snapshot.meta(about.id);
    if (meta && meta->labels.contains(clusterLabel))
        metadata.set("labels", Json::object({{clusterLabel, meta->labels.at(clusterLabel)}}));
    auto manifest = Json::object({{"apiVersion", "projectcalico.org/v3"},
                                  {"kind", "IPPool"},
                                  {"metadata", std::move(metadata)},
                                  {"spec", std::move(spec)}});
    return {{tr("Add a pool with %1").arg(qs(cidr->toString())), {{AddObject{std::move(manifest), {}}}}}};
}

Fixes fixMesh(const About &about)
{
    const auto &design = about.snapshot.design();
    for (const auto &configuration : design.bgpConfigurations) {
        if (configuration.meta.id.name == "default" && configuration.meta.id.cluster == about.id.cluster)
            return {{tr("Turn the mesh off"),
                     {{SetValue{configuration.meta.id, "/spec/nodeToNodeMeshEnabled", false}}}}};
    }
    return {};
}

} // namespace podloom::app::fixes
