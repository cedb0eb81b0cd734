#include "core/policy/compared_ends.h"

#include "core/policy/classes.h"
#include "core/policy/wire.h"

#include <algorithm>
#include <map>

namespace podloom::policy {

ComparedEnds::ComparedEnds(const Program &first, const Program &second) : m_programs{&first, &second}
{
    for (std::size_t which = 0; which < 2; ++which) {
        const auto &endpoints = m_programs[which]->endpoints;
        m_hasHosts[which] = !endpoints.empty() && endpoints.back().kind == Endpoint::Kind::HostInterface;
    }
    addInside();
    addOutside(Family::V4);
    addOutside(Family::V6);
    findMachines();
    classify();
}

void ComparedEnds::addInside()
{
    std::map<std::string, std::array<std::optional<FlowEnd>, 2>> byName;
    const bool hasNodes = m_hasHosts[0] || m_hasHosts[1];
    for (std::size_t which = 0; which < 2; ++which) {
        const auto &program = *m_programs[which];
        for (auto &end : podEnds(program))
            byName[end.name][which] = std::move(end);
        for (std::uint32_t node = 0; hasNodes && node < program.nodes.size(); ++node) {
            auto end = nodeEnd(program, node);
            byName[end.name][which] = std::move(end);
        }
    }
    for (auto &[name, in] : byName)
        m_ends.push_back({.name = name, .in = std::move(in)});
    m_insideCount = m_ends.size();
}

void ComparedEnds::addOutside(Family family)
{
    auto &classes = m_outside[family == Family::V4 ? 0 : 1];
    classes = outsideClasses(m_programs, family);
    for (const auto &each : classes) {
        if (!each.sample) {
            m_idle = m_idle.united(each.ranges);
            continue;
        }
        const auto end = outsideEnd(each);
        m_ends.push_back({.name = end.name, .in = {end, end}, .outside = &each});
    }
}

void ComparedEnds::findMachines()
{
    for (std::size_t which = 0; which < 2; ++which) {
        for (std::uint32_t end = 0; end < m_ends.size(); ++end) {
            const auto &in = m_ends[end].in[which];
            const auto machine = in ? machineOf(*m_programs[which], *in) : kNone;
            m_machineOf[which].push_back(machine);
            if (machine != kNone)
                m_byMachine[which][machine].push_back(end);
            if (machine != kNone && !isPod(end, which))
                m_others[which][machine].push_back(end);
        }
    }
}

bool ComparedEnds::isNeighbourly(std::uint32_t from, std::uint32_t to, std::size_t which) const
{
    if (!areOnOneMachine(from, to, which))
        return false;
    return m_hasHosts[which] || !isPod(from, which) || !isPod(to, which);
}

const std::vector<std::uint32_t> &ComparedEnds::othersOf(std::uint32_t machine, std::size_t which) const
{
    const auto found = m_others[which].find(machine);
    return found == m_others[which].end() ? m_nothing : found->second;
}

std::vector<FlowEnd> ComparedEnds::representatives(std::size_t which) const
{
    std::vector<FlowEnd> out;
    out.reserve(m_members.size());
    for (const auto &members : m_members) {
        const auto &end = m_ends[members.front()];
        out.push_back(end.in[which].value_or(FlowEnd{.name = end.name}));
    }
    return out;
}

/// An outside range is a class of its own.
void ComparedEnds::classify()
{
    std::array<std::vector<std::uint32_t>, 2> own;
    for (std::size_t which = 0; which < 2; ++which) {
        std::vector<FlowEnd> ends;
        for (std::size_t end = 0; end < m_insideCount; ++end)
            ends.push_back(m_ends[end].in[which].value_or(FlowEnd{}));
        own[which] = classifyForAll(*m_programs[which], ends).classOf;
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> known;
    for (std::uint32_t end = 0; end < m_ends.size(); ++end) {
        auto at = static_cast<std::uint32_t>(m_members.size());
        if (end < m_insideCount) {
            const auto classIn = [&](std::size_t which) {
                return m_ends[end].isThere(which) ? own[which][end] : kNone;
            };
            at = known.try_emplace({classIn(0), classIn(1)}, at).first->second;
        }
        if (at == m_members.size())
            m_members.emplace_back();
        m_members[at].push_back(end);
        m_classOf.push_back(at);
    }
}

} // namespace podloom::policy
