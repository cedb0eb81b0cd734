// Pods that may open connections to others, but cannot look up their names.
#include "core/check/policy_checks.h"
#include "core/check/rule_cover.h"
#include "core/policy/evaluate.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace podloom {

namespace {

using policy::Action;
using policy::Chain;
using policy::ChainIndex;
using policy::Direction;
using policy::EndpointIndex;
using policy::Policy;
using policy::PolicyIndex;
using policy::Program;
using policy::Rule;

constexpr std::uint16_t kDnsPort = 53;
/// What name servers listen on behind their Service's port 53.
constexpr std::array<std::uint16_t, 4> kDnsPorts{kDnsPort, 1053, 5353, 8053};

bool isNameServer(const policy::Endpoint &endpoint)
{
    const auto app = endpoint.labels->find("k8s-app");
    return app != endpoint.labels->end() && (app->second == "kube-dns" || app->second == "coredns");
}

/// The UDP ports of a name server.
std::vector<std::uint16_t> portsOf(const policy::Endpoint &server)
{
    std::vector<std::uint16_t> out;
    for (const auto &port : server.ports) {
        if (port.protocol == Protocol::Udp)
            out.push_back(port.port);
    }
    return out.empty() ? std::vector<std::uint16_t>{kDnsPort} : out;
}

/// Whether some question to a name server matches, wherever it is.
bool canBeDns(const Rule &rule)
{
    return std::any_of(kDnsPorts.begin(), kDnsPorts.end(),
                       [&](std::uint16_t port) { return canMatchPort(rule, Protocol::Udp, port); });
}

/// Whether a rule allows connections to pods, which are called by name; addresses are not.
bool allowsPods(const Rule &rule)
{
    if (rule.action != Action::Allow || rule.neverMatches)
        return false;
    return rule.destinations.empty()
        || std::any_of(rule.destinations.begin(), rule.destinations.end(),
                       [](const policy::Peer &peer) { return peer.set != policy::kNone; });
}

class DnsChecker {
public:
    DnsChecker(const Program &program, Diagnostics &findings)
        : m_program(program),
          m_findings(findings),
          m_culprits(program.chains.size())
    {
        for (EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
            if (isServer(program.endpoints[index]))
                m_servers[program.endpoints[index].id.cluster].push_back(index);
        }
    }

    void run()
    {
        std::map<std::pair<ChainIndex, std::string>, std::vector<EndpointIndex>> byChain;
        auto last = byChain.end();
        for (EndpointIndex index = 0; index < m_program.endpoints.size(); ++index) {
            const auto &endpoint = m_program.endpoints[index];
            const auto chain = endpoint.chain(Direction::Egress);
            if (endpoint.kind != policy::Endpoint::Kind::Pod || chain == policy::kNone
                || culpritOf(chain) == policy::kNone || isServer(endpoint))
                continue;
            if (last == byChain.end() || last->first.first != chain
                || last->first.second != endpoint.id.cluster)
                last = byChain.try_emplace({chain, endpoint.id.cluster}).first;
            last->second.push_back(index);
        }
        for (const auto &[key, endpoints] : byChain) {
            if (!canAsk(key.first, key.second, endpoints.front()))
                report(culpritOf(key.first), endpoints);
        }
    }

private:
    /// isNameServer(), asked once for those that stand together and have their labels in common.
    bool isServer(const policy::Endpoint &endpoint)
    {
        if (std::exchange(m_labels, endpoint.labels.get()) != endpoint.labels.get())
            m_isServer = isNameServer(endpoint);
        return m_isServer;
    }

    /// policyAllowingPods(), asked once.
    PolicyIndex culpritOf(ChainIndex chain)
    {
        auto &known = m_culprits[chain];
        if (!known)
            known = policyAllowingPods(m_program.chains[chain]);
        return *known;
    }

    /// The first policy of the chain that lets connections to pods out.
    PolicyIndex policyAllowingPods(const Chain &chain) const
    {
        for (const auto &step : chain.tiers) {
            for (const auto index : step.policies) {
                const auto &rules = m_program.policies[index].rulesOf(Direction::Egress);
                if (std::any_of(rules.begin(), rules.end(), allowsPods))
                    return index;
            }
        }
        return policy::kNone;
    }

    bool canAsk(ChainIndex chain, const std::string &cluster, EndpointIndex from) const
    {
        const auto servers = m_servers.find(cluster);
        if (servers == m_servers.end())
            return canLetThrough(m_program, m_program.chains[chain], Direction::Egress, canBeDns);
        const auto fromEnd = policy::endOf(m_program, from);
        return std::any_of(servers->second.begin(), servers->second.end(), [&](EndpointIndex server) {
            const auto toEnd = policy::endOf(m_program, server);
            const auto ports = portsOf(m_program.endpoints[server]);
            return std::any_of(ports.begin(), ports.end(), [&](std::uint16_t port) {
                const policy::Traffic question{.protocol = Protocol::Udp, .port = port};
                return policy::verdict(m_program, fromEnd, toEnd, question).egress.action == Action::Allow;
            });
        });
    }

    void report(PolicyIndex culprit, const std::vector<EndpointIndex> &endpoints)
    {
        const auto &policy = m_program.policies[culprit];
        const auto &first = m_program.endpoints[endpoints.front()].name;
        auto message = endpoints.size() == 1 ? Message{"dns-egress",
                                                       "%1 may open connections to other pods but not ask a "
                                                       "name server; allow egress to port 53, "
                                                       "UDP and TCP",
                                                       {first}}
                                             : Message{"dns-egress",
                                                       "%1 and %2 more may open connections to other pods "
                                                       "but not ask a name server; allow egress "
                                                       "to port 53, UDP and TCP",
                                                       {first, std::to_string(endpoints.size() - 1)}};
        m_findings.push_back({Severity::Warning, policy.at, std::move(message), policy.id});
    }

    const Program &m_program;
    Diagnostics &m_findings;
    std::map<std::string, std::vector<EndpointIndex>> m_servers; ///< by cluster
    std::vector<std::optional<PolicyIndex>> m_culprits;          ///< by chain
    const Labels *m_labels = nullptr;                            ///< that were looked at last
    bool m_isServer = false;                                     ///< whether they are those of a name server
};

} // namespace

void checkDns(const Program &program, Diagnostics &findings)
{
    DnsChecker(program, findings).run();
}

} // namespace podloom
