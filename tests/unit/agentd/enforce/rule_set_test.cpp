#include "agentd/enforce/rule_set.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;

Result<RuleSet> parsed(const std::string &objects)
{
    const auto json = parseJson(
        R"({"nftables":[{"metainfo":{}},{"table":{"family":"inet","name":"podloom"}},)" + objects + "]}");
    EXPECT_TRUE(json);
    return parseRuleSet(*json);
}

TEST(RuleSet, ReadsEveryFormOfAnElement)
{
    const auto rules = parsed(
        R"({"set":{"name":"nets","type":"ipv4_addr","flags":["interval"],"elem":["1.1.1.1",
               {"prefix":{"addr":"10.0.0.0","len":25}},{"range":["192.0.2.3","192.0.2.9"]}]}},
           {"set":{"name":"pods","type":"ifname","elem":["pod1"]}},
           {"set":{"name":"sources","type":["ifname","ipv6_addr"],"elem":[{"concat":["pod1","fd00::1"]}]}},
           {"set":{"name":"ports","type":["ipv4_addr","inet_proto","inet_service"],
               "elem":[{"concat":["10.0.0.1",6,80]}]}})");

    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_TRUE(rules->sets.at("nets").isInterval);
    EXPECT_THAT(rules->sets.at("nets").elements,
                ElementsAre("1.1.1.1", "10.0.0.0/25", "192.0.2.3-192.0.2.9"));
    EXPECT_THAT(rules->sets.at("pods").elements, ElementsAre("\"pod1\""));
    EXPECT_EQ(rules->sets.at("sources").type, "ifname . ipv6_addr");
    EXPECT_THAT(rules->sets.at("sources").elements, ElementsAre("\"pod1\" . fd00::1"));
    EXPECT_THAT(rules->sets.at("ports").elements, ElementsAre("10.0.0.1 . 6 . 80"));
}

TEST(RuleSet, ReadsVerdictsChainsAndTheCommentsOfRules)
{
    const auto rules = parsed(
        R"({"map":{"name":"m","type":"ifname","map":"verdict","elem":[["pod1",{"goto":{"target":"c"}}],
               ["pod2",{"drop":null}]]}},
           {"chain":{"name":"c"}},
           {"chain":{"name":"f","type":"filter","hook":"forward","prio":-300,"policy":"accept"}},
           {"rule":{"chain":"c","comment":"x #1","expr":[]}},{"rule":{"chain":"c","expr":[]}})");

    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_EQ(rules->maps.at("m").verdicts.at("\"pod1\""), "goto c");
    EXPECT_EQ(rules->maps.at("m").verdicts.at("\"pod2\""), "drop");
    EXPECT_EQ(rules->chains.at("f").hook->priority, -300);
    ASSERT_EQ(rules->chains.at("c").rules.size(), 2U);
    EXPECT_EQ(rules->chains.at("c").rules[0].comment, "x #1");
}

TEST(RuleSet, SaysThatATableWithStrangersIsNotOurs)
{
    EXPECT_FALSE(parsed(R"({"counter":{"name":"c"}})"));
    EXPECT_FALSE(parsed(R"({"set":{"name":"s","type":"ipv4_addr","flags":["timeout"]}})"));
    EXPECT_FALSE(
        parsed(R"({"chain":{"name":"f","type":"filter","hook":"forward","prio":0,"policy":"drop"}})"));
}

TEST(RuleSet, TellsRulesApartByTheirTextAndTheirOrigin)
{
    const NftRule web("tcp dport 80 accept", "default/shop/web/0");

    EXPECT_EQ(web, NftRule("tcp dport 80 accept", "default/shop/web/0"));
    EXPECT_FALSE(web == NftRule("tcp dport 81 accept", "default/shop/web/0"));
    EXPECT_FALSE(web == NftRule("tcp dport 80 accept", "default/shop/web/1"));
    EXPECT_LE(NftRule("drop", std::string(500, 'x')).comment.size(), 127U);
    EXPECT_EQ(NftRule("drop", "a\"b").comment.find('"'), std::string::npos);
}

} // namespace
} // namespace podloom
