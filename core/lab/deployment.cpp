#include "core/lab/deployment.h"

#include "core/lab/agent_start.h"
#include "core/lab/deployment_steps.h"
#include "core/lab/route_settling.h"
#include "core/lab/settling.h"

#include <algorithm>
#include <mutex>
#include <set>

namespace podloom {

namespace {

constexpr std::chrono::seconds kAgentStart{60};
constexpr std::chrono::seconds kSettle{60};

} // namespace

Deployment::Deployment(LabFolder folder, SnapshotPointer snapshot, LabJob job)
    : m_folder(std::move(folder)),
      m_snapshot(std::move(snapshot)),
      m_job(serialised(std::move(job)))
{}

void Deployment::recordPods(const NodeWork &node, StepResult::State state, const std::optional<Error> &error)
{
    for (const auto &step : node.podSteps)
        record({step.id, state, error}, step.node, step.detail);
}

bool Deployment::isPlanned(const std::string &step) const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [&](const PlanStep &each) { return each.id == step; });
}

void Deployment::record(StepResult result, const std::string &node, const Message &text)
{
    LabProgress news{node, result.id, LabProgress::State::Done, text, result.error};
    if (result.state == StepResult::State::Failed)
        news.state = LabProgress::State::Failed;
    if (result.state == StepResult::State::Skipped)
        news.state = LabProgress::State::Skipped;
    {
        const std::lock_guard lock(m_mutex);
        // What a node is waited for may be told twice: its pods, then its routes.
        const auto same = result.id.ends_with(kReadySteps)
                            ? std::find_if(m_results.begin(), m_results.end(),
                                           [&](const StepResult &each) { return each.id == result.id; })
                            : m_results.end();
        if (same != m_results.end())
            *same = std::move(result);
        else
            m_results.push_back(std::move(result));
    }
    m_job.report(news);
}

void Deployment::executeNode(NodeWork &node, bool agentPhase)
{
    for (const auto &step : node.steps) {
        if (isAgentStep(step) != agentPhase)
            continue;
        StepResult result{step.id, StepResult::State::Done, {}};
        if (node.isFailed || m_job.stop.stop_requested()) {
            result.state = StepResult::State::Skipped;
        } else {
            m_job.report({step.node, step.id, LabProgress::State::Running, step.detail, {}});
            if (auto done = executeMachineStep(node.link->host(), node.setup, step, m_job); !done) {
                result.state = StepResult::State::Failed;
                result.error = std::move(done).error();
            }
        }
        node.isFailed |= result.state == StepResult::State::Failed;
        record(std::move(result), step.node, step.detail);
    }
    if (!agentPhase || node.isFailed || m_job.stop.stop_requested())
        return;
    if (auto ready = waitForAgent(*node.link, kAgentStart, m_job); !ready) {
        const auto &name = node.link->member().node;
        node.isFailed = true;
        record({readyStepId(name), StepResult::State::Failed, std::move(ready).error()}, name, {});
    }
}

void Deployment::executeRouter(RouterWork &router)
{
    if (!router.step)
        return;
    StepResult result{router.step->id, StepResult::State::Done, {}};
    if (m_job.stop.stop_requested()) {
        result.state = StepResult::State::Skipped;
    } else {
        m_job.report(
            {router.step->node, router.step->id, LabProgress::State::Running, router.step->detail, {}});
        if (auto done = renewRouter(router.link->host(), router.setup, m_job); !done) {
            result.state = StepResult::State::Failed;
            result.error = std::move(done).error();
        }
    }
    record(std::move(result), router.step->node, router.step->detail);
}

Deployment::NodeWork *Deployment::firstHealthy(const std::string &cluster)
{
    for (auto &node : m_nodes) {
        if (node.link->member().cluster == cluster && !node.isFailed
            && node.link->call("status", Json::object()))
            return &node;
    }
    return nullptr;
}

void Deployment::executeCluster(const std::string &cluster)
{
    auto &work = m_clusters[cluster];
    auto *entry = firstHealthy(cluster);
    const auto recordAll = [&](StepResult::State state, const std::optional<Error> &error) {
        for (const auto &step : work.steps)
            record({step.id, state, error}, step.node, step.detail);
        if (state == StepResult::State::Done)
            return; // pods are waited for
        for (const auto &node : m_nodes) {
            if (node.link->member().cluster == cluster)
                recordPods(node, StepResult::State::Skipped, {});
        }
    };
    if (!entry || m_job.stop.stop_requested())
        return recordAll(StepResult::State::Skipped, {});
    std::int64_t revision = 0;
    if (!work.steps.empty()) {
        Json objects = Json::array();
        for (const auto &[id, manifest] : work.wanted)
            objects.append(manifest);
        // Written down first: what may have been applied is what may have to be removed.
        auto &applied = m_inventory.applied[cluster];
        for (const auto &[id, manifest] : work.wanted)
            applied.insert(id);
        if (auto saved = m_folder.save(m_inventory); !saved)
            return recordAll(StepResult::State::Failed, saved.error());
        const auto answer = entry->link->call(
            "apply", Json::object({{"objects", std::move(objects)}, {"set", kObjectSet}, {"prune", true}}),
            std::chrono::minutes(2));
        if (!answer)
            return recordAll(StepResult::State::Failed, answer.error());
        revision = (*answer)["revision"].asInt();
        applied.clear();
        for (const auto &[id, manifest] : work.wanted)
            applied.insert(id);
        if (auto saved = m_folder.save(m_inventory); !saved)
            return recordAll(StepResult::State::Failed, saved.error());
        recordAll(StepResult::State::Done, {});
    }
    settle(cluster, revision);
}

/// The step of the object that a refusal is about did not do what it said.
bool Deployment::blame(const std::string &cluster, const Error &refusal)
{
    if (refusal.message.id != "bgp-refused")
        return false;
    for (const auto &step : m_clusters[cluster].steps) {
        if (!step.object || step.object->kind + '/' + step.object->name != refusal.message.arguments[1])
            continue;
        {
            const std::lock_guard lock(m_mutex);
            const auto at = std::find_if(m_results.begin(), m_results.end(),
                                         [&](const StepResult &each) { return each.id == step.id; });
            if (at == m_results.end() || at->state == StepResult::State::Failed)
                return at != m_results.end();
            *at = {step.id, StepResult::State::Failed, refusal};
        }
        m_job.report({step.node, step.id, LabProgress::State::Failed, step.detail, refusal});
        return true;
    }
    return false;
}

void Deployment::settle(const std::string &cluster, std::int64_t revision)
{
    std::vector<NodeWork *> nodes;
    for (auto &node : m_nodes) {
        if (node.link->member().cluster != cluster)
            continue;
        if (node.isFailed)
            recordPods(node, StepResult::State::Skipped, {});
        else
            nodes.push_back(&node);
    }
    std::vector<NodeLink *> links;
    for (auto *node : nodes)
        links.push_back(node->link.get());
    forEachParallel(nodes.size(), [&](std::size_t index) {
        auto &node = *nodes[index];
        const auto &name = node.link->member().node;
        const auto settled = waitUntilSettled(*node.link, m_placed, revision, kSettle, m_job);
        const bool isBlamed = !settled && blame(cluster, settled.error());
        recordPods(node, settled ? StepResult::State::Done : StepResult::State::Failed,
                   settled ? std::nullopt : std::optional(settled.error()));
        if (!settled && (!isBlamed || isPlanned(readyStepId(name))))
            record({readyStepId(name), StepResult::State::Failed, settled.error()}, name, {});
        else if (settled && isPlanned(readyStepId(name)))
            record({readyStepId(name), StepResult::State::Done, {}}, name,
                   {"step-is-ready", "it is ready", {}});
    });
    if (auto agreed = agreeOnGeneration(links, kSettle, m_job); !agreed)
        record({"cluster/" + cluster + "/ready", StepResult::State::Failed, agreed.error()}, {}, {});
}

/// Nodes of several clusters may tell each other of their pods, so that their tables settle together.
void Deployment::settleRoutes()
{
    const bool hasFailed = std::any_of(m_results.begin(), m_results.end(), [](const StepResult &result) {
        return result.state != StepResult::State::Done;
    });
    const auto recordRouters = [&](StepResult::State state, const std::set<std::string> &told) {
        for (const auto &router : m_routers) {
            const auto &name = router.setup.router;
            if (isPlanned(readyStepId(name)) && !told.contains(name))
                record({readyStepId(name), state, {}}, name, {});
        }
    };
    if (hasFailed || m_job.stop.stop_requested())
        return recordRouters(StepResult::State::Skipped, {});
    auto reader = tableReader();
    const auto tables = waitForTables(reader, m_placed, Settled::Routes, kSettle, m_job);
    if (!tables)
        return record({"cluster/ready", StepResult::State::Failed, tables.error()}, {}, {});
    std::set<std::string> told;
    const auto tell = [&](const std::string &machine, const Error &error) {
        if (told.insert(machine).second)
            record({readyStepId(machine), StepResult::State::Failed, error}, machine, {});
    };
    for (const auto &each : tables->unread)
        tell(each.node, unreadError(each));
    for (const auto &each : tables->missing)
        tell(each.node, missingError(each));
    for (const auto &each : tables->surplus)
        tell(each.node, surplusError(each));
    recordRouters(StepResult::State::Done, told);
}

/// Of all machines that could be looked at.
LabTableReader Deployment::tableReader() const
{
    std::vector<NodeLink *> nodes;
    std::vector<NodeLink *> routers;
    for (const auto &node : m_nodes) {
        if (!node.isFailed)
            nodes.push_back(node.link.get());
    }
    for (const auto &router : m_routers) {
        if (!m_unreachable.contains(router.setup.router))
            routers.push_back(router.link.get());
    }
    return {std::move(nodes), std::move(routers), m_job};
}

std::vector<StepResult> Deployment::execute()
{
    m_results.clear();
    for (const auto &[node, error] : m_unreachable)
        record({node + "/connect", StepResult::State::Failed, error}, node, {});
    forEachParallel(m_routers.size(), [&](std::size_t index) { executeRouter(m_routers[index]); });
    for (const bool agentPhase : {false, true})
        forEachParallel(m_nodes.size(), [&](std::size_t index) { executeNode(m_nodes[index], agentPhase); });
    for (const auto &cluster : m_inventory.clusters())
        executeCluster(cluster);
    settleRoutes();
    return std::move(m_results);
}

} // namespace podloom
