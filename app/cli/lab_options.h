// app/cli/lab_options.h: what the verbs that work on a lab share: which lab, whom to tell, how to stop.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"
#include "core/lab/verification.h"

#include <QCommandLineParser>

#include <thread>

namespace podloom::cli {

/// Progress goes to standard error, questions to the terminal; Ctrl-C and SIGTERM ask the job to stop. Make
/// it before any other thread is started.
class TerminalJob {
public:
    TerminalJob();
    ~TerminalJob();
    TerminalJob(const TerminalJob &) = delete;
    TerminalJob &operator=(const TerminalJob &) = delete;

    const LabJob &job() const { return m_job; }

private:
    std::stop_source m_stop;
    LabJob m_job;
    std::jthread m_signals;
};

/// --lab NAME; may be left out while only one lab is up.
void addLabOption(QCommandLineParser &parser);
/// The lab that was named, or the only one. Errors: as findLab, and NotFound for one that does not exist.
Result<LabFolder> labFrom(const QCommandLineParser &parser);

/// --protocol, --port, --source-port, --family, --ip, --from, --to.
void addQuestionOptions(QCommandLineParser &parser);
/// Errors: InvalidArgument.
Result<ProbeQuestion> questionFrom(const QCommandLineParser &parser);

/// --json.
QCommandLineOption jsonOption();

} // namespace podloom::cli
