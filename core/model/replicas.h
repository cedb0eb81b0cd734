// core/model/replicas.h: pods that need not be looked at one by one.
#pragma once

#include "core/model/workload.h"

namespace podloom {

/// Whether the pods, of one design, were made of one workload by expandWorkloads(): then they differ in name,
/// number, node and addresses at most. Such pods mostly stand together. False where it cannot be told at
/// once.
inline bool areReplicas(const Pod &a, const Pod &b)
{
    // They stand where their workload stands, where nothing else does.
    return a.meta.at == b.meta.at && a.meta.at.line > 0 && a.owner && b.owner;
}

} // namespace podloom
