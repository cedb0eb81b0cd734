// What the CNI verbs need from the agent.
#include "agentd/daemon/agent.h"

#include "agentd/daemon/log.h"

#include <netinet/in.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace podloom {

namespace {

/// Pods that come together are told of together.
constexpr std::chrono::milliseconds kTellDelay{20};

/// How long chains may lie there that no pod uses any more; the next pod of their kind finds them.
constexpr std::chrono::milliseconds kSweepDelay{500};

/// The list of names inside the text of the annotation; empty where there is none. Errors: InvalidArgument.
Result<std::vector<std::string>> annotated(const ObjectMeta &meta, const std::string &key)
{
    const auto found = meta.annotations.find(key);
    if (found == meta.annotations.end())
        return std::vector<std::string>();
    auto names = textsInside(found->second);
    if (!names)
        return fail(Errc::InvalidArgument, "annotation-no-names",
                    "the annotation %1 of %2 is no list of names", {key, meta.id.toString()});
    return *std::move(names);
}

/// The pools of a family that somebody asks for by name: the runtime for the pod, the Pod, its Namespace, the
/// network's configuration, in this order. Errors: InvalidArgument (an annotation that is no list).
Result<std::vector<std::string>> namedPools(const Design &design, const std::string &cluster,
                                            const CniConfig &config, Family family)
{
    const bool isV4 = family == Family::V4;
    const auto &ofRuntime = isV4 ? config.runtime.pools4 : config.runtime.pools6;
    if (!ofRuntime.empty())
        return ofRuntime;
    const std::string key = isV4 ? "cni.projectcalico.org/ipv4pools" : "cni.projectcalico.org/ipv6pools";
    const auto ns = config.pod.ns.empty() ? std::string(kDefaultNamespace) : config.pod.ns;
    if (const auto *pod = design.pods.find({cluster, "", "Pod", ns, config.pod.name})) {
        if (auto names = annotated(pod->meta, key); !names || !names->empty())
            return names;
    }
    if (const auto *space = design.namespaces.find({cluster, "", "Namespace", "", ns})) {
        if (auto names = annotated(space->meta, key); !names || !names->empty())
            return names;
    }
    return isV4 ? config.pools4 : config.pools6;
}

} // namespace

Status Agent::readiness() const
{
    if (m_isFirst)
        return fail(Errc::Unavailable, "agent-starting", "the agent is starting: %1", {m_trouble});
    return {};
}

Result<AddressWish> Agent::wishFor(const CniConfig &config) const
{
    const auto ns = config.pod.ns.empty() ? std::string(kDefaultNamespace) : config.pod.ns;
    const auto labels = m_picture.design().namespaceLabels(m_picture.clusterName(), ns);
    AddressWish wish{.reserved = m_blocks->rules().reserved, .mtuBytes = m_mtuBytes};
    auto byThemselves = m_blocks->poolsFor(labels);
    for (const auto family : {Family::V4, Family::V6}) {
        const auto names = namedPools(m_picture.design(), m_picture.clusterName(), config, family);
        if (!names)
            return Failure{names.error()};
        if (names->empty()) {
            for (const auto &pool : byThemselves) {
                if (pool.cidr.family() == family)
                    wish.pools.push_back(pool);
            }
            continue;
        }
        auto named = m_blocks->poolsNamed(*names);
        if (!named)
            return Failure{std::move(named).error()};
        for (const auto &pool : *named) {
            if (pool.cidr.family() != family)
                return fail(Errc::InvalidArgument, "pool-family", "the pool %1 is not of IPv%2",
                            {pool.meta.id.name, std::to_string(static_cast<int>(family))});
            wish.pools.push_back(pool);
        }
    }
    auto origins = wish.pools;
    for (const auto &text : config.runtime.addresses) {
        auto fixed = m_blocks->fixedAddress(text);
        if (!fixed)
            return Failure{std::move(fixed).error()};
        origins.push_back(fixed->pool);
        wish.fixed.push_back(*std::move(fixed));
    }
    for (const auto &pool : origins) {
        if (auto refusal = unsupportedEncapsulation(pool))
            return Failure{Error{Errc::Unsupported, *std::move(refusal), {}}};
    }
    if (origins.empty())
        return fail(Errc::Exhausted, "no-pool-serves", "no pool gives addresses to pods of %1 on the node %2",
                    {ns, m_options.node});
    const bool isVxlan = std::any_of(origins.begin(), origins.end(), isOverlay);
    const bool hasV6 = std::any_of(origins.begin(), origins.end(),
                                   [](const IpPool &pool) { return pool.cidr.family() == Family::V6; });
    if (isVxlan)
        wish.mtuBytes -= hasV6 ? 70 : 50; // the outer headers
    return wish;
}

void Agent::claim(Family family, const std::vector<IpPool> &pools, std::function<void(Status)> done)
{
    m_blocks->claim(family, pools, std::move(done));
}

void Agent::claimAddress(const FixedAddress &wanted, std::function<void(Status)> done)
{
    m_blocks->claimAddress(wanted, std::move(done));
}

bool Agent::isExhausted(Family family, const std::vector<IpPool> &pools) const
{
    return !m_storeTrouble.empty() || !m_blocks->couldClaim(family, pools, m_picture.blocks());
}

void Agent::booksTried(const Status &written)
{
    const auto before = std::exchange(m_bookTrouble, written ? std::string() : written.error().text());
    if (before == m_bookTrouble)
        return;
    if (!written)
        log(LogLevel::Error, m_bookTrouble);
    conclude();
}

Status Agent::tryBooks()
{
    auto written = m_attachments->tryWriting();
    booksTried(written);
    return written;
}

Status Agent::admit(const std::vector<const Attachment *> &pods)
{
    return m_policies->admit({.pods = pods,
                              .own = m_attachments->all(),
                              .desired = m_picture.design(),
                              .cluster = m_picture.clusterName(),
                              .isCurrent = m_picture.version() == m_kernelVersion,
                              .live = [this] { return liveDesign(); }});
}

std::vector<Status> Agent::enforce(const std::vector<const Attachment *> &pods)
{
    const auto together = admit(pods);
    std::vector<Status> verdicts;
    for (const auto *pod : pods) {
        // What the kernel refuses of one pod is no reason to refuse the others.
        auto verdict = together || pods.size() == 1 ? together : admit({pod});
        if (verdict)
            verdict = m_ports->open(*pod);
        if (verdict)
            verdict = forgetOldFlows(*pod);
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

Status Agent::unenforce(const Attachment &attachment)
{
    if (auto closed = m_ports->close(attachment); !closed)
        return closed;
    if (!m_sweepSoon.isActive())
        m_sweepSoon.start(kSweepDelay);
    return m_policies->dismiss(attachment);
}

Status Agent::forgetOldFlows(const Attachment &attachment)
{
    std::set<std::uint16_t> ports;
    for (const auto &port : attachment.ports) {
        if (port.protocol == "udp")
            ports.insert(port.hostPort);
    }
    if (ports.empty())
        return {};
    const auto addresses = m_kernel->addresses();
    if (!addresses)
        return Failure{addresses.error()};
    const auto isOfNode = [&](IpAddress destination) {
        return std::any_of(addresses->begin(), addresses->end(), [&](const LinkAddress &each) {
            return each.address.address == destination
                || (each.interface == "lo" && each.address.network().contains(destination)); // 127.0.0.0/8
        });
    };
    auto forgotten = m_kernel->forgetFlowsThat([&](const TrackedFlow &flow) {
        return flow.protocol == IPPROTO_UDP && ports.contains(flow.destinationPort)
            && flow.replySource == flow.destination // not translated
            && isOfNode(flow.destination);          // not forwarded
    });
    return forgotten ? Status() : Status(Failure{std::move(forgotten).error()});
}

Status Agent::checkEnforced(const Attachment &attachment)
{
    if (auto checked = m_policies->check(); !checked || attachment.ports.empty())
        return checked;
    const auto repaired = m_ports->repair();
    if (!repaired)
        return Failure{repaired.error()};
    if (*repaired)
        return fail(Errc::NotFound, "ports-differ", "the port mappings of the node had been changed");
    return {};
}

void Agent::removalFailed(const Error &error)
{
    log(LogLevel::Error, error.text());
    scheduleReconcile();
}

void Agent::collected(const std::vector<AttachmentKey> &released, const std::vector<std::string> &kept)
{
    m_metrics.countCollected(released.size());
    for (const auto &key : released)
        log(LogLevel::Info, "garbage collection released " + key.toString(),
            {{"container", key.containerId}, {"interface", key.ifName}});
    for (const auto &why : kept)
        log(LogLevel::Warning, "garbage collection kept what the runtime does not list: " + why);
}

void Agent::attached(const Attachment &attachment)
{
    m_lost.erase(attachment.key);
    tellSoon();
}

void Agent::detached(const Attachment &attachment)
{
    m_lost.erase(attachment.key);
    tellSoon();
}

void Agent::tellSoon()
{
    m_blocks->addressesChanged();
    if (!m_tellSoon.isActive())
        m_tellSoon.start(kTellDelay);
}

void Agent::tell()
{
    m_publisher->publish(m_attachments->all());
    emit changed();
}

} // namespace podloom
