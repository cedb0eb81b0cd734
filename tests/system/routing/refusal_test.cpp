// What BIRD refuses changes nothing, and is told beside the object that asked for it.
#include "tests/system/lab/command.h"
#include "tests/system/routing/session_times.h"

#include <chrono>
#include <thread>

namespace podloom {
namespace {

using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kLab = "refusal";
constexpr auto kDesign = R"(apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata: {name: prod}
---
apiVersion: podloom.dev/v1alpha1
kind: Router
metadata: {name: tor}
spec: {asNumber: 64601, addresses: [172.31.0.9/16], networks: [198.51.100.0/24]}
---
apiVersion: v1
kind: Node
metadata: {name: node-1}
---
apiVersion: v1
kind: Node
metadata: {name: node-2}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: to-tor}
spec: {peerIP: 172.31.0.9, asNumber: 64601, password: {secretKeyRef: {name: bgp, key: tor}}}
)";

class ARefusal : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        write(kDesign);
        command.ask({"lab", "up", file.string(), "--name", kLab});
        EXPECT_THAT(notDone(command.ask({"apply", file.string(), "--lab", kLab})), IsEmpty());
        pids = machinesIn(command.folder / "labs" / kLab / "machines");
        before = sessions();
        ASSERT_THAT(before, SizeIs(6));
    }
    void TearDown() override { command.run({"lab", "down", kLab}); }

    void write(std::string text, const std::string &from = {}, const std::string &to = {})
    {
        if (!from.empty())
            text.replace(text.find(from), from.size(), to);
        ASSERT_TRUE(replaceFile(file, text));
    }
    std::string inside(const std::string &machine, const std::string &script) const
    {
        const auto output =
            runProgram({"nsenter", "-t", pids.at(machine).second, "-m", "-n", "sh", "-c", script});
        EXPECT_EQ(output.exitCode, 0) << machine << ": " << output.standardError;
        return output.standardOutput;
    }
    Json agentOf(const std::string &node) const
    {
        const auto status = command.ask({"status", "--lab", kLab});
        for (const auto &each : status["nodes"].items()) {
            if (each["name"].asString() == node)
                return each["agent"];
        }
        return {};
    }
    /// When each session came up; only those that are.
    std::map<std::string, std::string> sessions() const
    {
        std::map<std::string, std::string> out;
        const auto status = command.ask({"status", "--lab", kLab});
        for (const auto &node : status["nodes"].items()) {
            for (const auto &session : node["bgp"].items()) {
                if (session["state"].asString() == "Established")
                    out[node["name"].asString() + ' ' + session["peer"].asString() + ' '
                        + session["family"].dump()] = session["since"].asString();
            }
        }
        return out;
    }
    std::string waitForState(const std::string &node, const std::string &state) const
    {
        const auto deadline = steady_clock::now() + std::chrono::seconds(30);
        while (agentOf(node)["state"].asString() != state && steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        return agentOf(node)["state"].asString();
    }

    Command command{};
    const std::filesystem::path file = command.folder / "network.yaml";
    std::map<std::string, std::pair<std::string, std::string>> pids{};
    std::map<std::string, std::string> before{};
};

TEST_F(ARefusal, OfAPeerOptionIsAFailedStepOfThatPeerAndTouchesNoSession)
{
    // Other passwords than the design's would be replaced together with the configuration.
    static constexpr auto kSecrets = "/etc/podloom/bird-secrets.conf";
    inside("tor", std::string("echo '# Before.' >> ") + kSecrets);
    const auto secrets = inside("tor", std::string("cat ") + kSecrets);
    write(kDesign, "asNumber: 64601, password", "asNumber: 64601, keepaliveTime: 120s, password");
    const auto applied = command.ask({"apply", file.string(), "--lab", kLab}, 1);
    std::string blamed;
    std::string router;
    for (const auto &step : applied["steps"].items()) {
        if (step["state"].asString() != "failed")
            continue;
        (step["id"].asString() == "tor/routing" ? router : blamed) +=
            step["id"].asString() + ": " + step["error"].asString();
    }
    EXPECT_THAT(blamed, AllOf(HasSubstr("BGPPeer"), HasSubstr("to-tor"), HasSubstr("BIRD says"),
                              HasSubstr("Keepalive time must be at most hold time")));
    EXPECT_THAT(router, AllOf(HasSubstr("(BGPPeer/to-tor)"), HasSubstr("Keepalive time must be at most"),
                              HasSubstr("goes on with the one before")));
    EXPECT_EQ(inside("tor", std::string("cat ") + kSecrets), secrets);
    EXPECT_EQ(inside("tor", "ls /etc/podloom | grep '^bird'"), "bird-secrets.conf\nbird.conf\n");
    for (const auto *node : {"node-1", "node-2"}) {
        const auto agent = agentOf(node);
        EXPECT_EQ(agent["state"].asString(), "degraded");
        EXPECT_EQ(agent["refusal"]["object"].asString(), "BGPPeer/to-tor");
        EXPECT_THAT(agent["refusal"]["sentence"].asString(), HasSubstr("Keepalive time"));
        EXPECT_THAT(agent["trouble"].asString(), HasSubstr("BGPPeer/to-tor: BIRD says"));
    }
    EXPECT_THAT(test::restarted(before, sessions()), IsEmpty());
    // It is told again as long as it stands, and a better design is taken.
    EXPECT_THAT(notDone(command.ask({"apply", file.string(), "--lab", kLab}, 1)), Not(IsEmpty()));
    EXPECT_THAT(test::restarted(before, sessions()), IsEmpty());
    write(kDesign);
    EXPECT_THAT(notDone(command.ask({"apply", file.string(), "--lab", kLab})), IsEmpty());
    EXPECT_EQ(agentOf("node-1")["state"].asString(), "ready");
    EXPECT_THAT(test::restarted(before, sessions()), IsEmpty());
}

TEST_F(ARefusal, IsNotNeededWhereNoBirdAnswers)
{
    inside("tor", "rm /run/bird/bird.ctl; echo '# Before.' >> /etc/podloom/bird.conf");
    write(kDesign, "asNumber: 64601, password", "asNumber: 64601, keepaliveTime: 120s, password");
    const auto applied = command.ask({"apply", file.string(), "--lab", kLab}, 1).dump();
    EXPECT_THAT(applied, HasSubstr("does not answer, and does not start with the new configuration "
                                   "(BGPPeer/to-tor)"));
    write(kDesign);
    EXPECT_THAT(notDone(command.ask({"apply", file.string(), "--lab", kLab})), IsEmpty());
    EXPECT_THAT(inside("tor", "birdc -s /run/bird/bird.ctl show status"), HasSubstr("up and running"));
    EXPECT_THAT(inside("tor", "cat /etc/podloom/bird.conf"), Not(HasSubstr("# Before.")));
}

TEST_F(ARefusal, OfAPasswordTouchesNoSession)
{
    static constexpr auto kFile = "/var/lib/podloom/bird-secrets.conf";
    const auto right = inside("node-1", std::string("cat ") + kFile);
    // A quotation mark too few, in a file that its operator writes.
    inside("node-1", std::string("sed -i 's/\";$/;/' ") + kFile);
    EXPECT_EQ(waitForState("node-1", "degraded"), "degraded");
    const auto agent = agentOf("node-1");
    EXPECT_EQ(agent["refusal"]["object"].asString(), "BGPPeer/to-tor") << agent.dump();
    EXPECT_THAT(agent["refusal"]["sentence"].asString(), HasSubstr("BIRD says"));
    EXPECT_THAT(test::restarted(before, sessions()), IsEmpty());
    // The right one again, which BIRD is told of by itself.
    inside("node-1", "umask 077; cat >" + std::string(kFile) + " <<'END'\n" + right + "END");
    EXPECT_EQ(waitForState("node-1", "ready"), "ready");
    EXPECT_THAT(test::restarted(before, sessions()), IsEmpty());
    // One that the peer does not have costs its session, so the change is undone, and the session comes back.
    inside("node-1", std::string("sed -i 's/\\(secret.*= \\)\".*\"/\\1\"another\"/' ") + kFile);
    EXPECT_EQ(waitForState("node-1", "degraded"), "degraded");
    const auto undone = agentOf("node-1");
    EXPECT_EQ(undone["refusal"]["object"].asString(), "BGPPeer/to-tor") << undone.dump();
    EXPECT_THAT(undone["refusal"]["sentence"].asString(), HasSubstr("The change was undone"));
}

} // namespace
} // namespace podloom
