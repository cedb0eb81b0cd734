// agentd/daemon/picture.h: what the store says of the cluster, and the Design that follows from it.
#pragma once

#include "agentd/cni/attachment.h"
#include "core/address/block.h"
#include "core/model/design.h"
#include "core/store/keys.h"
#include "core/store/source.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace podloom {

/// Desired objects and what the nodes wrote, as of one revision. Values in, values out; one thread.
class Picture {
public:
    /// `node` is the one that looks.
    Picture(StoreKeys keys, std::string node) : m_keys(std::move(keys)), m_node(std::move(node)) {}

    void apply(const SourceUpdate &update);
    void applyOthers(const StoreUpdate &update);

    /// Nothing is known before the first snapshot.
    bool isWhole() const { return m_hasObjects && m_hasOthers; }
    Revision revision() const { return m_revision; }
    /// Another number whenever something changed but what this node itself writes of its pods, and which
    /// addresses of a block are used: whether any is makes a remnant of a block that has no pool.
    std::uint64_t version() const { return m_version; }

    const std::map<ObjectId, Json> &objects() const { return m_objects; }
    /// Records of all nodes, this one included.
    const std::map<EndpointKey, Attachment> &endpoints() const { return m_endpoints; }
    const std::map<Prefix, Block> &blocks() const { return m_blocks; }
    const std::map<std::string, std::set<ObjectId>> &sets() const { return m_sets; }
    /// Nodes whose agents answer, and nodes that have been of the cluster.
    const std::set<std::string> &alive() const { return m_alive; }
    const std::set<std::string> &members() const { return m_members; }

    /// The cluster's name in the design: the only one there, else the key's.
    const std::string &clusterName() const;
    /// The objects without what the nodes wrote. Parsed again only after objects changed.
    const Design &design() const;
    /// With the addresses that pods have: `own` attachments of this node count, not its records in the store,
    /// which may lag behind. A pod that has two containers for a moment appears twice, under a second name. A
    /// container that no object describes is a pod without labels.
    Design liveDesign(const std::map<AttachmentKey, Attachment> &own) const;

private:
    void applyOther(const StoreChange &change);
    void setEndpoint(const EndpointKey &key, std::optional<Attachment> attachment);
    void setBlock(const Prefix &cidr, std::optional<Block> block);

    StoreKeys m_keys;
    std::string m_node;
    std::uint64_t m_version = 0;
    bool m_hasObjects = false;
    bool m_hasOthers = false;
    Revision m_revision = 0;
    std::map<ObjectId, Json> m_objects;
    std::map<EndpointKey, Attachment> m_endpoints;
    std::map<Prefix, Block> m_blocks;
    std::map<std::string, std::set<ObjectId>> m_sets;
    std::set<std::string> m_alive;
    std::set<std::string> m_members;
    mutable Design m_design;
    mutable std::string m_clusterName;
    mutable bool m_isDesignCurrent = false;
};

} // namespace podloom
