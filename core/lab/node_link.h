// core/lab/node_link.h: one machine of a lab as the driver reaches it: commands, files and its agent.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"
#include "core/rpc/client.h"
#include "core/ssh/ssh_host.h"
#include "core/ssh/ssh_streams.h"

#include <memory>

namespace podloom {

/// Where the agent of a node listens.
inline constexpr auto kAgentSocket = "/run/podloom/agentd.sock";
/// podloom-node on a machine that we have set up.
inline constexpr auto kNodeProgram = "/usr/libexec/podloom/podloom-node";

/// Options for an emulated machine (through podloom-node connect) or a real one (through its jumps).
SshOptions sshOptionsFor(const LabFolder &folder, const LabMember &member, const LabJob &job);

/// Belongs to one thread. Connects when it is first needed and again after the connection was lost.
class NodeLink {
public:
    NodeLink(const LabFolder &folder, LabMember member, const LabJob &job);

    const LabMember &member() const { return m_member; }
    RemoteHost &host() { return m_host; }

    /// Calls the node's agent, connecting first if need be.
    /// Errors: what the agent answers; Unavailable (no machine, no agent), Timeout, Cancelled.
    Result<Json> call(const std::string &method, Json params,
                      std::chrono::milliseconds timeout = rpc::Client::kTimeout);
    /// Another conversation with the agent, for a thread of its own; it ends with this link.
    Result<std::unique_ptr<rpc::Client>> openClient();
    /// A stream to a Unix socket on the machine, for what is not the agent.
    Result<UniqueFd> openSocket(const std::string &path);

private:
    Status connectStreams();
    Status connectAgent();
    Result<UniqueFd> openBridge();

    LabMember m_member;
    LabJob m_job;
    SshOptions m_options;
    const bool m_usesBridge;
    SshHost m_host;
    std::unique_ptr<SshStreams> m_streams;
    std::unique_ptr<rpc::Client> m_client; // its stream ends with m_streams
};

} // namespace podloom
