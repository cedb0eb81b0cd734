// core/ssh/ssh_host.h: a machine reached by SSH, for jobs: commands and files.
#pragma once

#include "core/ssh/remote_host.h"
#include "core/ssh/ssh_options.h"

#include <memory>

namespace podloom {

/// One SSH session on the caller's thread. Connects with the first job and again when the connection was
/// lost; a job that times out or is cancelled drops the connection.
class SshHost final : public RemoteHost {
public:
    explicit SshHost(SshOptions options);
    ~SshHost() override;

    /// Connects now. Errors as RemoteHost.
    Status connect(std::stop_token stop);

    Result<RemoteOutput> run(const RemoteCommand &command, std::stop_token stop) override;
    Status upload(const RemoteFile &file, std::stop_token stop, const TransferProgress &progress) override;
    Result<std::string> download(const std::string &path, std::stop_token stop) override;

private:
    class Session;
    Result<RemoteOutput> runCommand(const RemoteCommand &command, const std::stop_token &stop,
                                    const TransferProgress &progress);

    SshOptions m_options;
    std::unique_ptr<Session> m_session;
};

} // namespace podloom
