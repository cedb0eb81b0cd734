#include "agentd/ipam/address_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AnAddressBook : public ::testing::Test {
protected:
    AnAddressBook()
    {
        EXPECT_NE(::mkdtemp(folder.data()), nullptr);
        IpPool pool;
        pool.meta.id.name = "pool";
        pool.cidr = *Prefix::parse("10.0.0.0/24");
        pools.push_back(pool);
        open();
        block.held["node-1"] = OrdinalSet::range(0, 4);
        block.held["node-2"] = OrdinalSet::range(4, 4);
    }
    ~AnAddressBook() override { std::filesystem::remove_all(folder); }

    /// As after a crash: nothing but the file.
    void open()
    {
        book.reset();
        database.reset();
        auto opened = SqliteDatabase::open(folder + "/state.db", "");
        ASSERT_TRUE(opened) << opened.error().text();
        database = std::make_unique<SqliteDatabase>(*std::move(opened));
        auto read = AddressBook::open(*database, "node-1");
        ASSERT_TRUE(read) << read.error().text();
        book = std::make_unique<AddressBook>(*std::move(read));
    }

    Result<IpAddress> take(const AttachmentKey &key) { return book->take(key, Family::V4, pools, reserved); }

    std::string folder = (std::filesystem::temp_directory_path() / "podloom-book-XXXXXX").string();
    std::unique_ptr<SqliteDatabase> database;
    std::unique_ptr<AddressBook> book;
    std::vector<IpPool> pools;
    PrefixSet reserved;
    const AttachmentKey web{"c1", "eth0"};
    const AttachmentKey webSecond{"c1", "net1"};
    Block block{.cidr = *Prefix::parse("10.0.0.0/26"), .pool = "pool", .affinity = "node-1"};
};

TEST_F(AnAddressBook, HandsOutOnlyWhatItsNodeHolds)
{
    EXPECT_EQ(take(web).error().code, Errc::Exhausted);
    ASSERT_TRUE(book->adopt(block));

    std::set<IpAddress> seen;
    for (int i = 0; i < 4; ++i) {
        const auto address = take({"c" + std::to_string(i), "eth0"});
        ASSERT_TRUE(address) << address.error().text();
        EXPECT_TRUE(seen.insert(*address).second);
        EXPECT_LE(block.ordinalOf(*address), 3U);
    }
    EXPECT_EQ(take({"c4", "eth0"}).error().code, Errc::Exhausted);
}

TEST_F(AnAddressBook, RemembersEverythingOverACrash)
{
    ASSERT_TRUE(book->adopt(block));
    const auto address = take(web);
    ASSERT_TRUE(address);

    open();

    EXPECT_THAT(book->addressesOf(web), ElementsAre(*address));
    EXPECT_EQ(book->freeCount(Family::V4, pools, reserved), 3U);
    EXPECT_EQ(book->blocks().front().used.at("node-1").toString(), "0");
}

TEST_F(AnAddressBook, ReleasesOneInterfaceAndLeavesTheOther)
{
    ASSERT_TRUE(book->adopt(block));
    ASSERT_TRUE(take(web));
    const auto second = take(webSecond);
    ASSERT_TRUE(second);

    ASSERT_TRUE(book->release(web));
    ASSERT_TRUE(book->release(web)) << "twice is no error";

    EXPECT_THAT(book->addressesOf(web), IsEmpty());
    EXPECT_THAT(book->addressesOf(webSecond), ElementsAre(*second));
}

TEST_F(AnAddressBook, GivesAReleasedAddressOnlyAfterTheOthers)
{
    ASSERT_TRUE(book->adopt(block));
    const auto first = take(web);
    ASSERT_TRUE(book->release(web));

    for (int i = 0; i < 3; ++i)
        EXPECT_NE(*take({"d" + std::to_string(i), "eth0"}), *first);
    EXPECT_EQ(*take({"d3", "eth0"}), *first);
}

TEST_F(AnAddressBook, LetsReleasedAddressesRestOverACrashToo)
{
    std::int64_t now = 1000;
    const auto rest = [&] {
        book->setClock([&now] { return now; });
        book->setCooldown(std::chrono::seconds(60));
    };
    ASSERT_TRUE(book->adopt(block));
    rest();
    std::vector<IpAddress> all;
    for (int i = 0; i < 4; ++i)
        all.push_back(*take({"d" + std::to_string(i), "eth0"}));
    ASSERT_TRUE(book->release({"d2", "eth0"}));

    EXPECT_EQ(take(web).error().code, Errc::Exhausted);
    EXPECT_EQ(book->freeCount(Family::V4, pools, reserved), 0U);
    now += 59;
    open();
    rest();
    EXPECT_EQ(take(web).error().code, Errc::Exhausted) << "a restart is no rest";
    now += 1;
    EXPECT_EQ(*take(web), all[2]);
    ASSERT_TRUE(book->release(web));
    EXPECT_TRUE(book->takeFixed(webSecond, all[2])) << "who asks for it by name gets it";
}

TEST_F(AnAddressBook, LetsNothingRestForAsLongAsTheClockWasSetBack)
{
    std::int64_t now = 1'000'000;
    book->setClock([&now] { return now; });
    book->setCooldown(std::chrono::seconds(60));
    ASSERT_TRUE(book->adopt(block));
    for (int i = 0; i < 4; ++i)
        ASSERT_TRUE(take({"d" + std::to_string(i), "eth0"}));
    ASSERT_TRUE(book->release({"d2", "eth0"}));
    EXPECT_EQ(take(web).error().code, Errc::Exhausted);

    now -= 900'000;
    ASSERT_TRUE(take(web)) << "the rest would last ten days";
    ASSERT_TRUE(book->release({"d3", "eth0"}));
    EXPECT_EQ(take(webSecond).error().code, Errc::Exhausted) << "rests by the new clock are kept";
    now += 60;
    EXPECT_TRUE(take(webSecond));
}

TEST_F(AnAddressBook, GivesNothingOutOfABlockThatItGivesBackAndRemembersThatOverACrash)
{
    ASSERT_TRUE(book->adopt(block));
    ASSERT_TRUE(take(web));
    EXPECT_EQ(book->beginReturn(block.cidr).error().code, Errc::Conflict) << "a pod has an address of it";
    ASSERT_TRUE(book->release(web));

    ASSERT_TRUE(book->beginReturn(block.cidr));

    EXPECT_EQ(take(web).error().code, Errc::Exhausted);
    EXPECT_THAT(book->blocks(), IsEmpty());
    open();
    EXPECT_THAT(book->returning(), ElementsAre(block.cidr));
    EXPECT_THAT(book->blocks(), IsEmpty());
    ASSERT_TRUE(book->endReturn(block.cidr));
    open();
    EXPECT_THAT(book->returning(), IsEmpty());
    ASSERT_TRUE(book->adopt(block)) << "it may be claimed again";
    EXPECT_TRUE(take(web));
}

TEST_F(AnAddressBook, KeepsABlockWhoseAddressesRest)
{
    ASSERT_TRUE(book->adopt(block));
    book->setCooldown(std::chrono::seconds(60));
    ASSERT_TRUE(take(web));
    ASSERT_TRUE(book->release(web));

    EXPECT_FALSE(book->isIdle(block.cidr));
    EXPECT_FALSE(book->beginReturn(block.cidr));
}

TEST_F(AnAddressBook, KeepsWhatItHeldWhenABlockIsAdoptedAgain)
{
    ASSERT_TRUE(book->adopt(block));
    auto more = block;
    more.held["node-1"] = OrdinalSet::range(8, 2);

    ASSERT_TRUE(book->adopt(more));

    EXPECT_EQ(book->blocks().front().heldBy("node-1").toString(), "0-3,8-9");
    EXPECT_THAT(book->blocks().front().held, SizeIs(1));
}

class ABookWithABlockOfAnotherSize : public AnAddressBook {
protected:
    ABookWithABlockOfAnotherSize()
    {
        EXPECT_TRUE(book->adopt(block));
        pools.front().blockSize = 28;
    }
    Block fit{.cidr = *Prefix::parse("10.0.0.64/28"),
              .pool = "pool",
              .affinity = "node-1",
              .held = {{"node-1", OrdinalSet::range(0, 2)}}};
};

TEST_F(ABookWithABlockOfAnotherSize, GivesOfItOnlyWhatNothingElseHas)
{
    EXPECT_EQ(take(web).error().code, Errc::Exhausted) << "claim more";
    EXPECT_EQ(book->freeCount(Family::V4, pools, reserved), 4U);
    EXPECT_EQ(book->fitCount(Family::V4, pools, reserved), 0U);
    EXPECT_TRUE(book->takeFixed({"named", "eth0"}, block.addressAt(3))) << "who asks for it by name gets it";

    book->allowOtherSizes(pools);
    EXPECT_TRUE(book->mayGiveOtherSizes(pools));
    EXPECT_EQ(*take(web), block.addressAt(0));
    ASSERT_TRUE(book->adopt(fit));
    EXPECT_EQ(*take({"c2", "eth0"}), fit.addressAt(0)) << "better ones first";
    EXPECT_EQ(*take({"c3", "eth0"}), fit.addressAt(1));
    EXPECT_EQ(*take({"c4", "eth0"}), block.addressAt(1));
    book->forbidOtherSizes();
    EXPECT_EQ(take({"c5", "eth0"}).error().code, Errc::Exhausted);
    EXPECT_THAT(book->addressesOf(web), ElementsAre(block.addressAt(0))) << "who has one keeps it";
}

TEST_F(ABookWithABlockOfAnotherSize, GivesOfItWhatIsWishedOfNoOther)
{
    ASSERT_TRUE(book->adopt(fit));
    reserved.insert(fit.cidr);

    EXPECT_EQ(*take(web), block.addressAt(0)) << "more of the pool's size would be reserved too";
}

TEST_F(AnAddressBook, GivesAFixedAddressOnceAndNeverAReservedOneByItself)
{
    ASSERT_TRUE(book->adopt(block));
    reserved.insert(*Prefix::parse("10.0.0.0/31"));

    EXPECT_EQ(take(web)->toString(), "10.0.0.2");
    EXPECT_TRUE(book->takeFixed(webSecond, *IpAddress::parse("10.0.0.1")));
    EXPECT_EQ(book->takeFixed(web, *IpAddress::parse("10.0.0.1")).error().code, Errc::Conflict);
    EXPECT_EQ(book->takeFixed(web, *IpAddress::parse("10.0.0.5")).error().code, Errc::NotFound);
}

} // namespace
} // namespace podloom
