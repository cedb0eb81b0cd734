// core/lab/route_settling.h: waiting until the tables of a lab hold what was predicted. Blocking.
#pragma once

#include "core/lab/table_check.h"

namespace podloom {

/// What has to be so before the wait ends. Routes: the tables are as predicted. Everything: the sessions too.
enum class Settled { Routes, Everything };

/// Predicts with the blocks that the nodes have, and waits until the machines have what was predicted, at
/// most `patience` (0: looks once); returns what differs then. Errors: Cancelled.
Result<TableReport> waitForTables(LabTableReader &reader, const Design &placed, Settled settled,
                                  std::chrono::milliseconds patience, const LabJob &job);

} // namespace podloom
