#include "tests/unit/core/ssh/test_sshd.h"

#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/ssh/dial.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

namespace podloom::test {

namespace fs = std::filesystem;

namespace {

std::uint16_t freePort()
{
    const UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
        || ::getsockname(fd.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

std::string ownUser()
{
    const auto *entry = ::getpwuid(::geteuid());
    return entry ? entry->pw_name : "root";
}

void makeKey(const fs::path &file)
{
    fs::remove(file);
    static_cast<void>(runChild({{"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.string()}}));
}

} // namespace

TestSshd::TestSshd()
{
    std::string folder = (fs::temp_directory_path() / "podloom-sshd-XXXXXX").string();
    if (!::mkdtemp(folder.data())) {
        m_reason = "no temporary folder";
        return;
    }
    m_folder = folder;
    if (::access("/usr/sbin/sshd", X_OK) != 0) {
        m_reason = "sshd is not installed";
        return;
    }
    makeKey(m_folder / "host");
    makeKey(m_folder / "user");
    fs::copy_file(m_folder / "user.pub", m_folder / "authorized_keys");
    m_port = freePort();
    std::ofstream(m_folder / "sshd_config")
        << "Port " << m_port << "\nListenAddress 127.0.0.1\nHostKey " << (m_folder / "host").string()
        << "\nAuthorizedKeysFile " << (m_folder / "authorized_keys").string()
        << "\nUsePAM no\nUseDNS no\nStrictModes no\nPidFile none\nPasswordAuthentication no\n"
           "Subsystem sftp internal-sftp\nAllowStreamLocalForwarding yes\n";
    start();
}

TestSshd::~TestSshd()
{
    stop();
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void TestSshd::start()
{
    if (::geteuid() == 0)
        fs::create_directories("/run/sshd"); // sshd insists on its empty folder
    const auto config = (m_folder / "sshd_config").string();
    const auto log = (m_folder / "log").string();
    m_pid = ::fork();
    if (m_pid == 0) {
        ::execl("/usr/sbin/sshd", "/usr/sbin/sshd", "-D", "-f", config.c_str(), "-E", log.c_str(), nullptr);
        ::_exit(127);
    }
    for (int tries = 0; tries < 200; ++tries) {
        if (dialTcp("127.0.0.1", m_port, std::chrono::seconds(1), {}))
            return;
        int status = 0;
        if (::waitpid(m_pid, &status, WNOHANG) == m_pid) {
            m_pid = -1;
            break;
        }
        ::usleep(20'000);
    }
    m_reason = "sshd does not start: " + readFile(m_folder / "log").error().text();
}

void TestSshd::stop()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGTERM);
        ::waitpid(m_pid, nullptr, 0);
    }
    m_pid = -1;
}

void TestSshd::changeHostKey()
{
    stop();
    makeKey(m_folder / "host");
    start();
}

SshOptions TestSshd::options() const
{
    SshOptions options;
    options.host = "127.0.0.1";
    options.port = m_port;
    options.user = ownUser();
    options.identityFiles = {(m_folder / "user").string()};
    options.knownHostsFile = (m_folder / "known_hosts").string();
    return options;
}

SshOptions TestSshd::trustedOptions() const
{
    auto options = this->options();
    options.acceptUnknownKey = [](const HostKey &) { return true; };
    return options;
}

} // namespace podloom::test
