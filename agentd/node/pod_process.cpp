#include "agentd/node/pod_process.h"

#include "agentd/node/pod_records.h"
#include "core/os/errno_error.h"
#include "core/os/unique_fd.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace podloom {

namespace {

constexpr int kReadyFd = 3;
constexpr int kStartTimeoutMs = 10'000;
constexpr int kTermTimeoutMs = 3'000;
constexpr int kKillTimeoutMs = 5'000;

/// Runs in the child, between fork and exec: system calls alone.
[[noreturn]] void becomePod(char *const *argv, int netnsFd, int readyFd)
{
    if (::setns(netnsFd, CLONE_NEWNET) != 0 || ::chdir("/") != 0) // first: kReadyFd may be its number
        ::_exit(126);
    ::setsid();
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd <= 2; ++fd)
        ::dup2(null, fd);
    if (readyFd == kReadyFd)
        ::fcntl(readyFd, F_SETFD, 0);
    else
        ::dup2(readyFd, kReadyFd);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execv(argv[0], argv);
    ::_exit(127);
}

Status waitReadable(int fd, int timeoutMs, const std::string &what)
{
    pollfd waiting{fd, POLLIN, 0};
    const int count = ::poll(&waiting, 1, timeoutMs);
    if (count < 0)
        return failErrno(errno, what);
    if (count == 0)
        return fail(Errc::Timeout, "timed-out", "%1: nothing happened in time", {what});
    return {};
}

} // namespace

Result<pid_t> startDetached(const std::vector<std::string> &argv, int netnsFd)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno(errno, "make a pipe");
    const UniqueFd ready(ends[0]);
    UniqueFd childEnd(ends[1]);
    auto all = argv;
    all.insert(all.end(), {"--ready-fd", std::to_string(kReadyFd)});
    std::vector<char *> pointers;
    for (auto &argument : all)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0)
        return failErrno(errno, "fork");
    if (pid == 0)
        becomePod(pointers.data(), netnsFd, childEnd.get());
    childEnd.reset();
    if (auto waited = waitReadable(ready.get(), kStartTimeoutMs, "start " + argv.front()); !waited) {
        ::kill(pid, SIGKILL);
        return Failure{std::move(waited).error()};
    }
    char byte = 0;
    if (::read(ready.get(), &byte, 1) != 1)
        return fail(Errc::Io, "pod-ended", "%1 ended before it was ready", {argv.front()});
    return pid;
}

Status endProcess(pid_t pid, std::uint64_t startTime)
{
    const UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!process || startTimeOf(pid) != startTime)
        return {}; // gone, or the number belongs to somebody else now
    const auto signalProcess = [&](int signal) {
        return ::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0);
    };
    if (signalProcess(SIGTERM) != 0 && errno != ESRCH)
        return failErrno(errno, "end process " + std::to_string(pid));
    if (waitReadable(process.get(), kTermTimeoutMs, "end the pod"))
        return {};
    signalProcess(SIGKILL);
    return waitReadable(process.get(), kKillTimeoutMs, "end process " + std::to_string(pid));
}

} // namespace podloom
