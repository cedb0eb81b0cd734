// app/cli/terminal_job.h: a job on a lab as a terminal sees it: progress, questions, Ctrl-C.
#pragma once

#include "core/lab/lab_job.h"

#include <QCommandLineParser>

#include <cstddef>
#include <mutex>
#include <thread>

namespace podloom::cli {

/// --accept-new-host-keys.
void addHostKeyOption(QCommandLineParser &parser);

/// Progress goes to standard error: to a terminal as one moving line, otherwise a line for each step.
/// Questions go to the terminal; where there is none the answer is no. Ctrl-C and SIGTERM ask the job to
/// stop. Make it before any other thread is started.
class TerminalJob {
public:
    /// `parser` has parsed addHostKeyOption().
    explicit TerminalJob(const QCommandLineParser &parser);
    ~TerminalJob();
    TerminalJob(const TerminalJob &) = delete;
    TerminalJob &operator=(const TerminalJob &) = delete;

    const LabJob &job() const { return m_job; }
    /// How many steps progress will tell of.
    void expectSteps(std::size_t count);
    /// Ends the moving line, before something else is printed.
    void endProgress();

private:
    void watchSignals();
    void show(const LabProgress &news);
    bool acceptKey(const HostKey &key);
    std::optional<std::string> askSecret(const SecretQuestion &question);

    std::stop_source m_stop;
    LabJob m_job;
    const bool m_acceptsNewKeys;
    const bool m_isTerminal;
    std::mutex m_mutex; ///< guards what follows: jobs tell of progress from any thread
    std::size_t m_steps = 0;
    std::size_t m_stepsDone = 0;
    bool m_hasMovingLine = false;
    std::jthread m_signals;
};

} // namespace podloom::cli
