// tests/unit/core/policy/sample_design.h: small designs in few words.
#pragma once

#include "core/model/design.h"

#include <string>
#include <utility>
#include <vector>

namespace podloom::policy {

class SampleDesign {
public:
    Design design{};

    SampleDesign &ns(const std::string &name, Labels labels = {})
    {
        labels.emplace(kNamespaceNameLabel, name);
        design.namespaces.put(
            Namespace{.meta = {.id = {"default", "", "Namespace", "", name}, .labels = std::move(labels)}});
        return *this;
    }

    SampleDesign &node(const std::string &name, const std::vector<std::string> &addresses, Labels labels = {})
    {
        Node made{.meta = {.id = {"default", "", "Node", "", name}, .labels = std::move(labels)}};
        for (const auto &address : addresses)
            made.addresses.push_back(*InterfaceAddress::parse(address));
        design.nodes.put(std::move(made));
        return *this;
    }

    /// `name` is "NAMESPACE/POD".
    Pod &pod(const std::string &name, Labels labels, const std::vector<std::string> &ips,
             std::vector<ContainerPort> ports = {})
    {
        const auto slash = name.find('/');
        m_pod = Pod{
            .meta = {.id = {"default", "", "Pod", name.substr(0, slash), name.substr(slash + 1)},
                     .labels = std::move(labels)},
            .spec = {.ports = std::move(ports)},
        };
        for (const auto &ip : ips)
            m_pod.ips.push_back(*IpAddress::parse(ip));
        return m_pod;
    }
    /// Adds a pod; `change` may alter it before.
    template <class Change>
    SampleDesign &add(Pod pod, Change change)
    {
        change(pod);
        design.pods.put(std::move(pod));
        return *this;
    }
    SampleDesign &add(Pod pod)
    {
        design.pods.put(std::move(pod));
        return *this;
    }

    SampleDesign &add(NetworkPolicy policy)
    {
        design.networkPolicies.put(std::move(policy));
        return *this;
    }

private:
    Pod m_pod{};
};

/// A policy that isolates for ingress unless told otherwise; `name` is "NAMESPACE/NAME".
inline NetworkPolicy networkPolicy(const std::string &name, LabelSelector podSelector = {})
{
    const auto slash = name.find('/');
    return {.meta = {.id = {"default", "networking.k8s.io", "NetworkPolicy", name.substr(0, slash),
                            name.substr(slash + 1)}},
            .podSelector = std::move(podSelector)};
}

inline LabelSelector labelled(Labels labels)
{
    return {.matchLabels = std::move(labels)};
}

inline NetworkPolicyPeer fromPods(LabelSelector pods)
{
    return {.podSelector = std::move(pods)};
}

inline NetworkPolicyPeer fromNamespaces(LabelSelector namespaces)
{
    return {.namespaceSelector = std::move(namespaces)};
}

inline NetworkPolicyPeer fromBlock(const std::string &cidr, const std::vector<std::string> &except = {})
{
    IpBlock block{.cidr = *Prefix::parse(cidr)};
    for (const auto &each : except)
        block.except.push_back(*Prefix::parse(each));
    return {.ipBlock = block};
}

inline NetworkPolicyPort tcp(std::uint16_t port)
{
    return {.port = PortRef(port)};
}

} // namespace podloom::policy
