// The life of the table: who is let through, what a change touches, what survives a restart.
#include "agentd/enforce/enforcer.h"
#include "core/policy/compile.h"
#include "tests/system/enforce/kernel_without.h"
#include "tests/system/enforce/policy_lab.h"
#include "tests/system/enforce/private_network.h"
#include "tests/system/enforce/shop.h"

#include <gmock/gmock.h>

#include <signal.h>

namespace podloom {
namespace {

using namespace shop;
using ::testing::HasSubstr;

NetworkPolicy isolateDb()
{
    return networkPolicy("shop", "db", app("db"));
}

NetworkPolicy apiToDb()
{
    auto out = networkPolicy("shop", "api-to-db", app("db"));
    out.ingress = {{.peers = {{.podSelector = app("api")}},
                    .ports = {{.protocol = Protocol::Tcp, .port = std::uint16_t{80}}}}};
    return out;
}

ObjectId dbPod()
{
    return {std::string(kDefaultCluster), "", "Pod", "shop", "db"};
}

Design with(std::vector<NetworkPolicy> policies)
{
    auto out = design();
    for (auto &each : policies)
        out.networkPolicies.put(std::move(each));
    return out;
}

class EnforcerTest : public PrivateNetwork {
protected:
    void SetUp() override
    {
        PrivateNetwork::SetUp();
        if (!IsSkipped())
            lab = std::make_unique<PolicyLab>(design(), std::vector{kNear.v4, kNear.v6, kOther.v4, kOther.v6},
                                              std::vector<std::uint16_t>{80, 443});
    }

    TransactionSize apply(const Design &design)
    {
        program = policy::compile(design);
        const auto done = enforcer.apply(program, lab->localEndpoints(program), options);
        EXPECT_TRUE(done) << done.error().text();
        return done ? *done : TransactionSize{};
    }

    /// Whether the connection works, TCP and UDP, IPv4 and IPv6 alike.
    bool reaches(const Ips &from, const Ips &to, std::uint16_t port, bool expected)
    {
        std::vector<Probe> probes;
        for (const auto protocol : {Protocol::Tcp, Protocol::Udp})
            for (const auto family : {Family::V4, Family::V6})
                probes.push_back({from.of(family), to.of(family), protocol, port, 0, expected});
        const auto results = lab->tryAll(probes);
        const auto count = std::count(results.begin(), results.end(), true);
        EXPECT_TRUE(count == 0 || count == 4) << count << " of 4 ways work";
        return count == 4;
    }
    void expectReached(const Ips &from, const Ips &to, std::uint16_t port = 80)
    {
        EXPECT_TRUE(reaches(from, to, port, true)) << from.v4.toString() << " to " << to.v4.toString();
    }
    void expectBlocked(const Ips &from, const Ips &to, std::uint16_t port = 80)
    {
        EXPECT_FALSE(reaches(from, to, port, false)) << from.v4.toString() << " to " << to.v4.toString();
    }

    RuleSet readBack()
    {
        const auto listing = helper.listTable(kTable);
        EXPECT_TRUE(listing);
        return *parseRuleSet(*listing);
    }

    const Ips node{kNodeV4, kNodeV6};
    std::unique_ptr<PolicyLab> lab;
    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
    Enforcer enforcer{helper};
    policy::Program program;
    EnforceOptions options{};
};

TEST_F(EnforcerTest, LetsEverybodyThroughWithoutPolicies)
{
    apply(design());

    expectReached(kWeb, kDb);
    expectReached(kMonitor, kWeb);
    expectReached(kFar, kApi);
    expectReached(kWeb, kFar);
    expectReached(kWeb, kNear);
    expectReached(kNear, kWeb);
}

TEST_F(EnforcerTest, KeepsPodsThatNobodyToldItAboutClosed)
{
    program = policy::compile(design());
    auto endpoints = lab->localEndpoints(program);
    const auto hidden = lab->interfaceOf(kDb.v4);
    std::erase_if(endpoints, [&](const auto &each) { return each.interfaceName == hidden; });

    ASSERT_TRUE(enforcer.apply(program, endpoints, {}));

    expectBlocked(kDb, kWeb);
    expectBlocked(kWeb, kDb);
    expectBlocked(kDb, node); // nothing of an unknown interface gets in
    expectReached(kWeb, kApi);
}

TEST_F(EnforcerTest, DropsWhatAPodSendsWithAForeignAddress)
{
    apply(design());
    expectReached(kWeb, kDb);

    const auto before = lab->at(kDb.v4).received();
    for (const auto family : {Family::V4, Family::V6})
        lab->at(kWeb.v4).sendSpoofed(kMonitor.of(family),
                                     {.to = kDb.of(family), .protocol = Protocol::Udp, .port = 80});
    // An honest datagram on the same way comes after them.
    EXPECT_TRUE(lab->tryAll({{kWeb.v4, kDb.v4, Protocol::Udp, 80}}).front());
    EXPECT_EQ(lab->at(kDb.v4).received(), before + 1);
}

TEST_F(EnforcerTest, NeedsTheConsentOfBothEndsOnOneNode)
{
    auto closed = networkPolicy("shop", "closed", app("web"));
    closed.isolatesIngress = false;
    closed.isolatesEgress = true;
    apply(with({closed, apiToDb()}));

    expectBlocked(kWeb, kApi);
    expectBlocked(kMonitor, kDb);
    expectReached(kMonitor, kApi);
    expectReached(kMonitor, kWeb);
}

TEST_F(EnforcerTest, AlwaysLetsANodeAndItsPodsTalk)
{
    auto all = networkPolicy("shop", "closed", {});
    all.isolatesEgress = true;
    apply(with({all}));

    expectReached(node, kWeb);
    const auto results =
        lab->tryAll({{kWeb.v4, kNodeV4, Protocol::Icmp}, {kWeb.v6, kNodeV6, Protocol::Icmpv6}});
    EXPECT_THAT(results, ::testing::Each(true));
    expectBlocked(kWeb, kNear);
    expectBlocked(kNear, kWeb);
}

TEST_F(EnforcerTest, ChangesNothingWhenNothingChanged)
{
    apply(with({apiToDb()}));

    EXPECT_EQ(apply(with({apiToDb()})), TransactionSize{});
    EXPECT_EQ(*enforcer.verify(), TransactionSize{});
}

TEST_F(EnforcerTest, FindsItsTableAfterARestartAndLeavesItAlone)
{
    apply(with({apiToDb()}));
    Enforcer again(helper);

    const auto done = again.apply(program, lab->localEndpoints(program), {});

    ASSERT_TRUE(done);
    EXPECT_EQ(*done, TransactionSize{});
}

TEST_F(EnforcerTest, TouchesOnlyTheChainsOfThePodsThatAChangedPolicySelects)
{
    apply(with({isolateDb(), apiToDb()}));
    const auto before = readBack();

    const auto size = apply(with({isolateDb()}));

    const auto after = readBack();
    const auto verdictsBefore = before.maps.at("ingress-chains").verdicts;
    auto verdictsAfter = after.maps.at("ingress-chains").verdicts;
    const auto db = '"' + lab->interfaceOf(kDb.v4) + '"';
    EXPECT_NE(verdictsBefore.at(db), verdictsAfter.at(db));
    verdictsAfter[db] = verdictsBefore.at(db);
    EXPECT_EQ(verdictsBefore, verdictsAfter);
    EXPECT_EQ(before.maps.at("egress-chains"), after.maps.at("egress-chains"));
    // The chain of db and the policy's own chain went, one came; the map entry of db was exchanged.
    EXPECT_EQ(size.chains, 3U);
    EXPECT_EQ(size.elements, 2U);
    expectBlocked(kApi, kDb);
    expectReached(kApi, kWeb);
}

TEST_F(EnforcerTest, NeverTouchesTheTablesOfOthers)
{
    ASSERT_TRUE(
        helper.run("add table inet other\nadd set inet other s { type ipv4_addr; elements = { 10.0.0.1 } }\n"
                   "add chain inet other c { type filter hook forward priority 5; }\n"
                   "add rule inet other c counter\n"
                   "add table ip podloom\nadd chain ip podloom c\n"));
    const auto others = helper.listTable("inet other")->dump();
    const auto sameName = helper.listTable("ip podloom")->dump();

    apply(with({apiToDb()}));
    apply(design());

    EXPECT_EQ(helper.listTable("inet other")->dump(), others);
    EXPECT_EQ(helper.listTable("ip podloom")->dump(), sameName);
}

TEST_F(EnforcerTest, RepairsWhatSomebodyElseChangedInItsTable)
{
    apply(with({apiToDb()}));
    ASSERT_TRUE(helper.run("flush chain inet podloom to-pods\nadd rule inet podloom to-pods accept\n"
                           "delete element inet podloom pods { \""
                           + lab->interfaceOf(kWeb.v4)
                           + "\" }\n"
                             "add chain inet podloom stranger\n"));

    EXPECT_EQ(*enforcer.verify(), (TransactionSize{.chains = 2, .elements = 1}));
    ASSERT_TRUE(enforcer.repair());

    EXPECT_EQ(*enforcer.verify(), TransactionSize{});
    expectBlocked(kWeb, kDb);
}

TEST_F(EnforcerTest, MakesATableThatIsNotItsOwnAnyMoreAnew)
{
    apply(with({apiToDb()}));
    ASSERT_TRUE(helper.run("add counter inet podloom strange\n"));

    ASSERT_TRUE(enforcer.repair());

    EXPECT_EQ(*enforcer.verify(), TransactionSize{});
    expectBlocked(kWeb, kDb);
}

TEST_F(EnforcerTest, GoesOnWhenItsHelperIsKilled)
{
    apply(design());
    ASSERT_EQ(::kill(helper.pid(), SIGKILL), 0);

    apply(with({apiToDb()}));

    expectBlocked(kWeb, kDb);
    EXPECT_EQ(*enforcer.verify(), TransactionSize{});
}

TEST_F(EnforcerTest, RestoresATableThatWasDeleted)
{
    apply(design());
    ASSERT_TRUE(helper.run("delete table inet podloom\n"));

    apply(with({apiToDb()}));

    expectBlocked(kWeb, kDb);
    EXPECT_EQ(*enforcer.verify(), TransactionSize{});
}

TEST_F(EnforcerTest, IsolatesANewPodWithTheTransactionThatAddsIt)
{
    const auto whole = with({apiToDb()});
    auto young = whole;
    young.pods.erase(dbPod());
    apply(young);
    expectBlocked(kApi, kDb);

    program = policy::compile(whole);
    const auto endpoints = lab->localEndpoints(program);
    const auto db = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto &each) {
        return each.interfaceName == lab->interfaceOf(kDb.v4);
    });
    ASSERT_TRUE(enforcer.addEndpoint(program, *db));

    EXPECT_TRUE(lab->tryAll({{kApi.v4, kDb.v4, Protocol::Tcp, 80}}).front());
    expectBlocked(kWeb, kDb);
    // What apply() would have made is there already.
    EXPECT_EQ(apply(whole), TransactionSize{});
}

TEST_F(EnforcerTest, LeavesNothingOfAPodThatCameAndWentAHundredTimes)
{
    auto open = networkPolicy("shop", "named", app("web"));
    open.isolatesEgress = true;
    open.egress = {{.peers = {{.podSelector = app("db")}},
                    .ports = {{.protocol = Protocol::Tcp, .port = std::string("http")}}}};
    const auto whole = with({apiToDb(), open});
    auto without = whole;
    without.pods.erase(dbPod());
    apply(without);
    const auto before = readBack();
    const auto old = program;
    program = policy::compile(whole);
    const auto endpoints = lab->localEndpoints(program);
    const auto db = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto &each) {
        return each.interfaceName == lab->interfaceOf(kDb.v4);
    });
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(enforcer.addEndpoint(program, *db));
        ASSERT_TRUE(enforcer.removeEndpoint(db->interfaceName));
    }
    const auto during = readBack();
    EXPECT_EQ(during.sets.at("pods"), before.sets.at("pods"));
    EXPECT_EQ(during.maps, before.maps);

    apply(without);

    EXPECT_EQ(readBack(), before);
}

TEST_F(EnforcerTest, NamesThePolicyThatTheKernelRefuses)
{
    apply(design());
    program = policy::compile(with({apiToDb()}));
    for (auto &rules : program.policies.front().rules)
        for (auto &rule : rules)
            rule.action = policy::Action::Log;
    KernelWithout kernel(helper, "log prefix");
    Enforcer poor(kernel);

    const auto refused = poor.apply(program, lab->localEndpoints(program), {});

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.id, "policy-refused");
    EXPECT_THAT(refused.error().text(), HasSubstr("shop/api-to-db/ingress/0"));
    // What held before still holds.
    EXPECT_EQ(*enforcer.verify(), TransactionSize{});
    expectReached(kWeb, kDb);
}

TEST_F(EnforcerTest, KeepsOrCutsEstablishedFlowsAsTheClusterSays)
{
    for (const bool cuts : {false, true}) {
        for (const auto family : {Family::V4, Family::V6}) {
            auto open = design();
            Cluster cluster;
            cluster.meta.id = {"", "podloom.dev", "Cluster", "", "default"};
            cluster.cutsConnections = cuts;
            open.clusters.put(cluster);
            auto closed = open;
            closed.networkPolicies.put(isolateDb());
            apply(open);
            Probe flow{kWeb.of(family), kDb.of(family), Protocol::Udp, 80};
            ASSERT_TRUE(lab->at(kWeb.v4).exchangeOnKeptSocket(flow));

            apply(closed);

            flow.isExpected = !cuts;
            EXPECT_EQ(lab->at(kWeb.v4).exchangeOnKeptSocket(flow), !cuts);
        }
    }
}

TEST_F(EnforcerTest, HidesPodsBehindTheirNodeWhereAPoolSaysSo)
{
    options.natSources =
        options.natExclusions = {*Prefix::parse("10.48.0.0/16"), *Prefix::parse("fd00:48::/48")};
    apply(design());

    expectReached(kWeb, kNear);
    EXPECT_EQ(lab->at(kNear.v4).lastPeer(Family::V4), ip("198.51.100.1"));
    EXPECT_EQ(lab->at(kNear.v4).lastPeer(Family::V6), ip("2001:db8:100::1"));
    expectReached(kWeb, kFar);
    EXPECT_EQ(lab->at(kNear.v4).lastPeer(Family::V4), kWeb.v4);
    EXPECT_EQ(lab->at(kNear.v4).lastPeer(Family::V6), kWeb.v6);
}

} // namespace
} // namespace podloom
