// agentd/node/service_table.h: the services of one machine: what runs, what shall run, when to try again.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// Starts programs, learns of their ends from its owner, and starts again what died: after 100 ms, then twice
/// as long each time up to 10 s, and from the beginning when it ran for 10 s. Not thread-safe, never blocks.
class ServiceTable {
public:
    using Clock = std::chrono::steady_clock;

    /// Definitions are FOLDER/NAME.json: {"argv":[PROGRAM,…],"environment":{KEY:VALUE}}. What a service says
    /// goes to LOGS/NAME.log.
    ServiceTable(std::filesystem::path folder, std::filesystem::path logs)
        : m_folder(std::move(folder)),
          m_logs(std::move(logs))
    {}

    /// Starts every service that has a definition, in the order of their names. What cannot be started is
    /// tried again.
    void startAll();
    /// Reads the definition anew and starts the service; one that runs stays as it is.
    /// Errors: NotFound (no definition), InvalidArgument (a bad one), and what starting it gives.
    Status start(const std::string &name);
    /// Asks the service to end and no longer restarts it. Nothing happens when it does not run.
    /// Errors: NotFound (no such service).
    Status stop(const std::string &name);
    /// Asks it to end if it runs, and starts it with its present definition. Errors: as start().
    Status restart(const std::string &name);
    /// Asks all to end.
    void stopAll();

    /// A process has ended; those that are no service's are ignored.
    void ended(pid_t pid);
    /// Starts and kills what is due.
    void advance();
    /// When advance() has something to do; nothing: when something ends.
    std::optional<Clock::time_point> nextDue() const;

    bool isAnyRunning() const;
    /// {"name","state":"running"|"stopping"|"waiting"|"stopped","pid","restarts"}. Errors: NotFound.
    Result<Json> status(const std::string &name) const;
    Json list() const;

private:
    struct Service {
        std::vector<std::string> argv{};
        std::vector<std::string> environment{};
        pid_t pid = 0;
        bool isWanted = false;
        int restarts = 0;
        std::chrono::milliseconds backOff{};
        Clock::time_point startedAt{};
        std::optional<Clock::time_point> startAt{};
        std::optional<Clock::time_point> killAt{};
    };

    Status read(const std::string &name, Service &service) const;
    Status launch(const std::string &name, Service &service);
    void scheduleStart(Service &service);
    static Json describe(const std::string &name, const Service &service);

    std::filesystem::path m_folder;
    std::filesystem::path m_logs;
    std::map<std::string, Service> m_services;
};

} // namespace podloom
