// What of the store's records makes an agent look at its kernel again.
#include "agentd/daemon/picture.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

class APicture : public ::testing::Test {
protected:
    /// Whether it has another version afterwards.
    bool isNews(const Block &block)
    {
        const auto before = picture.version();
        picture.applyOthers({.isSnapshot = false,
                             .changes = {{keys.block(block.cidr), toJson(block).dump(), ++revision}},
                             .revision = revision});
        return picture.version() != before;
    }

    const StoreKeys keys{"prod"};
    Picture picture{keys, "node-1"};
    Revision revision = 0;
};

TEST_F(APicture, HasNewsOfABlockWhenItsUseBeginsOrEndsAndNotOfEachAddress)
{
    Block block{.cidr = *Prefix::parse("10.0.0.0/29"),
                .pool = "pool",
                .affinity = "node-2",
                .held = {{"node-2", OrdinalSet::range(0, 8)}}};
    EXPECT_TRUE(isNews(block));

    block.used = {{"node-2", OrdinalSet::range(0, 1)}};
    EXPECT_TRUE(isNews(block)) << "without a pool it is a remnant now";
    block.used = {{"node-2", OrdinalSet::range(0, 2)}};
    EXPECT_FALSE(isNews(block));
    block.used.clear();
    EXPECT_TRUE(isNews(block));
    EXPECT_FALSE(isNews(block));
}

} // namespace
} // namespace podloom
