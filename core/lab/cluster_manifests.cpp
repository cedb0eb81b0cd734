#include "core/lab/cluster_manifests.h"

#include "core/address/pools.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// Groups whose every kind agents may read; of the other groups only some kinds.
constexpr std::string_view kWholeGroups[] = {"networking.k8s.io", "policy.networking.k8s.io",
                                             "projectcalico.org", "metallb.io"};
constexpr std::string_view kCoreKinds[] = {"Namespace", "Service", "ServiceAccount"};
constexpr std::string_view kOwnKinds[] = {"Cluster", "Router", "Link"};

template <class Range>
bool holds(const Range &range, const std::string &text)
{
    return std::find(std::begin(range), std::end(range), text) != std::end(range);
}

bool isDeployed(const ObjectId &id, const std::string &cluster)
{
    if (!id.cluster.empty() && id.cluster != cluster)
        return false;
    if (id.kind == "Node" || id.kind == "Secret" || id.kind == "Ingress" || id.kind == "IngressClass")
        return false;
    if (id.group == "podloom.dev")
        return holds(kOwnKinds, id.kind) && (id.kind != "Cluster" || id.name == cluster);
    if (id.group.empty())
        return holds(kCoreKinds, id.kind);
    return holds(kWholeGroups, id.group) || (id.group == "discovery.k8s.io" && id.kind == "EndpointSlice");
}

Json labelsJson(const Labels &labels)
{
    Json out = Json::object();
    for (const auto &[key, value] : labels)
        out.set(key, value);
    return out;
}

Json metadataJson(const ObjectMeta &meta)
{
    Json out = Json::object({{"name", meta.id.name}});
    if (!meta.id.ns.empty())
        out.set("namespace", meta.id.ns);
    if (!meta.labels.empty())
        out.set("labels", labelsJson(meta.labels));
    if (!meta.annotations.empty())
        out.set("annotations", labelsJson(meta.annotations));
    return out;
}

Json podJson(const Pod &pod)
{
    Json ports = Json::array();
    for (const auto &port : pod.spec.ports) {
        auto each =
            Json::object({{"containerPort", std::int64_t{port.port}}, {"protocol", toString(port.protocol)}});
        if (!port.name.empty())
            each.set("name", port.name);
        ports.append(std::move(each));
    }
    auto container = Json::object({{"name", "main"}, {"image", "podloom-pod"}, {"ports", std::move(ports)}});
    auto spec = Json::object({{"nodeName", pod.spec.nodeName}});
    if (!pod.spec.serviceAccount.empty())
        spec.set("serviceAccountName", pod.spec.serviceAccount);
    if (pod.spec.isHostNetwork)
        spec.set("hostNetwork", true);
    spec.set("containers", Json::array({std::move(container)}));
    return Json::object({{"apiVersion", "v1"},
                         {"kind", "Pod"},
                         {"metadata", metadataJson(pod.meta)},
                         {"spec", std::move(spec)}});
}

Json nodeJson(const Node &node)
{
    Json addresses = Json::array();
    for (const auto &address : node.addresses)
        addresses.append(Json::object({{"type", "InternalIP"}, {"address", address.address.toString()}}));
    Json spec = Json::object();
    if (node.isUnschedulable)
        spec.set("unschedulable", true);
    Json taints = Json::array();
    for (const auto &taint : node.taints)
        taints.append(labelsJson(taint));
    if (!node.taints.empty())
        spec.set("taints", std::move(taints));
    return Json::object({{"apiVersion", "v1"},
                         {"kind", "Node"},
                         {"metadata", metadataJson(node.meta)},
                         {"spec", std::move(spec)},
                         {"status", Json::object({{"addresses", std::move(addresses)}})}});
}

/// What only Calico's Node can say: addresses with their length, the AS number, the reflector's cluster.
Json calicoNodeJson(const Node &node)
{
    Json bgp = Json::object();
    for (const auto &address : node.addresses) {
        const auto *key = address.address.isV4() ? "ipv4Address" : "ipv6Address";
        if (!bgp.contains(key))
            bgp.set(key, address.toString());
    }
    if (node.asNumber)
        bgp.set("asNumber", std::int64_t{*node.asNumber});
    if (node.routeReflectorClusterId)
        bgp.set("routeReflectorClusterID", node.routeReflectorClusterId->toString());
    return Json::object({{"apiVersion", "projectcalico.org/v3"},
                         {"kind", "Node"},
                         {"metadata", metadataJson(node.meta)},
                         {"spec", Json::object({{"bgp", std::move(bgp)}})}});
}

void setEncapsulation(Json &spec, Encapsulation encapsulation)
{
    switch (encapsulation) {
    case Encapsulation::None: break;
    case Encapsulation::Vxlan: spec.set("vxlanMode", "Always"); break;
    case Encapsulation::VxlanCrossSubnet: spec.set("vxlanMode", "CrossSubnet"); break;
    case Encapsulation::Ipip: spec.set("ipipMode", "Always"); break;
    case Encapsulation::IpipCrossSubnet: spec.set("ipipMode", "CrossSubnet"); break;
    }
}

void addDefaultPools(Manifests &out, const Design &design, const std::string &cluster)
{
    for (const auto &pool : design.ipPools) {
        if (pool.meta.id.cluster == cluster)
            return;
    }
    const auto settings = design.clusterOrDefault(cluster);
    // The same pools that addresses are planned in.
    for (const auto &pool : poolsOf(design, cluster)) {
        const bool isV4 = pool.cidr.family() == Family::V4;
        auto spec = Json::object({{"cidr", pool.cidr.toString()},
                                  {"blockSize", pool.blockSize},
                                  {"natOutgoing", settings.isNatOutgoing}});
        // IPIP carries IPv4 alone; IPv6 stays native there.
        const bool isIpip = settings.encapsulation == Encapsulation::Ipip
                         || settings.encapsulation == Encapsulation::IpipCrossSubnet;
        if (isV4 || !isIpip)
            setEncapsulation(spec, settings.encapsulation);
        auto manifest = Json::object({{"apiVersion", "projectcalico.org/v3"},
                                      {"kind", "IPPool"},
                                      {"metadata", Json::object({{"name", pool.meta.id.name}})},
                                      {"spec", std::move(spec)}});
        out[idOfManifest(manifest, cluster)] = std::move(manifest);
    }
}

} // namespace

std::string groupOf(const std::string &apiVersion)
{
    const auto slash = apiVersion.find('/');
    const auto group = slash == std::string::npos ? std::string() : apiVersion.substr(0, slash);
    return group == "crd.projectcalico.org" ? "projectcalico.org" : group;
}

ObjectId idOfManifest(const Json &manifest, const std::string &cluster)
{
    const auto &metadata = manifest["metadata"];
    return {cluster, groupOf(manifest["apiVersion"].asString()), manifest["kind"].asString(),
            metadata["namespace"].asString(), metadata["name"].asString()};
}

Manifests clusterManifests(const Snapshot &snapshot, const Design &placed, const std::string &cluster)
{
    Manifests out;
    for (auto id : snapshot.objects()) {
        if (!isDeployed(id, cluster))
            continue;
        auto manifest = snapshot.manifestJson(id);
        if (manifest.isNull())
            continue;
        // A namespaced object without a namespace is in "default"; say so.
        if (!id.ns.empty() && manifest["metadata"]["namespace"].asString().empty()) {
            auto metadata = manifest["metadata"];
            metadata.set("namespace", id.ns);
            manifest.set("metadata", std::move(metadata));
        }
        id.cluster = cluster;
        out[id] = std::move(manifest);
    }
    addDefaultPools(out, placed, cluster);
    for (const auto &node : placed.nodes) {
        if (node.meta.id.cluster != cluster)
            continue;
        out[node.meta.id] = nodeJson(node);
        auto calico = node.meta.id;
        calico.group = "projectcalico.org";
        out[calico] = calicoNodeJson(node);
    }
    for (const auto &pod : placed.pods) {
        if (pod.meta.id.cluster == cluster && !pod.spec.nodeName.empty() && !pod.isFinished)
            out[pod.meta.id] = podJson(pod);
    }
    return out;
}

} // namespace podloom
