// The whole way of a design: machines, deployment, proof, a change, and nothing left.
#include "core/os/files.h"
#include "tests/system/lab/command.h"

#include <sched.h>

#include <fstream>

namespace podloom {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class AnEmulatedLab : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        if (::unshare(CLONE_NEWNET) != 0) // so that this host's network can be compared
            GTEST_SKIP() << "no network namespace can be made here";
        fs::copy(PODLOOM_SOURCE_DIR "/resources/examples/shop", design, fs::copy_options::recursive);
    }
    void TearDown() override { command.run({"lab", "down", "shop"}); }

    std::vector<std::string> with(std::vector<std::string> words) const
    {
        words.push_back(design.string());
        return words;
    }
    /// What `podloomctl lab` must not change on this host; other tests may have labs in their folders.
    static std::string host()
    {
        return runProgram(
                   {"sh", "-c",
                    "ip -o link; ip route show table all; ip -6 route show table all; nft list ruleset; "
                    "grep -v /podloom- /proc/self/mountinfo; ls /run/netns /run/podloom /etc/cni "
                    "/etc/podloom 2>&1"})
            .standardOutput;
    }
    ChildOutput inside(const std::string &machine, const std::string &script) const
    {
        return runProgram({"nsenter", "-t", machinesIn(machines)[machine].second, "-n", "sh", "-c", script});
    }
    /// The chain that each pod's interface leads to in one direction.
    std::map<std::string, std::string> chainsOf(const std::string &machine, const std::string &map) const;
    /// The pods behind the interfaces.
    std::map<std::string, std::string> podsOf(const std::string &machine, const Json &node) const;

    Command command{};
    const fs::path design = command.folder / "shop";
    const fs::path machines = command.folder / "labs" / "shop" / "machines";
};

std::map<std::string, std::string> AnEmulatedLab::chainsOf(const std::string &machine,
                                                           const std::string &map) const
{
    std::map<std::string, std::string> out;
    const auto json = parseJson(inside(machine, "nft -j list map inet podloom " + map).standardOutput);
    if (!json)
        return out;
    for (const auto &each : (*json)["nftables"].items()) {
        for (const auto &element : each["map"]["elem"].items())
            out[element.items()[0].asString()] = element.items()[1].dump();
    }
    return out;
}

std::map<std::string, std::string> AnEmulatedLab::podsOf(const std::string &machine, const Json &node) const
{
    std::map<std::string, std::string> out;
    for (const auto &pod : node["pods"].items()) {
        const auto route = inside(machine, "ip -o route get " + pod["ips"].items().front().asString()
                                               + " | sed -n 's/.* dev \\([^ ]*\\) .*/\\1/p'");
        out[route.standardOutput.substr(0, route.standardOutput.find('\n'))] = pod["name"].asString();
    }
    return out;
}

/// Kernels lead where it is predicted, and a probe finds what is.
void expectTrueTrace(const Json &trace)
{
    const auto &verdict = trace["verdict"];
    EXPECT_EQ(verdict["kernel"].asString(), "allow") << trace.dump();
    EXPECT_EQ(verdict["predicted"], verdict["probe"]) << trace.dump();
    const auto &hops = trace["hops"].items();
    ASSERT_FALSE(hops.empty());
    for (const auto &hop : hops) {
        const bool isLast = &hop == &hops.back();
        EXPECT_EQ(hop["kernel"].asString(), isLast ? "deliver" : "forward") << trace.dump();
        if (hop["predicted"].isString() && hop["predicted"].asString() != "deny") {
            EXPECT_EQ(hop["predicted"], hop["kernel"]) << trace.dump();
        }
    }
}

TEST_F(AnEmulatedLab, BecomesItsDesignFollowsItAndLeavesNothing)
{
    const auto before = host();
    const auto up = command.ask(with({"lab", "up"}));
    ASSERT_THAT(up["labs"].items(), SizeIs(1));
    for (const auto &node : up["labs"].items().front()["nodes"].items())
        EXPECT_EQ(node["state"].asString(), "up") << node["name"].asString();
    EXPECT_EQ(command.ask({"lab", "list"}), up);
    const auto namespaces = namespacesOf(machines);

    EXPECT_THAT(notDone(command.ask(with({"apply"}))), IsEmpty());
    EXPECT_THAT(command.ask(with({"plan"}))["steps"].items(), IsEmpty());
    EXPECT_THAT(command.ask(with({"apply"}))["steps"].items(), IsEmpty());

    const auto status = command.ask({"status"});
    ASSERT_THAT(status["nodes"].items(), SizeIs(3));
    for (const auto &node : status["nodes"].items()) {
        EXPECT_EQ(node["agent"]["state"].asString(), "ready") << node.dump();
        EXPECT_THAT(node["bgp"].items(), Not(IsEmpty())) << node.dump();
        for (const auto &session : node["bgp"].items())
            EXPECT_EQ(session["state"].asString(), "Established") << session.dump();
        for (const auto &pod : node["pods"].items())
            EXPECT_EQ(pod["state"].asString(), "running") << pod.dump();
    }
    const auto verified = command.ask(with({"verify"}));
    EXPECT_GE(verified["checked"].asInt(), 200);
    EXPECT_THAT(verified["mismatches"].items(), IsEmpty());
    const auto &source = status["nodes"].items()[0]["pods"].items().front()["name"].asString();
    for (const auto &node : status["nodes"].items()) {
        for (const auto &pod : node["pods"].items()) {
            const auto &target = pod["name"].asString();
            if (target != source)
                expectTrueTrace(command.ask(with(
                    {"trace", "--from", source, "--to", target, "--protocol", "TCP", "--port", "8080"})));
        }
    }

    std::map<std::string, std::map<std::string, std::string>> chains;
    for (const auto &node : status["nodes"].items()) {
        const auto &name = node["name"].asString();
        for (const auto *map : {"ingress-chains", "egress-chains"})
            chains[name + ' ' + map] = chainsOf(name, map);
        EXPECT_THAT(chains[name + " ingress-chains"], SizeIs(node["pods"].items().size()));
    }
    fs::remove(design / "policies" / "data.yaml");
    const auto plan = command.ask(with({"plan"}));
    EXPECT_THAT(plan["steps"].items(), SizeIs(3));
    for (const auto &step : plan["steps"].items()) {
        EXPECT_EQ(step["action"].asString(), "remove") << step.dump();
        EXPECT_EQ(step["object"]["kind"].asString(), "NetworkPolicy") << step.dump();
        EXPECT_EQ(step["object"]["namespace"].asString(), "data") << step.dump();
        EXPECT_EQ(step["disruption"].asString(), "live") << step.dump();
    }
    EXPECT_THAT(notDone(command.ask(with({"apply"}))), IsEmpty());
    EXPECT_THAT(command.ask(with({"plan"}))["steps"].items(), IsEmpty());
    int changed = 0;
    for (const auto &node : status["nodes"].items()) {
        const auto &name = node["name"].asString();
        const auto pods = podsOf(name, node);
        for (const auto *map : {"ingress-chains", "egress-chains"}) {
            const auto &old = chains[name + ' ' + map];
            for (const auto &[interface, chain] : chainsOf(name, map)) {
                const bool isSame = old.contains(interface) && old.at(interface) == chain;
                EXPECT_EQ(isSame, !pods.at(interface).starts_with("data/"))
                    << pods.at(interface) << ' ' << map;
                changed += isSame ? 0 : 1;
            }
        }
    }
    EXPECT_EQ(changed, 4) << "two pods, two directions";
    const auto again = command.ask(with({"verify", "--protocol", "TCP", "--port", "5432"}));
    EXPECT_GE(again["checked"].asInt(), 200);
    EXPECT_THAT(again["mismatches"].items(), IsEmpty());

    const auto down = command.run({"lab", "down"});
    EXPECT_EQ(down.exitCode, 0) << down.standardError;
    EXPECT_THAT(leftovers(command.folder / "labs" / "shop", namespaces), IsEmpty());
    EXPECT_EQ(host(), before);
    EXPECT_THAT(command.ask({"lab", "list"})["labs"].items(), IsEmpty());
}

/// The smallest example with some lines replaced.
void writeMinimal(const fs::path &file, const std::vector<std::pair<std::string, std::string>> &replaced)
{
    std::ifstream in(PODLOOM_SOURCE_DIR "/resources/examples/minimal/minimal.yaml");
    std::string text(std::istreambuf_iterator<char>(in), {});
    for (const auto &[before, after] : replaced) {
        const auto at = text.find(before);
        ASSERT_NE(at, std::string::npos) << before;
        text.replace(at, before.size(), after);
    }
    std::ofstream(file) << text;
}

TEST_F(AnEmulatedLab, IsNotTakenForThatOfADesignThatWiresItOtherwise)
{
    const auto file = command.folder / "shop.yaml";
    const auto path = file.string();
    writeMinimal(file, {});
    command.ask({"lab", "up", path});
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    const auto before = machinesIn(machines);

    writeMinimal(file,
                 {{"name: node-2\n", "name: node-2\nstatus: {addresses: [{type: InternalIP, address: "
                                     "172.31.0.77}, {type: InternalIP, address: \"fd00:31::77\"}]}\n"}});
    const auto planned = command.ask({"plan", path})["steps"].items();
    ASSERT_THAT(planned, Not(IsEmpty()));
    EXPECT_EQ(planned.front()["id"].asString(), "node-2/machine");
    EXPECT_EQ(planned.front()["action"].asString(), "change");
    EXPECT_EQ(planned.front()["disruption"].asString(), "restart");
    for (const auto *verb : {"apply", "verify"}) {
        const auto refused = command.run({verb, path});
        EXPECT_EQ(refused.exitCode, 2) << verb;
        EXPECT_NE(refused.standardError.find("node-2 is wired otherwise"), std::string::npos)
            << refused.standardError;
    }
    command.ask({"lab", "up", path});
    const auto rewired = machinesIn(machines);
    EXPECT_EQ(rewired.at("node-1"), before.at("node-1")) << "what is as it should be stays";
    EXPECT_NE(rewired.at("node-2"), before.at("node-2"));
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty());
    EXPECT_THAT(command.ask({"verify", path})["mismatches"].items(), IsEmpty());
    EXPECT_NE(inside("node-1", "ip route").standardOutput.find("via 172.31.0.77"), std::string::npos);

    // What was not written down is not taken for right.
    const auto memory = command.folder / "labs" / "shop" / "lab.json";
    auto inventory = parseJson(*readFile(memory));
    ASSERT_TRUE(inventory);
    inventory->remove("wires");
    ASSERT_TRUE(replaceFile(memory, inventory->pretty()));
    EXPECT_EQ(command.run({"apply", path}).exitCode, 2);
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), Not(IsEmpty()));
    command.ask({"lab", "up", path});
    EXPECT_NE(machinesIn(machines).at("node-1"), rewired.at("node-1"));

    writeMinimal(file, {{"name: small", "name: other"}});
    const auto refused = command.run({"plan", path});
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_NE(refused.standardError.find("runs the cluster small"), std::string::npos)
        << refused.standardError;
    command.ask({"lab", "up", path});
    EXPECT_NE(machinesIn(machines).at("node-1"), rewired.at("node-1")) << "its store is of another cluster";
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"verify", path})["mismatches"].items(), IsEmpty());
}

/// The steps of a plan that are about machines: "remove node-2", by what running pods notice.
std::map<std::string, std::string> machineStepsOf(const Json &plan)
{
    std::map<std::string, std::string> out;
    for (const auto &step : plan["steps"].items()) {
        if (step["id"].asString().ends_with("/machine"))
            out[step["action"].asString() + ' ' + step["node"].asString()] = step["disruption"].asString();
    }
    return out;
}

/// A machine must not end, or start again, without having been announced.
TEST_F(AnEmulatedLab, IsPlannedToGetAndLoseMachines)
{
    using Steps = std::map<std::string, std::string>;
    const std::string second = "---\napiVersion: v1\nkind: Node\nmetadata:\n  name: node-2\n";
    const auto file = command.folder / "shop.yaml";
    const auto path = file.string();
    writeMinimal(file, {});
    command.ask({"lab", "up", path});
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty());

    writeMinimal(file, {{second, second + "---\n{apiVersion: v1, kind: Node, metadata: {name: node-3}}\n"}});
    EXPECT_EQ(machineStepsOf(command.ask({"plan", path})), (Steps{{"create node-3", "none"}}));
    writeMinimal(file, {{second, ""}});
    const auto plan = command.ask({"plan", path});
    EXPECT_EQ(machineStepsOf(plan), (Steps{{"remove node-2", "restart"}}));
    std::size_t moved = 0;
    for (const auto &step : plan["steps"].items())
        moved += step["object"]["kind"].asString() == "Pod" && step["disruption"].asString() == "restart";
    EXPECT_EQ(moved, 2U) << plan.dump();

    command.ask({"lab", "up", path});
    EXPECT_EQ(machineStepsOf(command.ask({"plan", path})), Steps{});
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty());
    EXPECT_FALSE(machinesIn(machines).contains("node-2"));

    // The machine that keeps the store goes, and with it the whole lab starts anew.
    writeMinimal(file, {{"name: node-1\n", "name: node-9\n"}, {second, ""}});
    const auto anew = machineStepsOf(command.ask({"plan", path}));
    EXPECT_EQ(anew.count("remove node-1"), 1U);
    EXPECT_EQ(anew.count("create node-9"), 1U);
}

/// What policies allow and routes do not carry is predicted to fail, and does.
TEST_F(AnEmulatedLab, PredictsThatNothingComesWhereNoRouteLeads)
{
    const auto file = command.folder / "shop.yaml";
    const auto path = file.string();
    writeMinimal(file,
                 {{"# The smallest design",
                   "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: "
                   "10.48.0.0/16, disableBGPExport: true}}\n---\n#"}});
    command.ask({"lab", "up", path});
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    const auto verified = command.ask({"verify", path, "--protocol", "TCP", "--port", "8080"});
    EXPECT_THAT(verified["mismatches"].items(), IsEmpty()) << verified.dump();
    EXPECT_GT(verified["withoutWay"].asInt(), 0);
    EXPECT_LT(verified["withoutWay"].asInt(), verified["checked"].asInt())
        << "pods of one node reach each other";
    const auto trace = command.ask(
        {"trace", path, "--from", "demo/web-0", "--to", "demo/web-1", "--protocol", "TCP", "--port", "8080"});
    EXPECT_EQ(trace["verdict"].dump(), R"({"predicted":"deny","kernel":"deny","probe":"deny"})")
        << trace.dump();
    EXPECT_EQ(trace["hops"].items().size(), 1U) << trace.dump();
    EXPECT_EQ(trace["hops"].items()[0]["kernel"].asString(), "no-route") << trace.dump();
}

/// An apply that could not end must not look like one that has.
TEST_F(AnEmulatedLab, IsPlannedToBecomeReadyWhileItIsNot)
{
    const auto file = command.folder / "shop.yaml";
    const auto path = file.string();
    writeMinimal(file, {});
    command.ask({"lab", "up", path});
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());

    const auto pid = machinesIn(machines).at("node-2").second;
    const auto pause = [&](const std::string &verb) {
        return runProgram({"nsenter", "-t", pid, "-m", "-n", "-p", "-u", "-i", "birdc", "-s",
                           "/run/podloom/bird.ctl", verb, "all"});
    };
    const auto stopped = pause("disable");
    ASSERT_EQ(stopped.exitCode, 0) << stopped.standardOutput << stopped.standardError;
    const auto steps = command.ask({"plan", path})["steps"].items();
    EXPECT_THAT(steps, Not(IsEmpty()));
    for (const auto &step : steps)
        EXPECT_TRUE(step["id"].asString().ends_with("/ready")) << step.dump();
    EXPECT_EQ(pause("enable").exitCode, 0);
    EXPECT_THAT(notDone(command.ask({"apply", path})), IsEmpty());
    EXPECT_THAT(command.ask({"plan", path})["steps"].items(), IsEmpty());
}

} // namespace
} // namespace podloom
