// agentd/bgp/bird_process.h: starts a BIRD of our own, with files of its own.
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QProcess>

#include <functional>
#include <string>

namespace podloom {

/// Where a BIRD of ours has its things.
struct BirdFiles {
    std::string config{};    ///< what it runs with
    std::string candidate{}; ///< what it shall run with next
    std::string secrets{};   ///< passwords, root-only; included by the configuration that needs them
    std::string socket{};
    std::string pid{};
    std::string log{};
    std::string mark{}; ///< there while routes of ours may be in the kernel: the next start is a restart
    std::string
        restarting{}; ///< there while BIRD restarts into another configuration and nobody confirmed it

    static BirdFiles in(const std::string &stateDirectory, const std::string &runDirectory);
};

/// Starts BIRD so that it outlives us.
class BirdProcess : public QObject {
    Q_OBJECT

public:
    BirdProcess(std::string program, BirdFiles files, QObject *parent = nullptr);

    /// Starts BIRD with `config`; as a graceful restart when one ran before. `done` is called once: with
    /// BIRD's own sentence when it does not like the configuration.
    void start(const std::string &config, std::function<void(Status)> done);
    bool isStarting() const { return m_launcher.state() != QProcess::NotRunning; }
    /// The next start is a first one.
    void forgetRoutes();

private:
    void onFinished(int exitCode);

    std::string m_program;
    BirdFiles m_files;
    QProcess m_launcher;
    std::function<void(Status)> m_done;
};

} // namespace podloom
