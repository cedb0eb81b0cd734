#include "core/store/keys.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

const StoreKeys kKeys("prod");

TEST(StoreKeys, PutEveryObjectUnderItsIdentity)
{
    const ObjectId policy{"prod", "networking.k8s.io", "NetworkPolicy", "shop", "deny"};
    const ObjectId node{"prod", "", "Node", "", "node-1"};

    EXPECT_EQ(kKeys.object(policy), "/podloom/v1/prod/objects/networking.k8s.io/NetworkPolicy/shop/deny");
    EXPECT_EQ(kKeys.object(node), "/podloom/v1/prod/objects/-/Node/-/node-1");
    EXPECT_EQ(kKeys.objectOf(kKeys.object(policy)), policy);
    EXPECT_EQ(kKeys.objectOf(kKeys.object(node)), node);
}

TEST(StoreKeys, LeadBackFromEndpointsAndBlocks)
{
    const EndpointKey endpoint{"node-1", "abc123", "eth0"};
    const auto block = *Prefix::parse("fd00:48::/122");

    EXPECT_EQ(kKeys.endpointOf(kKeys.endpoint(endpoint)), endpoint);
    EXPECT_EQ(kKeys.block(block), "/podloom/v1/prod/blocks/fd00:48::/122");
    EXPECT_EQ(kKeys.blockOf(kKeys.block(block)), block);
}

TEST(StoreKeys, OfAnotherClusterOrSortAreNobody)
{
    EXPECT_FALSE(kKeys.objectOf("/podloom/v1/lab/objects/-/Pod/default/web"));
    EXPECT_FALSE(kKeys.objectOf(kKeys.status("node-1")));
    EXPECT_FALSE(kKeys.endpointOf(kKeys.endpoints() + "node-1/abc"));
    EXPECT_FALSE(kKeys.blockOf(kKeys.blocks() + "10.0.0.1/24"));
}

} // namespace
} // namespace podloom
