#include "core/policy/suggest.h"

#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/policy/suggest_check.h"
#include "core/policy/suggest_selector.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace podloom::policy {

namespace {

/// Ports by protocol; a protocol without ports can only be allowed together with everything.
struct Ports {
    std::map<Protocol, PortSet> byProtocol{};
    bool isEverything = false;
    auto operator<=>(const Ports &) const = default;
};

/// Who stands at the other end of the connections of a group.
struct Peers {
    std::map<std::string, std::set<GroupIndex>> groups{}; ///< by namespace
    PrefixSet outside{};
    auto operator<=>(const Peers &) const = default;
};

/// What one group needs in one direction: peers with the same ports are one rule.
using Needs = std::map<Ports, Peers>;

struct GroupNeeds {
    Needs ingress{};
    Needs egress{};
    auto operator<=>(const GroupNeeds &) const = default;
    bool isEmpty() const { return ingress.empty() && egress.empty(); }
};

class Suggester {
public:
    Suggester(const Design &design, const std::vector<WantedFlow> &flows)
        : m_design(withoutNetworkPolicies(design)),
          m_program(compile(m_design)),
          m_groups(m_program),
          m_needs(m_groups.size()),
          m_flows(flows)
    {}

    Result<Suggestion> run()
    {
        for (const auto &flow : m_flows) {
            auto from = endByName(m_program, flow.from);
            if (!from)
                return Failure{std::move(from).error()};
            auto to = endByName(m_program, flow.to);
            if (!to)
                return Failure{std::move(to).error()};
            addFlow(flow, *from, *to);
        }
        collect();
        for (const auto &ns : m_groups.namespaces())
            makePolicies(ns);
        std::sort(m_out.policies.begin(), m_out.policies.end(),
                  [](const NetworkPolicy &a, const NetworkPolicy &b) { return a.meta.id < b.meta.id; });
        auto checked = m_design;
        for (const auto &policy : m_out.policies)
            checked.networkPolicies.put(policy);
        checkSuggestion(compile(checked), m_flows, m_out);
        return std::move(m_out);
    }

private:
    static Design withoutNetworkPolicies(Design design)
    {
        design.networkPolicies = {};
        return design;
    }

    /// One end as a peer: a group, or addresses.
    struct PeerKey {
        GroupIndex group = kNone;
        PrefixSet addresses{};
        auto operator<=>(const PeerKey &) const = default;
    };
    using ByPeer = std::map<PeerKey, Ports>;

    GroupIndex groupOf(const FlowEnd &end) const
    {
        return end.endpoint == kNone ? kNone : m_groups.of(end.endpoint);
    }

    PeerKey peerOf(const FlowEnd &end, const std::string &name) const
    {
        if (end.endpoint != kNone)
            return {.group = m_groups.of(end.endpoint)};
        if (end.isOutside && name.find('/') != std::string::npos) {
            if (const auto prefix = Prefix::parse(std::string_view(name).substr(name.find(':') + 1)))
                return {.addresses = PrefixSet({*prefix})};
        }
        PeerKey out;
        for (const auto &address : end.addresses)
            out.addresses.insert(Prefix::host(address));
        return out;
    }

    void addFlow(const WantedFlow &flow, const FlowEnd &from, const FlowEnd &to)
    {
        if (implicitStep(m_program, from, to, Direction::Egress)
            || implicitStep(m_program, from, to, Direction::Ingress))
            return; // allowed anyway
        const auto add = [&](Ports &ports) {
            if (hasPorts(flow.protocol) && flow.protocol != Protocol::UdpLite)
                ports.byProtocol[flow.protocol].insert({flow.port, flow.port});
            else
                ports.isEverything = true;
        };
        if (const auto group = groupOf(to); group != kNone)
            add(m_wanted[0][group][peerOf(from, flow.from)]);
        if (const auto group = groupOf(from); group != kNone)
            add(m_wanted[1][group][peerOf(to, flow.to)]);
        if (!hasPorts(flow.protocol) || flow.protocol == Protocol::UdpLite)
            m_out.remarks.push_back(
                {"suggest-protocol",
                 "a NetworkPolicy cannot allow %1 alone: from %2 to %3 everything is allowed",
                 {toString(flow.protocol), flow.from, flow.to}});
    }

    void collect()
    {
        for (std::size_t direction = 0; direction < 2; ++direction) {
            for (auto &[group, peers] : m_wanted[direction]) {
                auto &needs = direction == 0 ? m_needs[group].ingress : m_needs[group].egress;
                for (auto &[peer, ports] : peers) {
                    if (ports.isEverything)
                        ports.byProtocol.clear();
                    auto &into = needs[ports];
                    if (peer.group != kNone)
                        into.groups[m_groups.namespaceOf(peer.group)].insert(peer.group);
                    else
                        into.outside = into.outside.united(peer.addresses);
                }
            }
        }
    }

    void makePolicies(const std::string &ns)
    {
        std::map<GroupNeeds, std::set<GroupIndex>> byNeeds;
        bool hasIdle = false;
        for (const auto group : m_groups.in(ns)) {
            if (m_needs[group].isEmpty())
                hasIdle = true;
            else
                byNeeds[m_needs[group]].insert(group);
        }
        for (const auto &[needs, groups] : byNeeds) {
            for (const auto &selector : m_groups.selectorsFor(ns, groups))
                m_out.policies.push_back(policyOf(ns, m_groups.nameFor(ns, selector), selector, needs));
        }
        if (hasIdle)
            m_out.policies.push_back(policyOf(ns, "default-deny", {}, {}));
    }

    NetworkPolicy policyOf(const std::string &ns, const std::string &name, const LabelSelector &selector,
                           const GroupNeeds &needs)
    {
        NetworkPolicy out{.podSelector = selector,
                          .isolatesIngress = true,
                          .isolatesEgress = true,
                          .statesTypes = true,
                          .statesIngress = !needs.ingress.empty(),
                          .statesEgress = !needs.egress.empty()};
        out.meta.id = {m_groups.clusterOf(ns), "networking.k8s.io", "NetworkPolicy", m_groups.plainName(ns),
                       uniqueName(ns, name)};
        out.meta.version = "v1";
        out.ingress = rulesOf(ns, needs.ingress);
        out.egress = rulesOf(ns, needs.egress);
        return out;
    }

    std::string uniqueName(const std::string &ns, const std::string &wanted)
    {
        auto name = wanted;
        for (int number = 2; !m_names.emplace(ns, name).second; ++number)
            name = wanted + '-' + std::to_string(number);
        return name;
    }

    std::vector<NetworkPolicyRule> rulesOf(const std::string &ns, const Needs &needs)
    {
        std::vector<NetworkPolicyRule> out;
        for (const auto &[ports, peers] : needs) {
            NetworkPolicyRule rule;
            for (const auto &[other, groups] : peers.groups) {
                for (const auto &selector : m_groups.selectorsFor(other, groups)) {
                    NetworkPolicyPeer peer;
                    if (other != ns)
                        peer.namespaceSelector = LabelSelector{
                            .matchLabels = {{std::string(kNamespaceNameLabel), m_groups.plainName(other)}}};
                    if (other == ns || !selector.isEmpty())
                        peer.podSelector = selector;
                    rule.peers.push_back(std::move(peer));
                }
            }
            for (const auto &prefix : peers.outside.prefixes())
                rule.peers.push_back({.ipBlock = IpBlock{.cidr = prefix}});
            for (const auto &[protocol, set] : ports.byProtocol) {
                for (const auto &range : set.ranges()) {
                    NetworkPolicyPort port{.protocol = protocol, .port = PortRef(range.first)};
                    if (range.last != range.first)
                        port.endPort = range.last;
                    rule.ports.push_back(port);
                }
            }
            out.push_back(std::move(rule));
        }
        return out;
    }

    Design m_design;
    Program m_program;
    PodGroups m_groups;
    std::vector<GroupNeeds> m_needs;
    const std::vector<WantedFlow> &m_flows;
    std::array<std::map<GroupIndex, ByPeer>, 2> m_wanted{}; ///< into the group, out of it
    std::set<std::pair<std::string, std::string>> m_names{};
    Suggestion m_out{};
};

} // namespace

Result<Suggestion> suggest(const Design &design, const std::vector<WantedFlow> &flows)
{
    return Suggester(design, flows).run();
}

} // namespace podloom::policy
