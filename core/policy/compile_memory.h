// core/policy/compile_memory.h: what the compiler of a design keeps for its next state.
#pragma once

#include "core/model/design.h"
#include "core/policy/calico_index.h"
#include "core/policy/program.h"
#include "core/policy/selection.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// Everything that policies select from, with its indexes.
struct Inventory {
    explicit Inventory(const Design &design);
    Inventory(const Inventory &) = delete;
    Inventory &operator=(const Inventory &) = delete;

    Design design;
    /// Clusters, nodes and endpoints, without chains. The first program that is made of it takes the
    /// endpoints along: the next one finds them there.
    Program program;
    Selection selection;
};

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
