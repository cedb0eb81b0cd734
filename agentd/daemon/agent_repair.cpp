// What the agent does when other programs change what is its own.
#include "agentd/daemon/agent.h"

#include "agentd/daemon/log.h"
#include "agentd/wire/names.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace podloom {

namespace {

bool isUnderlay(const LinkState &link)
{
    return link.name != "lo" && !isPodInterface(link.name) && podInterfaceOfLimiter(link.name).empty()
        && link.kind != "vxlan";
}

/// Names of links that have an address of the node, or a route that leads by them. What is down has no route,
/// and no IPv6 address.
Result<std::set<std::string>> carriersOf(Kernel &kernel, const std::vector<LinkState> &links)
{
    const auto addresses = kernel.addresses();
    if (!addresses)
        return Failure{addresses.error()};
    std::set<std::string> carriers;
    for (const auto &each : *addresses) {
        if (!each.address.address.isLinkLocal())
            carriers.insert(each.interface);
    }
    const bool mayBeUnnumbered = std::any_of(links.begin(), links.end(), [&](const LinkState &link) {
        return isUnderlay(link) && link.isUp && link.masterIndex == 0 && !carriers.contains(link.name);
    });
    if (!mayBeUnnumbered)
        return carriers; // the table may be long
    const auto routes = kernel.routes({});
    if (!routes)
        return Failure{routes.error()};
    for (const auto &route : *routes) {
        if (!route.destination.address().isLinkLocal())
            carriers.insert(route.interface);
    }
    return carriers;
}

} // namespace

void Agent::keepWiring()
{
    m_wiring = std::make_unique<WiringKeeper>(*m_kernel, *m_attachments);
    connect(m_wiring.get(), &WiringKeeper::repaired, this, [this](const std::string &sentence) {
        m_metrics.countRepair("wiring");
        log(LogLevel::Warning, sentence);
    });
    connect(m_wiring.get(), &WiringKeeper::routesChanged, this, &Agent::routesChanged);
    connect(m_wiring.get(), &WiringKeeper::tunnelDamaged, this, [this] {
        repairTunnels("another program changed the tunnel to other nodes' pods; it is as before");
    });
    connect(m_wiring.get(), &WiringKeeper::underlayReturned, this, [this] {
        if (m_overlay->isUsed())
            repairTunnels(
                "an interface is back; routes to other nodes' pods that had gone with it are as before");
    });
    connect(m_wiring.get(), &WiringKeeper::nodeLinkChanged, this, [this] {
        const auto before = m_mtuBytes;
        if (const auto measured = measureMtu(); !measured)
            return log(LogLevel::Error, measured.error().text());
        if (m_mtuBytes == before)
            return;
        log("new pods get an MTU of " + std::to_string(m_mtuBytes) + ", as the node's links have now");
        scheduleReconcile(); // of tunnels
    });
    connect(m_wiring.get(), &WiringKeeper::forwardingOff, this, &Agent::repairForwarding);
    connect(m_wiring.get(), &WiringKeeper::interfaceLost, this, &Agent::interfaceLost);
    connect(m_wiring.get(), &WiringKeeper::blockRouteLost, this, [this] {
        if (const auto written = m_blocks->writeRoutes(); !written)
            log(LogLevel::Error, written.error().text());
    });
    if (const auto started = m_wiring->start(); !started)
        log(LogLevel::Error, started.error().text());
}

void Agent::repairForwarding()
{
    if (!switchForwardingOn())
        scheduleReconcile(); // tries again, and says what is wrong
}

Status Agent::measureMtu()
{
    const auto links = m_kernel->links();
    if (!links)
        return Failure{links.error()};
    const auto carriers = carriersOf(*m_kernel, *links);
    if (!carriers)
        return Failure{carriers.error()};
    std::set<int> uplinks;
    m_mtuBytes = 1500;
    for (const auto &link : *links) {
        if (!isUnderlay(link))
            continue;
        if (carriers->contains(link.name) || (!link.isUp && m_uplinks.contains(link.index)))
            uplinks.insert(link.index);
        if ((link.isUp || uplinks.contains(link.index)) && link.mtuBytes >= 1280)
            m_mtuBytes = std::min(m_mtuBytes, link.mtuBytes);
    }
    m_uplinks = std::move(uplinks);
    return {};
}

void Agent::repairTables()
{
    m_lock->forgetAskers();
    repairForwarding();
    const auto tell = [this](const char *what, const std::string &sentence) {
        m_metrics.countRepair(what);
        log(LogLevel::Warning, sentence);
    };
    const auto repaired = m_policies->repair();
    if (!repaired || m_policies->followsAddresses())
        scheduleReconcile(); // tries again, and says what is wrong
    if (repaired && *repaired)
        tell("policies", "somebody else had changed the table inet podloom; the policies are in force again");
    const auto opened = m_ports->repair();
    if (!opened)
        log(LogLevel::Error, opened.error().text());
    else if (*opened)
        tell("ports",
             "somebody else had changed the table inet podloom-ports; the ports of pods are open again");
}

/// The tunnels are read again; what was missing is there afterwards.
void Agent::repairTunnels(const char *sentence)
{
    m_overlay->distrust();
    const auto before = m_overlay->changes();
    const auto repaired = reconcileOverlay();
    if (!repaired)
        return scheduleReconcile(); // tries again, and says what is wrong
    if (m_overlay->changes() == before)
        return; // our own doing
    m_metrics.countRepair("tunnel");
    log(LogLevel::Warning, sentence);
}

void Agent::interfaceLost(const AttachmentKey &key)
{
    if (!m_lost.insert(key).second)
        return;
    log(LogLevel::Warning, "the interface of " + key.toString() + " has gone",
        {{"container", key.containerId}, {"interface", key.ifName}});
    if (m_podRunner)
        m_podRunner->look();
    emit changed();
}

/// The program that made the pod has to make it again.
bool Agent::isAttached(const std::string &pod) const
{
    const auto &all = m_attachments->all();
    return std::any_of(all.begin(), all.end(), [&](const auto &entry) {
        const auto &[key, attachment] = entry;
        return attachment.pod.ns + '/' + attachment.pod.name == pod && hasInterface(key);
    });
}

} // namespace podloom
