// app/cli/routes_answer.h: what `podloomctl routes` says, in JSON and for people. Private to routes.cpp.
#pragma once

#include "app/cli/input.h"
#include "app/cli/verb.h"
#include "core/routing/explain_route.h"
#include "core/routing/path_mtu.h"
#include "core/routing/what_if.h"

namespace podloom::cli {

/// Everything that the answer is made of.
struct RoutesAnswer {
    const RoutePrediction &prediction;
    bool hasSeveralClusters = false;
    std::vector<MachineId> machines{}; ///< those asked for
    std::vector<Impact> unreachable{};
    std::vector<Asymmetry> asymmetric{};
    const WhatIf *whatIf = nullptr; ///< with --without; `prediction` is then the one behind the failure

    bool concerns(const MachineId &machine) const;
    std::string nameOf(const MachineId &machine) const { return machineName(machine, hasSeveralClusters); }
};

Json toJson(const RoutesAnswer &answer);
void print(const RoutesAnswer &answer);

/// Why a prefix is in a table or not.
struct RouteReason {
    const Snapshot &snapshot;
    std::string node{};
    bool hasSeveralClusters = false;
    RouteExplanation explanation{};
    std::optional<PathMtu> mtu{};
};
Json toJson(const RouteReason &reason);
void print(const RouteReason &reason);

/// The answer of labRoutes(): what machines of a lab really have.
void printLabRoutes(const Json &routes);

} // namespace podloom::cli
