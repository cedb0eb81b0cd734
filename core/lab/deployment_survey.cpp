// What a deployment would do: machines, objects and what is not ready yet are looked at.
#include "core/lab/cluster_manifests.h"
#include "core/lab/deployment.h"
#include "core/lab/deployment_steps.h"
#include "core/lab/emulation.h"
#include "core/lab/lab_passwords.h"
#include "core/lab/lab_placement.h"
#include "core/lab/route_settling.h"
#include "core/lab/settling.h"
#include "core/model/placement.h"

#include <algorithm>
#include <mutex>

namespace podloom {

namespace {

/// Routes that come within this are on their way, not missing.
constexpr std::chrono::seconds kGlance{2};

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
        if (!step.object || step.object->kind != "Node" || !isMachineStep(step))
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

} // namespace podloom
