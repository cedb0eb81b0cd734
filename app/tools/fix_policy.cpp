// What mends policies.
#include "app/tools/fixes.h"

namespace podloom::app::fixes {

/// "endPort" below "port", or beside a name.
Fixes fixEndPort(const About &about)
{
    const auto pointer = pointerOf(about.manifest, about.argument(0));
    if (!pointer)
        return {};
    Fixes fixes;
    const auto port = parentOf(*pointer) + "/port";
    const auto &low = valueAt(about.manifest, port);
    const auto &high = valueAt(about.manifest, *pointer);
    if (low.isInt() && high.isInt() && high.asInt() > 0)
        fixes.push_back({tr("Exchange %1 and %2").arg(low.asInt()).arg(high.asInt()),
                         {{about.set(port, high), about.set(*pointer, low)}}});
    fixes.push_back({tr("Remove endPort"), {{RemoveValue{about.id, *pointer}}}});
    return fixes;
}

Fixes fixExcept(const About &about)
{
    const auto pointer = pointerOf(about.manifest, about.argument(0));
    if (!pointer)
        return {};
    // An empty list would be no better.
    const bool isOnly = valueAt(about.manifest, parentOf(*pointer)).items().size() == 1;
    return {{tr("Remove the exception %1").arg(qs(about.argument(1))),
             {{RemoveValue{about.id, isOnly ? parentOf(*pointer) : *pointer}}}}};
}

Fixes fixDns(const About &about)
{
    if (!about.manifest.contains("spec"))
        return {};
    const auto text = tr("Allow egress to port 53");
    if (about.id.group == "networking.k8s.io") {
        const auto port = [](const char *protocol) {
            return Json::object({{"protocol", protocol}, {"port", 53}});
        };
        return {{text,
                 {{about.set("/spec/egress/-",
                             Json::object({{"ports", Json::array({port("UDP"), port("TCP")})}}))}}}};
    }
    if (about.id.group != "projectcalico.org")
        return {};
    QuickFix fix{text, {}};
    for (const auto *protocol : {"UDP", "TCP"})
        fix.edit.steps.emplace_back(about.set(
            "/spec/egress/-", Json::object({{"action", "Allow"},
                                            {"protocol", protocol},
                                            {"destination", Json::object({{"ports", Json::array({53})}})}})));
    return {fix};
}

Fixes fixTier(const About &about)
{
    const auto &tier = about.argument(0);
    const auto added = Json::object({{"apiVersion", "projectcalico.org/v3"},
                                     {"kind", "Tier"},
                                     {"metadata", Json::object({{"name", tier}})},
                                     {"spec", Json::object({{"order", 100}})}});
    return {{tr("Add the tier %1").arg(qs(tier)), {{AddObject{added, {}}}}},
            {tr("Move it to the tier default"), {{about.set("/spec/tier", "default")}}}};
}

Fixes fixTypes(const About &about)
{
    const auto &sentence = about.finding.message.english;
    const auto has = [&](const char *words) { return sentence.find(words) != std::string::npos; };
    const auto write = [&](const char *type) {
        return QuickFix{tr("Write policyTypes: [%1]").arg(QLatin1String(type)),
                        {{about.set("/spec/policyTypes", Json::array({type}))}}};
    };
    const auto add = [&](const char *type) {
        return QuickFix{tr("Add %1 to policyTypes").arg(QLatin1String(type)),
                        {{about.set("/spec/policyTypes/-", type)}}};
    };
    if (about.finding.rule() == "policy-empty")
        return {write("Ingress")};
    if (has("does not name Egress"))
        return {add("Egress")};
    if (has("does not name Ingress"))
        return {add("Ingress")};
    return {write("Egress")};
}

/// Behind rules that only log or deny.
Fixes fixSilentDeny(const About &about)
{
    const auto direction = about.argument(0);
    if (direction != "ingress" && direction != "egress")
        return {};
    const auto rule = [](const char *action) { return Json::object({{"action", action}}); };
    const auto pointer = "/spec/" + direction + "/-";
    return {{tr("Add Pass behind them"), {{about.set(pointer, rule("Pass"))}}},
            {tr("Add Allow behind them"), {{about.set(pointer, rule("Allow"))}}}};
}

} // namespace podloom::app::fixes
