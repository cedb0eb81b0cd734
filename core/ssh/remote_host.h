// core/ssh/remote_host.h: what the lab asks of a machine, whichever way it is reached.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace podloom {

/// Arguments, not a shell line: the implementation quotes, callers never do.
struct RemoteCommand {
    std::vector<std::string> argv{};
    std::string input{}; ///< given to its standard input, which is closed behind it
    std::chrono::milliseconds timeout{30'000};
    bool asRoot = true; ///< with `sudo -n` in front where the user is not root
};

struct RemoteOutput {
    int exitCode = 0; ///< -1 when a signal ended it
    std::string standardOutput{};
    std::string standardError{};
};

/// A file to be put on a machine.
struct RemoteFile {
    std::string path{}; ///< absolute; missing folders above it are made
    std::string bytes{};
    unsigned mode = 0644;
};

/// Bytes done and bytes in all.
using TransferProgress = std::function<void(std::size_t, std::size_t)>;

/// Real: SshHost. Blocking, not thread-safe: one host belongs to one thread.
///
/// Errors of every call: Timeout, Cancelled (`stop` was requested), Unavailable (the machine cannot be
/// reached), PermissionDenied (it refused us, or its key is not the one we know), Io (connection lost).
/// Timeout and Cancelled give up waiting; a remote process may live on.
class RemoteHost {
public:
    virtual ~RemoteHost() = default;

    /// A command that ran and exited non-zero is a success here; the caller judges exitCode.
    virtual Result<RemoteOutput> run(const RemoteCommand &command, std::stop_token stop) = 0;

    /// Puts a file in its place in one step (written beside it, then renamed), owned by root where we are or
    /// become root.
    virtual Status upload(const RemoteFile &file, std::stop_token stop, const TransferProgress &progress) = 0;

    /// The bytes of a file. Errors: NotFound.
    virtual Result<std::string> download(const std::string &path, std::stop_token stop) = 0;
};

/// Runs and also fails (Io) when the exit code is not 0; the message holds the end of standard error.
Result<RemoteOutput> runChecked(RemoteHost &host, const RemoteCommand &command, std::stop_token stop);

} // namespace podloom
