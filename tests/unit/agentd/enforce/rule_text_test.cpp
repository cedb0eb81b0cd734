#include "agentd/enforce/rule_text.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using policy::IcmpMatch;
using policy::PortMatch;
using policy::Rule;
using policy::Transport;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

PrefixSet nets(std::initializer_list<const char *> texts)
{
    PrefixSet out;
    for (const auto *text : texts)
        out.insert(*Prefix::parse(text));
    return out;
}

PortMatch ports(PortRange range)
{
    return {.numbers = PortSet(range)};
}

class RuleText : public ::testing::Test {
protected:
    RuleText()
    {
        policy::Endpoint web;
        web.ips = {*IpAddress::parse("10.0.0.1"), *IpAddress::parse("fd00::1")};
        program.endpoints = {web};
        program.sets = {{.key = "web", .members = {0}},
                        {.key = "nets and web", .members = {0}, .nets = nets({"192.0.2.0/24"})}};
        program.portSets = {{.key = "http", .members = {{.endpoint = 0, .port = 8080}}}};
    }

    std::vector<std::string> texts(const Rule &rule) { return matchTexts(rule, sets); }
    std::vector<std::string> texts(const Transport &transport)
    {
        return transportTexts(transport, Family::V4, sets);
    }

    policy::Program program;
    SetCatalog sets{program};
};

TEST_F(RuleText, MatchesEverythingInOneRuleWithoutPeersAndPorts)
{
    EXPECT_THAT(texts(Rule{}), ElementsAre(""));
}

TEST_F(RuleText, MatchesNothingWhenTheRuleNeverDoes)
{
    EXPECT_THAT(texts(Rule{.neverMatches = true}), IsEmpty());
}

TEST_F(RuleText, LooksForAPeerInTheSetOfEachFamily)
{
    const auto v4 = '@' + sets.addresses(0, Family::V4);
    const auto v6 = '@' + sets.addresses(0, Family::V6);

    EXPECT_THAT(texts(Rule{.sources = {{.set = 0}}}), ElementsAre("ip saddr " + v4, "ip6 saddr " + v6));
    EXPECT_THAT(sets.filled(sets.uses().at(v4.substr(1))).elements, ElementsAre("10.0.0.1"));
    EXPECT_THAT(sets.filled(sets.uses().at(v6.substr(1))).elements, ElementsAre("fd00::1"));
}

TEST_F(RuleText, GivesANetOfOneFamilyNoRuleInTheOther)
{
    EXPECT_THAT(texts(Rule{.destinations = {{.nets = nets({"10.0.0.0/8"})}}}),
                ElementsAre("ip daddr 10.0.0.0/8"));
}

TEST_F(RuleText, GuardsTheFamilyWhereANetIsAllOfIt)
{
    EXPECT_THAT(texts(Rule{.destinations = {{.nets = nets({"::/0"})}}}), ElementsAre("meta nfproto ipv6"));
    EXPECT_THAT(texts(Rule{.family = Family::V4}), ElementsAre("meta nfproto ipv4"));
}

TEST_F(RuleText, PutsSeveralNetsIntoASetNamedAfterThem)
{
    auto block = nets({"10.0.0.0/8"});
    block.remove(*Prefix::parse("10.1.0.0/16"));

    const auto match = texts(Rule{.sources = {{.nets = block}}});

    ASSERT_THAT(match, SizeIs(1));
    const auto &[name, use] = *sets.uses().begin();
    EXPECT_EQ(match.front(), "ip saddr @" + name);
    EXPECT_TRUE(use.set.isInterval);
    EXPECT_THAT(use.set.elements, ElementsAre("10.0.0.0/16", "10.2.0.0-10.255.255.255"));
}

TEST_F(RuleText, LooksForMembersAndNetsOfASelectorInTwoRules)
{
    const auto v4 = '@' + sets.addresses(1, Family::V4);

    EXPECT_THAT(texts(Rule{.family = Family::V4, .sources = {{.set = 1}}}),
                ElementsAre("ip saddr " + v4, "ip saddr 192.0.2.0/24"));
    EXPECT_THAT(texts(Rule{.family = Family::V4, .sources = {{.notSets = {1}}}}),
                ElementsAre("ip saddr != " + v4 + " ip saddr != 192.0.2.0/24"));
}

TEST_F(RuleText, ExcludesNets)
{
    EXPECT_THAT(texts(Rule{.family = Family::V4, .sources = {{.notNets = nets({"10.0.0.0/8", "::/0"})}}}),
                ElementsAre("ip saddr != 10.0.0.0/8"));
    EXPECT_THAT(texts(Rule{.family = Family::V6, .sources = {{.notNets = nets({"::/0"})}}}), IsEmpty());
}

TEST_F(RuleText, CombinesEveryPeerWithEveryTransport)
{
    const Rule rule{.family = Family::V4,
                    .sources = {{.set = 0}, {.nets = nets({"192.0.2.0/24"})}},
                    .transports = {{.protocol = Protocol::Tcp, .destinationPorts = ports({80, 80})},
                                   {.protocol = Protocol::Udp}}};

    EXPECT_THAT(texts(rule), SizeIs(4));
    EXPECT_THAT(texts(rule).back(), "ip saddr 192.0.2.0/24 meta l4proto 17");
}

TEST_F(RuleText, LooksForANamedPortInThePairsOfItsDestination)
{
    const auto set = '@' + sets.pairs(0, Family::V4);

    EXPECT_THAT(texts(Transport{.protocol = Protocol::Tcp, .destinationPorts = PortMatch{.pairs = {0}}}),
                ElementsAre("meta l4proto 6 ip daddr . meta l4proto . th dport " + set));
    EXPECT_THAT(sets.filled(sets.uses().at(set.substr(1))).elements, ElementsAre("10.0.0.1 . 6 . 8080"));
}

TEST_F(RuleText, TakesNumbersOrNamesOfPorts)
{
    auto match = ports({443, 445});
    match.numbers.insert({80, 80});
    match.pairs = {0};

    const auto out = texts(Transport{.protocol = Protocol::Tcp, .destinationPorts = match});

    ASSERT_THAT(out, SizeIs(2));
    EXPECT_EQ(out[0], "meta l4proto 6 th dport { 80, 443-445 }");
}

TEST_F(RuleText, NeverMatchesPortsOfAProtocolWithoutPorts)
{
    EXPECT_THAT(texts(Transport{.protocol = Protocol::Icmp, .destinationPorts = ports({80, 80})}), IsEmpty());
    EXPECT_THAT(texts(Transport{.protocol = Protocol::Icmp, .notDestinationPorts = ports({80, 80})}),
                ElementsAre("meta l4proto 1"));
}

TEST_F(RuleText, LetsProtocolsWithoutPortsPassEveryExclusionOfPorts)
{
    EXPECT_THAT(texts(Transport{.notDestinationPorts = ports({80, 80})}),
                ElementsAre("meta l4proto { 6, 17, 132, 136 } th dport != 80",
                            "meta l4proto != { 6, 17, 132, 136 }"));
}

TEST_F(RuleText, ReadsTypeAndCodeOfIcmpInItsOwnFamilyOnly)
{
    const Transport echo{.protocol = Protocol::Icmp, .icmp = IcmpMatch{.type = 8, .code = 0}};

    EXPECT_THAT(transportTexts(echo, Family::V4, sets),
                ElementsAre("meta l4proto 1 icmp type 8 icmp code 0"));
    EXPECT_THAT(transportTexts(echo, Family::V6, sets), IsEmpty());
    const Transport others{.protocol = Protocol::Icmpv6, .notIcmp = IcmpMatch{.type = 128, .code = 1}};
    EXPECT_THAT(transportTexts(others, Family::V6, sets),
                ElementsAre("meta l4proto 58 icmpv6 type != 128",
                            "meta l4proto 58 icmpv6 type 128 icmpv6 code != 1"));
}

TEST_F(RuleText, NamesSetsAlikeInEveryProgram)
{
    policy::Program other;
    other.sets = {{.key = "something else"}, {.key = "web"}};
    SetCatalog otherSets(other);

    EXPECT_EQ(sets.addresses(0, Family::V4), otherSets.addresses(1, Family::V4));
    EXPECT_NE(sets.addresses(0, Family::V4), otherSets.addresses(0, Family::V4));
}

} // namespace
} // namespace podloom
