#include "app/cli/export_manifests.h"

#include "core/lab/cluster_manifests.h"
#include "core/manifest/encode.h"
#include "core/routing/session.h"

#include <algorithm>

namespace podloom::cli {

namespace {

constexpr std::string_view kCalicoGroup = "projectcalico.org";

bool isForeign(const std::string &group)
{
    return group == kCalicoGroup || group == "podloom.dev" || group == "metallb.io";
}

void append(std::string &text, const Json &manifest)
{
    if (!text.empty())
        text += "---\n";
    text += toYaml(manifest);
}

Json calicoManifest(const std::string &kind, const std::string &name, Json spec)
{
    return Json::object({{"apiVersion", "projectcalico.org/v3"},
                         {"kind", kind},
                         {"metadata", Json::object({{"name", name}})},
                         {"spec", std::move(spec)}});
}

/// Sessions that a Link or the Cluster's topology makes are known to Podloom alone: Calico needs a BGPPeer
/// for each. The mesh is Calico's too.
void addPeers(Manifests &out, const Design &design, const std::string &cluster)
{
    const bool isMesh = design.clusterOrDefault(cluster).topology == BgpTopology::Mesh;
    for (const auto &session : bgpSessions(design, underlay(design))) {
        if (session.object || session.local.isRouter() || session.local.cluster != cluster
            || !session.peerAddress || (isMesh && session.origin == "mesh"))
            continue;
        auto name =
            session.local.name + '-' + session.peerName + (session.family == Family::V4 ? "-ipv4" : "-ipv6");
        auto peer = calicoManifest("BGPPeer", name,
                                   Json::object({{"node", session.local.name},
                                                 {"peerIP", session.peerAddress->toString()},
                                                 {"asNumber", std::int64_t{session.peerAs}}}));
        out.try_emplace(idOfManifest(peer, cluster), std::move(peer));
    }
}

void addConfiguration(Manifests &out, const Design &design, const std::string &cluster)
{
    const auto settings = design.clusterOrDefault(cluster);
    auto spec = Json::object({{"asNumber", std::int64_t{settings.asNumber}},
                              {"nodeToNodeMeshEnabled", settings.topology == BgpTopology::Mesh}});
    auto configuration = calicoManifest("BGPConfiguration", "default", std::move(spec));
    out.try_emplace(idOfManifest(configuration, cluster), std::move(configuration));
}

} // namespace

std::string kubernetesText(const Snapshot &snapshot, const std::string &cluster)
{
    std::string text;
    for (const auto &id : snapshot.objects()) {
        if (isForeign(id.group) || id.kind == "Secret" || (!id.cluster.empty() && id.cluster != cluster))
            continue;
        if (const auto manifest = snapshot.manifestJson(id); !manifest.isNull())
            append(text, manifest);
    }
    return text;
}

std::string calicoText(const Snapshot &snapshot, const Design &placed, const std::string &cluster)
{
    Manifests wanted;
    for (auto &[id, manifest] : clusterManifests(snapshot, placed, cluster)) {
        if (id.group == kCalicoGroup)
            wanted.emplace(id, manifest);
    }
    addConfiguration(wanted, placed, cluster);
    addPeers(wanted, placed, cluster);
    std::string text;
    for (const auto &[id, manifest] : wanted)
        append(text, manifest);
    return text;
}

} // namespace podloom::cli
