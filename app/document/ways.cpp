#include "app/document/ways.h"

namespace podloom::app {

namespace {

/// Null where they are not followed.
const RoutePrediction *tablesOf(const Analysis &analysis)
{
    const bool isFollowed =
        analysis.placed.nodes.size() <= Ways::kFollowedNodes && analysis.routes->areTablesReady();
    return isFollowed ? &analysis.routes->tables() : nullptr;
}

} // namespace

Ways::Ways(const Analysis &analysis)
    : PodWays(analysis.routes->wires(), tablesOf(analysis),
              tablesOf(analysis) != nullptr ? analysis.nodeBlocks : NodeBlocks()),
      m_routes(analysis.routes)
{}

} // namespace podloom::app
