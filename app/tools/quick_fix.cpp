#include "app/tools/quick_fix.h"

#include "core/manifest/trial.h"
#include "core/model/replicas.h"
#include "core/net/prefix.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace podloom::app {

namespace {

using Fixes = std::vector<QuickFix>;

QString tr(const char *text)
{
    return QCoreApplication::translate("QuickFix", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

std::string escaped(std::string_view key)
{
    std::string out;
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

std::string parentOf(const std::string &pointer)
{
    return pointer.substr(0, pointer.rfind('/'));
}

const Json &valueAt(const Json &manifest, std::string_view pointer)
{
    static const Json kNone;
    const auto *at = &manifest;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto part = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(part.size());
        std::string key;
        for (std::size_t index = 0; index < part.size(); ++index) {
            const bool isEscape = part[index] == '~' && index + 1 < part.size();
            key += isEscape ? (part[++index] == '1' ? '/' : '~') : part[index];
        }
        if (!at->isArray()) {
            at = &(*at)[key];
            continue;
        }
        const auto number = static_cast<std::size_t>(std::strtoul(key.c_str(), nullptr, 10));
        if (number >= at->items().size())
            return kNone;
        at = &at->items()[number];
    }
    return *at;
}

/// A finding, its object and what stands there.
struct About {
    const Snapshot &snapshot;
    const Diagnostic &finding;
    const ObjectId &id;
    FixMemory &memory;
    Json manifest{};

    const std::string &argument(std::size_t number) const
    {
        static const std::string kNone;
        return number < finding.message.arguments.size() ? finding.message.arguments[number] : kNone;
    }
    SetValue set(std::string pointer, Json value) const { return {id, std::move(pointer), std::move(value)}; }
};

/// "endPort" below "port", or beside a name.
Fixes fixEndPort(const About &about)
{
    const auto pointer = pointerOf(about.manifest, about.argument(0));
    if (!pointer)
        return {};
    Fixes fixes;
    const auto port = parentOf(*pointer) + "/port";
    const auto &low = valueAt(about.manifest, port);
    const auto &high = valueAt(about.manifest, *pointer);
    if (low.isInt() && high.isInt() && high.asInt() > 0)
        fixes.push_back({tr("Exchange %1 and %2").arg(low.asInt()).arg(high.asInt()),
                         {{about.set(port, high), about.set(*pointer, low)}}});
    fixes.push_back({tr("Remove endPort"), {{RemoveValue{about.id, *pointer}}}});
    return fixes;
}

Fixes fixExcept(const About &about)
{
    const auto pointer = pointerOf(about.manifest, about.argument(0));
    if (!pointer)
        return {};
    // An empty list would be no better.
    const bool isOnly = valueAt(about.manifest, parentOf(*pointer)).items().size() == 1;
    return {{tr("Remove the exception %1").arg(qs(about.argument(1))),
             {{RemoveValue{about.id, isOnly ? parentOf(*pointer) : *pointer}}}}};
}

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

Fixes fixDns(const About &about)
{
    if (!about.manifest.contains("spec"))
        return {};
    const auto text = tr("Allow egress to port 53");
    if (about.id.group == "networking.k8s.io") {
        const auto port = [](const char *protocol) {
            return Json::object({{"protocol", protocol}, {"port", 53}});
        };
        return {{text,
                 {{about.set("/spec/egress/-",
                             Json::object({{"ports", Json::array({port("UDP"), port("TCP")})}}))}}}};
    }
    if (about.id.group != "projectcalico.org")
        return {};
    QuickFix fix{text, {}};
    for (const auto *protocol : {"UDP", "TCP"})
        fix.edit.steps.emplace_back(about.set(
            "/spec/egress/-", Json::object({{"action", "Allow"},
                                            {"protocol", protocol},
                                            {"destination", Json::object({{"ports", Json::array({53})}})}})));
    return {fix};
}

Fixes fixTier(const About &about)
{
    const auto &tier = about.argument(0);
    const auto added = Json::object({{"apiVersion", "projectcalico.org/v3"},
                                     {"kind", "Tier"},
                                     {"metadata", Json::object({{"name", tier}})},
                                     {"spec", Json::object({{"order", 100}})}});
    return {{tr("Add the tier %1").arg(qs(tier)), {{AddObject{added, {}}}}},
            {tr("Move it to the tier default"), {{about.set("/spec/tier", "default")}}}};
}

Fixes fixTypes(const About &about)
{
    const auto &sentence = about.finding.message.english;
    const auto has = [&](const char *words) { return sentence.find(words) != std::string::npos; };
    const auto write = [&](const char *type) {
        return QuickFix{tr("Write policyTypes: [%1]").arg(QLatin1String(type)),
                        {{about.set("/spec/policyTypes", Json::array({type}))}}};
    };
    const auto add = [&](const char *type) {
        return QuickFix{tr("Add %1 to policyTypes").arg(QLatin1String(type)),
                        {{about.set("/spec/policyTypes/-", type)}}};
    };
    if (about.finding.rule() == "policy-empty")
        return {write("Ingress")};
    if (has("does not name Egress"))
        return {add("Egress")};
    if (has("does not name Ingress"))
        return {add("Ingress")};
    return {write("Egress")};
}

/// Behind rules that only log or deny.
Fixes fixSilentDeny(const About &about)
{
    const auto direction = about.argument(0);
    if (direction != "ingress" && direction != "egress")
        return {};
    const auto rule = [](const char *action) { return Json::object({{"action", action}}); };
    const auto pointer = "/spec/" + direction + "/-";
    return {{tr("Add Pass behind them"), {{about.set(pointer, rule("Pass"))}}},
            {tr("Add Allow behind them"), {{about.set(pointer, rule("Allow"))}}}};
}

/// Where a text stands in a manifest: `isThere` is asked about every string.
std::optional<std::string> findText(const Json &value, const std::string &pointer,
                                    const std::function<bool(const std::string &)> &isThere)
{
    if (value.isString() && isThere(value.asString()))
        return pointer;
    for (std::size_t index = 0; index < value.items().size(); ++index) {
        if (auto found = findText(value.items()[index], pointer + "/" + std::to_string(index), isThere))
            return found;
    }
    for (const auto &[key, member] : value.members()) {
        if (auto found = findText(member, pointer + "/" + escaped(key), isThere))
            return found;
    }
    return std::nullopt;
}

/// Another address near the one that two have.
Fixes fixAddress(const About &about)
{
    const auto address = IpAddress::parse(about.argument(1));
    if (!address)
        return {};
    const auto &wanted = about.argument(1);
    const auto isIt = [&](const std::string &text) {
        return text == wanted || text.starts_with(wanted + "/");
    };
    const auto pointer = findText(about.manifest, "", isIt);
    if (!pointer)
        return {};
    std::string everything;
    for (std::size_t file = 0; file < about.snapshot.fileCount(); ++file)
        everything += about.snapshot.bytes(file);
    constexpr std::uint64_t kFar = 250;
    for (std::uint64_t way = 1; way < kFar; ++way) {
        const auto other = address->plus({0, way});
        const auto last = other.bits().low & 0xFF;
        if (last == 0 || last == 0xFF || everything.find(other.toString()) != std::string::npos)
            continue; // as a part of a longer address it is passed over too, which does no harm
        auto text = valueAt(about.manifest, *pointer).asString();
        text.replace(0, wanted.size(), other.toString());
        return {{tr("Give it %1").arg(qs(other.toString())), {{about.set(*pointer, text)}}}};
    }
    return {};
}

/// A pool twice as large, where nothing is in the way.
Fixes fixPool(const About &about)
{
    const auto cidr = Prefix::parse(valueAt(about.manifest, "/spec/cidr").asString());
    if (!cidr || cidr->length() < 2)
        return {};
    const auto larger = Prefix::of(cidr->address(), cidr->length() - 1);
    for (const auto &pool : about.snapshot.design().ipPools) {
        if (pool.meta.id != about.id && (larger.contains(pool.cidr) || pool.cidr.contains(larger)))
            return {};
    }
    return {{tr("Grow pool to /%1").arg(larger.length()), {{about.set("/spec/cidr", larger.toString())}}}};
}

/// The default pool of the family that has no pool any more, as it was.
Fixes fixFamily(const About &about)
{
    const auto cidr = Prefix::parse(about.argument(2));
    if (!cidr)
        return {};
    const bool isV4 = cidr->family() == Family::V4;
    const auto cluster = about.snapshot.design().clusterOrDefault(about.id.cluster);
    auto spec = Json::object({{"cidr", cidr->toString()},
                              {"blockSize", std::int64_t{std::max(isV4 ? 26 : 122, cidr->length())}},
                              {"natOutgoing", cluster.isNatOutgoing}});
    if (cluster.encapsulation == Encapsulation::Vxlan)
        spec.set("vxlanMode", "Always");
    if (cluster.encapsulation == Encapsulation::VxlanCrossSubnet)
        spec.set("vxlanMode", "CrossSubnet");
    // IPIP carries IPv4 alone.
    if (isV4 && cluster.encapsulation == Encapsulation::Ipip)
        spec.set("ipipMode", "Always");
    if (isV4 && cluster.encapsulation == Encapsulation::IpipCrossSubnet)
        spec.set("ipipMode", "CrossSubnet");
    auto metadata = Json::object({{"name", isV4 ? "default-ipv4-pool" : "default-ipv6-pool"}});
    const std::string clusterLabel(kClusterLabel);
    const auto *meta = about.snapshot.meta(about.id);
    if (meta && meta->labels.contains(clusterLabel))
        metadata.set("labels", Json::object({{clusterLabel, meta->labels.at(clusterLabel)}}));
    auto manifest = Json::object({{"apiVersion", "projectcalico.org/v3"},
                                  {"kind", "IPPool"},
                                  {"metadata", std::move(metadata)},
                                  {"spec", std::move(spec)}});
    return {{tr("Add a pool with %1").arg(qs(cidr->toString())), {{AddObject{std::move(manifest), {}}}}}};
}

Fixes fixMesh(const About &about)
{
    const auto &design = about.snapshot.design();
    for (const auto &configuration : design.bgpConfigurations) {
        if (configuration.meta.id.name == "default" && configuration.meta.id.cluster == about.id.cluster)
            return {{tr("Turn the mesh off"),
                     {{SetValue{configuration.meta.id, "/spec/nodeToNodeMeshEnabled", false}}}}};
    }
    return {};
}

/// Letters that are added, left out, exchanged or changed between two words.
std::size_t distance(const std::string &a, const std::string &b)
{
    std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t row = 0; row <= a.size(); ++row) {
        for (std::size_t column = 0; column <= b.size(); ++column) {
            if (row == 0 || column == 0) {
                rows[row][column] = row + column;
                continue;
            }
            const std::size_t change = a[row - 1] == b[column - 1] ? 0 : 1;
            auto least = std::min(
                {rows[row - 1][column - 1] + change, rows[row - 1][column] + 1, rows[row][column - 1] + 1});
            const bool isSwapped =
                row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
            if (isSwapped)
                least = std::min(least, rows[row - 2][column - 2] + 1);
            rows[row][column] = least;
        }
    }
    return rows[a.size()][b.size()];
}

/// A name that is like one of those that are there.
std::optional<std::string> nearest(const std::string &word, const std::set<std::string> &words)
{
    std::optional<std::string> best;
    auto least = std::max<std::size_t>(word.size() / 3, 1) + 1;
    for (const auto &each : words) {
        const auto longer = std::max(word.size(), each.size());
        if (longer - std::min(word.size(), each.size()) >= least)
            continue;
        if (const auto far = distance(word, each); far < least) {
            least = far;
            best = each;
        }
    }
    return best;
}

template <class Objects>
std::set<std::string> namesOf(const Objects &objects)
{
    std::set<std::string> out;
    for (const auto &object : objects)
        out.insert(object.meta.id.name);
    return out;
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

} // namespace

std::optional<std::string> pointerOf(const Json &manifest, std::string_view path)
{
    std::string pointer;
    const auto *at = &manifest;
    while (!path.empty()) {
        if (path.front() == '[') {
            const auto end = path.find(']');
            if (end == std::string_view::npos)
                return std::nullopt;
            const std::string digits(path.substr(1, end - 1));
            const auto number = static_cast<std::size_t>(std::strtoul(digits.c_str(), nullptr, 10));
            if (number >= at->items().size())
                return std::nullopt;
            at = &at->items()[number];
            pointer += "/" + digits;
            path.remove_prefix(end + 1);
        } else {
            // Keys may hold dots themselves: the longest one that is there is meant.
            const Json::Member *best = nullptr;
            for (const auto &member : at->members()) {
                const auto &key = member.first;
                const bool isBegin =
                    path.starts_with(key)
                    && (path.size() == key.size() || path[key.size()] == '.' || path[key.size()] == '[');
                if (isBegin && (!best || key.size() > best->first.size()))
                    best = &member;
            }
            if (!best)
                return std::nullopt;
            at = &best->second;
            pointer += "/" + escaped(best->first);
            path.remove_prefix(best->first.size());
        }
        if (!path.empty() && path.front() == '.')
            path.remove_prefix(1);
    }
    return pointer;
}

std::vector<QuickFix> quickFixes(const Snapshot &snapshot, const Diagnostic &finding, FixMemory *memory)
{
    static const std::map<std::string, Fixes (*)(const About &), std::less<>> kFixes{
        {"end-port", fixEndPort},
        {"except-outside-cidr", fixExcept},
        {"unknown-field", fixField},
        {"unknown-word", fixWord},
        {"dns-egress", fixDns},
        {"unknown-tier", fixTier},
        {"policy-types", fixTypes},
        {"policy-empty", fixTypes},
        {"log-only-policy", fixSilentDeny},
        {"deny-only-policy", fixSilentDeny},
        {"address-twice", fixAddress},
        {"pool-too-small", fixPool},
        {"pool-blocks", fixPool},
        {"pool-family-missing", fixFamily},
        {"mesh-beside-reflectors", fixMesh},
        {"unknown-node", fixName},
        {"unknown-router", fixName},
        {"unknown-filter", fixName},
        {"policy-selects-nothing", fixSelector},
        {"peer-matches-nothing", fixSelector},
    };
    const auto found = kFixes.find(finding.rule());
    if (found == kFixes.end() || !finding.object)
        return {};
    FixMemory own;
    const About about{snapshot, finding, *finding.object, memory ? *memory : own,
                      snapshot.manifestJson(*finding.object)};
    if (about.manifest.isNull())
        return {};
    auto fixes = found->second(about);
    // What cannot be edited (a value behind an anchor) is not offered.
    std::erase_if(fixes, [&](const QuickFix &fix) { return !tryApply(snapshot, fix.edit); });
    return fixes;
}

} // namespace podloom::app
