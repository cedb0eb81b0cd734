#include "core/ssh/ssh_host.h"

#include "core/ssh/shell_quote.h"
#include "core/ssh/ssh_connection.h"

#include <libssh/sftp.h>

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace podloom {

namespace {

using Clock = StopEvent::Clock;

/// libssh 0.10 loses the connection on larger SFTP writes.
constexpr std::size_t kSftpChunk = 64 * 1024;
constexpr std::chrono::minutes kTransferTimeout{10};

struct FreeSftp {
    void operator()(sftp_session session) const { sftp_free(session); }
};
struct CloseSftpFile {
    void operator()(sftp_file file) const { sftp_close(file); }
};
using SftpPointer = std::unique_ptr<std::remove_pointer_t<sftp_session>, FreeSftp>;
using SftpFilePointer = std::unique_ptr<std::remove_pointer_t<sftp_file>, CloseSftpFile>;

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

/// Gives the channel as much of `input` as its window takes; false on a broken channel.
bool feed(ssh_channel channel, std::string_view &input)
{
    while (!input.empty()) {
        const auto room = std::min<std::size_t>({ssh_channel_window_size(channel), input.size(), 32'768});
        if (room == 0)
            return true;
        const int size = ssh_channel_write(channel, input.data(), static_cast<std::uint32_t>(room));
        if (size < 0)
            return ssh_channel_is_eof(channel) || ssh_channel_is_closed(channel);
        input.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

Failure sftpFailure(sftp_session sftp, ssh_session session, const std::string &doing)
{
    switch (sftp_get_error(sftp)) {
    case SSH_FX_NO_SUCH_FILE: return fail(Errc::NotFound, "remote-missing", "%1: no such file", {doing});
    case SSH_FX_PERMISSION_DENIED:
        return fail(Errc::PermissionDenied, "remote-denied", "%1: permission denied", {doing});
    case SSH_FX_OK: return failSsh(session, Errc::Io, doing);
    default:
        return fail(Errc::Io, "remote-write", "%1: the machine refused (SFTP error %2)",
                    {doing, std::to_string(sftp_get_error(sftp))});
    }
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

} // namespace

Result<RemoteOutput> runChecked(RemoteHost &host, const RemoteCommand &command, std::stop_token stop)
{
    auto output = host.run(command, std::move(stop));
    if (!output)
        return wrap(std::move(output).error(), command.argv.front());
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

    Result<RemoteOutput> run(const std::string &line, std::string_view input);
    Result<sftp_session> sftp();

private:
    SessionPointer m_session;
    SftpPointer m_sftp; // opened by the first transfer; dies before the session
};

Result<RemoteOutput> SshHost::Session::run(const std::string &line, std::string_view input)
{
    const ChannelPointer channel(ssh_channel_new(get()));
    if (!channel || ssh_channel_open_session(channel.get()) != SSH_OK
        || ssh_channel_request_exec(channel.get(), line.c_str()) != SSH_OK)
        return failSsh(get(), Errc::Io, "start a command");
    RemoteOutput output;
    bool isInputClosed = false;
    for (;;) {
        const bool atEnd = ssh_channel_is_eof(channel.get()) != 0; // before draining: nothing may be lost
        if (!drain(channel.get(), output) || !feed(channel.get(), input))
            return failSsh(get(), Errc::Io, "exchange data with a command");
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

Result<sftp_session> SshHost::Session::sftp()
{
    if (!m_sftp) {
        SftpPointer fresh(sftp_new(get()));
        if (!fresh)
            return failSsh(get(), Errc::Io, "open SFTP");
        if (sftp_init(fresh.get()) != SSH_OK)
            return sftpFailure(fresh.get(), get(), "open SFTP");
        m_sftp = std::move(fresh);
    }
    return m_sftp.get();
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
    if (auto connected = connect(stop); !connected)
        return Failure{std::move(connected).error()};
    auto line = shellLine(command.argv);
    if (command.asRoot && m_options.usesSudo)
        line = "sudo -n -- " + line;
    const CutOff cutOff(m_session->fd(), Clock::now() + command.timeout, stop);
    auto output = m_session->run(line, command.input);
    if (output && !cutOff.hasCut())
        return output;
    return cutOff.reasonOr(output ? fail(Errc::Io, "ssh-lost", "the connection was lost")
                                  : Failure{std::move(output).error()});
}

Status SshHost::sendFile(const RemoteFile &file, const std::stop_token &stop,
                         const TransferProgress &progress)
{
    const CutOff cutOff(m_session->fd(), Clock::now() + kTransferTimeout, stop);
    const auto doing = "write " + file.path;
    auto sftp = m_session->sftp();
    if (!sftp)
        return cutOff.reasonOr(Failure{std::move(sftp).error()});
    const SftpFilePointer out(sftp_open(*sftp, file.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
    if (!out)
        return cutOff.reasonOr(sftpFailure(*sftp, m_session->get(), doing));
    for (std::size_t done = 0; done < file.bytes.size();) {
        const auto size = std::min(kSftpChunk, file.bytes.size() - done);
        if (sftp_write(out.get(), file.bytes.data() + done, size) < 0)
            return cutOff.reasonOr(sftpFailure(*sftp, m_session->get(), doing));
        done += size;
        if (progress)
            progress(done, file.bytes.size());
    }
    if (sftp_chmod(*sftp, file.path.c_str(), static_cast<mode_t>(file.mode)) < 0)
        return cutOff.reasonOr(sftpFailure(*sftp, m_session->get(), doing));
    return {};
}

Status SshHost::upload(const RemoteFile &file, std::stop_token stop, const TransferProgress &progress)
{
    // By SFTP to a private place, by a command to its own: SFTP has no sudo and does not rename over a file.
    auto made =
        runChecked(*this, {{"mktemp", "/tmp/podloom.XXXXXXXXXX"}, {}, std::chrono::seconds(30), false}, stop);
    if (!made)
        return wrap(std::move(made).error(), "upload " + file.path);
    auto temporary = made->standardOutput;
    while (!temporary.empty() && temporary.back() == '\n')
        temporary.pop_back();
    if (auto sent = sendFile({temporary, file.bytes, 0600}, stop, progress); !sent)
        return wrap(std::move(sent).error(), "upload " + file.path);
    static constexpr auto kPut = R"sh(set -e
draft="$2.podloom-new"
trap 'rm -f "$1" "$draft"' EXIT
mkdir -p "${2%/*}"
cat "$1" > "$draft"
chmod "$3" "$draft"
mv -f "$draft" "$2")sh";
    std::array<char, 8> mode{};
    std::snprintf(mode.data(), mode.size(), "%04o", file.mode & 07777U);
    auto put = runChecked(*this, {{"sh", "-c", kPut, "sh", temporary, file.path, mode.data()}}, stop);
    if (!put)
        return wrap(std::move(put).error(), "upload " + file.path);
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
