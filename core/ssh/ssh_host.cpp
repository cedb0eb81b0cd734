#include "core/ssh/ssh_host.h"

#include "core/ssh/shell_quote.h"
#include "core/ssh/ssh_connection.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace podloom {

namespace {

using Clock = StopEvent::Clock;

constexpr std::chrono::minutes kTransferTimeout{10};

/// Moves what is there from the channel into the strings; false on a broken channel.
bool drain(ssh_channel channel, RemoteOutput &output)
{
    std::array<char, 65536> buffer{};
    for (const int isError : {0, 1}) {
        auto &into = isError ? output.standardError : output.standardOutput;
        for (;;) {
            const int size = ssh_channel_read_nonblocking(channel, buffer.data(), buffer.size(), isError);
            if (size == SSH_ERROR)
                return false;
            if (size <= 0) // nothing now (0, SSH_AGAIN) or the end (SSH_EOF)
                break;
            into.append(buffer.data(), static_cast<std::size_t>(size));
        }
    }
    return true;
}

/// Gives the channel as much of `input` as its window takes; false when the connection is lost.
bool feed(ssh_channel channel, std::string_view &input)
{
    while (!input.empty()) {
        const auto room = std::min<std::size_t>({ssh_channel_window_size(channel), input.size(), 32'768});
        if (room == 0)
            return true;
        const int size = ssh_channel_write(channel, input.data(), static_cast<std::uint32_t>(room));
        if (size < 0) // or the command has ended before it read all: what it said is still to be taken
            return ssh_is_connected(ssh_channel_get_session(channel)) != 0;
        input.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

/// What ran, as far as it helps a reader: not the text of a script.
std::string nameOf(const std::vector<std::string> &argv)
{
    const bool isScript = argv.size() > 2 && argv[0] == "sh" && argv[1] == "-c";
    return isScript ? "a script" : shellLine(argv);
}

std::string endOf(const std::string &text)
{
    constexpr std::size_t kLimit = 400;
    auto out = text.size() > kLimit ? "…" + text.substr(text.size() - kLimit) : text;
    while (!out.empty() && (out.back() == '\n' || out.back() == '\r'))
        out.pop_back();
    return out;
}

/// Whether sudo, and not what it was to run, has the last word.
bool isSudoRefusal(const RemoteOutput &output)
{
    if (output.exitCode == 127)
        return output.standardError.find("sudo: ") != std::string::npos;
    const auto said = endOf(output.standardError);
    const auto line = said.substr(said.rfind('\n') + 1);
    // The one warning after which it goes on.
    return output.exitCode == 1 && output.standardOutput.empty() && line.starts_with("sudo: ")
        && line.find("unable to resolve host") == std::string::npos;
}

} // namespace

Result<RemoteOutput> runChecked(RemoteHost &host, const RemoteCommand &command, std::stop_token stop)
{
    auto output = host.run(command, std::move(stop));
    if (!output)
        return output; // it did not run, whatever it was
    if (output->exitCode != 0) {
        const auto &said = output->standardError.empty() ? output->standardOutput : output->standardError;
        return fail(Errc::Io, "command-failed", "%1 ended with status %2: %3",
                    {nameOf(command.argv), std::to_string(output->exitCode), endOf(said)});
    }
    return output;
}

/// The live connection.
class SshHost::Session {
public:
    explicit Session(SessionPointer session) : m_session(std::move(session)) {}

    ssh_session get() const { return m_session.get(); }
    int fd() const { return ssh_get_fd(m_session.get()); }
    bool isAlive() const { return ssh_is_connected(m_session.get()) != 0; }

    Result<RemoteOutput> run(const std::string &line, std::string_view input,
                             const TransferProgress &progress);

private:
    SessionPointer m_session;
};

Result<RemoteOutput> SshHost::Session::run(const std::string &line, std::string_view input,
                                           const TransferProgress &progress)
{
    const auto size = input.size();
    const ChannelPointer channel(ssh_channel_new(get()));
    if (!channel || ssh_channel_open_session(channel.get()) != SSH_OK
        || ssh_channel_request_exec(channel.get(), line.c_str()) != SSH_OK)
        return failSsh(get(), Errc::Io, "start a command");
    RemoteOutput output;
    bool isInputClosed = false;
    for (;;) {
        const bool atEnd = ssh_channel_is_eof(channel.get()) != 0; // before draining: nothing may be lost
        const auto before = input.size();
        if (!drain(channel.get(), output) || !feed(channel.get(), input))
            return failSsh(get(), Errc::Io, "exchange data with a command");
        if (progress && input.size() != before)
            progress(size - input.size(), size);
        if (atEnd)
            break;
        if (input.empty() && !isInputClosed) {
            ssh_channel_send_eof(channel.get());
            isInputClosed = true;
            continue;
        }
        if (!isAlive())
            return failSsh(get(), Errc::Io, "wait for a command");
        if (ssh_channel_is_eof(channel.get()))
            continue;
        // All that had come is read; the bound is for what libssh may have taken off the socket meanwhile.
        pollfd waiting{fd(), POLLIN, 0};
        ::poll(&waiting, 1, 200);
    }
    output.exitCode = ssh_channel_get_exit_status(channel.get());
    return output;
}

SshHost::SshHost(SshOptions options) : m_options(std::move(options)) {}
SshHost::~SshHost() = default;

Status SshHost::connect(std::stop_token stop)
{
    if (m_session && m_session->isAlive())
        return {};
    m_session.reset();
    auto session = connectSsh(m_options, stop);
    if (!session)
        return Failure{std::move(session).error()};
    m_session = std::make_unique<Session>(*std::move(session));
    return {};
}

Result<RemoteOutput> SshHost::run(const RemoteCommand &command, std::stop_token stop)
{
    return runCommand(command, stop, {});
}

Result<RemoteOutput> SshHost::runCommand(const RemoteCommand &command, const std::stop_token &stop,
                                         const TransferProgress &progress)
{
    if (auto connected = connect(stop); !connected)
        return Failure{std::move(connected).error()};
    auto line = shellLine(command.argv);
    const bool isBySudo = command.asRoot && m_options.usesSudo;
    if (isBySudo)
        line = "sudo -n -- " + line;
    const CutOff cutOff(m_session->fd(), Clock::now() + command.timeout, stop);
    auto output = m_session->run(line, command.input, progress);
    if (output && isBySudo && isSudoRefusal(*output))
        return fail(
            Errc::PermissionDenied, "sudo-refused",
            "%1 may not become root on %2 by \"sudo -n\" (%3): allow it there with the line \"%1 ALL=(ALL) "
            "NOPASSWD: ALL\" in a file of /etc/sudoers.d",
            {m_options.user, m_options.host, endOf(output->standardError)});
    if (output && !cutOff.hasCut())
        return output;
    return cutOff.reasonOr(output ? fail(Errc::Io, "ssh-lost", "the connection was lost")
                                  : Failure{std::move(output).error()});
}

Status SshHost::upload(const RemoteFile &file, std::stop_token stop, const TransferProgress &progress)
{
    // Through a command's input: SFTP has no sudo, and not every machine has SFTP. What was cut off is not
    // put in its place.
    static constexpr auto kPut = R"sh(set -e
draft="$1.podloom-new"
trap 'rm -f "$draft"' EXIT
mkdir -p "${1%/*}"
(umask 077; cat > "$draft")
[ "$(wc -c < "$draft")" -eq "$3" ] || { echo 'the transfer was cut off' >&2; exit 1; }
chmod "$2" "$draft"
mv -f "$draft" "$1")sh";
    std::array<char, 8> mode{};
    std::snprintf(mode.data(), mode.size(), "%04o", file.mode & 07777U);
    RemoteCommand put{{"sh", "-c", kPut, "sh", file.path, mode.data(), std::to_string(file.bytes.size())},
                      file.bytes,
                      kTransferTimeout};
    auto done = runCommand(put, stop, progress);
    if (done && done->exitCode != 0)
        done = done->standardError.find("No space left on device") != std::string::npos
                 ? fail(Errc::Exhausted, "remote-full",
                        "the disk of the machine is full, and %1 bytes are to go there",
                        {std::to_string(file.bytes.size())})
                 : fail(Errc::Io, "remote-write", "the machine says: %1", {endOf(done->standardError)});
    if (!done)
        return wrap(std::move(done).error(), "write " + file.path);
    return {};
}

Result<std::string> SshHost::download(const std::string &path, std::stop_token stop)
{
    static constexpr auto kGet = R"sh([ -e "$1" ] || exit 44; exec cat "$1")sh";
    auto got = run({{"sh", "-c", kGet, "sh", path}, {}, kTransferTimeout}, std::move(stop));
    if (!got)
        return wrap(std::move(got).error(), "download " + path);
    if (got->exitCode == 44)
        return fail(Errc::NotFound, "remote-missing", "%1: no such file", {path});
    if (got->exitCode != 0)
        return fail(Errc::Io, "remote-read", "%1 cannot be read: %2", {path, endOf(got->standardError)});
    return got->standardOutput;
}

} // namespace podloom
