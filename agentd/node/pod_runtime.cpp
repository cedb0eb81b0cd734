#include "agentd/node/pod_runtime.h"

#include "agentd/node/cni_runtime.h"
#include "agentd/node/pod_process.h"
#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/netns.h"
#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/programs.h"

#include <sys/random.h>

#include <array>
#include <cerrno>

namespace podloom {

namespace {

Result<std::string> freshId()
{
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return failErrno(errno, "draw a container id");
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string id;
    for (const auto byte : bytes) {
        id += kHex[byte >> 4U];
        id += kHex[byte & 0xFU];
    }
    return id;
}

CniAttachment attachmentOf(const PodRecord &record)
{
    const auto slash = record.name.find('/');
    return {.containerId = record.id,
            .netnsPath = record.netnsPath,
            .args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=" + record.name.substr(0, slash)
                  + ";K8S_POD_NAME=" + record.name.substr(slash + 1) + ";K8S_POD_UID=" + record.uid
                  + ";K8S_POD_INFRA_CONTAINER_ID=" + record.id,
            .path = record.cniPath};
}

std::vector<std::string> addressesIn(const Json &result)
{
    std::vector<std::string> addresses;
    for (const auto &ip : result["ips"].items()) {
        const auto &cidr = ip["address"].asString();
        addresses.push_back(cidr.substr(0, cidr.find('/')));
    }
    return addresses;
}

Status bringLoopbackUp(const Netns &netns)
{
    auto kernel = NetlinkKernel::openIn(netns.fd());
    if (!kernel)
        return Failure{std::move(kernel).error()};
    return (*kernel)->setUp("lo");
}

} // namespace

PodRuntime::PodRuntime(PodRuntimeOptions options)
    : m_options(std::move(options)),
      m_records(m_options.runFolder)
{}

PodState PodRuntime::stateOf(const PodRecord &record)
{
    if (record.pid == 0)
        return PodState::Starting;
    return record.startTime != 0 && startTimeOf(record.pid) == record.startTime ? PodState::Running
                                                                                : PodState::Failed;
}

Result<PodRecord> PodRuntime::run(const PodRequest &request)
{
    if (auto prepared = m_records.prepare(); !prepared)
        return Failure{std::move(prepared).error()};
    if (auto old = m_records.find(request.name)) {
        const auto state = stateOf(*old);
        if (state == PodState::Running)
            return *std::move(old);
        if (state == PodState::Starting)
            return fail(Errc::Conflict, "pod-starting",
                        "pod %1 is being started; if its starter died, remove it first: podloom-node pod rm "
                        "--name %1",
                        {request.name});
        if (auto removed = removeRecord(*old); !removed)
            return wrap(std::move(removed).error(), "replace pod " + request.name);
    }
    auto id = freshId();
    if (!id)
        return Failure{std::move(id).error()};
    PodRecord record{.id = *id,
                     .name = request.name,
                     .uid = request.uid,
                     .netnsPath = "/run/netns/plpod-" + *id,
                     .conflist = m_options.conflist,
                     .cniPath = m_options.cniPath,
                     .ports = request.ports};
    if (auto claimed = m_records.claim(record.name, record.id); !claimed)
        return Failure{std::move(claimed).error()};
    auto made = make(record);
    if (!made) {
        (void)removeNamedNetns(record.netnsPath).has_value(); // the first failure is the one to read
        m_records.remove(record);
        return wrap(std::move(made).error(), "run pod " + record.name);
    }
    return made;
}

Result<PodRecord> PodRuntime::make(PodRecord record)
{
    if (auto written = m_records.write(record); !written)
        return Failure{std::move(written).error()};
    const auto network = readNetworkList(record.conflist);
    if (!network)
        return Failure{network.error()};
    const auto program = siblingProgram("podloom-pod");
    if (!program)
        return Failure{program.error()};
    const auto netns = Netns::createNamed(record.netnsPath);
    if (!netns)
        return Failure{netns.error()};
    if (auto up = bringLoopbackUp(*netns); !up)
        return Failure{std::move(up).error()};
    auto result = cniAdd(*network, attachmentOf(record));
    if (!result)
        return Failure{std::move(result).error()};
    record.result = *std::move(result);
    record.ips = addressesIn(record.result);
    std::vector<std::string> argv{program->string(), "--name", record.name, "--control",
                                  m_records.controlSocket(record.id)};
    if (!record.ports.empty())
        argv.insert(argv.end(), {"--ports", record.ports});
    const auto pid = startDetached(argv, netns->fd());
    if (!pid) {
        (void)cniDel(*network, attachmentOf(record), record.result).has_value();
        return Failure{pid.error()};
    }
    record.pid = *pid;
    record.startTime = startTimeOf(*pid);
    if (auto written = m_records.write(record); !written) {
        (void)removeRecord(record).has_value();
        return Failure{std::move(written).error()};
    }
    return record;
}

Status PodRuntime::remove(const std::string &name)
{
    const auto record = m_records.find(name);
    if (!record)
        return {};
    if (auto removed = removeRecord(*record); !removed)
        return wrap(std::move(removed).error(), "remove pod " + name);
    return {};
}

Status PodRuntime::removeRecord(const PodRecord &record)
{
    if (record.pid != 0) {
        if (auto ended = endProcess(record.pid, record.startTime); !ended)
            return ended;
    }
    if (!record.conflist.empty()) {
        const auto network = readNetworkList(record.conflist);
        if (!network)
            return Failure{network.error()};
        if (auto detached = cniDel(*network, attachmentOf(record), record.result); !detached)
            return detached;
    }
    if (!record.netnsPath.empty()) {
        if (auto removed = removeNamedNetns(record.netnsPath); !removed)
            return removed;
    }
    m_records.remove(record);
    return {};
}

} // namespace podloom
