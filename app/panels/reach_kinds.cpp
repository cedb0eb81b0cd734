#include "app/panels/reach_kinds.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace podloom::app {

namespace {

/// Labels that controllers give each replica, or each version, of its own.
bool tellsReplicasApart(std::string_view key)
{
    constexpr std::array kKeys{std::string_view("statefulset.kubernetes.io/pod-name"),
                               std::string_view("apps.kubernetes.io/pod-index"),
                               std::string_view("pod-template-hash"),
                               std::string_view("controller-revision-hash")};
    return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

QString textOf(const std::pair<const std::string, std::string> &label)
{
    return QString::fromStdString(label.first + "=" + label.second);
}

const policy::Endpoint *endpointOf(const ReachAnswer &answer, std::size_t end)
{
    const auto endpoint = answer.relation.ends()[end].endpoint;
    return endpoint == policy::kNone ? nullptr : &answer.analysis->program.endpoints[endpoint];
}

/// What people call a workload. `labels`: some.
QString knownBy(const Labels &labels)
{
    for (const auto *key : {"app", "app.kubernetes.io/name", "k8s-app", "name"}) {
        if (const auto found = labels.find(key); found != labels.end())
            return QString::fromStdString(found->second);
    }
    return textOf(*labels.begin());
}

Labels sharedLabels(Labels labels)
{
    std::erase_if(labels, [](const auto &label) { return tellsReplicasApart(label.first); });
    return labels;
}

ReachKind kindOf(const std::string &ns, const Labels &labels)
{
    QStringList all;
    for (const auto &label : labels)
        all << textOf(label);
    return {.group = QString::fromStdString(ns),
            .name = knownBy(labels),
            .labels = all.join(QStringLiteral(", "))};
}

/// Where several kinds of a namespace are known by one label they have all their labels as a name.
void nameApart(std::vector<ReachKind> &kinds)
{
    std::map<std::pair<QString, QString>, int> times;
    for (const auto &kind : kinds)
        ++times[{kind.group, kind.name}];
    for (auto &kind : kinds) {
        if (times[{kind.group, kind.name}] > 1)
            kind.name = kind.labels;
    }
}

std::vector<std::uint32_t> speakersOf(const policy::Relation &relation,
                                      const std::vector<std::uint32_t> &members)
{
    std::vector<std::uint32_t> out;
    std::vector<std::uint32_t> others;
    std::set<std::array<std::uint32_t, 2>> classes;
    out.reserve(members.size());
    for (const auto member : members)
        (classes.insert(relation.classesOf(member)).second ? out : others).push_back(member);
    if (others.empty())
        return out;
    // Steps of the golden section: the first few are far apart, however many they are.
    auto step = static_cast<std::size_t>(static_cast<double>(others.size()) * 0.618);
    while (std::gcd(step, others.size()) != 1)
        ++step;
    for (std::size_t each = 0, at = 0; each < others.size(); ++each, at = (at + step) % others.size())
        out.push_back(others[at]);
    return out;
}

std::span<const std::uint32_t> chosen(const ReachKind &kind, std::size_t most)
{
    if (kind.members.size() <= most)
        return kind.members;
    return std::span(kind.speakers).first(most);
}

} // namespace

std::vector<ReachKind> reachKinds(const ReachAnswer &answer)
{
    constexpr auto kAlone = std::numeric_limits<std::size_t>::max();
    std::vector<ReachKind> out;
    std::map<std::pair<std::string, Labels>, std::size_t> known;
    std::map<std::tuple<std::string, const Labels *>, std::size_t> knownByPointer; // replicas share labels
    const auto &ends = answer.relation.ends();
    for (std::size_t end = 0; end < ends.size(); ++end) {
        const auto &name = ends[end].name;
        const auto *endpoint = endpointOf(answer, end);
        const auto ns = name.substr(0, name.rfind('/'));
        const auto *pointer = endpoint ? endpoint->labels.get() : nullptr;
        const auto [at, isNewPointer] = knownByPointer.try_emplace({ns, pointer}, kAlone);
        const auto labels = isNewPointer && pointer ? sharedLabels(*pointer) : Labels();
        if (!labels.empty()) {
            at->second = known.try_emplace({ns, labels}, out.size()).first->second;
            if (at->second == out.size())
                out.push_back(kindOf(ns, labels));
        }
        if (at->second == kAlone) {
            const auto own = QString::fromStdString(name.substr(name.rfind('/') + 1));
            out.push_back({.group = QString::fromStdString(ns), .name = own, .labels = own});
        }
        auto &kind = at->second == kAlone ? out.back() : out[at->second];
        kind.members.push_back(static_cast<std::uint32_t>(end));
    }
    for (auto &kind : out)
        kind.speakers = speakersOf(answer.relation, kind.members);
    nameApart(out);
    return out;
}

std::vector<QString> labelsOfEnd(const ReachAnswer &answer, std::size_t end)
{
    std::vector<QString> out;
    if (const auto *endpoint = endpointOf(answer, end)) {
        for (const auto &label : *endpoint->labels)
            out.push_back(textOf(label));
    }
    return out;
}

ReachCell reachCell(const ReachAnswer &answer, const ReachKind &from, const ReachKind &to, std::size_t most)
{
    ReachCell out;
    bool isStopped = false; // the pair that speaks is
    const auto sources = chosen(from, most);
    const auto targets = chosen(to, most);
    out.isSampled = sources.size() < from.members.size() || targets.size() < to.members.size();
    for (const auto source : sources) {
        for (const auto target : targets) {
            if (source == target)
                continue;
            const bool isAllowed = answer.relation.allowed(source, target);
            const bool hasWay = isAllowed && answer.hasWay(source, target);
            if (out.pairs == 0 || (!hasWay && !isStopped))
                std::tie(out.from, out.to) = std::pair(source, target);
            isStopped = isStopped || !hasWay;
            ++out.pairs;
            out.allowed += hasWay ? 1 : 0;
            out.noWay += isAllowed && !hasWay ? 1 : 0;
            if (!answer.other)
                continue;
            const auto change = answer.change(source, target);
            out.gained += change == ReachAnswer::Change::Gained ? 1 : 0;
            out.lost += change == ReachAnswer::Change::Lost ? 1 : 0;
        }
    }
    return out;
}

} // namespace podloom::app
