#include "core/policy/prediction.h"

#include "core/model/sameness.h"
#include "tests/unit/core/policy/random_design.h"
#include "tests/unit/core/policy/sample_design.h"

#include <gtest/gtest.h>

namespace podloom::policy {
namespace {

const Pod &podOf(const Design &design, const std::string &name)
{
    return *design.pods.find({"default", "", "Pod", "shop", name});
}

TEST(Prediction, PodsHaveAddressesOfBothFamiliesEvenWithoutAnyNode)
{
    SampleDesign sample;
    sample.add(sample.pod("shop/web", {}, {})).add(sample.pod("shop/known", {}, {"10.1.2.3"}));

    const auto design = predicted(sample.design);

    EXPECT_EQ(podOf(design, "web").ips.size(), 2U);
    EXPECT_EQ(podOf(design, "web").spec.nodeName, "");
    EXPECT_EQ(podOf(design, "known").ips, (std::vector{*IpAddress::parse("10.1.2.3")}));
    EXPECT_TRUE(design.nodes.empty());
}

TEST(Prediction, PodsArePlacedWhereThereAreNodes)
{
    SampleDesign sample;
    sample.node("n1", {"192.168.0.1/24"});
    sample.add(sample.pod("shop/web", {}, {}));

    const auto design = predicted(sample.design);

    EXPECT_EQ(podOf(design, "web").spec.nodeName, "n1");
    EXPECT_EQ(podOf(design, "web").ips.size(), 2U);
    EXPECT_EQ(design.nodes.size(), 1U);
}

TEST(Prediction, OfTheNextStateIsThatOfTheStateAlone)
{
    unsigned alike = 0;
    for (unsigned seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        auto design = randomDesign(seed).design;
        auto known = predicted(design);
        for (unsigned edit = 0; edit < 6; ++edit) {
            auto next = withRandomEdit(design, seed * 6 + edit);
            if (edit == 2 && !next.pods.empty()) {
                auto pod = next.pods[0];
                pod.meta.at.line += 3; // something was written above it
                next.pods.put(std::move(pod));
            }
            alike += isPlacedAlike(next, design) ? 1 : 0;
            known = predicted(next, design, known);
            design = std::move(next);
            const auto alone = predicted(design);
            const auto isEqual = [](const Pod &a, const Pod &b) { return a == b; };
            ASSERT_TRUE(areSame(known.pods, alone.pods, isEqual));
            ASSERT_EQ(known.nodes.size(), alone.nodes.size());
        }
    }
    EXPECT_GT(alike, 40U);
}

} // namespace
} // namespace podloom::policy
