// podloom-pod: the workload of a lab pod.
#include "agentd/pod/control.h"
#include "agentd/pod/event_loop.h"
#include "agentd/pod/listeners.h"
#include "core/base/text.h"
#include "core/os/files.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

namespace {

using namespace podloom;

constexpr const char *kUsage =
    "usage: podloom-pod --name NAMESPACE/POD --control SOCKET [--ports 80/TCP,53/UDP] [--ready-fd N]\n"
    "Answers on its ports with its own name and the peer's address, and probes others when asked on "
    "SOCKET.\n";

struct Options {
    std::string name{};
    std::string controlSocket{};
    std::vector<std::pair<Protocol, std::uint16_t>> ports{};
    UniqueFd ready{};
};

bool readPorts(std::string_view text, Options &options)
{
    for (const auto part : split(text, ',')) {
        if (part.empty())
            continue;
        const auto slash = part.find('/');
        const auto port = parseUnsigned(part.substr(0, slash), 65535);
        const auto protocol =
            slash == std::string_view::npos ? Protocol::Tcp : parseProtocol(part.substr(slash + 1));
        if (!port || *port == 0 || !protocol)
            return false;
        options.ports.emplace_back(*protocol, static_cast<std::uint16_t>(*port));
    }
    return true;
}

std::optional<Options> readOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name(argv[i]);
        if (name == "--name")
            options.name = argv[i + 1];
        else if (name == "--control")
            options.controlSocket = argv[i + 1];
        else if (name == "--ready-fd")
            options.ready.reset(static_cast<int>(parseUnsigned(argv[i + 1], 1024).value_or(0)));
        else if (name != "--ports" || !readPorts(argv[i + 1], options))
            return std::nullopt;
    }
    const bool isComplete = argc % 2 == 1 && !options.name.empty() && !options.controlSocket.empty();
    return isComplete ? std::optional(std::move(options)) : std::nullopt;
}

UniqueFd endSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return UniqueFd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

/// "Refused" must not become silence when a hundred closed UDP ports are probed at once: in this pod's
/// namespace the kernel does not limit the rate of refusals. Without the right to say so, it does.
void unlimitRefusals()
{
    constexpr std::array<std::pair<const char *, const char *>, 2> kSettings{
        {{"/proc/sys/net/ipv4/icmp_ratemask", "0"}, {"/proc/sys/net/ipv6/icmp/ratelimit", "0"}}};
    for (const auto &[path, value] : kSettings) {
        const UniqueFd file(::open(path, O_WRONLY | O_CLOEXEC));
        if (file)
            (void)writeAll(file.get(), value).has_value();
    }
}

int failed(const Error &error)
{
    std::fprintf(stderr, "podloom-pod: %s\n", error.text().c_str());
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    auto options = readOptions(argc, argv);
    if (!options) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    unlimitRefusals();
    EventLoop loop;
    Listeners listeners(loop, options->name);
    for (const auto &[protocol, port] : options->ports) {
        // A port that cannot be had (SCTP, or taken twice) does not keep the pod from running.
        if (const auto opened = listeners.open(protocol, port); !opened)
            std::fprintf(stderr, "podloom-pod: %s\n", opened.error().text().c_str());
    }
    const auto signals = endSignals();
    if (const auto added = loop.add(signals.get(), EPOLLIN, [&](std::uint32_t) { loop.stop(); }); !added)
        return failed(added.error());
    Control control(loop, listeners, options->name);
    if (const auto listening = control.listen(options->controlSocket); !listening)
        return failed(listening.error());
    if (options->ready && ::write(options->ready.get(), "\n", 1) != 1)
        std::fputs("podloom-pod: nobody waits for the ready descriptor\n", stderr);
    options->ready.reset();
    const auto ran = loop.run();
    return ran ? 0 : failed(ran.error());
}
