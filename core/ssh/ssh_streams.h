// core/ssh/ssh_streams.h: byte streams to a machine: its sockets, its ports, its programs.
#pragma once

#include "core/os/unique_fd.h"
#include "core/ssh/ssh_options.h"

#include <memory>
#include <vector>

namespace podloom {

/// One SSH session with a thread of its own that moves bytes between channels and local sockets. What a
/// caller gets is one end of a socket pair: any thread may use it, closing it closes the channel, and the end
/// of the remote side (or of the connection) is the end of file. Calls may come from several threads.
class SshStreams {
public:
    /// Connects and logs in, blocking. Errors as RemoteHost.
    static Result<std::unique_ptr<SshStreams>> connect(const SshOptions &options,
                                                       const std::stop_token &stop);
    /// Closes every stream.
    ~SshStreams();

    /// To the Unix socket at `path` on the machine. Errors: Unavailable (refused there), Timeout, Cancelled,
    /// Io.
    Result<UniqueFd> openUnix(const std::string &path, std::chrono::milliseconds timeout,
                              std::stop_token stop);
    /// To a TCP port as seen from the machine: a jump to the next one.
    Result<UniqueFd> openTcp(const std::string &host, std::uint16_t port, std::chrono::milliseconds timeout,
                             std::stop_token stop);
    /// To standard input and output of a program; its standard error is dropped.
    Result<UniqueFd> openProgram(const std::vector<std::string> &argv, bool asRoot,
                                 std::chrono::milliseconds timeout, std::stop_token stop);
    /// False once the connection is lost.
    bool isAlive() const;

private:
    class Pump;
    explicit SshStreams(std::unique_ptr<Pump> pump);

    std::unique_ptr<Pump> m_pump;
    bool m_usesSudo = false;
};

} // namespace podloom
