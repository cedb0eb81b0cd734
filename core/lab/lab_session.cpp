#include "core/lab/lab_session.h"

#include "core/lab/lab_routes.h"
#include "core/lab/lab_status.h"
#include "core/lab/lab_trace.h"

namespace podloom {

namespace {

LabAnswer failure(Error error)
{
    LabAnswer answer;
    answer.error = std::move(error);
    return answer;
}

} // namespace

LabSession::LabSession(QObject *parent) : CallReceiver(parent) {}

LabSession::~LabSession()
{
    cancelAll();
    m_jobs.clear(); // joins
}

quint64 LabSession::start(Work work)
{
    const auto id = ++m_lastJob;
    auto &job = m_jobs[id];
    job.thread = std::jthread([this, id, work = std::move(work), stop = job.stop.get_token()] {
        auto answer = work(jobFor(id, stop));
        post([this, id, answer = std::move(answer)] { settle(id, answer); });
    });
    return id;
}

void LabSession::settle(quint64 id, const LabAnswer &answer)
{
    m_jobs.erase(id); // its thread has nothing left to do
    emit finished(id, answer);
}

LabJob LabSession::jobFor(quint64 id, const std::stop_token &stop)
{
    LabJob job;
    job.stop = stop;
    job.progress = [this, id](const LabProgress &news) {
        post([this, id, news] { emit progressed(id, news); });
    };
    job.acceptUnknownKey = [this, id, stop](const HostKey &key) {
        const auto answer = ask(id, stop, [this, key](quint64 question) {
            post([this, question, key] { emit hostKeyAsked(question, key); });
        });
        return answer == "yes";
    };
    job.secret = [this, id, stop](const SecretQuestion &about) {
        return ask(id, stop, [this, about](quint64 question) {
            post([this, question, about] { emit secretAsked(question, about); });
        });
    };
    return job;
}

std::optional<std::string> LabSession::ask(quint64 job, const std::stop_token &stop,
                                           const std::function<void(quint64)> &announce)
{
    std::future<std::optional<std::string>> answer;
    quint64 number = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (stop.stop_requested()) // refuseQuestions() may have been here already
            return std::nullopt;
        number = ++m_lastQuestion;
        auto &question = m_questions[number];
        question.job = job;
        answer = question.answer.get_future();
    }
    announce(number);
    return answer.get();
}

void LabSession::answerSecret(quint64 question, const std::optional<std::string> &secret)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_questions.find(question);
    if (found == m_questions.end())
        return;
    found->second.answer.set_value(secret);
    m_questions.erase(found);
}

void LabSession::answerHostKey(quint64 question, bool isRight)
{
    answerSecret(question, isRight ? std::optional<std::string>("yes") : std::nullopt);
}

void LabSession::refuseQuestions(quint64 job)
{
    const std::lock_guard lock(m_mutex);
    for (auto each = m_questions.begin(); each != m_questions.end();) {
        if (each->second.job == job) {
            each->second.answer.set_value(std::nullopt);
            each = m_questions.erase(each);
        } else {
            ++each;
        }
    }
}

void LabSession::cancel(quint64 job)
{
    if (const auto found = m_jobs.find(job); found != m_jobs.end())
        found->second.stop.request_stop();
    refuseQuestions(job);
}

void LabSession::cancelAll()
{
    for (auto &[id, job] : m_jobs) {
        job.stop.request_stop();
        refuseQuestions(id);
    }
}

quint64 LabSession::up(SnapshotPointer design, const LabUpRequest &request)
{
    return start([design = std::move(design), request](const LabJob &job) {
        auto lab = bringLabUp(design->design(), request, job);
        if (!lab)
            return failure(std::move(lab).error());
        LabAnswer answer;
        answer.labs.push_back(*std::move(lab));
        return answer;
    });
}

quint64 LabSession::down(const std::string &lab)
{
    return start([lab](const LabJob &job) {
        const auto folder = findLab(lab);
        if (!folder)
            return failure(folder.error());
        auto gone = takeLabDown(*folder, job);
        return gone ? LabAnswer() : failure(std::move(gone).error());
    });
}

quint64 LabSession::list()
{
    return start([](const LabJob &job) {
        LabAnswer answer;
        for (const auto &name : labNames()) {
            auto lab = labState(LabFolder(name), job);
            if (!lab)
                return failure(std::move(lab).error());
            answer.labs.push_back(*std::move(lab));
        }
        return answer;
    });
}

quint64 LabSession::plan(SnapshotPointer design, const std::string &lab)
{
    return start([design = std::move(design), lab](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        Deployment deployment(*folder, design, job);
        if (auto surveyed = deployment.surveyWithMachines(); !surveyed)
            return failure(std::move(surveyed).error());
        if (!deployment.unreachable().empty())
            return failure(deployment.unreachable().begin()->second);
        if (!deployment.unseen().empty())
            return failure(deployment.unseen().begin()->second);
        LabAnswer answer;
        answer.steps = deployment.steps();
        return answer;
    });
}

quint64 LabSession::apply(SnapshotPointer design, const std::string &lab)
{
    return start([design = std::move(design), lab](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        Deployment deployment(*folder, design, job);
        if (auto surveyed = deployment.survey(); !surveyed)
            return failure(std::move(surveyed).error());
        LabAnswer answer;
        answer.steps = deployment.steps();
        answer.results = deployment.execute();
        return answer;
    });
}

quint64 LabSession::routes(const std::string &lab)
{
    return start([lab](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        auto routes = labRoutes(*folder, {}, job);
        if (!routes)
            return failure(std::move(routes).error());
        LabAnswer answer;
        answer.routes = *std::move(routes);
        return answer;
    });
}

quint64 LabSession::trace(const std::string &lab, const TraceQuestion &question)
{
    return start([lab, question](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        auto trace = traceInLab(*folder, nullptr, question, job);
        if (!trace)
            return failure(std::move(trace).error());
        LabAnswer answer;
        answer.trace = *std::move(trace);
        return answer;
    });
}

quint64 LabSession::status(const std::string &lab)
{
    return start([lab](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        auto status = labStatus(*folder, job);
        if (!status)
            return failure(std::move(status).error());
        LabAnswer answer;
        answer.status = *std::move(status);
        return answer;
    });
}

quint64 LabSession::probe(const std::string &lab, const ProbeQuestion &question)
{
    return start([lab, question](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        auto matrix = probeLab(*folder, question, job);
        if (!matrix)
            return failure(std::move(matrix).error());
        LabAnswer answer;
        answer.matrix = *std::move(matrix);
        return answer;
    });
}

quint64 LabSession::verify(SnapshotPointer design, const std::string &lab, const ProbeQuestion &question)
{
    return start([design = std::move(design), lab, question](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        auto report = verifyLab(*folder, design, question, job);
        if (!report)
            return failure(std::move(report).error());
        LabAnswer answer;
        answer.report = *std::move(report);
        return answer;
    });
}

quint64 LabSession::watch(const std::string &lab)
{
    const auto id = m_lastJob + 1;
    return start([this, id, lab](const LabJob &job) {
        const auto folder = existingLab(lab);
        if (!folder)
            return failure(folder.error());
        auto ended = watchLab(*folder, job, [this, id](const Json &status) {
            post([this, id, status] { emit statusChanged(id, status); });
        });
        return ended ? LabAnswer() : failure(std::move(ended).error());
    });
}

} // namespace podloom
