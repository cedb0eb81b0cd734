// app/document/analysis.h: what follows from one state of a design; worked out once, read by every panel.
#pragma once

#include "app/document/pool_use.h"
#include "app/document/routes.h"
#include "core/address/block.h"
#include "core/manifest/snapshot.h"
#include "core/model/placement.h"
#include "core/policy/compile.h"

#include <QtGlobal>

#include <memory>
#include <vector>

namespace podloom::app {

/// Everything that canvas and panels show and that is not in the files themselves. Immutable: safe to share
/// between threads.
struct Analysis {
    quint64 revision = 0; ///< of the snapshot; a panel that needs the newest compares with Document::revision
    SnapshotPointer snapshot{};
    Design placed{};                         ///< workloads expanded, pods placed, addresses planned
    std::shared_ptr<const PodSeats> seats{}; ///< of the pods
    std::vector<Block> blocks{};             ///< of the planned addresses
    NodeBlocks nodeBlocks{};                 ///< the same by node
    std::vector<PoolUse> pools{};
    policy::Program program{};                             ///< of `placed`
    std::shared_ptr<const policy::CompileMemory> memory{}; ///< of `program`
    RoutesPointer routes{};                                ///< of `placed`; never null
    Diagnostics findings{}; ///< of reading the files and of every check, by place
    bool isWhole = true; ///< false: files have errors, so that reachability and explanations have no answer
};

using AnalysisPointer = std::shared_ptr<const Analysis>;

/// Pure; seconds for the largest designs. `before`: of an earlier state of the design, or null; what is as it
/// was there is taken over.
AnalysisPointer analyse(SnapshotPointer snapshot, quint64 revision, const AnalysisPointer &before = nullptr);

} // namespace podloom::app
