#include "core/plan/object_plan.h"

#include <gmock/gmock.h>

namespace {

using namespace podloom;
using ::testing::IsEmpty;

const ObjectId kPolicy{"prod", "networking.k8s.io", "NetworkPolicy", "shop", "deny"};
const ObjectId kPod{"prod", "", "Pod", "shop", "web-0"};

Json json(const std::string &text)
{
    return *parseJson(text);
}

TEST(ObjectPlan, FindsNothingToDoWhenTheKeysStandInAnotherOrder)
{
    const Manifests wanted{{kPolicy, json(R"({"kind":"NetworkPolicy","spec":{"a":[1,2],"b":{}}})")}};
    const Manifests found{{kPolicy, json(R"({"spec":{"b":{},"a":[1,2]},"kind":"NetworkPolicy"})")}};

    EXPECT_THAT(objectSteps(wanted, found, {}), IsEmpty());
}

TEST(ObjectPlan, IgnoresStatus)
{
    const Manifests wanted{{kPod, json(R"({"kind":"Pod","spec":{}})")}};
    const Manifests found{{kPod, json(R"({"kind":"Pod","spec":{},"status":{"podIP":"10.0.0.1"}})")}};

    EXPECT_THAT(objectSteps(wanted, found, {}), IsEmpty());
}

TEST(ObjectPlan, TellsWhatIsNewWhatDiffersAndWhatGoes)
{
    const ObjectId gone{"prod", "networking.k8s.io", "NetworkPolicy", "shop", "old"};
    const Manifests wanted{{kPolicy, json(R"({"spec":{"a":[2,1]}})")},
                           {kPod, json(R"({"spec":{"nodeName":"node-2"}})")}};
    const Manifests found{{kPolicy, json(R"({"spec":{"a":[1,2]}})")}, {gone, json("{}")}};

    const auto steps = objectSteps(wanted, found, {gone, kPolicy});

    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].id, "cluster/prod/Pod/shop/web-0");
    EXPECT_EQ(steps[0].action, StepAction::Create);
    EXPECT_EQ(steps[0].node, "node-2");
    EXPECT_EQ(steps[1].action, StepAction::Change);
    EXPECT_EQ(steps[1].disruption, Disruption::Live);
    EXPECT_EQ(steps[2].id, "cluster/prod/NetworkPolicy.networking.k8s.io/shop/old");
    EXPECT_EQ(steps[2].action, StepAction::Remove);
}

TEST(ObjectPlan, LeavesAloneWhatOthersPutThere)
{
    const Manifests found{{kPolicy, json("{}")}};

    EXPECT_THAT(objectSteps({}, found, {}), IsEmpty());
}

TEST(ObjectPlan, SaysThatAPodWhichChangesStartsAgain)
{
    const Manifests wanted{{kPod, json(R"({"spec":{"nodeName":"node-2"}})")}};
    const Manifests found{{kPod, json(R"({"spec":{"nodeName":"node-1"}})")}};

    const auto steps = objectSteps(wanted, found, {});

    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].disruption, Disruption::Restart);
}

/// A pool of the cluster, by name.
Manifests pools(const std::vector<std::pair<std::string, std::string>> &cidrs)
{
    Manifests out;
    for (const auto &[name, cidr] : cidrs)
        out[{"prod", "projectcalico.org", "IPPool", "", name}] =
            json(R"({"kind":"IPPool","spec":{"cidr":")" + cidr + R"("}})");
    return out;
}

TEST(ObjectPlan, FindsAPoolOfTheLabThatOverlapsOneOfTheDesign)
{
    const auto split = pools({{"pods-1", "10.48.0.0/17"}, {"pods-2", "10.48.128.0/17"}});
    const auto before = pools({{"pods", "10.48.0.0/16"}, {"six", "fd00:48::/64"}});

    const auto overlap = overlappingPool(before, split, {});

    ASSERT_TRUE(overlap);
    EXPECT_THAT(overlap->text(), ::testing::HasSubstr("pool pods-1 (10.48.0.0/17)"));
    EXPECT_THAT(overlap->text(), ::testing::HasSubstr("pool pods (10.48.0.0/16)"));
    EXPECT_THAT(overlap->text(), ::testing::HasSubstr("podloom-agentd delete IPPool/pods-1"));
    EXPECT_FALSE(overlappingPool(split, split, {})) << "the design has them by now";
    EXPECT_FALSE(overlappingPool(before, pools({{"other", "10.49.0.0/16"}}), {}));
    EXPECT_FALSE(overlappingPool(before, pools({{"pods", "10.48.0.0/17"}}), {}))
        << "it becomes the wanted one";
    const auto owned = pools({{"old", "10.48.0.0/16"}});
    EXPECT_FALSE(overlappingPool(before, owned, {owned.begin()->first})) << "it will be removed";
}

TEST(StepObjectJson, HasNullWhereThereIsNothing)
{
    EXPECT_EQ(objectJson({"prod", "", "Node", "", "n1"}, "v1").dump(),
              R"({"cluster":"prod","apiVersion":"v1","kind":"Node","namespace":null,"name":"n1"})");
}

} // namespace
