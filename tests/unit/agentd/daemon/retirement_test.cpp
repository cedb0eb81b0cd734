#include "agentd/daemon/retirement.h"

#include "core/routing/bird_config.h"
#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::DesignBuilder;
using test::ip;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Retirable : public ::testing::Test {
protected:
    std::vector<BgpSession> sessions(const Design &design) const
    {
        return bgpSessionsOf(design, underlay(design), MachineId::node("prod", "node-1"));
    }
    /// A node alone that peers with an address, whose Router may be drawn.
    Design peering(bool isDrawn, bool hasPassword = false) const
    {
        BgpPeer peer;
        peer.peerIp = ip("172.31.0.9");
        peer.asNumber = 64601;
        if (hasPassword)
            peer.password = SecretKeyRef{"bgp", "tor"};
        DesignBuilder builder;
        builder.cluster("prod").nodes(1);
        if (isDrawn)
            builder.router("tor", 64601, {"172.31.0.9/16"});
        return builder.peer("tor", peer).design;
    }
    std::vector<std::string> kept(const std::vector<BgpSession> &before,
                                  const std::vector<BgpSession> &wanted,
                                  const std::string &secrets = {}) const
    {
        std::set<std::string> up;
        for (const auto &session : before)
            up.insert(birdProtocolName(session));
        std::vector<std::string> names;
        for (const auto &session : retirable(before, wanted, up, secrets))
            names.push_back(birdProtocolName(session));
        return names;
    }
};

TEST_F(Retirable, SessionsAreUpAndNotWanted)
{
    const auto before = sessions(peering(false));
    ASSERT_EQ(before.size(), 1U);
    EXPECT_THAT(kept(before, {}), ElementsAre("n:172.31.0.9:4"));
    EXPECT_THAT(kept(before, before), IsEmpty());
    EXPECT_THAT(retirable(before, {}, {}, {}), IsEmpty()) << "not up";
}

TEST_F(Retirable, APeerWithANewNameDoesNotGetTwoSessions)
{
    const auto before = sessions(peering(false));
    const auto wanted = sessions(peering(true));
    ASSERT_EQ(wanted.size(), 1U);
    ASSERT_NE(birdProtocolName(before.front()), birdProtocolName(wanted.front()));
    EXPECT_THAT(kept(before, wanted), IsEmpty());
}

TEST_F(Retirable, ASessionWhosePasswordIsGoneCannotStay)
{
    const auto before = sessions(peering(true, true));
    const auto secret = before.front().settings->secret;
    EXPECT_THAT(kept(before, {}), IsEmpty());
    EXPECT_THAT(kept(before, {}, "define " + secret + "0 = \"other\";\n"), IsEmpty());
    EXPECT_THAT(kept(before, {}, "define other=\"x\";define " + secret + "=\"it\";\n"),
                ElementsAre("n:tor:4"));
}

} // namespace
} // namespace podloom
