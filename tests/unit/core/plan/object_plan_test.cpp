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

TEST(StepObjectJson, HasNullWhereThereIsNothing)
{
    EXPECT_EQ(objectJson({"prod", "", "Node", "", "n1"}, "v1").dump(),
              R"({"cluster":"prod","apiVersion":"v1","kind":"Node","namespace":null,"name":"n1"})");
}

} // namespace
