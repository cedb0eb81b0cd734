#include "core/store/memory_store.h"
#include "core/store/store_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace podloom {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class AStoreSource : public ::testing::Test {
protected:
    const StoreKeys keys{"prod"};
    const ObjectId pod{"prod", "", "Pod", "shop", "web"};
    MemoryStore store;
    std::vector<SourceUpdate> objects;
    std::vector<StoreUpdate> others;
    StoreSource source{store, keys, [this](StoreUpdate update) { others.push_back(std::move(update)); }};
    SourceSink sink{.update = [this](SourceUpdate update) { objects.push_back(std::move(update)); }};
};

TEST_F(AStoreSource, TellsObjectsAndPassesTheRestAsideInTheSameOrder)
{
    ASSERT_TRUE(store.compareAndPut(keys.object(pod), 0, R"({"kind":"Pod"})"));
    const auto watch = source.watch(sink);
    ASSERT_TRUE(watch);

    ASSERT_TRUE(store.compareAndPut(keys.status("node-1"), 0, "{}"));
    ASSERT_TRUE(store.compareAndPut(keys.object(pod), 1, std::nullopt));

    ASSERT_THAT(objects, SizeIs(3));
    EXPECT_TRUE(objects[0].isSnapshot);
    EXPECT_EQ(objects[0].changes.front().manifest, Json::object({{"kind", "Pod"}}));
    EXPECT_THAT(objects[1].changes, IsEmpty());
    EXPECT_EQ(objects[1].revision, 2);
    EXPECT_EQ(objects[2].changes, std::vector<ObjectChange>({{.id = pod}}));
    ASSERT_THAT(others, SizeIs(3));
    EXPECT_THAT(others[1].changes, SizeIs(1));
}

TEST_F(AStoreSource, NeverTellsOfAnotherCluster)
{
    const auto watch = source.watch(sink);
    ASSERT_TRUE(watch);

    ASSERT_TRUE(store.compareAndPut(StoreKeys("lab").object(pod), 0, "{}"));

    EXPECT_THAT(objects, SizeIs(1));
    EXPECT_THAT(source.snapshot()->changes, IsEmpty());
}

} // namespace
} // namespace podloom
