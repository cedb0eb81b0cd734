#include "agentd/enforce/nft_helper.h"
#include "tests/system/enforce/private_network.h"

#include <gmock/gmock.h>

#include <signal.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

NftHelperOptions ours()
{
    return {.program = PODLOOM_BIN_DIR "/podloom-nft"};
}

class NftHelperTest : public PrivateNetwork {
protected:
    std::size_t objectsIn(const Json &listing, std::string_view kind)
    {
        std::size_t count = 0;
        for (const auto &object : listing["nftables"].items())
            count += object.contains(kind) ? 1U : 0U;
        return count;
    }

    NftHelper helper{ours()};
};

TEST_F(NftHelperTest, CommitsAScriptAndReadsTheTableBack)
{
    ASSERT_TRUE(helper.run("add table inet t\nadd chain inet t one\nadd chain inet t two\n"));

    const auto listing = helper.listTable("inet t");

    ASSERT_TRUE(listing);
    EXPECT_EQ(objectsIn(*listing, "chain"), 2U);
}

TEST_F(NftHelperTest, ReportsATableThatIsNotThere)
{
    const auto listing = helper.listTable("inet nobody");

    ASSERT_FALSE(listing);
    EXPECT_EQ(listing.error().code, Errc::NotFound);
}

TEST_F(NftHelperTest, CommitsNothingOfAScriptThatTheKernelRefuses)
{
    const auto refused =
        helper.run("add table inet t\nadd chain inet t one\nadd rule inet t one goto nowhere\n");

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.id, "nft-refused");
    EXPECT_THAT(refused.error().text(), HasSubstr("add rule inet t one goto nowhere"));
    EXPECT_FALSE(helper.listTable("inet t"));
}

TEST_F(NftHelperTest, NamesTheLineThatTheParserRefuses)
{
    const auto refused = helper.run("add table inet t\nadd chayn inet t one\n");

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::InvalidArgument);
    EXPECT_THAT(refused.error().text(), HasSubstr("\"add chayn inet t one\""));
}

TEST_F(NftHelperTest, IsStartedAgainAfterItWasKilled)
{
    ASSERT_TRUE(helper.run("add table inet t\n"));
    const auto killed = helper.pid();
    ASSERT_EQ(::kill(killed, SIGKILL), 0);

    // The call that meets the dead helper does not know what became of its transaction.
    const auto lost = helper.listTable("inet t");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, Errc::Unavailable);

    EXPECT_TRUE(helper.listTable("inet t"));
    EXPECT_NE(helper.pid(), -1);
    EXPECT_NE(helper.pid(), killed);
}

TEST_F(NftHelperTest, IsReplacedWhenItsMemoryHasGrown)
{
    auto options = ours();
    options.memoryLimitKiB = 1;
    NftHelper greedy(options);

    ASSERT_TRUE(greedy.run("add table inet t\n"));
    EXPECT_EQ(greedy.pid(), -1);

    EXPECT_TRUE(greedy.listTable("inet t")) << "another one answers";
}

TEST_F(NftHelperTest, IsKilledWhenItDoesNotAnswerInTime)
{
    auto options = ours();
    options.timeout = std::chrono::milliseconds(0);
    NftHelper hasty(options);

    const auto late = hasty.run("add table inet t\n");

    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::Timeout);
    EXPECT_EQ(hasty.pid(), -1);
}

TEST_F(NftHelperTest, CarriesTransactionsOfMegabytes)
{
    std::string script =
        "add table inet t\nadd set inet t s { type ipv4_addr; }\nadd element inet t s { 10.0.0.0";
    for (int i = 1; i < 50'000; ++i)
        script += ", 10." + std::to_string(i / 65536) + '.' + std::to_string(i / 256 % 256) + '.'
                + std::to_string(i % 256);
    ASSERT_TRUE(helper.run(script + " }\n"));

    const auto listing = helper.listTable("inet t");

    ASSERT_TRUE(listing);
    for (const auto &object : (*listing)["nftables"].items()) {
        if (object.contains("set")) {
            EXPECT_EQ(object["set"]["elem"].items().size(), 50'000U);
        }
    }
}

} // namespace
} // namespace podloom
