#include "core/model/expansion.h"

#include "core/base/text.h"

#include <algorithm>
#include <functional>
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

    /// Has replicas of `before` be taken over, which has to stay.
    void remember(const Design &before)
    {
        m_before = &before.pods;
        m_pods.reserve(before.pods.size());
        const Pod *last = nullptr;
        const Workload *workload = nullptr;
        for (std::size_t i = 0; i < before.pods.size(); ++i) {
            const auto &pod = before.pods[i];
            if (!pod.owner)
                continue;
            // Replicas stand where their workload stands, where nothing else does.
            const bool isNext = last && last->meta.at == pod.meta.at && pod.meta.at.line > 0;
            if (!isNext && (!last || *last->owner != *pod.owner))
                workload = before.workloads.find(*pod.owner);
            last = &pod;
            if (!workload || pod.meta.at != workload->meta.at)
                continue; // that one was written
            if (!m_known.empty() && m_known.back().workload == workload && m_known.back().end == i)
                m_known.back().end = i + 1;
            else
                m_known.push_back({.workload = workload, .begin = i, .end = i + 1});
        }
        std::stable_sort(m_known.begin(), m_known.end(), isOfEarlierWorkload);
    }

    Table<Pod> run()
    {
        for (std::size_t i = 0; i < m_design.pods.size(); ++i)
            addWritten(m_design.pods.pointer(i));
        for (const auto &workload : m_design.workloads) {
            if (!workload.owner || !m_design.workloads.contains(*workload.owner))
                expand(workload);
        }
        if (isAsBefore())
            return *m_before;
        if (m_isSorted)
            return Table<Pod>::fromSorted(std::move(m_pods));
        auto pods = Table<Pod>::fromUnsorted(m_pods);
        if (pods.size() < m_pods.size())
            reportClashes(pods);
        return pods;
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

    bool isAsBefore() const
    {
        if (!m_before || m_before->size() != m_pods.size())
            return false;
        for (std::size_t index = 0; index < m_pods.size(); ++index) {
            if (m_pods[index] != m_before->pointer(index))
                return false;
        }
        return true;
    }

    /// What was appended to m_pods from `first` on is in order.
    void noteOrder(std::size_t first)
    {
        if (first > 0 && first < m_pods.size() && m_isSorted)
            m_isSorted = m_pods[first - 1]->meta.id < m_pods[first]->meta.id;
    }

    /// The replicas of before where it is the same workload with all of them, else each by itself.
    void expand(const Workload &workload)
    {
        const auto first = m_pods.size();
        const auto [begin, end] =
            std::equal_range(m_known.begin(), m_known.end(), Replicas{&workload, 0, 0}, isOfEarlierWorkload);
        for (auto each = begin; each != end; ++each) {
            for (auto index = each->begin; index < each->end; ++index)
                m_pods.push_back(m_before->pointer(index));
        }
        const bool isDaemonSet = workload.kind == WorkloadKind::DaemonSet;
        const bool isWhole = begin != end && m_pods.size() - first == workload.replicas;
        if (!isWhole || isDaemonSet || m_owned.contains(workload.meta.id)) {
            const std::vector<PodPointer> known(m_pods.begin() + static_cast<std::ptrdiff_t>(first),
                                                m_pods.end());
            m_pods.resize(first);
            makeReplicas(workload, known);
        }
        noteOrder(first);
    }

    void makeReplicas(const Workload &workload, const std::vector<PodPointer> &known)
    {
        if (workload.replicas > kMaximumReplicas) {
            report(workload, "replica-limit", "%1 wants %2 replicas; at most %3 are supported",
                   {workload.meta.id.toString(), std::to_string(workload.replicas),
                    std::to_string(kMaximumReplicas)});
            return;
        }
        const auto nodes = workload.kind == WorkloadKind::DaemonSet
                             ? eligibleNodes(workload)
                             : std::vector<std::string>(workload.replicas);
        const auto taken = replacedReplicas(workload, nodes);
        std::vector<PodPointer> byNumber(nodes.size());
        for (const auto &pod : known) {
            if (pod->ordinal < byNumber.size())
                byNumber[pod->ordinal] = pod;
        }
        const auto first = static_cast<std::ptrdiff_t>(m_pods.size());
        for (std::uint32_t i = 0; i < nodes.size(); ++i) {
            if (!taken.contains(i))
                m_pods.push_back(replica(workload, i, nodes[i], byNumber[i]));
        }
        // "web-10" stands before "web-2": the table of all pods is in order sooner when these are.
        std::sort(m_pods.begin() + first, m_pods.end(),
                  [](const PodPointer &a, const PodPointer &b) { return a->meta.id.name < b->meta.id.name; });
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

    /// `known`: the same one of an earlier state, or null.
    static PodPointer replica(const Workload &workload, std::uint32_t ordinal, const std::string &node,
                              const PodPointer &known)
    {
        const auto &boundTo = node.empty() ? workload.spec.nodeName : node;
        if (known && known->spec.nodeName == boundTo)
            return known;
        Pod pod;
        pod.meta.id = {workload.meta.id.cluster, "", "Pod", workload.meta.id.ns,
                       replicaName(workload, ordinal)};
        pod.meta.version = "v1";
        pod.meta.labels = workload.templateLabels;
        pod.meta.annotations = workload.templateAnnotations;
        pod.meta.at = workload.meta.at;
        pod.spec = workload.spec;
        pod.spec.nodeName = boundTo;
        pod.owner = workload.meta.id;
        pod.ordinal = ordinal;
        return std::make_shared<const Pod>(std::move(pod));
    }

    /// Written pods come first in m_pods and are distinct, so that what `pods` lacks is a replica.
    void reportClashes(const Table<Pod> &pods)
    {
        for (const auto &pod : m_pods) {
            if (pods.find(pod->meta.id) == pod.get())
                continue;
            const auto &workload = *m_design.workloads.find(*pod->owner);
            report(workload, "replica-name-clash",
                   "replica %1 of %2 has the name of another pod; rename one of them",
                   {pod->meta.id.ns + '/' + pod->meta.id.name, workload.meta.id.toString()});
        }
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
    std::map<ObjectId, std::vector<const Pod *>> m_owned;
    bool m_isSorted = true; ///< m_pods, and nobody in it twice
    /// Replicas of an earlier state that stand side by side: `begin` … `end` of m_before.
    struct Replicas {
        const Workload *workload = nullptr;
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    static bool isOfEarlierWorkload(const Replicas &a, const Replicas &b)
    {
        return std::less<>()(a.workload, b.workload);
    }
    const Table<Pod> *m_before = nullptr;
    std::vector<Replicas> m_known; ///< by the address of the workload, those of one by name
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

Design expandWorkloads(Design design, Diagnostics &findings, const Design *before)
{
    if (design.workloads.empty())
        return design;
    Expansion expansion(design, findings);
    if (before)
        expansion.remember(*before);
    design.pods = expansion.run();
    return design;
}

} // namespace podloom
