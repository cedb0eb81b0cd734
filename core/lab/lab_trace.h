// core/lab/lab_trace.h: the way of a packet in a lab. Blocking.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"
#include "core/manifest/snapshot.h"
#include "core/trace/trace.h"

namespace podloom {

/// The way by the tables of the lab's kernels, beside the predicted one (which is left out where `snapshot`
/// is null), and a probe. Errors: those of predictedTrace() and placedInLab(); NotFound, Unavailable,
/// Timeout, Cancelled.
Result<Trace> traceInLab(const LabFolder &folder, const SnapshotPointer &snapshot,
                         const TraceQuestion &question, const LabJob &job);

} // namespace podloom
