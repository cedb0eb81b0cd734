#include "app/document/routes.h"

#include "app/document/background.h"
#include "core/check/check.h"

#include <utility>

namespace podloom::app {

namespace {

/// Routes follow from blocks, not from pods; what is analysed after many edits need not keep the first ones'.
Design withoutPods(Design design)
{
    auto without = design;
    without.pods = {};
    return without.clusterNames() == design.clusterNames() ? without : design;
}

} // namespace

Routes::Routes(const Design &design, Design placed, NodeBlocks blocks)
    : m_design(withoutPods(std::move(placed))),
      m_blocks(std::move(blocks)),
      m_wires(underlay(m_design)),
      m_sessions(bgpSessions(m_design, m_wires)),
      m_findings(checkRouting(design, m_sessions))
{}

const RoutePrediction &Routes::tables() const
{
    std::call_once(m_once, [this] {
        m_tables.emplace(m_design, m_blocks);
        m_isReady = true;
    });
    return *m_tables;
}

void whenTablesAreReady(QObject *context, RoutesPointer routes, std::function<void()> then)
{
    runInBackground(
        context,
        [routes = std::move(routes)] {
            routes->tables();
            return true;
        },
        [then = std::move(then)](bool) { then(); });
}

} // namespace podloom::app
