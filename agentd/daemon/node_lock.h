// agentd/daemon/node_lock.h: one agent for each network namespace.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

namespace podloom {

/// What an agent, or `uninstall`, holds while it works on the node: links, routes and tables of a network
/// namespace have one owner, whatever folders it was told to use. It is the abstract Unix socket
/// "podloom-agentd", whose name belongs to the namespace, and ends with the process, however that ends.
class NodeLock {
public:
    /// Of the namespace of the calling thread. One that a process has which just ended is waited for.
    /// Errors: Conflict (another process has it; the sentence names it, and its state folder if it is an
    /// agent), Io.
    static Result<NodeLock> take();

    /// Forgets those who asked who has it: now and then, since the kernel keeps only so many.
    void forgetAskers() const;

private:
    explicit NodeLock(UniqueFd socket) : m_socket(std::move(socket)) {}

    UniqueFd m_socket;
};

} // namespace podloom
