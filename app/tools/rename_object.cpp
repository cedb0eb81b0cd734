#include "app/tools/rename_object.h"

#include <algorithm>
#include <optional>
#include <regex>
#include <set>
#include <vector>

namespace podloom::app {

namespace {

constexpr const char *kCalico = "projectcalico.org";
constexpr const char *kHostname = "kubernetes.io/hostname";
constexpr const char *kCalicoName = "projectcalico.org/name";

std::string escaped(const std::string &key)
{
    std::string out;
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

/// A string of a manifest and what stands around it.
struct Leaf {
    const ObjectId &object;
    const std::vector<std::string> &path;     ///< keys and numbers from the root
    const std::vector<const Json *> &parents; ///< one for each part of `path`
    const std::string &value;

    const std::string &key(std::size_t fromEnd = 0) const
    {
        static const std::string nothing;
        return fromEnd < path.size() ? path[path.size() - 1 - fromEnd] : nothing;
    }
    const Json &parent(std::size_t fromEnd = 0) const { return *parents[parents.size() - 1 - fromEnd]; }
    bool isAt(std::initializer_list<std::string_view> parts) const
    {
        // "#" stands for the number of an item.
        return path.size() == parts.size()
            && std::equal(parts.begin(), parts.end(), path.begin(),
                          [](std::string_view part, const std::string &at) {
                              return part == at
                                  || (part == "#" && !at.empty() && at[0] >= '0' && at[0] <= '9');
                          });
    }
};

class Renamer {
public:
    Renamer(const Snapshot &snapshot, const ObjectId &object, const std::string &name)
        : m_snapshot(snapshot),
          m_object(object),
          m_old(object.name),
          m_new(name)
    {
        if (object.kind == "Node")
            m_labels = {kHostname};
        else if (object.kind == "Namespace")
            m_labels = {std::string(kNamespaceNameLabel), kCalicoName};
    }

    Result<Renaming> make()
    {
        const auto objects = m_snapshot.objects();
        for (const auto &id : objects)
            followIdentity(id);
        if (m_out.objects.empty())
            return fail(Errc::NotFound, "rename-no-file",
                        "%1 stands in no file of the design: rename what makes it", {m_object.toString()});
        for (const auto &[before, after] : m_out.objects) {
            if (m_snapshot.meta(after) != nullptr)
                return fail(Errc::AlreadyExists, "name-taken", "there is %1 already: choose another name",
                            {after.toString()});
        }
        for (const auto &id : objects) {
            const bool mayRefer = id.cluster == m_object.cluster || id.cluster.empty() || isOf("Cluster");
            if (mayRefer && m_snapshot.manifestText(id).find(m_old) != std::string_view::npos)
                followReferences(id);
        }
        m_out.edit.steps.insert(m_out.edit.steps.end(), m_identities.begin(), m_identities.end());
        // The object itself comes last: what is said of the others is said of them as they were called.
        for (const auto &id : m_own)
            m_out.edit.steps.emplace_back(SetValue{id, "/metadata/name", m_new});
        return std::move(m_out);
    }

private:
    bool isOf(std::string_view kind) const { return m_object.kind == kind; }
    bool isCalico(std::string_view kind) const { return m_object.kind == kind && m_object.group == kCalico; }

    void follow(const ObjectId &id, ObjectId after, const char *pointer, const std::string &value)
    {
        m_identities.emplace_back(SetValue{id, pointer, value});
        m_out.objects[id] = std::move(after);
    }

    /// Objects whose identity has the name in it.
    void followIdentity(const ObjectId &id)
    {
        auto after = id;
        const bool isNode = isOf("Node") && id.kind == "Node" && id.name == m_old;
        if (id == m_object || (isNode && id.cluster == m_object.cluster)) {
            after.name = m_new;
            m_own.push_back(id);
            m_out.objects[id] = after;
        } else if (isOf("Cluster") && m_object.group == "podloom.dev" && id.cluster == m_old) {
            after.cluster = m_new;
            const auto *meta = m_snapshot.meta(id);
            if (meta != nullptr && meta->labels.contains(std::string(kClusterLabel)))
                follow(id, after, "/metadata/labels/podloom.dev~1cluster", m_new);
            else
                m_out.objects[id] = after; // of the only cluster, whatever that is called
        } else if (id.cluster != m_object.cluster) {
            return;
        } else if (isOf("Namespace") && m_object.group.empty() && id.ns == m_old) {
            after.ns = m_new;
            follow(id, after, "/metadata/namespace", m_new);
        } else if (isOf("Node") && id.kind == "BGPConfiguration" && id.name == "node." + m_old) {
            after.name = "node." + m_new;
            follow(id, after, "/metadata/name", after.name);
        } else if (isCalico("Tier") && id.group == kCalico && id.name.starts_with(m_old + '.')
                   && id.kind.ends_with("NetworkPolicy")) {
            after.name = m_new + id.name.substr(m_old.size());
            follow(id, after, "/metadata/name", after.name);
        }
    }

    void followReferences(const ObjectId &id)
    {
        const auto manifest = m_snapshot.manifestJson(id);
        std::vector<std::string> path;
        std::vector<const Json *> parents;
        walk(id, manifest, path, parents);
    }

    void walk(const ObjectId &id, const Json &value, std::vector<std::string> &path,
              std::vector<const Json *> &parents)
    {
        if (value.isString()) {
            const auto text = value.asString();
            const auto next = renamedIn({id, path, parents, text});
            if (!next || *next == text)
                return;
            std::string pointer;
            for (const auto &part : path)
                pointer += '/' + escaped(part);
            m_out.edit.steps.emplace_back(SetValue{id, pointer, *next});
            return;
        }
        parents.push_back(&value);
        for (const auto &[key, member] : value.members()) {
            path.push_back(key);
            walk(id, member, path, parents);
            path.pop_back();
        }
        for (std::size_t at = 0; at < value.items().size(); ++at) {
            path.push_back(std::to_string(at));
            walk(id, value.items()[at], path, parents);
            path.pop_back();
        }
        parents.pop_back();
    }

    /// What becomes of a string; nothing when it does not name the object.
    std::optional<std::string> renamedIn(const Leaf &leaf) const
    {
        if (!m_labels.empty() && leaf.key().ends_with("elector"))
            return inSelector(leaf.value);
        if (isCalico("IPPool")
            && (leaf.key() == "cni.projectcalico.org/ipv4pools"
                || leaf.key() == "cni.projectcalico.org/ipv6pools"))
            return inQuotes(leaf.value);
        if (leaf.value != m_old)
            return std::nullopt;
        return isReference(leaf) ? std::optional(m_new) : std::nullopt;
    }

    bool isReference(const Leaf &leaf) const
    {
        const bool isListedLabel =
            leaf.key(1) == "values" && m_labels.contains(leaf.parent(1)["key"].asString());
        if (m_labels.contains(leaf.key()) || isListedLabel)
            return true;
        const auto &kind = leaf.object.kind;
        if (isOf("Node"))
            return namesNode(leaf);
        if (isOf("Router"))
            return kind == "Link" && leaf.isAt({"spec", "ends", "#", "router"});
        if (isOf("Cluster"))
            return leaf.object.group == "podloom.dev" && leaf.key() == "cluster";
        if (isOf("Namespace"))
            return leaf.key() == "namespace" && leaf.key(1) == "services";
        if (isOf("Service"))
            return namesService(leaf);
        if (isCalico("BGPFilter"))
            return kind == "BGPPeer" && leaf.isAt({"spec", "filters", "#"});
        if (isCalico("Tier"))
            return leaf.object.group == kCalico && leaf.isAt({"spec", "tier"});
        if (isCalico("Profile"))
            return kind == "HostEndpoint" && leaf.isAt({"spec", "profiles", "#"});
        const bool isByKind = leaf.key() == "name"
                           && (leaf.key(1) == "targetRef" || leaf.key(1) == "scaleTargetRef"
                               || leaf.key(2) == "ownerReferences");
        return isByKind && leaf.object.ns == m_object.ns && leaf.parent()["kind"].asString() == m_object.kind;
    }

    bool namesNode(const Leaf &leaf) const
    {
        const auto &kind = leaf.object.kind;
        const auto &cluster = leaf.parent()["cluster"].asString();
        const bool isOurs = cluster.empty() || cluster == m_object.cluster;
        if (kind == "Link" || kind == "Lab")
            return isOurs
                && (leaf.isAt({"spec", "ends", "#", "node"}) || leaf.isAt({"spec", "nodes", "#", "node"})
                    || leaf.isAt({"spec", "store", "members", "#"}));
        if (kind == "BGPPeer" || kind == "HostEndpoint")
            return leaf.isAt({"spec", "node"});
        return leaf.key() == "nodeName";
    }

    bool namesService(const Leaf &leaf) const
    {
        if (leaf.key() == "name" && leaf.key(1) == "services") {
            const auto ns = leaf.parent()["namespace"].asString();
            return (ns.empty() ? leaf.object.ns : ns) == m_object.ns;
        }
        return leaf.object.ns == m_object.ns
            && (leaf.isAt({"spec", "serviceName"}) || leaf.key() == "kubernetes.io/service-name");
    }

    /// `label == 'old'` and `label in {'old', …}` of Calico.
    std::string inSelector(const std::string &text) const
    {
        static const std::regex condition(
            R"(([A-Za-z0-9_./-]+)\s*(?:[!=]=\s*(?:'[^']*'|"[^"]*")|(?:not\s+)?in\s*\{[^}]*\}))");
        std::string out;
        auto from = text.begin();
        for (std::sregex_iterator each(text.begin(), text.end(), condition), end; each != end; ++each) {
            out.append(from, (*each)[0].first);
            const auto found = each->str();
            out += m_labels.contains((*each)[1].str()) ? inQuotes(found) : found;
            from = (*each)[0].second;
        }
        return out.append(from, text.end());
    }

    std::string inQuotes(std::string text) const
    {
        for (const char quote : {'"', '\''}) {
            const auto before = quote + m_old + quote;
            for (auto at = text.find(before); at != std::string::npos;
                 at = text.find(before, at + m_new.size()))
                text.replace(at + 1, m_old.size(), m_new);
        }
        return text;
    }

    const Snapshot &m_snapshot;
    const ObjectId &m_object;
    const std::string &m_old;
    const std::string &m_new;
    std::set<std::string> m_labels; ///< that have the object's name as their value
    std::vector<ObjectId> m_own;
    std::vector<SetValue> m_identities;
    Renaming m_out;
};

std::set<std::string> errorsOf(const Snapshot &snapshot, const ObjectId &object)
{
    std::set<std::string> out;
    for (const auto &finding : snapshot.diagnostics()) {
        if (finding.severity == Severity::Error && finding.object == object)
            out.insert(finding.message.id);
    }
    return out;
}

} // namespace

Result<Renaming> renamingOf(const Snapshot &snapshot, const ObjectId &object, const std::string &name)
{
    if (name.empty())
        return fail(Errc::InvalidArgument, "name-empty", "an object needs a name");
    auto before = object;
    if (object.kind == "Node" && snapshot.meta(object) != nullptr)
        before = snapshot.meta(object)->id; // perhaps Calico's alone
    return Renamer(snapshot, before, name).make();
}

Result<Renamed> renamed(const Snapshot &snapshot, const ObjectId &object, const std::string &name)
{
    auto made = renamingOf(snapshot, object, name);
    if (!made)
        return Failure{std::move(made).error()};
    auto applied = apply(snapshot, made->edit);
    if (!applied)
        return Failure{std::move(applied).error()};
    for (const auto &[before, after] : made->objects) {
        const auto known = errorsOf(snapshot, before);
        for (const auto &finding : applied->snapshot->diagnostics()) {
            if (finding.severity == Severity::Error && finding.object == after
                && !known.contains(finding.message.id))
                return Failure{{Errc::InvalidArgument, finding.message, {}}};
        }
    }
    return Renamed{*std::move(applied), std::move(made->objects)};
}

namespace {

/// A key of the side file; see layoutKey().
std::string renamedKey(const std::string &key, const std::map<std::string, std::string> &names)
{
    const auto slash = key.find('/');
    const auto found = slash == std::string::npos ? names.end() : names.find(key.substr(slash + 1));
    return found == names.end() ? key : key.substr(0, slash + 1) + found->second;
}

Json renamedIn(const Json &value, const std::map<std::string, std::string> &names)
{
    if (value.isString())
        return renamedKey(value.asString(), names);
    if (value.isArray()) {
        auto out = Json::array();
        for (const auto &item : value.items())
            out.append(renamedIn(item, names));
        return out;
    }
    if (!value.isObject())
        return value;
    auto out = Json::object();
    for (const auto &[key, member] : value.members())
        out.set(renamedKey(key, names), member.isString() ? member : renamedIn(member, names));
    return out;
}

} // namespace

Layout renamed(const Layout &layout, const std::map<ObjectId, ObjectId> &objects)
{
    std::map<std::string, std::string> names;
    for (const auto &[before, after] : objects)
        names[layoutKey({}, before).substr(1)] = layoutKey({}, after).substr(1);
    Layout out{.other = renamedIn(layout.other, names)};
    for (const auto &[key, position] : layout.positions)
        out.positions[renamedKey(key, names)] = position;
    return out;
}

} // namespace podloom::app
