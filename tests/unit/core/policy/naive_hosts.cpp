// Host endpoints (CA-13, CA-32, CA-33): a packet and its answer on their way through a protected machine.
#include "tests/unit/core/policy/naive_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace podloom::policy::naive {

namespace {

enum class Kind { Untracked, PreDnat, Forward, Normal };

bool isOfKind(const CalicoPolicy &policy, Kind kind)
{
    switch (kind) {
    case Kind::Untracked: return policy.isUntracked;
    case Kind::PreDnat: return policy.isPreDnat;
    case Kind::Forward: return !policy.isUntracked && !policy.isPreDnat && policy.appliesOnForward;
    case Kind::Normal: break;
    }
    return !policy.isUntracked && !policy.isPreDnat;
}

using Failsafes = std::vector<FailsafePort>;

/// CA-19: of the node, else of all, else what Calico has.
Failsafes failsafesOf(const Design &design, const std::string &node, bool isInbound)
{
    for (const auto &name : {"node." + node, std::string("default")}) {
        const auto *found =
            design.felixConfigurations.find({"default", "projectcalico.org", "FelixConfiguration", "", name});
        const auto *ports = found ? &(isInbound ? found->failsafeInbound : found->failsafeOutbound) : nullptr;
        if (ports && *ports)
            return **ports;
    }
    Failsafes out = isInbound ? Failsafes{{Protocol::Tcp, 22, {}}, {Protocol::Udp, 68, {}}}
                              : Failsafes{{Protocol::Udp, 53, {}}, {Protocol::Udp, 67, {}}};
    constexpr std::array<std::uint16_t, 7> kBothWays{179, 2379, 2380, 5473, 6443, 6666, 6667};
    for (const auto port : kBothWays)
        out.push_back({Protocol::Tcp, port, {}});
    return out;
}

bool isFailsafe(const Failsafes &ports, const Case &asked, std::uint16_t port)
{
    const auto &address = asked.peer().address;
    return std::any_of(ports.begin(), ports.end(), [&](const FailsafePort &each) {
        return each.protocol == asked.question.protocol && each.port == port
            && (!each.net || (address && each.net->contains(*address)));
    });
}

/// What the machine remembers of a connection while its packets pass.
class Passage {
public:
    Passage(const Design &design, const std::vector<Tier> &tiers, const HostEndpoint &host, bool isPod)
        : m_design(design),
          m_tiers(tiers),
          m_host(host),
          m_known(knownOf(design, host)),
          m_isPod(isPod)
    {}

    bool first(const Question &packet, bool isIngress)
    {
        if (isIngress || !m_isPod) {
            const auto said = ask(Kind::Untracked, packet, isIngress);
            m_isTracked = said != true;
            if (said)
                return *said;
        }
        return later(packet, isIngress);
    }

    /// `podAllows` asks the policies of the pod about a packet.
    template <class PodAllows>
    bool answer(const Question &packet, bool isIngress, const PodAllows &podAllows)
    {
        if (isIngress || !m_isPod) {
            const auto said = ask(Kind::Untracked, packet, isIngress);
            if (said)
                return *said && (!m_isPod || podAllows(packet, isIngress));
        }
        if (m_isTracked)
            return true; // K-44
        const bool isKnownByItself = packet.protocol != Protocol::Tcp && packet.protocol != Protocol::Sctp
                                  && packet.protocol != Protocol::Icmp && packet.protocol != Protocol::Icmpv6;
        if (m_isPod && !(isKnownByItself && podAllows(packet, isIngress)))
            return false; // belongs to no connection, or to one that the pod may not open
        return later(packet, isIngress);
    }

private:
    bool later(const Question &packet, bool isIngress) const
    {
        if (isIngress) {
            if (const auto said = ask(Kind::PreDnat, packet, isIngress))
                return *said;
        }
        return ask(m_isPod ? Kind::Forward : Kind::Normal, packet, isIngress).value_or(false);
    }

    /// Allowed, dropped, or left to the policies that come later.
    std::optional<bool> ask(Kind kind, const Question &packet, bool isIngress) const
    {
        const Case asked{m_design, packet, isIngress};
        const bool isEarly = kind == Kind::Untracked || kind == Kind::PreDnat;
        if (kind != Kind::Forward && isFailsafe(asked, kind))
            return isEarly ? std::nullopt : std::optional(true);
        for (const auto &tier : m_tiers) {
            bool hasSay = false;
            std::optional<RuleAction> decision;
            for (const auto &voice : tier.voices) {
                const auto *const *policy = std::get_if<const CalicoPolicy *>(&voice.policy);
                if (decision || !policy || !isOfKind(**policy, kind) || !selects(**policy, m_known)
                    || !(isIngress ? (*policy)->hasIngress : (*policy)->hasEgress))
                    continue;
                hasSay = true;
                decision = firstOf(asked, isIngress ? (*policy)->ingress : (*policy)->egress, {});
            }
            if (decision == RuleAction::Allow || decision == RuleAction::Deny)
                return decision == RuleAction::Allow;
            if (!decision && hasSay && !tier.passesAtEnd && !isEarly)
                return false;
        }
        if (isEarly)
            return std::nullopt;
        return kind == Kind::Forward || profilesAllow(asked);
    }

    bool isFailsafe(const Case &asked, Kind kind) const
    {
        const auto &packet = asked.question;
        const auto own = failsafesOf(m_design, m_host.node, asked.isIngress);
        const auto other = failsafesOf(m_design, m_host.node, !asked.isIngress);
        return naive::isFailsafe(own, asked, packet.port)
            || (kind == Kind::Untracked && naive::isFailsafe(other, asked, packet.sourcePort));
    }

    /// In their order; one that says nothing about it leaves it to the next, and in the end it is dropped.
    bool profilesAllow(const Case &asked) const
    {
        for (const auto &name : m_host.profiles) {
            const auto *profile = m_design.calicoProfiles.find(
                {m_host.meta.id.cluster, "projectcalico.org", "Profile", "", name});
            if (!profile && name == "projectcalico-default-allow")
                return true;
            const auto said = profile
                                ? firstOf(asked, asked.isIngress ? profile->ingress : profile->egress, {})
                                : std::nullopt;
            if (said)
                return said == RuleAction::Allow;
        }
        return false;
    }

    const Design &m_design;
    const std::vector<Tier> &m_tiers;
    const HostEndpoint &m_host;
    Known m_known;
    bool m_isPod;
    bool m_isTracked = true;
};

Question answerTo(const Question &question)
{
    auto out = question;
    std::swap(out.from, out.to);
    if (hasPorts(question.protocol))
        std::swap(out.port, out.sourcePort);
    if (out.icmpType) // an echo request, in these designs
        out.icmpType = 0;
    return out;
}

/// Only echo requests are answered.
bool hasAnswer(const Question &question)
{
    return !question.icmpType || (question.protocol == Protocol::Icmp && question.icmpType == 8);
}

} // namespace

const Node *machineOf(const Design &design, const Party &party)
{
    if (party.pod)
        return design.nodes.find({party.pod->meta.id.cluster, "", "Node", "", party.pod->spec.nodeName});
    for (const auto &node : design.nodes) {
        for (const auto &each : node.addresses) {
            if (each.address == party.address)
                return &node;
        }
    }
    return nullptr;
}

bool Evaluator::hostAllows(const Question &question, bool isIngress) const
{
    const auto &own = isIngress ? question.to : question.from;
    const auto *machine = machineOf(m_design, own);
    if (!machine || machine == machineOf(m_design, isIngress ? question.from : question.to))
        return true;
    for (const auto &host : m_design.hostEndpoints) {
        if (host.node != machine->meta.id.name)
            continue;
        Passage passage(m_design, m_tiers, host, isSelectable(own.pod));
        const auto podAllows = [&](const Question &packet, bool isIn) { return sideAllows(packet, isIn); };
        return passage.first(question, isIngress)
            && (!hasAnswer(question) || passage.answer(answerTo(question), !isIngress, podAllows));
    }
    return true;
}

} // namespace podloom::policy::naive
