// The agent as a service: what it tells the service manager, and what its unit allows it.
#include "tests/system/agent/agent_world.h"

#include "core/os/child_process.h"
#include "core/os/files.h"

#include <gmock/gmock.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stop_token>
#include <thread>

namespace podloom {
namespace {

using ::testing::HasSubstr;

/// What a service manager hears on its socket. It always listens: the kernel keeps only a few messages for
/// one that does not.
class FakeManager {
public:
    explicit FakeManager(const std::string &path) : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.size());
        EXPECT_EQ(::bind(m_socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        m_thread = std::jthread([this](const std::stop_token &stop) { listen(stop); });
    }

    /// Waits, bounded, until a line `wanted` has come `times` times since the last that was waited for.
    bool hears(const std::string &wanted, int times = 1)
    {
        return AgentWorld::eventually([&] {
            const std::lock_guard lock(m_mutex);
            for (; m_next < m_heard.size() && times > 0; ++m_next)
                times -= m_heard[m_next].find(wanted) != std::string::npos ? 1 : 0;
            return times == 0;
        });
    }

private:
    void listen(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            pollfd wait{m_socket.get(), POLLIN, 0};
            if (::poll(&wait, 1, 50) <= 0)
                continue;
            std::array<char, 4096> buffer{};
            const auto size = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
            const std::lock_guard lock(m_mutex);
            m_heard.emplace_back(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        }
    }

    UniqueFd m_socket;
    std::mutex m_mutex;
    std::vector<std::string> m_heard;
    std::size_t m_next = 0; ///< of m_heard, that nobody has waited for yet
    std::jthread m_thread;
};

TEST(TheService, TellsItsManagerThatItIsReadyAliveAndEnding)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "needs root: network namespaces are made";
    AgentWorld world;
    const auto path = (world.folder() / "notify").string();
    FakeManager manager(path);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    ::setenv("WATCHDOG_USEC", "400000", 1);
    world.startAgent();
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");

    EXPECT_TRUE(manager.hears("READY=1"));
    EXPECT_TRUE(manager.hears("STATUS=0 pods"));
    EXPECT_TRUE(manager.hears("WATCHDOG=1", 3));
    const auto pod = world.startPod("shop/web");
    EXPECT_TRUE(manager.hears("STATUS=1 pods"));
    world.endPod(pod);
    world.endAgent();
    EXPECT_TRUE(manager.hears("STOPPING=1"));
}

ChildOutput runAgentProgram(std::vector<std::string> argv)
{
    argv.insert(argv.begin(), std::string(PODLOOM_BIN_DIR) + "/podloom-agentd");
    const auto output = runChild({.argv = argv});
    return output ? *output : ChildOutput{};
}

/// Of what the folders have, and nothing that the machine itself has installed.
ChildOutput uninstall(const std::string &state, const std::string &run)
{
    return runAgentProgram({"uninstall", "--state", state, "--run", run, "--plugins", "/run/no-plugins",
                            "--configurations", "/run/no-configurations"});
}

TEST(TheService, HasOneAgentForEachNetworkNamespace)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "needs root: network namespaces are made";
    AgentWorld world;
    world.startAgent();
    const auto pod = world.startPod("shop/web");
    const auto other = (world.folder() / "other").string();

    const auto second =
        runAgentProgram({"run", "--node", "other", "--store", "sqlite:" + (world.folder() / "2.db").string(),
                         "--no-bgp", "--state", other, "--run", other});
    EXPECT_EQ(second.exitCode, 2);
    EXPECT_THAT(second.standardError, HasSubstr("process " + std::to_string(world.agentPid())));
    EXPECT_THAT(second.standardError, HasSubstr("its state in " + (world.folder() / "state").string()));
    EXPECT_FALSE(std::filesystem::exists(other));
    const auto removal = uninstall(other, other);
    EXPECT_EQ(removal.exitCode, 1);
    EXPECT_THAT(removal.standardError, HasSubstr("process " + std::to_string(world.agentPid())));
    EXPECT_EQ(world.call("status")["pods"].items().front()["state"].asString(), "running");

    world.killAgent();
    world.startAgent(); // at once: the lock went with the process
    world.endPod(pod);
}

TEST(TheService, IsNotUninstalledWithFoldersThatAreNotItsOwn)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "needs root: network namespaces are made";
    AgentWorld world;
    world.startAgent();
    const auto pod = world.startPod("shop/web");
    world.endAgent();
    const auto links = outputOf({"ip", "-o", "link"});
    const auto foreign = (world.folder() / "foreign").string();
    const auto away = (world.folder() / "away").string();
    std::filesystem::create_directories(foreign);
    ASSERT_TRUE(replaceFile(foreign + "/letter", "dear\n"));

    const auto nowhere = uninstall(away, away);
    EXPECT_EQ(nowhere.exitCode, 2);
    EXPECT_THAT(nowhere.standardError, HasSubstr("there is no folder " + away));
    const auto wrongState = uninstall(foreign, away);
    EXPECT_EQ(wrongState.exitCode, 2);
    EXPECT_THAT(wrongState.standardError, HasSubstr(foreign + " is not the state of an agent"));
    const auto wrongRun = uninstall((world.folder() / "state").string(), foreign);
    EXPECT_EQ(wrongRun.exitCode, 2);
    EXPECT_TRUE(std::filesystem::exists(foreign + "/letter"));
    EXPECT_EQ(outputOf({"ip", "-o", "link"}), links);
    world.startAgent();
    world.endPod(pod);
}

TEST(TheService, EmptiesAStateFolderThatIsAVolumeOfItsOwn)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "needs root: network namespaces are made";
    AgentWorld world;
    const auto state = (world.folder() / "state").string();
    std::filesystem::create_directories(state);
    outputOf({"mount", "-t", "tmpfs", "none", state});
    world.startAgent();
    world.endAgent();

    for (const auto *what : {"first", "second"}) {
        const auto done = uninstall(state, world.runFolder());
        EXPECT_EQ(done.exitCode, 0) << what << done.standardError;
        EXPECT_TRUE(std::filesystem::is_empty(state)) << what;
    }
    outputOf({"umount", state});
}

/// All that an agent could leave on a node, as text.
std::string everythingOf(const AgentWorld &world)
{
    std::string text;
    const std::vector<std::vector<std::string>> listings{
        {"ip", "-o", "link"},
        {"ip", "-o", "addr"},
        {"ip", "route", "show", "table", "all"},
        {"ip", "-6", "route", "show", "table", "all"},
        {"ip", "rule"},
        {"ip", "-6", "rule"},
        {"ip", "neigh"},
        {"ip", "-6", "neigh"},
        {"nft", "list", "ruleset"},
        {"tc", "qdisc"},
        {"sh", "-c",
         "{ conntrack -L -f ipv4; conntrack -L -f ipv6; } | grep -E '=(10\\.48\\.|fd00:48:)' || true"},
        {"sh", "-c",
         "sysctl -a 2>/dev/null | grep -E '^net\\.(ipv4|ipv6)\\.' | grep -vE '\\.(pod|lim)[0-9a-f]+\\.'"},
        {"sh", "-c", "ls -R /run/podloom " + (world.folder() / "state").string() + " 2>&1"}};
    for (const auto &argv : listings)
        text += "== " + argv[0] + ' ' + argv[1] + '\n' + outputOf(argv);
    return text;
}

TEST(TheService, LeavesTheNodeAsItWasWhenItIsUninstalled)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "needs root: network namespaces are made";
    AgentWorld world;
    const auto uninstallIt = [&] {
        return uninstall((world.folder() / "state").string(), world.runFolder());
    };
    std::filesystem::create_directories(world.folder() / "state");
    ASSERT_EQ(uninstallIt().exitCode, 0) << "what other tests left";
    outputOf({"sysctl", "-qw", "net.ipv4.ip_forward=0", "net.ipv6.conf.all.forwarding=0"});
    const auto before = everythingOf(world);
    world.startAgent();
    world.apply(R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress]}
)");
    for (const auto *name : {"one", "two"}) {
        outputOf({"ip", "netns", "add", name});
        const auto added =
            world.cni("ADD", name, std::string("shop/") + name,
                      R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni","runtimeConfig":{
                "portMappings":[{"hostPort":)"
                          + std::to_string(name[0] == 'o' ? 8081 : 8082) + R"(,"containerPort":80}],
                "bandwidth":{"ingressRate":8000000,"ingressBurst":800000,"egressRate":8000000,"egressBurst":800000}}})");
        ASSERT_EQ(added.exitStatus, 0) << added.text;
    }
    const auto conflist = (world.folder() / "podloom.conflist").string();
    ASSERT_TRUE(replaceFile(conflist,
                            R"({"cniVersion":"1.0.0","name":"podloom","plugins":[{"type":"podloom-cni"}]})"));
    outputOf({std::string(PODLOOM_BIN_DIR) + "/podloom-node", "pod", "run", "--name", "shop/three", "--run",
              world.runFolder(), "--conflist", conflist});
    EXPECT_THAT(outputOf({"ip", "netns", "list"}), HasSubstr("plpod-"));
    EXPECT_NE(everythingOf(world), before);
    EXPECT_EQ(uninstallIt().exitCode, 1) << "not under an agent that runs";
    world.endAgent();

    outputOf({"mount", "--bind", "/proc/sys/net", "/proc/sys/net"});
    outputOf({"mount", "-o", "remount,bind,ro", "/proc/sys/net"});
    const auto failed = uninstallIt();
    outputOf({"umount", "/proc/sys/net"});
    EXPECT_EQ(failed.exitCode, 1) << "forwarding cannot be what it was";
    EXPECT_THAT(failed.standardError, HasSubstr("stays in " + (world.folder() / "state").string()));
    EXPECT_THAT(outputOf({"ip", "netns", "list"}), ::testing::Not(HasSubstr("plpod-")));

    const auto done = uninstallIt();

    EXPECT_EQ(done.exitCode, 0) << done.standardError;
    EXPECT_THAT(done.standardOutput, HasSubstr("net/ipv4/ip_forward"));
    for (const auto *name : {"one", "two"})
        outputOf({"ip", "netns", "del", name});
    EXPECT_EQ(everythingOf(world), before) << done.standardOutput;
    EXPECT_EQ(uninstallIt().exitCode, 0) << "twice is no error";
}

TEST(TheService, HasAUnitThatIsSoundAndAllowsLittle)
{
    const auto unit = readFile(std::string(PODLOOM_SOURCE_DIR) + "/packaging/podloom-agentd.service");
    ASSERT_TRUE(unit);
    auto text = *unit;
    const std::string installed = "/usr/bin/podloom-agentd";
    text.replace(text.find(installed), installed.size(), std::string(PODLOOM_BIN_DIR) + "/podloom-agentd");
    auto folder = (std::filesystem::temp_directory_path() / "podloom-unit-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const auto file = folder + "/podloom-agentd.service";
    ASSERT_TRUE(replaceFile(file, text));

    const auto verified = runChild({.argv = {"systemd-analyze", "verify", file}});
    const auto rated = runChild(
        {.argv = {"systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=45", file}});
    std::filesystem::remove_all(folder);

    if (!verified && verified.error().code == Errc::NotFound)
        GTEST_SKIP() << "needs systemd-analyze";
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->exitCode, 0);
    EXPECT_EQ(verified->standardError, "");
    ASSERT_TRUE(rated);
    EXPECT_EQ(rated->exitCode, 0) << rated->standardOutput;
    EXPECT_THAT(text, HasSubstr("Type=notify"));
    EXPECT_THAT(text, HasSubstr("ReadWritePaths=-/run/netns\n")) << "which is not there after a boot";
    EXPECT_THAT(text, HasSubstr("StartLimitIntervalSec=0\n"));
}

} // namespace
} // namespace podloom
