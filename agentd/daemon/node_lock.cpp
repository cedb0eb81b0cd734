#include "agentd/daemon/node_lock.h"

#include "agentd/daemon/log.h"
#include "agentd/daemon/options.h"
#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"
#include "core/os/process.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>
#include <thread>

namespace podloom {

namespace {

constexpr std::string_view kName = "podloom-agentd";
/// How long what a process has started may still have its descriptors when it was killed.
constexpr std::chrono::seconds kPatience{2};
constexpr std::chrono::milliseconds kPause{10};
/// Each network namespace has its own, and only those open it who may administer the namespace.
constexpr const char *kSetting = "/proc/sys/net/ipv4/tcp_fastopen_key";

struct Address {
    sockaddr_un name{};
    socklen_t size = 0;
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&name); }
};

Address lockAddress()
{
    Address address;
    address.name.sun_family = AF_UNIX;
    std::memcpy(address.name.sun_path + 1, kName.data(), kName.size()); // 0 in front: not a file
    address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + kName.size());
    return address;
}

/// Who listens there, by the kernel's word; `pid` is 0 for one of another process namespace.
std::optional<ucred> holderOf(const Address &address)
{
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    ucred peer{};
    socklen_t size = sizeof peer;
    if (!socket || ::connect(socket.get(), address.get(), address.size) != 0
        || ::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return std::nullopt;
    return peer;
}

/// Every user may bind an abstract name.
bool mayBeAgent(const ucred &holder)
{
    return holder.uid == 0 || holder.uid == ::geteuid();
}

std::vector<std::string> commandLineOf(pid_t pid)
{
    const auto bytes = readFile("/proc/" + std::to_string(pid) + "/cmdline");
    std::vector<std::string> words;
    for (const auto word : split(bytes ? *bytes : std::string(), '\0'))
        words.emplace_back(word);
    return words;
}

/// The state folder of the agent with that command line; empty when it is none, or does not tell.
std::string stateFolderOf(const std::vector<std::string> &words)
{
    if (words.size() < 2 || words[1] != "run")
        return {};
    QStringList arguments;
    for (std::size_t i = 2; i < words.size() && !words[i].empty(); ++i)
        arguments.append(QString::fromStdString(words[i]));
    const auto options = parseRunOptions(arguments);
    return options ? options->stateFolder : std::string();
}

Failure refusal(pid_t holder)
{
    const auto number = std::to_string(holder);
    const auto words = commandLineOf(holder);
    if (const auto folder = stateFolderOf(words); !folder.empty())
        return fail(Errc::Conflict, "agent-runs",
                    "the agent of this node runs: process %1, with its state in %2; stop it first (systemctl "
                    "stop podloom-agentd)",
                    {number, folder});
    if (words.size() > 1 && words[1] == "uninstall")
        return fail(Errc::Conflict, "uninstall-runs",
                    "the process %1 takes the agent of this node away; try again when it has ended",
                    {number});
    return fail(Errc::Conflict, "node-taken",
                "the process %1 (%2) has the abstract socket \"%3\", which only one agent of a network "
                "namespace may have; end it first",
                {number, words.empty() ? std::string() : words.front(), std::string(kName)});
}

struct Socket {
    UniqueFd held{};                 ///< nothing when somebody else has it who is no agent
    std::optional<ucred> stranger{}; ///< who, when that can be seen
};

/// Errors: Conflict (an agent may have it), Io.
Result<Socket> takeSocket(std::chrono::steady_clock::time_point deadline)
{
    const auto address = lockAddress();
    for (;;) {
        UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (!socket)
            return failErrno(errno, "create a Unix socket");
        if (::bind(socket.get(), address.get(), address.size) == 0) {
            if (::listen(socket.get(), SOMAXCONN) != 0)
                return failErrno(errno, "listen on the abstract socket podloom-agentd");
            return Socket{.held = std::move(socket)};
        }
        if (errno != EADDRINUSE)
            return failErrno(errno, "bind the abstract socket podloom-agentd");
        const auto holder = holderOf(address);
        if (holder && !mayBeAgent(*holder))
            return Socket{.stranger = holder};
        if (holder && holder->pid > 0 && identify(holder->pid))
            return refusal(holder->pid);
        if (std::chrono::steady_clock::now() > deadline) {
            if (!holder) // an agent lets others connect
                return Socket{};
            return fail(Errc::Conflict, "node-taken",
                        "a process that cannot be seen from here has the abstract socket \"%1\", which only "
                        "one agent of a network namespace may have; end it first",
                        {std::string(kName)});
        }
        std::this_thread::sleep_for(kPause); // the kernel does not tell when a name is free
    }
}

/// Nothing where the kernel has no such setting or hides it. Errors: Conflict (another process has it), Io.
Result<UniqueFd> lockSetting(std::chrono::steady_clock::time_point deadline)
{
    UniqueFd setting(::open(kSetting, O_RDONLY | O_CLOEXEC));
    while (setting && ::flock(setting.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return failErrno(errno, std::string("lock ") + kSetting);
        if (std::chrono::steady_clock::now() > deadline)
            return fail(Errc::Conflict, "node-locked",
                        "another process works as the agent of this network namespace: it has locked %1 "
                        "(\"lslocks\" names it); end it first",
                        {kSetting});
        std::this_thread::sleep_for(kPause);
    }
    return setting;
}

std::string nameOf(const std::optional<ucred> &stranger)
{
    return stranger ? "the process " + std::to_string(stranger->pid) + " of the user "
                          + std::to_string(stranger->uid)
                    : std::string("a process that lets nobody connect");
}

} // namespace

Result<NodeLock> NodeLock::take()
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    auto socket = takeSocket(deadline);
    if (!socket)
        return Failure{std::move(socket).error()};
    auto setting = lockSetting(deadline);
    if (!setting)
        return Failure{std::move(setting).error()};
    if (!socket->held && !*setting)
        return fail(Errc::Conflict, "node-taken",
                    "%1 has the abstract socket \"%2\", and without %3 nothing else tells whether an agent "
                    "runs; end it first",
                    {nameOf(socket->stranger), std::string(kName), kSetting});
    if (!socket->held)
        log(LogLevel::Warning, nameOf(socket->stranger) + " has the abstract socket \"" + std::string(kName)
                                   + "\" of this network namespace and is no agent: the lock on " + kSetting
                                   + " counts alone");
    return NodeLock(*std::move(setting), std::move(socket->held));
}

void NodeLock::forgetAskers() const
{
    while (m_socket && UniqueFd(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC))) {
    }
}

} // namespace podloom
