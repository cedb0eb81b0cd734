// The whole way of a design: machines, deployment, proof, a change, and nothing left.
#include "tests/system/lab/command.h"

#include <sched.h>

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
    /// What `podloomctl lab` must not change on this host.
    static std::string host()
    {
        return runProgram(
                   {"sh", "-c",
                    "ip -o link; ip route show table all; ip -6 route show table all; nft list ruleset; "
                    "cat /proc/self/mountinfo; ls /run/netns /run/podloom /etc/cni /etc/podloom 2>&1"})
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

} // namespace
} // namespace podloom
