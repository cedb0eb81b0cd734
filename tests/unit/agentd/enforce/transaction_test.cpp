#include "agentd/enforce/transaction.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

RuleSet twoPods()
{
    RuleSet rules;
    rules.sets["web"] = {.type = "ipv4_addr", .elements = {"10.0.0.1", "10.0.0.2"}};
    rules.chains["policy"] = {.hook = {}, .rules = {NftRule("ip saddr @web accept"), NftRule("drop")}};
    rules.chains["hook"] = {.hook = NftHook{"filter", "forward", 0},
                            .rules = {NftRule("oifname vmap @chains")}};
    rules.maps["chains"] = {.keyType = "ifname",
                            .verdicts = {{"\"pod1\"", "goto policy"}, {"\"pod2\"", "goto policy"}}};
    return rules;
}

TEST(Transaction, IsEmptyBetweenEqualRuleSets)
{
    EXPECT_TRUE(difference(twoPods(), twoPods()).isEmpty());
    EXPECT_EQ(difference(twoPods(), twoPods()).script(), "");
}

TEST(Transaction, TouchesOnlyTheElementThatIsNew)
{
    auto desired = twoPods();
    desired.sets["web"].elements = {"10.0.0.1", "10.0.0.2", "10.0.0.3"};

    const auto change = difference(twoPods(), desired);

    EXPECT_EQ(change.script(), "add element inet podloom web { 10.0.0.3 }\n");
    EXPECT_EQ(sizeOf(change), (TransactionSize{.elements = 1}));
}

TEST(Transaction, MovesAnEndpointToItsNewChainAndLeavesTheOtherAlone)
{
    auto desired = twoPods();
    desired.chains["open"] = {.hook = {}, .rules = {NftRule("accept")}};
    desired.maps["chains"].verdicts["\"pod2\""] = "goto open";

    const auto change = difference(twoPods(), desired);

    EXPECT_TRUE(change.changedChains.empty());
    EXPECT_THAT(change.newVerdicts.at("chains"), ElementsAre(Pair("\"pod2\"", "goto open")));
    EXPECT_THAT(change.script(), Not(HasSubstr("pod1")));
}

TEST(Transaction, RemovesWhatNobodyRefersToAnyMore)
{
    auto desired = twoPods();
    desired.chains["hook"].rules.clear();
    desired.chains.erase("policy");
    desired.sets.clear();
    desired.maps.clear();

    const auto change = difference(twoPods(), desired);

    EXPECT_THAT(change.goneChains, ElementsAre("policy"));
    EXPECT_THAT(change.goneSets, ElementsAre("web"));
    EXPECT_THAT(change.goneMaps, ElementsAre("chains"));
}

TEST(Transaction, WritesAChainAnewWhenSomebodyElseAddedARule)
{
    auto actual = twoPods();
    actual.chains["policy"].rules.emplace_back();

    const auto change = difference(actual, twoPods());

    EXPECT_EQ(change.changedChains.count("policy"), 1U);
    EXPECT_EQ(sizeOf(change), (TransactionSize{.chains = 1}));
}

TEST(Transaction, ReplacesATableWhoseSetHasAnotherType)
{
    auto actual = twoPods();
    actual.sets["web"].type = "ipv6_addr";

    const auto change = difference(actual, twoPods());

    EXPECT_TRUE(change.replacesTable);
    EXPECT_THAT(change.script(), HasSubstr("delete table inet podloom\n"));
}

TEST(Transaction, DoesToTheValueWhatItsScriptDoesToTheKernel)
{
    auto desired = twoPods();
    desired.sets["web"].elements = {"10.0.0.2", "10.0.0.9"};
    desired.sets["db"] = {.type = "ipv4_addr", .elements = {"10.0.0.5"}};
    desired.maps["chains"].verdicts = {{"\"pod2\"", "drop"}, {"\"pod3\"", "goto policy"}};
    desired.chains["policy"].rules = {NftRule("ip saddr @db accept"), NftRule("drop")};
    auto rules = twoPods();

    difference(rules, desired).applyTo(rules);

    EXPECT_EQ(rules, desired);
    auto fresh = twoPods();
    replacement(desired).applyTo(fresh);
    EXPECT_EQ(fresh, desired);
}

} // namespace
} // namespace podloom
