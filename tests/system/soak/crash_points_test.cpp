// The agent ends in the middle of a verb, at every place where two steps belong together, and comes back.
#include "tests/system/soak/soak_world.h"

#include <sys/wait.h>

#include <cstdlib>

namespace podloom {
namespace {

constexpr const char *kGcOfAll =
    R"({"cniVersion":"1.1.0","name":"podloom","type":"podloom-cni","cni.dev/valid-attachments":[{"containerID":"steady","ifname":"eth0"}]})";

struct Tear {
    const char *verb;
    const char *point;
    /// What the runtime can rely on after the restart, without another call.
    enum class After { Nothing, Pod } after = After::Nothing;
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
            sendDatagram("torn", addressesOf(steady).front());
        }
        world.endAgent();
        ::setenv("PODLOOM_TEAR", tear.point, 1);
        world.startAgent();
        ::unsetenv("PODLOOM_TEAR");

        const auto outcome = callRuntime(tear.verb, std::string(tear.verb) == "GC" ? "" : "torn", "torn",
                                         std::string(tear.verb) == "GC" ? kGcOfAll : "");
        EXPECT_TRUE(!isAdd || outcome.exitStatus != 0) << "a torn ADD cannot have been answered";
        awaitEnd(world.takeAgent());
        world.startAgent();
        if (tear.after == Tear::After::Pod) {
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

} // namespace
} // namespace podloom
