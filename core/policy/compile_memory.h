// core/policy/compile_memory.h: what the compiler of a design keeps for its next state.
#pragma once

#include "core/model/design.h"
#include "core/policy/calico_index.h"
#include "core/policy/program.h"
#include "core/policy/selection.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace podloom::policy {

/// Pods as endpoints.
struct PodEndpoints {
    SharedList<Endpoint> list{};        ///< in the order of a Program
    std::vector<EndpointIndex> ofPod{}; ///< by the index of the pod in its design; kNone for finished ones
};

/// What pods became since the state before.
struct PodChanges {
    std::vector<EndpointIndex> now{};   ///< by the number of an endpoint before; kNone for those that went
    std::vector<EndpointIndex> fresh{}; ///< of pods that are not the same objects, ascending
};

/// Everything that policies select from, with its indexes.
struct Inventory {
    explicit Inventory(const Design &design);
    /// The same; takes over the endpoints of pods that `before` has too, of which `program` was made, and
    /// says what became of them.
    Inventory(const Design &design, const Inventory &before, const Program &program, PodChanges &changes);
    Inventory(const Inventory &) = delete;
    Inventory &operator=(const Inventory &) = delete;

    Design design;
    std::vector<EndpointIndex> endpointOfPod; ///< as PodEndpoints::ofPod
    /// Clusters, nodes and endpoints, without chains. The first program that is made of it takes the
    /// endpoints along: the next one finds them there.
    Program program;

    /// Made when it is first asked for, from `endpoints`: those of `program`, wherever they are now.
    const Selection &selection(const SharedList<Endpoint> &endpoints) const;

private:
    Inventory(const Design &design, PodEndpoints pods);

    mutable std::once_flag m_once;
    mutable std::optional<Selection> m_selection;
};

/// The pods of a design.
PodEndpoints podEndpoints(const Design &design);
/// The same, with the endpoints of `program` for pods that are the same objects in both: `before` is what the
/// program was made of.
PodEndpoints podEndpoints(const Design &design, const Inventory &before, const Program &program,
                          PodChanges &changes);

/// A set of a program that a policy asked for.
struct SetUse {
    bool isPorts = false;
    std::uint32_t index = 0; ///< SetIndex or PortSetIndex
};

using SelectionPointer = std::shared_ptr<const PodSelection>;

struct PolicyRecord {
    PolicyIndex policy = kNone;
    std::string sortName{};
    std::vector<SetUse> uses{};   ///< in the order in which they were asked for
    SelectionPointer selection{}; ///< of the pods that it applies to; null when that is not all that counts
};

struct CompileMemory {
    Design design{}; ///< keeps the policies alive that records are about
    std::shared_ptr<const Inventory> inventory{};
    std::shared_ptr<const CalicoIndex> calico{};              ///< null until somebody asked for it
    std::unordered_map<const void *, PolicyRecord> records{}; ///< by the policy's object
    std::vector<SelectionPointer> selections{}; ///< by SetIndex; null for sets of something else than pods
};

/// Whether policies select from the same things in both designs; the other: from the same things but pods.
bool haveSameInventory(const Design &a, const Design &b);
bool haveSameInventoryButPods(const Design &a, const Design &b);

} // namespace podloom::policy
