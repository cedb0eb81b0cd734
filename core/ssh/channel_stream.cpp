#include "core/ssh/channel_stream.h"

#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace podloom {

namespace {

/// Beyond this the channel is not read: its window closes and the remote side waits.
constexpr std::size_t kBufferLimit = 1024 * 1024;
constexpr std::size_t kChunk = 32 * 1024;

} // namespace

ChannelStream::ChannelStream(ssh_session session, ChannelOpener opener, std::promise<Result<UniqueFd>> opened)
    : m_session(session),
      m_channel(ssh_channel_new(session)),
      m_opener(std::move(opener)),
      m_opened(std::move(opened))
{}

ChannelStream::~ChannelStream()
{
    answer(fail(Errc::Io, "ssh-lost", "the connection was lost"));
}

void ChannelStream::answer(Result<UniqueFd> result)
{
    if (!std::exchange(m_isAnswered, true))
        m_opened.set_value(std::move(result));
}

bool ChannelStream::open()
{
    const int state = m_channel ? m_opener(m_channel.get()) : SSH_ERROR;
    if (state == SSH_AGAIN)
        return false;
    auto pair = state == SSH_OK ? socketPair() : failSsh(m_session, Errc::Unavailable, "open a channel");
    if (!pair) {
        answer(Failure{std::move(pair).error()});
        m_isFinished = true;
        return true;
    }
    m_local = std::move(pair->first);
    ::fcntl(m_local.get(), F_SETFL, ::fcntl(m_local.get(), F_GETFL) | O_NONBLOCK);
    answer(std::move(pair->second));
    return true;
}

bool ChannelStream::turn()
{
    if (m_isFinished)
        return false;
    if (!m_isAnswered)
        return open();
    bool moved = false;
    moved |= fromChannel();
    moved |= toLocal();
    moved |= fromLocal();
    // Done when the remote side said all and it was delivered: nobody is left to hear us.
    if ((m_remoteEnded && m_toLocal.empty()) || (!m_local && m_isEofSent && m_toLocal.empty())) {
        ssh_channel_close(m_channel.get());
        m_local.reset();
        m_isFinished = true;
    }
    return moved;
}

bool ChannelStream::fromChannel()
{
    std::array<char, kChunk> buffer{};
    bool moved = false;
    while (m_toLocal.size() < kBufferLimit && !m_remoteEnded) {
        const int size = ssh_channel_read_nonblocking(m_channel.get(), buffer.data(), buffer.size(), 0);
        if (size > 0) {
            m_toLocal.append(buffer.data(), static_cast<std::size_t>(size));
            moved = true;
            continue;
        }
        while (ssh_channel_read_nonblocking(m_channel.get(), buffer.data(), buffer.size(), 1) > 0) {
        }
        m_remoteEnded =
            size == SSH_ERROR || ssh_channel_is_eof(m_channel.get()) || !ssh_is_connected(m_session);
        break;
    }
    return moved;
}

bool ChannelStream::toLocal()
{
    if (!m_local) {
        m_toLocal.clear();
        return false;
    }
    bool moved = false;
    while (!m_toLocal.empty()) {
        const auto size = ::send(m_local.get(), m_toLocal.data(), m_toLocal.size(), MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN)
            break;
        if (size < 0) { // the local side has gone
            m_toLocal.clear();
            m_localEnded = true;
            m_local.reset();
            break;
        }
        m_toLocal.erase(0, static_cast<std::size_t>(size));
        moved = true;
    }
    return moved;
}

bool ChannelStream::fromLocal()
{
    bool moved = false;
    std::array<char, kChunk> buffer{};
    for (;;) {
        if (m_toChannel.empty() && m_local && !m_localEnded) {
            const auto size = ::recv(m_local.get(), buffer.data(), buffer.size(), 0);
            if (size < 0 && errno == EINTR)
                continue;
            if (size > 0)
                m_toChannel.assign(buffer.data(), static_cast<std::size_t>(size));
            else if (size == 0 || errno != EAGAIN)
                m_localEnded = true;
        }
        if (m_toChannel.empty())
            break;
        const auto room = std::min<std::size_t>(ssh_channel_window_size(m_channel.get()), m_toChannel.size());
        const int sent = room == 0 ? 0
                                   : ssh_channel_write(m_channel.get(), m_toChannel.data(),
                                                       static_cast<std::uint32_t>(room));
        if (sent <= 0)
            break;
        m_toChannel.erase(0, static_cast<std::size_t>(sent));
        moved = true;
    }
    if (m_localEnded && m_local) { // closed for good, or just no more to say?
        pollfd hangUp{m_local.get(), 0, 0};
        if (::poll(&hangUp, 1, 0) > 0 && (hangUp.revents & POLLHUP))
            m_local.reset();
    }
    if (m_localEnded && m_toChannel.empty() && !m_isEofSent) {
        ssh_channel_send_eof(m_channel.get());
        m_isEofSent = true;
        moved = true;
    }
    return moved;
}

pollfd ChannelStream::waiting() const
{
    short events = 0;
    if (m_local && !m_localEnded && m_toChannel.empty())
        events |= POLLIN;
    if (m_local && !m_toLocal.empty())
        events |= POLLOUT;
    return {m_local.get(), events, 0}; // a hang-up is always reported
}

} // namespace podloom
