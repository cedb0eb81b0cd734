#include "core/lab/measurement.h"

#include "core/base/text.h"
#include "core/lab/outside_host.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <tuple>

namespace podloom {

namespace {

constexpr std::chrono::milliseconds kProbeTimeout{1000};
constexpr std::chrono::seconds kSettle{60};
/// Conversations with one agent at a time; each probes from one pod after the other.
constexpr std::size_t kStreamsPerNode = 6;
/// A pod tries this many at a time (agentd/pod/prober.h).
constexpr std::size_t kParallelProbes = 256;

/// "web-10" comes after "web-2".
std::tuple<std::string, std::string, std::string, std::uint64_t> orderOf(const EndpointRecord &record)
{
    const auto dash = record.pod.rfind('-');
    if (dash != std::string::npos) {
        if (const auto ordinal = parseUnsigned(record.pod.substr(dash + 1)))
            return {record.cluster, record.ns, record.pod.substr(0, dash), *ordinal + 1};
    }
    return {record.cluster, record.ns, record.pod, 0};
}

std::chrono::milliseconds patienceFor(std::size_t targets)
{
    return kProbeTimeout * static_cast<int>(targets / kParallelProbes + 2) + std::chrono::seconds(10);
}

} // namespace

/// What one end tries; indexes into the tasks.
struct Measurement::Batch {
    std::size_t from = 0;
    std::vector<std::size_t> tasks{};
};

std::optional<IpAddress> ProbeEnd::address(Family family) const
{
    const auto found =
        std::find_if(ips.begin(), ips.end(), [&](const IpAddress &each) { return each.family() == family; });
    return found == ips.end() ? std::nullopt : std::optional(*found);
}

Measurement::Measurement(LabFolder folder, LabInventory inventory, LabJob job)
    : m_folder(std::move(folder)),
      m_inventory(std::move(inventory)),
      m_job(serialised(std::move(job)))
{
    for (const auto &member : m_inventory.members)
        m_links.push_back(std::make_unique<NodeLink>(m_folder, member, m_job));
}

Measurement::~Measurement() = default;

Result<std::unique_ptr<Measurement>>
Measurement::open(const LabFolder &folder, const std::vector<IpAddress> &outside, const LabJob &job)
{
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    std::unique_ptr<Measurement> out(new Measurement(folder, *std::move(inventory), job));
    if (auto read = out->readEnds(); !read)
        return Failure{std::move(read).error()};
    if (auto prepared = out->prepareOutside(outside); !prepared)
        return wrap(std::move(prepared).error(), "prepare the outside host");
    return out;
}

std::vector<NodeLink *> Measurement::links() const
{
    std::vector<NodeLink *> out;
    for (const auto &link : m_links)
        out.push_back(link.get());
    return out;
}

Status Measurement::readEnds()
{
    const auto clusters = m_inventory.clusters();
    for (const auto &cluster : clusters) {
        std::vector<NodeLink *> links;
        for (const auto &link : m_links) {
            if (link->member().cluster == cluster)
                links.push_back(link.get());
        }
        if (auto agreed = agreeOnGeneration(links, kSettle, m_job); !agreed)
            return agreed;
        auto endpoints = endpointsOf(*links.front());
        if (!endpoints)
            return Failure{std::move(endpoints).error()};
        m_endpoints.insert(m_endpoints.end(), endpoints->begin(), endpoints->end());
    }
    std::sort(m_endpoints.begin(), m_endpoints.end(),
              [](const auto &a, const auto &b) { return orderOf(a) < orderOf(b); });
    for (const auto &each : m_endpoints) {
        const auto pod = each.ns + '/' + each.pod;
        m_ends.push_back(
            {clusters.size() > 1 ? each.cluster + ':' + pod : pod, each.cluster, each.node, pod, each.ips});
    }
    return {};
}

Status Measurement::prepareOutside(const std::vector<IpAddress> &outside)
{
    std::vector<IpAddress> ips;
    for (const auto &ip : outside) {
        const bool isPod = std::any_of(m_ends.begin(), m_ends.end(), [&](const ProbeEnd &end) {
            return std::find(end.ips.begin(), end.ips.end(), ip) != end.ips.end();
        });
        if (!isPod && std::find(ips.begin(), ips.end(), ip) == ips.end())
            ips.push_back(ip);
    }
    for (const auto &ip : outside) // the address of a pod is that pod, under the name that was asked for
    {
        ProbeEnd end{"ip:" + ip.toString(), {}, {}, {}, {ip}};
        for (const auto &pod : m_ends) {
            if (!pod.isOutside() && std::find(pod.ips.begin(), pod.ips.end(), ip) != pod.ips.end()) {
                end.cluster = pod.cluster;
                end.node = pod.node;
                end.pod = pod.pod;
            }
        }
        m_ends.push_back(std::move(end));
    }
    if (ips.empty())
        return {};
    auto host = OutsideHost::raise(m_folder, m_inventory, m_links, ips, m_endpoints, m_job);
    if (!host)
        return Failure{std::move(host).error()};
    m_outside = *std::move(host);
    return {};
}

Result<std::size_t> Measurement::endByName(const std::string &name) const
{
    for (std::size_t index = 0; index < m_ends.size(); ++index) {
        if (m_ends[index].name == name)
            return index;
    }
    return fail(Errc::NotFound, "probe-end", "no pod called %1 runs in the lab", {name});
}

void Measurement::failed(const std::string &why)
{
    const std::lock_guard lock(m_mutex);
    m_detail = why;
}

Status Measurement::listenOutside(const std::vector<ProbeTask> &tasks)
{
    std::set<std::pair<Protocol, std::uint16_t>> ports;
    for (const auto &task : tasks) {
        if (m_ends[task.to].isOutside())
            ports.emplace(task.protocol, task.port);
    }
    for (const auto &[protocol, port] : ports) {
        const auto answer = m_outside->ask(Json::object({{"id", 1},
                                                         {"op", "listen"},
                                                         {"port", std::int64_t{port}},
                                                         {"protocol", toString(protocol)}}),
                                           std::chrono::seconds(5));
        if (!answer)
            return wrap(answer.error(), "listen on the outside host");
    }
    return {};
}

std::vector<Measurement::Batch> Measurement::batches(const std::vector<ProbeTask> &tasks) const
{
    std::map<std::size_t, Batch> byEnd;
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        auto &batch = byEnd[tasks[index].from];
        batch.from = tasks[index].from;
        batch.tasks.push_back(index);
    }
    std::vector<Batch> out;
    for (auto &[from, batch] : byEnd)
        out.push_back(std::move(batch));
    return out;
}

Json Measurement::targetsOf(const Batch &batch, const std::vector<ProbeTask> &tasks) const
{
    Json targets = Json::array();
    for (const auto index : batch.tasks) {
        const auto &task = tasks[index];
        const auto &to = m_ends[task.to];
        const auto ip = to.address(task.family);
        if (!ip)
            continue;
        auto target = Json::object({{"id", static_cast<std::int64_t>(index)},
                                    {"ip", ip->toString()},
                                    {"port", std::int64_t{task.port}},
                                    {"protocol", toString(task.protocol)},
                                    {"expect", to.isOutside() ? Json("outside") : Json(to.pod)}});
        if (task.sourcePort != 0)
            target.set("sourcePort", std::int64_t{task.sourcePort});
        if (m_ends[task.from].isOutside()) {
            if (const auto source = m_ends[task.from].address(task.family))
                target.set("source", source->toString());
        }
        targets.append(std::move(target));
    }
    return targets;
}

void Measurement::judge(const Json &results, const std::vector<ProbeTask> &tasks,
                        std::vector<ProbeOutcome> &outcomes)
{
    for (const auto &result : results.items()) {
        const auto index = static_cast<std::size_t>(result["id"].asInt(-1));
        if (index >= tasks.size())
            continue;
        const auto &outcome = result["outcome"].asString();
        const auto &to = m_ends[tasks[index].to];
        const auto &by = result["by"].asString();
        if (outcome == "refused"
            || (outcome == "answered" && (by.empty() || by == (to.isOutside() ? "outside" : to.pod)))) {
            outcomes[index] = ProbeOutcome::Reached;
        } else if (outcome == "answered") {
            failed(to.name + " was asked, " + by + " answered");
            outcomes[index] = ProbeOutcome::Failed;
        } else {
            outcomes[index] = ProbeOutcome::NotReached;
            if (outcome == "error")
                failed(m_ends[tasks[index].from].name + ": " + result["detail"].asString());
        }
    }
}

Result<std::vector<ProbeOutcome>> Measurement::run(const std::vector<ProbeTask> &tasks)
{
    m_detail.clear();
    if (m_outside) {
        if (auto listening = listenOutside(tasks); !listening)
            return Failure{std::move(listening).error()};
    }
    std::vector<ProbeOutcome> outcomes(tasks.size(), ProbeOutcome::Failed);
    std::map<NodeLink *, std::vector<Batch>> byLink;
    for (auto &batch : batches(tasks)) {
        NodeLink *link = nullptr; // none for the outside host
        for (const auto &each : m_links) {
            if (each->member().node == m_ends[batch.from].node
                && each->member().cluster == m_ends[batch.from].cluster)
                link = each.get();
        }
        byLink[link].push_back(std::move(batch));
    }
    std::vector<std::pair<NodeLink *, std::vector<Batch>>> work(byLink.begin(), byLink.end());
    forEachParallel(work.size(), [&](std::size_t index) {
        if (work[index].first)
            probeFromNode(*work[index].first, work[index].second, tasks, outcomes);
        else
            probeFromOutside(work[index].second, tasks, outcomes);
    });
    if (m_job.stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    return outcomes;
}

void Measurement::probeFromNode(NodeLink &link, const std::vector<Batch> &work,
                                const std::vector<ProbeTask> &tasks, std::vector<ProbeOutcome> &outcomes)
{
    std::vector<std::unique_ptr<rpc::Client>> clients;
    for (std::size_t each = 0; each < std::min(work.size(), kStreamsPerNode); ++each) {
        auto client = link.openClient();
        if (!client)
            return failed(link.member().node + ": " + client.error().text());
        clients.push_back(*std::move(client));
    }
    std::atomic<std::size_t> next = 0;
    forEachParallel(clients.size(), [&](std::size_t stream) {
        for (auto index = next++; index < work.size() && !m_job.stop.stop_requested(); index = next++) {
            const auto &batch = work[index];
            const auto &from = m_ends[batch.from];
            const auto answer = clients[stream]->call(
                "probe",
                Json::object({{"from", from.pod},
                              {"targets", targetsOf(batch, tasks)},
                              {"timeoutMs", static_cast<std::int64_t>(kProbeTimeout.count())}}),
                patienceFor(batch.tasks.size()));
            if (!answer) {
                failed(from.name + ": " + answer.error().text());
                if (answer.error().code == Errc::Unavailable)
                    return;
                continue;
            }
            judge((*answer)["results"], tasks, outcomes);
        }
    });
}

void Measurement::probeFromOutside(const std::vector<Batch> &work, const std::vector<ProbeTask> &tasks,
                                   std::vector<ProbeOutcome> &outcomes)
{
    for (const auto &batch : work) {
        if (!m_outside)
            return failed(m_ends[batch.from].name + " is on no host of the lab");
        const auto answer =
            m_outside->ask(Json::object({{"id", 1},
                                         {"op", "probe"},
                                         {"targets", targetsOf(batch, tasks)},
                                         {"timeoutMs", static_cast<std::int64_t>(kProbeTimeout.count())}}),
                           patienceFor(batch.tasks.size()));
        if (!answer || (*answer).contains("error"))
            return failed(m_ends[batch.from].name + ": "
                          + (answer ? (*answer)["error"].asString() : answer.error().text()));
        judge((*answer)["results"], tasks, outcomes);
    }
}

} // namespace podloom
