// app/canvas/trace_path.h: the way of a packet, hop by hop, with what each hop decides about it.
#pragma once

#include "app/document/analysis.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"

#include <optional>
#include <vector>

namespace podloom::app {

/// A gate of a pod, or a machine that forwards.
struct TraceHop {
    std::optional<ObjectId> object{}; ///< the pod or machine; nothing outside of the design
    std::string name{};
    Message message{};
    State state = State::Up; ///< Down: it ends here; Unknown: it never gets here
    std::optional<ObjectId> policy{};
    SourceRef at{}; ///< of the rule that decided
    bool operator==(const TraceHop &) const = default;
};

struct TracePath {
    Selection::Question question{};
    std::vector<TraceHop> hops{};
    bool isDelivered = false;
};

/// As predicted: policies at both ends, tables in between, which must be ready (routes.h). Errors: those of
/// endByName(), InvalidArgument for a design with errors.
Result<TracePath> traceOf(const Analysis &analysis, const Selection::Question &question);

} // namespace podloom::app
