// References: machines and interfaces that a design names, but does not have.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kNodes = "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: a}, spec: {bgp: "
                           "{ipv4Address: 192.0.2.1/24}}}\n"
                           "---\n"
                           "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: b}, spec: {bgp: "
                           "{ipv4Address: 192.0.2.2/24}}}\n";

std::string link(const std::string &interfaceOfA)
{
    return "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: l}, spec: {subnet: "
           "[192.0.2.0/24], ends: "
           "[{node: a"
         + interfaceOfA + "}, {node: b}]}}\n";
}

/// A host endpoint without policies denies all but the failsafe ports, which keep SSH and BGP.
std::string host(const std::string &node, const std::string &interface)
{
    return "{apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: h}, spec: {node: " + node
         + ", interfaceName: '" + interface + "'}}\n";
}

TEST(References, HostEndpointsAreOnNodesOfTheDesign)
{
    EXPECT_THAT(findingsOf(documents({host("c", "*"), kNodes})),
                ElementsAre(HasSubstr("1:1 warning unknown-node: the host endpoint is on the node \"c\"")));
    EXPECT_THAT(findingsOf(documents({host("a", "*"), kNodes})), IsEmpty());
    EXPECT_THAT(findingsOf(host("c", "*")), IsEmpty())
        << "a design without nodes does not say which there are";
}

TEST(References, HostEndpointsAreOnInterfacesThatTheLinksName)
{
    const auto wired = link(", interface: eth1");
    EXPECT_THAT(
        findingsOf(documents({host("a", "eth0"), kNodes, wired})),
        ElementsAre(HasSubstr("1:1 warning unknown-interface: the node \"a\" has no interface \"eth0\"")));
    EXPECT_THAT(findingsOf(documents({host("a", "eth1"), kNodes, wired})), IsEmpty());
    EXPECT_THAT(findingsOf(documents({host("a", "*"), kNodes, wired})), IsEmpty());
    EXPECT_THAT(findingsOf(documents({host("a", "ens3"), kNodes, link("")})), IsEmpty())
        << "what a machine calls its interface is not known";
}

TEST(References, NodesHaveAddressesOfTheirWires)
{
    const auto stray = [](const std::string &address) {
        return "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: a}, spec: {bgp: "
               "{ipv4Address: "
             + address + "}}}\n---\n"
             + "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: b}, spec: {bgp: "
               "{ipv4Address: "
               "192.0.2.2/24}}}\n";
    };
    EXPECT_THAT(findingsOf(documents({stray("198.51.100.1/24"), link("")})),
                ElementsAre(HasSubstr(
                    "1:1 warning node-off-link: the address 198.51.100.1/24 lies in no subnet of the "
                    "node's Links (192.0.2.0/24)")));
    EXPECT_THAT(findingsOf(documents({stray("198.51.100.1/32"), link("")})), IsEmpty());
    EXPECT_THAT(findingsOf(documents({stray("192.0.2.7/24"), link("")})), IsEmpty());
    EXPECT_THAT(findingsOf(stray("198.51.100.1/24")), IsEmpty()) << "no Link says what the wires are";
}

} // namespace
} // namespace podloom::test
