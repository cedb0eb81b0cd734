// Every recipe gives a policy that does what its name says.
#include "app/tools/policy_recipe.h"

#include "core/manifest/edit.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;

constexpr auto kDesign = R"(
apiVersion: v1
kind: Namespace
metadata: {name: a}
---
apiVersion: v1
kind: Namespace
metadata: {name: b}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: a}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, ports: [{name: http, containerPort: 80}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: b}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api}]}
)";

const ObjectId kWeb{"default", "apps", "Deployment", "a", "web"};
const ObjectId kApi{"default", "apps", "Deployment", "b", "api"};

SnapshotPointer design()
{
    return parseFiles({{"design.yaml", kDesign}});
}

SnapshotPointer with(const PolicyWish &wish)
{
    const auto before = design();
    const auto made = policiesFor(wish, before->design());
    EXPECT_TRUE(made) << made.error().text();
    Edit edit;
    for (const auto &manifest : *made)
        edit.steps.emplace_back(AddObject{manifest, {}});
    const auto applied = apply(*before, edit);
    EXPECT_TRUE(applied) << applied.error().text();
    EXPECT_THAT(applied->snapshot->diagnostics(), ::testing::IsEmpty());
    return applied->snapshot;
}

TEST(PolicyRecipe, EachIsReadWithoutAFault)
{
    for (const auto recipe : kRecipes) {
        SCOPED_TRACE(static_cast<int>(recipe));
        PolicyWish wish{.recipe = recipe,
                        .ns = "a",
                        .from = kApi,
                        .fromNamespace = "b",
                        .ranges = "192.0.2.0/24, 2001:db8::/32",
                        .ports = "TCP 80, 8000-8010, UDP 53, http"};
        for (const auto &workload : {std::optional<ObjectId>(), std::optional(kWeb)}) {
            wish.workload = workload;
            const auto after = with(wish);
            ASSERT_EQ(after->design().networkPolicies.size(), 1U);
            EXPECT_EQ(after->design().networkPolicies[0].meta.id.ns, "a");
        }
    }
}

TEST(PolicyRecipe, BothSidesAreOpenedOnRequest)
{
    const auto after =
        with({.ns = "a", .workload = kWeb, .from = kApi, .ports = "80", .opensTheOtherSide = true});
    ASSERT_EQ(after->design().networkPolicies.size(), 2U);
    std::vector<std::string> places;
    for (const auto &policy : after->design().networkPolicies)
        places.push_back(policy.meta.id.ns + '/' + policy.meta.id.name);
    EXPECT_THAT(places, ::testing::UnorderedElementsAre("a/web-from-api", "b/api-to-web"));
}

TEST(PolicyRecipe, NamesAreFree)
{
    const auto once = with({.recipe = Recipe::DenyAll, .ns = "a"});
    const auto again = policiesFor({.recipe = Recipe::DenyAll, .ns = "a"}, once->design());
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)[0]["metadata"]["name"].asString(), "default-deny-2");
}

TEST(PolicyRecipe, PortsAreReadAsPeopleWriteThem)
{
    EXPECT_EQ(portsFrom("")->dump(), "[]");
    EXPECT_EQ(portsFrom("80,443")->dump(), R"([{"protocol":"TCP","port":80},{"protocol":"TCP","port":443}])");
    EXPECT_EQ(portsFrom("udp 53 / tcp 53")->dump(),
              R"([{"protocol":"UDP","port":53},{"protocol":"TCP","port":53}])");
    EXPECT_EQ(portsFrom("8000-8080")->dump(), R"([{"protocol":"TCP","port":8000,"endPort":8080}])");
    for (const auto *wrong : {"0", "65536", "99999999999", "90-80", "Http", "-", "80-", "a_b"})
        EXPECT_THAT(portsFrom(wrong).error().text(), HasSubstr("is no port")) << wrong;
}

TEST(PolicyRecipe, SaysWhatIsMissing)
{
    EXPECT_THAT(policiesFor({}, design()->design()).error().text(), HasSubstr("namespace"));
    EXPECT_THAT(policiesFor({.ns = "a"}, design()->design()).error().text(), HasSubstr("workload"));
    EXPECT_THAT(
        policiesFor({.recipe = Recipe::AllowFromLoadBalancer, .ns = "a"}, design()->design()).error().text(),
        HasSubstr("ranges"));
    EXPECT_FALSE(policiesFor({.recipe = Recipe::AllowFromLoadBalancer, .ns = "a", .ranges = "10.0.0.1/8"},
                             design()->design()));
}

} // namespace
} // namespace podloom::app
