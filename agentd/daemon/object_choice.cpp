#include "agentd/daemon/object_choice.h"

#include "core/base/nearest_word.h"
#include "core/base/text.h"
#include "core/manifest/kinds.h"

#include <algorithm>

namespace podloom {

namespace {

/// KIND[.GROUP]
struct Kind {
    std::string kind{};
    std::optional<std::string> group{};

    explicit Kind(std::string_view text) : kind(text.substr(0, text.find('.')))
    {
        if (const auto dot = text.find('.'); dot != std::string_view::npos)
            group = std::string(text.substr(dot + 1));
    }
    bool holds(std::string_view otherGroup, std::string_view otherKind) const
    {
        return otherKind == kind && (!group || otherGroup == *group);
    }
};

std::string inFull(const KindName &name)
{
    return std::string(name.kind) + (name.group.empty() ? std::string() : '.' + std::string(name.group));
}

/// Errors: InvalidArgument, when there is none and none is known.
Status expectKind(const Kind &wanted, const std::map<ObjectId, Json> &present, const std::string &written)
{
    const auto known = knownKinds();
    const bool isKnown =
        std::any_of(known.begin(), known.end(),
                    [&](const KindName &each) { return wanted.holds(each.group, each.kind); })
        || std::any_of(present.begin(), present.end(),
                       [&](const auto &each) { return wanted.holds(each.first.group, each.first.kind); });
    if (isKnown)
        return {};
    std::vector<std::string_view> names;
    for (const auto &each : known) {
        if (each.kind == wanted.kind) // in other groups
            return fail(Errc::InvalidArgument, "unknown-kind", "there is no kind %1; did you mean %2?",
                        {written, inFull(each)});
        names.push_back(each.kind);
    }
    if (const auto nearest = nearestWord(wanted.kind, names))
        return fail(Errc::InvalidArgument, "unknown-kind", "there is no kind %1; did you mean %2?",
                    {written, std::string(*nearest)});
    return fail(Errc::InvalidArgument, "unknown-kind-of-all",
                "there is no kind %1; kinds are written as in manifests, e.g. NetworkPolicy or IPPool",
                {written});
}

/// Node/a is Kubernetes' node, NetworkPolicy/a/b Kubernetes' policy.
bool isOfKubernetes(const ObjectId &id)
{
    return id.group.empty() || id.group == "networking.k8s.io";
}

} // namespace

Result<std::vector<ObjectId>> objectsOfKind(const std::map<ObjectId, Json> &present, const std::string &kind)
{
    const Kind wanted(kind);
    if (!kind.empty()) {
        if (auto expected = expectKind(wanted, present, kind); !expected)
            return Failure{std::move(expected).error()};
    }
    std::vector<ObjectId> found;
    for (const auto &[id, manifest] : present) {
        if (kind.empty() || wanted.holds(id.group, id.kind))
            found.push_back(id);
    }
    return found;
}

Result<ObjectId> objectNamed(const std::map<ObjectId, Json> &present, const std::string &name)
{
    const auto parts = split(name, '/');
    if (parts.size() < 2 || parts.size() > 3 || parts.front().empty() || parts.back().empty())
        return fail(Errc::InvalidArgument, "object-syntax", "\"%1\" is not KIND[.GROUP]/[NAMESPACE/]NAME",
                    {name});
    const Kind wanted(parts.front());
    if (auto expected = expectKind(wanted, present, std::string(parts.front())); !expected)
        return Failure{std::move(expected).error()};
    std::vector<ObjectId> found;
    for (const auto &[id, manifest] : present) {
        if (wanted.holds(id.group, id.kind) && id.name == parts.back()
            && (parts.size() == 3 ? id.ns == parts[1] : id.ns.empty() || id.ns == kDefaultNamespace))
            found.push_back(id);
    }
    if (found.empty())
        return fail(Errc::NotFound, "no-object", "there is no %1 in the store", {name});
    if (!wanted.group && std::count_if(found.begin(), found.end(), isOfKubernetes) == 1)
        return *std::find_if(found.begin(), found.end(), isOfKubernetes);
    if (found.size() > 1)
        return fail(Errc::InvalidArgument, "ambiguous-object", "%1 stands for several objects: %2 and %3",
                    {name, found[0].toString(), found[1].toString()});
    return found.front();
}

} // namespace podloom
