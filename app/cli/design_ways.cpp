#include "app/cli/design_ways.h"

namespace podloom::cli {

namespace {

std::optional<RoutePrediction> tablesOf(const Design &placed, const NodeBlocks &blocks)
{
    if (placed.nodes.size() > PodWays::kFollowedNodes)
        return std::nullopt;
    return RoutePrediction(placed, blocks);
}

} // namespace

DesignWays::DesignWays(const Design &placed, const policy::Program &program)
    : m_program(program),
      m_blocks(plannedBlocks(placed)),
      m_tables(tablesOf(placed, m_blocks)),
      m_wires(m_tables ? m_tables->wires() : underlay(placed)),
      m_ways(m_wires, m_tables ? &*m_tables : nullptr, m_blocks)
{}

PodWays::End DesignWays::endOf(const policy::FlowEnd &end)
{
    if (end.endpoint == policy::kNone)
        return {};
    auto out = m_ways.endOf(m_program.endpoints[end.endpoint]);
    m_ways.follow(out);
    return out;
}

} // namespace podloom::cli
