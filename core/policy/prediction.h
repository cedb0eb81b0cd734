// core/policy/prediction.h: a design as it will be once it runs, as far as policies need to know.
#pragma once

#include "core/address/plan_addresses.h"
#include "core/model/placement.h"

namespace podloom::policy {

/// `design` with its pods placed and with planned addresses where none is known: in a cluster without nodes
/// pods get addresses too, as if one node ran them all, and stay unplaced.
Design predicted(Design design);

struct PredictedPlan : AddressPlan {
    PodSeats seats{}; ///< of the pods
};

/// The same with the blocks of its nodes.
PredictedPlan predictedPlan(Design design);
/// predictedPlan() for the next state of a design, from what was predicted of the state before. Pods that are
/// as they were are the same objects in both. `blocksBefore`, `seatsBefore`: of the same earlier plan as
/// `predictedBefore`.
PredictedPlan predictedPlan(Design design, const Design &before, const Design &predictedBefore,
                            const std::vector<Block> &blocksBefore, const PodSeats &seatsBefore);

/// Whether pods are placed and addressed alike in both: what decides about that is the same, wherever it
/// stands in the files.
bool isPlacedAlike(const Design &a, const Design &b);
/// predicted() for the next state of a design, from what was predicted of the state before where the two are
/// placed alike.
Design predicted(Design design, const Design &before, const Design &predictedBefore);

} // namespace podloom::policy
