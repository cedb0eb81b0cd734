#include "core/lab/settling.h"

#include <algorithm>
#include <condition_variable>
#include <set>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{100};

/// The pods of a node that do not run yet, with the reason as far as it is known.
std::string missingPod(const Json &status, const LabMember &member, const Design &placed)
{
    std::set<std::string> running;
    std::map<std::string, std::string> others;
    for (const auto &pod : status["pods"].items()) {
        if (pod["state"].asString() == "running")
            running.insert(pod["name"].asString());
        else
            others[pod["name"].asString()] = pod["state"].asString() + ' ' + pod["reason"].asString();
    }
    for (const auto &pod : placed.pods) {
        const auto &id = pod.meta.id;
        if (id.cluster != member.cluster || pod.spec.nodeName != member.node || pod.spec.isHostNetwork
            || pod.isFinished)
            continue;
        const auto name = id.ns + '/' + id.name;
        if (!running.contains(name))
            return name + (others.contains(name) ? " (" + others[name] + ')' : std::string());
    }
    return {};
}

bool areSessionsUp(const Json &status)
{
    const auto &sessions = status["bgp"].items();
    return std::all_of(sessions.begin(), sessions.end(), [](const Json &session) {
        const auto state = session["state"].asString();
        return state == "established" || state == "Established" || state == "up";
    });
}

Failure cancelled()
{
    return fail(Errc::Cancelled, "cancelled", "it was cancelled");
}

Failure behind(NodeLink &link, std::int64_t revision)
{
    const auto &node = link.member().node;
    const auto status = link.call("status", Json::object());
    const auto trouble = status ? (*status)["agent"]["trouble"].asString() : status.error().text();
    return fail(Errc::Timeout, "settle-generation", "%1 has not reached revision %2 in time%3",
                {node, std::to_string(revision), trouble.empty() ? "" : ": " + trouble});
}

} // namespace

void pauseUnlessStopped(const LabJob &job, std::chrono::milliseconds time)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, job.stop, time, [] { return false; });
}

Status waitUntilSettled(NodeLink &link, const Design &placed, std::int64_t revision,
                        std::chrono::milliseconds timeout, const LabJob &job)
{
    const auto start = Clock::now();
    const auto deadline = start + timeout;
    const auto &member = link.member();
    std::string missing = "the objects";
    while (!job.stop.stop_requested()) {
        const auto wait = link.call("wait", Json::object({{"revision", revision}, {"timeoutMs", 1000}}));
        if (!wait)
            return wrap(wait.error(), "wait for " + member.node);
        const bool hasReached = (*wait)["reached"].asBool();
        if (hasReached) {
            const auto status = link.call("status", Json::object());
            if (!status)
                return wrap(status.error(), "wait for " + member.node);
            missing = missingPod(*status, member, placed);
            const bool mayLackSessions = Clock::now() - start > timeout / 3;
            if (missing.empty() && (mayLackSessions || areSessionsUp(*status)))
                return {};
        }
        if (Clock::now() >= deadline)
            return fail(Errc::Timeout, "settle", "%1 is not ready in time: %2 is missing",
                        {member.node, missing});
        pauseUnlessStopped(job, kPoll);
    }
    return cancelled();
}

Status agreeOnGeneration(const std::vector<NodeLink *> &links, std::chrono::milliseconds timeout,
                         const LabJob &job)
{
    const auto deadline = Clock::now() + timeout;
    std::int64_t newest = 0;
    for (auto *link : links) {
        const auto status = link->call("status", Json::object());
        if (!status)
            return wrap(status.error(), "wait for " + link->member().node);
        newest = std::max(newest, (*status)["agent"]["generation"].asInt());
    }
    for (auto *link : links) {
        for (;;) {
            const auto wait = link->call("wait", Json::object({{"revision", newest}, {"timeoutMs", 1000}}));
            if (!wait)
                return wrap(wait.error(), "wait for " + link->member().node);
            if ((*wait)["reached"].asBool())
                break;
            if (job.stop.stop_requested())
                return cancelled();
            if (Clock::now() >= deadline)
                return behind(*link, newest);
        }
    }
    return {};
}

Result<std::vector<EndpointRecord>> endpointsOf(NodeLink &link)
{
    const auto answer = link.call("endpoints", Json::object());
    if (!answer)
        return Failure{answer.error()};
    std::vector<EndpointRecord> out;
    for (const auto &each : (*answer)["endpoints"].items()) {
        EndpointRecord record{link.member().cluster,
                              each["node"].asString(),
                              each["namespace"].asString(),
                              each["pod"].asString(),
                              {}};
        for (const auto &text : each["ips"].items()) {
            if (const auto ip = IpAddress::parse(text.asString()))
                record.ips.push_back(*ip);
        }
        out.push_back(std::move(record));
    }
    return out;
}

} // namespace podloom
