// What failures cost, packet by packet: a stream of echo requests each 10 ms while something breaks.
#include "tests/system/routing/ping_stream.h"
#include "tests/system/routing/template_lab.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <thread>

namespace podloom {
namespace {

using test::PingStream;
using test::TemplateLab;
using namespace std::chrono_literals;

constexpr auto kPatience = 15s;

/// The process of the pod that a machine runs.
pid_t podOn(pid_t machine)
{
    const auto wanted = inodeOf("/proc/" + std::to_string(machine) + "/ns/pid");
    for (const auto &process : std::filesystem::directory_iterator("/proc")) {
        const auto name = process.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos)
            continue;
        std::string command;
        std::getline(std::ifstream(process.path() / "comm"), command);
        if (command == "podloom-pod" && inodeOf(process.path() / "ns" / "pid") == wanted)
            return std::stoi(name);
    }
    return 0;
}

class Failures : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
    }

    /// Streams in both families and both directions between the pods of two nodes.
    void stream(const std::string &a, const std::string &b)
    {
        std::map<std::string, std::vector<IpAddress>> ips;
        const auto status = lab.status();
        for (const auto &node : status["nodes"].items()) {
            for (const auto &pod : node["pods"].items()) {
                for (const auto &ip : pod["ips"].items())
                    ips[node["name"].asString()].push_back(*IpAddress::parse(ip.asString()));
            }
        }
        for (const auto &[from, to] : {std::pair(a, b), std::pair(b, a)}) {
            const auto pod = podOn(lab.pidOf(from));
            ASSERT_NE(pod, 0) << from;
            ASSERT_EQ(ips[to].size(), 2U) << to;
            for (const auto &ip : ips[to]) {
                const auto name = from + " -> " + to + (ip.isV4() ? " IPv4" : " IPv6");
                auto &added = streams.emplace_back(name, std::make_unique<PingStream>(pod, ip)).second;
                ASSERT_EQ(added->trouble(), "");
            }
        }
        expectFlow();
    }
    void expectFlow() const
    {
        for (const auto &[name, stream] : streams)
            EXPECT_TRUE(stream->flows(20, kPatience)) << name << " does not flow";
    }
    /// Ends all streams and tells what they lost.
    std::size_t told(const std::string &what)
    {
        std::size_t lost = 0;
        for (auto &[name, stream] : streams) {
            const auto result = stream->stop();
            std::printf("%s, %s: %s\n", what.c_str(), name.c_str(), result.text().c_str());
            lost += result.lost;
        }
        streams.clear();
        return lost;
    }
    std::string bird(const std::string &node, const std::string &question) const
    {
        return lab.inside(node, {"birdc", "-s", "/run/podloom/bird.ctl", question});
    }

    TemplateLab lab{"failures"};
    std::vector<std::pair<std::string, std::unique_ptr<PingStream>>> streams{};
};

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// Cuts the wires between the spines and the first rack's leaf, one after the other and silently: whatever
/// way traffic takes, one of the cuts hits it.
class ACutLink : public Failures {
protected:
    void cutAndTell(const std::string &manifests, const std::string &what)
    {
        lab.bringUp(manifests);
        stream("node-1", "node-6");
        for (const auto *spine : {"spine-1", "spine-2"}) {
            // Each spine has its interface to leaf-1 first.
            lab.inside(spine,
                       {"nft", "table inet cut { chain in { type filter hook prerouting priority -300; "
                               "iifname eth0 drop; }; chain out { type filter hook postrouting "
                               "priority 300; oifname eth0 drop; }; }"});
            std::this_thread::sleep_for(1s);
            expectFlow();
            lab.inside(spine, {"nft", "delete table inet cut"});
            std::this_thread::sleep_for(8s); // until its sessions are up again
            expectFlow();
        }
        (void)told(what);
    }
};

TEST_F(ACutLink, IsNoticedByBfd)
{
    cutAndTell(TemplateLab::manifestsOf({.name = "spine-leaf"}), "link cut, BFD 3 x 200 ms");
}

TEST_F(ACutLink, IsNoticedWithoutBfdWhenTheHoldTimeIsOver)
{
    const auto manifests = TemplateLab::manifestsOf({.name = "spine-leaf"});
    cutAndTell(replaced(manifests, "podloom.dev/bfd: \"true\"", "podloom.dev/hold-time: 6s"),
               "link cut, no BFD, hold time 6 s");
}

TEST_F(Failures, AReflectorThatFailsCostsNothing)
{
    const auto manifests = TemplateLab::manifestsOf({.name = "reflectors"});
    lab.bringUp(replaced(manifests, "  name: reflectors\n",
                         "  name: reflectors\n  annotations: {podloom.dev/hold-time: 3s}\n"));
    stream("node-3", "node-6");
    lab.inside("node-1", {"ip", "link", "set", "eth0", "down"});
    std::this_thread::sleep_for(8s); // its sessions are gone
    expectFlow();
    EXPECT_EQ(told("reflector lost"), 0U);
}

TEST_F(Failures, TheWayFromMeshToReflectorsCostsNothing)
{
    lab.bringUp(TemplateLab::manifestsOf({.name = "mesh"}));
    stream("node-3", "node-6");
    lab.apply(TemplateLab::manifestsOf({.name = "reflectors"}));
    std::this_thread::sleep_for(2s);
    expectFlow();
    EXPECT_EQ(told("mesh to reflectors"), 0U);
    // A reflector's own sessions become other ones: BIRD restarts for them.
    lab.apply(TemplateLab::manifestsOf({.name = "mesh"}));
    stream("node-1", "node-6");
    stream("node-1", "node-2");
    lab.apply(TemplateLab::manifestsOf({.name = "reflectors"}));
    std::this_thread::sleep_for(25s); // longer than a restarted BIRD waits for its peers
    expectFlow();
    EXPECT_EQ(told("mesh to reflectors, pods of the reflectors themselves"), 0U);
}

TEST_F(Failures, DrainingASpineCostsNothing)
{
    lab.bringUp(TemplateLab::manifestsOf({.name = "spine-leaf"}));
    stream("node-1", "node-6");
    for (const auto *spine : {"spine-1", "spine-2"}) {
        EXPECT_EQ(lab.drain(spine), "");
        const auto verified = lab.verify();
        EXPECT_THAT(verified["missingRoutes"].items(), ::testing::IsEmpty());
        EXPECT_THAT(verified["surplusRoutes"].items(), ::testing::IsEmpty());
        // Whoever is drained can go.
        lab.inside(spine,
                   {"nft", "table inet cut { chain in { type filter hook prerouting priority -300; drop; }; "
                           "chain out { type filter hook postrouting priority 300; drop; }; }"});
        std::this_thread::sleep_for(3s);
        expectFlow();
        lab.inside(spine, {"nft", "delete table inet cut"});
        EXPECT_EQ(lab.undrain(spine), "");
        std::this_thread::sleep_for(1s);
        expectFlow();
    }
    EXPECT_EQ(told("spines drained, stopped and started, one after the other"), 0U);
}

TEST_F(Failures, DrainingAReflectorCostsNothing)
{
    lab.bringUp(TemplateLab::manifestsOf({.name = "reflectors"}));
    stream("node-3", "node-6");
    EXPECT_EQ(lab.drain("node-1"), "");
    EXPECT_EQ(lab.verify()["missingRoutes"].items().size(), 0U);
    lab.inside("node-1", {"ip", "link", "set", "eth0", "down"});
    std::this_thread::sleep_for(4s);
    expectFlow();
    EXPECT_EQ(told("reflector drained and stopped"), 0U);
}

TEST_F(Failures, RestartsCostNothing)
{
    lab.bringUp(TemplateLab::manifestsOf({.name = "reflectors"}));
    stream("node-3", "node-6");
    for (const auto *node : {"node-6", "node-1"}) {
        lab.inside(node, {"sh", "-c", "kill -9 $(cat /run/podloom/bird.pid)"});
        std::this_thread::sleep_for(4s);
        expectFlow();
    }
    EXPECT_EQ(told("BIRD killed and started again"), 0U);
    stream("node-3", "node-6");
    lab.inside("node-6", {"/usr/libexec/podloom/podloom-node", "service", "restart", "podloom-agentd"});
    std::this_thread::sleep_for(4s);
    expectFlow();
    EXPECT_EQ(told("agent restarted"), 0U);
}

} // namespace
} // namespace podloom
