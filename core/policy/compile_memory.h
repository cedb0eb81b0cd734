// core/policy/compile_memory.h: what the compiler of a design keeps for its next state.
#pragma once

#include "core/model/design.h"
#include "core/policy/calico_index.h"
#include "core/policy/program.h"
#include "core/policy/selection.h"

#include <memory>
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

/// Everything that policies select from, with its indexes.
struct Inventory {
    explicit Inventory(const Design &design);
    /// The same; takes over the endpoints of pods that `before` has too, of which `program` was made.
    Inventory(const Design &design, const Inventory &before, const Program &program);
    Inventory(const Inventory &) = delete;
    Inventory &operator=(const Inventory &) = delete;

    Design design;
    std::vector<EndpointIndex> endpointOfPod; ///< as PodEndpoints::ofPod
    /// Clusters, nodes and endpoints, without chains. The first program that is made of it takes the
    /// endpoints along: the next one finds them there.
    Program program;
    Selection selection;

private:
    Inventory(const Design &design, PodEndpoints pods);
};

/// The pods of a design.
PodEndpoints podEndpoints(const Design &design);
/// The same, with the endpoints of `program` for pods that are the same objects in both: `before` is what the
/// program was made of.
PodEndpoints podEndpoints(const Design &design, const Inventory &before, const Program &program);

/// A set of a program that a policy asked for.
struct SetUse {
    bool isPorts = false;
    std::uint32_t index = 0; ///< SetIndex or PortSetIndex
};

struct PolicyRecord {
    PolicyIndex policy = kNone;
    std::string sortName{};
    std::vector<SetUse> uses{}; ///< in the order in which they were asked for
};

struct CompileMemory {
    Design design{}; ///< keeps the policies alive that records are about
    std::shared_ptr<const Inventory> inventory{};
    std::shared_ptr<const CalicoIndex> calico{};              ///< null until somebody asked for it
    std::unordered_map<const void *, PolicyRecord> records{}; ///< by the policy's object
};

/// Whether policies select from the same things in both designs.
bool haveSameInventory(const Design &a, const Design &b);

} // namespace podloom::policy
