#include "app/panels/reach_query.h"

#include "app/document/background.h"
#include "core/policy/prediction.h"
#include "core/policy/staged.h"

#include <algorithm>
#include <map>

namespace podloom::app {

namespace {

bool areSameFiles(const std::vector<InputFile> &a, const std::vector<InputFile> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const InputFile &x, const InputFile &y) {
        return x.name == y.name && x.bytes == y.bytes;
    });
}

std::shared_ptr<const policy::Program> programOf(const ReachQuestion &question,
                                                 const ReachAnswerPointer &before)
{
    if (question.base == ReachBase::Staged)
        return std::make_shared<const policy::Program>(policy::compile(
            policy::predicted(policy::withStagedInForce(question.analysis->snapshot->design()))));
    const bool isKnown = before && before->other && before->other->base == ReachBase::Saved
                      && areSameFiles(before->other->files, question.saved);
    if (isKnown)
        return before->other->program;
    return std::make_shared<const policy::Program>(
        policy::compile(policy::predicted(parseFiles(question.saved)->design())));
}

std::shared_ptr<const ReachOther> otherOf(const ReachQuestion &question, const policy::Relation &relation,
                                          const ReachAnswerPointer &before)
{
    if (question.base == ReachBase::None)
        return nullptr;
    auto program = programOf(question, before);
    std::map<std::string_view, std::uint32_t> known;
    policy::Relation there(*program, policy::podEnds(*program), question.traffic);
    for (std::size_t end = 0; end < there.ends().size(); ++end)
        known.emplace(there.ends()[end].name, static_cast<std::uint32_t>(end));
    std::vector<std::uint32_t> ends;
    for (const auto &end : relation.ends()) {
        const auto found = known.find(end.name);
        ends.push_back(found == known.end() ? policy::kNone : found->second);
    }
    return std::make_shared<const ReachOther>(
        ReachOther{question.base, question.saved, std::move(program), std::move(there), std::move(ends)});
}

} // namespace

ReachAnswer::Change ReachAnswer::change(std::size_t from, std::size_t to) const
{
    if (!other || from == to)
        return Change::None;
    const auto source = other->ends[from];
    const auto target = other->ends[to];
    const bool isThere =
        source != policy::kNone && target != policy::kNone && other->relation.allowed(source, target);
    const bool isHere = relation.allowed(from, to);
    if (isHere == isThere)
        return Change::None;
    // Against the saved state this design is what comes after; with staged policies it is what was before.
    const bool isAllowedAfter = other->base == ReachBase::Staged ? isThere : isHere;
    return isAllowedAfter ? Change::Gained : Change::Lost;
}

bool ReachQuestion::operator==(const ReachQuestion &other) const
{
    return analysis == other.analysis && traffic == other.traffic && base == other.base
        && areSameFiles(saved, other.saved);
}

ReachAnswerPointer computeReach(const ReachQuestion &question, const ReachAnswerPointer &before)
{
    const auto &program = question.analysis->program;
    policy::Relation relation(program, policy::podEnds(program), question.traffic);
    auto other = otherOf(question, relation, before);
    auto ways = std::make_shared<Ways>(*question.analysis);
    std::vector<Ways::End> ends;
    ends.reserve(relation.ends().size());
    for (const auto &end : relation.ends()) {
        ends.push_back(end.endpoint == policy::kNone ? Ways::End()
                                                     : ways->endOf(program.endpoints[end.endpoint]));
        ways->follow(ends.back());
    }
    return std::make_shared<const ReachAnswer>(ReachAnswer{question.analysis, question.traffic,
                                                           std::move(relation), std::move(other),
                                                           std::move(ways), std::move(ends)});
}

void ReachQuery::ask(ReachQuestion question)
{
    m_wanted = std::move(question);
    if (!m_isRunning)
        start();
}

void ReachQuery::start()
{
    m_isRunning = true;
    runInBackground(
        this, [asked = m_wanted, before = m_answer] { return computeReach(asked, before); },
        [this, asked = m_wanted](ReachAnswerPointer answer) { settle(asked, std::move(answer)); });
}

void ReachQuery::settle(const ReachQuestion &asked, ReachAnswerPointer answer)
{
    if (asked != m_wanted) {
        start();
        return;
    }
    m_isRunning = false;
    m_answer = std::move(answer);
    emit answered();
}

} // namespace podloom::app
