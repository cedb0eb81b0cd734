// core/policy/compile.h: a design becomes a rule program, and its next state the next one.
#pragma once

#include "core/model/design.h"
#include "core/policy/program.h"

#include <memory>

namespace podloom::policy {

/// Every policy of `design` as one Program. Pure; the same design gives an equal Program.
///
/// Endpoints are `design.pods` except finished ones, which have no network any more. Pods of a host network
/// become Endpoint::Kind::HostNetworkPod.
/// Policies of one cluster select pods of their own cluster only; pods of another one are known by address.
Program compile(const Design &design);

struct CompileMemory;

/// A program and what its making leaves for the next state of the design: the indexes of pods, and which
/// policy asked for which sets. Immutable: any number of states and threads share it.
struct Compiled {
    Program program{};
    std::shared_ptr<const CompileMemory> memory{};
};

/// compile(), with memory.
Compiled compileToGoOn(const Design &design);

/// The program of `design`, equal to compile(design) in everything. Policies that are as they were are taken
/// over with their sets; the others are compiled on the indexes of before, and chains are made anew only
/// where policies come, go, move or select otherwise. Where only a few pods differ, NetworkPolicies are taken
/// over too, with those pods that they now select. Where namespaces, nodes, host endpoints or services differ
/// (apart from their places in the files), only endpoints of pods that are the same objects are.
Compiled recompile(const Design &design, const Program &before, const CompileMemory &memory);

} // namespace podloom::policy
