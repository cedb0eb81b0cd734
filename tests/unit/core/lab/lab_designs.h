// tests/unit/core/lab/lab_designs.h: small designs for the tests of core/lab.
#pragma once

#include "core/model/design.h"

namespace podloom::test {

inline InterfaceAddress at(const std::string &text)
{
    return *InterfaceAddress::parse(text);
}

inline Prefix net(const std::string &text)
{
    return *Prefix::parse(text);
}

inline Node node(const std::string &name, std::vector<InterfaceAddress> addresses = {},
                 const std::string &cluster = "default")
{
    Node out;
    out.meta.id = {cluster, "", "Node", "", name};
    out.addresses = std::move(addresses);
    return out;
}

inline Router router(const std::string &name, std::vector<InterfaceAddress> addresses = {})
{
    Router out;
    out.meta.id = {"", "podloom.dev", "Router", "", name};
    out.asNumber = 64601;
    out.addresses = std::move(addresses);
    return out;
}

inline Link link(const std::string &name, std::vector<LinkEnd> ends, std::vector<Prefix> subnets = {})
{
    Link out;
    out.meta.id = {"", "podloom.dev", "Link", "", name};
    out.ends = std::move(ends);
    out.subnets = std::move(subnets);
    return out;
}

inline LinkEnd routerEnd(const std::string &name)
{
    return {name, {}, {}, {}, {}};
}

inline LinkEnd nodeEnd(const std::string &name, const std::string &interface = {})
{
    return {{}, name, {}, interface, {}};
}

/// Two racks with a ToR and a node each, and a spine between them.
inline Design twoRacks()
{
    Design design;
    design.nodes.put(node("node-1"));
    design.nodes.put(node("node-2"));
    design.routers.put(router("tor-a"));
    design.routers.put(router("tor-b"));
    design.routers.put(router("spine"));
    design.links.put(link("rack-a", {routerEnd("tor-a"), nodeEnd("node-1", "eth1")}, {net("10.1.0.0/24")}));
    design.links.put(link("rack-b", {routerEnd("tor-b"), nodeEnd("node-2")}, {net("10.2.0.0/30")}));
    design.links.put(link("up-a", {routerEnd("spine"), routerEnd("tor-a")}, {net("10.9.0.0/30")}));
    design.links.put(link("up-b", {routerEnd("spine"), routerEnd("tor-b")}, {net("10.9.0.4/30")}));
    return design;
}

} // namespace podloom::test
