#include "agentd/daemon/policy_keeper.h"

#include "core/policy/compile.h"
#include "core/routing/overlay.h"

#include <algorithm>
#include <iterator>

namespace podloom {

using policy::Endpoint;
using policy::EndpointIndex;
using policy::kNone;

namespace {

/// No pod can be called so.
constexpr const char *kStrangerName = "~";

ObjectId strangerOf(const std::string &cluster, const std::string &ns)
{
    return {cluster, "", "Pod", ns, kStrangerName};
}

/// The pod of that attachment, if an object describes it.
ObjectId idOf(const Attachment &attachment, const std::string &cluster)
{
    return {cluster, "", "Pod",
            attachment.pod.ns.empty() ? std::string(kDefaultNamespace) : attachment.pod.ns,
            attachment.pod.name.empty() ? attachment.key.containerId : attachment.pod.name};
}

} // namespace

void PolicyKeeper::compile(const Design &live)
{
    auto design = live;
    for (const auto &[cluster, ns] : m_strangers) {
        Pod stranger;
        stranger.meta.id = strangerOf(cluster, ns);
        stranger.spec.nodeName = m_node;
        design.pods.put(std::move(stranger));
    }
    m_program = std::make_shared<const policy::Program>(policy::compile(design));
    m_byAddress.clear();
    m_byId.clear();
    for (EndpointIndex index = 0; index < m_program->endpoints.size(); ++index) {
        const auto &endpoint = m_program->endpoints[index];
        if (endpoint.kind != Endpoint::Kind::Pod)
            continue;
        m_byId[endpoint.id] = index;
        for (const auto ip : endpoint.ips)
            m_byAddress[ip] = index;
    }
}

/// The endpoint of the program that policies cannot tell from this pod, or kNone.
EndpointIndex PolicyKeeper::placeOf(const Attachment &attachment, const Design &desired,
                                    const std::string &cluster) const
{
    const auto id = idOf(attachment, cluster);
    const auto found = m_byId.find(desired.pods.contains(id) ? id : strangerOf(cluster, id.ns));
    return found == m_byId.end() ? kNone : found->second;
}

/// Of the pods of this node, which came and went since the program was made.
EndpointAddresses PolicyKeeper::addressesNow(const Admission &admission) const
{
    EndpointAddresses now;
    for (const auto &[id, index] : m_byId) {
        if (m_program->endpoints[index].node == m_node)
            now[index];
    }
    for (const auto &[key, attachment] : admission.own) {
        const auto place = placeOf(attachment, admission.desired, admission.cluster);
        if (place == kNone)
            continue;
        auto &ips = now[place];
        ips.insert(ips.end(), attachment.addresses.begin(), attachment.addresses.end());
    }
    return now;
}

LocalEndpoint PolicyKeeper::endpointOf(const Attachment &attachment) const
{
    LocalEndpoint endpoint{.interfaceName = attachment.hostInterface, .ips = attachment.addresses};
    for (const auto address : attachment.addresses) {
        if (const auto found = m_byAddress.find(address); found != m_byAddress.end())
            endpoint.endpoint = found->second;
    }
    return endpoint;
}

Status PolicyKeeper::reconcile(const Design &live, const std::string &cluster,
                               const std::vector<IpPool> &pools,
                               const std::map<AttachmentKey, Attachment> &own)
{
    compile(live);
    EnforceOptions options{.cluster = cluster, .node = m_node};
    for (const auto &pool : pools) {
        if (isOverlay(pool))
            options.tunnelPort = kVxlanPort;
        options.natExclusions.push_back(pool.cidr);
        if (pool.isNatOutgoing)
            options.natSources.push_back(pool.cidr);
    }
    std::vector<LocalEndpoint> endpoints;
    for (const auto &[key, attachment] : own) {
        if (!attachment.addresses.empty())
            endpoints.push_back(endpointOf(attachment));
    }
    const auto addresses = m_kernel.addresses();
    if (!addresses)
        return wrap(Error(addresses.error()), "read the addresses of this node");
    auto interfaces = hostInterfaces(*m_program, cluster, m_node, *addresses);
    std::move(interfaces.begin(), interfaces.end(), std::back_inserter(endpoints));
    auto applied = m_enforcer.apply(*m_program, std::move(endpoints), options);
    if (!applied)
        return wrap(std::move(applied).error(), "put the policies in force");
    m_isInForce = true;
    return {};
}

std::optional<std::vector<LocalEndpoint>> PolicyKeeper::placesOf(const Admission &admission) const
{
    std::vector<LocalEndpoint> endpoints;
    for (const auto *pod : admission.pods) {
        const auto place = placeOf(*pod, admission.desired, admission.cluster);
        if (place == kNone)
            return std::nullopt;
        endpoints.push_back({.interfaceName = pod->hostInterface, .endpoint = place, .ips = pod->addresses});
    }
    return endpoints;
}

Status PolicyKeeper::admit(const Admission &admission)
{
    if (!m_isInForce)
        return fail(Errc::Unavailable, "no-policy-yet", "policies are not in force yet");
    std::function<EndpointAddresses()> now = [&] { return addressesNow(admission); };
    auto endpoints = admission.isCurrent ? placesOf(admission) : std::nullopt;
    if (!endpoints) {
        endpoints.emplace();
        for (const auto *pod : admission.pods) {
            if (const auto id = idOf(*pod, admission.cluster); !admission.desired.pods.contains(id))
                m_strangers.emplace(id.cluster, id.ns);
        }
        compile(admission.live());
        for (const auto *pod : admission.pods)
            endpoints->push_back(endpointOf(*pod));
        now = [] { return EndpointAddresses(); };
    }
    auto added = m_enforcer.addEndpoints(*m_program, *endpoints, now);
    if (!added)
        return wrap(std::move(added).error(), "put the policies of " + admission.pods.front()->key.toString()
                                                  + (admission.pods.size() > 1 ? " and others" : "")
                                                  + " in force");
    return {};
}

Status PolicyKeeper::dismiss(const Attachment &attachment)
{
    if (!m_isInForce)
        return {}; // the first reconcile() sweeps
    auto removed = m_enforcer.removeEndpoint(attachment.hostInterface);
    if (!removed)
        return wrap(std::move(removed).error(),
                    "take the policies of " + attachment.key.toString() + " away");
    return {};
}

bool PolicyKeeper::followsAddresses() const
{
    return std::any_of(m_program->endpoints.begin(), m_program->endpoints.end(), [&](const auto &endpoint) {
        return endpoint.kind == policy::Endpoint::Kind::HostInterface && endpoint.node == m_node
            && endpoint.interface.empty();
    });
}

Result<bool> PolicyKeeper::repair()
{
    if (!m_isInForce)
        return false;
    auto repaired = m_enforcer.repair();
    if (!repaired)
        return wrap(std::move(repaired).error(), "bring the policies back");
    return *repaired != TransactionSize();
}

Status PolicyKeeper::check()
{
    const auto size = m_enforcer.verify();
    if (!size)
        return Failure{size.error()};
    if (*size != TransactionSize())
        return fail(
            Errc::NotFound, "policy-differs",
            "the packet filter differs from the policies: %1 chains, %2 sets, %3 elements",
            {std::to_string(size->chains), std::to_string(size->sets), std::to_string(size->elements)});
    return {};
}

} // namespace podloom
