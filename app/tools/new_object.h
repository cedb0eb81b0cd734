// app/tools/new_object.h: the manifests that the palette makes: complete, valid, and named like their
// siblings.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/design.h"

#include <array>
#include <optional>
#include <set>

namespace podloom::app {

enum class NewKind { Cluster, Node, Workload, Pool, Policy, Service, Router, Link };
inline constexpr std::array kNewKinds{NewKind::Cluster, NewKind::Node,    NewKind::Workload, NewKind::Pool,
                                      NewKind::Policy,  NewKind::Service, NewKind::Router,   NewKind::Link};

/// What is chosen when something new is made: a policy is for the chosen workload, a link joins the chosen
/// machines.
struct Choice {
    std::set<ObjectId> objects{};
    std::optional<ObjectId> primary{};
};

/// A BGPPeer between two machines of which one at least is a node: by name where the other is a node that can
/// be selected, else by address. Errors: InvalidArgument, when the other one has no address or both are
/// routers, with what to do.
Result<Json> newPeer(const Design &design, const ObjectId &from, const ObjectId &to);

/// A manifest with a name that is free and values that follow from the design: the next AS number, a CIDR
/// that overlaps no other, the rack and cluster of what is chosen. With two workloads chosen a policy lets
/// the other one reach the primary one on its first port; with one it isolates it; with none it isolates a
/// namespace. Errors: InvalidArgument, when something must be chosen first, with what; Exhausted, when no
/// CIDR is free.
Result<Json> newObject(NewKind kind, const Design &design, const Choice &choice);

} // namespace podloom::app
