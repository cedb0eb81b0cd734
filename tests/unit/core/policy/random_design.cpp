#include "tests/unit/core/policy/random_design.h"

#include "tests/unit/core/policy/random_parts.h"

namespace podloom::policy {

namespace {

Pod randomPod(Dice &dice, unsigned index)
{
    std::vector<std::string> ips;
    if (dice.chance(90))
        ips.push_back("10." + std::to_string(dice.below(2)) + ".0." + std::to_string(index + 1));
    if (dice.chance(20))
        ips.push_back("fd00::" + std::to_string(index + 1));
    std::vector<ContainerPort> ports;
    for (const auto *name : kPortNames) {
        if (dice.chance(50))
            ports.push_back({name, dice.oneOf(kPorts), dice.oneOf(kProtocols)});
    }
    SampleDesign sample;
    auto made = sample.pod(std::string(dice.oneOf(kNamespaces)) + "/p" + std::to_string(index), dice.labels(),
                           ips, std::move(ports));
    made.spec.nodeName = dice.oneOf(std::array{"n1", "n2", ""});
    made.spec.serviceAccount = dice.oneOf(std::array{"robot", ""});
    if (dice.chance(8)) {
        made.spec.isHostNetwork = true;
        made.spec.nodeName = dice.oneOf(std::array{"n1", "n2"});
        made.ips = {};
    }
    made.isFinished = dice.chance(5);
    return made;
}

Traffic randomTraffic(Dice &dice)
{
    Traffic out{.protocol = dice.oneOf(kProtocols), .port = dice.oneOf(kPorts)};
    if (dice.chance(15))
        out.family = Family::V6;
    if (dice.chance(12)) {
        out.protocol = dice.chance(70) ? Protocol::Icmp : Protocol::Icmpv6;
        out.family = std::nullopt;
        if (dice.chance(50))
            out.icmpType = 8;
        if (out.icmpType && dice.chance(50))
            out.icmpCode = static_cast<std::uint8_t>(dice.below(2));
    } else if (dice.chance(4)) {
        out.protocol = static_cast<Protocol>(47);
    }
    if (dice.chance(10))
        out.sourcePort = 53;
    return out;
}

template <class Object>
void replaceOne(Dice &dice, Table<Object> &table, Object object)
{
    if (!table.empty() && dice.chance(70))
        table.erase(table[dice.below(static_cast<unsigned>(table.size()))].meta.id);
    if (dice.chance(70))
        table.put(std::move(object));
}

void edit(Dice &dice, Design &design)
{
    constexpr unsigned kNew = 90; // in names: of none that is there
    switch (dice.below(6)) {
    case 0: return replaceOne(dice, design.networkPolicies, randomNetworkPolicy(dice, kNew));
    case 1: return replaceOne(dice, design.clusterPolicies, randomClusterPolicy(dice, kNew));
    case 2: return replaceOne(dice, design.calicoPolicies, randomCalicoPolicy(dice, kNew));
    case 3: return replaceOne(dice, design.pods, randomPod(dice, kNew));
    case 4: {
        auto pod = design.pods[dice.below(static_cast<unsigned>(design.pods.size()))];
        pod.meta.labels = dice.labels();
        design.pods.put(std::move(pod));
        return;
    }
    default: {
        const auto *ns = dice.oneOf(kNamespaces);
        auto labels = dice.labels();
        labels.emplace(kNamespaceNameLabel, ns);
        design.namespaces.put(
            Namespace{.meta = {.id = {"default", "", "Namespace", "", ns}, .labels = std::move(labels)}});
    }
    }
}

} // namespace

RandomDesign randomDesign(unsigned seed)
{
    Dice dice(seed);
    SampleDesign sample;
    for (const auto *ns : kNamespaces) {
        if (dice.chance(80))
            sample.ns(ns, dice.labels());
    }
    sample.node("n1", {"192.168.0.1/24", "fd00:99::1/64"}, dice.labels())
        .node("n2", {"192.168.0.2/24"}, dice.labels());
    const auto pods = 2 + dice.below(11);
    for (unsigned index = 0; index < pods; ++index)
        sample.add(randomPod(dice, index));
    RandomDesign out{.design = std::move(sample.design)};
    const auto dialects = dice.below(8); // all of them most often
    const auto networkPolicies = dialects == 0 ? 0 : dice.below(6);
    for (unsigned index = 0; index < networkPolicies; ++index)
        out.design.networkPolicies.put(randomNetworkPolicy(dice, index));
    const auto clusterPolicies = dialects == 1 ? 0 : dice.below(5);
    for (unsigned index = 0; index < clusterPolicies; ++index)
        out.design.clusterPolicies.put(randomClusterPolicy(dice, index));
    if (dialects != 2)
        addRandomCalico(dice, out.design);
    out.edited = out.design;
    const auto edits = 1 + dice.below(3);
    for (unsigned index = 0; index < edits && !out.edited.pods.empty(); ++index)
        edit(dice, out.edited);
    for (const auto *address : {"8.8.8.8", "10.1.0.200", "192.168.0.1", "2001:db8::1"})
        out.outside.push_back(*IpAddress::parse(address));
    out.traffic.push_back(randomTraffic(dice));
    out.traffic.push_back(randomTraffic(dice));
    return out;
}

Design withRandomEdit(Design design, unsigned seed)
{
    Dice dice(seed);
    const auto anyOf = [&](const auto &table) {
        return table[dice.below(static_cast<unsigned>(table.size()))];
    };
    switch (dice.below(8)) {
    case 0:
        if (!design.calicoTiers.empty()) {
            auto tier = anyOf(design.calicoTiers);
            tier.order = dice.below(2'000);
            tier.passesAtEnd = !tier.passesAtEnd;
            design.calicoTiers.put(std::move(tier));
        }
        break;
    case 1:
        if (!design.networkSets.empty()) {
            auto set = anyOf(design.networkSets);
            set.nets = dice.nets();
            design.networkSets.put(std::move(set));
        }
        break;
    case 2:
        if (!design.calicoPolicies.empty()) {
            auto policy = anyOf(design.calicoPolicies);
            policy.order = dice.below(2'000);
            design.calicoPolicies.put(std::move(policy));
        }
        break;
    case 3:
        if (!design.networkPolicies.empty()) {
            auto policy = anyOf(design.networkPolicies);
            policy.ingress = randomNetworkPolicy(dice, 91).ingress;
            design.networkPolicies.put(std::move(policy));
        }
        break;
    default:
        if (!design.pods.empty())
            edit(dice, design);
    }
    return design;
}

} // namespace podloom::policy
