#include "core/policy/staged.h"

namespace podloom::policy {

namespace {

constexpr std::string_view kStaged = "Staged";

void enforce(Table<CalicoPolicy> &policies, const CalicoPolicy &staged)
{
    auto real = staged;
    real.staged.reset();
    real.meta.id.kind.erase(0, kStaged.size());
    policies.erase(staged.meta.id);
    if (*staged.staged == StagedAction::Set)
        policies.put(std::move(real));
    else if (*staged.staged == StagedAction::Delete)
        policies.erase(real.meta.id);
}

} // namespace

Design withStagedInForce(Design design)
{
    const auto policies = design.calicoPolicies;
    for (const auto &policy : policies) {
        if (policy.staged)
            enforce(design.calicoPolicies, policy);
    }
    for (const auto &staged : design.stagedNetworkPolicies) {
        if (staged.action == StagedAction::Set)
            design.networkPolicies.put(staged.policy);
        else if (staged.action == StagedAction::Delete)
            design.networkPolicies.erase(staged.policy.meta.id);
    }
    design.stagedNetworkPolicies = {};
    return design;
}

} // namespace podloom::policy
