#include "core/model/earlier_place.h"
#include "core/model/sameness.h"
#include "core/policy/compile_memory.h"
#include "core/policy/compiler.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace podloom::policy {

namespace {

/// By cluster, namespace, name; replicas by the name of their workload, then by number.
using ListingKey = std::tuple<const std::string &, const std::string &, const std::string &, std::uint32_t,
                              const std::string &>;

ListingKey listingKey(const Pod &pod)
{
    const auto &id = pod.meta.id;
    return {id.cluster, id.ns, pod.owner ? pod.owner->name : id.name, pod.ordinal, id.name};
}

std::vector<IpAddress> nodeAddresses(const Design &design, const std::string &cluster,
                                     const std::string &node)
{
    std::vector<IpAddress> out;
    if (const auto *found = design.nodes.find({cluster, "", "Node", "", node})) {
        for (const auto &each : found->addresses)
            out.push_back(each.address);
    }
    return out;
}

/// Fills a list with the endpoints of pods, in its order.
class EndpointWriter {
public:
    EndpointWriter(const Design &design, const SharedList<Endpoint> &known)
        : m_design(design),
          m_known(known),
          m_hasSeveralClusters(design.clusterNames().size() > 1)
    {}

    void reserve(std::size_t size) { m_out.reserve(size); }
    void take(EndpointIndex known) { m_out.share(m_known, known); }
    /// `likely`: an endpoint that may have the same labels, or kNone.
    void make(const Pod &pod, EndpointIndex likely)
    {
        Endpoint endpoint{.id = pod.meta.id,
                          .name = endpointName(pod, m_hasSeveralClusters),
                          .node = pod.spec.nodeName,
                          .serviceAccount =
                              pod.spec.serviceAccount.empty() ? "default" : pod.spec.serviceAccount,
                          .labels = shared(pod.meta.labels, likely),
                          .ips = pod.ips,
                          .ports = pod.spec.ports};
        if (pod.spec.isHostNetwork) {
            endpoint.kind = Endpoint::Kind::HostNetworkPod;
            if (endpoint.ips.empty())
                endpoint.ips = nodeAddresses(m_design, pod.meta.id.cluster, pod.spec.nodeName);
        }
        m_out.push_back(std::move(endpoint));
    }
    SharedList<Endpoint> finish() { return std::move(m_out); }

private:
    using LabelsPointer = std::shared_ptr<const Labels>;

    /// Equal labels are one object.
    LabelsPointer shared(const Labels &labels, EndpointIndex likely)
    {
        if (!m_out.empty() && *m_out.back().labels == labels)
            return m_out.back().labels;
        if (likely != kNone && *m_known[likely].labels == labels)
            return m_known[likely].labels;
        if (m_labels.empty()) {
            const Labels *last = nullptr;
            for (const auto &endpoint : m_known) {
                if (std::exchange(last, endpoint.labels.get()) != endpoint.labels.get())
                    m_labels.emplace(*endpoint.labels, endpoint.labels);
            }
        }
        auto &known = m_labels[labels];
        if (!known)
            known = std::make_shared<const Labels>(labels);
        return known;
    }

    const Design &m_design;
    const SharedList<Endpoint> &m_known;
    bool m_hasSeveralClusters;
    std::map<Labels, LabelsPointer> m_labels; ///< empty until somebody asks
    SharedList<Endpoint> m_out;
};

/// Pods by their indexes in a design, in the order of a Program.
using Order = std::vector<std::uint32_t>;

Order merged(const Table<Pod> &pods, const Order &sorted, Order others)
{
    const auto isBefore = [&](std::uint32_t a, std::uint32_t b) {
        return listingKey(pods[a]) < listingKey(pods[b]);
    };
    std::sort(others.begin(), others.end(), isBefore);
    Order out;
    out.reserve(sorted.size() + others.size());
    auto at = sorted.begin();
    for (const auto each : others) {
        const auto next = std::upper_bound(at, sorted.end(), each, isBefore);
        out.insert(out.end(), at, next);
        out.push_back(each);
        at = next;
    }
    out.insert(out.end(), at, sorted.end());
    return out;
}

/// The endpoints of a state before, by the index of the pod.
struct Known {
    std::vector<EndpointIndex> same{};  ///< of pods that are the same objects; kNone for others
    std::vector<EndpointIndex> named{}; ///< of those that are only called the same; may be kNone
};

PodEndpoints endpointsOf(const Design &design, const Known &before, const SharedList<Endpoint> &endpoints,
                         PodChanges &changes)
{
    const auto &known = before.same;
    constexpr auto kNobody = UINT32_MAX;
    Order byEndpoint(endpoints.size(), kNobody);
    Order others;
    for (std::uint32_t index = 0; index < design.pods.size(); ++index) {
        if (design.pods[index].isFinished)
            continue;
        if (known[index] == kNone)
            others.push_back(index);
        else
            byEndpoint[known[index]] = index;
    }
    std::erase(byEndpoint, kNobody);
    PodEndpoints out;
    out.ofPod.resize(design.pods.size(), kNone);
    EndpointWriter writer(design, endpoints);
    const auto order = merged(design.pods, byEndpoint, std::move(others));
    writer.reserve(order.size());
    changes.now.assign(endpoints.size(), kNone);
    for (EndpointIndex number = 0; number < order.size(); ++number) {
        const auto index = order[number];
        out.ofPod[index] = number;
        if (known[index] == kNone) {
            writer.make(design.pods[index], before.named[index]);
            changes.fresh.push_back(number);
        } else {
            writer.take(known[index]);
            changes.now[known[index]] = number;
        }
    }
    out.list = writer.finish();
    return out;
}

} // namespace

PodEndpoints podEndpoints(const Design &design)
{
    const std::vector<EndpointIndex> none(design.pods.size(), kNone);
    PodChanges ignored;
    return endpointsOf(design, {none, none}, {}, ignored);
}

PodEndpoints podEndpoints(const Design &design, const Inventory &before, const Program &program,
                          PodChanges &changes)
{
    const auto &earlier = before.design;
    const bool isNamedAlike = (design.clusterNames().size() > 1) == (earlier.clusterNames().size() > 1);
    if (!isNamedAlike || !areSameButPlaces(design.nodes, earlier.nodes))
        return podEndpoints(design);
    const std::vector<EndpointIndex> none(design.pods.size(), kNone);
    Known known{none, none};
    EarlierPlace at(earlier.pods);
    for (std::size_t index = 0; index < none.size(); ++index) {
        const auto &pod = design.pods.pointer(index);
        if (const auto same = at.find(pod))
            known.same[index] = before.endpointOfPod[*same];
        else if (const auto named = at.findNamed(pod))
            known.named[index] = before.endpointOfPod[*named];
    }
    return endpointsOf(design, known, program.endpoints, changes);
}

std::vector<ProgramNode> programNodes(const Design &design)
{
    std::vector<ProgramNode> out;
    for (const auto &node : design.nodes)
        out.push_back({.cluster = node.meta.id.cluster,
                       .name = node.meta.id.name,
                       .ips = nodeAddresses(design, node.meta.id.cluster, node.meta.id.name)});
    return out;
}

Selection::NamespaceLabels namespaceLabelsOf(const Design &design)
{
    Selection::NamespaceLabels out;
    const auto add = [&](const std::string &cluster, const std::string &name) {
        auto &labels = out[{cluster, name}];
        if (labels.empty()) {
            labels = design.namespaceLabels(cluster, name);
            labels.emplace(kNamespaceNameLabel, name);
        }
    };
    for (const auto &ns : design.namespaces)
        add(ns.meta.id.cluster, ns.meta.id.name);
    const ObjectId *last = nullptr;
    for (const auto &pod : design.pods) { // sorted by namespace
        const auto &id = pod.meta.id;
        if (!last || last->ns != id.ns || last->cluster != id.cluster)
            add(id.cluster, id.ns);
        last = &id;
    }
    return out;
}

} // namespace podloom::policy
