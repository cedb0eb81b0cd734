#include "core/os/process.h"

#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

extern char **environ; // NOLINT: POSIX

namespace podloom {

namespace {

std::vector<char *> pointersTo(const std::vector<std::string> &texts)
{
    std::vector<char *> out;
    for (const auto &text : texts)
        out.push_back(const_cast<char *>(text.c_str()));
    out.push_back(nullptr);
    return out;
}

/// posix_spawn() into a session of its own; the child ignores and blocks no signal.
class Spawner {
public:
    Spawner()
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        ::posix_spawnattr_setflags(&m_attributes,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    }
    Spawner(const Spawner &) = delete;
    Spawner &operator=(const Spawner &) = delete;
    ~Spawner()
    {
        ::posix_spawn_file_actions_destroy(&m_actions);
        ::posix_spawnattr_destroy(&m_attributes);
    }

    void give(int number, int fd) { ::posix_spawn_file_actions_adddup2(&m_actions, fd, number); }

    Result<pid_t> spawn(const DetachedCommand &command)
    {
        if (command.argv.empty())
            return fail(Errc::InvalidArgument, "no-program", "no program was named");
        const auto variables = environmentWith(command.environment);
        auto argv = pointersTo(command.argv);
        auto environment = pointersTo(variables);
        pid_t pid = 0;
        const int error =
            ::posix_spawnp(&pid, argv[0], &m_actions, &m_attributes, argv.data(), environment.data());
        if (error != 0)
            return failErrno(error, "start " + command.argv[0]);
        return pid;
    }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

} // namespace

std::vector<std::string> environmentWith(const std::vector<std::string> &additions)
{
    std::vector<std::string> out;
    for (char **each = environ; *each; ++each) {
        const std::string_view old(*each);
        const auto name = old.substr(0, old.find('=') + 1);
        const auto isReplaced = [&](const std::string &addition) { return addition.starts_with(name); };
        if (std::none_of(additions.begin(), additions.end(), isReplaced))
            out.emplace_back(old);
    }
    out.insert(out.end(), additions.begin(), additions.end());
    return out;
}

Result<pid_t> spawnDetached(const DetachedCommand &command)
{
    const UniqueFd input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const auto path = command.logFile.empty() ? std::string("/dev/null") : command.logFile;
    const UniqueFd output(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640));
    if (!input || !output)
        return failErrno(errno, "open " + path);
    Spawner spawner;
    spawner.give(0, input.get());
    spawner.give(1, output.get());
    spawner.give(2, output.get());
    return spawner.spawn(command);
}

Result<ProcessId> identify(pid_t pid)
{
    const auto path = "/proc/" + std::to_string(pid) + "/stat";
    const auto line = readFile(path);
    if (!line)
        return fail(Errc::NotFound, "no-process", "there is no process %1", {std::to_string(pid)});
    // Behind the name, which may hold blanks and brackets: state is field 3, the start time field 22.
    const auto end = line->rfind(')');
    const auto fields =
        split(trimmed(std::string_view(*line).substr(std::min(end, line->size() - 1) + 1)), ' ');
    const auto start = fields.size() > 19 ? parseUnsigned(fields[19]) : std::nullopt;
    if (!start || fields[0] == "Z" || fields[0] == "X")
        return fail(Errc::NotFound, "no-process", "the process %1 has ended", {std::to_string(pid)});
    return ProcessId{pid, *start};
}

bool isRunning(const ProcessId &process)
{
    const auto now = identify(process.pid);
    return now && *now == process;
}

Status endProcess(const ProcessId &process, std::chrono::milliseconds patience)
{
    const UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0)));
    if (!handle || !isRunning(process)) // the handle cannot change its process after this look
        return {};
    const std::array<std::pair<int, int>, 2> steps{
        {{SIGTERM, static_cast<int>(patience.count())}, {SIGKILL, 5000}}};
    for (const auto &[signal, waitMs] : steps) {
        if (::syscall(SYS_pidfd_send_signal, handle.get(), signal, nullptr, 0) != 0)
            return errno == ESRCH ? Status() : failErrno(errno, "end process " + std::to_string(process.pid));
        pollfd wait{handle.get(), POLLIN, 0};
        if (::poll(&wait, 1, waitMs) > 0) {
            (void)::waitpid(process.pid, nullptr, WNOHANG); // if it is a child of ours
            return {};
        }
    }
    return fail(Errc::Timeout, "process-stays", "process %1 does not end", {std::to_string(process.pid)});
}

} // namespace podloom
