// core/model/design.h: a whole design as a value: every object of every kind that Podloom understands.
#pragma once

#include "core/model/address_pool.h"
#include "core/model/bgp.h"
#include "core/model/calico_policy.h"
#include "core/model/cluster.h"
#include "core/model/cluster_policy.h"
#include "core/model/document_lines.h"
#include "core/model/network_policy.h"
#include "core/model/table.h"
#include "core/model/workload.h"

#include <string>
#include <vector>

namespace podloom {

/// Everything that analyses read. A Design is cheap to copy: its tables share their objects.
struct Design {
    std::vector<std::string> files{}; ///< names as given; SourceRef::file counts in here
    DocumentLines lines{};            ///< of the places that objects hold

    Table<Cluster> clusters{};
    Table<Namespace> namespaces{}; ///< declared and implied ones
    Table<Node> nodes{};
    Table<Router> routers{};
    Table<Link> links{};
    Table<Lab> labs{};

    Table<Workload> workloads{};
    Table<Pod> pods{}; ///< as written, and the replicas of workloads (core/model/expansion.h)
    Table<Service> services{};
    Table<EndpointSlice> endpointSlices{};
    Table<ServiceAccount> serviceAccounts{};

    Table<NetworkPolicy> networkPolicies{};
    Table<ClusterPolicy> clusterPolicies{};
    Table<CalicoPolicy> calicoPolicies{}; ///< namespaced and global ones, staged ones too
    Table<StagedNetworkPolicy> stagedNetworkPolicies{};
    Table<CalicoTier> calicoTiers{};
    Table<NetworkSet> networkSets{}; ///< namespaced and global ones
    Table<HostEndpoint> hostEndpoints{};
    Table<CalicoProfile> calicoProfiles{};
    Table<FelixConfiguration> felixConfigurations{};

    Table<IpPool> ipPools{};
    Table<IpReservation> ipReservations{};
    Table<IpamConfiguration> ipamConfigurations{};
    Table<BgpConfiguration> bgpConfigurations{};
    Table<BgpPeer> bgpPeers{};
    Table<BgpFilter> bgpFilters{};

    /// Names of all clusters that objects belong to, sorted; never empty ("default").
    std::vector<std::string> clusterNames() const;
    /// The Cluster of that name, or one with the documented defaults.
    Cluster clusterOrDefault(const std::string &name) const;
    /// Labels of a namespace; for one that is not declared those of an implied one.
    Labels namespaceLabels(const std::string &cluster, const std::string &name) const;
};

/// "namespace/pod", with "cluster:" in front when the design has several clusters (clusterNames().size() >
/// 1).
std::string endpointName(const Pod &pod, bool hasSeveralClusters);

} // namespace podloom
