// The health of the node as JSON.
#include "agentd/daemon/rpc_api.h"

#include "agentd/daemon/node_findings.h"
#include "agentd/wire/names.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace podloom {

namespace {

constexpr std::array<std::string_view, 3> kStates{"starting", "ready", "degraded"};

Json podJson(const std::string &name, const std::vector<IpAddress> &addresses, std::string_view state)
{
    Json ips = Json::array();
    for (const auto &address : addresses)
        ips.append(address.toString());
    return Json::object({{"name", name}, {"ips", std::move(ips)}, {"state", state}});
}

Json podsJson(const Agent &agent)
{
    std::map<std::string, Json> pods;
    if (const auto *runner = agent.podRunner()) {
        for (const auto &name : runner->wanted()) {
            const auto failure = runner->failureOf(name);
            auto pod = podJson(name, {}, failure.empty() ? "starting" : "failed");
            if (!failure.empty())
                pod.set("reason", failure);
            pods[name] = std::move(pod);
        }
    }
    for (const auto &[key, attachment] : agent.attachments().all()) {
        const auto &name = attachment.pod.name.empty() ? key.containerId : attachment.pod.name;
        const auto full = (attachment.pod.ns.empty() ? "default" : attachment.pod.ns) + '/' + name;
        const bool isReady = attachment.state == Attachment::State::Ready;
        const bool isCutOff = isReady && !agent.hasInterface(key);
        pods[full] = podJson(full, attachment.addresses,
                             isCutOff  ? "failed"
                             : isReady ? "running"
                                       : "starting");
        if (isCutOff)
            pods[full].set("reason", "its interface " + attachment.hostInterface + " has gone");
    }
    Json list = Json::array();
    for (auto &[name, pod] : pods)
        list.append(std::move(pod));
    return list;
}

} // namespace

Json statusJson(const Agent &agent)
{
    Json state = Json::object({{"state", kStates[static_cast<std::size_t>(agent.state())]},
                               {"version", PODLOOM_VERSION},
                               {"generation", agent.generation()}});
    if (!agent.trouble().empty())
        state.set("trouble", agent.trouble());
    if (auto refusal = agent.bgpRefusalJson(); !refusal.isNull())
        state.set("refusal", std::move(refusal));
    return Json::object({{"name", agent.options().node},
                         {"agent", std::move(state)},
                         {"generation", agent.generation()},
                         {"bgp", agent.bgpJson()},
                         {"pods", podsJson(agent)}});
}

namespace {

/// Results that libcni keeps of containers that the agent does not know.
void findStaleResults(Json &findings, const Agent &agent)
{
    std::error_code error;
    for (const auto &file : std::filesystem::directory_iterator("/var/lib/cni/results", error)) {
        const auto name = file.path().filename().string();
        if (!name.starts_with("podloom-"))
            continue;
        const auto &all = agent.attachments().all();
        const bool isKnown = std::any_of(all.begin(), all.end(), [&](const auto &entry) {
            return name == "podloom-" + entry.first.containerId + '-' + entry.first.ifName;
        });
        if (!isKnown)
            addFinding(findings, "stale-result", file.path().string(),
                       "its container is not attached any more");
    }
}

void findLeaks(Json &findings, Agent &agent)
{
    const auto links = agent.kernel().links();
    const auto &all = agent.attachments().all();
    for (const auto &link : links ? *links : std::vector<LinkState>()) {
        const bool isOwned = std::any_of(all.begin(), all.end(), [&](const auto &entry) {
            return entry.second.hostInterface == link.name;
        });
        if (isPodInterface(link.name) && !isOwned)
            addFinding(findings, "leaked-interface", link.name, "no attachment owns it");
    }
    for (const auto &[key, attachment] : all) {
        if (!agent.kernel().link(attachment.hostInterface))
            addFinding(findings, "lost-interface", attachment.hostInterface,
                       key.toString() + " has lost its interface");
    }
    for (const auto &[address, key] : agent.addresses().taken()) {
        if (!key.isNode() && !all.contains(key))
            addFinding(findings, "leaked-address", address.toString(), key.toString() + " is not attached");
    }
}

/// Pods keep the addresses of a pool that was taken away, which is easily overlooked.
void findOutsidePools(Json &findings, const Agent &agent, const std::vector<IpPool> &pools)
{
    for (const auto &[key, attachment] : agent.attachments().all()) {
        for (const auto &address : attachment.addresses) {
            const bool isInPool = std::any_of(
                pools.begin(), pools.end(), [&](const IpPool &pool) { return pool.cidr.contains(address); });
            const auto name =
                attachment.pod.name.empty() ? key.toString() : attachment.pod.ns + '/' + attachment.pod.name;
            if (!isInPool)
                addFinding(findings, "outside-pools", address.toString(),
                           name
                               + " has it, and no pool does any more: BGP and natOutgoing are for it as they "
                                 "were, but there is no tunnel; make the pod again, or bring the pool back");
        }
    }
}

/// Of the same addresses two pools would make blocks, and only one of them can have each.
void findOverlappingPools(Json &findings, const std::vector<IpPool> &pools)
{
    for (auto pool = pools.begin(); pool != pools.end(); ++pool) {
        for (auto other = pools.begin(); other != pool; ++other) {
            if (pool->cidr.contains(other->cidr) || other->cidr.contains(pool->cidr))
                addFinding(findings, "overlapping-pools", pool->meta.id.name,
                           pool->cidr.toString() + " overlaps " + other->cidr.toString() + " of the pool "
                               + other->meta.id.name + ": give one of them another network");
        }
    }
}

} // namespace

Json doctorJson(Agent &agent)
{
    const auto pools = poolsOf(agent.picture().design(), agent.picture().clusterName());
    Json findings = Json::array();
    (void)agent.tryBooks();
    if (!agent.trouble().empty())
        addFinding(findings, "agent", agent.options().node, agent.trouble());
    findConfigurations(findings);
    findDroppingChains(findings, agent.nftables(), pools);
    findStaleResults(findings, agent);
    findLeaks(findings, agent);
    findOutsidePools(findings, agent, pools);
    findOverlappingPools(findings, pools);
    if (const auto checked = agent.policies().check(); agent.state() == Agent::State::Ready && !checked)
        addFinding(findings, "policy", "inet podloom", checked.error().text());
    return Json::object({{"cni", ownerJson()}, {"findings", std::move(findings)}});
}

} // namespace podloom
