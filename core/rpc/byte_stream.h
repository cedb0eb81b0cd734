// core/rpc/byte_stream.h: bytes to and from a peer, whatever carries them: a Unix socket, SSH, a pipe.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace podloom {

/// A two-way stream of bytes. Belongs to one thread; every call blocks, at most as long as it says.
class ByteStream {
public:
    ByteStream() = default;
    ByteStream(const ByteStream &) = delete;
    ByteStream &operator=(const ByteStream &) = delete;
    virtual ~ByteStream() = default;

    /// Sends everything. Errors: Io, Unavailable (the peer has gone), Timeout (it does not read).
    virtual Status write(std::string_view bytes, std::chrono::milliseconds timeout) = 0;
    /// Waits for some bytes; empty at the end of the stream. Errors: Timeout (the stream stays usable), Io.
    virtual Result<std::string> read(std::chrono::milliseconds timeout) = 0;
};

/// A connected descriptor as a stream: a socket, or one pipe for each way.
class FdStream final : public ByteStream {
public:
    explicit FdStream(UniqueFd both) : m_in(std::move(both)) {}
    FdStream(UniqueFd in, UniqueFd out) : m_in(std::move(in)), m_out(std::move(out)) {}
    /// The agent's socket on this machine. Errors: as connectUnix.
    static Result<std::unique_ptr<ByteStream>> connect(const std::string &socketPath);

    Status write(std::string_view bytes, std::chrono::milliseconds timeout) override;
    Result<std::string> read(std::chrono::milliseconds timeout) override;

private:
    int outFd() const { return m_out ? m_out.get() : m_in.get(); }

    UniqueFd m_in;
    UniqueFd m_out;
};

} // namespace podloom
