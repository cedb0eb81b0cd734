// core/store/keys.h: where the things of a cluster stand in a store.
#pragma once

#include "core/model/object.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <string_view>

namespace podloom {

/// One interface of one container on one node.
struct EndpointKey {
    std::string node{};
    std::string containerId{};
    std::string ifName{};
    auto operator<=>(const EndpointKey &) const = default;
};

/// Keys below /podloom/v1/CLUSTER/: objects/GROUP/KIND/NS/NAME, endpoints/NODE/CONTAINERID/IFNAME,
/// blocks/CIDR, status/NODE, nodes/NODE, sets/NAME. An empty group or namespace is written "-".
class StoreKeys {
public:
    explicit StoreKeys(std::string cluster) : m_cluster(std::move(cluster)) {}

    const std::string &cluster() const { return m_cluster; }
    std::string root() const { return "/podloom/v1/" + m_cluster + '/'; }
    std::string objects() const { return root() + "objects/"; }
    std::string endpoints() const { return root() + "endpoints/"; }
    std::string blocks() const { return root() + "blocks/"; }
    std::string statuses() const { return root() + "status/"; }

    std::string object(const ObjectId &id) const;
    /// Prefix of the objects of one kind.
    std::string kind(const std::string &group, const std::string &kindName) const;
    std::string endpoint(const EndpointKey &key) const;
    std::string block(const Prefix &cidr) const { return blocks() + cidr.toString(); }
    std::string status(const std::string &node) const { return statuses() + node; }
    std::string nodes() const { return root() + "nodes/"; }
    /// That the node has been of the cluster: what it left is to be collected when it is no more.
    std::string node(const std::string &name) const { return nodes() + name; }
    /// The names of what `apply --prune NAME` once put there.
    std::string set(const std::string &name) const { return root() + "sets/" + name; }

    /// The way back; nothing when the key is of another sort. Cluster-less fields of the id get the cluster.
    std::optional<ObjectId> objectOf(std::string_view key) const;
    std::optional<EndpointKey> endpointOf(std::string_view key) const;
    std::optional<Prefix> blockOf(std::string_view key) const;

private:
    std::string m_cluster;
};

} // namespace podloom
