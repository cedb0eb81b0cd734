#include "app/document/analysis.h"

#include "core/address/plan_addresses.h"
#include "core/check/check.h"
#include "core/model/placement.h"
#include "core/policy/compile.h"
#include "core/policy/prediction.h"

namespace podloom::app {

AnalysisPointer analyse(SnapshotPointer snapshot, quint64 revision)
{
    auto analysis = std::make_shared<Analysis>();
    const auto &design = snapshot->design();
    analysis->revision = revision;
    analysis->placed = policy::predicted(design);
    analysis->blocks = planAddresses(place(design)).blocks;
    analysis->pools = poolUses(design, analysis->blocks);
    analysis->program = policy::compile(analysis->placed);
    analysis->routes = std::make_shared<RoutePrediction>(analysis->placed, plannedBlocks(analysis->placed));
    analysis->findings = snapshot->diagnostics();
    analysis->isWhole = !hasErrors(analysis->findings);
    const auto checked = checkDesign(design);
    analysis->findings.insert(analysis->findings.end(), checked.begin(), checked.end());
    sortByPlace(analysis->findings);
    analysis->snapshot = std::move(snapshot);
    return analysis;
}

} // namespace podloom::app
