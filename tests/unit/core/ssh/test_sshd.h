// tests/unit/core/ssh/test_sshd.h: a real sshd on loopback with keys of its own.
#pragma once

#include "core/ssh/ssh_options.h"

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace podloom::test {

/// Runs sshd in the foreground on a free port of 127.0.0.1, in a temporary folder; ends it on destruction.
/// Where that is impossible, reason() says why.
class TestSshd {
public:
    TestSshd();
    TestSshd(const TestSshd &) = delete;
    TestSshd &operator=(const TestSshd &) = delete;
    ~TestSshd();

    const std::string &reason() const { return m_reason; }
    /// With the right user and key; the host key is unknown until somebody writes it down.
    SshOptions options() const;
    /// The same with the host key written down.
    SshOptions trustedOptions() const;
    std::filesystem::path folder() const { return m_folder; }
    /// Starts again with another host key on the same port.
    void changeHostKey();

private:
    void start();
    void stop();

    std::filesystem::path m_folder;
    std::uint16_t m_port = 0;
    pid_t m_pid = -1;
    std::string m_reason;
};

} // namespace podloom::test
