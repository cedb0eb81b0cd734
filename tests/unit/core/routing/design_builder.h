// tests/unit/core/routing/design_builder.h: designs for tests, without manifests.
#pragma once

#include "core/model/design.h"

#include <string>
#include <vector>

namespace podloom::test {

inline Prefix cidr(const char *text)
{
    return *Prefix::parse(text);
}

inline IpAddress ip(const char *text)
{
    return *IpAddress::parse(text);
}

/// Builds a design object by object; every call returns the builder.
class DesignBuilder {
public:
    Design design{};

    DesignBuilder &cluster(const std::string &name, BgpTopology topology = BgpTopology::Mesh,
                           std::uint32_t asNumber = 64512)
    {
        Cluster cluster;
        cluster.meta.id = {"", "podloom.dev", "Cluster", "", name};
        cluster.topology = topology;
        cluster.asNumber = asNumber;
        design.clusters.put(cluster);
        m_cluster = name;
        return *this;
    }
    DesignBuilder &node(const std::string &name, const std::vector<const char *> &addresses = {},
                        const char *reflectorId = nullptr, Labels labels = {})
    {
        Node node;
        node.meta.id = {m_cluster, "", "Node", "", name};
        node.meta.labels = std::move(labels);
        for (const auto *address : addresses)
            node.addresses.push_back(*InterfaceAddress::parse(address));
        if (reflectorId)
            node.routeReflectorClusterId = ip(reflectorId);
        design.nodes.put(node);
        return *this;
    }
    DesignBuilder &nodes(int count)
    {
        for (int number = 1; number <= count; ++number)
            node("node-" + std::to_string(number));
        return *this;
    }
    DesignBuilder &router(const std::string &name, std::uint32_t asNumber,
                          const std::vector<const char *> &addresses = {},
                          const std::vector<const char *> &networks = {})
    {
        Router router;
        router.meta.id = {"", "podloom.dev", "Router", "", name};
        router.asNumber = asNumber;
        for (const auto *address : addresses)
            router.addresses.push_back(*InterfaceAddress::parse(address));
        for (const auto *network : networks)
            router.networks.push_back(cidr(network));
        design.routers.put(router);
        return *this;
    }
    /// Ends are names of routers and nodes; a name that a Router has is the router.
    DesignBuilder &link(const std::vector<std::string> &ends, const std::vector<const char *> &subnets = {})
    {
        Link link;
        link.meta.id = {"", "podloom.dev", "Link", "", ends.front() + '-' + ends.back()};
        for (const auto &name : ends) {
            LinkEnd end;
            const bool isRouter = design.routers.contains({"", "podloom.dev", "Router", "", name});
            (isRouter ? end.router : end.node) = name;
            link.ends.push_back(end);
        }
        for (const auto *subnet : subnets)
            link.subnets.push_back(cidr(subnet));
        design.links.put(link);
        return *this;
    }
    /// A node of the last cluster, or a router.
    DesignBuilder &drain(const std::string &name)
    {
        const std::string yes = "true";
        if (const auto *router = design.routers.find({"", "podloom.dev", "Router", "", name})) {
            auto drained = *router;
            drained.meta.annotations["podloom.dev/drain"] = yes;
            design.routers.put(drained);
        } else {
            auto drained = *design.nodes.find({m_cluster, "", "Node", "", name});
            drained.meta.annotations["podloom.dev/drain"] = yes;
            design.nodes.put(drained);
        }
        return *this;
    }
    DesignBuilder &pool(const std::string &name, const char *range, int blockSize)
    {
        IpPool pool;
        pool.meta.id = {m_cluster, "projectcalico.org", "IPPool", "", name};
        pool.cidr = cidr(range);
        pool.blockSize = blockSize;
        design.ipPools.put(pool);
        return *this;
    }
    DesignBuilder &peer(const std::string &name, BgpPeer peer)
    {
        peer.meta.id = {m_cluster, "projectcalico.org", "BGPPeer", "", name};
        design.bgpPeers.put(peer);
        return *this;
    }
    DesignBuilder &filter(const std::string &name, BgpFilter filter)
    {
        filter.meta.id = {m_cluster, "projectcalico.org", "BGPFilter", "", name};
        design.bgpFilters.put(filter);
        return *this;
    }
    DesignBuilder &configuration(const std::string &name, std::optional<bool> isMeshEnabled,
                                 std::optional<std::uint32_t> asNumber = std::nullopt)
    {
        BgpConfiguration configuration;
        configuration.meta.id = {m_cluster, "projectcalico.org", "BGPConfiguration", "", name};
        configuration.isMeshEnabled = isMeshEnabled;
        configuration.asNumber = asNumber;
        design.bgpConfigurations.put(configuration);
        return *this;
    }

private:
    std::string m_cluster = "default";
};

} // namespace podloom::test
