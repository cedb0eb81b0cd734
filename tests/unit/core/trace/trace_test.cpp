// The way of a packet: what policies and tables make of it at every machine.
#include "core/trace/trace.h"

#include "core/manifest/snapshot.h"
#include "core/policy/prediction.h"
#include "core/routing/predict.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Two racks whose nodes speak BGP with their ToRs, and those with each other.
constexpr auto kRacks = R"(
apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata: {name: prod}
spec: {topology: routers, asNumber: 64512, podCIDRs: [10.48.0.0/16]}
---
{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.48.0.0/16, blockSize: 26}}
---
{apiVersion: v1, kind: Node, metadata: {name: a}, status: {addresses: [{type: InternalIP, address: 192.0.2.2}]}}
---
{apiVersion: v1, kind: Node, metadata: {name: b}, status: {addresses: [{type: InternalIP, address: 198.51.100.2}]}}
---
{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: tor-a}, spec: {asNumber: 64601}}
---
{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: tor-b}, spec: {asNumber: 64602}}
---
{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: rack-a}, spec: {subnet: [192.0.2.0/24], ends: [{router: tor-a}, {node: a}]}}
---
{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: rack-b}, spec: {subnet: [198.51.100.0/24], ends: [{router: tor-b}, {node: b}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {nodeName: a, containers: [{name: c}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: side, namespace: shop}, spec: {nodeName: a, containers: [{name: c}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {nodeName: b, containers: [{name: c}]}}
)";
constexpr auto kSpine = R"(
---
{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: tors}, spec: {subnet: [10.9.0.0/31], ends: [{router: tor-a}, {router: tor-b}]}}
)";

Trace traceOf(const std::string &more, const std::string &from, const std::string &to)
{
    const auto snapshot = parseFiles({{"racks.yaml", kRacks + more}});
    for (const auto &fault : snapshot->diagnostics())
        ADD_FAILURE() << fault.toString(snapshot->design().files);
    const auto placed = policy::predicted(snapshot->design());
    auto trace = predictedTrace(placed, plannedBlocks(placed), {from, to, {Protocol::Tcp, 5432}});
    EXPECT_TRUE(trace) << trace.error().text();
    return trace ? *std::move(trace) : Trace{};
}

/// "a eth0 192.0.2.1 forward" for each machine.
std::vector<std::string> wayOf(const Trace &trace)
{
    std::vector<std::string> out;
    for (const auto &hop : trace.hops)
        out.push_back(hop.machine.name + ' ' + hop.interface + ' '
                      + (hop.address ? hop.address->toString() : "-") + ' ' + hop.predicted + '/'
                      + hop.kernel);
    return out;
}

TEST(Trace, GoesFromMachineToMachine)
{
    const auto trace = traceOf(kSpine, "shop/web", "shop/db");
    EXPECT_EQ(trace.predicted, true) << trace.reason.text();
    EXPECT_THAT(wayOf(trace), ElementsAre("a eth0 192.0.2.1 forward/", "tor-a eth1 10.9.0.1 forward/",
                                          "tor-b eth0 198.51.100.2 forward/", "b  - deliver/"));
}

TEST(Trace, StaysOnANode)
{
    const auto trace = traceOf("", "shop/web", "shop/side");
    EXPECT_EQ(trace.predicted, true);
    EXPECT_THAT(wayOf(trace), ElementsAre("a  - deliver/"));
}

TEST(Trace, EndsWhereNoTableLeadsOn)
{
    const auto trace = traceOf("", "shop/web", "shop/db");
    EXPECT_EQ(trace.predicted, false);
    EXPECT_THAT(wayOf(trace), ElementsAre("a eth0 192.0.2.1 forward/", "tor-a  - no-route/"));
    EXPECT_EQ(trace.reason.text(), "its way ends at tor-a, which has no route");
}

TEST(Trace, EndsAtTheNodeWhosePoliciesDeny)
{
    const auto policy = [](const std::string &app, const std::string &type) {
        return "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: "
               "shop}, "
               "spec: {podSelector: {matchLabels: {app: "
             + app + "}}, policyTypes: [" + type + "]}}\n";
    };
    const auto sent = traceOf(kSpine + policy("web", "Egress"), "shop/web", "shop/db");
    EXPECT_EQ(sent.predicted, false);
    EXPECT_THAT(wayOf(sent), ElementsAre("a eth0 192.0.2.1 deny/"));
    EXPECT_EQ(sent.reason.text(), "policies deny shop/web to send it");
    EXPECT_EQ(sent.cut.size(), 3U) << "two ToRs and the other node";

    const auto taken = traceOf(kSpine + policy("db", "Ingress"), "shop/web", "shop/db");
    EXPECT_EQ(taken.predicted, false);
    EXPECT_EQ(wayOf(taken).back(), "b  - deny/");
    EXPECT_EQ(taken.reason.text(), "policies deny shop/db to take it");
}

TEST(Trace, RefusesEndsThatAreNoPods)
{
    const auto placed = policy::predicted(parseFiles({{"racks.yaml", kRacks}})->design());
    const auto trace =
        predictedTrace(placed, plannedBlocks(placed), {"node:a", "shop/db", {Protocol::Tcp, 1}});
    ASSERT_FALSE(trace);
    EXPECT_THAT(trace.error().text(), HasSubstr("\"node:a\" is no pod"));
}

TEST(Trace, ShowsWhereKernelsLeaveThePredictedWay)
{
    auto trace = traceOf(kSpine, "shop/web", "shop/db");
    const auto ip = [](const char *text) { return *IpAddress::parse(text); };
    const TraceEnd web{"shop/web", MachineId::node("prod", "a"), ip("10.48.0.1"), {}};
    const TraceEnd db{"shop/db", MachineId::node("prod", "b"), ip("10.48.0.65"), {}};
    const AddressOwners owners{{ip("192.0.2.1"), MachineId::router("tor-a")}, {ip("192.0.2.2"), web.machine}};
    const auto tableOf = [&](const MachineId &machine) -> std::vector<KernelEntry> {
        if (machine == web.machine)
            return {{Prefix::all(Family::V4), ip("192.0.2.1"), "ens3", "static", 0}};
        return {{*Prefix::parse("10.48.0.64/26"), std::nullopt, "blackhole", "bird", 32}};
    };
    addKernelWay(trace, owners, tableOf, web, db);

    EXPECT_EQ(trace.kernel, false);
    EXPECT_THAT(wayOf(trace), ElementsAre("a ens3 192.0.2.1 forward/forward", "tor-a  - forward/blackhole",
                                          "tor-b eth0 198.51.100.2 forward/", "b  - deliver/"));
}

TEST(Trace, TakesWhatWasMeasuredBesideAnyPrediction)
{
    const auto denied = traceOf(std::string(kSpine) + R"(---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop},
 spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}}
)",
                                "shop/web", "shop/db");
    Trace real{.hops = {{MachineId::node("prod", "a"), "ens3", {}, {}, "forward"},
                        {MachineId::router("tor-a"), "ens4", {}, {}, "no-route"}},
               .kernel = false,
               .probe = false};
    auto trace = denied;
    addMeasured(trace, real);
    EXPECT_THAT(wayOf(trace), ElementsAre("a ens3 - deny/forward", "tor-a ens4 - /no-route"));
    EXPECT_EQ(trace.kernel, false);
    EXPECT_EQ(trace.probe, false);
    EXPECT_EQ(trace.predicted, false);
}

} // namespace
} // namespace podloom
