#include "app/panels/reach_query.h"

#include "app/document/background.h"

namespace podloom::app {

ReachAnswerPointer computeReach(AnalysisPointer analysis, const policy::Traffic &traffic)
{
    policy::Relation relation(analysis->program, policy::podEnds(analysis->program), traffic);
    return std::make_shared<const ReachAnswer>(
        ReachAnswer{std::move(analysis), traffic, std::move(relation)});
}

void ReachQuery::ask(AnalysisPointer analysis, const policy::Traffic &traffic)
{
    m_wanted = {std::move(analysis), traffic};
    if (!m_isRunning)
        start();
}

void ReachQuery::start()
{
    m_isRunning = true;
    runInBackground(
        this, [asked = m_wanted] { return computeReach(asked.analysis, asked.traffic); },
        [this, asked = m_wanted](ReachAnswerPointer answer) { settle(asked, std::move(answer)); });
}

void ReachQuery::settle(const Question &asked, ReachAnswerPointer answer)
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
