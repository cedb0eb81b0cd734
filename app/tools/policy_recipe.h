// app/tools/policy_recipe.h: the policies that people write most, from who, whom and ports.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/design.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace podloom::app {

/// Source of all but the first: the recipes that every guide to network policies begins with.
enum class Recipe {
    AllowFromWorkload,     ///< who -> whom -> ports
    DenyIngress,           ///< nothing may come in
    AllowIngress,          ///< everything may come in
    DenyEgress,            ///< nothing may go out
    AllowEgress,           ///< everything may go out
    DenyAll,               ///< neither
    AllowFromNamespace,    ///< a whole namespace may come in
    AllowDns,              ///< names may be asked for
    AllowFromLoadBalancer, ///< outside ranges may come in
};
inline constexpr std::array kRecipes{
    Recipe::AllowFromWorkload,  Recipe::DenyIngress, Recipe::AllowIngress,
    Recipe::DenyEgress,         Recipe::AllowEgress, Recipe::DenyAll,
    Recipe::AllowFromNamespace, Recipe::AllowDns,    Recipe::AllowFromLoadBalancer};

struct PolicyWish {
    Recipe recipe = Recipe::AllowFromWorkload;
    std::string cluster{};              ///< of the namespace, in a design of several clusters
    std::string ns{};                   ///< of the policy and of the pods that it is for
    std::optional<ObjectId> workload{}; ///< the pods that it is for; none = all of the namespace
    std::optional<ObjectId> from{};     ///< a workload; of AllowFromWorkload
    std::string fromNamespace{};        ///< of AllowFromNamespace
    std::string ranges{};               ///< "192.0.2.0/24, 2001:db8::/32"; of AllowFromLoadBalancer
    std::string ports{};                ///< "TCP 80, 443, UDP 53, http, TCP 8000-8080"; empty = every port
    bool opensTheOtherSide = false;     ///< of AllowFromWorkload: `from` may go there, too
};

bool hasFrom(Recipe recipe);          ///< whether PolicyWish::from means something
bool hasFromNamespace(Recipe recipe); ///< and so on
bool hasRanges(Recipe recipe);
bool hasPorts(Recipe recipe);

/// The ports of PolicyWish::ports as a NetworkPolicy writes them. Errors: InvalidArgument, with what was not
/// understood.
Result<Json> portsFrom(const std::string &text);

/// The NetworkPolicies of a wish, with names that are free in their namespaces. Errors: InvalidArgument, with
/// what is missing or wrong.
Result<std::vector<Json>> policiesFor(const PolicyWish &wish, const Design &design);

} // namespace podloom::app
