// app/cli/design_ways.h: between which ends routes lead, as the designer says it too.
#pragma once

#include "core/policy/flow.h"
#include "core/policy/program.h"
#include "core/trace/pod_ways.h"

#include <optional>

namespace podloom::cli {

/// Of a design whose pods have nodes and addresses, and the program of it, which must outlive this.
class DesignWays {
public:
    DesignWays(const Design &placed, const policy::Program &program);
    DesignWays(const DesignWays &) = delete;
    DesignWays &operator=(const DesignWays &) = delete;

    /// As routes see it, its packets followed.
    PodWays::End endOf(const policy::FlowEnd &end);
    /// There and back. What is not a pod on a node of the design has nothing said against it.
    bool lead(const PodWays::End &from, const PodWays::End &to, std::optional<Family> family) const
    {
        return m_ways.lead(from, to, family);
    }

private:
    const policy::Program &m_program;
    NodeBlocks m_blocks;
    std::optional<RoutePrediction> m_tables; ///< of few nodes
    Underlay m_wires;
    PodWays m_ways;
};

} // namespace podloom::cli
