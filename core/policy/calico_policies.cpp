// Calico's tiers, policies and profiles (CA-09 … CA-14).
#include "core/policy/calico_rules.h"

#include <algorithm>
#include <array>

namespace podloom::policy {

namespace {

constexpr std::string_view kDefaultAllow = "projectcalico-default-allow";
/// Tiers that exist everywhere, with order and end as they are.
constexpr std::array<std::string_view, 3> kOwnTiers{"kube-admin", "default", "kube-baseline"};

Stage stageOf(const CalicoPolicy &policy)
{
    if (policy.isUntracked)
        return Stage::Untracked;
    return policy.isPreDnat ? Stage::PreDnat : Stage::Normal;
}

TierIndex tierOf(Compiler &compiler, const std::string &cluster, const std::string &name)
{
    if (name == "kube-admin")
        return compiler.adminTier(cluster);
    if (name == "kube-baseline")
        return compiler.baselineTier(cluster);
    if (name == "default")
        return compiler.defaultTier(cluster);
    return compiler.tier(cluster, name, std::nullopt, Action::Deny); // declared nowhere: last, and closed
}

CalicoSelection subjectsOf(const CalicoPolicy &policy)
{
    const auto optional = [](const std::string &text) {
        return text.empty() ? std::nullopt : std::optional(parsedSelector(text));
    };
    return {.cluster = policy.meta.id.cluster,
            .ns = policy.meta.id.ns,
            .namespaces = optional(policy.namespaceSelector),
            .selector = parsedSelector(policy.selector),
            .accounts = optional(policy.serviceAccountSelector)};
}

void compilePolicy(Compiler &compiler, const CalicoPolicy &policy)
{
    const auto &id = policy.meta.id;
    const auto tier = tierOf(compiler, id.cluster, policy.tier);
    if (compiler.reuse(policy, &Design::calicoPolicies, tier))
        return;
    Policy out{.id = id,
               .at = policy.meta.at,
               .dialect = Dialect::Calico,
               .tier = tier,
               .appliesOnForward = policy.appliesOnForward,
               .order = policy.order,
               .stage = stageOf(policy),
               .applies = {policy.hasIngress, policy.hasEgress}};
    CalicoRules rules(compiler, id.cluster, id.ns);
    out.rules = {rules.compile(policy.ingress), rules.compile(policy.egress)};
    out.selects = compiler.calico().endpoints(subjectsOf(policy));
    compiler.add(std::move(out), id.name, &policy);
}

Policy profileOf(const ObjectId &id, SourceRef at)
{
    return {.id = id, .at = at, .dialect = Dialect::Profile, .applies = {true, true}};
}

/// The profile that Calico has without anybody declaring it, where a host endpoint names it.
void compileDefaultAllow(Compiler &compiler, const std::string &cluster)
{
    auto out = profileOf({cluster, "projectcalico.org", "Profile", "", std::string(kDefaultAllow)}, {});
    for (auto &rules : out.rules)
        rules.push_back({.action = Action::Allow});
    compiler.addProfile(std::move(out));
}

} // namespace

void compileTiers(Compiler &compiler)
{
    for (const auto &tier : compiler.design().calicoTiers) {
        const auto &id = tier.meta.id;
        if (std::find(kOwnTiers.begin(), kOwnTiers.end(), id.name) != kOwnTiers.end())
            continue;
        compiler.tier(id.cluster, id.name, tier.order, tier.passesAtEnd ? Action::Pass : Action::Deny,
                      tier.meta.at);
    }
}

void compileCalicoPolicies(Compiler &compiler)
{
    const auto &design = compiler.design();
    for (const auto &policy : design.calicoPolicies) {
        if (!policy.staged)
            compilePolicy(compiler, policy);
    }
    for (const auto &profile : design.calicoProfiles) {
        const auto &id = profile.meta.id;
        const std::string nowhere;
        auto out = profileOf(id, profile.meta.at);
        CalicoRules rules(compiler, id.cluster, nowhere);
        out.rules = {rules.compile(profile.ingress), rules.compile(profile.egress)};
        compiler.addProfile(std::move(out));
    }
    std::vector<std::string> clusters;
    for (const auto &host : design.hostEndpoints) {
        const auto &cluster = host.meta.id.cluster;
        const auto &names = host.profiles;
        if (std::find(names.begin(), names.end(), kDefaultAllow) == names.end()
            || design.calicoProfiles.contains(
                {cluster, "projectcalico.org", "Profile", "", std::string(kDefaultAllow)})
            || std::find(clusters.begin(), clusters.end(), cluster) != clusters.end())
            continue;
        clusters.push_back(cluster);
        compileDefaultAllow(compiler, cluster);
    }
}

} // namespace podloom::policy
