// agentd/daemon/node_lock.h: one agent for each network namespace.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

namespace podloom {

/// What an agent, or `uninstall`, holds while it works on the node: links, routes and tables of a network
/// namespace have one owner, whatever folders it was told to use. It is a lock on a setting of the namespace
/// that only its administrators can open, and the abstract Unix socket "podloom-agentd", whose name belongs
/// to the namespace and by which others see who has it. Both end with the process, however that ends.
class NodeLock {
public:
    /// Of the namespace of the calling thread. One that a process has which just ended is waited for. A
    /// socket that another user's process has is no agent's: a warning names it, and the lock counts alone.
    /// Errors: Conflict (another process has it; the sentence names it, and its state folder if it is an
    /// agent), Io.
    static Result<NodeLock> take();

    /// Forgets those who asked who has it: now and then, since the kernel keeps only so many.
    void forgetAskers() const;

private:
    NodeLock(UniqueFd setting, UniqueFd socket) : m_setting(std::move(setting)), m_socket(std::move(socket))
    {}

    UniqueFd m_setting;
    UniqueFd m_socket; ///< none where another user's process has it
};

} // namespace podloom
