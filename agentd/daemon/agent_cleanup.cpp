// What an agent finds when it starts: pods that it took over, and what was left of others.
#include "agentd/daemon/agent.h"

#include "agentd/daemon/log.h"
#include "agentd/wire/names.h"

#include <algorithm>
#include <filesystem>

namespace podloom {

Status Agent::adoptPods()
{
    for (const auto &[key, attachment] : m_picture.endpoints()) {
        if (key.node != m_options.node || m_attachments->find(attachment.key)
            || !m_kernel->link(attachment.hostInterface))
            continue;
        log(LogLevel::Warning, "takes over " + attachment.key.toString() + ", which only the store knew",
            {{"container", attachment.key.containerId}});
        if (auto noted = m_attachments->put(attachment); !noted)
            return noted;
    }
    // Their blocks are in the store too; with both, the addresses are known again.
    for (const auto &[cidr, block] : m_picture.blocks()) {
        if (m_blocks->isReturning(cidr))
            continue;
        if (auto adopted = m_addresses->adopt(block); !adopted)
            return adopted;
    }
    for (const auto &[key, attachment] : m_attachments->all()) {
        for (const auto address : attachment.addresses) {
            const auto taken = m_addresses->takeFixed(key, address);
            if (!taken && taken.error().code != Errc::Conflict && taken.error().code != Errc::NotFound)
                return taken;
        }
    }
    return {};
}

/// What a crash, a restart of the machine or another program left. What fails is tried again and holds up no
/// other; what it is about stays taken until then.
Status Agent::cleanUp()
{
    if (!m_isCleanUpDue)
        return {};
    Status first;
    for (auto &&each : {m_verbs->recover(), readTombstones(), sweepLinks()}) {
        if (!each && first)
            first = each;
    }
    m_isCleanUpDue = !first;
    return first;
}

Status Agent::readTombstones()
{
    Status first;
    const auto folder = std::filesystem::path(m_options.runFolder) / "tombstones";
    std::error_code error;
    for (const auto &file : std::filesystem::directory_iterator(folder, error)) {
        const auto name = file.path().filename().string();
        const auto colon = name.find(':');
        if (colon != std::string::npos) {
            auto removed = m_verbs->remove({name.substr(0, colon), name.substr(colon + 1)});
            if (!removed && first)
                first = removed;
            if (!removed)
                continue;
        }
        std::error_code ignored;
        std::filesystem::remove(file.path(), ignored); // read again at the next start: harmless
    }
    return first;
}

/// Removes a link that no pod owns, or brings back what is missing of a pod's.
Status Agent::sweepLink(const std::string &name)
{
    const auto limited = podInterfaceOfLimiter(name); // a limiter goes with its pod's link
    const auto &all = m_attachments->all();
    const auto owner = std::find_if(all.begin(), all.end(), [&](const auto &entry) {
        return entry.second.hostInterface == (limited.empty() ? name : limited);
    });
    if (owner == all.end()) {
        log(LogLevel::Info, "removes " + name + ", which no pod owns", {{"interface", name}});
        auto gone = m_kernel->deleteLink(name);
        return !gone && gone.error().code == Errc::NotFound ? Status() : gone;
    }
    if (!limited.empty())
        return {};
    auto repaired = repairPod(*m_kernel, wiringOf(owner->second));
    if (!repaired)
        return wrap(std::move(repaired).error(), "repair " + owner->first.toString());
    return {};
}

Status Agent::sweepLinks()
{
    const auto links = m_kernel->links();
    if (!links)
        return Failure{links.error()};
    Status first;
    for (const auto &link : *links) {
        if (!isPodInterface(link.name) && podInterfaceOfLimiter(link.name).empty())
            continue;
        if (auto swept = sweepLink(link.name); !swept && first)
            first = std::move(swept);
    }
    return first;
}

} // namespace podloom
