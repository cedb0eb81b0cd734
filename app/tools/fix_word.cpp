// What mends names and words that nothing has: the one that is like them.
#include "app/tools/fixes.h"
#include "core/base/nearest_word.h"
#include "core/model/replicas.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom::app::fixes {

namespace {

/// A name that is like one of those that are there.
std::optional<std::string> nearest(const std::string &word, const std::set<std::string> &words)
{
    const std::vector<std::string_view> all(words.begin(), words.end());
    const auto found = nearestWord(word, all);
    return found ? std::optional(std::string(*found)) : std::nullopt;
}

template <class Objects>
std::set<std::string> namesOf(const Objects &objects)
{
    std::set<std::string> out;
    for (const auto &object : objects)
        out.insert(object.meta.id.name);
    return out;
}

using LabelValues = std::map<std::string, std::set<std::string>>;

/// Of all pods, and of workloads that have none.
LabelValues labelsOf(const Design &design)
{
    LabelValues known;
    const auto learn = [&](const Labels &labels) {
        for (const auto &[key, value] : labels)
            known[key].insert(value);
    };
    for (const auto &workload : design.workloads)
        learn(workload.templateLabels);
    const Pod *last = nullptr;
    for (const auto &pod : design.pods) {
        const auto *neighbour = std::exchange(last, &pod);
        if (!neighbour || !areReplicas(*neighbour, pod))
            learn(pod.meta.labels);
    }
    return known;
}

} // namespace

Fixes fixField(const About &about)
{
    const auto pointer = pointerOf(about.manifest, about.argument(0));
    if (!pointer)
        return {};
    Fixes fixes;
    const auto &meant = about.argument(1);
    const auto renamed = parentOf(*pointer) + "/" + escaped(meant);
    if (!meant.empty() && valueAt(about.manifest, renamed).isNull())
        fixes.push_back(
            {tr("Rename to %1").arg(qs(meant)),
             {{RemoveValue{about.id, *pointer}, about.set(renamed, valueAt(about.manifest, *pointer))}}});
    return fixes;
}

/// A name of a machine or filter that nothing has: the one that is like it.
Fixes fixName(const About &about)
{
    const auto &design = about.snapshot.design();
    const auto &rule = about.finding.rule();
    const auto &wrong = about.argument(1);
    const auto names = rule == "unknown-node"   ? namesOf(design.nodes)
                     : rule == "unknown-router" ? namesOf(design.routers)
                                                : namesOf(design.bgpFilters);
    const auto meant = nearest(wrong, names);
    const auto pointer =
        findText(about.manifest["spec"], "/spec", [&](const std::string &text) { return text == wrong; });
    Fixes fixes;
    if (meant && pointer)
        fixes.push_back({tr("Write %1").arg(qs(*meant)), {{about.set(*pointer, *meant)}}});
    if (pointer && rule == "unknown-filter")
        fixes.push_back({tr("Take its name away"), {{RemoveValue{about.id, *pointer}}}});
    return fixes;
}

/// A word that is none of those that the standard has; the sentence lists them.
Fixes fixWord(const About &about)
{
    const auto pointer = pointerOf(about.manifest, about.argument(0));
    std::set<std::string> words;
    auto list = about.argument(2);
    for (auto at = list.find(" or "); at != std::string::npos; at = list.find(" or "))
        list.replace(at, 4, ", ");
    for (std::size_t begin = 0; begin < list.size();) {
        const auto end = std::min(list.find(", ", begin), list.size());
        words.insert(list.substr(begin, end - begin));
        begin = end + 2;
    }
    const auto meant = nearest(about.argument(1), words);
    if (!pointer || !meant)
        return {};
    return {{tr("Write %1").arg(qs(*meant)), {{about.set(*pointer, *meant)}}}};
}

/// A label value of a NetworkPolicy's selectors that no pod has, and one that is like it and that pods have.
Fixes fixSelector(const About &about)
{
    if (!about.memory.labels)
        about.memory.labels = labelsOf(about.snapshot.design());
    const auto &known = *about.memory.labels;
    Fixes fixes;
    const std::function<void(const Json &, const std::string &)> look = [&](const Json &value,
                                                                            const std::string &pointer) {
        for (std::size_t index = 0; index < value.items().size(); ++index)
            look(value.items()[index], pointer + "/" + std::to_string(index));
        for (const auto &[key, member] : value.members()) {
            const auto here = pointer + "/" + escaped(key);
            const bool isLabel = pointer.ends_with("/podSelector/matchLabels") && member.isString();
            const auto values = isLabel ? known.find(key) : known.end();
            if (values != known.end() && !values->second.contains(member.asString())) {
                if (const auto meant = nearest(member.asString(), values->second))
                    fixes.push_back(
                        {tr("Write %1: %2").arg(qs(key), qs(*meant)), {{about.set(here, *meant)}}});
            }
            look(member, here);
        }
    };
    look(about.manifest["spec"], "/spec");
    return fixes;
}

} // namespace podloom::app::fixes
