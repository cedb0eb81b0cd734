#include "core/policy/relation.h"

#include "core/policy/evaluate.h"
#include "core/policy/rows.h"

#include <map>

namespace podloom::policy {

namespace {

/// By end: the node on which its pod runs.
std::vector<std::uint32_t> nodesOf(const Program &program, const std::vector<FlowEnd> &ends)
{
    std::map<std::pair<std::string, std::string>, std::uint32_t> byName;
    for (std::uint32_t index = 0; index < program.nodes.size(); ++index)
        byName[{program.nodes[index].cluster, program.nodes[index].name}] = index;
    std::vector<std::uint32_t> out(ends.size(), kNone);
    for (std::size_t index = 0; index < ends.size(); ++index) {
        if (ends[index].endpoint == kNone)
            continue;
        const auto &endpoint = program.endpoints[ends[index].endpoint];
        const auto found = byName.find({endpoint.id.cluster, endpoint.node});
        if (found != byName.end())
            out[index] = found->second;
    }
    return out;
}

} // namespace

Relation::Relation(const Program &program, std::vector<FlowEnd> ends, const Traffic &traffic)
    : m_ends(std::move(ends)),
      m_traffic(traffic),
      m_nodeOf(nodesOf(program, m_ends)),
      m_isShutFromNode(m_ends.size())
{
    bool needsV6 = traffic.family == Family::V6 || traffic.protocol == Protocol::Icmpv6;
    const bool needsV4 = traffic.family != Family::V6 && traffic.protocol != Protocol::Icmpv6;
    for (std::size_t index = 0; index < m_ends.size(); ++index) {
        needsV6 = needsV6 || !m_ends[index].speaks(Family::V4);
        if (m_ends[index].endpoint == kNone)
            continue;
        for (const auto &cluster : program.clusters) {
            if (cluster.name == program.endpoints[m_ends[index].endpoint].id.cluster)
                m_isShutFromNode[index] = cluster.endpointToHost == Action::Deny;
        }
    }
    if (needsV4)
        m_families[0] = compute(program, m_ends, Family::V4, traffic);
    if (needsV6)
        m_families[1] = compute(program, m_ends, Family::V6, traffic);
}

Relation::OfFamily Relation::compute(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                                     const Traffic &traffic)
{
    OfFamily out{.classes = classify(program, ends, family, traffic)};
    RowMaker rows(program, ends, out.classes, family, traffic);
    out.egress.reserve(out.classes.size());
    out.ingress.reserve(out.classes.size());
    for (std::uint32_t each = 0; each < out.classes.size(); ++each) {
        out.egress.push_back(rows.row(each, Direction::Egress));
        out.ingress.push_back(rows.row(each, Direction::Ingress));
    }
    return out;
}

std::optional<bool> Relation::implicitly(std::size_t from, std::size_t to) const
{
    const auto &source = m_ends[from];
    const auto &destination = m_ends[to];
    if (source.endpoint != kNone && source.endpoint == destination.endpoint)
        return true;
    if (m_nodeOf[from] != kNone && m_nodeOf[from] == destination.node)
        return !m_isShutFromNode[from];
    if (m_nodeOf[to] != kNone && m_nodeOf[to] == source.node)
        return true;
    return std::nullopt;
}

std::optional<Family> Relation::family(std::size_t from, std::size_t to) const
{
    return familyFor(m_ends[from], m_ends[to], m_traffic);
}

bool Relation::allowed(std::size_t from, std::size_t to) const
{
    const auto shared = family(from, to);
    if (!shared)
        return false;
    if (const auto known = implicitly(from, to))
        return *known;
    const auto &relation = of(*shared);
    const auto source = relation.classes.classOf[from];
    const auto destination = relation.classes.classOf[to];
    return relation.egress[source].test(destination) && relation.ingress[destination].test(source);
}

std::size_t Relation::classCount() const
{
    std::size_t count = 0;
    for (const auto &each : m_families)
        count += each ? each->classes.size() : 0;
    return count;
}

} // namespace podloom::policy
