// BGP as it is drawn: each rule finds its fault, and is silent beside it.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string node(int number, const std::string &clusterId = "", const std::string &labels = "")
{
    const auto n = std::to_string(number);
    return "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: node-" + n + ", labels: {"
         + labels + "}}, spec: {bgp: {ipv4Address: 192.0.2." + n + "/24"
         + (clusterId.empty() ? "" : ", routeReflectorClusterID: " + clusterId) + "}}}\n";
}

std::string peer(const std::string &name, const std::string &spec)
{
    return "{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: " + name + "}, spec: {" + spec
         + "}}\n";
}

const std::string kNoMesh =
    "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, "
    "spec: {nodeToNodeMeshEnabled: false}}\n";
const std::string kClients = peer("clients", "nodeSelector: '!has(rr)', peerSelector: has(rr)");
const std::string kReflectors = peer("reflectors", "nodeSelector: has(rr), peerSelector: has(rr)");

TEST(Mesh, BesideReflectorsIsLeftOver)
{
    const std::vector<std::string> nodes{node(1, "224.0.0.1", "rr: a"), node(2), node(3), kClients};
    auto withoutMesh = nodes;
    withoutMesh.push_back(kNoMesh);

    EXPECT_THAT(findingsOf(documents(nodes)), Contains(HasSubstr("1:1 warning mesh-beside-reflectors: ")));
    EXPECT_THAT(findingsOf(documents(withoutMesh)), IsEmpty());
    EXPECT_THAT(findingsOf(documents({node(1), node(2), node(3)})), IsEmpty());
}

TEST(Peers, ThatMakeNoSessionAreTold)
{
    const auto with = [](const std::string &spec) {
        return findingsOf(documents({node(1, "", "rack: a"), node(2), node(3), peer("p", spec)}));
    };
    const auto asn = std::string("asNumber: 64512, ");

    EXPECT_THAT(with(asn + "nodeSelector: rack == 'b', peerSelector: all()"),
                Contains(HasSubstr("warning peer-without-session: the nodeSelector of the BGPPeer \"p\"")));
    EXPECT_THAT(with(asn + "node: node-9, peerIP: 192.0.2.1"),
                Contains(HasSubstr("peer-without-session: the BGPPeer \"p\" is for the node \"node-9\"")));
    EXPECT_THAT(with(asn + "nodeSelector: rack == 'a', peerSelector: rack == 'b'"),
                Contains(HasSubstr("peer-without-session: the peerSelector")));
    EXPECT_THAT(with(asn + "node: node-1, peerIP: 192.0.2.1"),
                Contains(HasSubstr("peer-without-session: the BGPPeer \"p\" lets a node speak to its own")));
    EXPECT_THAT(with(asn + "peerIP: 192.0.2.1"), Not(Contains(HasSubstr("peer-without-session"))))
        << "the others speak to node-1";
}

TEST(Speakers, AreMissedWhereRoutesGoByBgp)
{
    const auto pool = [](const std::string &spec) {
        return "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: "
               "10.48.0.0/16"
             + spec + "}}\n";
    };
    const auto one = peer("one", "node: node-1, peerSelector: rack == 'b'");
    const std::vector<std::string> nodes{node(1), node(2, "", "rack: b"), node(3), kNoMesh, one};
    const auto with = [&](const std::string &text) {
        auto all = nodes;
        all.push_back(text);
        return findingsOf(documents(all));
    };

    EXPECT_THAT(with(pool("")),
                Contains(HasSubstr("5:1 warning node-without-session: 1 of 3 nodes have no BGP "
                                   "session, \"node-3\" is the first of them")));
    EXPECT_THAT(with(pool(", vxlanMode: Always")), Not(Contains(HasSubstr("node-without-session"))));
}

TEST(Reflectors, MustSpeakWithEachOther)
{
    const std::vector<std::string> apart{node(1, "224.0.0.1", "rr: a"), node(2, "224.0.0.2", "rr: b"),
                                         node(3), kClients, kNoMesh};
    auto joined = apart;
    joined.push_back(kReflectors);

    EXPECT_THAT(findingsOf(documents(apart)), Contains(HasSubstr("3:1 warning reflectors-not-meshed: ")));
    EXPECT_THAT(findingsOf(documents(joined)), IsEmpty());
}

TEST(Reflectors, OfOneClusterIdShareTheirClients)
{
    const auto some = peer("some", "node: node-3, peerSelector: rr == 'a'");
    const auto others = peer("others", "node: node-4, peerSelector: rr == 'b'");
    const auto design = [&](const std::string &id) {
        return documents({node(1, "224.0.0.1", "rr: a"), node(2, id, "rr: b"), node(3), node(4), some, others,
                          kReflectors, kNoMesh});
    };
    EXPECT_THAT(findingsOf(design("224.0.0.1")), Contains(HasSubstr("3:1 warning reflector-clients: ")));
    EXPECT_THAT(findingsOf(design("224.0.0.2")), IsEmpty());
}

TEST(Sessions, ThatStayDownSayWhy)
{
    const auto wrongAs = peer("up", "node: node-1, peerIP: 192.0.2.2, asNumber: 64999");

    EXPECT_THAT(findingsOf(documents({node(1), node(2), kNoMesh, wrongAs})),
                Contains(HasSubstr("7:1 warning bgp-")));
    EXPECT_THAT(findingsOf(documents({node(1), peer("out", "peerIP: 198.51.100.1, asNumber: 64999")})),
                Not(Contains(HasSubstr("warning"))))
        << "the peer may be outside of the design";
}

std::string router(const std::string &name, int number, int asNumber)
{
    return "{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: " + name
         + "}, spec: {asNumber: " + std::to_string(asNumber) + ", addresses: [192.0.2."
         + std::to_string(number) + "/24]}}\n";
}

TEST(Peers, NameFiltersThatAreThere)
{
    const auto named = peer("tor", "peerIP: 192.0.2.9, asNumber: 64601, filters: [marks]");
    const std::string filter =
        "{apiVersion: projectcalico.org/v3, kind: BGPFilter, metadata: {name: marks}, spec: {}}\n";
    const std::vector<std::string> nodes{node(1), router("tor", 9, 64601), named};
    auto complete = nodes;
    complete.push_back(filter);

    EXPECT_THAT(findingsOf(documents(nodes)), Contains(HasSubstr("5:1 error unknown-filter: ")));
    EXPECT_THAT(findingsOf(documents(complete)), IsEmpty());
}

TEST(Peers, KeepAliveWithinTheHoldTime)
{
    const auto design = [](const std::string &more) {
        return documents(
            {node(1), router("tor", 9, 64601), peer("tor", "peerIP: 192.0.2.9, asNumber: 64601" + more)});
    };
    EXPECT_THAT(findingsOf(design(", keepaliveTime: 120s")), Contains(HasSubstr("5:1 error bgp-timers: ")));
    EXPECT_THAT(findingsOf(design(", keepaliveTime: 20s")), IsEmpty());
}

TEST(Peers, OfOneAsNumberHearOfEachOtherOnlyWithTheirNumberAllowed)
{
    const auto design = [](const std::string &more, const std::string &mesh) {
        return documents({node(1), node(2), router("tor", 9, 64601),
                          peer("tor", "peerIP: 192.0.2.9, asNumber: 64601" + more), mesh});
    };
    EXPECT_THAT(findingsOf(design("", kNoMesh)), Contains(HasSubstr("7:1 warning own-as-in-path: ")));
    EXPECT_THAT(findingsOf(design(", numAllowedLocalASNumbers: 1", kNoMesh)), IsEmpty());
    // With a mesh they hear of each other directly.
    EXPECT_THAT(findingsOf(documents({node(1), node(2), router("tor", 9, 64601),
                                      peer("tor", "peerIP: 192.0.2.9, asNumber: 64601")})),
                IsEmpty());
}

TEST(OwnAs, IsFoundBehindLeavesOfDifferentPeers)
{
    const std::string spine = "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: up}, spec: "
                              "{ends: [{router: leaf-1}, {router: leaf-2}], subnet: 10.0.0.0/30}}\n";
    const auto rack = [](int number) {
        const auto n = std::to_string(number);
        return "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: rack-" + n
             + "}, spec: {ends: [{router: leaf-" + n + "}, {node: node-" + n + "}], subnet: 10.1." + n
             + ".0/24}}\n";
    };
    const auto bareNode = [](int number) {
        return "{apiVersion: v1, kind: Node, metadata: {name: node-" + std::to_string(number) + "}}\n";
    };
    const auto leaf = [](int number) {
        const auto n = std::to_string(number);
        return "{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: leaf-" + n
             + "}, spec: {asNumber: 6460" + n + "}}\n";
    };
    const auto to = [](int number, const std::string &more) {
        const auto n = std::to_string(number);
        return peer("to-leaf-" + n,
                    "node: node-" + n + ", peerIP: 10.1." + n + ".1, asNumber: 6460" + n + more);
    };
    const auto findings = [&](const std::string &more, const std::string &join) {
        return findingsOf(documents({bareNode(1), bareNode(2), leaf(1), leaf(2), rack(1), rack(2), join,
                                     to(1, more), to(2, more), kNoMesh}));
    };
    EXPECT_THAT(findings("", spine), Contains(HasSubstr("15:1 warning own-as-in-path: ")));
    EXPECT_THAT(findings("", spine), Contains(HasSubstr("17:1 warning own-as-in-path: ")));
    EXPECT_THAT(findings(", numAllowedLocalASNumbers: 1", spine), IsEmpty());
    EXPECT_THAT(findings("", leaf(3)), Not(Contains(HasSubstr("own-as-in-path")))) << "the racks are apart";
}

TEST(Routers, OfOneAsNumberAreJoined)
{
    const std::string link = "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: NAME}, spec: "
                             "{ends: [{router: A}, {router: B}], subnet: NET}}\n";
    const auto join = [&](const std::string &a, const std::string &b, const std::string &net) {
        auto text = link;
        text.replace(text.find("NAME"), 4, a + '-' + b);
        text.replace(text.find(" A}"), 3, ' ' + a + '}');
        text.replace(text.find(" B}"), 3, ' ' + b + '}');
        return text.replace(text.find("NET"), 3, net);
    };
    const std::vector<std::string> apart{node(1),
                                         router("a", 7, 64601),
                                         router("b", 8, 64601),
                                         router("far", 9, 64700),
                                         router("other", 10, 64701),
                                         join("a", "far", "10.0.0.0/30"),
                                         join("b", "far", "10.0.0.4/30"),
                                         join("b", "other", "10.0.0.8/30")};
    auto joined = apart;
    joined.push_back(join("a", "b", "10.0.0.12/30"));

    EXPECT_THAT(findingsOf(documents(apart)), Contains(HasSubstr("warning as-not-contiguous: ")));
    EXPECT_THAT(findingsOf(documents(joined)), IsEmpty());
    // Spines of one layer have the same neighbours, and their number on purpose.
    EXPECT_THAT(
        findingsOf(documents({node(1), router("a", 7, 64601), router("b", 8, 64601), router("far", 9, 64700),
                              join("a", "far", "10.0.0.0/30"), join("b", "far", "10.0.0.4/30")})),
        IsEmpty());
}

} // namespace
} // namespace podloom::test
