#include "core/policy/suggest_check.h"

#include "core/policy/evaluate.h"
#include "core/policy/port_classes.h"
#include "core/policy/relation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

namespace podloom::policy {

namespace {

constexpr std::size_t kMaximumRemarks = 20;

/// Pods, and each other end that a flow names; a network stands for its first address.
std::vector<FlowEnd> endsOf(const Program &program, const std::vector<WantedFlow> &flows)
{
    auto out = podEnds(program);
    std::set<std::string> known;
    for (const auto &end : out)
        known.insert(end.name);
    for (const auto &flow : flows) {
        for (const auto &name : {flow.from, flow.to}) {
            const auto prefix =
                Prefix::parse(std::string_view(name).substr(std::min(name.size(), name.find(':') + 1)));
            auto end = name.starts_with("ip:") && prefix ? Result(endOf(program, prefix->first()))
                                                         : endByName(program, name);
            if (!end || end->endpoint != kNone || !known.insert(name).second)
                continue;
            end->name = name;
            out.push_back(*std::move(end));
        }
    }
    return out;
}

class Check {
public:
    Check(const Program &program, const std::vector<WantedFlow> &flows, Suggestion &into)
        : m_program(program),
          m_ends(endsOf(program, flows)),
          m_into(into)
    {
        m_classes = classifyForAll(program, m_ends);
        m_members.resize(m_classes.size());
        for (std::size_t end = 0; end < m_ends.size(); ++end)
            m_members[m_classes.classOf[end]].push_back(end);
        std::map<std::string, std::size_t> byName;
        for (std::size_t index = 0; index < m_ends.size(); ++index)
            byName.emplace(m_ends[index].name, index);
        for (const auto &flow : flows) {
            const auto indexOf = [&](const std::string &name) {
                const auto found = byName.find(name);
                if (found != byName.end())
                    return found->second;
                const auto end = endByName(program, name); // a pod by its address
                return end ? byName[endOf(program, end->endpoint).name] : std::size_t{0};
            };
            m_wanted[{indexOf(flow.from), indexOf(flow.to), flow.protocol}].insert({flow.port, flow.port});
        }
    }

    void run()
    {
        const std::array<const Program *, 1> programs{&m_program};
        for (const auto protocol : {Protocol::Tcp, Protocol::Udp, Protocol::Sctp, Protocol::Icmp}) {
            auto classes = hasPorts(protocol) ? portClasses(programs, protocol) : std::vector{PortSet::all()};
            for (const auto &ports : classes)
                compare(protocol, ports);
        }
        if (m_surplus > kMaximumRemarks)
            m_into.remarks.push_back({"suggest-more",
                                      "and %1 further differences",
                                      {std::to_string(m_surplus - kMaximumRemarks)}});
    }

private:
    void compare(Protocol protocol, const PortSet &ports)
    {
        const auto traffic = withEchoRequest({.protocol = protocol, .port = ports.ranges().front().first});
        const Relation relation(m_program, m_ends, traffic);
        std::set<std::tuple<std::size_t, std::size_t, bool>> wrong; // from, to, isAllowed; the first ones
        const auto add = [&](std::size_t from, std::size_t to, bool isAllowed) {
            ++m_surplus;
            wrong.emplace(from, to, isAllowed);
            if (wrong.size() > kMaximumRemarks)
                wrong.erase(std::prev(wrong.end()));
        };
        forEachAllowed(relation, [&](std::size_t from, std::size_t to) {
            const auto found = m_wanted.find({from, to, protocol});
            const bool isWanted = found != m_wanted.end() && !found->second.intersected(ports).isEmpty();
            const bool isAllWanted =
                isWanted && (!hasPorts(protocol) || ports.without(found->second).isEmpty());
            if (!isAllWanted && isAsked(from, to))
                add(from, to, true);
        });
        for (const auto &[key, wanted] : m_wanted) {
            const auto [from, to, ofProtocol] = key;
            if (ofProtocol == protocol && !wanted.intersected(ports).isEmpty() && isAsked(from, to)
                && !relation.allowed(from, to))
                add(from, to, false);
        }
        for (const auto &[from, to, isAllowed] : wrong)
            note(m_ends[from], m_ends[to], traffic, isAllowed);
    }

    /// Whether policies decide about the pair.
    bool isAsked(std::size_t from, std::size_t to) const
    {
        const auto &source = m_ends[from];
        const auto &destination = m_ends[to];
        return (source.endpoint != kNone || destination.endpoint != kNone)
            && !implicitStep(m_program, source, destination, Direction::Egress)
            && !implicitStep(m_program, source, destination, Direction::Ingress);
    }

    /// Visits every pair that is allowed, and not by itself: class by class.
    template <class Visitor>
    void forEachAllowed(const Relation &relation, Visitor visit) const
    {
        const auto &first = m_classes.representative;
        for (std::size_t source = 0; source < first.size(); ++source) {
            for (std::size_t destination = 0; destination < first.size(); ++destination) {
                if (!relation.allowedByPolicies(first[source], first[destination], true))
                    continue; // a machine's interface only denies more
                for (const auto from : m_members[source]) {
                    for (const auto to : m_members[destination]) {
                        if (relation.allowed(from, to))
                            visit(from, to);
                    }
                }
            }
        }
    }

    void note(const FlowEnd &from, const FlowEnd &to, const Traffic &traffic, bool isAllowed)
    {
        m_into.isExact = false;
        if (++m_remarks > kMaximumRemarks)
            return;
        auto what = toString(traffic.protocol);
        if (hasPorts(traffic.protocol))
            what += ' ' + std::to_string(traffic.port);
        m_into.remarks.push_back(
            isAllowed
                ? Message{"suggest-too-much", "%1 -> %2 %3 is allowed too", {from.name, to.name, what}}
                : Message{"suggest-too-little", "%1 -> %2 %3 stays denied", {from.name, to.name, what}});
    }

    const Program &m_program;
    std::vector<FlowEnd> m_ends;
    Suggestion &m_into;
    std::map<std::tuple<std::size_t, std::size_t, Protocol>, PortSet> m_wanted{};
    Classes m_classes{}; ///< of the ends
    std::vector<std::vector<std::size_t>> m_members{};
    std::size_t m_surplus = 0;
    std::size_t m_remarks = 0;
};

} // namespace

void checkSuggestion(const Program &program, const std::vector<WantedFlow> &flows, Suggestion &suggestion)
{
    Check(program, flows, suggestion).run();
}

} // namespace podloom::policy
