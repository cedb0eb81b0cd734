// launch, destroy, list, connect: the commands from outside an emulated lab.
#include "agentd/node/command_line.h"
#include "agentd/node/commands.h"
#include "agentd/node/launcher.h"
#include "agentd/wire/netns.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

void print(const Json &json)
{
    std::printf("%s\n", json.dump().c_str());
}

Json machinesJson(const LabState &state)
{
    auto machines = Json::array();
    for (const auto &each : state.machines) {
        const bool isUp = isRunning(each.init);
        machines.append(Json::object({{"name", each.name},
                                      {"pid", isUp ? Json(std::int64_t{each.init.pid}) : Json()},
                                      {"state", isUp ? "up" : "down"},
                                      {"address", each.address.empty() ? Json() : Json(each.address)}}));
    }
    return Json::object({{"machines", std::move(machines)}});
}

Result<LabState> launchFromInput()
{
    const auto input = readAll(0);
    if (!input)
        return Failure{input.error()};
    const auto json = parseJson(*input);
    if (!json)
        return wrap(json.error(), "the launch specification");
    const auto spec = launchSpecFrom(*json);
    if (!spec)
        return Failure{spec.error()};
    return launchLab(*spec);
}

struct Target {
    IpAddress address = IpAddress::v4(0);
    std::uint16_t port = 0;
};

Result<UniqueFd> connectOnce(const Target &target, Clock::time_point deadline)
{
    const auto bytes = target.address.toBytes();
    sockaddr_storage storage{};
    socklen_t size = 0;
    if (target.address.isV4()) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(target.port);
        std::memcpy(&v4.sin_addr, bytes.data(), 4);
        std::memcpy(&storage, &v4, size = sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(target.port);
        std::memcpy(&v6.sin6_addr, bytes.data(), 16);
        std::memcpy(&storage, &v6, size = sizeof v6);
    }
    const auto doing = "connect to " + target.address.toString() + " port " + std::to_string(target.port);
    UniqueFd socket(::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket)
        return failErrno(errno, doing);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&storage), size) != 0
        && errno != EINPROGRESS)
        return failErrno(errno, doing);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd wait{socket.get(), POLLOUT, 0};
    if (::poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(left, 0))) <= 0)
        return failErrno(ETIMEDOUT, doing);
    int error = 0;
    socklen_t errorSize = sizeof error;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &errorSize);
    if (error != 0)
        return failErrno(error, doing);
    ::fcntl(socket.get(), F_SETFL, ::fcntl(socket.get(), F_GETFL) & ~O_NONBLOCK);
    return socket;
}

/// Tries again while the port refuses: its service may be starting.
Result<UniqueFd> connectPatiently(const Target &target, std::chrono::milliseconds patience)
{
    const auto deadline = Clock::now() + patience;
    for (;;) {
        auto connected = connectOnce(target, deadline);
        if (connected || connected.error().code != Errc::Unavailable || Clock::now() >= deadline)
            return connected;
        ::poll(nullptr, 0, 10);
    }
}

Status enterMachine(const std::string &directory, const std::string &machine)
{
    auto state = readLabState({directory});
    if (!state)
        return Failure{std::move(state).error()};
    const auto *found = state->find(machine);
    if (!found)
        return fail(Errc::NotFound, "no-machine", "the lab in %1 has no machine %2", {directory, machine});
    if (!isRunning(found->init))
        return fail(Errc::NotFound, "machine-down", "the machine %1 is down", {machine});
    const auto netns = Netns::ofProcess(found->init.pid);
    if (!netns)
        return Failure{netns.error()};
    if (::setns(netns->fd(), CLONE_NEWNET) != 0)
        return failErrno(errno, "enter the network of " + machine);
    return {};
}

Status connectAndHandOver(const CommandLine &line)
{
    const auto port = parseUnsigned(line.option("--port", "22"), 65535);
    const auto fd = parseUnsigned(line.option("--fd"), 65535);
    const auto patience = parseUnsigned(line.option("--timeout-ms", "10000"), 600'000);
    // From inside the machine its loopback always works, whatever its policies and wires say.
    const auto address = IpAddress::parse(line.option("--address", "127.0.0.1"));
    if (!port || *port == 0 || !fd || !patience || !address)
        return fail(Errc::InvalidArgument, "connect-options",
                    "connect needs --fd, and a valid address and port");
    if (auto entered = enterMachine(line.option("--directory"), line.option("--machine")); !entered)
        return entered;
    auto connected =
        connectPatiently({*address, static_cast<std::uint16_t>(*port)}, std::chrono::milliseconds(*patience));
    if (!connected)
        return Failure{std::move(connected).error()};
    return sendWithFd(static_cast<int>(*fd), "+", connected->get());
}

} // namespace

int launchCommand(Words words)
{
    if (!words.empty())
        return commandMisused("launch < SPECIFICATION");
    const auto state = launchFromInput();
    if (!state)
        return commandFailed(state.error());
    print(machinesJson(*state));
    return 0;
}

int destroyCommand(Words words)
{
    if (words.empty() || words[0][0] != '/')
        return commandMisused("destroy /DIRECTORY [MACHINE...]");
    const auto destroyed = words.size() == 1 ? destroyLab(words[0])
                                             : destroyMachines(words[0], {words.begin() + 1, words.end()});
    return destroyed ? 0 : commandFailed(destroyed.error());
}

int listCommand(Words words)
{
    if (words.size() != 1)
        return commandMisused("list DIRECTORY");
    const auto state = readLabState({words[0]});
    if (!state)
        return commandFailed(state.error());
    print(machinesJson(*state));
    return 0;
}

int connectCommand(Words words)
{
    const auto line =
        parseCommandLine(words, {"--directory", "--machine", "--address", "--port", "--fd", "--timeout-ms"});
    if (!line)
        return commandFailed(line.error());
    if (!line->words.empty() || !line->options.contains("--directory")
        || !line->options.contains("--machine"))
        return commandMisused(
            "connect --directory DIRECTORY --machine NAME [--address ADDRESS] [--port PORT] "
            "--fd NUMBER [--timeout-ms MS]");
    const auto done = connectAndHandOver(*line);
    return done ? 0 : commandFailed(done.error());
}

} // namespace podloom
