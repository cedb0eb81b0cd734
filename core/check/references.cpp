#include "core/base/text.h"
#include "core/check/check.h"
#include "core/check/finding.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom {

namespace {

class References {
public:
    References(const Design &design, Diagnostics &findings) : m_design(design), m_findings(findings)
    {
        const auto names = design.clusterNames();
        m_onlyCluster = names.size() == 1 ? names.front() : std::string(kDefaultCluster);
    }

    void run()
    {
        for (const auto &link : m_design.links)
            checkLink(link);
        for (const auto &lab : m_design.labs)
            checkLab(lab);
        for (const auto &pod : m_design.pods)
            checkPod(pod);
        const auto interfaces = interfaceNames();
        for (const auto &host : m_design.hostEndpoints)
            checkHostEndpoint(host, interfaces);
    }

private:
    void checkLink(const Link &link)
    {
        for (const auto &end : link.ends) {
            if (!end.router.empty()
                && !m_design.routers.contains({"", "podloom.dev", "Router", "", end.router}))
                report(end.at, link.meta.id, "unknown-router",
                       "the link \"%1\" ends at the router \"%2\", which is not in the design",
                       {link.meta.id.name, end.router});
            if (!end.node.empty() && !hasNode(end.cluster, end.node))
                report(end.at, link.meta.id, "unknown-node",
                       "the link \"%1\" ends at the node \"%2\", which is not in the design",
                       {link.meta.id.name, end.node});
        }
    }

    void checkLab(const Lab &lab)
    {
        // A lab may bring nodes that the design does not declare; then the store must be on one of those.
        const auto isOfLab = [&](const std::string &name) {
            return std::any_of(lab.nodes.begin(), lab.nodes.end(),
                               [&](const LabNode &node) { return node.node == name; });
        };
        for (const auto &node : lab.nodes) {
            if (!m_design.nodes.empty() && !hasNode(node.cluster, node.node))
                report(lab.meta.at, lab.meta.id, "unknown-node",
                       "the lab \"%1\" uses the node \"%2\", which is not in the design",
                       {lab.meta.id.name, node.node});
        }
        for (const auto &member : lab.storeMembers) {
            if (!isOfLab(member) && !hasNodeAnywhere(member))
                report(lab.meta.at, lab.meta.id, "unknown-node",
                       "the store of the lab \"%1\" is on the node \"%2\", which is not in the design",
                       {lab.meta.id.name, member});
        }
    }

    void checkPod(const Pod &pod)
    {
        if (pod.spec.nodeName.empty() || m_design.nodes.empty() || pod.isFinished
            || hasNode(pod.meta.id.cluster, pod.spec.nodeName))
            return;
        m_findings.push_back({Severity::Warning, pod.meta.at,
                              Message{"unknown-node",
                                      "the pod %1 is bound to the node \"%2\", which is not in the design",
                                      {pod.meta.id.ns + '/' + pod.meta.id.name, pod.spec.nodeName}},
                              pod.meta.id});
    }

    void checkHostEndpoint(const HostEndpoint &host,
                           const std::map<ObjectId, std::vector<std::string>> &interfaces)
    {
        const FindingsAbout about(host.meta, m_findings);
        const auto &cluster = host.meta.id.cluster;
        if (!m_design.nodes.empty() && !hasNode(cluster, host.node)) {
            about.warning(
                host.meta.at, "unknown-node",
                "the host endpoint is on the node \"%1\", which is not in the design: nothing protects "
                "that; mend the name, or add the node",
                {host.node});
            return;
        }
        const auto found = interfaces.find(nodeId(cluster, host.node));
        if (found == interfaces.end())
            return;
        const auto &names = found->second;
        if (host.interfaceName.empty() || host.interfaceName == "*"
            || std::find(names.begin(), names.end(), host.interfaceName) != names.end())
            return;
        about.warning(host.meta.at, "unknown-interface",
                      "the node \"%1\" has no interface \"%2\": nothing is protected; its Links name %3",
                      {host.node, host.interfaceName, join(names, ", ")});
    }

    /// What the Links call the interfaces of each node; none where some Link leaves the name open.
    std::map<ObjectId, std::vector<std::string>> interfaceNames() const
    {
        std::map<ObjectId, std::vector<std::string>> out;
        std::set<ObjectId> open;
        for (const auto &link : m_design.links) {
            for (const auto &end : link.ends) {
                const auto node = nodeId(end.cluster, end.node);
                if (end.interface.empty())
                    open.insert(node);
                else
                    out[node].push_back(end.interface);
            }
        }
        for (const auto &node : open)
            out.erase(node);
        return out;
    }

    ObjectId nodeId(const std::string &cluster, const std::string &name) const
    {
        return {cluster.empty() ? m_onlyCluster : cluster, "", "Node", "", name};
    }

    bool hasNode(const std::string &cluster, const std::string &name) const
    {
        return m_design.nodes.contains(nodeId(cluster, name));
    }

    bool hasNodeAnywhere(const std::string &name) const
    {
        return std::any_of(m_design.nodes.begin(), m_design.nodes.end(),
                           [&](const Node &node) { return node.meta.id.name == name; });
    }

    void report(SourceRef at, const ObjectId &object, std::string rule, std::string english,
                std::vector<std::string> arguments)
    {
        m_findings.push_back({Severity::Error, at,
                              Message{std::move(rule), std::move(english), std::move(arguments)}, object});
    }

    const Design &m_design;
    Diagnostics &m_findings;
    std::string m_onlyCluster;
};

} // namespace

void checkReferences(const Design &design, Diagnostics &findings)
{
    References(design, findings).run();
}

} // namespace podloom
