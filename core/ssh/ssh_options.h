// core/ssh/ssh_options.h: how to reach a machine and whom to trust.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace podloom {

/// The key that a machine showed, for the question whether it is the right one.
struct HostKey {
    std::string host{};
    std::uint16_t port = 22;
    std::string type{};        ///< "ssh-ed25519"
    std::string fingerprint{}; ///< "SHA256:…", as ssh-keygen -l prints it
};

/// What is asked for when a key file is locked or the machine wants a password.
struct SecretQuestion {
    enum class Kind { Passphrase, Password };
    Kind kind = Kind::Password;
    std::string subject{}; ///< the key file, or user@host
};

/// Called on the thread that connects; may block (until a person has answered).
using HostKeyQuestion = std::function<bool(const HostKey &)>;
using SecretSource = std::function<std::optional<std::string>(const SecretQuestion &)>;
/// Gives a connected stream socket to the machine's SSH port.
using Dialler = std::function<Result<UniqueFd>(std::chrono::milliseconds timeout, std::stop_token stop)>;

struct SshOptions {
    std::string host{}; ///< name or address; also the name in known_hosts
    std::uint16_t port = 22;
    std::string user = "root";
    /// Private key files; when there are none the SSH agent and the usual files of ~/.ssh are tried.
    std::vector<std::string> identityFiles{};
    std::string knownHostsFile{}; ///< never empty; is created when a key is accepted
    bool usesSudo = false;        ///< `sudo -n` in front of what root must do
    std::chrono::milliseconds connectTimeout{15'000};
    Dialler dial{}; ///< empty = TCP to host and port
    /// Empty, or false as an answer: an unknown machine is refused. A changed key is refused without asking.
    HostKeyQuestion acceptUnknownKey{};
    SecretSource secret{};
};

} // namespace podloom
