// What people type for a kind of traffic, and what a design offers.
#include "app/panels/traffic.h"
#include "tests/unit/app/panels/shop.h"

#include <algorithm>

namespace podloom::app {
namespace {

std::string read(std::string_view text)
{
    const auto traffic = parseTraffic(text);
    return traffic ? titleOf(*traffic) : std::string("error");
}

TEST(Traffic, IsReadAsPeopleTypeIt)
{
    EXPECT_EQ(read("TCP 80"), "TCP 80");
    EXPECT_EQ(read(" udp/53 "), "UDP 53");
    EXPECT_EQ(read("8080"), "TCP 8080");
    EXPECT_EQ(read("icmp"), "ICMP");
    EXPECT_EQ(read("ICMPv6"), "ICMPv6");
    EXPECT_EQ(read("sctp:132"), "SCTP 132");
}

TEST(Traffic, IsRefusedWhenItIsNone)
{
    for (const auto *text :
         {"", " ", "TCP", "TCP 0", "TCP 70000", "80 TCP", "ICMP 8", "http", "TCP 80 90", "-1"})
        EXPECT_EQ(read(text), "error") << '"' << text << '"';
}

TEST(Traffic, OfADesignIsEveryPortThatItNamesOnce)
{
    const auto analysis = shopAnalysis();
    ASSERT_TRUE(analysis);
    const auto named = trafficNamedBy(analysis->placed);
    std::vector<std::string> titles;
    for (const auto &each : named)
        titles.push_back(titleOf(each));
    EXPECT_THAT(titles, ::testing::IsSupersetOf({"TCP 5432", "UDP 53"}));
    auto sorted = named;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
}

TEST(Traffic, TheFirstQuestionIsWhatMostPodsListenOn)
{
    const auto analysis = shopAnalysis();
    ASSERT_TRUE(analysis);
    const auto main = mainTrafficOf(analysis->placed);
    EXPECT_TRUE(std::any_of(analysis->placed.pods.begin(), analysis->placed.pods.end(), [&](const Pod &pod) {
        return std::any_of(pod.spec.ports.begin(), pod.spec.ports.end(), [&](const auto &port) {
            return port.port == main.port && port.protocol == main.protocol;
        });
    })) << titleOf(main);
    EXPECT_EQ(titleOf(mainTrafficOf({})), "TCP 80");
}

TEST(Traffic, OfADesignWithoutPortsIsHttp)
{
    const auto named = trafficNamedBy({});
    ASSERT_EQ(named.size(), 1U);
    EXPECT_EQ(titleOf(named.front()), "TCP 80");
}

} // namespace
} // namespace podloom::app
