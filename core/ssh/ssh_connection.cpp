#include "core/ssh/ssh_connection.h"

#include "core/base/text.h"
#include "core/ssh/dial.h"

#include <sys/socket.h>

#include <filesystem>

namespace podloom {

namespace {

struct FreeKey {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using KeyPointer = std::unique_ptr<std::remove_pointer_t<ssh_key>, FreeKey>;

std::string whereOf(const SshOptions &options)
{
    return options.host + " port " + std::to_string(options.port);
}

/// What the machine is called in known_hosts.
std::string knownName(const SshOptions &options)
{
    return options.port == 22 ? options.host : '[' + options.host + "]:" + std::to_string(options.port);
}

HostKey hostKeyOf(ssh_session session, const SshOptions &options)
{
    HostKey out{options.host, options.port, {}, {}};
    ssh_key raw = nullptr;
    if (ssh_get_server_publickey(session, &raw) != SSH_OK)
        return out;
    const KeyPointer key(raw);
    out.type = ssh_key_type_to_char(ssh_key_type(key.get()));
    unsigned char *hash = nullptr;
    std::size_t size = 0;
    if (ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &size) == SSH_OK) {
        if (char *text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size)) {
            out.fingerprint = text;
            ssh_string_free_char(text);
        }
        ssh_clean_pubkey_hash(&hash);
    }
    return out;
}

Status checkHostKey(ssh_session session, const SshOptions &options)
{
    const auto key = hostKeyOf(session, options);
    switch (ssh_session_is_known_server(session)) {
    case SSH_KNOWN_HOSTS_OK: return {};
    case SSH_KNOWN_HOSTS_CHANGED:
    case SSH_KNOWN_HOSTS_OTHER:
        return fail(
            Errc::PermissionDenied, "host-key-changed",
            "the host key of %1 is not the one in %2: it is now %3 %4. Somebody may be listening in; only "
            "if the machine was set up again, forget the old key: ssh-keygen -f %2 -R '%5'",
            {whereOf(options), options.knownHostsFile, key.type, key.fingerprint, knownName(options)});
    case SSH_KNOWN_HOSTS_NOT_FOUND:
    case SSH_KNOWN_HOSTS_UNKNOWN:
        if (!options.acceptUnknownKey || !options.acceptUnknownKey(key))
            return fail(
                Errc::PermissionDenied, "host-key-unknown",
                "the host key of %1 is unknown, and nobody has accepted it: %2 %3. Compare it with what "
                "\"ssh-keygen -lf\" says of the key in /etc/ssh on the machine itself",
                {whereOf(options), key.type, key.fingerprint});
        if (ssh_session_update_known_hosts(session) != SSH_OK)
            return failSsh(session, Errc::Io, "write " + options.knownHostsFile);
        return {};
    case SSH_KNOWN_HOSTS_ERROR: break;
    }
    return failSsh(session, Errc::Io, "read " + options.knownHostsFile);
}

std::optional<std::string> ask(const SshOptions &options, SecretQuestion::Kind kind,
                               const std::string &subject)
{
    return options.secret ? options.secret({kind, subject}) : std::nullopt;
}

Result<KeyPointer> readKey(const SshOptions &options, const std::string &file)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return fail(Errc::NotFound, "key-missing", "the key file %1 does not exist", {file});
    ssh_key raw = nullptr;
    if (ssh_pki_import_privkey_file(file.c_str(), nullptr, nullptr, nullptr, &raw) == SSH_OK)
        return KeyPointer(raw);
    const auto passphrase = ask(options, SecretQuestion::Kind::Passphrase, file);
    if (passphrase
        && ssh_pki_import_privkey_file(file.c_str(), passphrase->c_str(), nullptr, nullptr, &raw) == SSH_OK)
        return KeyPointer(raw);
    return fail(Errc::PermissionDenied, "key-unreadable",
                "the key file %1 cannot be read, or its passphrase is another", {file});
}

Result<bool> tryKeys(ssh_session session, const SshOptions &options)
{
    if (options.identityFiles.empty())
        return ssh_userauth_publickey_auto(session, nullptr, nullptr) == SSH_AUTH_SUCCESS;
    for (const auto &file : options.identityFiles) {
        auto key = readKey(options, file);
        if (!key)
            return Failure{std::move(key).error()};
        if (ssh_userauth_publickey(session, nullptr, key->get()) == SSH_AUTH_SUCCESS)
            return true;
    }
    return false;
}

Status logIn(ssh_session session, const SshOptions &options)
{
    const auto who = options.user + '@' + whereOf(options);
    if (ssh_userauth_none(session, nullptr) == SSH_AUTH_SUCCESS)
        return {};
    const auto methods = ssh_userauth_list(session, nullptr);
    if (methods & SSH_AUTH_METHOD_PUBLICKEY) {
        auto accepted = tryKeys(session, options);
        if (!accepted)
            return Failure{std::move(accepted).error()};
        if (*accepted)
            return {};
    }
    if (methods & SSH_AUTH_METHOD_PASSWORD) {
        const auto password = ask(options, SecretQuestion::Kind::Password, who);
        if (password && ssh_userauth_password(session, nullptr, password->c_str()) == SSH_AUTH_SUCCESS)
            return {};
    }
    const auto keys = options.identityFiles.empty() ? std::string("of the SSH agent and ~/.ssh")
                                                    : join(options.identityFiles, ", ");
    return fail(
        Errc::PermissionDenied, "login-refused",
        "%1 lets us in with none of the keys %2%3: is that the right user, and does the public key stand "
        "in its ~/.ssh/authorized_keys?",
        {who, keys, (methods & SSH_AUTH_METHOD_PASSWORD) ? " nor with a password" : ""});
}

Status setOptions(ssh_session session, const SshOptions &options, int fd)
{
    const bool processConfig = false;
    const unsigned port = options.port;
    const auto set = [&](ssh_options_e option, const void *value) {
        return ssh_options_set(session, option, value) == SSH_OK;
    };
    // The user's ~/.ssh/config is not ours to follow half-way; the library copies every value.
    if (!set(SSH_OPTIONS_PROCESS_CONFIG, &processConfig) || !set(SSH_OPTIONS_HOST, options.host.c_str())
        || !set(SSH_OPTIONS_PORT, &port) || !set(SSH_OPTIONS_USER, options.user.c_str())
        || !set(SSH_OPTIONS_KNOWNHOSTS, options.knownHostsFile.c_str())
        || !set(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") || !set(SSH_OPTIONS_FD, &fd))
        return failSsh(session, Errc::InvalidArgument, "prepare the connection to " + whereOf(options));
    return {};
}

Result<UniqueFd> dial(const SshOptions &options, const std::stop_token &stop)
{
    if (options.dial)
        return options.dial(options.connectTimeout, stop);
    return dialTcp(options.host, options.port, options.connectTimeout, stop);
}

} // namespace

Failure failSsh(ssh_session session, Errc code, std::string doing)
{
    const char *text = session ? ssh_get_error(session) : "";
    const bool isLost = session && !ssh_is_connected(session);
    return fail(
        code, "ssh", "%1: %2",
        {std::move(doing), text && *text ? text : (isLost ? "the connection was lost" : "it failed")});
}

CutOff::CutOff(int fd, StopEvent::Clock::time_point deadline, std::stop_token stop)
    : m_fd(fd),
      m_deadline(deadline),
      m_stop(std::move(stop)),
      m_callback(m_stop,
                 [this] {
                     const std::lock_guard lock(m_mutex);
                     m_wake.notify_all();
                 }),
      m_watcher([this] { watch(); })
{}

CutOff::~CutOff()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isDone = true;
        m_wake.notify_all();
    }
    m_watcher.join();
}

void CutOff::watch()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_until(lock, m_deadline, [this] { return m_isDone || m_stop.stop_requested(); });
    if (m_isDone)
        return;
    m_reason = m_stop.stop_requested() ? Errc::Cancelled : Errc::Timeout;
    ::shutdown(m_fd, SHUT_RDWR);
}

bool CutOff::hasCut() const
{
    const std::lock_guard lock(m_mutex);
    return m_reason.has_value();
}

Failure CutOff::reasonOr(Failure otherwise) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_reason)
        return otherwise;
    if (*m_reason == Errc::Cancelled)
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    return fail(Errc::Timeout, "timed-out", "there was no answer in time");
}

Result<SessionPointer> connectSsh(const SshOptions &options, const std::stop_token &stop)
{
    auto fd = dial(options, stop);
    if (!fd)
        return Failure{std::move(fd).error()};
    SessionPointer session(ssh_new());
    if (!session)
        return fail(Errc::Exhausted, "ssh-memory", "there is no memory for an SSH session");
    if (auto set = setOptions(session.get(), options, fd->get()); !set)
        return Failure{std::move(set).error()};
    const auto deadline = StopEvent::Clock::now() + options.connectTimeout;
    {
        const CutOff cutOff(fd->get(), deadline, stop);
        const int socket = fd->release(); // the session closes it
        static_cast<void>(socket);
        if (ssh_connect(session.get()) != SSH_OK)
            return cutOff.reasonOr(
                failSsh(session.get(), Errc::Unavailable, "connect to " + whereOf(options)));
    }
    // A person may have to think about the key or a password: the deadline is long, cancelling always works.
    const CutOff cutOff(ssh_get_fd(session.get()), deadline + std::chrono::minutes(5), stop);
    if (auto known = checkHostKey(session.get(), options); !known)
        return cutOff.reasonOr(Failure{std::move(known).error()});
    if (auto in = logIn(session.get(), options); !in)
        return cutOff.reasonOr(Failure{std::move(in).error()});
    return session;
}

} // namespace podloom
