// agentd/daemon/picture.h: what the store says of the cluster, and the Design that follows from it.
#pragma once

#include "agentd/cni/attachment.h"
#include "core/address/block.h"
#include "core/model/design.h"
#include "core/store/keys.h"
#include "core/store/source.h"

#include <map>
#include <set>

namespace podloom {

/// Desired objects and what the nodes wrote, as of one revision. Values in, values out; one thread.
class Picture {
public:
    explicit Picture(StoreKeys keys) : m_keys(std::move(keys)) {}

    void apply(const SourceUpdate &update);
    void applyOthers(const StoreUpdate &update);

    /// Nothing is known before the first snapshot.
    bool isWhole() const { return m_hasObjects && m_hasOthers; }
    Revision revision() const { return m_revision; }

    const std::map<ObjectId, Json> &objects() const { return m_objects; }
    /// Records of all nodes, this one included.
    const std::map<EndpointKey, Attachment> &endpoints() const { return m_endpoints; }
    const std::map<Prefix, Block> &blocks() const { return m_blocks; }
    const std::map<std::string, std::set<ObjectId>> &sets() const { return m_sets; }

    /// The cluster's name in the design: the only one there, else the key's.
    std::string clusterName() const;
    /// The objects without what the nodes wrote. Parsed again only after objects changed.
    const Design &design() const;
    /// With the addresses that pods have: `own` attachments of `node` count, not its records in the store,
    /// which may lag behind. A pod that has two containers for a moment appears twice, under a second name. A
    /// container that no object describes is a pod without labels.
    Design liveDesign(const std::string &node, const std::map<AttachmentKey, Attachment> &own) const;

private:
    void applyOther(const StoreChange &change);

    StoreKeys m_keys;
    bool m_hasObjects = false;
    bool m_hasOthers = false;
    Revision m_revision = 0;
    std::map<ObjectId, Json> m_objects;
    std::map<EndpointKey, Attachment> m_endpoints;
    std::map<Prefix, Block> m_blocks;
    std::map<std::string, std::set<ObjectId>> m_sets;
    mutable Design m_design;
    mutable bool m_isDesignCurrent = false;
};

} // namespace podloom
