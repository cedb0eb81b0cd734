// Pools: each rule finds its fault, and is silent beside it.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string node(const std::string &name, const std::string &address)
{
    return "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: " + name
         + "}, spec: {bgp: {ipv4Address: " + address + "}}}\n";
}

std::string pool(const std::string &spec)
{
    return "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {" + spec + "}}\n";
}

std::string link(const std::string &name, const std::string &ends, const std::string &more)
{
    return "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: " + name + "}, spec: {ends: ["
         + ends + ']' + more + "}}\n";
}

const std::string kRouter = "{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: tor}, spec: "
                            "{asNumber: 64601}}\n";
const std::string kCluster =
    "{apiVersion: podloom.dev/v1alpha1, kind: Cluster, metadata: {name: default}, spec: {}}\n";

std::string pods(int count)
{
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: default}, spec: "
           "{replicas: "
         + std::to_string(count)
         + ", selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: "
           "{containers: [{name: web, image: web}]}}}}\n";
}

std::vector<std::string> with(const std::string &pools)
{
    return findingsOf(documents({pools, node("a", "192.0.2.1/24"), node("b", "192.0.2.2/24")}));
}

TEST(Pools, StayOutOfReservedRanges)
{
    EXPECT_THAT(with(pool("cidr: 169.254.128.0/20")), Contains(HasSubstr("1:1 error pool-reserved-range: ")));
    EXPECT_THAT(with(pool("cidr: 'fe80:1::/64', blockSize: 122")),
                Contains(HasSubstr("pool-reserved-range")));
    EXPECT_THAT(with(pool("cidr: 10.48.0.0/20")), IsEmpty());
}

TEST(Pools, LieInsideTheNetworkOfPods)
{
    const auto cluster = [](const std::string &cidrs) {
        return "{apiVersion: podloom.dev/v1alpha1, kind: Cluster, metadata: {name: default}, spec: "
               "{podCIDRs: ["
             + cidrs + "]}}\n";
    };
    const auto findings = [&](const std::string &cidrs) {
        return findingsOf(documents({pool("cidr: 10.60.0.0/20"), cluster(cidrs), node("a", "192.0.2.1/24")}));
    };
    EXPECT_THAT(findings("10.48.0.0/16"), Contains(HasSubstr("1:1 warning pool-outside-pod-network: ")));
    EXPECT_THAT(findings("10.60.0.0/24"), Contains(HasSubstr("pool-outside-pod-network")));
    EXPECT_THAT(findings("10.0.0.0/8"), IsEmpty());
    EXPECT_THAT(findings("'fd00:48::/56'"), Not(Contains(HasSubstr("pool-outside-pod-network"))))
        << "says nothing about IPv4";
}

TEST(Pools, HaveABlockForEveryNode)
{
    EXPECT_THAT(with(pool("cidr: 10.48.0.0/26, blockSize: 26")),
                Contains(HasSubstr("1:1 warning pool-blocks: 2 nodes")));
    EXPECT_THAT(with(pool("cidr: 10.48.0.0/25, blockSize: 26")), IsEmpty());
}

TEST(Pools, HaveAnAddressForEveryPod)
{
    const auto small = pool("cidr: 10.48.0.0/27, blockSize: 28");
    EXPECT_THAT(with(documents({small, pods(33)})), Contains(HasSubstr("1:1 error pool-too-small: 33 pods")));
    EXPECT_THAT(with(documents({small, pods(32)})), IsEmpty());
}

TEST(Pools, OfAClusterWithoutIpPoolsHaveAnAddressForEveryPodToo)
{
    const std::string cluster =
        "{apiVersion: podloom.dev/v1alpha1, kind: Cluster, metadata: {name: default}, "
        "spec: {podCIDRs: [10.48.0.0/26]}}\n";
    EXPECT_THAT(
        with(documents({cluster, pods(65)})),
        Contains(HasSubstr("1:1 error pool-too-small: 65 pods of the cluster \"default\" need "
                           "addresses of the family of 10.48.0.0/26, and its default pools have 64:")));
    EXPECT_THAT(with(documents({cluster, pods(64)})), Not(Contains(HasSubstr("pool-too-small"))));
}

TEST(Pools, GiveEveryPodAnAddressWithinTheBlocksOfItsNode)
{
    const auto one = [](const std::string &more) {
        return findingsOf(documents({node("a", "192.0.2.1/24"), more}));
    };
    const auto large = pool("cidr: 10.48.0.0/16");
    EXPECT_THAT(
        one(documents({large, pods(1281)})),
        Contains(HasSubstr("3:1 error pods-without-address: 1 of the 1281 pods of the cluster \"default\" "
                           "get no IPv4 address, as on the node \"a\": a node takes 20 blocks at most, "
                           "and the largest pool, \"pods\", has 1024 blocks of 64 addresses;")));
    EXPECT_THAT(one(documents({large, pods(1280)})), IsEmpty());
    EXPECT_THAT(one(pods(1281)), Contains(HasSubstr("1:1 error pods-without-address: 1 of the 1281 pods")))
        << "neither a pool nor a Cluster is written";
    EXPECT_THAT(one(pods(1280)), IsEmpty());
    EXPECT_THAT(with(documents({large, pods(2561)})),
                Contains(HasSubstr("pods-without-address: 1 of the 2561")));
    EXPECT_THAT(with(documents({large, pods(2560)})), IsEmpty());
    EXPECT_THAT(findingsOf(documents({large, pods(1281)})), IsEmpty()) << "there are no nodes yet";
    EXPECT_THAT(one(documents({pool("cidr: 10.48.0.0/16, blockSize: 24"), pods(1281)})), IsEmpty());
    EXPECT_THAT(one(documents({pool("cidr: 10.48.0.0/16, namespaceSelector: a == 'b'"), pods(2)})), IsEmpty())
        << "pods of other namespaces ask for addresses by themselves";
}

TEST(Pools, WhoseNetworkCannotBeReadAreJudgedNoFurther)
{
    const auto rulesOf = [](const std::string &cidr) {
        const auto snapshot = parseFiles({{"a.yaml", documents({pool("cidr: " + cidr), kCluster,
                                                                node("a", "192.0.2.1/24"), pods(2000)})}});
        std::vector<std::string> out;
        for (const auto &finding : snapshot->diagnostics())
            out.push_back(finding.rule());
        for (const auto &finding : checkDesign(snapshot->design()))
            out.push_back(finding.rule());
        return out;
    };
    EXPECT_THAT(rulesOf("10.0.0.1/8"), ElementsAre("cidr-host-bits"));
    EXPECT_THAT(rulesOf("ten"), SizeIs(1));
    EXPECT_THAT(rulesOf("0.0.0.0/0"), ElementsAre("pool-reserved-range"));
    EXPECT_THAT(rulesOf("'::/0'"), ElementsAre("pool-reserved-range"));
}

TEST(Pools, AreNotReservedInGreatParts)
{
    const auto reserve = [](const std::string &cidr) {
        return "{apiVersion: projectcalico.org/v3, kind: IPReservation, metadata: {name: kept}, spec: "
               "{reservedCIDRs: ["
             + cidr + "]}}\n";
    };
    const auto small = pool("cidr: 10.48.0.0/24, blockSize: 28");
    EXPECT_THAT(with(documents({small, reserve("10.48.0.0/27")})),
                Contains(HasSubstr("1:1 warning reserved-much: ")));
    EXPECT_THAT(with(documents({small, reserve("10.48.0.0/30")})), IsEmpty());
}

TEST(Pools, WithoutEncapsulationAreTold)
{
    EXPECT_THAT(with(pool("cidr: 10.48.0.0/20, disableBGPExport: true")),
                Contains(HasSubstr("1:1 warning pool-not-exported: ")));
    EXPECT_THAT(with(pool("cidr: 10.48.0.0/20, disableBGPExport: true, vxlanMode: Always")), IsEmpty());
}

TEST(CrossSubnet, GoesByTheMasksOfNodes)
{
    const auto cross = pool("cidr: 10.48.0.0/20, vxlanMode: CrossSubnet");
    const auto found = [&](const std::string &a, const std::string &b) {
        return findingsOf(documents({cross, node("a", a), node("b", b)}));
    };
    EXPECT_THAT(found("192.0.2.1/32", "192.0.2.2/24"),
                Contains(HasSubstr("1:1 warning cross-subnet-mask: ")));
    EXPECT_THAT(found("192.0.2.1/24", "192.0.2.130/25"), Contains(HasSubstr("do not agree")));
    EXPECT_THAT(found("192.0.2.1/24", "192.0.2.2/24"), IsEmpty());
    EXPECT_THAT(found("192.0.2.1/25", "192.0.2.130/25"), IsEmpty());

    const auto racks = [&](const std::string &length) {
        return findingsOf(
            documents({cross, node("a", "192.0.2.1/" + length), node("b", "192.0.2.130/" + length), kRouter,
                       link("one", "{router: tor}, {node: a}", ""),
                       link("two", "{router: tor, interface: e1}, {node: b}", "")}));
    };
    EXPECT_THAT(racks("24"), Contains(HasSubstr("no Link joins them")));
    EXPECT_THAT(racks("25"), IsEmpty());
}

TEST(Encapsulations, ThatNodesDoNotSpeakAreTold)
{
    EXPECT_THAT(with(pool("cidr: 10.48.0.0/20, ipipMode: Always")),
                Contains(HasSubstr("1:1 warning encapsulation-unsupported: the pool pods asks for IPIP")));
    const auto felix = [](const std::string &name, const std::string &spec) {
        return "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: " + name
             + "}, spec: {" + spec + "}}\n";
    };
    EXPECT_THAT(with(felix("default", "wireguardEnabled: true")),
                Contains(HasSubstr("1:1 warning wireguard-unsupported: the FelixConfiguration default")));
    EXPECT_THAT(with(felix("node.a", "wireguardEnabledV6: true")),
                Contains(HasSubstr("(wireguardEnabledV6)")));
    EXPECT_THAT(with(felix("default", "wireguardEnabled: false")), IsEmpty());
}

TEST(Mtu, LeavesEnoughInTunnelsAndOnTheWay)
{
    const auto tunnels = pool("cidr: 'fd00:48::/64', blockSize: 122, vxlanMode: Always");
    const auto racks = [&](const std::string &near, const std::string &far) {
        return findingsOf(
            documents({kCluster, tunnels, node("a", "192.0.2.1/25"), node("b", "192.0.2.130/25"), kRouter,
                       "{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: up}, spec: "
                       "{asNumber: 64700}}\n",
                       link("one", "{router: tor}, {node: a}, {node: b}", ", mtu: " + near),
                       link("two", "{router: tor, interface: e1}, {router: up}",
                            ", subnet: 10.0.0.0/30, mtu: " + far)}));
    };
    EXPECT_THAT(racks("1300", "1300"), Contains(HasSubstr("warning tunnel-mtu: ")));
    EXPECT_THAT(racks("9000", "1500"),
                Contains(HasSubstr("1:1 warning path-mtu: the link \"two\" carries 1500")));
    EXPECT_THAT(racks("1500", "9000"), Not(Contains(HasSubstr("mtu: "))));
}

TEST(Pools, OfOneFamilyTakeThePlaceOfTheDefaultPoolsOfBoth)
{
    const auto cluster = [](const std::string &networks) {
        return "{apiVersion: podloom.dev/v1alpha1, kind: Cluster, metadata: {name: default}, spec: {"
             + networks + "}}\n";
    };
    const auto told = Contains(HasSubstr(" pool-family-missing: the pool \"pods\""));
    const auto one = pool("cidr: 10.48.0.0/16");
    EXPECT_THAT(findingsOf(documents({one, cluster("")})), told);
    EXPECT_THAT(findingsOf(documents({one, cluster("podCIDRs: [10.48.0.0/16, \"fd00:48::/48\"]")})),
                Contains(HasSubstr("warning pool-family-missing")));
    EXPECT_THAT(findingsOf(documents({one, cluster("podCIDRs: [10.48.0.0/16]")})), Not(told));
    EXPECT_THAT(findingsOf(one), Not(told));
    EXPECT_THAT(findingsOf(cluster("")), Not(told));
}

} // namespace
} // namespace podloom::test
