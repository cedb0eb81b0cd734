#include "app/tools/new_object.h"

#include "core/address/pools.h"
#include "core/model/rack.h"

#include <algorithm>

namespace podloom::app {

namespace {

using Member = Json::Member;

constexpr std::uint32_t kFirstRouterAs = 64601;
constexpr std::uint16_t kWorkloadPort = 8080;

/// "node-4": the lowest number that no object of the table has.
template <class Object>
std::string freeName(const std::string &stem, const Table<Object> &table)
{
    for (std::size_t number = 1;; ++number) {
        auto name = stem + "-" + std::to_string(number);
        const bool isTaken = std::any_of(table.begin(), table.end(),
                                         [&](const Object &object) { return object.meta.id.name == name; });
        if (!isTaken)
            return name;
    }
}

Json labelsJson(const Labels &labels)
{
    Json out = Json::object();
    for (const auto &[key, value] : labels)
        out.set(key, value);
    return out;
}

Json manifest(const char *apiVersion, const char *kind, Json metadata, Json spec = {})
{
    Json out = Json::object({{"apiVersion", apiVersion}, {"kind", kind}, {"metadata", std::move(metadata)}});
    if (!spec.isNull())
        out.set("spec", std::move(spec));
    return out;
}

/// Makes one object for one design and choice.
class Maker {
public:
    Maker(const Design &design, const Choice &choice) : m_design(design), m_choice(choice) {}

    Result<Json> make(NewKind kind) const
    {
        switch (kind) {
        case NewKind::Cluster: return cluster();
        case NewKind::Node: return node();
        case NewKind::Workload: return workload();
        case NewKind::Pool: return pool();
        case NewKind::Policy: return policy();
        case NewKind::Service: return service();
        case NewKind::Router: return router();
        case NewKind::Link: break;
        }
        return link();
    }

private:
    Json cluster() const
    {
        std::uint32_t highest = 64511;
        for (const auto &each : m_design.clusters)
            highest = std::max(highest, each.asNumber);
        return manifest("podloom.dev/v1alpha1", "Cluster",
                        Json::object({{"name", freeName("cluster", m_design.clusters)}}),
                        Json::object({{"asNumber", Json(std::int64_t{highest} + 1)}, {"topology", "mesh"}}));
    }

    /// The label that objects need where several clusters are.
    Labels clusterLabels() const
    {
        if (m_design.clusters.size() < 2)
            return {};
        return {{std::string(kClusterLabel), clusterName()}};
    }

    std::string clusterName() const
    {
        if (m_choice.primary) {
            if (m_choice.primary->kind == "Cluster")
                return m_choice.primary->name;
            if (!m_choice.primary->cluster.empty())
                return m_choice.primary->cluster;
        }
        return m_design.clusters.empty() ? m_design.clusterNames().front()
                                         : m_design.clusters[0].meta.id.name;
    }

    Json metadata(const std::string &name, const std::string &ns, Labels labels) const
    {
        Json out = Json::object({{"name", name}});
        if (!ns.empty())
            out.set("namespace", ns);
        labels.merge(clusterLabels());
        if (!labels.empty())
            out.set("labels", labelsJson(labels));
        return out;
    }

    Json node() const
    {
        const auto name = freeName("node", m_design.nodes);
        Labels labels{{"kubernetes.io/hostname", name}};
        // A new node stands in the rack of the chosen one.
        if (const auto *like = m_choice.primary ? m_design.nodes.find(*m_choice.primary) : nullptr) {
            for (const auto *key : kRackLabels) {
                if (const auto rack = like->meta.labels.find(key); rack != like->meta.labels.end())
                    labels.insert(*rack);
            }
        }
        return manifest("v1", "Node", metadata(name, {}, labels));
    }

    std::string namespaceName() const
    {
        if (m_choice.primary && m_choice.primary->kind == "Namespace")
            return m_choice.primary->name;
        if (m_choice.primary && !m_choice.primary->ns.empty())
            return m_choice.primary->ns;
        return m_design.workloads.empty() ? std::string(kDefaultNamespace) : m_design.workloads[0].meta.id.ns;
    }

    Json workload() const
    {
        const auto name = freeName("app", m_design.workloads);
        const Json labels = Json::object({{"app", name}});
        const Json container = Json::object(
            {{"name", name},
             {"image", "registry.example/" + name},
             {"ports", Json::array({Json::object({{"containerPort", Json(int{kWorkloadPort})}})})}});
        const Json pods = Json::object({{"metadata", Json::object({{"labels", labels}})},
                                        {"spec", Json::object({{"containers", Json::array({container})}})}});
        return manifest("apps/v1", "Deployment", metadata(name, namespaceName(), {}),
                        Json::object({{"replicas", 2},
                                      {"selector", Json::object({{"matchLabels", labels}})},
                                      {"template", pods}}));
    }

    Result<Json> pool() const
    {
        std::vector<Prefix> taken;
        for (const auto &name : m_design.clusterNames()) {
            for (const auto &each : poolsOf(m_design, name))
                taken.push_back(each.cidr);
            const auto cluster = m_design.clusterOrDefault(name);
            for (const auto *more : {&cluster.serviceCidrs, &cluster.nodeCidrs})
                taken.insert(taken.end(), more->begin(), more->end());
        }
        for (const auto &more : {defaultServiceCidrs(), defaultNodeCidrs()})
            taken.insert(taken.end(), more.begin(), more.end());
        for (int second = 48; second < 256; ++second) {
            const auto cidr = Prefix::parse("10." + std::to_string(second) + ".0.0/18");
            const bool isFree = std::none_of(taken.begin(), taken.end(),
                                             [&](const Prefix &other) { return other.overlaps(*cidr); });
            if (isFree)
                return manifest("projectcalico.org/v3", "IPPool",
                                metadata(freeName("pool", m_design.ipPools), {}, {}),
                                Json::object({{"cidr", cidr->toString()},
                                              {"blockSize", 26},
                                              {"ipipMode", "Never"},
                                              {"vxlanMode", "Never"},
                                              {"nodeSelector", "all()"}}));
        }
        return fail(Errc::Exhausted, "no-free-cidr",
                    "no /18 between 10.48.0.0 and 10.255.255.255 is free for another pool");
    }

    std::vector<const Workload *> chosenWorkloads() const
    {
        std::vector<const Workload *> out;
        const auto add = [&](const ObjectId &id) {
            const auto *pod = m_design.pods.find(id);
            const auto *found = m_design.workloads.find(pod && pod->owner ? *pod->owner : id);
            if (found && std::find(out.begin(), out.end(), found) == out.end())
                out.push_back(found);
        };
        if (m_choice.primary)
            add(*m_choice.primary);
        for (const auto &id : m_choice.objects)
            add(id);
        return out;
    }

    static Json selectorOf(const Workload &workload)
    {
        return Json::object({{"matchLabels", labelsJson(workload.templateLabels)}});
    }

    Json policy() const
    {
        const auto chosen = chosenWorkloads();
        if (chosen.empty()) {
            const auto ns = namespaceName();
            return manifest("networking.k8s.io/v1", "NetworkPolicy",
                            metadata(freeName("deny-all", m_design.networkPolicies), ns, {}),
                            Json::object({{"podSelector", Json::object()},
                                          {"policyTypes", Json::array({"Ingress", "Egress"})}}));
        }
        const auto &target = *chosen.front();
        Json spec =
            Json::object({{"podSelector", selectorOf(target)}, {"policyTypes", Json::array({"Ingress"})}});
        if (chosen.size() > 1)
            spec.set("ingress", Json::array({ruleFrom(*chosen[1], target)}));
        return manifest(
            "networking.k8s.io/v1", "NetworkPolicy",
            metadata(freeName(target.meta.id.name, m_design.networkPolicies), target.meta.id.ns, {}),
            std::move(spec));
    }

    static Json ruleFrom(const Workload &source, const Workload &target)
    {
        Json peer = Json::object();
        if (source.meta.id.ns != target.meta.id.ns)
            peer.set("namespaceSelector",
                     Json::object({{"matchLabels",
                                    Json::object({{std::string(kNamespaceNameLabel), source.meta.id.ns}})}}));
        peer.set("podSelector", selectorOf(source));
        Json rule = Json::object({{"from", Json::array({std::move(peer)})}});
        if (!target.spec.ports.empty()) {
            const auto &port = target.spec.ports.front();
            rule.set("ports", Json::array({Json::object(
                                  {{"port", Json(int{port.port})}, {"protocol", toString(port.protocol)}})}));
        }
        return rule;
    }

    Result<Json> service() const
    {
        const auto chosen = chosenWorkloads();
        if (chosen.empty())
            return fail(Errc::InvalidArgument, "choose-workload",
                        "choose the workload or a pod that the service is for, then add it");
        const auto &target = *chosen.front();
        Json ports = Json::array();
        for (const auto &port : target.spec.ports) {
            Json each = Json::object();
            if (target.spec.ports.size() > 1)
                each.set("name", port.name.empty() ? "port-" + std::to_string(port.port) : port.name);
            each.set("port", int{port.port});
            if (port.protocol != Protocol::Tcp)
                each.set("protocol", toString(port.protocol));
            ports.append(std::move(each));
        }
        if (ports.items().empty())
            ports.append(Json::object({{"port", 80}}));
        const bool isFree = !m_design.services.contains(
            {target.meta.id.cluster, "", "Service", target.meta.id.ns, target.meta.id.name});
        const auto name = isFree ? target.meta.id.name : freeName(target.meta.id.name, m_design.services);
        return manifest(
            "v1", "Service", metadata(name, target.meta.id.ns, {}),
            Json::object({{"selector", labelsJson(target.templateLabels)}, {"ports", std::move(ports)}}));
    }

    Json router() const
    {
        auto highest = kFirstRouterAs - 1;
        for (const auto &each : m_design.routers)
            highest = std::max(highest, each.asNumber);
        return manifest("podloom.dev/v1alpha1", "Router",
                        Json::object({{"name", freeName("router", m_design.routers)}}),
                        Json::object({{"asNumber", Json(std::int64_t{highest} + 1)}, {"engine", "bird"}}));
    }

    Result<Json> link() const
    {
        Json ends = Json::array();
        for (const auto &id : m_choice.objects) {
            if (m_design.routers.contains(id))
                ends.append(Json::object({{"router", id.name}}));
            if (!m_design.nodes.contains(id))
                continue;
            Json end = Json::object({{"node", id.name}});
            if (m_design.clusters.size() > 1)
                end.set("cluster", id.cluster);
            ends.append(std::move(end));
        }
        if (ends.items().size() < 2)
            return fail(Errc::InvalidArgument, "choose-machines",
                        "choose the nodes and routers that the link joins (two or more), then add it");
        return manifest("podloom.dev/v1alpha1", "Link",
                        Json::object({{"name", freeName("link", m_design.links)}}),
                        Json::object({{"ends", std::move(ends)}}));
    }

    const Design &m_design;
    const Choice &m_choice;
};

} // namespace

Result<Json> newPeer(const Design &design, const ObjectId &from, const ObjectId &to)
{
    const bool isSwapped = !design.nodes.contains(from);
    const auto &local = isSwapped ? to : from;
    const auto &other = isSwapped ? from : to;
    const auto *node = design.nodes.find(local);
    if (node == nullptr)
        return fail(
            Errc::InvalidArgument, "peer-of-routers",
            "a BGPPeer belongs to a node; two routers speak with each other over a link between them");
    Json metadata = Json::object({{"name", freeName(local.name + "-" + other.name, design.bgpPeers)}});
    if (design.clusters.size() > 1)
        metadata.set("labels", Json::object({{std::string(kClusterLabel), local.cluster}}));
    Json spec = Json::object({{"node", local.name}});
    const auto *router = design.routers.find(other);
    const auto *peer = design.nodes.find(other);
    const auto hostname = peer ? peer->meta.labels.find("kubernetes.io/hostname") : Labels::const_iterator();
    const auto *addresses = router ? &router->addresses : peer ? &peer->addresses : nullptr;
    if (peer && peer->meta.id.cluster == local.cluster && hostname != peer->meta.labels.end()) {
        spec.set("peerSelector", "kubernetes.io/hostname == '" + hostname->second + "'");
    } else if (addresses && !addresses->empty()) {
        spec.set("peerIP", addresses->front().address.toString());
        const auto number = router ? router->asNumber
                                   : peer->asNumber.value_or(design.clusterOrDefault(other.cluster).asNumber);
        spec.set("asNumber", Json(std::int64_t{number}));
    } else {
        return fail(Errc::InvalidArgument, "peer-address", "%1 has no address yet; give it one, then connect",
                    {other.name});
    }
    return manifest("projectcalico.org/v3", "BGPPeer", std::move(metadata), std::move(spec));
}

Result<Json> newObject(NewKind kind, const Design &design, const Choice &choice)
{
    return Maker(design, choice).make(kind);
}

} // namespace podloom::app
