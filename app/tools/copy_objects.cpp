#include "app/tools/copy_objects.h"

#include "core/address/pools.h"
#include "core/model/object.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace podloom::app {

namespace {

/// Kind, namespace, name: both documents of a node are one thing.
using Name = std::tuple<std::string, std::string, std::string>;

Name nameOf(const Json &manifest)
{
    return {manifest["kind"].asString(), manifest["metadata"]["namespace"].asString(),
            manifest["metadata"]["name"].asString()};
}

/// "web" and "web-3" both have the stem "web".
std::string stemOf(const std::string &name)
{
    const auto dash = name.rfind('-');
    const bool isNumbered = dash != std::string::npos && dash > 0 && dash + 1 < name.size()
                         && std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dash) + 1, name.end(),
                                        [](char c) { return c >= '0' && c <= '9'; });
    return isNumbered ? name.substr(0, dash) : name;
}

class Copier {
public:
    Copier(const std::vector<Json> &manifests, const Snapshot &snapshot)
        : m_manifests(manifests),
          m_design(snapshot.design())
    {
        for (const auto &id : snapshot.objects())
            m_taken.insert({id.kind, id.ns, id.name});
        gatherNetworks();
    }

    Result<std::vector<Json>> copy()
    {
        for (const auto &manifest : m_manifests)
            giveName(manifest);
        std::vector<Json> out;
        for (auto manifest : m_manifests) {
            if (auto made = change(manifest); !made)
                return Failure{std::move(made).error()};
            out.push_back(std::move(manifest));
        }
        return out;
    }

private:
    void gatherNetworks()
    {
        for (const auto &name : m_design.clusterNames()) {
            for (const auto &pool : poolsOf(m_design, name))
                m_networks.push_back(pool.cidr);
            const auto cluster = m_design.clusterOrDefault(name);
            for (const auto *more : {&cluster.serviceCidrs, &cluster.nodeCidrs})
                m_networks.insert(m_networks.end(), more->begin(), more->end());
        }
        for (const auto &link : m_design.links)
            m_networks.insert(m_networks.end(), link.subnets.begin(), link.subnets.end());
        for (const auto &router : m_design.routers) {
            m_networks.insert(m_networks.end(), router.networks.begin(), router.networks.end());
            for (const auto &each : router.addresses)
                m_addresses.insert(each.address);
            m_highestAs = std::max(m_highestAs, router.asNumber);
        }
        for (const auto &node : m_design.nodes) {
            for (const auto &each : node.addresses)
                m_addresses.insert(each.address);
            m_highestAs = std::max(m_highestAs, node.asNumber.value_or(0));
        }
    }

    void giveName(const Json &manifest)
    {
        const auto old = nameOf(manifest);
        if (m_names.contains(old))
            return;
        const auto &[kind, ns, name] = old;
        const auto stem = stemOf(name);
        for (std::size_t number = 2;; ++number) {
            const auto candidate = stem + '-' + std::to_string(number);
            if (!m_taken.insert({kind, ns, candidate}).second)
                continue;
            m_names[old] = candidate;
            if (kind != "Service" && !kind.ends_with("Policy")) // labels are never called after those
                m_renamed[name] = candidate;
            return;
        }
    }

    Status change(Json &manifest)
    {
        const auto old = nameOf(manifest);
        auto metadata = manifest["metadata"];
        metadata.set("name", m_names.at(old));
        for (const auto *key : {"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields",
                                "ownerReferences", "selfLink"})
            metadata.remove(key);
        const auto ns = m_names.find({"Namespace", "", std::get<1>(old)});
        if (ns != m_names.end() && !std::get<1>(old).empty())
            metadata.set("namespace", ns->second);
        if (metadata.contains("annotations"))
            metadata.set("annotations", withoutAddresses(metadata["annotations"]));
        manifest.set("metadata", renameLabels(metadata));
        manifest.remove("status");
        if (!manifest.contains("spec"))
            return {};
        auto spec = renameLabels(manifest["spec"]);
        if (auto done = changeSpec(std::get<0>(old), std::get<1>(old), spec); !done)
            return done;
        manifest.set("spec", std::move(spec));
        return {};
    }

    /// Addresses that a network plugin wrote down.
    static Json withoutAddresses(Json annotations)
    {
        for (const auto *key :
             {"cni.projectcalico.org/podIP", "cni.projectcalico.org/podIPs", "cni.projectcalico.org/ipAddrs",
              "projectcalico.org/IPv4Address", "projectcalico.org/IPv6Address"})
            annotations.remove(key);
        return annotations;
    }

    /// What is said by label of something that is copied is said of the copy.
    Json renameLabels(const Json &value) const
    {
        if (value.isArray()) {
            Json out = Json::array();
            for (const auto &item : value.items())
                out.append(renameLabels(item));
            return out;
        }
        if (!value.isObject())
            return value;
        Json out = Json::object();
        for (const auto &[key, member] : value.members()) {
            const bool isLabels = key == "labels" || key == "matchLabels" || key == "selector";
            if (isLabels && member.isObject())
                out.set(key, renameValues(member));
            else if (key == "values" && member.isArray() && value.contains("operator"))
                out.set(key, renameItems(member));
            else if (key.ends_with("elector") && member.isString())
                out.set(key, renameQuoted(member.asString()));
            else
                out.set(key, renameLabels(member));
        }
        return out;
    }

    Json renameItems(const Json &values) const
    {
        Json out = Json::array();
        for (const auto &value : values.items()) {
            const auto found = value.isString() ? m_renamed.find(value.asString()) : m_renamed.end();
            out.append(found == m_renamed.end() ? value : Json(found->second));
        }
        return out;
    }

    /// The values of a Calico selector: "app == 'web'", "app in {'web', 'shop'}".
    std::string renameQuoted(const std::string &selector) const
    {
        std::string out;
        std::size_t from = 0;
        for (auto open = selector.find_first_of("'\""); open != std::string::npos;
             open = selector.find_first_of("'\"", from)) {
            const auto close = selector.find(selector[open], open + 1);
            if (close == std::string::npos)
                break; // a fault stays a fault
            const auto value = selector.substr(open + 1, close - open - 1);
            const auto found = m_renamed.find(value);
            out += selector.substr(from, open + 1 - from) + (found == m_renamed.end() ? value : found->second)
                 + selector[close];
            from = close + 1;
        }
        return out + selector.substr(from);
    }

    Json renameValues(const Json &labels) const
    {
        Json out = Json::object();
        for (const auto &[key, value] : labels.members()) {
            const auto found = value.isString() ? m_renamed.find(value.asString()) : m_renamed.end();
            if (value.isObject())
                out.set(key, renameLabels(Json::object({{key, value}}))[key]);
            else
                out.set(key, found == m_renamed.end() ? value : Json(found->second));
        }
        return out;
    }

    static void removeNodePorts(Json &spec)
    {
        Json ports = Json::array();
        for (auto port : spec["ports"].items()) {
            port.remove("nodePort");
            ports.append(std::move(port));
        }
        if (spec.contains("ports"))
            spec.set("ports", std::move(ports));
    }

    Status changeSpec(const std::string &kind, const std::string &ns, Json &spec)
    {
        if (kind == "Service") {
            for (const auto *key : {"clusterIP", "clusterIPs", "healthCheckNodePort"})
                spec.remove(key);
            removeNodePorts(spec);
        } else if (kind == "StatefulSet") {
            const auto service = m_names.find({"Service", ns, spec["serviceName"].asString()});
            if (service != m_names.end())
                spec.set("serviceName", service->second);
        } else if (kind == "IPPool") {
            return moveNetwork(spec, "cidr");
        } else if (kind == "Link") {
            return changeLink(spec);
        } else if (kind == "Router") {
            return changeRouter(spec);
        } else if (kind == "Node") {
            return changeNode(spec);
        } else if (kind == "Cluster") {
            return moveNetworks(spec, "podCIDRs");
        }
        return {};
    }

    Status changeLink(Json &spec)
    {
        Json ends = Json::array();
        for (auto end : spec["ends"].items()) {
            for (const auto &[key, kind] : {std::pair{"router", "Router"}, std::pair{"node", "Node"}}) {
                const auto found = m_names.find({kind, "", end[key].asString()});
                if (found != m_names.end())
                    end.set(key, found->second);
            }
            ends.append(std::move(end));
        }
        spec.set("ends", std::move(ends));
        return spec["subnet"].isArray() ? moveNetworks(spec, "subnet") : moveNetwork(spec, "subnet");
    }

    Status changeRouter(Json &spec)
    {
        spec.set("asNumber", Json(std::int64_t{++m_highestAs}));
        if (auto moved = moveNetworks(spec, "networks"); !moved)
            return moved;
        Json addresses = Json::array();
        for (const auto &each : spec["addresses"].items()) {
            auto address = freeAddress(each.asString());
            if (!address)
                return Failure{std::move(address).error()};
            addresses.append(*std::move(address));
        }
        if (spec.contains("addresses"))
            spec.set("addresses", std::move(addresses));
        return {};
    }

    Status changeNode(Json &spec)
    {
        spec.remove("podCIDR");
        spec.remove("podCIDRs");
        auto bgp = spec["bgp"];
        if (!bgp.isObject())
            return {};
        for (const auto *key : {"ipv4Address", "ipv6Address"}) {
            if (!bgp.contains(key))
                continue;
            auto address = freeAddress(bgp[key].asString());
            if (!address)
                return Failure{std::move(address).error()};
            bgp.set(key, *std::move(address));
        }
        if (bgp.contains("asNumber"))
            bgp.set("asNumber", Json(std::int64_t{++m_highestAs}));
        bgp.remove("ipv4IPIPTunnelAddr");
        spec.set("bgp", std::move(bgp));
        return {};
    }

    /// The next address of the same network that nothing has; in the network's copy, when it is copied too.
    Result<std::string> freeAddress(const std::string &text)
    {
        const auto parsed = InterfaceAddress::parse(text);
        if (!parsed)
            return text; // a fault stays a fault, and Problems shows it
        auto network = parsed->network();
        auto address = parsed->address;
        if (const auto moved = m_moved.find(network); moved != m_moved.end()) {
            address = moved->second.first().plus(address.bits() - network.first().bits());
            network = moved->second;
        }
        constexpr int kMostTries = 65536;
        for (int tries = 0; tries < kMostTries && network.contains(address) && address != network.last();
             ++tries) {
            if (m_addresses.insert(address).second)
                return InterfaceAddress{address, parsed->prefixLength}.toString();
            address = address.plus({0, 1});
        }
        return fail(Errc::Exhausted, "no-free-address", "no address of %1 behind %2 is free for the copy",
                    {network.toString(), parsed->address.toString()});
    }

    Result<Prefix> freeNetwork(const Prefix &like)
    {
        if (const auto known = m_moved.find(like); known != m_moved.end())
            return known->second;
        auto next = like;
        constexpr int kMostTries = 4096;
        for (int tries = 0; tries < kMostTries; ++tries) {
            const auto first = next.first().plus(next.size());
            if (first <= next.first())
                break; // past the last address
            next = Prefix::of(first, like.length());
            const bool isFree = std::none_of(m_networks.begin(), m_networks.end(),
                                             [&](const Prefix &other) { return other.overlaps(next); });
            if (!isFree)
                continue;
            m_networks.push_back(next);
            m_moved.insert_or_assign(like, next);
            return next;
        }
        return fail(Errc::Exhausted, "no-free-network",
                    "no network as large as %1 is free behind it for the copy", {like.toString()});
    }

    Status moveNetwork(Json &spec, const char *key)
    {
        const auto like = Prefix::parse(spec[key].asString());
        if (!like)
            return {};
        auto moved = freeNetwork(*like);
        if (!moved)
            return Failure{std::move(moved).error()};
        spec.set(key, moved->toString());
        return {};
    }

    Status moveNetworks(Json &spec, const char *key)
    {
        Json out = Json::array();
        for (const auto &each : spec[key].items()) {
            Json one = Json::object({{"cidr", each}});
            if (auto moved = moveNetwork(one, "cidr"); !moved)
                return moved;
            out.append(one["cidr"]);
        }
        if (!out.items().empty())
            spec.set(key, std::move(out));
        return {};
    }

    const std::vector<Json> &m_manifests;
    const Design &m_design;
    std::set<Name> m_taken;
    std::map<Name, std::string> m_names;
    std::map<std::string, std::string> m_renamed; ///< whatever the kind, for labels
    std::vector<Prefix> m_networks;
    std::map<Prefix, Prefix> m_moved;
    std::set<IpAddress> m_addresses;
    std::uint32_t m_highestAs = 0;
};

} // namespace

std::vector<Json> manifestsOf(const Snapshot &snapshot, const std::set<ObjectId> &objects)
{
    std::vector<Json> out;
    for (const auto &id : snapshot.objects()) {
        auto shown = id;
        if (shown.kind == "Node")
            shown.group.clear();
        if (objects.contains(id) || objects.contains(shown))
            out.push_back(snapshot.manifestJson(id));
    }
    return out;
}

Result<std::vector<Json>> manifestsIn(std::string_view text)
{
    const auto snapshot = parseFiles({{"clipboard", std::string(text)}});
    std::vector<Json> out;
    for (const auto &id : snapshot->objects())
        out.push_back(snapshot->manifestJson(id));
    if (out.empty())
        return fail(Errc::InvalidArgument, "no-manifests",
                    "the clipboard has no manifests; copy objects here, or YAML with apiVersion and kind");
    return out;
}

Result<std::vector<Json>> copiesOf(const std::vector<Json> &manifests, const Snapshot &snapshot)
{
    return Copier(manifests, snapshot).copy();
}

Edit sayingCluster(const Snapshot &snapshot, const std::string &cluster)
{
    static const std::set<std::string> ofNoCluster{"Cluster", "Router", "Link", "Lab"};
    Edit edit;
    for (const auto &id : snapshot.objects()) {
        const auto *meta = snapshot.meta(id);
        if (meta == nullptr || (id.group == "podloom.dev" && ofNoCluster.contains(id.kind))
            || id.cluster != cluster || meta->labels.contains(std::string(kClusterLabel)))
            continue;
        edit.steps.emplace_back(SetValue{id, "/metadata/labels/podloom.dev~1cluster", cluster});
    }
    for (const auto &link : snapshot.design().links) {
        for (std::size_t end = 0; end < link.ends.size(); ++end) {
            if (!link.ends[end].node.empty() && link.ends[end].cluster.empty())
                edit.steps.emplace_back(
                    SetValue{link.meta.id, "/spec/ends/" + std::to_string(end) + "/cluster", cluster});
        }
    }
    return edit;
}

} // namespace podloom::app
