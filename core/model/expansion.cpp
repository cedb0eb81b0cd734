#include "core/model/expansion.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom {

namespace {

using PodPointer = Table<Pod>::Pointer;

std::string valueOf(const Labels &labels, const char *key)
{
    const auto found = labels.find(key);
    return found == labels.end() ? std::string() : found->second;
}

/// Kubernetes' rule: an empty key tolerates everything, Exists ignores the value, an empty effect means all.
bool tolerates(const Labels &toleration, const Labels &taint)
{
    const auto effect = valueOf(toleration, "effect");
    if (!effect.empty() && effect != valueOf(taint, "effect"))
        return false;
    const auto key = valueOf(toleration, "key");
    const bool isExists = valueOf(toleration, "operator") == "Exists";
    if (key.empty())
        return isExists;
    return key == valueOf(taint, "key")
        && (isExists || valueOf(toleration, "value") == valueOf(taint, "value"));
}

/// The name of the controller that made `name` by putting "-HASH" behind its own: what a ReplicaSet is to its
/// Deployment and a Job to its CronJob.
std::string withoutHash(const std::string &name)
{
    const auto dash = name.rfind('-');
    return dash == std::string::npos ? std::string() : name.substr(0, dash);
}

class Expansion {
public:
    Expansion(const Design &design, Diagnostics &findings) : m_design(design), m_findings(findings) {}

    std::vector<PodPointer> run()
    {
        for (std::size_t i = 0; i < m_design.pods.size(); ++i)
            addWritten(m_design.pods.pointer(i));
        for (const auto &workload : m_design.workloads) {
            if (!workload.owner || !m_design.workloads.contains(*workload.owner))
                expand(workload);
        }
        return std::move(m_pods);
    }

private:
    void addWritten(const PodPointer &pod)
    {
        if (const auto root = pod->owner ? rootOwner(*pod->owner) : nullptr) {
            if (!pod->isFinished)
                m_owned[root->meta.id].push_back(pod.get());
        }
        m_pods.push_back(pod);
    }

    /// The workload of the design at the end of the chain of owners, or null.
    const Workload *rootOwner(const ObjectId &owner) const
    {
        const auto *found = m_design.workloads.find(owner);
        if (found) {
            const auto *above = found->owner ? m_design.workloads.find(*found->owner) : nullptr;
            return above ? above : found;
        }
        auto above = owner;
        above.name = withoutHash(owner.name);
        if (owner.kind == "ReplicaSet")
            above.kind = "Deployment";
        else if (owner.kind == "Job")
            above.kind = "CronJob";
        return m_design.workloads.find(above);
    }

    std::vector<std::string> eligibleNodes(const Workload &workload) const
    {
        std::vector<std::string> names;
        bool hasNodes = false;
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster != workload.meta.id.cluster)
                continue;
            hasNodes = true;
            if (isEligible(workload.spec, node))
                names.push_back(node.meta.id.name);
        }
        if (!hasNodes)
            names.emplace_back();
        return names;
    }

    void expand(const Workload &workload)
    {
        if (workload.replicas > kMaximumReplicas) {
            report(workload, "replica-limit", "%1 wants %2 replicas; at most %3 are supported",
                   {workload.meta.id.toString(), std::to_string(workload.replicas),
                    std::to_string(kMaximumReplicas)});
            return;
        }
        const bool isDaemonSet = workload.kind == WorkloadKind::DaemonSet;
        const auto nodes =
            isDaemonSet ? eligibleNodes(workload) : std::vector<std::string>(workload.replicas);
        const auto taken = replacedReplicas(workload, nodes);
        for (std::uint32_t i = 0; i < nodes.size(); ++i) {
            if (!taken.contains(i))
                addReplica(workload, i, nodes[i]);
        }
    }

    /// Ordinals of the replicas in whose place a written pod stands.
    std::set<std::uint32_t> replacedReplicas(const Workload &workload, const std::vector<std::string> &nodes)
    {
        std::set<std::uint32_t> taken;
        const auto owned = m_owned.find(workload.meta.id);
        if (owned == m_owned.end())
            return taken;
        std::size_t others = 0;
        for (const auto *pod : owned->second) {
            const auto ordinal = ordinalOf(*pod, workload, nodes);
            if (!ordinal || !taken.insert(*ordinal).second)
                ++others;
        }
        for (std::uint32_t i = 0; i < nodes.size() && others > 0; ++i) {
            if (taken.insert(i).second)
                --others;
        }
        return taken;
    }

    static std::optional<std::uint32_t> ordinalOf(const Pod &pod, const Workload &workload,
                                                  const std::vector<std::string> &nodes)
    {
        const auto atNode = std::lower_bound(nodes.begin(), nodes.end(), pod.spec.nodeName);
        if (!pod.spec.nodeName.empty() && atNode != nodes.end() && *atNode == pod.spec.nodeName)
            return static_cast<std::uint32_t>(atNode - nodes.begin());
        const auto dash = pod.meta.id.name.rfind('-');
        if (dash != std::string::npos && pod.meta.id.name.substr(0, dash) == workload.meta.id.name
            && !nodes.empty()) {
            if (const auto ordinal = parseUnsigned(pod.meta.id.name.substr(dash + 1), nodes.size() - 1))
                return static_cast<std::uint32_t>(*ordinal);
        }
        return std::nullopt;
    }

    static std::string replicaName(const Workload &workload, std::uint32_t ordinal)
    {
        return workload.meta.id.name + '-' + std::to_string(ordinal);
    }

    void addReplica(const Workload &workload, std::uint32_t ordinal, const std::string &node)
    {
        Pod pod;
        pod.meta.id = {workload.meta.id.cluster, "", "Pod", workload.meta.id.ns,
                       replicaName(workload, ordinal)};
        pod.meta.version = "v1";
        pod.meta.labels = workload.templateLabels;
        pod.meta.annotations = workload.templateAnnotations;
        pod.meta.at = workload.meta.at;
        pod.spec = workload.spec;
        if (!node.empty())
            pod.spec.nodeName = node;
        pod.owner = workload.meta.id;
        pod.ordinal = ordinal;
        if (m_design.pods.contains(pod.meta.id) || !m_made.insert(pod.meta.id).second) {
            report(workload, "replica-name-clash",
                   "replica %1 of %2 has the name of another pod; rename one of them",
                   {pod.meta.id.ns + '/' + pod.meta.id.name, workload.meta.id.toString()});
            return;
        }
        m_pods.push_back(std::make_shared<const Pod>(std::move(pod)));
    }

    void report(const Workload &workload, std::string rule, std::string english,
                std::vector<std::string> arguments)
    {
        m_findings.push_back({Severity::Error, workload.meta.at,
                              Message{std::move(rule), std::move(english), std::move(arguments)},
                              workload.meta.id});
    }

    const Design &m_design;
    Diagnostics &m_findings;
    std::vector<PodPointer> m_pods;
    std::set<ObjectId> m_made;
    std::map<ObjectId, std::vector<const Pod *>> m_owned;
};

} // namespace

bool isEligible(const PodSpec &spec, const Node &node)
{
    const auto hasLabel = [&](const auto &wanted) {
        const auto found = node.meta.labels.find(wanted.first);
        return found != node.meta.labels.end() && found->second == wanted.second;
    };
    if (!spec.nodeName.empty() && spec.nodeName != node.meta.id.name)
        return false;
    if (!std::all_of(spec.nodeSelector.begin(), spec.nodeSelector.end(), hasLabel))
        return false;
    return std::all_of(node.taints.begin(), node.taints.end(), [&](const Labels &taint) {
        return valueOf(taint, "effect") == "PreferNoSchedule"
            || std::any_of(spec.tolerations.begin(), spec.tolerations.end(),
                           [&](const Labels &toleration) { return tolerates(toleration, taint); });
    });
}

Design expandWorkloads(Design design, Diagnostics &findings)
{
    if (design.workloads.empty())
        return design;
    design.pods = Table<Pod>::fromUnsorted(Expansion(design, findings).run());
    return design;
}

} // namespace podloom
