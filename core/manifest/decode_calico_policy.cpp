// Calico's policies and tiers (CA-09, CA-11, CA-15).
#include "core/manifest/calico_rules.h"
#include "core/manifest/decoded.h"

namespace podloom::manifest {

namespace {

constexpr std::string_view kTypes = "types";
constexpr auto kPolicySpecFields = fieldNames("egress", "ingress", "order", "performanceHints", "selector",
                                              "serviceAccountSelector", "stagedAction", "tier", "types");
constexpr auto kGlobalSpecFields = fieldNames(
    "applyOnForward", "doNotTrack", "egress", "ingress", "namespaceSelector", "order", "performanceHints",
    "preDNAT", "selector", "serviceAccountSelector", "stagedAction", "tier", "types");
constexpr auto kStagedSpecFields =
    fieldNames("egress", "ingress", "podSelector", "policyTypes", "stagedAction");
constexpr auto kTierSpecFields = fieldNames("defaultAction", "order");

std::optional<StagedAction> readStagedAction(const Fields &spec)
{
    static constexpr std::array<std::string_view, 4> kActions{"Set", "Delete", "Learn", "Ignore"};
    static constexpr std::array kStaged{StagedAction::Set, StagedAction::Delete, StagedAction::Learn,
                                        StagedAction::Ignore};
    return kStaged[spec.word("stagedAction", kActions).value_or(0)];
}

/// CA-09: without types, ingress unless there are only egress rules, and egress where there are egress rules.
void readTypes(Reader &reader, const Fields &spec, CalicoPolicy &policy)
{
    static constexpr std::array<std::string_view, 2> kDirections{"Ingress", "Egress"};
    const auto hasRules = [&](std::string_view key) {
        const auto list = spec[key];
        return list.isSequence() && list.node().childCount > 0;
    };
    policy.hasEgress = hasRules("egress");
    policy.hasIngress = hasRules("ingress") || !policy.hasEgress;
    if (policy.isPreDnat) {
        policy.hasIngress = true;
        policy.hasEgress = false;
    }
    const auto types = spec[kTypes];
    if (!types.isSequence() || types.node().childCount == 0)
        return;
    policy.hasIngress = false;
    policy.hasEgress = false;
    types.forEachItem([&](Value item) {
        const auto type = reader.text(item);
        if (!type)
            return;
        const auto at = std::find(kDirections.begin(), kDirections.end(), *type);
        if (at == kDirections.end())
            reader.error(item, "policy-type", "%1 is \"%2\"; it must be Ingress or Egress", {*type});
        else
            (at == kDirections.begin() ? policy.hasIngress : policy.hasEgress) = true;
    });
}

/// CA-09: preDNAT and doNotTrack exclude each other and need applyOnForward; preDNAT is for ingress.
void readStage(Reader &reader, const Fields &spec, CalicoPolicy &policy)
{
    policy.isUntracked = spec.boolean("doNotTrack");
    policy.isPreDnat = spec.boolean("preDNAT");
    policy.appliesOnForward = spec.boolean("applyOnForward");
    if (policy.isUntracked && policy.isPreDnat)
        reader.error(spec["preDNAT"], "policy-stage", "%1 and doNotTrack exclude each other");
    for (const auto *key : {"doNotTrack", "preDNAT"}) {
        if (spec.boolean(key) && !policy.appliesOnForward)
            reader.error(spec[key], "policy-stage", "%1 needs applyOnForward: true beside it");
    }
}

void checkStage(Reader &reader, const Fields &spec, const CalicoPolicy &policy)
{
    if (policy.isPreDnat && (policy.hasEgress || !policy.egress.empty()))
        reader.error(spec.has("egress") ? spec["egress"] : spec[kTypes], "policy-stage",
                     "%1: a policy with preDNAT is for ingress only");
}

void checkOrder(Reader &reader, const Fields &spec, std::optional<double> order)
{
    if (order && !(*order >= -1e308 && *order <= 1e308))
        reader.error(spec["order"], "wrong-type", "%1 must be a number");
}

} // namespace

AnyObject decodeCalicoPolicy(Reader &reader, const Fields &root, ObjectMeta meta)
{
    const bool isStaged = meta.id.kind.starts_with("Staged");
    const bool isGlobal = meta.id.ns.empty();
    auto out = std::make_shared<CalicoPolicy>();
    const Fields spec(reader, root["spec"]);
    if (spec)
        reader.checkFields(spec.value(), isGlobal ? std::span<const std::string_view>(kGlobalSpecFields)
                                                  : std::span<const std::string_view>(kPolicySpecFields));
    if (spec.has("tier"))
        out->tier = spec.text("tier");
    if (spec.has("order"))
        out->order = reader.number(spec["order"]);
    checkOrder(reader, spec, out->order);
    out->selector = readCalicoSelector(reader, spec, "selector");
    out->serviceAccountSelector = readCalicoSelector(reader, spec, "serviceAccountSelector");
    if (isGlobal) {
        out->namespaceSelector = readCalicoSelector(reader, spec, "namespaceSelector");
        readStage(reader, spec, *out);
    }
    readTypes(reader, spec, *out);
    out->ingress = readCalicoRules(reader, spec, "ingress");
    out->egress = readCalicoRules(reader, spec, "egress");
    checkStage(reader, spec, *out);
    if (isStaged)
        out->staged = readStagedAction(spec);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeStagedNetworkPolicy(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<StagedNetworkPolicy>();
    const Fields spec(reader, root["spec"], kStagedSpecFields);
    out->action = readStagedAction(spec).value_or(StagedAction::Set);
    readNetworkPolicySpec(reader, spec, out->policy);
    out->policy.meta = meta;
    out->policy.meta.id.group = "networking.k8s.io";
    out->policy.meta.id.kind = "NetworkPolicy";
    out->policy.meta.version = "v1";
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeTier(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 2> kActions{"Deny", "Pass"};
    auto out = std::make_shared<CalicoTier>();
    const Fields spec(reader, root["spec"], kTierSpecFields);
    if (spec.has("order"))
        out->order = reader.number(spec["order"]);
    checkOrder(reader, spec, out->order);
    out->passesAtEnd = spec.word("defaultAction", kActions) == std::size_t{1};
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
