#include "core/os/child_process.h"

#include "core/os/errno_error.h"
#include "core/os/process.h"
#include "core/os/stop_event.h"
#include "core/os/unique_fd.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace podloom {

namespace {

using Clock = StopEvent::Clock;

struct Pipe {
    UniqueFd read{};
    UniqueFd write{};
    bool open()
    {
        std::array<int, 2> fds{-1, -1};
        if (::pipe2(fds.data(), O_CLOEXEC) != 0)
            return false;
        read.reset(fds[0]);
        write.reset(fds[1]);
        return true;
    }
};

/// What a child is started with; frees itself.
class SpawnActions {
public:
    SpawnActions()
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        sigset_t standard;
        sigemptyset(&standard);
        sigaddset(&standard, SIGPIPE);
        ::posix_spawnattr_setsigdefault(&m_attributes, &standard);
        ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnActions(const SpawnActions &) = delete;
    SpawnActions &operator=(const SpawnActions &) = delete;
    ~SpawnActions()
    {
        ::posix_spawn_file_actions_destroy(&m_actions);
        ::posix_spawnattr_destroy(&m_attributes);
    }
    void give(int fd, int as) { ::posix_spawn_file_actions_adddup2(&m_actions, fd, as); }
    const posix_spawn_file_actions_t *actions() const { return &m_actions; }
    const posix_spawnattr_t *attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

/// A running child: killed and reaped unless it was waited for.
class Child {
public:
    Child() = default;
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;
    ~Child()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            wait();
        }
    }
    pid_t *slot() { return &m_pid; }
    int wait()
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_pid = -1;
};

/// Feeds and reads a child's three streams.
class Streams {
public:
    Pipe in{};
    Pipe out{};
    Pipe error{};

    void keepOwnEnds()
    {
        in.read.reset();
        out.write.reset();
        error.write.reset();
        for (const int fd : {in.write.get(), out.read.get(), error.read.get()})
            ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    }

    bool isOpen() const { return out.read || error.read; }

    Status turn(std::string_view &input, ChildOutput &output, const StopEvent &stop,
                Clock::time_point deadline)
    {
        if (input.empty())
            in.write.reset();
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (stop.isStopped())
            return fail(Errc::Cancelled, "cancelled", "it was cancelled");
        if (left <= 0)
            return fail(Errc::Timeout, "timed-out", "there was no answer in time");
        std::array<pollfd, 4> waiting{pollfd{in.write.get(), POLLOUT, 0}, pollfd{out.read.get(), POLLIN, 0},
                                      pollfd{error.read.get(), POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)))
            < 0)
            return errno == EINTR ? Status() : failErrno(errno, "poll");
        if (waiting[0].revents != 0)
            feed(input);
        if (waiting[1].revents != 0)
            drain(out.read, output.standardOutput);
        if (waiting[2].revents != 0)
            drain(error.read, output.standardError);
        return {};
    }

private:
    void feed(std::string_view &input)
    {
        const auto size = ::write(in.write.get(), input.data(), input.size());
        if (size > 0)
            input.remove_prefix(static_cast<std::size_t>(size));
        else if (errno != EAGAIN && errno != EINTR)
            input = {}; // it does not want to hear more
    }
    static void drain(UniqueFd &fd, std::string &into)
    {
        std::array<char, 65536> buffer{};
        const auto size = ::read(fd.get(), buffer.data(), buffer.size());
        if (size > 0)
            into.append(buffer.data(), static_cast<std::size_t>(size));
        else if (size == 0 || (errno != EAGAIN && errno != EINTR))
            fd.reset();
    }
};

/// A write to a pipe whose reader has gone is an error code here, not a signal.
class IgnorePipeSignal {
public:
    IgnorePipeSignal()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &set, &m_old);
    }
    IgnorePipeSignal(const IgnorePipeSignal &) = delete;
    IgnorePipeSignal &operator=(const IgnorePipeSignal &) = delete;
    ~IgnorePipeSignal()
    {
        if (sigismember(&m_old, SIGPIPE) == 0) { // forget the one that a write of ours may have left
            sigset_t set;
            sigemptyset(&set);
            sigaddset(&set, SIGPIPE);
            const timespec now{};
            ::sigtimedwait(&set, nullptr, &now);
        }
        ::pthread_sigmask(SIG_SETMASK, &m_old, nullptr);
    }

private:
    sigset_t m_old{};
};

} // namespace

Result<ChildOutput> runChild(const ChildCommand &command, std::stop_token stop)
{
    Streams streams;
    if (!streams.in.open() || !streams.out.open() || !streams.error.open())
        return failErrno(errno, "make pipes");
    StopEvent event(std::move(stop));
    const auto deadline = Clock::now() + command.timeout;
    UniqueFd inherited; // a number that adddup2 does not hit by chance, so that close-on-exec is cleared
    SpawnActions actions;
    actions.give(streams.in.read.get(), 0);
    actions.give(streams.out.write.get(), 1);
    actions.give(streams.error.write.get(), 2);
    if (command.inheritedFd >= 0) {
        inherited.reset(::fcntl(command.inheritedFd, F_DUPFD_CLOEXEC, 10));
        actions.give(inherited.get(), 3);
    }
    std::vector<char *> argv;
    for (const auto &argument : command.argv)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    const auto variables = environmentWith(command.environment);
    std::vector<char *> environment;
    for (const auto &variable : variables)
        environment.push_back(const_cast<char *>(variable.c_str()));
    environment.push_back(nullptr);
    Child child;
    const IgnorePipeSignal quiet;
    if (const int error = ::posix_spawnp(child.slot(), argv[0], actions.actions(), actions.attributes(),
                                         argv.data(), environment.data());
        error != 0) {
        *child.slot() = -1;
        return failErrno(error, "start " + command.argv.front());
    }
    streams.keepOwnEnds();
    ChildOutput output;
    std::string_view input = command.input;
    while (streams.isOpen()) {
        if (auto turned = streams.turn(input, output, event, deadline); !turned)
            return wrap(std::move(turned).error(), command.argv.front());
    }
    output.exitCode = child.wait();
    return output;
}

} // namespace podloom
