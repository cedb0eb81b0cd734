// Addresses and pods of a lab of two nodes: what is leaked is found and released, pools are split although a
// node is silent, and what does not run is planned.
#include "core/os/files.h"
#include "tests/system/lab/command.h"

#include <gmock/gmock.h>

#include <fstream>

namespace podloom {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

const std::string kPool = "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: pods}\n"
                          "spec: {cidr: 10.48.0.0/16}\n---\n";

class ALabOfTwo : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        writeDesign(kPool);
        command.ask({"lab", "up", path});
        ASSERT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    }
    void TearDown() override { command.run({"lab", "down", "pair"}); }

    /// The smallest example with these pools.
    void writeDesign(const std::string &pools) const
    {
        const auto example = readFile(PODLOOM_SOURCE_DIR "/resources/examples/minimal/minimal.yaml");
        ASSERT_TRUE(example);
        std::ofstream(path) << pools << *example;
    }
    ChildOutput inside(const std::string &machine, const std::string &script) const
    {
        return runProgram({"nsenter", "-t", machinesIn(machines)[machine].second, "-m", "-n", "-p", "-u",
                           "-i", "sh", "-c", script});
    }
    /// An agent stops or starts, as a service of its machine.
    void service(const std::string &machine, const std::string &verb) const
    {
        const auto done =
            inside(machine, "/usr/libexec/podloom/podloom-node service " + verb + " podloom-agentd");
        EXPECT_EQ(done.exitCode, 0) << done.standardError;
    }
    /// The pod's namespace goes without a DEL.
    void leak(const std::string &machine, const std::string &pod) const
    {
        const auto done =
            inside(machine, "ip netns add gone && CNI_COMMAND=ADD CNI_CONTAINERID=id-of-" + pod
                                + " CNI_IFNAME=eth0 CNI_PATH=/ CNI_NETNS=/run/netns/gone "
                                  "CNI_ARGS='IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME="
                                + pod
                                + "' /opt/cni/bin/podloom-cni <<'E'\n"
                                  R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni"})"
                                  "\nE\nip netns del gone");
        EXPECT_EQ(done.exitCode, 0) << done.standardOutput << done.standardError;
    }
    /// Its answer once `holds`, or the last.
    Json eventually(const std::vector<std::string> &words, int exitStatus,
                    const std::function<bool(const Json &)> &holds) const
    {
        for (int attempt = 0;; ++attempt) {
            auto output = command.run([&] {
                auto all = words;
                all.emplace_back("--json");
                return all;
            }());
            auto json = parseJson(output.standardOutput);
            if ((json && output.exitCode == exitStatus && holds(*json)) || attempt == 40) {
                EXPECT_EQ(output.exitCode, exitStatus) << output.standardOutput << output.standardError;
                return json ? *json : Json();
            }
        }
    }
    std::vector<std::string> texts(const Json &list, const char *key) const
    {
        std::vector<std::string> out;
        for (const auto &each : list.items())
            out.push_back(each[key].asString());
        return out;
    }

    Command command{};
    const std::string path = (command.folder / "pair.yaml").string();
    const fs::path machines = command.folder / "labs" / "pair" / "machines";
};

TEST_F(ALabOfTwo, ReleasesWhatIsLeakedByAddressPodWorkloadAndContainer)
{
    const auto isLeaked = [](const Json &found) {
        return !found["problems"].items().empty()
            && found["problems"].items()[0]["kind"].asString() == "leaked";
    };
    for (const auto &[pod, name] : {std::pair("web", "shop/web"), std::pair("web-12", "shop/web"),
                                    std::pair("web", "id-of-web"), std::pair("web", "id-of-web/eth0")}) {
        leak("node-2", pod);
        const auto problems = eventually({"ipam", "check"}, 1, isLeaked);
        const auto leaked = texts(problems["problems"], "address");

        const auto kept = command.ask({"ipam", "release", "shop/we", "shop/web-1", "demo/web-0"}, 1);
        EXPECT_THAT(kept["released"].items(), IsEmpty()) << kept.dump();
        ASSERT_THAT(kept["kept"].items(), SizeIs(3)) << kept.dump();
        EXPECT_THAT(kept.dump(), HasSubstr("has its interface")) << "who runs is not cut off";
        EXPECT_THAT(texts(kept["kept"], "address"), Contains("shop/we"));
        EXPECT_THAT(texts(kept["kept"], "address"), Contains("shop/web-1"));

        const auto released = command.ask({"ipam", "release", name});
        EXPECT_EQ(texts(released["released"], "address"), leaked) << name;
        EXPECT_THAT(texts(released["released"], "pod"), Contains(std::string("shop/") + pod));
        EXPECT_THAT(command.ask({"ipam", "check"})["problems"].items(), IsEmpty());
    }
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty()) << "every pod runs on";
}

TEST_F(ALabOfTwo, SplitsAPoolAlthoughANodeIsSilentAndAnAnswerWasLost)
{
    service("node-1", "stop");
    const auto split = command.ask({"ipam", "split", "pods"});
    EXPECT_EQ(split["removed"].asString(), "pods");
    ASSERT_THAT(split["pools"].items(), SizeIs(2));

    // Who did not hear the answer asks again, and hears it.
    EXPECT_EQ(texts(command.ask({"ipam", "split", "pods"})["pools"], "kind"), texts(split["pools"], "kind"));
    EXPECT_EQ(command.run({"ipam", "split", "pods", "--into", "4"}).exitCode, 2) << "it was into two";
    // Cut off between: the parts are there, and the pool still is.
    EXPECT_EQ(
        inside("node-2", "/usr/libexec/podloom/podloom-agentd apply - <<'E'\n" + kPool + "\nE\n").exitCode,
        0);
    EXPECT_EQ(command.ask({"ipam", "split", "pods"})["removed"].asString(), "pods");

    const auto silent = command.run({"ipam", "show"});
    EXPECT_EQ(silent.exitCode, 1);
    EXPECT_THAT(silent.standardError, HasSubstr("node-1: no agent answers on node-1"));
    EXPECT_THAT(silent.standardError, HasSubstr("podloomctl apply PATH... --lab pair"));
    EXPECT_THAT(command.run({"status"}).standardError, HasSubstr("podloomctl apply PATH... --lab pair"));
    EXPECT_THAT(command.run({"probe", "--protocol", "TCP", "--port", "8080"}).standardError,
                HasSubstr("puts an agent there and starts it"));
    const auto alone = inside("node-1", "/usr/libexec/podloom/podloom-agentd status --json");
    EXPECT_EQ(alone.exitCode, 2);
    EXPECT_THAT(alone.standardError, HasSubstr("systemctl start podloom-agentd"));
    service("node-1", "start");

    // The design has the pool as it was: both at once cannot be.
    for (const auto *verb : {"plan", "apply"}) {
        const auto refused = command.run({verb, path});
        EXPECT_EQ(refused.exitCode, 2) << verb << refused.standardOutput;
        EXPECT_THAT(refused.standardError, HasSubstr("the lab has the pool pods-1 (10.48.0.0/17)"));
        EXPECT_THAT(refused.standardError, HasSubstr("write pods-1 into the design in place of pods"));
    }
    std::string pools;
    for (const auto &part : split["pools"].items())
        pools += part.dump() + "\n---\n";
    writeDesign(pools);
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty());
    const auto shown = command.ask({"ipam", "show"});
    EXPECT_THAT(shown["blocks"].items(), SizeIs(2));
    for (const auto &block : shown["blocks"].items())
        EXPECT_THAT(block["pool"].asString(), ::testing::StartsWith("pods-")) << block.dump();
}

TEST_F(ALabOfTwo, PlansAPodThatHasLostItsInterface)
{
    // Where no namespace can be made, the agent cannot make the pod again.
    const auto links =
        inside("node-2", "mount -t tmpfs -o ro none /run/netns && ip -br link | grep -o '^pod[^@]*'");
    ASSERT_EQ(links.exitCode, 0) << links.standardError;
    const auto link = links.standardOutput.substr(0, links.standardOutput.find('\n'));
    inside("node-2", "ip link del " + link);

    const auto plan = eventually({"plan", path}, 0, [](const Json &answer) {
        return answer["steps"].items().size() == 1
            && answer["steps"].items()[0]["id"].asString().starts_with("node-2/pod/demo/");
    });
    ASSERT_THAT(plan["steps"].items(), SizeIs(1)) << plan.dump();
    const auto &step = plan["steps"].items()[0];
    EXPECT_EQ(step["object"]["kind"].asString(), "Pod");
    EXPECT_EQ(step["object"]["namespace"].asString(), "demo");
    EXPECT_EQ(step["node"].asString(), "node-2");
    EXPECT_EQ(step["action"].asString(), "change");
    EXPECT_THAT(step["detail"].asString(), HasSubstr("make Pod demo/"));

    inside("node-2", "umount /run/netns");
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty());
}

} // namespace
} // namespace podloom
