#include "core/check/pod_kinds.h"

#include "core/base/text.h"
#include "core/model/label_key.h"
#include "core/model/replicas.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom {

namespace {

constexpr std::size_t kShownLabels = 3;

/// One requirement as a selector of its own.
std::vector<std::pair<std::string, LabelSelector>> requirements(const LabelSelector &selector)
{
    std::vector<std::pair<std::string, LabelSelector>> out;
    for (const auto &[key, value] : selector.matchLabels)
        out.push_back({key, {.matchLabels = {{key, value}}}});
    for (const auto &each : selector.matchExpressions)
        out.push_back({each.key, {.matchExpressions = {each}}});
    return out;
}

} // namespace

PodKinds::PodKinds(const Design &design, std::string cluster) : m_cluster(std::move(cluster))
{
    Known known;
    auto last = known.end();
    const Pod *before = nullptr;
    for (const auto &pod : design.pods) {
        const auto *neighbour = std::exchange(before, &pod);
        if (neighbour && areReplicas(*neighbour, pod))
            continue; // all of it is known
        if (pod.meta.id.cluster == m_cluster)
            add(pod.meta.labels, pod.meta.id.ns, pod.spec, known, last);
    }
    for (const auto &workload : design.workloads) {
        if (workload.meta.id.cluster == m_cluster && !workload.owner)
            add(workload.templateLabels, workload.meta.id.ns, workload.spec, known, last);
    }
    for (const auto &ns : design.namespaces) {
        if (ns.meta.id.cluster == m_cluster)
            m_namespaceLabels.emplace(ns.meta.id.name, ns.meta.labels);
    }
}

void PodKinds::add(const Labels &labels, const std::string &ns, const PodSpec &spec, Known &known,
                   Known::iterator &last)
{
    const Key key{&ns, &labels, spec.isHostNetwork};
    if (last == known.end() || !(last->first == key)) { // replicas stand together
        const auto [at, isNew] = known.try_emplace(key, m_kinds.size());
        if (isNew) {
            m_byNamespace[ns].push_back(m_kinds.size());
            for (const auto &[label, value] : labels)
                m_byLabel[labelKey(ns, label, value)].push_back(m_kinds.size());
            m_kinds.push_back({.ns = ns, .labels = labels, .isHostNetwork = spec.isHostNetwork});
        }
        last = at;
    }
    auto &ports = m_kinds[last->second].ports;
    for (const auto &port : spec.ports) {
        if (std::find(ports.begin(), ports.end(), port) == ports.end())
            ports.push_back(port);
    }
}

std::vector<const PodKind *> PodKinds::select(const std::string &ns, const LabelSelector &selector) const
{
    std::vector<const PodKind *> out;
    const auto addMatching = [&](const auto &index, const std::string &key) {
        const auto found = index.find(key);
        if (found == index.end())
            return;
        for (const auto each : found->second) {
            if (selector.matches(m_kinds[each].labels))
                out.push_back(&m_kinds[each]);
        }
    };
    if (selector.matchLabels.empty()) {
        addMatching(m_byNamespace, ns);
    } else {
        const auto &[label, value] = *selector.matchLabels.begin();
        addMatching(m_byLabel, labelKey(ns, label, value));
    }
    return out;
}

std::vector<const PodKind *> PodKinds::select(const LabelSelector &namespaces,
                                              const LabelSelector &selector) const
{
    std::vector<const PodKind *> out;
    for (const auto &ns : this->namespaces(namespaces)) {
        const auto some = select(ns, selector);
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

std::vector<std::string> PodKinds::namespaces(const LabelSelector &selector) const
{
    std::vector<std::string> out;
    for (const auto &[name, labels] : m_namespaceLabels) {
        if (selector.matches(labels))
            out.push_back(name);
    }
    return out;
}

void PodKinds::addHint(const std::string &ns, const LabelSelector &selector, Message &message) const
{
    const auto add = [&](const Message &hint) {
        message.english += "; " + hint.english;
        message.arguments.insert(message.arguments.end(), hint.arguments.begin(), hint.arguments.end());
    };
    const auto all = select(ns, {});
    if (all.empty())
        return;
    for (const auto &[key, one] : requirements(selector)) {
        const auto isMatched = [&requirement = one](const PodKind *kind) {
            return requirement.matches(kind->labels);
        };
        if (std::any_of(all.begin(), all.end(), isMatched))
            continue;
        std::set<std::string> values;
        for (const auto *kind : all) {
            const auto found = kind->labels.find(key);
            if (found != kind->labels.end())
                values.insert(key + '=' + found->second);
        }
        if (values.empty())
            return add({"hint-no-label", "no pod there has the label %3", {key}});
        std::vector<std::string> shown(values.begin(), values.end());
        if (shown.size() > kShownLabels) {
            shown.resize(kShownLabels);
            shown.emplace_back("…");
        }
        return add({"hint-labels", "the pods there have %3", {join(shown, ", ")}});
    }
    add({"hint-at-once", "no pod there has all these labels at once", {}});
}

} // namespace podloom
