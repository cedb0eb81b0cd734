// core/lab/lab_session.h: jobs on labs for a thread with an event loop, which they never block.
#pragma once

#include "core/lab/deployment.h"
#include "core/lab/lab_lifecycle.h"
#include "core/lab/verification.h"
#include "core/store/call_receiver.h"
#include "core/trace/trace.h"

#include <future>
#include <thread>

namespace podloom {

/// The answer to one job: an error, or what the job was for; the other members stay empty.
struct LabAnswer {
    std::optional<Error> error{};
    std::vector<LabState> labs{};      ///< up, list
    std::vector<PlanStep> steps{};     ///< plan, apply
    std::vector<StepResult> results{}; ///< apply
    Json status{};                     ///< status
    Json routes{};                     ///< routes
    ProbeMatrix matrix{};              ///< probe
    VerifyReport report{};             ///< verify
    Trace trace{};                     ///< trace
};

/// Face of core/lab for the designer. Every job runs on a thread of its own and is answered by exactly one
/// finished(), on the thread of this object, unless this object is destroyed first: then by none. Values in,
/// values out.
class LabSession final : public CallReceiver {
    Q_OBJECT
public:
    explicit LabSession(QObject *parent = nullptr);
    ~LabSession() override; ///< cancels and waits for what runs

    /// Each returns the number of its job. An empty lab name is the only lab that is up.
    quint64 up(SnapshotPointer design, const LabUpRequest &request);
    quint64 down(const std::string &lab);
    quint64 list();
    quint64 plan(SnapshotPointer design, const std::string &lab);
    quint64 apply(SnapshotPointer design, const std::string &lab);
    quint64 status(const std::string &lab);
    /// The real tables of all nodes and routers, as labRoutes().
    quint64 routes(const std::string &lab);
    /// The way by real tables, and a probe: what addMeasured() takes.
    quint64 trace(const std::string &lab, const TraceQuestion &question);
    quint64 probe(const std::string &lab, const ProbeQuestion &question);
    quint64 verify(SnapshotPointer design, const std::string &lab, const ProbeQuestion &question);
    /// Runs until it is cancelled and keeps its connections: statusChanged() at most ten times a second, and
    /// only when something has changed.
    quint64 watch(const std::string &lab);

    void cancel(quint64 job);
    void cancelAll();

    /// Answers to hostKeyAsked() and secretAsked(); a job that is cancelled answers its questions with no.
    void answerHostKey(quint64 question, bool isRight);
    void answerSecret(quint64 question, const std::optional<std::string> &secret);

signals:
    void progressed(quint64 job, const podloom::LabProgress &news);
    void finished(quint64 job, const podloom::LabAnswer &answer);
    void statusChanged(quint64 job, const podloom::Json &status);
    void hostKeyAsked(quint64 question, const podloom::HostKey &key);
    void secretAsked(quint64 question, const podloom::SecretQuestion &about);

private:
    using Work = std::function<LabAnswer(const LabJob &)>;
    struct Job {
        std::stop_source stop{};
        std::jthread thread{};
    };
    struct Question {
        quint64 job = 0;
        std::promise<std::optional<std::string>> answer{};
    };

    quint64 start(Work work);
    LabJob jobFor(quint64 id, const std::stop_token &stop);
    std::optional<std::string> ask(quint64 job, const std::stop_token &stop,
                                   const std::function<void(quint64)> &announce);
    void refuseQuestions(quint64 job);
    void settle(quint64 id, const LabAnswer &answer);

    std::map<quint64, Job> m_jobs; ///< only touched on the thread of this object
    quint64 m_lastJob = 0;
    std::mutex m_mutex; ///< guards the questions, which workers ask
    std::map<quint64, Question> m_questions;
    quint64 m_lastQuestion = 0;
};

} // namespace podloom
