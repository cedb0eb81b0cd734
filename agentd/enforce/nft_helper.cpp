#include "agentd/enforce/nft_helper.h"

#include "core/os/errno_error.h"
#include "core/os/programs.h"
#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>

namespace podloom {

namespace {

Failure helperEnded()
{
    return fail(Errc::Unavailable, "nft-helper-ended", "podloom-nft ended before it answered");
}

/// Line `number` (from 1) of `script`, for the message about it.
std::string lineOf(std::string_view script, std::size_t number)
{
    for (; number > 1 && !script.empty(); --number) {
        const auto end = script.find('\n');
        script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
    }
    return number == 0 ? std::string() : std::string(script.substr(0, script.find('\n')));
}

Failure refused(const NftReply &reply, std::string_view script)
{
    return fail(reply.code, "nft-refused", "the packet filter refused \"%1\": %2",
                {lineOf(script, reply.line), reply.error});
}

Result<pid_t> spawn(const std::filesystem::path &program, const std::string &limit, int socket)
{
    posix_spawn_file_actions_t actions{};
    if (const int error = ::posix_spawn_file_actions_init(&actions); error != 0)
        return failErrno(error, "start " + program.string());
    ::posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
    std::string name = program.string();
    std::string option = "--memory-limit-kib";
    std::string value = limit;
    const std::array<char *, 4> arguments{name.data(), option.data(), value.data(), nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, name.c_str(), &actions, nullptr, arguments.data(), ::environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return failErrno(error, "start " + program.string());
    return pid;
}

} // namespace

NftHelper::~NftHelper()
{
    end();
}

Status NftHelper::run(std::string_view script)
{
    const auto reply = exchange({.verb = NftRequest::Verb::Run, .text = std::string(script)});
    if (!reply)
        return wrap(reply.error(), "change the packet filter");
    if (!reply->isOk)
        return refused(*reply, script);
    return {};
}

Result<Json> NftHelper::listTable(std::string_view name)
{
    return list(std::string(name), "list table " + std::string(name));
}

Result<Json> NftHelper::listChains()
{
    return list({}, "list chains");
}

Result<Json> NftHelper::list(std::string what, std::string_view doing)
{
    auto reply = exchange({.verb = NftRequest::Verb::List, .text = std::move(what)});
    if (!reply)
        return wrap(std::move(reply).error(), "read the packet filter");
    if (!reply->isOk)
        return refused(*reply, doing);
    return std::move(reply->result);
}

Status NftHelper::start()
{
    auto program = m_options.program.empty() ? siblingProgram("podloom-nft") : m_options.program;
    if (!program)
        return Failure{std::move(program).error()};
    auto pair = socketPair();
    if (!pair)
        return Failure{std::move(pair).error()};
    const auto pid = spawn(*program, std::to_string(m_options.memoryLimitKiB), pair->second.get());
    if (!pid)
        return Failure{pid.error()};
    m_socket = std::move(pair->first);
    m_pid = *pid;
    m_received.clear();
    return {};
}

void NftHelper::end()
{
    m_socket.reset();
    if (m_pid < 0)
        return;
    // It has either answered its last request or lost our trust; a transaction is atomic either way.
    ::kill(m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
}

Result<NftReply> NftHelper::exchange(NftRequest request)
{
    if (m_pid < 0)
        if (auto started = start(); !started)
            return Failure{std::move(started).error()};
    request.id = ++m_lastId;
    const auto deadline = Clock::now() + m_options.timeout;
    auto sent = send(encode(request), deadline);
    if (!sent) {
        end();
        return Failure{std::move(sent).error()};
    }
    auto line = receiveLine(deadline);
    if (!line) {
        end();
        return Failure{std::move(line).error()};
    }
    auto reply = parseNftReply(*line);
    if (reply && reply->id != request.id)
        reply = fail(Errc::Internal, "nft-reply", "podloom-nft answered request %1 instead of %2",
                     {std::to_string(reply->id), std::to_string(request.id)});
    if (!reply || reply->isRetiring)
        end();
    return reply;
}

Status NftHelper::waitFor(short events, Clock::time_point deadline)
{
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd entry{.fd = m_socket.get(), .events = events, .revents = 0};
        const int ready = left <= 0 ? 0 : ::poll(&entry, 1, static_cast<int>(left));
        if (ready > 0)
            return {};
        if (ready == 0)
            return fail(Errc::Timeout, "nft-timeout", "podloom-nft did not answer within %1 ms",
                        {std::to_string(m_options.timeout.count())});
        if (errno != EINTR)
            return failErrno(errno, "wait for podloom-nft");
    }
}

Status NftHelper::send(std::string_view bytes, Clock::time_point deadline)
{
    while (!bytes.empty()) {
        const auto size = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(size));
            continue;
        }
        if (errno == EPIPE || errno == ECONNRESET)
            return helperEnded();
        if (errno != EAGAIN && errno != EINTR)
            return failErrno(errno, "write to podloom-nft");
        if (auto ready = waitFor(POLLOUT, deadline); !ready)
            return ready;
    }
    return {};
}

Result<std::string> NftHelper::receiveLine(Clock::time_point deadline)
{
    std::array<char, 65536> buffer{};
    for (;;) {
        if (auto ready = waitFor(POLLIN, deadline); !ready)
            return Failure{std::move(ready).error()};
        const auto size = ::recv(m_socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size == 0 || (size < 0 && errno == ECONNRESET))
            return helperEnded();
        if (size < 0 && errno != EAGAIN && errno != EINTR)
            return failErrno(errno, "read from podloom-nft");
        if (size > 0)
            m_received.append(buffer.data(), static_cast<std::size_t>(size));
        if (m_received.ends_with('\n')) {
            m_received.pop_back();
            return std::exchange(m_received, {});
        }
    }
}

} // namespace podloom
