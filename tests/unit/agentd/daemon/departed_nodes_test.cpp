// Nodes that were deleted leave nothing in the store; nodes that are merely down keep what they have.
#include "agentd/daemon/departed_nodes.h"

#include "agentd/ipam/block_claims.h"
#include "core/store/memory_store.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

const StoreKeys kKeys("prod");

/// node-2 has a block with a pod, of which node-1 has borrowed, one to itself, and an ordinal of node-1's.
class ADepartedNode : public ::testing::Test {
protected:
    ADepartedNode()
    {
        write({.cidr = *Prefix::parse("10.0.0.0/28"),
               .affinity = "node-2",
               .held = {{"node-2", OrdinalSet::range(0, 8)}, {"node-1", OrdinalSet::range(8, 2)}},
               .used = {{"node-2", OrdinalSet::range(0, 1)}}});
        write({.cidr = *Prefix::parse("10.0.0.16/28"), .affinity = "node-2"});
        write({.cidr = *Prefix::parse("10.0.0.32/28"),
               .affinity = "node-1",
               .held = {{"node-1", OrdinalSet::range(0, 8)}, {"node-2", OrdinalSet::range(15, 1)}}});
        put(kKeys.endpoint({"node-2", "c", "eth0"}), "{}");
        put(kKeys.endpoint({"node-22", "c", "eth0"}), "{}");
        put(kKeys.node("node-2"), "{}");
    }
    void write(const Block &block) { put(kKeys.block(block.cidr), toJson(block).dump()); }
    void put(const std::string &key, const std::string &value)
    {
        EXPECT_TRUE(store.putAll({{.key = key, .value = value}}));
    }
    std::string everything()
    {
        std::string text;
        const auto listing = store.list(kKeys.root());
        for (const auto &entry : listing->entries)
            text += entry.key + ' ' + entry.value + '\n';
        return text;
    }

    MemoryStore store;
};

TEST_F(ADepartedNode, LeavesItsBlocksToWhoeverBorrowedOfThemAndNothingElse)
{
    const auto forgotten = forgetNode(store, kKeys, "node-2");

    ASSERT_TRUE(forgotten) << forgotten.error().text();
    EXPECT_EQ((*forgotten)["blocks"].items().size(), 3U);
    EXPECT_EQ((*forgotten)["endpoints"].asInt(), 1);
    EXPECT_EQ(everything().find("node-2\""), std::string::npos) << everything();
    EXPECT_EQ(everything().find("node-2/"), std::string::npos) << everything();
    EXPECT_THAT(everything(), HasSubstr("endpoints/node-22/"));
    const auto blocks = blocksOf(store, kKeys, "node-1");
    ASSERT_TRUE(blocks);
    ASSERT_EQ(blocks->size(), 2U) << "the one that nobody has is gone";
    EXPECT_EQ(blocks->front().affinity, "node-1");
    EXPECT_EQ(blocks->front().heldBy("node-1").toString(), "8-9");
    EXPECT_TRUE(forgetNode(store, kKeys, "node-2")) << "it can be repeated";
}

TEST_F(ADepartedNode, IsNotForgottenWhileItsAgentAnswersOrItsNodeIsThere)
{
    const auto before = everything();
    put(kKeys.status("node-2"), "{}");
    const auto alive = forgetNode(store, kKeys, "node-2");
    ASSERT_TRUE(store.putAll({{.key = kKeys.status("node-2")}}));

    EXPECT_EQ(alive.error().code, Errc::Conflict);
    EXPECT_THAT(alive.error().text(), HasSubstr("the agent of the node node-2 answers"));
    for (const auto *group : {"", "projectcalico.org"}) {
        const auto key = kKeys.object({"prod", group, "Node", "", "node-2"});
        put(key, "{}");
        EXPECT_THAT(forgetNode(store, kKeys, "node-2").error().text(), HasSubstr("there is a Node node-2"));
        ASSERT_TRUE(store.putAll({{.key = key}}));
    }
    EXPECT_EQ(everything(), before);
}

} // namespace
} // namespace podloom
