#include "agentd/node/machine_process.h"

#include "agentd/node/machine_root.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace podloom {

namespace {

constexpr char kRunning = '+'; ///< the one byte of news when all is well

/// What the child needs besides the spec.
struct Birth {
    UniqueFd news{};    ///< to write
    UniqueFd go{};      ///< to read
    UniqueFd program{}; ///< our own executable: its path is of another root soon
};

constexpr const char *kOwnProgram = "/usr/libexec/podloom/podloom-node";

/// Puts this program where `service` is expected inside the machine, unless it is installed there.
Status copyProgram(int program)
{
    if (::access(kOwnProgram, X_OK) == 0)
        return {};
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(kOwnProgram).parent_path(), error);
    const UniqueFd out(::open(kOwnProgram, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755));
    if (!out)
        return failErrno(errno, std::string("write ") + kOwnProgram);
    std::array<char, 65536> buffer; // NOLINT: filled by read()
    ::lseek(program, 0, SEEK_SET);
    for (;;) {
        const auto size = ::read(program, buffer.data(), buffer.size());
        if (size < 0)
            return failErrno(errno, "read podloom-node");
        if (size == 0)
            return {};
        if (auto written = writeAll(out.get(), {buffer.data(), static_cast<std::size_t>(size)}); !written)
            return written;
    }
}

void detachFromTerminal()
{
    ::setsid();
    const UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    for (const int fd : {0, 1, 2})
        ::dup2(null.get(), fd);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGHUP, SIGPIPE, SIGINT, SIGTERM, SIGCHLD})
        ::signal(signal, SIG_DFL);
    ::umask(022);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Makes the machine and becomes its init; returns only when that fails.
Status live(const MachineSpec &machine, const std::filesystem::path &folder, const std::string &hostLines,
            Birth &birth)
{
    if (auto entered = enterMachineRoot(folder); !entered)
        return entered;
    detachFromTerminal();
    if (auto furnished = furnishMachine(machine, hostLines); !furnished)
        return furnished;
    if (auto copied = copyProgram(birth.program.get()); !copied)
        return copied;
    char byte = 0;
    while (::read(birth.go.get(), &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte != kRunning)
        return fail(Errc::Cancelled, "launch-given-up", "the launch was given up");
    // Init tells on descriptor 3 that its services have started.
    if (birth.news.get() == 3)
        ::fcntl(3, F_SETFD, 0);
    else if (::dup2(birth.news.get(), 3) < 0)
        return failErrno(errno, "hand the news over");
    std::array<char *, 5> argv{const_cast<char *>("podloom-node"), const_cast<char *>("init"),
                               const_cast<char *>("--ready-fd"), const_cast<char *>("3"), nullptr};
    std::array<char *, 6> environment{
        const_cast<char *>("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        const_cast<char *>("HOME=/root"),
        const_cast<char *>("LANG=C.UTF-8"),
        const_cast<char *>("USER=root"),
        const_cast<char *>("SHELL=/bin/bash"),
        nullptr};
    ::syscall(SYS_execveat, birth.program.get(), "", argv.data(), environment.data(), AT_EMPTY_PATH);
    return failErrno(errno, "start podloom-node init");
}

Status makePipe(UniqueFd &read, UniqueFd &write)
{
    std::array<int, 2> fds{-1, -1};
    if (::pipe2(fds.data(), O_CLOEXEC) != 0)
        return failErrno(errno, "make a pipe");
    read.reset(fds[0]);
    write.reset(fds[1]);
    return {};
}

Status makeSocketPair(UniqueFd &one, UniqueFd &other)
{
    auto pair = socketPair();
    if (!pair)
        return Failure{std::move(pair).error()};
    one = std::move(pair->first);
    other = std::move(pair->second);
    return {};
}

} // namespace

Result<StartingMachine> startMachine(const MachineSpec &machine, const std::filesystem::path &folder,
                                     const std::string &hostLines)
{
    Birth birth;
    UniqueFd news;
    UniqueFd go;
    auto made = makePipe(news, birth.news);
    if (made)
        made = makeSocketPair(birth.go, go);
    if (!made)
        return Failure{std::move(made).error()};
    birth.program.reset(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    if (!birth.program)
        return failErrno(errno, "open podloom-node");
    constexpr unsigned long kNamespaces =
        CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC;
    const auto pid =
        static_cast<pid_t>(::syscall(SYS_clone, kNamespaces | SIGCHLD, nullptr, nullptr, nullptr, 0UL));
    if (pid < 0)
        return failErrno(errno, "make the namespaces of " + machine.name);
    if (pid == 0) {
        news.reset();
        go.reset();
        const auto ended = live(machine, folder, hostLines, birth);
        (void)writeAll(birth.news.get(), ended.error().text()).has_value();
        ::_exit(1);
    }
    const auto init = identify(pid);
    auto netns = Netns::ofProcess(pid);
    if (!init || !netns) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return Failure{init ? std::move(netns).error() : init.error()};
    }
    return StartingMachine{machine.name, *init, *std::move(netns), std::move(news), std::move(go)};
}

void release(StartingMachine &machine)
{
    // MSG_NOSIGNAL: a machine that has given up must not end the launcher.
    ::send(machine.go.get(), &kRunning, 1, MSG_NOSIGNAL);
}

Status awaitRunning(StartingMachine &machine)
{
    const auto news = readAll(machine.news.get()); // ends when init closes it, or the machine dies
    if (news && !news->empty() && news->front() == kRunning)
        return {};
    return fail(Errc::Io, "machine-start", "%1 did not start: %2",
                {machine.name, news && !news->empty() ? *news : std::string("its init ended")});
}

} // namespace podloom
