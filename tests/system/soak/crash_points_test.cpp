// The agent ends in the middle of a verb, at every place where two steps belong together, and comes back.
#include "tests/system/soak/soak_world.h"

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace podloom {
namespace {

constexpr const char *kGcOfAll =
    R"({"cniVersion":"1.1.0","name":"podloom","type":"podloom-cni","cni.dev/valid-attachments":[{"containerID":"steady","ifname":"eth0"}]})";

struct Tear {
    const char *verb;
    const char *point;
    /// What the runtime can rely on after the restart, without another call.
    enum class After { Nothing, Pod, AnsweredPod } after = After::Nothing;
};

std::ostream &operator<<(std::ostream &stream, const Tear &tear)
{
    return stream << tear.verb << " torn at " << tear.point;
}

class CrashPoint : public ::testing::TestWithParam<Tear> {};

/// The agent is dead once this returns.
void awaitEnd(pid_t agent)
{
    int status = 0;
    ASSERT_TRUE(AgentWorld::eventually([&] { return ::waitpid(agent, &status, WNOHANG) == agent; }));
    EXPECT_TRUE(WIFSIGNALED(status)) << "the point was not reached";
}

TEST_P(CrashPoint, LeavesWhatTheNextStartPutsRight)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
    const auto &tear = GetParam();
    const bool isAdd = std::string(tear.verb) == "ADD";
    for (const auto *name : {"steady", "torn"})
        outputOf({"ip", "netns", "add", name});
    {
        AgentWorld world({.agentProgram = "podloom-agentd-torn"});
        world.startAgent();
        const auto steady = callRuntime("ADD", "steady", "steady");
        ASSERT_EQ(steady.exitStatus, 0) << steady.text;
        const auto before = world.quietInventory();
        if (!isAdd) {
            const auto added = callRuntime("ADD", "torn", "torn");
            ASSERT_EQ(added.exitStatus, 0) << added.text;
            ASSERT_TRUE(AgentWorld::eventually(
                [&] { return world.call("endpoints")["endpoints"].items().size() == 2; }));
            sendDatagram("torn", addressesOf(steady).front());
        }
        world.endAgent();
        ::setenv("PODLOOM_TEAR", tear.point, 1);
        world.startAgent();
        ::unsetenv("PODLOOM_TEAR");

        const auto outcome = callRuntime(tear.verb, std::string(tear.verb) == "GC" ? "" : "torn", "torn",
                                         std::string(tear.verb) == "GC" ? kGcOfAll : "");
        if (isAdd) {
            EXPECT_EQ(outcome.exitStatus == 0, tear.after == Tear::After::AnsweredPod) << outcome.text;
        }
        awaitEnd(world.takeAgent());
        world.startAgent();
        if (tear.after != Tear::After::Nothing) {
            EXPECT_TRUE(AgentWorld::eventually(
                [&] { return world.call("endpoints")["endpoints"].items().size() == 2; }));
            EXPECT_EQ(world.call("status")["pods"].items().size(), 2U);
            EXPECT_EQ(callRuntime("DEL", "torn", "torn").exitStatus, 0);
        }
        EXPECT_EQ(differenceFrom(before, world), "");
        // A runtime asks for the end of what failed, and may start it again.
        EXPECT_EQ(callRuntime("DEL", "torn", "torn").exitStatus, 0);
        const auto again = callRuntime("ADD", "torn", "torn");
        EXPECT_EQ(again.exitStatus, 0) << again.text;
        EXPECT_EQ(callRuntime("DEL", "torn", "torn").exitStatus, 0);
        EXPECT_EQ(differenceFrom(before, world), "");
        EXPECT_EQ(callRuntime("DEL", "steady", "steady").exitStatus, 0);
        world.endAgent();
        EXPECT_EQ(world.stateRows(), "");
    }
    for (const auto *name : {"steady", "torn"})
        outputOf({"ip", "netns", "del", name});
}

INSTANTIATE_TEST_SUITE_P(OfVerbs, CrashPoint,
                         ::testing::Values(Tear{"ADD", "add-addresses-taken"}, Tear{"ADD", "add-noted"},
                                           Tear{"ADD", "add-enforced"}, Tear{"ADD", "add-wired"},
                                           Tear{"ADD", "add-ready", Tear::After::Pod},
                                           Tear{"ADD", "publish-begun", Tear::After::AnsweredPod},
                                           Tear{"ADD", "publish-written", Tear::After::AnsweredPod},
                                           Tear{"ADD", "use-mirrored", Tear::After::AnsweredPod},
                                           Tear{"DEL", "publish-begun"}, Tear{"DEL", "publish-written"},
                                           Tear{"DEL", "del-noted"}, Tear{"DEL", "del-unplugged"},
                                           Tear{"DEL", "del-answered"}, Tear{"DEL", "del-flows-forgotten"},
                                           Tear{"DEL", "undo-unenforced"}, Tear{"GC", "del-noted"},
                                           Tear{"GC", "del-unplugged"}, Tear{"GC", "undo-unenforced"}),
                         [](const auto &each) {
                             auto name = std::string(each.param.verb) + '_' + each.param.point;
                             for (auto &c : name)
                                 c = c == '-' ? '_' : c;
                             return name;
                         });

/// What the store says of blocks, and the routes that follow from it.
std::string blocksOf(const AgentWorld &world)
{
    return world.call("ipam")["blocks"].dump() + world.onNode({"ip", "route", "show", "proto", "112"})
         + world.onNode({"ip", "-6", "route", "show", "proto", "112"});
}

class TornBlocks : public ::testing::TestWithParam<const char *> {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
    }
    /// Starts an agent that ends itself at the point, and waits for that.
    static void tear(AgentWorld &world, const std::vector<std::string> &options = {})
    {
        ::setenv("PODLOOM_TEAR", GetParam(), 1);
        world.spawnAgent(options);
        ::unsetenv("PODLOOM_TEAR");
        awaitEnd(world.takeAgent());
    }
};

class TornClaim : public TornBlocks {};
class TornReturn : public TornBlocks {};

std::string pointName(const ::testing::TestParamInfo<const char *> &each)
{
    std::string name = each.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

TEST_P(TornClaim, LeavesWhatAnUntornOneWould)
{
    std::string untorn;
    {
        AgentWorld world({.agentProgram = "podloom-agentd-torn"});
        world.startAgent();
        world.quietInventory();
        untorn = blocksOf(world);
    }
    AgentWorld world({.agentProgram = "podloom-agentd-torn"});
    tear(world);

    world.startAgent();

    EXPECT_TRUE(AgentWorld::eventually([&] { return blocksOf(world) == untorn; })) << untorn << "\ntorn:\n"
                                                                                   << blocksOf(world);
    outputOf({"ip", "netns", "add", "torn"});
    EXPECT_EQ(callRuntime("ADD", "torn", "torn").exitStatus, 0);
    EXPECT_EQ(callRuntime("DEL", "torn", "torn").exitStatus, 0);
    outputOf({"ip", "netns", "del", "torn"});
}

INSTANTIATE_TEST_SUITE_P(OfBlocks, TornClaim,
                         ::testing::Values("claim-begun", "claim-written", "claim-adopted", "claim-routed"),
                         pointName);

constexpr const char *kSmallBlocks = R"(
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: small}
spec: {cidr: 10.61.0.0/24, blockSize: 29}
)";

TEST_P(TornReturn, LosesNoAddressAndGivesNoneTwice)
{
    constexpr int kPods = 24;
    AgentWorld world({.agentProgram = "podloom-agentd-torn"});
    world.startAgent();
    world.apply(kSmallBlocks);
    const auto nameOf = [](int i) { return "many" + std::to_string(i); };
    const auto addAll = [&] {
        std::set<std::string> addresses;
        for (int i = 0; i < kPods; ++i) {
            const auto added = callRuntime("ADD", nameOf(i), nameOf(i));
            EXPECT_EQ(added.exitStatus, 0) << added.text << world.log();
            for (const auto &address : addressesOf(added))
                addresses.insert(address);
        }
        EXPECT_EQ(addresses.size(), static_cast<std::size_t>(kPods));
    };
    const auto deleteAll = [&] {
        for (int i = 0; i < kPods; ++i)
            EXPECT_EQ(callRuntime("DEL", nameOf(i), nameOf(i)).exitStatus, 0);
    };
    const auto blocks = [&] { return world.call("ipam")["blocks"].items().size(); };
    for (int i = 0; i < kPods; ++i)
        outputOf({"ip", "netns", "add", nameOf(i)});
    addAll();
    const auto many = blocks();
    ASSERT_GE(many, 3U);
    deleteAll();
    world.endAgent();
    const std::vector<std::string> impatient{"--idle-block-seconds", "1"};

    tear(world, impatient);
    world.startAgent(impatient);

    EXPECT_TRUE(AgentWorld::eventually([&] { return blocks() < many - 1; })) << world.call("ipam").dump();
    // Each block of the store has its route, and there is no route of another.
    EXPECT_TRUE(AgentWorld::eventually([&] {
        const auto routes = world.onNode({"ip", "route", "show", "proto", "112", "type", "blackhole"});
        return static_cast<std::size_t>(std::count(routes.begin(), routes.end(), '\n')) == blocks();
    })) << world.call("ipam").dump()
        << world.onNode({"ip", "route"});
    addAll();
    EXPECT_TRUE(world.call("ipam")["problems"].items().empty()) << world.call("ipam").dump();
    deleteAll();
    for (int i = 0; i < kPods; ++i)
        outputOf({"ip", "netns", "del", nameOf(i)});
}

INSTANTIATE_TEST_SUITE_P(OfBlocks, TornReturn, ::testing::Values("return-begun", "return-written"),
                         pointName);

} // namespace
} // namespace podloom
