// core/manifest/object_changes.h: what changes in all objects alike when text before them grows or the
// cluster of a design is found.
#pragma once

#include "core/manifest/decoded.h"

namespace podloom::manifest {

/// Applies `change` to every SourceRef that an object holds, in a copy of the object.
template <class Change>
class PlaceChanger {
public:
    explicit PlaceChanger(Change change) : m_change(change) {}

    void operator()(std::monostate &) const {}
    template <class Object>
    void operator()(Shared<Object> &object) const
    {
        object = std::make_shared<Object>(*object);
        visit(*object);
    }

private:
    template <class Object>
    void visit(Object &object) const
    {
        m_change(object.meta.at);
        if constexpr (requires { object.ends; })
            visitAll(object.ends);
        if constexpr (requires { object.ingress; }) {
            visitRules(object.ingress);
            visitRules(object.egress);
        }
        if constexpr (requires { object.node.meta; }) // CalicoNode
            visit(object.node);
        if constexpr (requires { object.policy.meta; }) // StagedNetworkPolicy
            visit(object.policy);
    }

    template <class Rules>
    void visitRules(Rules &rules) const
    {
        for (auto &rule : rules) {
            m_change(rule.at);
            if constexpr (requires { rule.peers; })
                visitAll(rule.peers);
            if constexpr (requires { rule.ports; })
                visitAll(rule.ports);
        }
    }

    template <class Items>
    void visitAll(Items &items) const
    {
        for (auto &item : items)
            m_change(item.at);
    }

    Change m_change;
};

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
