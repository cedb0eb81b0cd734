#include "core/lab/deployment.h"

#include "core/lab/agent_start.h"
#include "core/lab/cluster_manifests.h"
#include "core/lab/emulation.h"
#include "core/lab/lab_passwords.h"
#include "core/lab/lab_placement.h"
#include "core/lab/route_settling.h"
#include "core/lab/settling.h"
#include "core/model/placement.h"

#include <algorithm>
#include <mutex>
#include <set>

namespace podloom {

namespace {

constexpr std::chrono::seconds kAgentStart{60};
constexpr std::chrono::seconds kSettle{60};
/// Routes that come within this are on their way, not missing.
constexpr std::chrono::seconds kGlance{2};
constexpr std::string_view kReady = "/ready";

/// Steps that come before the agent is started; the store must run before any agent.
bool isAgentStep(const PlanStep &step)
{
    return step.id == serviceStepId(step.node, kAgentService);
}

std::string readyStepId(const std::string &node)
{
    return node + std::string(kReady);
}

Manifests manifestsFrom(const Json &objects, const std::string &cluster)
{
    Manifests out;
    for (const auto &manifest : objects.items())
        out[idOfManifest(manifest, cluster)] = manifest;
    return out;
}

/// The objects that the agent has; one that has not read its store yet has no answer.
Result<Json> objectsOf(NodeLink &link)
{
    const auto status = link.call("status", Json::object());
    if (!status)
        return Failure{status.error()};
    const auto &agent = (*status)["agent"];
    if (agent["generation"].asInt(-1) < 0)
        return fail(Errc::Unavailable, "agent-state", "the agent of %1 is %2: %3",
                    {link.member().node, agent["state"].asString(), agent["trouble"].asString()});
    auto answer = link.call("get", Json::object());
    if (!answer)
        return answer;
    return (*answer)["objects"];
}

} // namespace

Deployment::Deployment(LabFolder folder, SnapshotPointer snapshot, LabJob job)
    : m_folder(std::move(folder)),
      m_snapshot(std::move(snapshot)),
      m_job(serialised(std::move(job)))
{}

Status Deployment::survey()
{
    auto inventory = m_folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    m_inventory = *std::move(inventory);
    auto placed = placedInLab(m_snapshot->design(), m_inventory);
    if (!placed)
        return Failure{std::move(placed).error()};
    m_placed = *std::move(placed);
    return surveyPlaced();
}

Status Deployment::surveyWithMachines()
{
    auto inventory = m_folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    m_inventory = *std::move(inventory);
    if (auto related = checkRelated(m_snapshot->design(), m_inventory); !related)
        return related;
    if (auto decided = decideMachines(); !decided)
        return decided;
    return surveyPlaced();
}

/// Makes the inventory the one that the lab has once it is up for the design.
Status Deployment::decideMachines()
{
    const auto populated = populatedDesign(m_snapshot->design(), &m_inventory, {});
    auto wanted = inventoryFor(populated, m_inventory.name, &m_inventory);
    if (!wanted)
        return Failure{std::move(wanted).error()};
    const auto states = machineStates(m_folder, m_job);
    if (!states)
        return Failure{states.error()};
    m_machines = machineChanges(m_inventory, *states, *wanted, wantedWires(populated, *wanted));
    m_machineSteps = machineChangeSteps(m_machines, m_inventory, *wanted);
    if (m_machines.losesStore)
        wanted->applied.clear();
    m_inventory = *std::move(wanted);
    m_placed = place(withMembers(populated, m_inventory.members));
    return {};
}

Status Deployment::surveyPlaced()
{
    auto programs = ProgramFiles::read();
    if (!programs)
        return Failure{std::move(programs).error()};

    auto passwords = labPasswords(m_placed, m_folder);
    if (!passwords)
        return Failure{std::move(passwords).error()};
    m_secrets = passwords->empty() ? std::string() : birdSecrets(*passwords);
    if (auto listed = listRouters(*passwords); !listed)
        return listed;

    m_nodes.clear();
    m_unreachable.clear();
    m_unseen.clear();
    for (const auto &member : m_inventory.members) {
        if (m_machines.isFresh(member))
            continue;
        NodeWork node;
        node.link = std::make_unique<NodeLink>(m_folder, member, m_job);
        m_nodes.push_back(std::move(node));
    }
    forEachParallel(m_nodes.size() + m_routers.size(), [&](std::size_t index) {
        if (index < m_nodes.size())
            surveyNode(m_nodes[index], *programs);
        else
            surveyRouter(m_routers[index - m_nodes.size()]);
    });
    if (m_job.stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    m_steps = m_machineSteps;
    for (const auto &router : m_routers) {
        if (router.step)
            m_steps.push_back(*router.step);
    }
    for (const auto &node : m_nodes)
        m_steps.insert(m_steps.end(), node.steps.begin(), node.steps.end());
    for (const auto &cluster : m_inventory.clusters()) {
        if (auto surveyed = surveyCluster(cluster); !surveyed)
            return surveyed;
    }
    surveyPods();
    if (m_steps.empty())
        surveyReadiness();
    return {};
}

/// Of agents that run and answer: what an apply is going to start cannot have failed.
void Deployment::surveyPods()
{
    forEachParallel(m_nodes.size(), [&](std::size_t index) {
        auto &node = m_nodes[index];
        const auto &member = node.link->member();
        if (node.isFailed || isPlanned(serviceStepId(member.node, kAgentService)))
            return;
        const auto failed = failedPods(*node.link, m_placed);
        for (const auto &[name, reason] : failed ? *failed : std::map<std::string, std::string>()) {
            const auto slash = name.find('/');
            const ObjectId id{member.cluster, "", "Pod", name.substr(0, slash), name.substr(slash + 1)};
            if (!isPlanned(objectStepId(id)))
                node.podSteps.push_back({member.node + "/pod/" + name,
                                         member.node,
                                         StepAction::Change,
                                         id,
                                         {"step-pod-again", "make Pod %1 again: %2", {name, reason}},
                                         Disruption::Restart});
        }
    });
    for (const auto &node : m_nodes)
        m_steps.insert(m_steps.end(), node.podSteps.begin(), node.podSteps.end());
}

void Deployment::recordPods(const NodeWork &node, StepResult::State state, const std::optional<Error> &error)
{
    for (const auto &step : node.podSteps)
        record({step.id, state, error}, step.node, step.detail);
}

Status Deployment::listRouters(const RoutingPasswords &passwords)
{
    m_routers.clear();
    if (!m_inventory.hasEmulated())
        return {};
    for (const auto &router : m_placed.routers) {
        const auto &name = router.meta.id.name;
        if (router.engine == RouterEngine::External || m_machines.isFresh(name))
            continue;
        RouterWork work;
        auto setup = routerSetup(m_placed, name, passwords);
        if (!setup)
            return Failure{std::move(setup).error()};
        work.setup = *std::move(setup);
        work.link = std::make_unique<NodeLink>(m_folder, LabMember{{}, name, name, {}, {}}, m_job);
        m_routers.push_back(std::move(work));
    }
    return {};
}

void Deployment::surveyRouter(RouterWork &router)
{
    auto step = routerStep(router.link->host(), router.setup, m_job);
    if (step) {
        router.step = *std::move(step);
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_unreachable[router.setup.router] = std::move(step).error();
}

/// Everything has been put in place, but perhaps not everything has come of it: an earlier apply may have
/// given up.
void Deployment::surveyReadiness()
{
    std::vector<std::string> missing(m_nodes.size());
    forEachParallel(m_nodes.size(), [&](std::size_t index) {
        auto &node = m_nodes[index];
        if (node.isFailed)
            return;
        auto found = unsettled(*node.link, m_placed);
        missing[index] = found ? *std::move(found) : found.error().text();
    });
    std::map<std::string, std::string> waits; // by machine
    for (std::size_t index = 0; index < m_nodes.size(); ++index) {
        if (!missing[index].empty())
            waits[m_nodes[index].link->member().node] = missing[index];
    }
    if (waits.empty() && m_unreachable.empty())
        waits = differingRoutes();
    for (const auto &[name, what] : waits)
        m_steps.push_back({readyStepId(name),
                           name,
                           StepAction::Change,
                           {},
                           {"step-ready", "wait until it is ready: %1", {what}},
                           Disruption::None});
}

/// Machines whose routes are not as predicted now, with how many and the first of them. A pod that has only
/// just come may be on its way to others; what is missing for a moment only is no news.
std::map<std::string, std::string> Deployment::differingRoutes()
{
    auto reader = tableReader();
    const auto tables = waitForTables(reader, m_placed, Settled::Routes, kGlance, m_job);
    std::map<std::string, std::size_t> counts;
    std::map<std::string, std::string> out;
    const auto note = [&](const std::string &machine, const Error &error) {
        ++counts[machine];
        out.try_emplace(machine, error.text());
    };
    if (!tables)
        return out;
    for (const auto &each : tables->unread)
        note(each.node, unreadError(each));
    for (const auto &each : tables->missing)
        note(each.node, missingError(each));
    for (const auto &each : tables->surplus)
        note(each.node, surplusError(each));
    for (auto &[name, text] : out) {
        if (const auto count = counts[name]; count > 1)
            text = std::to_string(count) + " routes are not as predicted, the first: " + text;
    }
    return out;
}

bool Deployment::isPlanned(const std::string &step) const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [&](const PlanStep &each) { return each.id == step; });
}

void Deployment::surveyNode(NodeWork &node, const ProgramFiles &programs)
{
    const auto &member = node.link->member();
    const auto giveUp = [&](Error error) {
        const std::lock_guard lock(m_mutex);
        node.isFailed = true;
        m_unreachable[member.node] = std::move(error);
    };
    const auto facts = probeFacts(node.link->host(), m_job.stop);
    if (!facts)
        return giveUp(facts.error());
    if (member.addresses.empty())
        return giveUp(
            fail(Errc::NotFound, "machine-unlocated",
                 "its address is not known, because it could not be asked when the lab came up: bring the "
                 "lab up again")
                .error);
    node.setup = nodeSetup(m_inventory, member, *facts, programs, m_secrets);
    const auto found = probeMachine(node.link->host(), node.setup.wanted, *facts, m_job.stop);
    if (!found)
        return giveUp(found.error());
    node.steps = machineSteps(node.setup.wanted, *found);
}

Status Deployment::surveyCluster(const std::string &cluster)
{
    auto &work = m_clusters[cluster];
    work.wanted = clusterManifests(*m_snapshot, m_placed, cluster);
    Manifests found;
    std::optional<Error> silent;
    for (auto &node : m_nodes) {
        // An agent that is to be started first has no answer.
        const bool isFresh = std::any_of(node.steps.begin(), node.steps.end(), [](const PlanStep &step) {
            return isAgentStep(step) && step.action == StepAction::Create;
        });
        if (node.link->member().cluster != cluster || node.isFailed || isFresh)
            continue;
        auto answer = objectsOf(*node.link);
        if (answer) {
            found = manifestsFrom(*answer, cluster);
            silent.reset();
            break;
        }
        silent = std::move(answer).error();
    }
    if (silent)
        m_unseen[cluster] = *std::move(silent);
    announceEnds(found);
    const auto &applied = m_inventory.applied[cluster];
    if (auto overlap = overlappingPool(work.wanted, found, applied))
        return Failure{*std::move(overlap)};
    work.steps = objectSteps(work.wanted, found, applied);
    m_steps.insert(m_steps.end(), work.steps.begin(), work.steps.end());
    return {};
}

/// What runs on machines that end is what ends.
void Deployment::announceEnds(const Manifests &found)
{
    for (auto &step : m_steps) {
        if (!step.object || step.object->kind != "Node" || !step.id.ends_with("/machine"))
            continue;
        const auto count = std::count_if(found.begin(), found.end(), [&](const auto &entry) {
            const auto &[id, manifest] = entry;
            return id.kind == "Pod" && id.cluster == step.object->cluster
                && manifest["spec"]["nodeName"].asString() == step.object->name;
        });
        if (count > 0)
            step.detail = withPods(step.detail, static_cast<std::size_t>(count));
    }
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
        const auto same = result.id.ends_with(kReady)
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
