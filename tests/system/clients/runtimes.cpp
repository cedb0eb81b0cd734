#include "tests/system/clients/runtimes.h"

#include "core/base/text.h"
#include "core/os/child_process.h"
#include "core/os/files.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace podloom {

namespace fs = std::filesystem;

namespace {

/// Runtimes are large programs, and start many.
constexpr std::chrono::seconds kPatience{60};

} // namespace

std::optional<std::string> missingRuntime()
{
    for (const auto *program : {"/usr/bin/containerd", "/usr/bin/ctr", "/usr/sbin/runc", "/usr/bin/podman",
                                "/bin/busybox", "/usr/lib/cni/portmap"}) {
        if (!fs::exists(program))
            return program;
    }
    return std::nullopt;
}

RuntimeHome::RuntimeHome(std::string node, const AgentWorld &world) : m_node(std::move(node))
{
    auto pattern = (fs::temp_directory_path() / "podloom-runtime-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    m_folder = pattern;
    for (const auto *folder : {"root/bin", "root/proc", "root/sys", "root/dev", "root/tmp", "root/etc",
                               "root/run", "net.d", "cni"})
        fs::create_directories(m_folder / folder);
    fs::copy("/bin/busybox", m_folder / "root/bin/busybox");
    for (const auto *applet : {"sh", "httpd", "nc", "ping", "ping6"})
        fs::create_symlink("busybox", m_folder / "root/bin" / applet);
    EXPECT_TRUE(replaceFile((m_folder / "root/tmp/index.html").string(), "hello of " + m_node + "\n"));
    fs::copy("/usr/lib/cni", m_folder / "cni", fs::copy_options::recursive);
    fs::copy(std::string(PODLOOM_BIN_DIR) + "/podloom-cni", m_folder / "cni/podloom-cni");
    EXPECT_TRUE(replaceFile(
        (m_folder / "net.d/10-podloom.conflist").string(),
        R"({"cniVersion":"1.0.0","name":"podloom","plugins":[{"type":"podloom-cni","socket":")"
            + world.runFolder() + R"(/agentd.sock","capabilities":{"portMappings":true,"aliases":true}}]})"));
}

RuntimeHome::~RuntimeHome()
{
    if (::testing::Test::HasFailure())
        return;
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

std::vector<std::string> RuntimeHome::withOwnFolders(const std::vector<std::string> &argv) const
{
    std::vector<std::string> all{"unshare",
                                 "--mount",
                                 "sh",
                                 "-c",
                                 "mkdir -p /etc/cni/net.d && mount --bind \"$0/net.d\" /etc/cni/net.d && "
                                 "mount --bind \"$0/cni\" /usr/lib/cni && exec \"$@\"",
                                 m_folder.string()};
    all.insert(all.end(), argv.begin(), argv.end());
    return all;
}

std::vector<std::string> RuntimeHome::onNode(const std::vector<std::string> &argv) const
{
    // `ip netns exec` would hide the control groups behind a new /sys.
    std::vector<std::string> all{"/usr/bin/nsenter", "--net=/run/netns/" + m_node};
    all.insert(all.end(), argv.begin(), argv.end());
    return all;
}

std::string RuntimeHome::run(const std::vector<std::string> &argv) const
{
    const auto output = runChild({.argv = onNode(argv), .timeout = std::chrono::seconds(60)});
    return output ? output->standardOutput + output->standardError : output.error().text();
}

pid_t RuntimeHome::start(const std::vector<std::string> &argv, const std::string &log) const
{
    return spawnProgram(onNode(argv), log);
}

Containerd::Containerd(const RuntimeHome &home) : m_home(home)
{
    const auto folder = m_home.folder().string();
    EXPECT_TRUE(replaceFile(folder + "/containerd.toml",
                            "version = 2\nroot = \"" + folder + "/containerd\"\nstate = \"" + folder
                                + "/state\"\noom_score = 0\n"
                                  "disabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n"
                                  "[grpc]\naddress = \""
                                + folder + "/c.sock\"\n"));
    m_daemon = m_home.start(m_home.withOwnFolders({"containerd", "--config", folder + "/containerd.toml"}),
                            folder + "/containerd.log");
    EXPECT_TRUE(AgentWorld::eventually(
        [&] { return m_home.run(ctr({"version"})).find("Server:\n  Version") != std::string::npos; },
        kPatience))
        << log();
}

Containerd::~Containerd()
{
    ::kill(m_daemon, SIGTERM);
    ::waitpid(m_daemon, nullptr, 0);
}

std::vector<std::string> Containerd::ctr(std::vector<std::string> argv) const
{
    argv.insert(argv.begin(), {"ctr", "--address", (m_home.folder() / "c.sock").string()});
    return m_home.withOwnFolders(argv); // ctr knows no other
}

void Containerd::start(const std::string &name, const std::vector<std::string> &argv)
{
    // Without --detach, since only a ctr that waits for the container deletes its network.
    auto all = ctr({"run", "--rm", "--cni", "--rootfs", m_home.root(), name});
    all.insert(all.end(), argv.begin(), argv.end());
    m_client = m_home.start(all, (m_home.folder() / "ctr.log").string());
    const bool isRunning = AgentWorld::eventually(
        [&] {
            return m_home.run(ctr({"task", "ls"})).find("RUNNING") != std::string::npos;
        },
        kPatience);
    EXPECT_TRUE(isRunning) << log();
}

std::string Containerd::execute(const std::string &name, const std::vector<std::string> &argv) const
{
    static int count = 0;
    auto all = ctr({"task", "exec", "--exec-id", "exec" + std::to_string(++count), name});
    all.insert(all.end(), argv.begin(), argv.end());
    return m_home.run(all);
}

void Containerd::remove(const std::string &name)
{
    m_home.run(ctr({"task", "kill", "--signal", "SIGKILL", name}));
    EXPECT_TRUE(
        AgentWorld::eventually([&] { return ::waitpid(m_client, nullptr, WNOHANG) == m_client; }, kPatience))
        << log();
}

std::string Containerd::log() const
{
    std::string text;
    for (const auto *file : {"ctr.log", "containerd.log"}) {
        const auto bytes = readFile((m_home.folder() / file).string());
        text += bytes ? *bytes : std::string();
    }
    return text;
}

Podman::Podman(const RuntimeHome &home) : m_home(home)
{
    const auto folder = m_home.folder().string();
    EXPECT_TRUE(replaceFile(folder + "/containers.conf",
                            "[network]\nnetwork_backend=\"cni\"\ncni_plugin_dirs=[\"" + folder
                                + "/cni\"]\nnetwork_config_dir=\"" + folder
                                + "/net.d\"\n[engine]\nruntime=\"runc\"\ncgroup_manager=\"cgroupfs\"\n"
                                  "events_logger=\"file\"\n[containers]\n"
                                  "default_ulimits=[\"nofile=20000:20000\",\"nproc=32768:32768\"]\n"));
}

std::string Podman::run(std::vector<std::string> argv) const
{
    const auto folder = m_home.folder().string();
    argv.insert(argv.begin(), {"env", "CONTAINERS_CONF=" + folder + "/containers.conf", "podman", "--root",
                               folder + "/podman", "--runroot", folder + "/podman-run", "--tmpdir",
                               folder + "/podman-tmp", "--storage-driver", "vfs"});
    return m_home.run(argv);
}

} // namespace podloom
