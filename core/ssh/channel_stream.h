// core/ssh/channel_stream.h: one SSH channel joined to one local socket. Private to core/ssh.
#pragma once

#include "core/ssh/ssh_connection.h"

#include <functional>
#include <future>

namespace podloom {

/// Begins (or goes on with) opening a channel; SSH_AGAIN until it is open.
using ChannelOpener = std::function<int(ssh_channel)>;

/// Belongs to the thread of its session, which is in non-blocking mode.
class ChannelStream {
public:
    /// `opened` is answered once: with the caller's end of the socket pair, or why there is none.
    ChannelStream(ssh_session session, ChannelOpener opener, std::promise<Result<UniqueFd>> opened);
    ~ChannelStream();

    /// Moves what can be moved. Returns whether anything moved.
    bool turn();
    /// What the local socket is to be waited for; its descriptor may be -1.
    pollfd waiting() const;
    bool isFinished() const { return m_isFinished; }

private:
    bool open();
    bool fromChannel();
    bool toLocal();
    bool fromLocal();
    void answer(Result<UniqueFd> result);

    ssh_session m_session;
    ChannelPointer m_channel;
    ChannelOpener m_opener;
    std::promise<Result<UniqueFd>> m_opened;
    bool m_isAnswered = false;
    UniqueFd m_local;
    std::string m_toLocal;   ///< read from the channel, not yet taken by the local side
    std::string m_toChannel; ///< the other way
    bool m_localEnded = false;
    bool m_remoteEnded = false;
    bool m_isEofSent = false;
    bool m_isFinished = false;
};

} // namespace podloom
