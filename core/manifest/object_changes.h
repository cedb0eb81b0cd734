// core/manifest/object_changes.h: what changes in all objects alike when the cluster of a design is found.
#pragma once

#include "core/manifest/decoded.h"

namespace podloom::manifest {

/// Sets the cluster in every identity that an object holds.
class ClusterSetter {
public:
    explicit ClusterSetter(const std::string &cluster) : m_cluster(cluster) {}

    void operator()(std::monostate &) const {}
    template <class Object>
    void operator()(Shared<Object> &object) const
    {
        object->meta.id.cluster = m_cluster;
        if constexpr (requires { object->node.meta; })
            object->node.meta.id.cluster = m_cluster;
        if constexpr (requires { object->policy.meta; })
            object->policy.meta.id.cluster = m_cluster;
        if constexpr (requires { object->owner->cluster; }) {
            if (object->owner)
                object->owner->cluster = m_cluster;
        }
    }

private:
    const std::string &m_cluster;
};

} // namespace podloom::manifest
