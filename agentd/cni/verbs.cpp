#include "agentd/cni/verbs.h"

#include "agentd/cni/result.h"
#include "agentd/wire/names.h"
#include "core/base/text.h"
#include "core/os/fault_point.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// Leaves of the wish what lies in the ranges that the runtime asks for. Errors: InvalidArgument.
Status bound(AddressWish &wish, const std::vector<WishedRange> &ranges)
{
    if (ranges.empty())
        return {};
    PrefixSet allowed;
    std::vector<IpPool> pools;
    for (const auto &range : ranges) {
        allowed = allowed.united(range.addresses);
        const auto before = pools.size();
        std::copy_if(wish.pools.begin(), wish.pools.end(), std::back_inserter(pools),
                     [&](const IpPool &pool) {
                         return pool.cidr.family() == range.family && range.addresses.overlaps(pool.cidr);
                     });
        if (pools.size() == before)
            return fail(Errc::InvalidArgument, "cni-ranges",
                        "ipRanges asks for %1, of which no pool gives addresses to this pod", {range.subnet});
    }
    wish.pools = std::move(pools);
    wish.reserved = wish.reserved.united(PrefixSet::everything().without(allowed));
    return {};
}

} // namespace

void CniVerbs::run(const CniRequest &request, UniqueFd netns, const Reply &reply)
{
    const auto refuse = [&](const CniError &wrong) {
        const auto json = parseJson(request.config);
        reply(answerWith(wrong, json ? (*json)["cniVersion"].asString() : std::string()));
    };
    if (const auto wrong = checkEnvironment(request))
        return refuse(*wrong);
    const auto parsed = parseCniConfig(request);
    if (const auto *wrong = std::get_if<CniError>(&parsed))
        return refuse(*wrong);
    const auto &config = std::get<CniConfig>(parsed);
    if (request.command == "ADD")
        return add(request, config, std::move(netns), reply);
    if (request.command == "DEL")
        return del(request, config, reply);
    if (request.command == "CHECK")
        return reply(check(request, config, netns));
    if (request.command == "GC")
        return reply(collectGarbage(config));
    return reply(status(config));
}

void CniVerbs::add(const CniRequest &request, const CniConfig &config, UniqueFd netns, const Reply &reply)
{
    const AttachmentKey key{request.containerId, request.ifName};
    const auto refuse = [&](const CniError &error) { reply(answerWith(error, config.cniVersion)); };
    if (!netns)
        return refuse(
            {cni_code::kUnknownContainer, "there is no network namespace " + request.netnsPath, {}});
    if (const auto ready = m_host.readiness(); !ready)
        return refuse({cni_code::kTryAgainLater, ready.error().text(), {}});
    const auto *known = m_attachments.find(key);
    if (known || m_adds.contains(key)) {
        if (!known || known->state != Attachment::State::Deleting)
            return refuse({cni_code::kAlreadyAttached,
                           "container " + key.containerId + " already has " + key.ifName,
                           {}});
        if (const auto removed = remove(key); !removed)
            return refuse(cniErrorFrom(removed.error()));
    }
    auto wish = m_host.wishFor(config);
    if (!wish)
        return refuse(cniErrorFrom(wish.error()));
    if (const auto bounded = bound(*wish, config.runtime.ranges); !bounded)
        return refuse(cniErrorFrom(bounded.error()));
    auto mac = podMac(key.containerId, key.ifName);
    if (const auto &asked = config.runtime.mac; !asked.empty()) {
        const auto wanted = MacAddress::parse(asked);
        if (!wanted || !wanted->isUnicast())
            return refuse(
                {cni_code::kInvalidConfig, "mac is not the address of one interface: " + asked, {}});
        mac = *wanted;
    }
    auto pending = std::make_unique<PendingAdd>();
    pending->attachment = {.key = key,
                           .network = config.network,
                           .pod = config.pod,
                           .netnsPath = request.netnsPath,
                           .hostInterface = podInterfaceName(key.containerId, key.ifName),
                           .mac = mac,
                           .mtuBytes = wish->mtuBytes,
                           .ports = config.runtime.ports,
                           .bandwidth = config.runtime.bandwidth};
    pending->config = config;
    pending->wish = *std::move(wish);
    pending->netns = std::move(netns);
    pending->reply = reply;
    m_adds.push(std::move(pending));
}

Status CniVerbs::unplug(const AttachmentKey &key)
{
    m_adds.withdraw(key);
    Status noted;
    const auto *known = m_attachments.find(key);
    if (known && known->state != Attachment::State::Deleting) {
        auto attachment = *known;
        attachment.state = Attachment::State::Deleting;
        noted = m_attachments.put(attachment);
        faultPoint("del-noted");
    }
    // Without a record a link of that name is still ours to remove, and where nothing can be noted the
    // container has no network any more all the same: whoever asks again finishes it.
    auto unwired = unwirePod(m_kernel, podInterfaceName(key.containerId, key.ifName), {});
    return noted ? unwired : noted;
}

Status CniVerbs::forget(const AttachmentKey &key)
{
    // The kernel walks its whole table of connections (9 ms), whose they may be.
    if (const auto addresses = m_addresses.addressesOf(key); !addresses.empty()) {
        if (auto forgotten = m_kernel.forgetFlows(addresses); !forgotten)
            return Failure{std::move(forgotten).error()};
        faultPoint("del-flows-forgotten");
    }
    const auto *known = m_attachments.find(key);
    if (!known)
        return m_addresses.release(key);
    const auto attachment = *known;
    if (auto undone = m_adds.undo(attachment); !undone)
        return undone;
    m_host.detached(attachment);
    return {};
}

Status CniVerbs::remove(const AttachmentKey &key)
{
    if (auto unplugged = unplug(key); !unplugged)
        return unplugged;
    faultPoint("del-unplugged");
    return forget(key);
}

Status CniVerbs::finishRemovals()
{
    std::vector<AttachmentKey> left;
    for (const auto &[key, attachment] : m_attachments.all()) {
        if (attachment.state == Attachment::State::Deleting)
            left.push_back(key);
    }
    Status first;
    for (const auto &key : left) {
        if (auto removed = remove(key); !removed && first)
            first = std::move(removed);
    }
    return first;
}

void CniVerbs::del(const CniRequest &request, const CniConfig &config, const Reply &reply)
{
    const AttachmentKey key{request.containerId, request.ifName};
    if (const auto unplugged = unplug(key); !unplugged) {
        auto error = cniErrorFrom(unplugged.error());
        error.code = cni_code::kTryAgainLater;
        return reply(answerWith(error, config.cniVersion));
    }
    // The container has no network any more and the rest is on record, so nobody has to wait for it. No other
    // call comes between.
    faultPoint("del-unplugged");
    reply({});
    faultPoint("del-answered");
    if (const auto forgotten = forget(key); !forgotten)
        m_host.removalFailed(forgotten.error());
}

CniAnswer CniVerbs::check(const CniRequest &request, const CniConfig &config, const UniqueFd &netns)
{
    const auto wrong = [&](std::string message, std::string details = {}) {
        return answerWith({cni_code::kNotAsItShouldBe, std::move(message), std::move(details)},
                          config.cniVersion);
    };
    if (config.cniVersion < "0.4.0")
        return answerWith({cni_code::kIncompatibleVersion, "CHECK came with CNI 0.4.0", {}},
                          config.cniVersion);
    if (!config.prevResult.isObject())
        return answerWith({cni_code::kInvalidConfig, "CHECK needs a prevResult", {}}, config.cniVersion);
    const auto *attachment = m_attachments.find({request.containerId, request.ifName});
    if (!attachment || attachment->state != Attachment::State::Ready)
        return wrong("the agent does not know " + request.containerId + '/' + request.ifName);
    for (const auto &address : attachment->addresses) {
        const auto given = addressesIn(config.prevResult, request.ifName);
        if (std::find(given.begin(), given.end(), address) == given.end())
            return wrong("the result does not have the address " + address.toString());
    }
    const auto faults = checkPod(m_kernel, netns.get(), wiringOf(*attachment));
    if (!faults)
        return answerWith(cniErrorFrom(faults.error()), config.cniVersion);
    if (!faults->empty())
        return wrong(faults->front(), join(*faults, "; "));
    if (const auto enforced = m_host.checkEnforced(*attachment); !enforced)
        return wrong(enforced.error().text());
    return {};
}

CniAnswer CniVerbs::collectGarbage(const CniConfig &config)
{
    if (config.cniVersion < "1.1.0")
        return answerWith({cni_code::kIncompatibleVersion, "GC came with CNI 1.1.0", {}}, config.cniVersion);
    if (!config.hasValidAttachments)
        return answerWith({cni_code::kInvalidConfig, "GC needs cni.dev/valid-attachments", {}},
                          config.cniVersion);
    const std::set<AttachmentKey> valid(config.validAttachments.begin(), config.validAttachments.end());
    std::vector<AttachmentKey> stale;
    for (const auto &[key, attachment] : m_attachments.all()) {
        if (attachment.network == config.network && !valid.contains(key))
            stale.push_back(key);
    }
    std::vector<std::string> failures;
    std::vector<AttachmentKey> released;
    for (const auto &key : stale) {
        auto removed = proveUnused(*m_attachments.find(key));
        if (removed)
            removed = remove(key);
        if (removed)
            released.push_back(key);
        else
            failures.push_back(removed.error().text());
    }
    m_host.collected(released, failures);
    if (!failures.empty())
        return answerWith({cni_code::kFailed, failures.front(), join(failures, "; ")}, config.cniVersion);
    return {};
}

Status CniVerbs::proveUnused(const Attachment &attachment)
{
    const auto routes = m_kernel.routes({std::nullopt, std::nullopt, KernelRoute().table});
    if (!routes)
        return Failure{routes.error()};
    for (const auto address : attachment.addresses) {
        for (const auto &route : *routes) {
            if (route.destination == Prefix::host(address) && !route.interface.empty()
                && route.interface != attachment.hostInterface)
                return fail(Errc::Conflict, "gc-in-use", "%1 stays: its address %2 is reached by %3",
                            {attachment.key.toString(), address.toString(), route.interface});
        }
    }
    return {};
}

CniAnswer CniVerbs::status(const CniConfig &config)
{
    if (config.cniVersion < "1.1.0")
        return answerWith({cni_code::kIncompatibleVersion, "STATUS came with CNI 1.1.0", {}},
                          config.cniVersion);
    if (const auto ready = m_host.readiness(); !ready)
        return answerWith({cni_code::kNotAvailable, ready.error().text(), {}}, config.cniVersion);
    const auto wish = m_host.wishFor(config);
    if (!wish)
        return answerWith({cni_code::kNotAvailable, wish.error().text(), {}}, config.cniVersion);
    const auto written = m_attachments.tryWriting();
    m_host.booksTried(written);
    if (!written)
        return answerWith({cni_code::kNotAvailable, written.error().text(), {}}, config.cniVersion);
    for (const auto family : {Family::V4, Family::V6}) {
        const auto pools = poolsOfFamily(wish->pools, family);
        if (!pools.empty() && m_host.isExhausted(family, pools)
            && m_addresses.freeCount(family, pools, wish->reserved) == 0)
            return answerWith({cni_code::kNotAvailable,
                               "no IPv" + std::to_string(static_cast<int>(family)) + " address is left",
                               {}},
                              config.cniVersion);
    }
    return {};
}

Status CniVerbs::recover()
{
    Status first;
    const auto keep = [&](Status status) {
        if (!status && first)
            first = std::move(status);
    };
    std::vector<AttachmentKey> doomed;
    for (const auto &[key, attachment] : m_attachments.all()) {
        const auto link = m_kernel.link(attachment.hostInterface);
        const bool isGone = !link && link.error().code == Errc::NotFound;
        if ((attachment.state != Attachment::State::Ready && !m_adds.contains(key)) || isGone)
            doomed.push_back(key);
    }
    for (const auto &key : doomed)
        keep(remove(key));
    std::set<AttachmentKey> orphans;
    for (const auto &[address, key] : m_addresses.taken()) {
        if (!key.isNode() && !m_attachments.find(key))
            orphans.insert(key);
    }
    for (const auto &key : orphans)
        keep(remove(key));
    return first;
}

} // namespace podloom
