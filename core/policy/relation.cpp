#include "core/policy/relation.h"

#include "core/policy/evaluate.h"
#include "core/policy/rows.h"

namespace podloom::policy {

namespace {

/// Asks the chains of one class and its machine about all classes of peers at once.
class ClassJudge {
public:
    ClassJudge(const Program &program, std::uint32_t own, std::uint32_t machine, ChainIndex ingress,
               ChainIndex egress, RowMaker &packets, RowMaker &answers)
        : m_program(program),
          m_own(own),
          m_machine(machine),
          m_chains{ingress, egress},
          m_packets(packets),
          m_answers(answers)
    {}

    Outcome<Bits> host(Stage stage, Direction direction, bool isAnswer, const Bits &open)
    {
        const auto chain = uplinkChain(m_program, m_machine, stage, direction);
        if (chain != kNone)
            return (isAnswer ? m_answers : m_packets).run(chain, m_own, direction, stage, open);
        const Bits nothing(open.size());
        const bool isEarly = stage == Stage::Untracked || stage == Stage::PreDnat;
        return isEarly ? Outcome<Bits>{nothing, open} : Outcome<Bits>{open, nothing};
    }

    Bits own(Direction direction, bool isAnswer, const Bits &open)
    {
        const auto chain = m_chains[static_cast<std::size_t>(direction)];
        if (chain == kNone)
            return open;
        return (isAnswer ? m_answers : m_packets).run(chain, m_own, direction, Stage::Normal, open).allowed;
    }

    void dropUntracked(const Bits &) {}

private:
    const Program &m_program;
    std::uint32_t m_own;
    std::uint32_t m_machine;
    std::array<ChainIndex, 2> m_chains;
    RowMaker &m_packets;
    RowMaker &m_answers;
};

} // namespace

Relation::Relation(const Program &program, std::vector<FlowEnd> ends, const Traffic &traffic)
    : m_ends(std::move(ends)),
      m_traffic(traffic),
      m_isShutFromNode(m_ends.size())
{
    bool needsV6 = traffic.family == Family::V6 || traffic.protocol == Protocol::Icmpv6;
    const bool needsV4 = traffic.family != Family::V6 && traffic.protocol != Protocol::Icmpv6;
    m_machineOf.reserve(m_ends.size());
    for (std::size_t index = 0; index < m_ends.size(); ++index) {
        const auto machine = machineOf(program, m_ends[index]);
        m_machineOf.push_back(machine);
        needsV6 = needsV6 || !m_ends[index].speaks(Family::V4);
        if (machine != kNone)
            m_isShutFromNode[index] = endpointToHostOf(program, machine) == Action::Deny;
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
    addCrossings(program, ends, family, traffic, rows, out);
    return out;
}

void Relation::addCrossings(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                            const Traffic &traffic, RowMaker &rows, OfFamily &into)
{
    const auto &classes = into.classes;
    std::optional<RowMaker> answers;
    for (auto &crossing : into.crossing)
        crossing.resize(classes.size());
    for (std::uint32_t each = 0; each < classes.size(); ++each) {
        const auto &end = ends[classes.representative[each]];
        const auto machine = machineOf(program, end);
        const bool isPod = end.endpoint != kNone;
        if (!isCrossingJudged(program, machine, isPod))
            continue;
        const auto answer = answerTo(traffic);
        if (!answers)
            answers.emplace(program, ends, classes, family, answer.value_or(traffic));
        const auto chainOf = [&](Direction direction) {
            return isPod ? program.endpoints[end.endpoint].chain(direction) : kNone;
        };
        ClassJudge judge(program, each, machine, chainOf(Direction::Ingress), chainOf(Direction::Egress),
                         rows, *answers);
        for (const auto direction : kDirections) {
            const Crossing crossing{.direction = direction,
                                    .isPod = isPod,
                                    .hasAnswers = answer.has_value(),
                                    .isStateful = isStateful(traffic.protocol)};
            into.crossing[static_cast<std::size_t>(direction)][each] =
                WireVerdict<ClassJudge, Bits>(judge, crossing, rows.all()).passing();
        }
    }
}

std::optional<bool> Relation::implicitly(std::size_t from, std::size_t to) const
{
    const auto &source = m_ends[from];
    const auto &destination = m_ends[to];
    if (source.endpoint != kNone && source.endpoint == destination.endpoint)
        return true;
    const bool isOneMachine = m_machineOf[from] != kNone && m_machineOf[from] == m_machineOf[to];
    if (!isOneMachine || (source.endpoint != kNone && destination.endpoint != kNone))
        return std::nullopt;
    return source.endpoint == kNone || !m_isShutFromNode[from];
}

bool Relation::crosses(const OfFamily &relation, std::uint32_t source, std::uint32_t destination)
{
    const auto &out = relation.crossing[static_cast<std::size_t>(Direction::Egress)][source];
    const auto &in = relation.crossing[static_cast<std::size_t>(Direction::Ingress)][destination];
    return (!out || out->test(destination)) && (!in || in->test(source));
}

std::optional<Family> Relation::family(std::size_t from, std::size_t to) const
{
    if (!m_families[1])
        return Family::V4; // every end speaks it, and it is asked for
    return familyFor(m_ends[from], m_ends[to], m_traffic);
}

bool Relation::allowed(std::size_t from, std::size_t to) const
{
    if (!family(from, to))
        return false;
    if (const auto known = implicitly(from, to))
        return *known;
    return allowedByPolicies(from, to, m_machineOf[from] == m_machineOf[to]);
}

bool Relation::allowedByPolicies(std::size_t from, std::size_t to, bool isOneMachine) const
{
    const auto shared = family(from, to);
    if (!shared)
        return false;
    const auto &relation = of(*shared);
    const auto source = relation.classes.classOf[from];
    const auto destination = relation.classes.classOf[to];
    return relation.egress[source].test(destination) && relation.ingress[destination].test(source)
        && (isOneMachine || crosses(relation, source, destination));
}

std::array<std::uint32_t, 2> Relation::classesOf(std::size_t end) const
{
    std::array out{kNone, kNone};
    for (std::size_t family = 0; family < m_families.size(); ++family) {
        if (m_families[family])
            out[family] = m_families[family]->classes.classOf[end];
    }
    return out;
}

std::size_t Relation::classCount() const
{
    std::size_t count = 0;
    for (const auto &each : m_families)
        count += each ? each->classes.size() : 0;
    return count;
}

} // namespace podloom::policy
