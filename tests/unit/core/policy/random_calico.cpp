#include "tests/unit/core/policy/random_parts.h"

namespace podloom::policy {

namespace {

constexpr const char *kGroup = "projectcalico.org";

std::string quoted(Dice &dice)
{
    const std::string mark = dice.chance(50) ? "'" : "\"";
    return mark + dice.oneOf(kValues) + mark;
}

std::string listed(Dice &dice)
{
    std::string out = "{";
    const auto count = dice.below(3);
    for (unsigned index = 0; index < count; ++index)
        out += (index > 0 ? ", " : " ") + quoted(dice);
    return out + (count > 0 && dice.chance(20) ? ",}" : "}");
}

std::string comparison(Dice &dice, const std::string &label)
{
    switch (dice.below(8)) {
    case 0: return "has(" + label + ')';
    case 1: return label + " != " + quoted(dice);
    case 2: return label + " contains " + quoted(dice);
    case 3: return label + " starts with " + quoted(dice);
    case 4: return label + " ends with " + quoted(dice);
    case 5: return label + " in " + listed(dice);
    case 6: return label + (dice.chance(50) ? " not in " : " notin ") + listed(dice);
    default: return label + (dice.chance(50) ? "==" : " == ") + quoted(dice);
    }
}

std::string expression(Dice &dice, const std::vector<std::string> &labels, int depth)
{
    const auto kind = dice.below(depth > 0 ? 12 : 7);
    if (kind < 6)
        return comparison(dice, dice.oneOf(labels));
    if (kind == 6)
        return "all()";
    const auto first = expression(dice, labels, depth - 1);
    if (kind == 7)
        return "!(" + first + ')';
    const auto second = expression(dice, labels, depth - 1);
    if (kind < 10)
        return first + " && " + second;
    return kind == 10 ? first + " || " + second : '(' + first + "||" + second + ')';
}

/// Of pods and sets: own labels, and those that they have from elsewhere.
std::string selector(Dice &dice)
{
    static const std::vector<std::string> kLabels{"app",
                                                  "tier",
                                                  "app",
                                                  "tier",
                                                  "pcns.app",
                                                  "pcsa.tier",
                                                  "projectcalico.org/namespace",
                                                  "projectcalico.org/orchestrator"};
    if (dice.chance(8))
        return std::string("projectcalico.org/namespace == '") + dice.oneOf(kNamespaces) + '\'';
    return expression(dice, kLabels, 2);
}

/// Of namespaces or service accounts.
std::string plainSelector(Dice &dice)
{
    static const std::vector<std::string> kLabels{"app", "tier", "projectcalico.org/name"};
    return dice.chance(25) ? "all()" : expression(dice, kLabels, 1);
}

std::vector<CalicoPort> ports(Dice &dice)
{
    std::vector<CalicoPort> out;
    const auto count = 1 + dice.below(2);
    for (unsigned index = 0; index < count; ++index) {
        const auto first = dice.oneOf(kPorts);
        if (dice.chance(30))
            out.emplace_back(std::string(dice.oneOf(kPortNames)));
        else
            out.emplace_back(PortRange{
                first, dice.chance(30) ? static_cast<std::uint16_t>(first + dice.below(100)) : first});
    }
    return out;
}

CalicoEntity entity(Dice &dice, bool hasPorts, bool isSource)
{
    CalicoEntity out;
    if (dice.chance(10)) {
        out.serviceName = dice.oneOf(kServices);
        out.serviceNamespace = dice.oneOf(kNamespaces);
        return out;
    }
    if (dice.chance(25))
        out.nets = dice.nets();
    if (dice.chance(12))
        out.notNets = dice.nets();
    if (dice.chance(35))
        out.selector = selector(dice);
    if (dice.chance(12))
        out.notSelector = selector(dice);
    if (dice.chance(20))
        out.namespaceSelector = dice.chance(25) ? "global()" : plainSelector(dice);
    if (dice.chance(8))
        out.serviceAccountNames = {dice.oneOf(kAccounts)};
    if (dice.chance(8))
        out.serviceAccountSelector = plainSelector(dice);
    if (hasPorts && dice.chance(isSource ? 6 : 45))
        out.ports = isSource ? std::vector<CalicoPort>{PortRange{40'000, 50'000}} : ports(dice);
    if (hasPorts && dice.chance(isSource ? 3 : 12))
        out.notPorts = ports(dice);
    return out;
}

CalicoRule rule(Dice &dice)
{
    CalicoRule out;
    out.action = dice.oneOf(std::array{RuleAction::Allow, RuleAction::Allow, RuleAction::Deny,
                                       RuleAction::Pass, RuleAction::Log});
    if (dice.chance(8))
        out.ipVersion = dice.chance(50) ? Family::V4 : Family::V6;
    if (dice.chance(50))
        out.protocol = dice.oneOf(kProtocols);
    else if (dice.chance(10))
        out.protocol = static_cast<Protocol>(47);
    else if (dice.chance(20))
        out.protocol = dice.chance(60) ? Protocol::Icmp : Protocol::Icmpv6;
    else if (dice.chance(15))
        out.notProtocol = dice.oneOf(std::array{Protocol::Tcp, Protocol::Udp, Protocol::Icmp});
    if (out.protocol == Protocol::Icmp || out.protocol == Protocol::Icmpv6) {
        if (dice.chance(50))
            out.icmp = CalicoIcmp{.type = 8};
        if (out.icmp && dice.chance(50))
            out.icmp->code = 0;
        if (dice.chance(25))
            out.notIcmp = CalicoIcmp{.type = dice.chance(50) ? 8 : 3};
    }
    const bool hasPorts = out.protocol && podloom::hasPorts(*out.protocol);
    out.source = entity(dice, hasPorts, true);
    out.destination = entity(dice, hasPorts, false);
    out.hasHttp = dice.chance(2);
    return out;
}

std::vector<CalicoRule> rules(Dice &dice)
{
    std::vector<CalicoRule> out(dice.below(4));
    for (auto &each : out)
        each = rule(dice);
    return out;
}

/// In the tiers of the cluster-wide policies never at a priority of theirs: who comes first is not said.
std::optional<double> orderIn(Dice &dice, const std::string &tier)
{
    if (tier.starts_with("kube-"))
        return dice.oneOf(std::array{-1.0, 5.5, 10.5, 500.0});
    if (dice.chance(20))
        return std::nullopt;
    return dice.oneOf(std::array{-5.0, 1.0, 999.5, 1'000.0, 1'000.0, 1'001.0});
}

void addSets(Dice &dice, Design &design)
{
    const auto count = dice.below(4);
    for (unsigned index = 0; index < count; ++index) {
        const bool isGlobal = dice.chance(50);
        design.networkSets.put(NetworkSet{
            .meta = {.id = {"default", kGroup, isGlobal ? "GlobalNetworkSet" : "NetworkSet",
                            isGlobal ? "" : dice.oneOf(kNamespaces), "set" + std::to_string(index)},
                     .labels = dice.labels()},
            .nets = dice.nets()});
    }
}

void addServices(Dice &dice, Design &design)
{
    for (const auto *ns : kNamespaces) {
        for (const auto *name : kServices) {
            if (dice.chance(60))
                continue;
            Service service{.meta = {.id = {"default", "", "Service", ns, name}}};
            service.selector = dice.labels();
            const auto port = dice.oneOf(kPorts);
            service.ports.push_back({.protocol = dice.oneOf(kProtocols), .port = port});
            if (dice.chance(40))
                service.ports.back().targetPort = std::string(dice.oneOf(kPortNames));
            else if (dice.chance(40))
                service.ports.back().targetPort = dice.oneOf(kPorts);
            design.services.put(std::move(service));
            if (dice.chance(60) || design.pods.empty())
                continue;
            EndpointSlice slice{.meta = {.id = {"default", "discovery.k8s.io", "EndpointSlice", ns,
                                                std::string(name) + "-1"}},
                                .service = name,
                                .ports = {{.port = dice.oneOf(kPorts), .protocol = dice.oneOf(kProtocols)}}};
            for (const auto &pod : design.pods) {
                if (dice.chance(40) && !pod.ips.empty())
                    slice.endpoints.push_back({.addresses = {pod.ips.front()}, .isReady = dice.chance(80)});
            }
            if (dice.chance(20))
                slice.endpoints.push_back({.addresses = {*IpAddress::parse("8.8.8.8")}});
            design.endpointSlices.put(std::move(slice));
        }
    }
}

void addProfiles(Dice &dice, Design &design)
{
    const auto add = [&](const std::string &name) {
        design.calicoProfiles.put(CalicoProfile{.meta = {.id = {"default", kGroup, "Profile", "", name}},
                                                .ingress = rules(dice),
                                                .egress = rules(dice)});
    };
    for (const auto *ns : kNamespaces) {
        if (dice.chance(10))
            add(std::string("kns.") + ns);
        if (dice.chance(10))
            add(std::string("ksa.") + ns + '.' + dice.oneOf(kAccounts));
    }
}

void addConfiguration(Dice &dice, Design &design, const std::string &name)
{
    FelixConfiguration out{.meta = {.id = {"default", kGroup, "FelixConfiguration", "", name}}};
    if (dice.chance(70))
        out.endpointToHost = dice.oneOf(std::array{"Drop", "Return", "Accept"});
    if (dice.chance(40))
        out.failsafeInbound = std::vector<FailsafePort>{{Protocol::Tcp, 81, {}},
                                                        {Protocol::Udp, 80, *Prefix::parse("10.0.0.0/8")}};
    if (dice.chance(40))
        out.failsafeOutbound = std::vector<FailsafePort>{{dice.oneOf(kProtocols), dice.oneOf(kPorts), {}}};
    design.felixConfigurations.put(std::move(out));
}

} // namespace

CalicoPolicy randomCalicoPolicy(Dice &dice, unsigned index)
{
    CalicoPolicy out;
    const bool isGlobal = dice.chance(50);
    out.meta.id = {"default", kGroup, isGlobal ? "GlobalNetworkPolicy" : "NetworkPolicy",
                   isGlobal ? "" : dice.oneOf(kNamespaces),
                   (dice.chance(50) ? "calico" : "zebra") + std::to_string(index)};
    out.tier = dice.oneOf(std::array{"default", "default", "default", "kube-admin", "kube-baseline", "alpha",
                                     "omega", "nowhere"});
    out.order = orderIn(dice, out.tier);
    if (dice.chance(75))
        out.selector = selector(dice);
    if (dice.chance(10))
        out.serviceAccountSelector = plainSelector(dice);
    if (isGlobal && dice.chance(30))
        out.namespaceSelector = plainSelector(dice);
    out.hasIngress = dice.chance(75);
    out.hasEgress = dice.chance(50) || !out.hasIngress;
    if (out.hasIngress)
        out.ingress = rules(dice);
    if (out.hasEgress)
        out.egress = rules(dice);
    if (dice.chance(6))
        out.staged = StagedAction::Set;
    return out;
}

void addRandomHosts(Dice &dice, Design &design)
{
    for (const auto &node : design.nodes) {
        if (dice.chance(30))
            continue;
        HostEndpoint host{.meta = {.id = {"default", kGroup, "HostEndpoint", "", "host-" + node.meta.id.name},
                                   .labels = dice.labels()},
                          .node = node.meta.id.name,
                          .interfaceName = dice.oneOf(std::array{"eth0", "*"})};
        host.meta.labels["host"] = "yes";
        for (const auto &each : node.addresses) {
            if (dice.chance(60))
                host.expectedIps.push_back(each.address);
        }
        if (dice.chance(30))
            host.profiles = {dice.oneOf(std::array{"projectcalico-default-allow", "narrow"})};
        if (dice.chance(40))
            host.ports = {{dice.oneOf(kPortNames), dice.oneOf(kPorts), dice.oneOf(kProtocols)}};
        design.hostEndpoints.put(std::move(host));
    }
    if (dice.chance(50))
        design.calicoProfiles.put(CalicoProfile{.meta = {.id = {"default", kGroup, "Profile", "", "narrow"}},
                                                .labelsToApply = {{"narrow", "yes"}},
                                                .ingress = rules(dice),
                                                .egress = rules(dice)});
    const auto policies = 1 + dice.below(4);
    for (unsigned index = 0; index < policies; ++index) {
        auto policy = randomCalicoPolicy(dice, 20 + index);
        if (!policy.meta.id.ns.empty())
            continue;
        policy.selector = dice.oneOf(std::array{"has(host)", "all()", "narrow == 'yes'", "app == 'a'"});
        policy.namespaceSelector = policy.serviceAccountSelector = "";
        const auto kind = dice.below(4);
        policy.isUntracked = kind == 0;
        policy.isPreDnat = kind == 1;
        policy.appliesOnForward = kind < 3;
        if (policy.isPreDnat) {
            policy.hasIngress = true;
            policy.hasEgress = false;
            policy.egress = {};
        }
        design.calicoPolicies.put(std::move(policy));
    }
}

void addRandomCalico(Dice &dice, Design &design)
{
    const auto policies = dice.below(6);
    for (unsigned index = 0; index < policies; ++index)
        design.calicoPolicies.put(randomCalicoPolicy(dice, index));
    for (const auto *name : {"alpha", "omega"}) {
        CalicoTier tier{.meta = {.id = {"default", kGroup, "Tier", "", name}}};
        if (dice.chance(80))
            tier.order = dice.oneOf(std::array{10.0, 1'000.0, 500'000.0, 1'000'000.0, 20'000'000.0});
        tier.passesAtEnd = dice.chance(50);
        design.calicoTiers.put(std::move(tier));
    }
    for (const auto *ns : kNamespaces) {
        for (const auto *account : kAccounts) {
            if (dice.chance(40))
                design.serviceAccounts.put(ServiceAccount{
                    .meta = {.id = {"default", "", "ServiceAccount", ns, account}, .labels = dice.labels()}});
        }
    }
    if (dice.chance(30))
        addRandomHosts(dice, design);
    addSets(dice, design);
    addServices(dice, design);
    addProfiles(dice, design);
    if (dice.chance(15))
        addConfiguration(dice, design, "default");
    if (dice.chance(15))
        addConfiguration(dice, design, "node.n1");
}

} // namespace podloom::policy
