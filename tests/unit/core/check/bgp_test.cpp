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

} // namespace
} // namespace podloom::test
