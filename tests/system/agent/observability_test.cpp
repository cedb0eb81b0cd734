// What an agent tells of itself while it works, and that one pod's trouble does not keep it from working.
#include "tests/system/agent/agent_world.h"

#include "core/os/child_process.h"
#include "core/os/files.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

namespace podloom {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
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
