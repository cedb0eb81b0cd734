#include "app/document/routes.h"

#include "app/document/background.h"

#include <utility>

namespace podloom::app {

Routes::Routes(Design placed, NodeBlocks blocks)
    : m_design(std::move(placed)),
      m_blocks(std::move(blocks)),
      m_wires(underlay(m_design)),
      m_sessions(bgpSessions(m_design, m_wires))
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
