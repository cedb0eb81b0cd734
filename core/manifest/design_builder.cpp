#include "core/manifest/design_builder.h"

#include "core/model/expansion.h"

#include <map>
#include <set>

namespace podloom::manifest {

namespace {

template <class Object>
using Pointers = std::vector<typename Table<Object>::Pointer>;

/// The objects of every kind, in the order of the files.
struct Collected {
    Pointers<Cluster> clusters;
    Pointers<Namespace> namespaces;
    Pointers<Node> nodes;
    Pointers<CalicoNode> calicoNodes;
    Pointers<Router> routers;
    Pointers<Link> links;
    Pointers<Lab> labs;
    Pointers<Workload> workloads;
    Pointers<Pod> pods;
    Pointers<Service> services;
    Pointers<EndpointSlice> endpointSlices;
    Pointers<ServiceAccount> serviceAccounts;
    Pointers<NetworkPolicy> networkPolicies;
    Pointers<ClusterPolicy> clusterPolicies;
    Pointers<CalicoPolicy> calicoPolicies;
    Pointers<StagedNetworkPolicy> stagedNetworkPolicies;
    Pointers<CalicoTier> calicoTiers;
    Pointers<NetworkSet> networkSets;
    Pointers<HostEndpoint> hostEndpoints;
    Pointers<CalicoProfile> calicoProfiles;
    Pointers<FelixConfiguration> felixConfigurations;
    Pointers<IpPool> ipPools;
    Pointers<IpReservation> ipReservations;
    Pointers<IpamConfiguration> ipamConfigurations;
    Pointers<BgpConfiguration> bgpConfigurations;
    Pointers<BgpPeer> bgpPeers;
    Pointers<BgpFilter> bgpFilters;

    void operator()(const std::monostate &) {}
    void operator()(const Shared<Cluster> &object) { clusters.push_back(object); }
    void operator()(const Shared<Namespace> &object) { namespaces.push_back(object); }
    void operator()(const Shared<Node> &object) { nodes.push_back(object); }
    void operator()(const Shared<CalicoNode> &object) { calicoNodes.push_back(object); }
    void operator()(const Shared<Router> &object) { routers.push_back(object); }
    void operator()(const Shared<Link> &object) { links.push_back(object); }
    void operator()(const Shared<Lab> &object) { labs.push_back(object); }
    void operator()(const Shared<Workload> &object) { workloads.push_back(object); }
    void operator()(const Shared<Pod> &object) { pods.push_back(object); }
    void operator()(const Shared<Service> &object) { services.push_back(object); }
    void operator()(const Shared<EndpointSlice> &object) { endpointSlices.push_back(object); }
    void operator()(const Shared<ServiceAccount> &object) { serviceAccounts.push_back(object); }
    void operator()(const Shared<NetworkPolicy> &object) { networkPolicies.push_back(object); }
    void operator()(const Shared<ClusterPolicy> &object) { clusterPolicies.push_back(object); }
    void operator()(const Shared<CalicoPolicy> &object) { calicoPolicies.push_back(object); }
    void operator()(const Shared<StagedNetworkPolicy> &object) { stagedNetworkPolicies.push_back(object); }
    void operator()(const Shared<CalicoTier> &object) { calicoTiers.push_back(object); }
    void operator()(const Shared<NetworkSet> &object) { networkSets.push_back(object); }
    void operator()(const Shared<HostEndpoint> &object) { hostEndpoints.push_back(object); }
    void operator()(const Shared<CalicoProfile> &object) { calicoProfiles.push_back(object); }
    void operator()(const Shared<FelixConfiguration> &object) { felixConfigurations.push_back(object); }
    void operator()(const Shared<IpPool> &object) { ipPools.push_back(object); }
    void operator()(const Shared<IpReservation> &object) { ipReservations.push_back(object); }
    void operator()(const Shared<IpamConfiguration> &object) { ipamConfigurations.push_back(object); }
    void operator()(const Shared<BgpConfiguration> &object) { bgpConfigurations.push_back(object); }
    void operator()(const Shared<BgpPeer> &object) { bgpPeers.push_back(object); }
    void operator()(const Shared<BgpFilter> &object) { bgpFilters.push_back(object); }
};

/// Hands every object to `collected`, except every second one of an identity, which is reported.
void collect(const std::vector<File> &files, const std::vector<ObjectPlace> &index,
             const DocumentLines &lines, Collected &collected, Diagnostics &findings)
{
    const DecodedObject *first = nullptr;
    for (const auto &place : index) {
        const auto &meta = place.object->meta;
        if (!first || first->meta.id != meta.id) {
            first = place.object;
            std::visit(collected, place.object->object);
            continue;
        }
        const auto earlier = lines.inFile(first->meta.at);
        findings.push_back(
            {Severity::Error, meta.at,
             Message{"duplicate-object",
                     "%1 is already declared in %2:%3",
                     {meta.id.toString(), files[earlier.file].name, std::to_string(earlier.line)}},
             meta.id});
    }
}

/// What Calico knows of a node goes before what Kubernetes knows; labels and annotations are united.
std::shared_ptr<Node> joined(const Node &kubernetes, const Node &calico)
{
    auto out = std::make_shared<Node>(kubernetes);
    out->meta.labels.insert(calico.meta.labels.begin(), calico.meta.labels.end());
    out->meta.annotations.insert(calico.meta.annotations.begin(), calico.meta.annotations.end());
    out->addresses = calico.addresses;
    for (const auto &each : kubernetes.addresses) {
        const auto isKnown = [&](const InterfaceAddress &other) {
            return other.address.family() == each.address.family();
        };
        if (std::none_of(calico.addresses.begin(), calico.addresses.end(), isKnown))
            out->addresses.push_back(each);
    }
    if (calico.asNumber)
        out->asNumber = calico.asNumber;
    if (calico.routeReflectorClusterId)
        out->routeReflectorClusterId = calico.routeReflectorClusterId;
    return out;
}

Table<Node> joinNodes(const Collected &collected)
{
    if (collected.calicoNodes.empty())
        return Table<Node>::fromUnsorted(collected.nodes);
    std::map<ObjectId, std::shared_ptr<const Node>> byId;
    for (const auto &node : collected.nodes)
        byId.emplace(node->meta.id, node);
    for (const auto &calico : collected.calicoNodes) {
        auto &slot = byId[calico->node.meta.id];
        slot = slot ? joined(*slot, calico->node) : std::make_shared<const Node>(calico->node);
    }
    Pointers<Node> nodes;
    for (auto &[id, node] : byId)
        nodes.push_back(std::move(node));
    return Table<Node>::fromUnsorted(std::move(nodes));
}

template <class... Tables>
Table<Namespace> withImplied(Pointers<Namespace> declared, const Tables &...tables)
{
    std::set<std::pair<std::string_view, std::string_view>> known;
    for (const auto &each : declared)
        known.emplace(each->meta.id.cluster, each->meta.id.name);
    const auto add = [&](const ObjectId &id) {
        if (id.ns.empty() || !known.emplace(id.cluster, id.ns).second)
            return;
        auto implied = std::make_shared<Namespace>();
        implied->meta.id = {id.cluster, "", "Namespace", "", id.ns};
        implied->meta.version = "v1";
        implied->meta.labels[std::string(kNamespaceNameLabel)] = id.ns;
        implied->isImplied = true;
        declared.push_back(std::move(implied));
    };
    const auto addAll = [&](const auto &table) {
        for (const auto &object : table)
            add(object.meta.id);
    };
    (addAll(tables), ...);
    return Table<Namespace>::fromUnsorted(std::move(declared));
}

} // namespace

std::string defaultClusterOf(const std::vector<File> &files)
{
    std::set<std::string> names;
    for (const auto &file : files) {
        for (const auto &placed : file.documents) {
            for (const auto &object : placed.document->objects) {
                if (const auto *cluster = std::get_if<Shared<Cluster>>(&object.object))
                    names.insert((*cluster)->meta.id.name);
            }
        }
    }
    return names.size() == 1 ? *names.begin() : std::string(kDefaultCluster);
}

std::vector<ObjectPlace> indexObjects(const std::vector<File> &files)
{
    std::vector<ObjectPlace> out;
    for (std::uint32_t file = 0; file < files.size(); ++file) {
        const auto &documents = files[file].documents;
        for (std::uint32_t document = 0; document < documents.size(); ++document) {
            for (const auto &object : documents[document].document->objects)
                out.push_back({file, document, &object});
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const ObjectPlace &a, const ObjectPlace &b) {
        return a.object->meta.id < b.object->meta.id;
    });
    return out;
}

Design buildDesign(const std::vector<File> &files, const std::vector<ObjectPlace> &index, DocumentLines lines,
                   Diagnostics &findings, const Design *before)
{
    Collected collected;
    collect(files, index, lines, collected, findings);
    Design design;
    design.lines = std::move(lines);
    for (const auto &file : files)
        design.files.push_back(file.name);
    design.nodes = joinNodes(collected);
    design.clusters = Table<Cluster>::fromUnsorted(std::move(collected.clusters));
    design.routers = Table<Router>::fromUnsorted(std::move(collected.routers));
    design.links = Table<Link>::fromUnsorted(std::move(collected.links));
    design.labs = Table<Lab>::fromUnsorted(std::move(collected.labs));
    design.workloads = Table<Workload>::fromUnsorted(std::move(collected.workloads));
    design.pods = Table<Pod>::fromUnsorted(std::move(collected.pods));
    design.services = Table<Service>::fromUnsorted(std::move(collected.services));
    design.endpointSlices = Table<EndpointSlice>::fromUnsorted(std::move(collected.endpointSlices));
    design.serviceAccounts = Table<ServiceAccount>::fromUnsorted(std::move(collected.serviceAccounts));
    design.networkPolicies = Table<NetworkPolicy>::fromUnsorted(std::move(collected.networkPolicies));
    design.clusterPolicies = Table<ClusterPolicy>::fromUnsorted(std::move(collected.clusterPolicies));
    design.calicoPolicies = Table<CalicoPolicy>::fromUnsorted(std::move(collected.calicoPolicies));
    design.stagedNetworkPolicies =
        Table<StagedNetworkPolicy>::fromUnsorted(std::move(collected.stagedNetworkPolicies));
    design.calicoTiers = Table<CalicoTier>::fromUnsorted(std::move(collected.calicoTiers));
    design.networkSets = Table<NetworkSet>::fromUnsorted(std::move(collected.networkSets));
    design.hostEndpoints = Table<HostEndpoint>::fromUnsorted(std::move(collected.hostEndpoints));
    design.calicoProfiles = Table<CalicoProfile>::fromUnsorted(std::move(collected.calicoProfiles));
    design.felixConfigurations =
        Table<FelixConfiguration>::fromUnsorted(std::move(collected.felixConfigurations));
    design.ipPools = Table<IpPool>::fromUnsorted(std::move(collected.ipPools));
    design.ipReservations = Table<IpReservation>::fromUnsorted(std::move(collected.ipReservations));
    design.ipamConfigurations =
        Table<IpamConfiguration>::fromUnsorted(std::move(collected.ipamConfigurations));
    design.bgpConfigurations = Table<BgpConfiguration>::fromUnsorted(std::move(collected.bgpConfigurations));
    design.bgpPeers = Table<BgpPeer>::fromUnsorted(std::move(collected.bgpPeers));
    design.bgpFilters = Table<BgpFilter>::fromUnsorted(std::move(collected.bgpFilters));
    design.namespaces =
        withImplied(std::move(collected.namespaces), design.pods, design.workloads, design.services,
                    design.endpointSlices, design.serviceAccounts, design.networkPolicies,
                    design.calicoPolicies, design.stagedNetworkPolicies, design.networkSets);
    return expandWorkloads(std::move(design), findings, before);
}

} // namespace podloom::manifest
