#include "agentd/enforce/nft_helper.h"
#include "agentd/enforce/transaction.h"
#include "tests/system/enforce/private_network.h"

#include <random>

namespace podloom {
namespace {

/// Rule sets of every shape that difference() has to get past: chains that jump to chains, maps that name
/// chains, sets of each kind, each of them there or not.
class RandomRuleSets {
public:
    explicit RandomRuleSets(unsigned seed) : m_random(seed) {}

    RuleSet next()
    {
        RuleSet rules;
        for (int i = 0; i < 4; ++i)
            if (chance(70))
                rules.sets["set" + std::to_string(i)] = plainSet();
        for (int i = 0; i < 3; ++i)
            if (chance(60))
                rules.sets["nets" + std::to_string(i)] = intervalSet();
        rules.sets["sources"] = {.type = "ifname . ipv6_addr", .elements = {"\"pod1\" . fd00::1"}};
        rules.sets["ports"] = {.type = "ipv4_addr . inet_proto . inet_service",
                               .elements = {"10.0.0.1 . 132 . 9", "10.0.0.1 . 6 . " + number(1, 99)}};
        std::sort(rules.sets["ports"].elements.begin(), rules.sets["ports"].elements.end());
        std::vector<std::string> chains;
        for (int i = 0; i < 6; ++i) {
            if (chance(70)) {
                const auto name = "chain" + std::to_string(i);
                rules.chains[name] = chain(rules, chains);
                chains.push_back(name);
            }
        }
        NftMap map{.keyType = "ifname"};
        for (int i = 0; i < 5; ++i)
            if (chance(60))
                map.verdicts["\"pod" + std::to_string(i) + '"'] =
                    chains.empty() ? "drop" : "goto " + chains[below(chains.size())];
        if (chance(90)) {
            rules.maps["verdicts"] = std::move(map);
            rules.chains["base"] = {
                .hook = NftHook{"filter", "forward", chance(90) ? 0 : 1},
                .rules = {NftRule("iifname vmap @verdicts"), NftRule("iifname \"pod*\" drop")}};
        }
        return rules;
    }

private:
    bool chance(unsigned percent) { return m_random() % 100 < percent; }
    std::size_t below(std::size_t size) { return m_random() % size; }
    std::string number(unsigned first, unsigned last)
    {
        return std::to_string(first + m_random() % (last - first + 1));
    }

    NftSet plainSet()
    {
        NftSet set{.type = "ipv4_addr"};
        for (int i = 10; i < 30; ++i)
            if (chance(50))
                set.elements.push_back("10.0.0." + std::to_string(i));
        return set;
    }

    NftSet intervalSet()
    {
        NftSet set{.type = "ipv6_addr", .isInterval = true};
        for (const auto *net : {"2000::/3", "2001:db8::-2001:db8::5", "fd00::/64", "fe80::1", "ff00::/8"})
            if (chance(50) && !(std::string_view(net).starts_with("2001") && !set.elements.empty()))
                set.elements.emplace_back(net);
        return set;
    }

    NftChain chain(const RuleSet &rules, const std::vector<std::string> &callees)
    {
        NftChain chain;
        for (const auto &[name, set] : rules.sets) {
            if (set.type == "ipv4_addr" && chance(30))
                chain.rules.emplace_back("ip saddr @" + name + " tcp dport { 80, 443-445 } accept",
                                         "an origin");
            if (set.type == "ipv6_addr" && chance(30))
                chain.rules.emplace_back("ip6 daddr @" + name + " drop");
        }
        if (chance(30))
            chain.rules.emplace_back("ip daddr . meta l4proto . th dport @ports accept");
        for (const auto &callee : callees)
            if (chance(30))
                chain.rules.emplace_back("jump " + callee);
        return chain;
    }

    std::mt19937 m_random;
};

class TransactionInKernel : public PrivateNetwork {
protected:
    RuleSet readBack()
    {
        const auto listing = helper.listTable(kTable);
        EXPECT_TRUE(listing);
        const auto rules = parseRuleSet(*listing);
        EXPECT_TRUE(rules) << rules.error().text();
        return *rules;
    }

    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
};

TEST_F(TransactionInKernel, LeavesExactlyTheDesiredRuleSetAfterAnyOther)
{
    RandomRuleSets source(20'260'101);
    auto actual = source.next();
    const auto first = helper.run(replacement(actual).script());
    ASSERT_TRUE(first) << first.error().text();
    for (int round = 0; round < 200; ++round) {
        const auto desired = source.next();
        const auto change = difference(actual, desired);
        const auto done = helper.run(change.script());
        ASSERT_TRUE(done) << "round " << round << ": " << done.error().text() << change.script();
        actual = readBack();
        ASSERT_EQ(actual, desired) << "round " << round;
        ASSERT_TRUE(difference(actual, desired).isEmpty());
    }
}

TEST_F(TransactionInKernel, ReadsTheEdgesOfTheAddressSpaceBackAsTheyWereWritten)
{
    RuleSet rules;
    rules.sets["v4"] = {.type = "ipv4_addr",
                        .isInterval = true,
                        .elements = {"0.0.0.0-9.255.255.255", "11.0.0.0-223.255.255.255", "255.255.255.255"}};
    rules.sets["v6"] = {.type = "ipv6_addr",
                        .isInterval = true,
                        .elements = {"8000::/1", "::", "::2-7fff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"}};

    ASSERT_TRUE(helper.run(replacement(rules).script()));

    EXPECT_EQ(readBack(), rules);
}

} // namespace
} // namespace podloom
