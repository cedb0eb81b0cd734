// Pods are let in by what was compiled before they came: the kernel has to hold what compiling anew gives.
#include "tests/system/agent/agent_world.h"

namespace podloom {
namespace {

constexpr const char *kShop = R"(
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: c, ports: [{name: http, containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
spec: {containers: [{name: c}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: guests}}}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: http}]}]
  ingress: [{from: [{podSelector: {}}], ports: [{port: http}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: guests, namespace: guests}
spec:
  podSelector: {}
  ingress: [{from: [{podSelector: {}}]}]
)";

std::string table(const AgentWorld &world)
{
    return world.onNode({"nft", "-s", "list", "table", "inet", "podloom"});
}

class Admission : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
        world->apply(kShop);
    }

    void add(const std::string &container, const std::string &pod)
    {
        outputOf({"ip", "netns", "add", container});
        const auto added = world->cni("ADD", container, pod);
        ASSERT_EQ(added.exitStatus, 0) << added.text;
        containers.push_back(container);
    }
    void del(const std::string &container) { ASSERT_EQ(world->cni("DEL", container).exitStatus, 0); }
    /// The kernel's table is the one that everything compiled anew gives.
    void expectCompiled(const std::string &when)
    {
        world->quietInventory(); // chains that no pod uses have gone
        const auto admitted = table(*world);
        static int count = 0;
        world->apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: other-" + std::to_string(++count)
                         + "}\n",
                     "other");
        EXPECT_EQ(admitted, table(*world)) << when;
    }
    void TearDown() override
    {
        for (const auto &container : containers) {
            if (world)
                world->cni("DEL", container);
            outputOf({"ip", "netns", "del", container});
        }
    }

    std::unique_ptr<AgentWorld> world;
    std::vector<std::string> containers;
};

TEST_F(Admission, LetsPodsInAsCompilingAnewWould)
{
    add("a-web", "shop/web");
    add("a-db", "shop/db"); // its policy needs a set that has to hold the web pod, which came after compiling
    expectCompiled("after two pods that objects describe");
    add("a-guest-1", "guests/one");
    add("a-guest-2", "guests/two"); // the second stranger of its namespace compiles nothing
    add("a-web-2", "shop/web");     // the pod has two containers for a moment
    expectCompiled("after strangers and a second container");
}

TEST_F(Admission, FillsNewSetsWithWhoIsThereNow)
{
    add("b-web", "shop/web");
    add("b-guest", "guests/one");
    add("b-gone", "guests/two");
    del("b-gone");
    del("b-web");
    add("b-web-2", "shop/web");
    add("b-db", "shop/db");
    expectCompiled("after pods that went meanwhile");
}

} // namespace
} // namespace podloom
