// app/canvas/policy_describer.h: how the picture of policies comes about, from the compiled program.
#pragma once

#include "app/canvas/policy_picture.h"
#include "core/policy/evaluate.h"

#include <QStringList>

#include <map>
#include <set>
#include <utility>

namespace podloom::app {

/// Groups first, then what the rules of each wish for, then what all of them together say about each wish.
class PolicyDescriber {
public:
    explicit PolicyDescriber(const Analysis &analysis)
        : m_analysis(analysis),
          m_program(analysis.program),
          m_groupOf(m_program.endpoints.size(), SIZE_MAX)
    {}

    PolicyPicture describe();

private:
    using Direction = policy::Direction;

    /// A protocol with ports, as rules name them; `isAny` = every protocol and port.
    struct Service {
        bool isAny = false;
        Protocol protocol = Protocol::Tcp;
        PortRange ports{};
        auto operator<=>(const Service &) const = default;

        QString text() const;
    };
    struct Wish {
        std::set<Service> services{};
        ObjectId policy{};
    };
    /// Of everybody: how many groups really get through, and whom their own gates stop.
    struct Crowd {
        std::size_t asked = 0;
        std::size_t allowed = 0;
        std::vector<std::size_t> stopped{};
    };
    /// What the arrow of a wish says of one service: a tick only where the connection is really allowed.
    struct Judged {
        QStringList allowed{};
        QStringList denied{};
        bool isPartly = false; ///< of everybody some are stopped, and no arrow of their own says so
        bool isStoppedAtSource = false;
    };

    static QString tr(const char *text);
    static QString qs(const std::string &text) { return QString::fromStdString(text); }
    bool isEverybody(std::size_t group) const;

    // policy_groups.cpp: who there is
    void makeGroups();
    /// To every group those services that lead to its pods.
    void addServices();
    static QString textOf(const podloom::Service &service);
    /// A host endpoint: what it lets in and out of its machine itself.
    void makeHost(std::size_t index);
    bool isGated(policy::ChainIndex chain) const;
    /// Groups that the peers of a rule name.
    std::set<std::size_t> othersOf(const std::vector<policy::Peer> &peers, Direction direction);
    static PrefixSet netsOf(const policy::Peer &peer);
    std::size_t netGroup(const PrefixSet &nets, Direction direction);
    /// Everybody, or a net; one of its own for each direction, so that arrows lead to the right.
    std::size_t special(PolicyGroup::Kind kind, Direction direction, const QString &name,
                        const QString &labels);

    // policy_picture.cpp: what rules wish for
    void readRules(std::size_t group, Direction direction);
    void readRule(std::size_t group, Direction direction, const policy::Policy &policy,
                  const policy::Rule &rule);
    std::set<Service> servicesOf(const policy::Rule &rule, std::size_t to) const;

    // policy_arrows.cpp: what becomes of the wishes
    policy::FlowEnd endOf(std::size_t group, std::size_t member) const;
    policy::FlowEnd hostEnd(const policy::Endpoint &host) const;
    /// What all policies together say.
    policy::Verdict decide(std::size_t from, std::size_t to, const Service &service) const;
    std::uint16_t samplePort(std::size_t to, Protocol protocol) const;
    /// Whether an arrow from or to everybody says the same already.
    bool isFolded(std::size_t from, std::size_t to, const Service &service) const;
    Crowd ask(std::size_t from, std::size_t to, const Service &service) const;
    void judge(std::size_t from, std::size_t to, const Wish &wish, const Service &service, Judged &judged);
    void makeArrows();
    static QString shortened(QStringList ports);
    void add(std::size_t from, std::size_t to, const QStringList &ports, bool isAllowed,
             bool isStoppedAtSource, const ObjectId &policy);
    /// Nets and everybody without an arrow: what they stood for is folded into another.
    void dropUnused(const std::vector<bool> &isUsed);

    const Analysis &m_analysis;
    const policy::Program &m_program;
    PolicyPicture m_out;
    std::vector<std::size_t> m_groupOf; ///< by endpoint
    std::size_t m_podCount = 0;
    std::map<std::size_t, IpAddress> m_samples; ///< an address of each net
    std::map<std::pair<std::size_t, std::size_t>, Wish> m_wishes;
    /// What everybody may do, and some may not: their own gates stop it.
    std::map<std::pair<std::size_t, std::size_t>, Wish> m_stopped;
};

} // namespace podloom::app
