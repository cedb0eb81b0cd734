// core/lab/route_settling.h: waiting until the tables of a lab hold what was predicted. Blocking.
#pragma once

#include "core/lab/table_check.h"

namespace podloom {

/// What has to be so before the wait ends. Routes: nothing that is predicted is missing. Everything: nothing
/// is there that is not predicted either, and the sessions are as predicted.
enum class Settled { Routes, Everything };

/// Predicts with the blocks that the nodes have, and waits until the machines have what was predicted, at
/// most `patience` (0: looks once); returns what differs then. Errors: Cancelled.
Result<TableReport> waitForTables(LabTableReader &reader, const Design &placed, Settled settled,
                                  std::chrono::milliseconds patience, const LabJob &job);

} // namespace podloom
