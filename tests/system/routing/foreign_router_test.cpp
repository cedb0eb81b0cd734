// FRR as the ToRs of a lab: it and the nodes' BIRD understand each other, and the tables are those predicted.
#include "core/manifest/snapshot.h"
#include "core/model/placement.h"
#include "tests/system/lab/command.h"
#include "tests/system/routing/seen_table.h"
#include "tests/system/routing/session_times.h"

#include <chrono>
#include <thread>

namespace podloom {
namespace {

using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::chrono::seconds kPatience{60};
constexpr auto kLab = "foreign-tor";

class AForeignRouter : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        if (::access("/usr/lib/frr/bgpd", X_OK) != 0)
            GTEST_SKIP() << "FRR is not installed (package frr): routers with engine: frr were NOT tried";
        const auto drawn = readFile(PODLOOM_SOURCE_DIR "/tests/data/routing/foreign-tor.yaml");
        ASSERT_TRUE(drawn);
        write(*drawn);
    }
    void TearDown() override { command.run({"lab", "down", kLab}); }

    void write(const std::string &manifests)
    {
        text = manifests;
        ASSERT_TRUE(replaceFile(file, text));
        design = place(parseFiles({{file.string(), text}})->design());
    }
    /// Every occurrence.
    void edit(const std::string &from, const std::string &to)
    {
        auto next = text;
        ASSERT_NE(next.find(from), std::string::npos) << from;
        for (auto at = next.find(from); at != std::string::npos; at = next.find(from, at + to.size()))
            next.replace(at, from.size(), to);
        write(next);
    }
    void apply()
    {
        EXPECT_THAT(notDone(command.ask({"apply", file.string(), "--lab", kLab})), IsEmpty());
        pids = machinesIn(command.folder / "labs" / kLab / "machines");
        EXPECT_THAT(command.ask({"plan", file.string(), "--lab", kLab})["steps"].items(), IsEmpty());
    }
    std::string inside(const std::string &machine, std::vector<std::string> argv) const
    {
        std::vector<std::string> enter{"nsenter", "-t", pids.at(machine).second, "-m", "-n"};
        enter.insert(enter.end(), argv.begin(), argv.end());
        const auto output = runProgram(std::move(enter));
        EXPECT_EQ(output.exitCode, 0) << machine << ": " << argv.front() << ": " << output.standardError;
        return output.standardOutput;
    }
    std::string vtysh(const std::string &router, const std::string &words) const
    {
        return inside(router, {"vtysh", "-c", words});
    }
    NodeBlocks blocks() const;
    test::SeenTable tableOf(const MachineId &machine) const;
    std::string differences(const RoutePrediction &prediction) const;
    /// Waits until prediction and tables are the same; what differs at the end.
    std::string differencesInTheEnd() const;
    /// When each session came up, by "NODE PEER FAMILY".
    std::map<std::string, std::string> since() const;

    Command command{};
    const std::filesystem::path file = command.folder / "network.yaml";
    std::string text{};
    std::map<std::string, std::pair<std::string, std::string>> pids{};
    Design design{};
};

NodeBlocks AForeignRouter::blocks() const
{
    NodeBlocks out;
    for (const auto &node : design.nodes) {
        const auto &name = node.meta.id.name;
        for (const auto *family : {"-4", "-6"}) {
            const auto json =
                parseJson(inside(name, {"ip", family, "-j", "route", "show", "type", "blackhole"}));
            for (const auto &route : json ? json->items() : Json::Array()) {
                if (const auto prefix = Prefix::parse(route["dst"].asString()))
                    out[MachineId::node(node.meta.id.cluster, name)].push_back(*prefix);
            }
        }
    }
    return out;
}

test::SeenTable AForeignRouter::tableOf(const MachineId &machine) const
{
    const auto &name = machine.name;
    if (!machine.isRouter() || name == "spine") {
        const auto *socket = machine.isRouter() ? "/run/bird/bird.ctl" : "/run/podloom/bird.ctl";
        return test::birdTableOf(inside(name, {"birdc", "-s", socket, "show", "route", "primary", "all"}));
    }
    test::SeenTable table;
    test::addFrrTable(table, vtysh(name, "show ip route json"), vtysh(name, "show bgp ipv4 unicast json"));
    test::addFrrTable(table, vtysh(name, "show ipv6 route json"), vtysh(name, "show bgp ipv6 unicast json"));
    return table;
}

std::string AForeignRouter::differences(const RoutePrediction &prediction) const
{
    std::string out;
    for (const auto &machine : prediction.wires().machines) {
        const bool isFrr = machine.id.isRouter() && machine.id.name != "spine";
        test::SeenTable kernel;
        for (const auto family : {Family::V4, Family::V6})
            test::addKernelTable(
                kernel, inside(machine.id.name, test::kernelQuestion(family, isFrr ? "bgp" : "bird")),
                family);
        out += test::differences(prediction, machine.id, tableOf(machine.id), kernel);
    }
    return out;
}

std::string AForeignRouter::differencesInTheEnd() const
{
    const RoutePrediction prediction(design, blocks());
    EXPECT_THAT(prediction.restless(), IsEmpty());
    const auto deadline = steady_clock::now() + kPatience;
    auto out = differences(prediction);
    while (!out.empty() && steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        out = differences(prediction);
    }
    return out;
}

std::map<std::string, std::string> AForeignRouter::since() const
{
    std::map<std::string, std::string> out;
    const auto status = command.ask({"status", "--lab", kLab});
    for (const auto &node : status["nodes"].items()) {
        for (const auto &session : node["bgp"].items()) {
            const auto name =
                node["name"].asString() + ' ' + session["peer"].asString() + ' ' + session["family"].dump();
            EXPECT_EQ(session["state"].asString(), "Established") << name;
            out[name] = session["since"].asString();
        }
    }
    return out;
}

TEST_F(AForeignRouter, PeersWithTheNodesAndFollowsTheDesign)
{
    command.ask({"lab", "up", file.string(), "--name", kLab});
    apply();
    EXPECT_EQ(differencesInTheEnd(), "");
    const auto verified = command.ask({"verify", file.string(), "--lab", kLab});
    EXPECT_EQ(verified["checked"].asInt(), 4 * 3 * 2);
    EXPECT_THAT(verified["mismatches"].items(), IsEmpty());

    // Passwords on both sides, in files that only root reads.
    for (const auto *router : {"tor-1", "tor-2"}) {
        const auto bgp = parseJson(vtysh(router, "show bgp neighbors json"));
        ASSERT_TRUE(bgp);
        int signedOnes = 0;
        for (const auto &[address, neighbour] : bgp->members())
            signedOnes += neighbour["authenticationEnabled"].asInt() == 1 ? 1 : 0;
        EXPECT_EQ(signedOnes, 2) << router << ": both nodes, over IPv4";
        const auto bfd = parseJson(vtysh(router, "show bfd peers json"));
        ASSERT_TRUE(bfd);
        for (const auto &peer : bfd->items())
            EXPECT_EQ(peer["status"].asString(), "up") << peer.dump();
        EXPECT_GE(bfd->items().size(), 2U) << router;
        EXPECT_EQ(inside(router, {"stat", "-c", "%a %U", "/etc/podloom/frr/bgpd.conf"}), "600 root\n");
    }
    EXPECT_EQ(inside("node-1", {"stat", "-c", "%a %U", "/var/lib/podloom/bird-secrets.conf"}), "600 root\n");

    // A community that node-3 adds arrives at tor-1, and at node-1, whose filter looks for it and adds one.
    const auto own = blocks();
    const auto &far = own.at(MachineId::node("prod", "node-3")).front().toString();
    EXPECT_THAT(vtysh("tor-1", "show bgp ipv4 unicast " + far), HasSubstr("64512:100"));
    const auto near = inside("node-1", {"birdc", "-s", "/run/podloom/bird.ctl", "show", "route", far, "all"});
    EXPECT_THAT(near, HasSubstr("(64512,100) (64512,200)"));
    // What a filter of the nodes refuses is at the ToR and not at the node.
    EXPECT_THAT(inside("tor-1", {"ip", "route"}), HasSubstr("198.51.100.0/24"));
    EXPECT_THAT(inside("node-1", {"ip", "route"}),
                AllOf(Not(HasSubstr("198.51.100.0/24")), HasSubstr("203.0.113.0/24 via 192.168.11.1")));
}

TEST_F(AForeignRouter, IsRenewedWithoutARestartOfSessionsThatStay)
{
    command.ask({"lab", "up", file.string(), "--name", kLab});
    apply();
    EXPECT_EQ(differencesInTheEnd(), "");
    const auto before = since();
    EXPECT_EQ(before.size(), 8U);

    // Filters out and in, and what routers originate: no session notices.
    edit(R"(action: Accept, operations: [{addCommunity: {value: "64512:100"}}])", "action: Reject");
    edit("networks: [198.51.100.0/24, 203.0.113.0/24,", "networks: [198.51.100.0/24, 192.0.2.0/25,");
    edit("networks: [0.0.0.0/0]", "networks: [192.0.2.128/25]");
    apply();
    EXPECT_EQ(differencesInTheEnd(), "");
    EXPECT_THAT(vtysh("tor-1", "show bgp ipv4 unicast"), Not(HasSubstr("10.48.")));
    EXPECT_THAT(test::restarted(before, since()), IsEmpty());

    // A new hold time of one ToR's sessions restarts those alone.
    edit("hold-time: 9s}\nspec:\n  nodeSelector: rack == '2'",
         "hold-time: 12s}\nspec:\n  nodeSelector: rack == '2'");
    apply();
    EXPECT_EQ(differencesInTheEnd(), "");
    EXPECT_THAT(test::restarted(before, since()), ::testing::ElementsAre("node-3 tor-2 4", "node-4 tor-2 4"));
    EXPECT_THAT(vtysh("tor-2", "show running-config"), HasSubstr("192.168.12.2 timers 4 12"));
}

TEST_F(AForeignRouter, BecomesBirdAndBackAgain)
{
    command.ask({"lab", "up", file.string(), "--name", kLab});
    apply();
    edit("asNumber: 64602, engine: frr", "asNumber: 64602, engine: bird");
    apply();
    EXPECT_THAT(inside("tor-2", {"birdc", "-s", "/run/bird/bird.ctl", "show", "protocols"}),
                HasSubstr("Established"));
    edit("asNumber: 64602, engine: bird", "asNumber: 64602, engine: frr");
    apply();
    EXPECT_EQ(differencesInTheEnd(), "");
}

} // namespace
} // namespace podloom
