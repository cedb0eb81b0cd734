// app/panels/lab_controller.h: drives the lab of a document, one job at a time, and keeps its picture.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "core/lab/lab_session.h"

#include <QTimer>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace podloom::app {

/// Nothing here waits: jobs run in core/lab's threads and their news arrive as signals. Several steps that
/// belong together ("deploy" = bring up, compare, apply) are one job for whoever looks. What was proved about
/// a design is forgotten as soon as the design changes.
class LabController final : public QObject {
    Q_OBJECT
public:
    enum class Job { None, Up, Down, Plan, Apply, Verify };

    /// How far a node is in the running or last deployment.
    struct Progress {
        State state = State::Unknown;
        std::size_t done = 0;
        std::size_t all = 0;
        QString text{}; ///< what it does now, or what failed
    };

    LabController(Document &document, LabState &state, QObject *parent = nullptr);
    ~LabController() override;

    /// The lab that jobs are about; that of the document's name unless another was chosen.
    const std::string &lab() const { return m_lab; }
    /// A trace that runs ends without an answer: it would be about the lab of before.
    void chooseLab(const std::string &name);
    /// Every lab of this computer, as last seen.
    const std::vector<podloom::LabState> &labs() const { return m_labs; }
    bool hasLooked() const { return m_hasLooked; }     ///< whether labs() is known yet
    bool hasLab() const { return known() != nullptr; } ///< whether lab() is one of labs()

    bool isBusy() const { return m_job != Job::None; }
    Job job() const { return m_job; }
    /// Whether the list of labs, routes or a trace were asked for and are not known yet.
    bool isAsking() const { return m_listNumber != 0 || m_routesNumber != 0 || m_traceNumber != 0; }
    /// A sentence about what runs; empty when nothing does.
    QString jobText() const;
    /// By node; "" = what concerns the whole cluster.
    const std::map<std::string, Progress> &progress() const { return m_progress; }
    /// What deploying this very design would do; nothing while it is not known.
    const std::optional<std::vector<PlanStep>> &plan() const { return m_plan; }
    /// What became of the steps of the plan, by id.
    const std::map<std::string, LabProgress> &outcomes() const { return m_outcomes; }
    /// Prediction against measurement for this very design; nothing while it is not known.
    const std::optional<VerifyReport> &report() const { return m_report; }
    /// Why the last job ended early; it was not cancelled.
    const std::optional<Error> &error() const { return m_error; }

    void answerHostKey(quint64 question, bool isRight) { m_session.answerHostKey(question, isRight); }
    void answerSecret(quint64 question, const std::optional<std::string> &secret)
    {
        m_session.answerSecret(question, secret);
    }

public slots:
    void refresh(); ///< looks which labs there are
    /// Reads the real tables of the lab beside whatever else runs; ends with routesRead().
    void readRoutes();
    /// Follows a packet through the lab beside whatever else runs; ends with traced(). A question that comes
    /// before the answer to the last one takes its place.
    void trace(const podloom::TraceQuestion &question);
    void up();
    void down();
    void refreshPlan();
    void deploy();
    void verify();
    void cancel();

signals:
    void changed(); ///< at most ten times a second
    void busyChanged(bool isBusy);
    void failed(const podloom::Error &error);
    /// The lab is what this design says.
    void deployed(const podloom::SnapshotPointer &design);
    /// A deployment failed or was stopped after it had begun: the lab may be half of this and half of that.
    void deploymentBroke();
    /// As `podloomctl routes --lab` tells them; null and an error's sentence when they could not be read.
    void routesRead(const podloom::Json &routes, const QString &why);
    /// By real tables and by a probe; without hops and with an error's sentence when it could not be done.
    void traced(const podloom::TraceQuestion &question, const podloom::Trace &trace, const QString &why);
    void takenDown();
    void hostKeyAsked(quint64 question, const podloom::HostKey &key);
    void secretAsked(quint64 question, const podloom::SecretQuestion &about);

private:
    void start(std::deque<Job> jobs);
    void startNext();
    void settle(quint64 job, const LabAnswer &answer);
    void finish(const LabAnswer &answer);
    void takeLab(const std::vector<podloom::LabState> &labs);
    void finishApply(const LabAnswer &answer);
    void stopJobs();
    void takeNews(quint64 job, const LabProgress &news);
    void countSteps();
    void forget();
    void watch();
    void stopWatching();
    const podloom::LabState *known() const;
    LabPicture makePicture() const;
    void publishSoon();
    void publish();

    Document &m_document;
    LabState &m_state;
    LabSession m_session;
    QTimer m_publish;
    std::string m_lab;
    bool m_isChosen = false; ///< by a person, so that another document's name changes nothing
    bool m_hasLooked = false;
    std::vector<podloom::LabState> m_labs;

    Job m_job = Job::None;
    std::deque<Job> m_next;
    SnapshotPointer m_design; ///< that the running job is about
    quint64 m_revision = 0;
    quint64 m_number = 0; ///< of the running job in m_session
    quint64 m_listNumber = 0;
    quint64 m_watchNumber = 0;
    quint64 m_routesNumber = 0;
    quint64 m_traceNumber = 0;
    TraceQuestion m_traced{}; ///< that m_traceNumber answers

    std::map<ObjectId, LiveNode> m_nodes;
    std::map<std::string, Progress> m_progress;
    std::map<std::string, LabProgress> m_outcomes;
    std::optional<std::vector<PlanStep>> m_plan;
    std::optional<VerifyReport> m_report;
    QDateTime m_reportedAt;
    std::optional<Error> m_error;
};

} // namespace podloom::app
