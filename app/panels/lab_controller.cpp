#include "app/panels/lab_controller.h"

#include "app/panels/live_status.h"
#include "app/panels/words.h"
#include "core/model/diagnostic.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom::app {

namespace {

constexpr int kPublishMilliseconds = 100;

Error brokenDesign()
{
    return {Errc::InvalidArgument,
            {"design-broken",
             "the design has errors, so that nothing of it is deployed or verified; fix them first: they "
             "stand in "
             "Problems",
             {}},
            {}};
}

Error unfinished(std::size_t failedSteps, std::size_t all, const std::string &first)
{
    return {
        Errc::Unavailable,
        {"steps-failed",
         "%1 of %2 steps failed, the first because: %3. Mend it and deploy again: what is done stays done",
         {std::to_string(failedSteps), std::to_string(all), first}},
        {}};
}

/// What is done, and why it failed.
QString sentenceOf(const LabProgress &news)
{
    const auto doing = sentence(news.text);
    if (!news.error)
        return doing;
    return (doing.isEmpty() ? QString() : doing + QStringLiteral(": ")) + sentence(*news.error);
}

} // namespace

LabController::LabController(Document &document, LabState &state, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_state(state),
      m_lab(document.name().toStdString())
{
    m_publish.setSingleShot(true);
    m_publish.setInterval(kPublishMilliseconds);
    connect(&m_publish, &QTimer::timeout, this, &LabController::publish);
    connect(&m_session, &LabSession::finished, this, &LabController::settle);
    connect(&m_session, &LabSession::progressed, this, &LabController::takeNews);
    connect(&m_session, &LabSession::statusChanged, this, [this](quint64 job, const Json &status) {
        if (job != m_watchNumber)
            return;
        m_nodes = liveNodes(status, m_document.design());
        publishSoon();
    });
    connect(&m_session, &LabSession::hostKeyAsked, this, &LabController::hostKeyAsked);
    connect(&m_session, &LabSession::secretAsked, this, &LabController::secretAsked);
    connect(&m_document, &Document::snapshotChanged, this, &LabController::forget);
    connect(&m_document, &Document::opened, this, [this] {
        if (!m_isChosen)
            chooseLab(m_document.name().toStdString());
        refresh();
    });
    refresh();
}

LabController::~LabController()
{
    m_session.disconnect(this);
    m_session.cancelAll();
}

void LabController::chooseLab(const std::string &name)
{
    if (name == m_lab)
        return;
    stopWatching();
    if (m_traceNumber != 0)
        m_session.cancel(std::exchange(m_traceNumber, 0)); // nobody takes one lab's answer for another's
    m_lab = name;
    m_isChosen = name != m_document.name().toStdString();
    forget();
    watch();
    publish(); // at once: whoever asks a lab must know which one
}

QString LabController::jobText() const
{
    switch (m_job) {
    case Job::Up: return tr("Bringing up the lab…");
    case Job::Down: return tr("Taking down the lab…");
    case Job::Plan: return tr("Comparing the design with the lab…");
    case Job::Verify: return tr("Measuring every connection…");
    case Job::Apply: break;
    default: return {};
    }
    std::size_t done = 0;
    std::size_t all = 0;
    for (const auto &[node, progress] : m_progress) {
        done += progress.done;
        all += progress.all;
    }
    return done < all ? tr("Deploying: %1 of %2 steps done").arg(done).arg(all)
                      : tr("Deploying: waiting until every node has it");
}

const podloom::LabState *LabController::known() const
{
    const auto found =
        std::find_if(m_labs.begin(), m_labs.end(), [this](const auto &lab) { return lab.name == m_lab; });
    return found == m_labs.end() ? nullptr : &*found;
}

void LabController::refresh()
{
    if (m_listNumber == 0)
        m_listNumber = m_session.list();
}

void LabController::up()
{
    start({Job::Up});
}

void LabController::down()
{
    start({Job::Down});
}

void LabController::refreshPlan()
{
    start({Job::Plan});
}

void LabController::deploy()
{
    start({Job::Up, Job::Plan, Job::Apply});
}

void LabController::verify()
{
    start({Job::Verify});
}

void LabController::cancel()
{
    m_next.clear();
    m_session.cancel(m_number);
}

void LabController::start(std::deque<Job> jobs)
{
    if (isBusy())
        return;
    m_error.reset();
    m_outcomes.clear();
    m_progress.clear();
    m_design = m_document.snapshot();
    m_revision = m_document.revision();
    if (jobs.front() != Job::Down && hasErrors(m_design->diagnostics())) {
        m_error = brokenDesign();
        emit failed(*m_error);
        publishSoon();
        return;
    }
    m_next = std::move(jobs);
    startNext();
    emit busyChanged(true);
}

void LabController::startNext()
{
    m_job = m_next.front();
    m_next.pop_front();
    switch (m_job) {
    case Job::Up: m_number = m_session.up(m_design, LabUpRequest{.name = m_lab}); break;
    case Job::Down:
        stopWatching();
        m_number = m_session.down(m_lab);
        break;
    case Job::Plan: m_number = m_session.plan(m_design, m_lab); break;
    case Job::Apply:
        countSteps();
        m_number = m_session.apply(m_design, m_lab);
        break;
    default: m_number = m_session.verify(m_design, m_lab, ProbeQuestion{}); break;
    }
    publishSoon();
}

void LabController::readRoutes()
{
    if (m_routesNumber == 0 && known())
        m_routesNumber = m_session.routes(m_lab);
}

void LabController::trace(const TraceQuestion &question)
{
    if (m_traceNumber != 0)
        m_session.cancel(m_traceNumber);
    m_traced = question;
    m_traceNumber = m_session.trace(m_lab, question);
}

void LabController::settle(quint64 job, const LabAnswer &answer)
{
    if (job == m_listNumber) {
        m_listNumber = 0;
        m_hasLooked = true;
        if (!answer.error)
            m_labs = answer.labs;
        watch();
        publishSoon();
        return;
    }
    if (job == m_routesNumber) {
        m_routesNumber = 0;
        emit routesRead(answer.routes, answer.error ? sentence(*answer.error) : QString());
        return;
    }
    if (job == m_traceNumber) {
        m_traceNumber = 0;
        emit traced(m_traced, answer.trace, answer.error ? sentence(*answer.error) : QString());
        return;
    }
    if (job == m_watchNumber) { // the lab went away, or cannot be asked
        m_watchNumber = 0;
        m_nodes.clear();
        publishSoon();
        return;
    }
    if (job != m_number)
        return;
    m_number = 0;
    if (answer.error) {
        if (answer.error->code != Errc::Cancelled)
            m_error = answer.error;
        refresh(); // whatever was begun may have left a lab behind
        if (m_job == Job::Apply)
            emit deploymentBroke();
        stopJobs();
        return;
    }
    finish(answer);
    if (m_next.empty() || m_error)
        stopJobs();
    else
        startNext();
}

void LabController::finish(const LabAnswer &answer)
{
    const bool isOfThisDesign = m_revision == m_document.revision();
    switch (m_job) {
    case Job::Up: takeLab(answer.labs); break;
    case Job::Down:
        std::erase_if(m_labs, [this](const auto &lab) { return lab.name == m_lab; });
        m_nodes.clear();
        forget();
        emit takenDown();
        break;
    case Job::Plan:
        if (isOfThisDesign)
            m_plan = answer.steps;
        break;
    case Job::Apply: finishApply(answer); break;
    case Job::Verify:
        if (isOfThisDesign) {
            m_report = answer.report;
            m_reportedAt = QDateTime::currentDateTime();
        }
        break;
    default: break;
    }
}

void LabController::finishApply(const LabAnswer &answer)
{
    std::size_t failedSteps = 0;
    bool isWhole = true;
    std::string first;
    for (const auto &result : answer.results) {
        if (result.state == StepResult::State::Done)
            continue;
        isWhole = false; // failed, or left out because somebody stopped it
        if (result.state == StepResult::State::Failed && ++failedSteps == 1)
            first = result.id + ": "
                  + (result.error ? sentence(*result.error).toStdString()
                                  : tr("no reason was given").toStdString());
    }
    m_report.reset(); // what was measured was measured before this
    if (failedSteps > 0)
        m_error = unfinished(failedSteps, answer.results.size(), first);
    m_plan.reset();
    if (isWhole && m_revision == m_document.revision())
        m_plan.emplace();
    if (isWhole)
        emit deployed(m_design);
    else
        emit deploymentBroke();
}

void LabController::stopJobs()
{
    m_job = Job::None;
    m_next.clear();
    m_design.reset();
    emit busyChanged(false);
    if (m_error)
        emit failed(*m_error);
    publish();
}

void LabController::countSteps()
{
    m_progress.clear();
    for (const auto &step : m_plan.value_or(std::vector<PlanStep>()))
        ++m_progress[step.node].all;
}

void LabController::takeNews(quint64 job, const LabProgress &news)
{
    if (job != m_number)
        return;
    auto &node = m_progress[news.node];
    if (!news.id.empty()) {
        auto &outcome = m_outcomes[news.id];
        const bool wasSettled =
            outcome.state == LabProgress::State::Done || outcome.state == LabProgress::State::Failed;
        outcome = news;
        const bool isSettled = news.state != LabProgress::State::Running;
        if (isSettled && !wasSettled && node.done < node.all)
            ++node.done;
    }
    if (node.state != State::Down || news.state == LabProgress::State::Failed) {
        node.state = node.all > 0 && node.done == node.all && news.state == LabProgress::State::Done
                       ? State::Up
                   : news.state == LabProgress::State::Failed ? State::Down
                                                              : State::Changing;
        node.text = sentenceOf(news);
    }
    publishSoon();
}

void LabController::forget()
{
    m_plan.reset();
    m_report.reset();
    publishSoon();
}

} // namespace podloom::app
