#include "core/policy/prediction.h"
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

} // namespace
} // namespace podloom::policy
