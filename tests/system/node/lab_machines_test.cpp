#include "tests/system/node/test_lab.h"

#include <unistd.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr auto kSshd = "Port 22\nHostKey /etc/ssh/podloom_host_key\nUsePAM no\nUseDNS no\nStrictModes no\n"
                       "PidFile none\n";

Json route(const std::string &to, const std::string &via)
{
    return Json::object({{"to", to}, {"via", via}});
}

/// Two racks with a node or two each, and a router between them.
Json twoRacks(const TestLab &where)
{
    const auto node = [](const std::string &name, const std::string &rack, const std::string &net, int host) {
        const auto four = "10.7." + net + "." + std::to_string(host) + "/24";
        const auto six = "fd00:7:" + net + "::" + std::to_string(host) + "/64";
        return machine(name, {interface("eth0", rack, {four, six})},
                       {route("0.0.0.0/0", "10.7." + net + ".1"), route("::/0", "fd00:7:" + net + "::1")});
    };
    return lab(where, {"rack-a", "rack-b"},
               {node("node-1", "rack-a", "1", 11), node("node-2", "rack-a", "1", 12),
                node("node-3", "rack-b", "2", 13),
                machine("tor", {interface("eth0", "rack-a", {"10.7.1.1/24", "fd00:7:1::1/64"}),
                                interface("eth1", "rack-b", {"10.7.2.1/24", "fd00:7:2::1/64"})})});
}

class LabMachines : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "an emulated lab needs root";
    }
    void expectUp(const ChildOutput &launched)
    {
        ASSERT_EQ(launched.exitCode, 0) << launched.standardError;
        const auto machines = where.machines();
        for (const auto &[name, each] : machines)
            EXPECT_EQ(each.first, "up") << name;
    }
    TestLab where;
};

TEST_F(LabMachines, ReachEachOtherThroughARouterInBothFamilies)
{
    expectUp(where.launch(twoRacks(where)));
    for (const auto *to : {"10.7.1.12", "fd00:7:1::12", "10.7.2.13", "fd00:7:2::13"})
        EXPECT_EQ(where.shell("node-1", std::string("ping -c1 -W5 ") + to).exitCode, 0) << to;
    EXPECT_EQ(where.shell("node-3", "ping -c1 -W5 node-1").exitCode, 0) << "by name";
}

TEST_F(LabMachines, LearnNoNeighbour)
{
    expectUp(where.launch(twoRacks(where)));
    for (const auto *to : {"10.7.2.13", "fd00:7:2::13"})
        ASSERT_EQ(where.shell("node-1", std::string("ping -c1 -W5 ") + to).exitCode, 0);
    for (const auto *name : {"node-1", "node-3", "tor"})
        EXPECT_THAT(where.shell(name, "ip neigh | grep -v PERMANENT").standardOutput, IsEmpty()) << name;
}

TEST_F(LabMachines, AreMachinesOfTheirOwn)
{
    expectUp(where.launch(twoRacks(where)));
    EXPECT_EQ(where.shell("node-2", "hostname").standardOutput, "node-2\n");
    EXPECT_EQ(where.shell("node-2", "cat /proc/1/comm").standardOutput, "podloom-node\n");
    EXPECT_EQ(where.shell("node-2", "ls -A /home").standardOutput, "");
    ASSERT_EQ(
        where.shell("node-2", "echo mine > /etc/podloom-test && echo mine > /var/podloom-test").exitCode, 0);
    EXPECT_EQ(where.shell("node-1", "test -e /etc/podloom-test").exitCode, 1);
    EXPECT_FALSE(std::filesystem::exists("/etc/podloom-test"));
    EXPECT_FALSE(std::filesystem::exists("/var/podloom-test"));
}

TEST_F(LabMachines, AllowWhatANodeNeeds)
{
    expectUp(where.launch(twoRacks(where)));
    EXPECT_EQ(where.shell("node-1", "sudo -n id -u").standardOutput, "0\n");
    EXPECT_EQ(
        where.shell("node-1", "nft add table inet t && ip netns add x && ip -n x link set lo up").exitCode,
        0);
    EXPECT_EQ(where
                  .shell("node-1", "mktemp && test -c /dev/null && test -c /dev/net/tun && tty </dev/ptmx; "
                                   "[ $? -le 1 ]")
                  .exitCode,
              0);
    EXPECT_EQ(where.shell("node-1", "setpriv --reuid 1000 --clear-groups touch /tmp/a /dev/shm/b").exitCode,
              0);
}

TEST_F(LabMachines, AreReachedOnlyThroughADescriptor)
{
    const auto key = where.directory.parent_path() / "key";
    ASSERT_EQ(runProgram({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.string()}).exitCode, 0);
    auto one = machine(
        "node-1", {interface("eth0", "lan", {"10.7.0.1/31"})}, {},
        {service("sshd", {"/usr/sbin/sshd", "-D", "-e", "-f", "/etc/ssh/podloom_sshd"})},
        {file("/etc/ssh/podloom_sshd", kSshd), file("/etc/ssh/podloom_host_key", *readFile(key), "0600")});
    expectUp(where.launch(lab(where, {"lan"}, {one})));
    EXPECT_THAT(where.greeting("node-1", 22), StartsWith("SSH-2.0-"));
    EXPECT_THAT(where.greeting("node-2", 22), HasSubstr("no machine node-2"));
    EXPECT_THAT(runProgram({"ip", "-br", "link"}).standardOutput, ::testing::Not(HasSubstr("seg0")));
}

TEST_F(LabMachines, LaunchedAgainStayAsTheyAre)
{
    const auto spec = twoRacks(where);
    expectUp(where.launch(spec));
    const auto before = where.machines();
    ASSERT_EQ(where.shell("node-1", "echo kept > /etc/podloom-test").exitCode, 0);

    expectUp(where.launch(spec));

    EXPECT_EQ(where.machines(), before);
    EXPECT_EQ(where.shell("node-1", "cat /etc/podloom-test").standardOutput, "kept\n");
}

TEST_F(LabMachines, AMissingOneIsAddedAndKnownToTheOthers)
{
    auto spec = twoRacks(where);
    expectUp(where.launch(spec));
    const auto before = where.machines();
    const auto process = identify(static_cast<pid_t>(std::stoi(before.at("node-2").second)));
    ASSERT_TRUE(process);
    ASSERT_TRUE(endProcess(*process, std::chrono::milliseconds(0))); // and waits until it is gone
    Json::Array machines = spec["machines"].items();
    machines.push_back(machine("node-4", {interface("eth0", "rack-c", {"10.7.3.1/24"}),
                                          interface("eth1", "rack-a", {"10.7.1.14/24"})}));

    expectUp(where.launch(lab(where, {"rack-a", "rack-b", "rack-c"}, machines)));

    const auto after = where.machines();
    EXPECT_EQ(after.at("node-1"), before.at("node-1"));
    EXPECT_NE(after.at("node-2").second, before.at("node-2").second);
    EXPECT_EQ(where.shell("node-1", "ping -c1 -W5 10.7.1.12").exitCode, 0);
    EXPECT_EQ(where.shell("node-1", "ping -c1 -W5 10.7.1.14").exitCode, 0);
    EXPECT_THAT(where.shell("node-1", "ip neigh show 10.7.1.14").standardOutput, HasSubstr("PERMANENT"));
}

TEST_F(LabMachines, DestroyedLeaveNothing)
{
    for (int i = 0; i < 3; ++i) {
        expectUp(where.launch(twoRacks(where)));
        ASSERT_EQ(where.shell("node-1", "ip netns add x; setsid sleep 1000 >/dev/null 2>&1 &").exitCode, 0);
        const auto namespaces = namespacesOf(where.directory);
        ASSERT_FALSE(namespaces.numbers.contains(0));

        const auto destroyed = where.destroy();

        EXPECT_EQ(destroyed.exitCode, 0) << destroyed.standardError;
        EXPECT_THAT(leftovers(where.directory, namespaces), IsEmpty());
    }
    EXPECT_EQ(where.destroy().exitCode, 0) << "what is not there is no error";
}

TEST_F(LabMachines, AMachineThatCannotStartTakesTheOthersOfItsLaunchAlong)
{
    auto spec = twoRacks(where);
    Json::Array machines = spec["machines"].items();
    machines.push_back(machine("broken", {interface("eth0", "rack-a", {"10.7.1.99/24"})}, {}, {},
                               {file("/proc/no/such/place", "x")}));
    const auto launched = where.launch(lab(where, {"rack-a", "rack-b"}, machines));
    EXPECT_EQ(launched.exitCode, 1);
    EXPECT_THAT(launched.standardError, HasSubstr("broken"));
    EXPECT_FALSE(std::filesystem::exists(where.directory));
}

TEST_F(LabMachines, AWrongSpecificationIsRefusedBeforeAnythingHappens)
{
    const auto refused = [&](const Json &machineJson) {
        const auto launched = where.launch(lab(where, {"lan"}, {machineJson}));
        EXPECT_EQ(launched.exitCode, 2) << machineJson.dump();
        EXPECT_FALSE(std::filesystem::exists(where.directory));
        return launched.standardError;
    };
    refused(machine("../up", {}));
    refused(machine("a", {interface("eth0", "nowhere", {})}));
    refused(machine("a", {interface("eth0", "lan", {"10.0.0.300/24"})}));
    refused(machine("a", {interface("a-very-long-name", "lan", {})}));
    refused(machine("a", {}, {route("10.0.0.1/24", "10.0.0.1")}));
    EXPECT_THAT(refused(machine("a", {}, {}, {}, {file("/etc/../../x", "")})), HasSubstr("/etc/../../x"));
}

TEST_F(LabMachines, LiveInADirectoryOnAnOverlayToo)
{
    // The directory is on an overlay of a mount namespace that the launcher shares.
    const auto base = where.directory.parent_path();
    std::filesystem::create_directories(base / "low");
    std::filesystem::create_directories(base / "up");
    std::filesystem::create_directories(base / "work");
    std::filesystem::create_directories(base / "over");
    const auto overlaid = base / "over";
    const auto script =
        "mount -t overlay -o lowerdir=" + (base / "low").string() + ",upperdir=" + (base / "up").string()
        + ",workdir=" + (base / "work").string() + " overlay " + overlaid.string() + " && " + kPodloomNode
        + " launch < " + (base / "spec").string() + " && P=$(" + kPodloomNode + " list "
        + (overlaid / "lab").string() + " | grep -o '\"pid\":[0-9]*' | cut -d: -f2)"
        + " && nsenter -t $P -m -p -n sh -c 'echo x > /etc/podloom-test && cat /etc/podloom-test'" + " && "
        + kPodloomNode + " destroy " + (overlaid / "lab").string() + " && ls -A " + overlaid.string();
    auto spec = lab(where, {"lan"}, {machine("node-1", {interface("eth0", "lan", {"10.7.0.1/24"})})});
    spec.set("directory", (overlaid / "lab").string());
    ASSERT_TRUE(replaceFile(base / "spec", spec.dump()));
    const auto done = runProgram({"unshare", "--mount", "sh", "-c", script});
    EXPECT_EQ(done.exitCode, 0) << done.standardError;
    EXPECT_THAT(done.standardOutput, ::testing::EndsWith("x\n"));
}

} // namespace
} // namespace podloom
