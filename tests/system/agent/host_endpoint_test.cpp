// HostEndpoints in force: real agents that talk to each other over the interfaces that are protected.
#include "tests/system/agent/agent_cluster.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

/// `name` protects an interface of node-1.
std::string hostEndpoint(const std::string &fields)
{
    return "---\napiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: one, labels: {host: "
           "one}}\nspec: {node: node-1, "
         + fields + "}\n";
}

std::string policy(const std::string &fields)
{
    return "---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: hosts}\n"
           "spec: {selector: has(host), "
         + fields + "}\n";
}

class AProtectedNode : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto lacking = AgentCluster::lacking(); !lacking.empty())
            GTEST_SKIP() << lacking;
        cluster = std::make_unique<AgentCluster>(2);
        cluster->start();
        inner = cluster->node(1).startPod("shop/web");
        outer = cluster->node(2).startPod("shop/db");
    }

    void apply(const std::string &yaml)
    {
        cluster->node(2).apply(AgentCluster::nodesYaml(2) + yaml);
        // `apply` waits for the agent that it talks to.
        const auto revision = cluster->node(2).call("status")["agent"]["generation"];
        for (int number = 1; number <= 2; ++number)
            EXPECT_TRUE(cluster->node(number)
                            .call("wait", Json::object({{"revision", revision}}))["reached"]
                            .asBool())
                << cluster->node(number).log();
    }

    /// Whether a TCP connection is answered, if only by a refusal.
    bool reaches(int from, const std::string &ip, int port) const
    {
        static constexpr auto kScript = "import socket,sys\n"
                                        "s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else "
                                        "socket.AF_INET)\ns.settimeout(3)\n"
                                        "try: s.connect((sys.argv[1], int(sys.argv[2])))\n"
                                        "except ConnectionRefusedError: pass\n"
                                        "except OSError: sys.exit('no')\n"
                                        "print('yes')\n";
        return cluster->node(from).onNode({"python3", "-c", kScript, ip, std::to_string(port)}) == "yes\n";
    }
    void expectReaches(int from, const std::string &host, int port, bool isExpected) const
    {
        EXPECT_EQ(reaches(from, "172.31.0." + host, port), isExpected) << port;
        EXPECT_EQ(reaches(from, "fd00:31::" + host, port), isExpected) << port;
    }
    void expectPods(const std::string &outcome) const
    {
        for (const auto &ip : outer.ips)
            EXPECT_EQ(cluster->node(1).probe(inner, ip), outcome);
        for (const auto &ip : inner.ips)
            EXPECT_EQ(cluster->node(2).probe(outer, ip), outcome);
    }

    std::unique_ptr<AgentCluster> cluster;
    LabPod inner;
    LabPod outer;
};

TEST_F(AProtectedNode, IsClosedButForFailsafesAndPoliciesWhicheverWayItsInterfaceIsFound)
{
    for (const auto *fields : {"interfaceName: eth0", "expectedIPs: [172.31.0.1]", "interfaceName: '*'"}) {
        SCOPED_TRACE(fields);
        apply(hostEndpoint(fields));
        expectReaches(2, "1", 80, false);
        expectReaches(2, "1", 22, true);
        expectReaches(1, "2", 80, false);
        expectReaches(1, "2", 179, true);
        expectPods("answered"); // what is forwarded is free
        EXPECT_EQ(cluster->node(1).probe(inner, "172.31.0.1"), "refused") << "its own pods";

        apply(hostEndpoint(fields)
              + policy("ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]"));
        expectReaches(2, "1", 80, true);
        expectReaches(2, "1", 81, false);
    }
    // BGP and the store went on all the time.
    EXPECT_TRUE(cluster->areSessionsUp());
    EXPECT_EQ(cluster->node(1).call("status")["agent"]["state"].asString(), "ready");
    apply("");
    expectReaches(2, "1", 81, true);
    EXPECT_EQ(cluster->node(1).onNode({"sh", "-c", "nft list table inet podloom | grep host-"}), "");
}

TEST_F(AProtectedNode, AsksWhatIsForwardedAndWhatComesBeforeNat)
{
    apply(hostEndpoint("interfaceName: eth0")
          + policy("applyOnForward: true, ingress: [{action: Allow, protocol: TCP, source: {nets: "
                   "[172.31.0.0/16]}}], egress: [{action: Allow}]"));
    for (const auto &ip : inner.ips)
        EXPECT_EQ(cluster->node(2).probe(outer, ip), "timeout");
    for (const auto &ip : outer.ips)
        EXPECT_EQ(cluster->node(1).probe(inner, ip), "answered");

    apply(hostEndpoint("interfaceName: eth0")
          + policy("applyOnForward: true, preDNAT: true, ingress: [{action: Deny, protocol: TCP, "
                   "destination: {ports: [80, 22]}}]"));
    for (const auto &ip : inner.ips)
        EXPECT_EQ(cluster->node(2).probe(outer, ip), "timeout");
    expectReaches(2, "1", 22, true);
}

TEST_F(AProtectedNode, LeavesTheTunnelOfItsPodsOpen)
{
    const std::string pools = "---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: four}\n"
                              "spec: {cidr: 10.48.0.0/16, blockSize: 26, vxlanMode: Always}\n---\n"
                              "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: six}\n"
                              "spec: {cidr: \"fd00:48::/48\", blockSize: 122, vxlanMode: Always}\n";
    apply(pools + hostEndpoint("interfaceName: eth0"));
    ASSERT_TRUE(cluster->goesBy("vxlan-podloom", {{1, inner.ips}, {2, outer.ips}})) << cluster->node(1).log();

    expectPods("answered");
    expectReaches(2, "1", 80, false);
}

TEST_F(AProtectedNode, IsClosedToItsPodsWhereItsOwnConfigurationSaysSo)
{
    const auto answers = [&](int number, const LabPod &pod) {
        return cluster->node(number).probe(pod, "172.31.0." + std::to_string(number));
    };
    apply("---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: node.node-1}\n"
          "spec: {defaultEndpointToHostAction: Drop}\n");
    EXPECT_EQ(answers(1, inner), "timeout");
    EXPECT_EQ(answers(2, outer), "refused");

    apply("---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: default}\n"
          "spec: {defaultEndpointToHostAction: Drop}\n"
          "---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: node.node-1}\n"
          "spec: {defaultEndpointToHostAction: Return}\n");
    EXPECT_EQ(answers(1, inner), "refused");
    EXPECT_EQ(answers(2, outer), "timeout");
}

} // namespace
} // namespace podloom
