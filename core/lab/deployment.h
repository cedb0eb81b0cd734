// core/lab/deployment.h: a design against a lab: what is to be done, and doing it. Blocking.
#pragma once

#include "core/lab/lab_tables.h"
#include "core/lab/machine_changes.h"
#include "core/lab/node_link.h"
#include "core/lab/node_setup.h"
#include "core/lab/router_setup.h"
#include "core/manifest/snapshot.h"
#include "core/plan/object_plan.h"

#include <mutex>

namespace podloom {

/// The set under which agents remember what was applied from here.
inline constexpr auto kObjectSet = "podloomctl";

struct StepResult {
    enum class State { Done, Failed, Skipped };
    std::string id{};
    State state = State::Done;
    std::optional<Error> error{};
};

/// Everything about one apply: looked at first (survey), then done (execute). Belongs to one thread; works on
/// all nodes at once.
class Deployment {
public:
    Deployment(LabFolder folder, SnapshotPointer snapshot, LabJob job);

    /// Looks at machines and cluster. Nodes that cannot be reached are remembered: see unreachable().
    /// Errors: NotFound (no such lab), Cancelled, Conflict (a pool of the lab overlaps one of the design),
    /// and as placedInLab().
    Status survey();
    /// The same as if the lab had been brought up for the design: what this would do to machines are the
    /// first steps. They are for reading; execute() does not know them. Errors: NotFound, Cancelled, and as
    /// bringLabUp(); InvalidArgument, id "lab-cluster".
    Status surveyWithMachines();
    /// Whether steps() begins with such ones.
    bool changesMachines() const { return !m_machineSteps.empty(); }
    /// What is to be done, in order; empty when there is nothing.
    const std::vector<PlanStep> &steps() const { return m_steps; }
    /// Why nodes could not be looked at, by node.
    const std::map<std::string, Error> &unreachable() const { return m_unreachable; }

    /// Clusters whose objects are not known because their agents run but do not answer: what the steps say of
    /// them is not to be trusted.
    const std::map<std::string, Error> &unseen() const { return m_unseen; }

    /// Does the steps: machines side by side, routers too, then the objects through the first healthy agent
    /// of each cluster, then waits until every node has everything in its kernel and every pod runs; a pod
    /// that has failed has the step "NODE/pod/NAMESPACE/NAME". A failed step skips the later ones of its
    /// node; what could not be waited for is a failed step "NODE/ready".
    std::vector<StepResult> execute();

private:
    struct NodeWork {
        std::unique_ptr<NodeLink> link{};
        NodeSetup setup{};
        std::vector<PlanStep> steps{};
        std::vector<PlanStep> podSteps{}; ///< of pods that have failed; the agent makes them again
        bool isFailed = false;
    };
    struct RouterWork {
        std::unique_ptr<NodeLink> link{};
        RouterSetup setup{};
        std::optional<PlanStep> step{};
    };
    struct ClusterWork {
        Manifests wanted{};
        std::vector<PlanStep> steps{};
    };

    Status decideMachines();
    Status surveyPlaced();
    void announceEnds(const Manifests &found);
    void surveyNode(NodeWork &node, const ProgramFiles &programs);
    Status listRouters(const RoutingPasswords &passwords);
    void surveyRouter(RouterWork &router);
    Status surveyCluster(const std::string &cluster);
    void surveyPods();
    void surveyReadiness();
    std::map<std::string, std::string> differingRoutes();
    LabTableReader tableReader() const;
    void executeNode(NodeWork &node, bool agentPhase);
    void executeRouter(RouterWork &router);
    void executeCluster(const std::string &cluster);
    void settleRoutes();
    void settle(const std::string &cluster, std::int64_t revision);
    void recordPods(const NodeWork &node, StepResult::State state, const std::optional<Error> &error);
    bool isPlanned(const std::string &step) const;
    bool blame(const std::string &cluster, const Error &refusal);
    void record(StepResult result, const std::string &node, const Message &text);
    NodeWork *firstHealthy(const std::string &cluster);

    LabFolder m_folder;
    SnapshotPointer m_snapshot;
    LabJob m_job;
    LabInventory m_inventory;
    Design m_placed;
    std::string m_secrets; ///< what BIRD of emulated nodes includes; empty when no session has a password
    std::vector<NodeWork> m_nodes;
    std::vector<RouterWork> m_routers; ///< that the lab runs
    std::map<std::string, ClusterWork> m_clusters;
    MachineChanges m_machines; ///< empty unless machines are planned
    std::vector<PlanStep> m_machineSteps;
    std::vector<PlanStep> m_steps;
    std::map<std::string, Error> m_unreachable;
    std::map<std::string, Error> m_unseen;
    std::mutex m_mutex; ///< guards m_results and m_unreachable while nodes work
    std::vector<StepResult> m_results;
};

} // namespace podloom
