// What went wrong with plugins in the field (T-..) and needs more than calls one after the other to show.
#include "tests/system/cni/call.h"

#include "core/os/files.h"

#include <gmock/gmock.h>

#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>
#include <set>
#include <thread>

namespace podloom {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kPlugin = std::string(PODLOOM_BIN_DIR) + "/podloom-cni";

class Traps : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "needs root: network namespaces are made";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
    }
    void TearDown() override
    {
        for (const auto &netns : namespaces)
            outputOf({"ip", "netns", "del", netns});
    }

    void makeNetns(const std::string &name)
    {
        outputOf({"ip", "netns", "add", name});
        namespaces.insert(name);
    }
    CniCall callFor(const std::string &command, const std::string &container, const std::string &netns,
                    const std::string &pod = "web") const
    {
        return {.command = command,
                .container = container,
                .netns = world->netnsPath(netns),
                .args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=" + pod,
                .config = R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni","socket":")"
                        + world->runFolder() + R"(/cni.sock"})"};
    }
    CniOutcome run(const std::string &command, const std::string &container, const std::string &netns,
                   const std::string &pod = "web") const
    {
        return callPlugin(kPlugin, callFor(command, container, netns, pod));
    }

    std::unique_ptr<AgentWorld> world;
    std::set<std::string> namespaces;
};

ino_t inodeOf(const fs::path &path)
{
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_ino : 0;
}

/// How many descriptors of a process are network namespaces.
int openNamespaces(pid_t pid)
{
    int count = 0;
    for (const auto &each : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd")) {
        std::error_code error;
        count += fs::read_symlink(each.path(), error).string().starts_with("net:[") ? 1 : 0;
    }
    return count;
}

TEST_F(Traps, T06_NoThreadAndNoDescriptorStaysInANamespace)
{
    makeNetns("good");
    makeNetns("taken");
    outputOf({"ip", "-n", "taken", "link", "add", "eth0", "type", "bridge"});
    const auto before = openNamespaces(world->agentPid());

    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(run("ADD", "a", "good").exitStatus, 0);
        EXPECT_EQ(run("ADD", "b", "taken").exitStatus, 1);
        EXPECT_EQ(run("DEL", "a", "good").exitStatus, 0);
        EXPECT_EQ(run("DEL", "b", "taken").exitStatus, 0);
    }

    const auto own = inodeOf("/proc/self/ns/net");
    for (const auto &task : fs::directory_iterator("/proc/" + std::to_string(world->agentPid()) + "/task"))
        EXPECT_EQ(inodeOf(task.path() / "ns" / "net"), own) << task.path();
    EXPECT_TRUE(AgentWorld::eventually([&] { return openNamespaces(world->agentPid()) == before; }))
        << openNamespaces(world->agentPid()) << ", before " << before;
}

TEST_F(Traps, T07_ThePodsEndIsMadeInItsNamespace)
{
    makeNetns("inside");
    const auto news = (world->folder() / "news").string();
    const auto monitor = spawnProgram({"/usr/bin/env", "ip", "-o", "monitor", "link"}, news);
    const auto hears = [&](const std::string &name) {
        return outputOf({"cat", news}).find(": " + name) != std::string::npos;
    };
    // It listens once it tells of something.
    EXPECT_TRUE(AgentWorld::eventually([&] {
        outputOf({"ip", "link", "add", "hello", "type", "bridge"});
        outputOf({"ip", "link", "del", "hello"});
        return hears("hello");
    }));

    const auto added = run("ADD", "inside", "inside");
    EXPECT_EQ(added.exitStatus, 0) << added.text;

    EXPECT_TRUE(
        AgentWorld::eventually([&] { return hears(valueAt(added.json, "interfaces/0/name").asString()); }));
    EXPECT_FALSE(hears("eth0")) << outputOf({"cat", news});
    EXPECT_EQ(run("DEL", "inside", "inside").exitStatus, 0);
    ::kill(monitor, SIGKILL);
    ::waitpid(monitor, nullptr, 0);
}

TEST_F(Traps, T09_LongIdsThatDifferAtTheirEndsHaveLinksOfTheirOwn)
{
    const std::string common(63, 'a');
    std::set<std::string> links;
    for (const auto *end : {"1", "2", "3"}) {
        makeNetns(std::string("long") + end);
        const auto added = run("ADD", common + end, std::string("long") + end);
        ASSERT_EQ(added.exitStatus, 0) << added.text;
        const auto &name = valueAt(added.json, "interfaces/0/name").asString();
        EXPECT_LE(name.size(), 15U);
        links.insert(name);
    }
    EXPECT_THAT(links, SizeIs(3));
    for (const auto *end : {"1", "2", "3"})
        EXPECT_EQ(run("DEL", common + end, std::string("long") + end).exitStatus, 0);
}

TEST_F(Traps, T13_ThePluginNeedsNoNetworkAndNoCredentialsToReachTheAgent)
{
    // Nothing of the caller's environment, and a namespace in which not even the loopback is up.
    makeNetns("nowhere");
    makeNetns("lonely");
    const auto program = (world->folder() / "lonely").string();
    std::ofstream(program) << "#!/bin/sh\nexec ip netns exec nowhere env -i CNI_COMMAND=$CNI_COMMAND "
                              "CNI_CONTAINERID=$CNI_CONTAINERID CNI_NETNS=$CNI_NETNS "
                              "CNI_IFNAME=$CNI_IFNAME CNI_PATH=/ "
                           << kPlugin << '\n';
    fs::permissions(program, fs::perms::owner_all);
    EXPECT_EQ(outputOf({"ip", "-n", "nowhere", "route"}), "");

    const auto added = callPlugin(program, callFor("ADD", "lonely", "lonely"));

    EXPECT_EQ(added.exitStatus, 0) << added.text;
    EXPECT_THAT(added.json["ips"].items(), SizeIs(2));
    EXPECT_EQ(callPlugin(program, callFor("DEL", "lonely", "lonely")).exitStatus, 0);
}

TEST_F(Traps, T15_NobodyWaitsForTheLockOfIptables)
{
    makeNetns("locked");
    const auto lock = "/run/xtables.lock";
    const auto holder = spawnProgram({"/usr/bin/flock", lock, "sleep", "600"}, "/dev/null");
    ASSERT_TRUE(AgentWorld::eventually([&] {
        return outputOf({"sh", "-c", "flock -n /run/xtables.lock true || echo held"}) == "held\n";
    }));
    auto call = callFor("ADD", "locked", "locked");
    auto config = *parseJson(call.config);
    config.set("runtimeConfig", *parseJson(R"({"portMappings":[{"hostPort":18099,"containerPort":80}]})"));
    call.config = config.dump();

    const auto added = callPlugin(kPlugin, call);

    EXPECT_EQ(added.exitStatus, 0) << added.text;
    EXPECT_THAT(outputOf({"nft", "list", "table", "inet", "podloom-ports"}), HasSubstr("18099"));
    EXPECT_EQ(run("DEL", "locked", "locked").exitStatus, 0);
    EXPECT_EQ(::waitpid(holder, nullptr, WNOHANG), 0) << "it was held all the time";
    ::kill(holder, SIGKILL);
    ::waitpid(holder, nullptr, 0);
}

TEST_F(Traps, T22_ALinkWithASmallerMtuIsForLaterPodsAndLeavesEarlierOnesAlone)
{
    makeNetns("early");
    makeNetns("late");
    outputOf({"ip", "link", "add", "uplink0", "type", "bridge"});
    outputOf({"ip", "link", "set", "uplink0", "mtu", "1500", "up"});
    const auto mtuOf = [](const std::string &netns) {
        return outputOf({"sh", "-c", "ip -n " + netns + " -o link show eth0 | grep -o 'mtu [0-9]*'"});
    };
    const auto early = run("ADD", "early", "early");
    ASSERT_EQ(early.exitStatus, 0) << early.text;

    outputOf({"ip", "link", "set", "uplink0", "mtu", "1400"});

    EXPECT_TRUE(AgentWorld::eventually([&] {
        const auto added = run("ADD", "late", "late");
        EXPECT_EQ(added.exitStatus, 0) << added.text;
        const bool isSmall = mtuOf("late") == "mtu 1400\n";
        if (!isSmall) {
            EXPECT_EQ(run("DEL", "late", "late").exitStatus, 0);
        }
        return isSmall;
    })) << world->log();
    EXPECT_EQ(mtuOf("early"), "mtu 1500\n");
    auto check = callFor("CHECK", "early", "early");
    auto config = *parseJson(check.config);
    config.set("prevResult", early.json);
    check.config = config.dump();
    EXPECT_EQ(callPlugin(kPlugin, check).exitStatus, 0);
    EXPECT_THAT(world->log(), HasSubstr("new pods get an MTU of 1400"));
    for (const auto *name : {"early", "late"})
        EXPECT_EQ(run("DEL", name, name).exitStatus, 0);
    outputOf({"ip", "link", "del", "uplink0"});
    EXPECT_TRUE(AgentWorld::eventually(
        [&] { return world->log().find("new pods get an MTU of 1500") != std::string::npos; }));
}

TEST_F(Traps, T22_ALinkThatIsDownForAMomentStillLimitsWhatPodsGet)
{
    makeNetns("pod");
    const auto mtuOfNext = [&] {
        const auto added = run("ADD", "pod", "pod");
        EXPECT_EQ(added.exitStatus, 0) << added.text;
        const auto link = outputOf({"ip", "-n", "pod", "-o", "link", "show", "eth0"});
        EXPECT_EQ(run("DEL", "pod", "pod").exitStatus, 0);
        const auto at = link.find("mtu ");
        return at == std::string::npos ? 0 : std::stoi(link.substr(at + 4));
    };
    const auto comesTo = [&](int mtu) { return AgentWorld::eventually([&] { return mtuOfNext() == mtu; }); };
    const auto addLink = [](const std::string &name, const char *mtu) {
        outputOf({"ip", "link", "add", name, "mtu", mtu, "type", "veth", "peer", "name", name + "p"});
        outputOf({"ip", "link", "set", name + "p", "mtu", "1500", "up"});
        outputOf({"ip", "link", "set", name, "up"});
    };
    addLink("four0", "1420");
    outputOf({"ip", "address", "add", "192.0.2.1/24", "dev", "four0"});
    addLink("six0", "1400");
    outputOf({"ip", "address", "add", "2001:db8::1/64", "dev", "six0", "nodad"});
    addLink("none0", "1380");
    ASSERT_TRUE(comesTo(1380)) << "what is up may become a way at any moment";

    outputOf({"ip", "link", "set", "none0", "down"});
    EXPECT_TRUE(comesTo(1400)) << "down, and it never led anywhere";
    outputOf({"ip", "link", "set", "six0", "down"}); // its address and its routes go with it
    outputOf({"ip", "link", "set", "four0", "down"});
    outputOf({"ip", "link", "set", "none0", "alias", "something that happens later"});
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(mtuOfNext(), 1400);
    outputOf({"ip", "link", "del", "six0"});
    EXPECT_TRUE(comesTo(1420)) << "the other one still has its address";

    world->endAgent();
    world->startAgent();
    EXPECT_EQ(mtuOfNext(), 1420) << "also for an agent that has never seen it up";
    outputOf({"ip", "address", "del", "192.0.2.1/24", "dev", "four0"});
    outputOf({"ip", "link", "set", "four0", "up"});
    EXPECT_TRUE(comesTo(1420));
    outputOf({"ip", "link", "set", "four0", "down"});
    EXPECT_TRUE(comesTo(1500)) << "nobody uses it any more";
    for (const auto *name : {"four0", "none0"})
        outputOf({"ip", "link", "del", name});
}

TEST_F(Traps, T19_ARebootThatWipesNamespacesAndSocketsLeaksNothing)
{
    for (const auto *name : {"one", "two"}) {
        makeNetns(name);
        ASSERT_EQ(run("ADD", name, name, name).exitStatus, 0);
    }
    ASSERT_THAT(world->call("ipam")["addresses"].items(), SizeIs(4));
    world->killAgent();
    for (const auto *name : {"one", "two"})
        outputOf({"ip", "netns", "del", name});
    fs::remove_all(world->runFolder());
    ASSERT_TRUE(AgentWorld::eventually([&] {
        return outputOf({"ip", "-o", "link"}).find(": pod") == std::string::npos;
    }));

    world->startAgent();

    EXPECT_TRUE(AgentWorld::eventually([&] { return world->call("ipam")["addresses"].items().empty(); }));
    EXPECT_THAT(world->call("status")["pods"].items(), IsEmpty());
    EXPECT_TRUE(
        AgentWorld::eventually([&] { return world->call("endpoints")["endpoints"].items().empty(); }));
}

TEST_F(Traps, T23_ARetryWithANewIdStandsBesideTheOldOneAndOutlivesIt)
{
    makeNetns("first");
    makeNetns("second");
    const auto first = run("ADD", "first", "first");
    const auto second = run("ADD", "second", "second");
    ASSERT_EQ(second.exitStatus, 0) << second.text;
    EXPECT_NE(valueAt(first.json, "ips/0/address").asString(),
              valueAt(second.json, "ips/0/address").asString());

    EXPECT_EQ(run("DEL", "first", "first").exitStatus, 0);

    const auto pods = world->call("status")["pods"].items();
    ASSERT_THAT(pods, SizeIs(1));
    const auto kept = pods[0]["ips"].items().front().asString() + "/32";
    EXPECT_EQ(kept, valueAt(second.json, "ips/0/address").asString());
    EXPECT_EQ(run("DEL", "second", "second").exitStatus, 0);
}

TEST_F(Traps, C25_CallsForManyContainersAtOnceGiveEachItsOwn)
{
    constexpr std::size_t kAtOnce = 16;
    std::vector<CniOutcome> outcomes(kAtOnce);
    const auto all = [&](const std::string &command) {
        std::vector<std::thread> runtimes;
        for (std::size_t i = 0; i < kAtOnce; ++i) {
            runtimes.emplace_back([&, i] {
                const auto name = "many" + std::to_string(i);
                outcomes[i] = run(command, name, name, name);
            });
        }
        for (auto &runtime : runtimes)
            runtime.join();
    };
    for (std::size_t i = 0; i < kAtOnce; ++i)
        makeNetns("many" + std::to_string(i));

    all("ADD");

    std::set<std::string> addresses;
    for (const auto &outcome : outcomes) {
        EXPECT_EQ(outcome.exitStatus, 0) << outcome.text;
        for (const auto &ip : outcome.json["ips"].items())
            addresses.insert(ip["address"].asString());
    }
    EXPECT_THAT(addresses, SizeIs(2 * kAtOnce));
    all("DEL");
    for (const auto &outcome : outcomes)
        EXPECT_EQ(outcome.exitStatus, 0) << outcome.text;
    EXPECT_THAT(outputOf({"ip", "-o", "link"}), Not(HasSubstr(": pod")));
}

TEST_F(Traps, C45_DoctorFindsResultsOfRuntimesWhoseContainersAreGone)
{
    // Only this process and its children see it.
    ASSERT_EQ(::mount("none", "/var/lib", "tmpfs", 0, nullptr), 0);
    fs::create_directories("/var/lib/cni/results");
    makeNetns("known");
    ASSERT_EQ(run("ADD", "known", "known").exitStatus, 0);
    for (const auto *name : {"podloom-known-eth0", "podloom-gone-eth0", "another-gone-eth0"})
        std::ofstream("/var/lib/cni/results/" + std::string(name)) << "{}";
    // The agent was started before the mount and looks where we do: it is our child.
    const auto findings = world->call("doctor").dump();

    EXPECT_THAT(findings, HasSubstr("podloom-gone-eth0"));
    EXPECT_THAT(findings, Not(HasSubstr("podloom-known-eth0")));
    EXPECT_THAT(findings, Not(HasSubstr("another-gone-eth0")));
    EXPECT_EQ(run("DEL", "known", "known").exitStatus, 0);
    ::umount("/var/lib");
}

TEST_F(Traps, C46_AnotherPluginTakesThePlaceOfOneThatRuns)
{
    makeNetns("old");
    makeNetns("new");
    const auto installed = world->folder() / "bin" / "podloom-cni";
    fs::create_directories(installed.parent_path());
    fs::copy_file(kPlugin, installed);
    // The runtime's end of the pipe stays open: the plugin runs, and waits for the rest of its input.
    const auto input = (world->folder() / "input").string();
    ASSERT_EQ(::mkfifo(input.c_str(), 0600), 0);
    const auto answer = (world->folder() / "answer").string();
    const auto call = callFor("ADD", "old", "old");
    const auto running = spawnProgram({"/usr/bin/env", "CNI_COMMAND=ADD", "CNI_CONTAINERID=old",
                                       "CNI_IFNAME=eth0", "CNI_PATH=/", "CNI_NETNS=" + call.netns, "sh", "-c",
                                       "exec " + installed.string() + " <" + input},
                                      answer);
    std::ofstream pipe(input);
    const auto isBusy = [&] {
        return outputOf(
                   {"sh", "-c", "cat " + kPlugin + " 2>/dev/null >>" + installed.string() + " || echo busy"})
            == "busy\n";
    };
    const auto bytes = readFile(kPlugin);
    ASSERT_TRUE(bytes);
    ASSERT_TRUE(AgentWorld::eventually([&] {
        return fs::exists("/proc/" + std::to_string(running) + "/exe")
            && fs::read_symlink("/proc/" + std::to_string(running) + "/exe") == installed;
    }));
    EXPECT_TRUE(isBusy()) << "nobody can write into it";

    ASSERT_TRUE(replaceFile(installed, *bytes, 0755));

    const auto added = callPlugin(installed, callFor("ADD", "new", "new"));
    EXPECT_EQ(added.exitStatus, 0) << added.text;
    pipe << call.config;
    pipe.close();
    int status = -1;
    ::waitpid(running, &status, 0);
    EXPECT_EQ(status, 0) << outputOf({"cat", answer});
    for (const auto *name : {"old", "new"})
        EXPECT_EQ(callPlugin(installed, callFor("DEL", name, name)).exitStatus, 0);
}

TEST_F(Traps, C14_DoctorReadsTheFolderInTheOrderOfRuntimes)
{
    if (::mount("none", "/etc/cni", "tmpfs", 0, nullptr) != 0)
        GTEST_SKIP() << "this machine has no folder /etc/cni to stand in for";
    fs::create_directories("/etc/cni/net.d");
    const auto write = [](const std::string &name, const std::string &network) {
        std::ofstream("/etc/cni/net.d/" + name)
            << R"({"cniVersion":"1.0.0","name":")" << network << R"(","plugins":[{"type":"podloom-cni"}]})";
    };
    const auto owner = [&] { return world->call("doctor")["cni"]["network"].asString(); };

    // By name alone, whichever of the three kinds; what has another ending is nobody's.
    for (const auto *other : {"00-draft.conflist.XXXX", "01-notes.txt", "02-old.conflist~"})
        write(other, "nobody");
    write("30-third.json", "third");
    EXPECT_EQ(owner(), "third");
    write("20-second.conf", "second");
    EXPECT_EQ(owner(), "second");
    write("10-podloom.conflist", "podloom");
    EXPECT_EQ(owner(), "podloom");
    const auto unused = world->call("doctor")["cni"]["unused"].dump();
    EXPECT_EQ(unused, R"(["/etc/cni/net.d/20-second.conf","/etc/cni/net.d/30-third.json"])");

    // While the file is replaced there is never half a one, nor a second one under a name that counts.
    const auto text = readFile("/etc/cni/net.d/10-podloom.conflist");
    ASSERT_TRUE(text);
    std::jthread writer([&](const std::stop_token &stop) {
        while (!stop.stop_requested())
            EXPECT_TRUE(replaceFile("/etc/cni/net.d/10-podloom.conflist", *text));
    });
    for (int i = 0; i < 50; ++i) {
        const auto seen = world->call("doctor")["cni"];
        EXPECT_EQ(seen["network"].asString(), "podloom") << seen.dump();
        EXPECT_EQ(seen["unused"].dump(), unused);
    }
    writer.request_stop();
    writer.join();
    ::umount("/etc/cni");
}

TEST_F(Traps, T14_DoctorTellsWhoseConfigurationRuntimesUse)
{
    if (::mount("none", "/etc/cni", "tmpfs", 0, nullptr) != 0)
        GTEST_SKIP() << "this machine has no folder /etc/cni to stand in for";
    fs::create_directories("/etc/cni/net.d");
    const auto write = [](const std::string &name, const std::string &text) {
        std::ofstream("/etc/cni/net.d/" + name) << text;
    };
    EXPECT_TRUE(world->call("doctor")["cni"].isNull());

    write("10-podloom.conflist",
          R"({"cniVersion":"1.0.0","name":"podloom","plugins":[{"type":"podloom-cni"}]})");
    write("87-bridge.conflist", R"({"name":"bridge","plugins":[{"type":"bridge"},{"type":"portmap"}]})");
    auto answer = world->call("doctor");
    EXPECT_EQ(valueAt(answer, "cni/plugins/0").asString(), "podloom-cni");
    EXPECT_THAT(answer["cni"]["unused"].dump(), HasSubstr("87-bridge.conflist"));
    EXPECT_THAT(answer["findings"].dump(), Not(HasSubstr("configuration")));
    ASSERT_EQ(::mount("none", "/opt", "tmpfs", 0, nullptr), 0);
    EXPECT_THAT(world->call("doctor")["findings"].dump(), HasSubstr("no-plugin"));
    fs::create_directories("/opt/cni/bin");
    fs::copy_file(kPlugin, "/opt/cni/bin/podloom-cni");
    EXPECT_THAT(world->call("doctor")["findings"].dump(), Not(HasSubstr("no-plugin")));
    ::umount("/opt");

    write("05-other.conf", R"({"name":"other","type":"other-cni"})");
    answer = world->call("doctor");
    EXPECT_EQ(answer["cni"]["network"].asString(), "other");
    EXPECT_EQ(valueAt(answer, "cni/plugins/0").asString(), "other-cni");
    EXPECT_THAT(answer["findings"].dump(), HasSubstr("foreign-configuration"));

    write("05-other.conf", "nonsense");
    answer = world->call("doctor");
    EXPECT_TRUE(answer["cni"]["error"].isString());
    EXPECT_THAT(answer["findings"].dump(), HasSubstr("broken-configuration"));
    ::umount("/etc/cni");
}

} // namespace
} // namespace podloom
