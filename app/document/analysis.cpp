#include "app/document/analysis.h"

#include "core/check/check.h"
#include "core/model/sameness.h"
#include "core/policy/prediction.h"

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>

namespace podloom::app {

namespace {

/// Tables of so few nodes are worked out at once.
constexpr std::size_t kFewNodes = 150;

/// From here on checks run on a thread of their own.
constexpr std::size_t kManyPods = 2000;

/// Checks of the objects of a design, which wait for nothing else; of a large one beside what is done
/// meanwhile. `design` has to stay until they are taken.
class ObjectChecks {
public:
    explicit ObjectChecks(const Design &design) : m_design(design)
    {
        if (design.pods.size() >= kManyPods)
            m_thread = std::jthread([this] { m_findings = checkObjects(m_design); });
    }

    Diagnostics take()
    {
        if (!m_thread.joinable())
            return checkObjects(m_design);
        m_thread.join();
        return std::move(m_findings);
    }

private:
    const Design &m_design;
    Diagnostics m_findings;
    std::jthread m_thread; ///< ends before what it writes to
};

/// Places in the files too.
template <class Object>
bool areEqual(const Table<Object> &a, const Table<Object> &b)
{
    return areSame(a, b, std::equal_to<Object>());
}

/// Whether routes are the same in both, whose nodes have the same blocks.
bool isRoutedAlike(const Design &a, const Design &b)
{
    return a.clusterNames() == b.clusterNames() && areEqual(a.nodes, b.nodes)
        && areEqual(a.clusters, b.clusters) && areEqual(a.routers, b.routers) && areEqual(a.links, b.links)
        && areEqual(a.ipPools, b.ipPools) && areEqual(a.bgpConfigurations, b.bgpConfigurations)
        && areEqual(a.bgpPeers, b.bgpPeers) && areEqual(a.bgpFilters, b.bgpFilters);
}

/// Whether both are the same prefixes of the same nodes, whatever pods have of them.
bool areOfSameNodes(const std::vector<Block> &a, const std::vector<Block> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Block &one, const Block &other) {
        return one.cidr == other.cidr && one.affinity == other.affinity;
    });
}

/// Where pods run and what addresses they have, with all that follows from it alone.
void placePods(Analysis &analysis, const Design &design, const AnalysisPointer &before)
{
    const auto *old = before ? &before->snapshot->design() : nullptr;
    const bool isPlaced = old && policy::isPlacedAlike(design, *old);
    if (isPlaced) {
        analysis.placed = policy::predicted(design, *old, before->placed);
        analysis.seats = before->seats;
        analysis.blocks = before->blocks;
        analysis.nodeBlocks = before->nodeBlocks;
    } else {
        auto plan = old ? policy::predictedPlan(design, *old, before->placed, before->blocks, *before->seats)
                        : policy::predictedPlan(design);
        analysis.seats = std::make_shared<const PodSeats>(std::move(plan.seats));
        analysis.placed = std::move(plan.design);
        analysis.blocks = std::move(plan.blocks);
        const bool areBlocksAlike = old && isPlannedAlike(design, *old)
                                 && design.clusterNames() == old->clusterNames()
                                 && areOfSameNodes(analysis.blocks, before->blocks);
        analysis.nodeBlocks =
            areBlocksAlike ? before->nodeBlocks : plannedBlocks(analysis.placed, analysis.blocks);
    }
    // These hold the pools themselves, with their places in the files.
    if (isPlaced && areEqual(design.ipPools, old->ipPools) && areEqual(design.clusters, old->clusters))
        analysis.pools = before->pools;
    else
        analysis.pools = poolUses(design, analysis.blocks);
}

void analysePolicies(Analysis &analysis, const AnalysisPointer &before)
{
    auto compiled = before && before->memory
                      ? policy::recompile(analysis.placed, before->program, *before->memory)
                      : policy::compileToGoOn(analysis.placed);
    analysis.program = std::move(compiled.program);
    analysis.memory = std::move(compiled.memory);
}

} // namespace

AnalysisPointer analyse(SnapshotPointer snapshot, quint64 revision, const AnalysisPointer &before)
{
    auto analysis = std::make_shared<Analysis>();
    const auto &design = snapshot->design();
    analysis->revision = revision;
    ObjectChecks checks(design);
    placePods(*analysis, design, before);
    analysePolicies(*analysis, before);
    if (before && analysis->nodeBlocks == before->nodeBlocks
        && isRoutedAlike(design, before->snapshot->design()))
        analysis->routes = before->routes;
    else
        analysis->routes = std::make_shared<const Routes>(design, analysis->placed, analysis->nodeBlocks);
    if (analysis->placed.nodes.size() <= kFewNodes)
        analysis->routes->tables();
    analysis->findings = snapshot->diagnostics();
    analysis->isWhole = !hasErrors(analysis->findings);
    const auto add = [&](const Diagnostics &checked) {
        analysis->findings.insert(analysis->findings.end(), checked.begin(), checked.end());
    };
    add(checks.take());
    add(checkProgram(design, analysis->program, analysis->routes->wires()));
    add(analysis->routes->findings());
    sortByPlace(analysis->findings, design.lines);
    analysis->snapshot = std::move(snapshot);
    return analysis;
}

} // namespace podloom::app
