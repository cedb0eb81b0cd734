#include "agentd/bgp/session_change.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

std::string session(const std::string &name, const std::string &settings, const std::string &channel = {})
{
    return "protocol bgp '" + name + "' {\n  description \"" + name + "\";\n  local 10.0.0.1 as 64512;\n"
         + settings + "  hold time 90;\n  ipv4 {\n    import all;\n" + channel + "  };\n}\n";
}

const std::string kHead = "router id 10.0.0.1;\nprotocol device { scan time 10; }\n";
const std::string kPlain = "  neighbor 10.0.0.2 as 64512;\n";
const std::string kClient = kPlain + "  rr client;\n  rr cluster id 10.0.0.1;\n";
const std::set<std::string> kUp{"n:b:4"};

bool wantsRestartFor(const std::string &before, const std::string &after)
{
    return wantsRestart(kHead + before, kHead + after, kUp);
}

TEST(SessionChange, APeerThatBecomesAClientIsKeptByARestart)
{
    EXPECT_TRUE(wantsRestartFor(session("n:b:4", kPlain), session("n:b:4", kClient)));
    EXPECT_TRUE(wantsRestartFor(session("n:b:4", kClient), session("n:b:4", kPlain)));
    EXPECT_TRUE(wantsRestartFor(session("n:b:4", kClient),
                                session("n:b:4", kPlain + "  rr client;\n  rr cluster id 10.0.0.9;\n")));
}

TEST(SessionChange, NothingRestartsForWhatBirdTakesInItsStride)
{
    const auto plain = session("n:b:4", kPlain);
    EXPECT_FALSE(wantsRestartFor(plain, plain));
    EXPECT_FALSE(wantsRestartFor(plain, plain + session("n:c:4", kClient))) << "an addition";
    EXPECT_FALSE(wantsRestartFor(plain, session("n:b:4", kPlain, "    next hop self;\n"))) << "a channel";
    EXPECT_FALSE(wantsRestartFor(plain, "function f() { return true; }\n" + plain)) << "a filter";
    EXPECT_FALSE(wantsRestartFor(session("n:c:4", kPlain), session("n:c:4", kClient))) << "not up";
}

TEST(SessionChange, NothingRestartsWhereThePeerWouldNotKeepTheRoutes)
{
    const auto plain = session("n:b:4", kPlain);
    const auto client = session("n:b:4", kClient);
    EXPECT_FALSE(wantsRestartFor(plain, "")) << "a removal";
    EXPECT_FALSE(wantsRestart(kHead + plain + session("n:c:4", kPlain), kHead + client, {"n:b:4", "n:c:4"}))
        << "a removal beside it";
    EXPECT_FALSE(wantsRestartFor(plain, session("n:b:4", "  neighbor 10.0.0.3 as 64512;\n  rr client;\n")));
    EXPECT_FALSE(wantsRestartFor(plain, session("n:b:4", kClient + "  password secret_b;\n")));
    EXPECT_FALSE(wantsRestart("router id 10.0.0.1;\n" + plain, "router id 10.0.0.9;\n" + client, kUp));
    const std::string bfd = "  bfd { interval 200 ms; multiplier 3; };\n";
    EXPECT_FALSE(wantsRestartFor(session("n:b:4", kPlain + bfd), session("n:b:4", kClient + bfd)));
    const auto graceful = bfd + "  bfd graceful;\n";
    EXPECT_TRUE(wantsRestartFor(session("n:b:4", kPlain + graceful), session("n:b:4", kClient + graceful)));
}

TEST(SessionChange, NeighboursRestartInTurn)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(restartTurn("router id 10.0.0.8;\n"), 0ms);
    EXPECT_EQ(restartTurn("# A node.\nrouter id 10.0.0.255;\n"), 1750ms);
    EXPECT_EQ(restartTurn("no id"), 0ms);
}

} // namespace
} // namespace podloom
