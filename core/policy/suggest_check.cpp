#include "core/policy/suggest_check.h"

#include "core/policy/evaluate.h"
#include "core/policy/port_classes.h"
#include "core/policy/relation.h"

#include <algorithm>
#include <array>
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
        const Traffic traffic{.protocol = protocol, .port = ports.ranges().front().first};
        const Relation relation(m_program, m_ends, traffic);
        for (std::size_t from = 0; from < m_ends.size(); ++from) {
            for (std::size_t to = 0; to < m_ends.size(); ++to) {
                const auto &source = m_ends[from];
                const auto &destination = m_ends[to];
                if ((source.endpoint == kNone && destination.endpoint == kNone)
                    || implicitStep(m_program, source, destination, Direction::Egress)
                    || implicitStep(m_program, source, destination, Direction::Ingress))
                    continue;
                const auto found = m_wanted.find({from, to, protocol});
                const bool isAllowed = relation.allowed(from, to);
                const bool isWanted = found != m_wanted.end() && !found->second.intersected(ports).isEmpty();
                const bool isAllWanted =
                    isWanted && (!hasPorts(protocol) || ports.without(found->second).isEmpty());
                if (isAllowed ? !isAllWanted : isWanted)
                    note(source, destination, traffic, isAllowed);
            }
        }
    }

    void note(const FlowEnd &from, const FlowEnd &to, const Traffic &traffic, bool isAllowed)
    {
        m_into.isExact = false;
        if (++m_surplus > kMaximumRemarks)
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
    std::size_t m_surplus = 0;
};

} // namespace

void checkSuggestion(const Program &program, const std::vector<WantedFlow> &flows, Suggestion &suggestion)
{
    Check(program, flows, suggestion).run();
}

} // namespace podloom::policy
