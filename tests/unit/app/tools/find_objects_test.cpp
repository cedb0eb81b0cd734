// Objects by what somebody remembers of them.
#include "app/tools/find_objects.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

constexpr auto kDesign = R"(
{apiVersion: v1, kind: Node, metadata: {name: a, labels: {rack: r7}}, status: {addresses: [{type: InternalIP, address: 192.0.2.2}]}}
---
{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.48.0.0/16, blockSize: 26}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: front}}, spec: {nodeName: a, containers: [{name: c}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web-only, namespace: shop}, spec: {podSelector: {}}}
)";

/// "Node a" for each.
std::vector<std::string> found(const char *text)
{
    const auto analysis = analyse(parseFiles({{"design.yaml", kDesign}}), 1);
    std::vector<std::string> out;
    for (const auto &id : findObjects(*analysis, QString::fromUtf8(text)))
        out.push_back(id.kind + ' ' + id.name);
    return out;
}

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FindObjects, ByNameAndKindInAnyOrderAndCase)
{
    EXPECT_THAT(found("WEB"), ElementsAre("Pod web", "NetworkPolicy web-only"));
    EXPECT_THAT(found("web networkpolicy"), ElementsAre("NetworkPolicy web-only"));
    EXPECT_THAT(found("shop/web pod"), ElementsAre("Pod web"));
    EXPECT_THAT(found("   "), IsEmpty());
    EXPECT_THAT(found("nobody"), IsEmpty());
}

TEST(FindObjects, ByLabel)
{
    EXPECT_THAT(found("rack=r7"), ElementsAre("Node a"));
    EXPECT_THAT(found("app=front"), ElementsAre("Pod web"));
}

TEST(FindObjects, ByAddressAndThePoolAroundIt)
{
    EXPECT_THAT(found("192.0.2.2"), ElementsAre("Node a"));
    EXPECT_THAT(found("10.48.0.77"), ElementsAre("IPPool pods"));
    EXPECT_THAT(found("10.48."), Contains("Pod web")) << "it has a planned address";
}

} // namespace
} // namespace podloom::app
