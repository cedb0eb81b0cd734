#include "core/lab/node_link.h"

#include "core/base/text.h"
#include "core/lab/lab_keys.h"
#include "core/os/child_process.h"
#include "core/os/programs.h"
#include "core/os/unix_socket.h"

#include <cstdlib>

namespace podloom {

namespace {

constexpr std::chrono::seconds kOpenTimeout{10};

/// Connects from inside the lab's network and takes over the descriptor.
Dialler emulatedDialler(const LabFolder &folder, const std::string &machine)
{
    return [directory = folder.machines().string(),
            machine](std::chrono::milliseconds timeout, const std::stop_token &stop) -> Result<UniqueFd> {
        auto program = siblingProgram("podloom-node");
        if (!program)
            return Failure{std::move(program).error()};
        auto pair = socketPair();
        if (!pair)
            return Failure{std::move(pair).error()};
        ChildCommand command{.argv = {program->string(), "connect", "--directory", directory, "--machine",
                                      machine, "--port", "22", "--fd", "3"},
                             .inheritedFd = pair->second.get(),
                             .timeout = timeout};
        auto output = runChild(command, stop);
        if (!output)
            return wrap(std::move(output).error(), "connect to " + machine);
        if (output->exitCode != 0)
            return fail(Errc::Unavailable, "machine-unreachable", "the machine %1 cannot be reached: %2",
                        {machine, output->standardError});
        pair->second.reset();
        auto received = receiveWithFd(pair->first.get());
        if (!received)
            return Failure{std::move(received).error()};
        if (!received->fd)
            return fail(Errc::Unavailable, "machine-unreachable", "the machine %1 cannot be reached: %2",
                        {machine, "no connection was handed over"});
        return std::move(received->fd);
    };
}

std::string userKnownHosts()
{
    if (const auto *chosen = std::getenv("PODLOOM_KNOWN_HOSTS"); chosen && *chosen)
        return chosen;
    const auto *home = std::getenv("HOME");
    return std::string(home && *home ? home : "/root") + "/.ssh/known_hosts";
}

std::string withHome(const std::string &file)
{
    const auto *home = std::getenv("HOME");
    return file.starts_with("~/") && home ? home + file.substr(1) : file;
}

SshOptions realOptions(const SshTarget &target, const LabJob &job)
{
    SshOptions options;
    options.host = target.host;
    options.port = target.port;
    options.user = target.user.empty() ? "root" : target.user;
    if (!target.identityFile.empty())
        options.identityFiles = {withHome(target.identityFile)};
    options.knownHostsFile = userKnownHosts();
    options.usesSudo = target.usesSudo;
    options.acceptUnknownKey = job.acceptUnknownKey;
    options.secret = job.secret;
    return options;
}

/// "USER@HOST:PORT", as far as given.
SshTarget jumpTarget(std::string_view text, const SshTarget &last)
{
    SshTarget target = last;
    target.jump.clear();
    if (const auto at = text.rfind('@'); at != std::string_view::npos) {
        target.user = std::string(text.substr(0, at));
        text.remove_prefix(at + 1);
    }
    target.port = 22;
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos && text.find(':') == colon) {
        // What is no port stays with the name, which then cannot be looked up and stands in that error.
        if (const auto port = parseUnsigned(text.substr(colon + 1), 65535)) {
            target.port = static_cast<std::uint16_t>(*port);
            text = text.substr(0, colon);
        }
    }
    target.host = std::string(text);
    return target;
}

/// Through the machines of `jump`, one after the other; they stay connected as long as the dialler lives.
Dialler jumpDialler(const SshTarget &target, const LabJob &job)
{
    auto chain = std::make_shared<std::vector<std::unique_ptr<SshStreams>>>();
    return [target, job, chain](std::chrono::milliseconds timeout,
                                const std::stop_token &stop) -> Result<UniqueFd> {
        chain->clear();
        for (const auto &jump : target.jump) {
            const auto next = jumpTarget(jump, target);
            auto options = realOptions(next, job);
            if (!chain->empty())
                options.dial = [&previous = *chain->back(), next](auto wait, auto token) {
                    return previous.openTcp(next.host, next.port, wait, token);
                };
            auto streams = SshStreams::connect(options, stop);
            if (!streams)
                return wrap(std::move(streams).error(), "jump over " + jump);
            chain->push_back(*std::move(streams));
        }
        return chain->back()->openTcp(target.host, target.port, timeout, stop);
    };
}

} // namespace

SshOptions sshOptionsFor(const LabFolder &folder, const LabMember &member, const LabJob &job)
{
    if (member.ssh) {
        auto options = realOptions(*member.ssh, job);
        if (!member.ssh->jump.empty())
            options.dial = jumpDialler(*member.ssh, job);
        return options;
    }
    SshOptions options;
    options.host = sshName(member.machine);
    options.identityFiles = {folder.clientKey().string()};
    options.knownHostsFile = folder.knownHosts().string();
    options.dial = emulatedDialler(folder, member.machine);
    return options;
}

NodeLink::NodeLink(const LabFolder &folder, LabMember member, const LabJob &job)
    : m_member(std::move(member)),
      m_job(job),
      m_options(sshOptionsFor(folder, m_member, job)),
      m_usesBridge(m_options.usesSudo),
      m_host(m_options)
{}

Status NodeLink::connectStreams()
{
    if (m_streams && m_streams->isAlive())
        return {};
    m_client.reset();
    m_streams.reset();
    auto streams = SshStreams::connect(m_options, m_job.stop);
    if (!streams)
        return Failure{std::move(streams).error()};
    m_streams = *std::move(streams);
    return {};
}

Result<UniqueFd> NodeLink::openSocket(const std::string &path)
{
    if (auto connected = connectStreams(); !connected)
        return Failure{std::move(connected).error()};
    return m_streams->openUnix(path, kOpenTimeout, m_job.stop);
}

Result<UniqueFd> NodeLink::openBridge()
{
    return m_streams->openProgram({"/usr/libexec/podloom/podloom-agentd", "rpc"}, true, kOpenTimeout,
                                  m_job.stop);
}

Result<std::unique_ptr<rpc::Client>> NodeLink::openClient()
{
    if (auto connected = connectStreams(); !connected)
        return Failure{std::move(connected).error()};
    // An ordinary user may not open the socket itself, and some machines forward none: then the agent's own
    // bridge is run.
    auto fd = m_usesBridge ? openBridge() : m_streams->openUnix(kAgentSocket, kOpenTimeout, m_job.stop);
    if (!fd && !m_usesBridge && fd.error().code == Errc::Unavailable) {
        if (auto bridge = openBridge())
            fd = std::move(bridge);
    }
    if (!fd)
        return Failure{std::move(fd).error()};
    auto client = std::make_unique<rpc::Client>(std::make_unique<FdStream>(*std::move(fd)));
    if (auto hello = client->hello(); !hello) {
        // The bridge ends at once where there is no agent, and so does a machine that has no bridge.
        if (hello.error().message.id == "stream-closed")
            return fail(Errc::Unavailable, "agent-absent", "no agent answers on %1", {m_member.node});
        return wrap(std::move(hello).error(), "talk to the agent of " + m_member.node);
    }
    return client;
}

Status NodeLink::connectAgent()
{
    if (m_client && m_streams && m_streams->isAlive())
        return {};
    auto client = openClient();
    if (!client)
        return Failure{std::move(client).error()};
    m_client = *std::move(client);
    return {};
}

Result<Json> NodeLink::call(const std::string &method, Json params, std::chrono::milliseconds timeout)
{
    if (m_job.stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    if (auto connected = connectAgent(); !connected)
        return Failure{std::move(connected).error()};
    auto answer = m_client->call(method, std::move(params), timeout);
    if (!answer && (answer.error().code == Errc::Unavailable || answer.error().code == Errc::Io))
        m_client.reset(); // the next call connects again
    return answer;
}

} // namespace podloom
