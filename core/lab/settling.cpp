#include "core/lab/settling.h"

#include "core/routing/session.h"

#include <algorithm>
#include <condition_variable>
#include <set>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{100};
/// So long an agent may complain before it is believed: it tries again by itself.
constexpr std::chrono::seconds kPatience{5};

/// Whether the agent of the node gives the pod its network.
bool isWantedOn(const LabMember &member, const Pod &pod)
{
    return pod.meta.id.cluster == member.cluster && pod.spec.nodeName == member.node
        && !pod.spec.isHostNetwork && !pod.isFinished;
}

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
        if (!isWantedOn(member, pod))
            continue;
        const auto name = id.ns + '/' + id.name;
        if (!running.contains(name))
            return name + (others.contains(name) ? " (" + others[name] + ')' : std::string());
    }
    return {};
}

/// Sessions of a node: peer and family.
using Sessions = std::set<std::pair<std::string, std::int64_t>>;

/// Those that the design wants and predicts to come up.
Sessions expectedSessions(const Design &placed, const LabMember &member)
{
    Sessions out;
    const auto self = MachineId::node(member.cluster, member.node);
    for (const auto &session : bgpSessions(placed, underlay(placed))) {
        if (session.local == self && session.isUp)
            out.emplace(session.peerName, session.family == Family::V4 ? 4 : 6);
    }
    return out;
}

/// The first of these sessions that is not established, with the reason as far as it is known; empty if all
/// are.
std::string missingSession(const Json &status, Sessions expected)
{
    std::string reason;
    for (const auto &session : status["bgp"].items()) {
        const std::pair key(session["peer"].asString(), session["family"].asInt());
        if (session["state"].asString() == "Established")
            expected.erase(key);
        else if (expected.contains(key) && reason.empty())
            reason = " (" + session["state"].asString() + ' ' + session["lastError"].asString() + ')';
    }
    if (expected.empty())
        return {};
    const auto &[peer, family] = *expected.begin();
    return "the IPv" + std::to_string(family) + " session with " + peer + reason;
}

/// "… is missing"; empty if nothing is.
std::string firstMissing(const Json &status, const LabMember &member, const Design &placed,
                         const Sessions &sessions)
{
    auto missing = missingPod(status, member, placed);
    if (missing.empty())
        missing = missingSession(status, sessions);
    return missing.empty() ? missing : missing + " is missing";
}

/// What the agent of a node complains of; empty while it does not.
std::string complaintOf(const Json &status)
{
    const auto &agent = status["agent"];
    if (agent["state"].asString() == "ready")
        return {};
    const auto &trouble = agent["trouble"].asString();
    return "its agent is " + agent["state"].asString() + (trouble.empty() ? "" : ": " + trouble);
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

Failure refused(const std::string &node, const Json &refusal)
{
    const auto &object = refusal["object"].asString();
    return fail(Errc::Conflict, "bgp-refused",
                object.empty() ? "%1 goes on with its routing as it was before: %3"
                               : "%1 goes on with its routing as it was before, because of %2: %3",
                {node, object, refusal["sentence"].asString()});
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
    const auto deadline = Clock::now() + timeout;
    const auto &member = link.member();
    const auto sessions = expectedSessions(placed, member);
    std::string missing = "the objects are missing";
    auto content = Clock::now(); // when the agent had nothing to complain of
    while (!job.stop.stop_requested()) {
        const auto wait = link.call("wait", Json::object({{"revision", revision}, {"timeoutMs", 1000}}));
        if (!wait)
            return wrap(wait.error(), "wait for " + member.node);
        const bool hasReached = (*wait)["reached"].asBool();
        if (hasReached) {
            const auto status = link.call("status", Json::object());
            if (!status)
                return wrap(status.error(), "wait for " + member.node);
            if (const auto &refusal = (*status)["agent"]["refusal"]; refusal.isObject())
                return refused(member.node, refusal);
            missing = firstMissing(*status, member, placed, sessions);
            const auto complaint = complaintOf(*status);
            if (complaint.empty())
                content = Clock::now();
            if (missing.empty() && complaint.empty())
                return {};
            if (missing.empty())
                missing = complaint;
            if (missing == complaint && Clock::now() - content >= kPatience)
                return fail(Errc::Unavailable, "settle-agent", "%1 is not ready: %2",
                            {member.node, complaint});
        }
        if (Clock::now() >= deadline)
            return fail(Errc::Timeout, "settle", "%1 is not ready in time: %2", {member.node, missing});
        pauseUnlessStopped(job, kPoll);
    }
    return cancelled();
}

Result<std::string> unsettled(NodeLink &link, const Design &placed)
{
    const auto status = link.call("status", Json::object());
    if (!status)
        return Failure{status.error()};
    auto complaint = complaintOf(*status);
    return complaint.empty()
             ? firstMissing(*status, link.member(), placed, expectedSessions(placed, link.member()))
             : complaint;
}

Result<std::map<std::string, std::string>> failedPods(NodeLink &link, const Design &placed)
{
    const auto status = link.call("status", Json::object());
    if (!status)
        return Failure{status.error()};
    std::map<std::string, std::string> failed;
    for (const auto &pod : (*status)["pods"].items()) {
        if (pod["state"].asString() == "failed")
            failed[pod["name"].asString()] = pod["reason"].asString();
    }
    std::map<std::string, std::string> out;
    for (const auto &pod : placed.pods) {
        const auto found = failed.find(pod.meta.id.ns + '/' + pod.meta.id.name);
        if (found != failed.end() && isWantedOn(link.member(), pod))
            out.insert(*found);
    }
    return out;
}

Status requireContentAgents(const std::vector<NodeLink *> &links)
{
    for (auto *link : links) {
        const auto status = link->call("status", Json::object());
        if (!status)
            return wrap(status.error(), "look at " + link->member().node);
        if (const auto complaint = complaintOf(*status); !complaint.empty())
            return fail(Errc::Unavailable, "agent-degraded",
                        "%1 is not what its design says: %2; mend it and apply again",
                        {link->member().node, complaint});
    }
    return {};
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
