#include "agentd/daemon/node_lock.h"

#include "agentd/daemon/options.h"
#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"
#include "core/os/process.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <thread>

namespace podloom {

namespace {

constexpr std::string_view kName = "podloom-agentd";
/// How long what a process has started may still have its descriptors when it was killed.
constexpr std::chrono::seconds kPatience{2};
constexpr std::chrono::milliseconds kPause{10};

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

/// Who listens there, by the kernel's word; 0 when that cannot be seen.
pid_t holderOf(const Address &address)
{
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    ucred peer{};
    socklen_t size = sizeof peer;
    if (!socket || ::connect(socket.get(), address.get(), address.size) != 0
        || ::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return 0;
    return peer.pid;
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

} // namespace

Result<NodeLock> NodeLock::take()
{
    const auto address = lockAddress();
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (!socket)
            return failErrno(errno, "create a Unix socket");
        if (::bind(socket.get(), address.get(), address.size) == 0) {
            if (::listen(socket.get(), SOMAXCONN) != 0)
                return failErrno(errno, "listen on the abstract socket podloom-agentd");
            return NodeLock(std::move(socket));
        }
        if (errno != EADDRINUSE)
            return failErrno(errno, "bind the abstract socket podloom-agentd");
        const auto holder = holderOf(address);
        if (holder > 0 && identify(holder))
            return refusal(holder);
        if (std::chrono::steady_clock::now() > deadline)
            return fail(Errc::Conflict, "node-taken",
                        "a process that cannot be seen from here has the abstract socket \"%1\", which only "
                        "one agent of a network namespace may have; end it first",
                        {std::string(kName)});
        std::this_thread::sleep_for(kPause);
    }
}

void NodeLock::forgetAskers() const
{
    while (UniqueFd(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC))) {
    }
}

} // namespace podloom
