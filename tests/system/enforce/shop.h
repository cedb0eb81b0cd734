// tests/system/enforce/shop.h: a small design for tests: four pods here, one on another node, two hosts
// outside.
#pragma once

#include "core/model/design.h"

#include <string>

namespace podloom::shop {

inline IpAddress ip(const char *text)
{
    return *IpAddress::parse(text);
}

/// Both addresses of a pod or host: .v4, .v6.
struct Ips {
    IpAddress v4;
    IpAddress v6;
    IpAddress of(Family family) const { return family == Family::V4 ? v4 : v6; }
};

inline const Ips kWeb{ip("10.48.0.1"), ip("fd00:48::1")};       ///< shop/web, app=web
inline const Ips kApi{ip("10.48.0.2"), ip("fd00:48::2")};       ///< shop/api, app=api, port http=8080
inline const Ips kDb{ip("10.48.0.3"), ip("fd00:48::3")};        ///< shop/db, app=db, port http=80
inline const Ips kMonitor{ip("10.48.0.4"), ip("fd00:48::4")};   ///< ops/monitor, app=monitor
inline const Ips kFar{ip("10.48.9.1"), ip("fd00:48::9:1")};     ///< shop/far, app=web, on node-2, http=8080
inline const Ips kNear{ip("203.0.113.5"), ip("2001:db8:5::5")}; ///< an outside host
inline const Ips kOther{ip("203.0.113.77"), ip("2001:db8:5::77")}; ///< another

inline Pod pod(std::string ns, std::string name, Labels labels, const Ips &ips, std::string node,
               std::uint16_t http = 0)
{
    Pod out;
    out.meta.id = {std::string(kDefaultCluster), "", "Pod", std::move(ns), std::move(name)};
    out.meta.labels = std::move(labels);
    out.ips = {ips.v4, ips.v6};
    out.spec.nodeName = std::move(node);
    if (http != 0)
        out.spec.ports = {{"http", http, Protocol::Tcp}};
    return out;
}

inline Design design()
{
    Design out;
    for (const auto *name : {"shop", "ops"}) {
        Namespace ns;
        ns.meta.id = {std::string(kDefaultCluster), "", "Namespace", "", name};
        ns.meta.labels = {{"team", name}, {std::string(kNamespaceNameLabel), name}};
        out.namespaces.put(ns);
    }
    Node node;
    node.meta.id = {std::string(kDefaultCluster), "", "Node", "", "node-1"};
    node.addresses = {{ip("172.31.0.1"), 16}, {ip("fd00:31::1"), 64}};
    out.nodes.put(node);
    out.pods.put(pod("shop", "web", {{"app", "web"}}, kWeb, "node-1"));
    out.pods.put(pod("shop", "api", {{"app", "api"}}, kApi, "node-1", 8080));
    out.pods.put(pod("shop", "db", {{"app", "db"}}, kDb, "node-1", 80));
    out.pods.put(pod("ops", "monitor", {{"app", "monitor"}}, kMonitor, "node-1"));
    out.pods.put(pod("shop", "far", {{"app", "web"}}, kFar, "node-2", 8080));
    return out;
}

inline NetworkPolicy networkPolicy(std::string ns, std::string name, LabelSelector selector)
{
    NetworkPolicy out;
    out.meta.id = {std::string(kDefaultCluster), "networking.k8s.io", "NetworkPolicy", std::move(ns),
                   std::move(name)};
    out.podSelector = std::move(selector);
    return out;
}

inline LabelSelector app(std::string name)
{
    return {.matchLabels = {{"app", std::move(name)}}};
}

} // namespace podloom::shop
