// What an agent tells of itself while it works, and that one pod's trouble does not keep it from working.
#include "tests/system/agent/agent_world.h"

#include "core/os/child_process.h"
#include "core/os/files.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <set>

namespace podloom {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class AnAgent : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
    }

    std::unique_ptr<AgentWorld> world;
};

TEST_F(AnAgent, TellsItsMetricsToRoot)
{
    const auto pod = world->startPod("shop/web");
    const auto answer = world->askMetrics();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: application/openmetrics-text"));
    EXPECT_THAT(answer, HasSubstr("\npodloom_agent_ready 1\n"));
    EXPECT_THAT(answer, HasSubstr("\npodloom_pods 1\n"));
    EXPECT_THAT(answer, HasSubstr("\npodloom_addresses_used{family=\"4\"} 1\n"));
    EXPECT_THAT(answer, HasSubstr("\npodloom_cni_calls_total{verb=\"ADD\",result=\"ok\"} 1\n"));
    EXPECT_THAT(answer, EndsWith("# EOF\n"));
    EXPECT_THAT(world->askMetrics("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(world->askMetrics("POST /metrics HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 405"));
    EXPECT_EQ(world->askMetrics(std::string(9000, 'x')), "") << "who sends too much is dropped";
    for (const auto *name : {"/metrics.sock", "/agentd.sock", "/cni.sock"}) {
        struct stat info {};
        ASSERT_EQ(::stat((world->runFolder() + name).c_str(), &info), 0) << name;
        EXPECT_EQ(info.st_mode & 0077, 0U) << name;
    }
    world->endPod(pod);
}

TEST_F(AnAgent, AnswersSlipsOnItsCommandLineInWords)
{
    const auto run = [&](std::vector<std::string> argv, const std::string &input = {}) {
        argv.insert(argv.begin(), std::string(PODLOOM_BIN_DIR) + "/podloom-agentd");
        argv.insert(argv.end(), {"--socket", world->runFolder() + "/agentd.sock"});
        const auto output = runChild({.argv = argv, .input = input});
        return output ? *output : ChildOutput{};
    };
    const auto slip = run({"get", "NetworkPolice"});
    EXPECT_EQ(slip.exitCode, 2);
    EXPECT_EQ(slip.standardOutput, "");
    EXPECT_THAT(slip.standardError, HasSubstr("did you mean NetworkPolicy?"));
    EXPECT_EQ(run({"get", "NetworkPolicy"}).exitCode, 0);
    EXPECT_EQ(run({"get"}).exitCode, 2);
    EXPECT_EQ(run({"delete", "NetworkPolicy/shop/web"}).exitCode, 1);

    world->apply("apiVersion: podloom.dev/v1alpha1\nkind: Cluster\nmetadata: {name: prod}\n");
    const auto applied = run({"apply", "-"}, R"(
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {tier: nowhere, selector: all(), ingress: [{action: Deny}]}
)");
    EXPECT_EQ(applied.exitCode, 0) << applied.standardError;
    EXPECT_THAT(applied.standardError, HasSubstr("no tier \"nowhere\""));
    EXPECT_EQ(run({"delete", "NetworkPolicy/shop/web"}).exitCode, 0) << "the only one of that name";
}

TEST_F(AnAgent, SaysWhatToDoNextWhereNoneRuns)
{
    const auto run = [](std::vector<std::string> argv) {
        argv.insert(argv.begin(), std::string(PODLOOM_BIN_DIR) + "/podloom-agentd");
        const auto output = runChild({.argv = argv});
        return output ? *output : ChildOutput{};
    };
    const auto away = (world->folder() / "away").string();
    for (const auto *verb : {"status", "doctor", "rpc"}) {
        const auto alone = run({verb, "--socket", away + "/agentd.sock"});
        EXPECT_EQ(alone.exitCode, 2) << verb;
        EXPECT_THAT(alone.standardError, HasSubstr("systemctl start podloom-agentd")) << verb;
    }
    const auto seen = parseJson(run({"doctor", "--socket", away + "/agentd.sock"}).standardOutput);
    ASSERT_TRUE(seen);
    EXPECT_TRUE(seen->contains("cni")) << "whose the node is can be seen without an agent";
    EXPECT_EQ((*seen)["findings"].items().front()["kind"].asString(), "no-agent");
    const auto refused =
        run({"run", "--node", "n", "--store", "foo:bar", "--state", away + "/state", "--run", away + "/run"});
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_THAT(refused.standardError, HasSubstr("neither sqlite:FILE nor etcd:URL"));
    EXPECT_FALSE(std::filesystem::exists(away)) << "nothing was made";
    world->endAgent();
    const auto noStore = run({"run", "--node", "n", "--store", "sqlite:" + away + "/no/store.db", "--state",
                              away, "--run", away + "/run"});
    EXPECT_EQ(noStore.exitCode, 2);
    EXPECT_THAT(noStore.standardError, HasSubstr("open the store"));
    EXPECT_FALSE(std::filesystem::exists(away)) << "nothing is left";

    const auto help = run({"uninstall", "--help", "--state", away});
    EXPECT_EQ(help.exitCode, 0);
    EXPECT_THAT(help.standardOutput, HasSubstr("usage: podloom-agentd uninstall"));
    EXPECT_THAT(run({"--help"}).standardOutput, HasSubstr("--idle-block-seconds N"));
}

TEST_F(AnAgent, InstallsThePluginBesideThoseOfOthers)
{
    const auto plugins = world->folder() / "cni/bin";
    const auto lists = world->folder() / "cni/net.d";
    const auto run = [&](const std::string &verb) {
        std::vector<std::string> argv{std::string(PODLOOM_BIN_DIR) + "/podloom-agentd",
                                      verb,
                                      "--plugins",
                                      plugins.string(),
                                      "--configurations",
                                      lists.string()};
        if (verb == "uninstall")
            argv.insert(argv.end(),
                        {"--state", (world->folder() / "state").string(), "--run", world->runFolder()});
        const auto output = runChild({.argv = argv});
        const auto json = output ? parseJson(output->standardOutput) : parseJson("");
        return std::pair(output ? *output : ChildOutput{}, json ? *json : Json());
    };
    std::filesystem::create_directories(lists);
    ASSERT_TRUE(replaceFile(lists / "10-other.conflist", "{\"name\":\"other\"}"));

    const auto [first, said] = run("install");
    EXPECT_EQ(first.exitCode, 0) << first.standardError;
    EXPECT_TRUE(said["isNew"].asBool());
    EXPECT_EQ(said["before"].items().size(), 0U);
    EXPECT_EQ(said["after"].items().front().asString(), (lists / "10-other.conflist").string());
    EXPECT_EQ(::access((plugins / "podloom-cni").c_str(), X_OK), 0);
    EXPECT_FALSE(run("install").second["isNew"].asBool()) << "what an administrator wrote stays";

    ASSERT_TRUE(replaceFile(lists / "00-a.conf", "{}"));
    EXPECT_THAT(run("install").first.standardError, HasSubstr("00-a.conf")) << "runtimes prefer it";
    EXPECT_EQ(run("uninstall").first.exitCode, 1) << "an agent runs";
    EXPECT_TRUE(std::filesystem::exists(plugins / "podloom-cni"));

    world->endAgent();
    const auto own = *readFile(said["configuration"].asString());
    ASSERT_TRUE(replaceFile(lists / "20-mine.conflist", own));
    EXPECT_EQ(run("uninstall").first.exitCode, 0);
    EXPECT_FALSE(std::filesystem::exists(plugins / "podloom-cni"));
    std::set<std::string> left;
    for (const auto &file : std::filesystem::directory_iterator(lists))
        left.insert(file.path().filename());
    EXPECT_EQ(left, (std::set<std::string>{"00-a.conf", "10-other.conflist", "20-mine.conflist"}));
}

TEST_F(AnAgent, SaysWhichCallsFailed)
{
    outputOf({"ip", "netns", "add", "refused"});
    (void)world->cni("ADD", "refused", {},
                     R"({"cniVersion":"1.0.0","name":"n","type":"podloom-cni","ipam":"x"})");
    EXPECT_TRUE(AgentWorld::eventually([&] {
        return world->log().find("ADD of refused/eth0 failed: ") != std::string::npos;
    })) << world->log();
    outputOf({"ip", "netns", "del", "refused"});
}

TEST_F(AnAgent, FindsWhatElseDropsThePacketsOfPods)
{
    const auto findings = [&] { return world->call("doctor")["findings"].dump(); };
    outputOf({"nft",
              "add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0; "
              "policy drop; }"});
    const auto found = findings();
    EXPECT_THAT(found, HasSubstr("dropping-chain"));
    EXPECT_THAT(found, HasSubstr("nft insert rule ip filter FORWARD iifname 'pod*' accept"));

    outputOf({"sh", "-c", "nft insert rule ip filter FORWARD iifname 'pod*' accept"});
    EXPECT_THAT(findings(), Not(HasSubstr("dropping-chain"))) << "somebody has thought of pods";
    outputOf(
        {"nft", "flush chain ip filter FORWARD; add rule ip filter FORWARD ip saddr 10.48.0.0/16 accept"});
    EXPECT_THAT(findings(), Not(HasSubstr("dropping-chain"))) << "by their addresses";
    outputOf({"nft", "delete table ip filter"});
}

TEST_F(AnAgent, WorksAndReportsWhenOnePodCannotBeRepaired)
{
    const auto stuck = world->startPod("shop/stuck");
    world->killAgent();
    world->onNode({"ip", "link", "add", "elsewhere", "type", "veth", "peer", "name", "elsewhere2"});
    world->onNode({"ip", "link", "set", "elsewhere", "up"});
    world->onNode({"ip", "route", "replace", stuck.ips.front(), "dev", "elsewhere"});
    world->startAgent({}, "degraded");

    EXPECT_THAT(world->call("status")["agent"]["trouble"].asString(), HasSubstr("elsewhere"));
    EXPECT_THAT(world->log(), HasSubstr("level=error"));
    const auto other = world->startPod("shop/other");
    EXPECT_FALSE(other.ips.empty()) << "pods come and go meanwhile";

    world->onNode({"ip", "link", "del", "elsewhere"});
    EXPECT_TRUE(AgentWorld::eventually(
        [&] { return world->call("status")["agent"]["state"].asString() == "ready"; }));
    EXPECT_EQ(world->probe(other, stuck.ips.front()), "answered");
    world->endPod(other);
    world->endPod(stuck);
}

} // namespace
} // namespace podloom
