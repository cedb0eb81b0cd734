#include "tests/contract/store/store_contract.h"

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> keysOf(const std::vector<StoreEntry> &entries)
{
    std::vector<std::string> keys;
    for (const auto &entry : entries)
        keys.push_back(entry.key);
    return keys;
}

std::vector<std::string> keysOf(const std::vector<StoreChange> &changes)
{
    std::vector<std::string> keys;
    for (const auto &change : changes)
        keys.push_back(change.key + (change.value ? "" : " gone"));
    return keys;
}

TEST_P(StoreContract, KnowsNothingAboutAKeyThatWasNeverWritten)
{
    const auto entry = store->read("/t/absent");

    ASSERT_TRUE(entry) << entry.error().text();
    EXPECT_FALSE(*entry);
}

TEST_P(StoreContract, ReadsBackWhatWasPut)
{
    const std::string value = "{\"text\":\"\u00fcber \\\"all\\\"\\n\"}";

    const auto put = store->compareAndPut("/t/a", 0, value);

    ASSERT_TRUE(put) << put.error().text();
    const auto entry = store->read("/t/a");
    ASSERT_TRUE(entry && *entry);
    EXPECT_EQ((*entry)->value, value);
    EXPECT_EQ((*entry)->revision, *put);
}

TEST_P(StoreContract, RefusesToCreateWhatExists)
{
    ASSERT_TRUE(store->compareAndPut("/t/a", 0, "1"));

    const auto again = store->compareAndPut("/t/a", 0, "2");

    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::Conflict);
    EXPECT_EQ((*store->read("/t/a"))->value, "1");
}

TEST_P(StoreContract, RefusesAWriteThatDidNotSeeTheLastOne)
{
    const auto first = store->compareAndPut("/t/a", 0, "1");
    ASSERT_TRUE(first);
    const auto second = store->compareAndPut("/t/a", *first, "2");
    ASSERT_TRUE(second) << second.error().text();

    const auto late = store->compareAndPut("/t/a", *first, "3");
    const auto lateRemoval = store->compareAndPut("/t/a", *first, std::nullopt);

    EXPECT_GT(*second, *first);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::Conflict);
    ASSERT_FALSE(lateRemoval);
    EXPECT_EQ((*store->read("/t/a"))->value, "2");
}

TEST_P(StoreContract, RemovesAKeyWhoseRevisionIsKnown)
{
    const auto put = store->compareAndPut("/t/a", 0, "1");
    ASSERT_TRUE(put);

    const auto removed = store->compareAndPut("/t/a", *put, std::nullopt);

    ASSERT_TRUE(removed) << removed.error().text();
    EXPECT_FALSE(*store->read("/t/a"));
    EXPECT_TRUE(store->compareAndPut("/t/a", 0, "2")) << "a removed key can be created again";
}

TEST_P(StoreContract, ListsExactlyWhatIsUnderThePrefixInOrder)
{
    for (const auto *key : {"/t/b/2", "/t/b/1", "/t/a", "/t/b", "/t/c/1"})
        ASSERT_TRUE(store->compareAndPut(key, 0, "x"));

    const auto listing = store->list("/t/b/");

    ASSERT_TRUE(listing) << listing.error().text();
    EXPECT_THAT(keysOf(listing->entries), ElementsAre("/t/b/1", "/t/b/2"));
    EXPECT_GE(listing->revision, listing->entries.back().revision);
}

TEST_P(StoreContract, TakesMoreChangesAtOnceThanOneBatchHolds)
{
    std::vector<StoreChange> changes;
    for (int i = 0; i < 300; ++i)
        changes.push_back({.key = "/t/many/" + std::to_string(1000 + i), .value = std::string(9'000, 'v')});

    const auto put = store->putAll(changes);

    ASSERT_TRUE(put) << put.error().text();
    const auto listing = store->list("/t/many/");
    ASSERT_TRUE(listing) << listing.error().text();
    EXPECT_THAT(listing->entries, SizeIs(300));
    EXPECT_EQ(listing->entries.back().revision, *put);

    for (auto &change : changes)
        change.value.reset();
    changes.push_back({.key = "/t/many/never-there"});
    ASSERT_TRUE(store->putAll(changes));
    EXPECT_THAT(store->list("/t/many/")->entries, IsEmpty());
}

TEST_P(StoreContract, BeginsAWatchWithWhatIsThere)
{
    ASSERT_TRUE(store->compareAndPut("/t/w/a", 0, "1"));
    ASSERT_TRUE(store->compareAndPut("/t/other", 0, "1"));
    Told told;

    const auto watch = store->watch("/t/w/", told.sink());

    ASSERT_TRUE(watch);
    const auto snapshot = told.snapshot();
    EXPECT_TRUE(snapshot.isSnapshot);
    EXPECT_THAT(keysOf(snapshot.changes), ElementsAre("/t/w/a"));
    EXPECT_GE(snapshot.revision, snapshot.changes.front().revision);
}

TEST_P(StoreContract, TellsEveryChangeInOrderOnce)
{
    Told told;
    const auto watch = store->watch("/t/w/", told.sink());
    ASSERT_TRUE(watch);
    told.snapshot();

    const auto first = store->compareAndPut("/t/w/a", 0, "1");
    ASSERT_TRUE(first);
    const auto second = store->compareAndPut("/t/w/a", *first, "2");
    ASSERT_TRUE(second);
    ASSERT_TRUE(store->compareAndPut("/t/elsewhere", 0, "x"));
    ASSERT_TRUE(store->compareAndPut("/t/w/a", *second, std::nullopt));
    ASSERT_TRUE(store->putAll({{.key = "/t/w/b", .value = "3"}, {.key = "/t/w/c", .value = "4"}}));

    const auto changes = told.changes(5);
    EXPECT_THAT(keysOf(changes), ElementsAre("/t/w/a", "/t/w/a", "/t/w/a gone", "/t/w/b", "/t/w/c"));
    EXPECT_EQ(changes[0].revision, *first);
    EXPECT_EQ(changes[1].value, "2");
}

TEST_P(StoreContract, IsSilentOnceTheSubscriptionIsGone)
{
    Told ended;
    Told going;
    {
        const auto watch = store->watch("/t/w/", ended.sink());
        ASSERT_TRUE(watch);
        ended.snapshot();
    }
    const auto watch = store->watch("/t/w/", going.sink());
    ASSERT_TRUE(watch);
    going.snapshot();

    ASSERT_TRUE(store->compareAndPut("/t/w/a", 0, "1"));

    going.changes(1);
    EXPECT_THAT(ended.waitUntil([](const auto &) { return true; }), SizeIs(1));
}

TEST_P(StoreContract, ForgetsALivingEntryWhenItsWriterGoes)
{
    if (!world.hasSeveralWriters) {
        ASSERT_TRUE(store->putAlive("/t/alive", "1"));
        store.reset();
        store = world.open();
        EXPECT_FALSE(*store->read("/t/alive"));
        return;
    }
    Told told;
    const auto watch = store->watch("/t/", told.sink());
    ASSERT_TRUE(watch);
    told.snapshot();
    {
        const auto writer = world.open();
        ASSERT_TRUE(writer->putAlive("/t/alive", "1"));
        ASSERT_TRUE(writer->putAlive("/t/alive", "2"));
        ASSERT_TRUE(writer->keepAlive());
        EXPECT_EQ((*store->read("/t/alive"))->value, "2");
    }

    EXPECT_THAT(keysOf(told.changes(3)), ElementsAre("/t/alive", "/t/alive", "/t/alive gone"));
    EXPECT_FALSE(*store->read("/t/alive"));
}

TEST_P(StoreContract, LetsExactlyOneOfTwoWritersWin)
{
    if (!world.hasSeveralWriters)
        return; // the backend itself refuses a second writer
    const auto other = world.open();
    const auto base = store->compareAndPut("/t/a", 0, "base");
    ASSERT_TRUE(base);

    const auto mine = store->compareAndPut("/t/a", *base, "mine");
    const auto theirs = other->compareAndPut("/t/a", *base, "theirs");

    EXPECT_TRUE(mine);
    ASSERT_FALSE(theirs);
    EXPECT_EQ(theirs.error().code, Errc::Conflict);
    EXPECT_EQ((*other->read("/t/a"))->value, "mine");
}

TEST_P(StoreContract, KeepsWhatWasWrittenWhenItIsOpenedAgain)
{
    const auto put = store->compareAndPut("/t/a", 0, "1");
    ASSERT_TRUE(put);

    store.reset();
    store = world.open();

    const auto entry = store->read("/t/a");
    ASSERT_TRUE(entry && *entry);
    EXPECT_EQ((*entry)->value, "1");
    EXPECT_EQ((*entry)->revision, *put);
    EXPECT_GE(store->list("/t/")->revision, *put);
}

} // namespace
} // namespace podloom
