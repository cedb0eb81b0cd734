// How often a node that gets no addresses asks for some, and when it gives back what it has too much of.
#include "agentd/daemon/block_keeper.h"

#include "agentd/ipam/block_claims.h"

#include <QCoreApplication>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

#include <filesystem>

namespace podloom {
namespace {

using ::testing::NiceMock;
using ::testing::Return;

/// A kernel without links and routes.
class EmptyKernel : public Kernel {
public:
    EmptyKernel() { ON_CALL(*this, routes).WillByDefault(Return(std::vector<KernelRoute>())); }

    MOCK_METHOD(Status, addVeth, (const VethPair &), (override));
    MOCK_METHOD(Status, addBridge, (const std::string &, unsigned), (override));
    MOCK_METHOD(Status, addVxlan, (const VxlanSpec &), (override));
    MOCK_METHOD(Status, setMaster, (const std::string &, const std::string &), (override));
    MOCK_METHOD(Status, setUp, (const std::string &), (override));
    MOCK_METHOD(Status, settleCarrier, (const std::string &), (override));
    MOCK_METHOD(Status, setMtu, (const std::string &, unsigned), (override));
    MOCK_METHOD(Status, disableAutomaticLinkLocal, (const std::string &), (override));
    MOCK_METHOD(Status, limitRate, (const std::string &, std::uint64_t, std::uint64_t), (override));
    MOCK_METHOD(Result<std::optional<std::uint64_t>>, rateLimit, (const std::string &), (override));
    MOCK_METHOD(Status, addIfb, (const std::string &), (override));
    MOCK_METHOD(Status, redirectIngress, (const std::string &, const std::string &), (override));
    MOCK_METHOD(Result<bool>, isIngressRedirected, (const std::string &, const std::string &), (override));
    MOCK_METHOD(Status, deleteLink, (const std::string &), (override));
    MOCK_METHOD(Result<LinkState>, link, (const std::string &), (override));
    MOCK_METHOD(Result<std::vector<LinkState>>, links, (), (override));
    MOCK_METHOD(Status, addAddress, (const LinkAddress &), (override));
    MOCK_METHOD(Status, awaitAddress, (IpAddress), (override));
    MOCK_METHOD(Status, deleteAddress, (const LinkAddress &), (override));
    MOCK_METHOD(Result<std::vector<LinkAddress>>, addresses, (), (override));
    MOCK_METHOD(Status, addRoute, (const KernelRoute &), (override));
    MOCK_METHOD(Status, replaceRoute, (const KernelRoute &), (override));
    MOCK_METHOD(Status, deleteRoute, (const KernelRoute &), (override));
    MOCK_METHOD(Result<std::vector<KernelRoute>>, routes, (const KernelRouteFilter &), (override));
    MOCK_METHOD(Status, addSourceRule, (IpAddress, std::uint32_t), (override));
    MOCK_METHOD(Status, setNeighbour, (const Neighbour &), (override));
    MOCK_METHOD(Status, deleteNeighbour, (const Neighbour &), (override));
    MOCK_METHOD(Result<std::vector<Neighbour>>, neighbours, (), (override));
    MOCK_METHOD(Status, addForwarding, (const ForwardingEntry &), (override));
    MOCK_METHOD(Status, deleteForwarding, (const ForwardingEntry &), (override));
    MOCK_METHOD(Result<std::vector<ForwardingEntry>>, forwarding, (const std::string &), (override));
    MOCK_METHOD(Status, setSysctl, (const std::string &, const std::string &), (override));
    MOCK_METHOD(Result<std::string>, sysctl, (const std::string &), (override));
    MOCK_METHOD(Result<std::vector<TrackedFlow>>, trackedFlows, (), (override));
    MOCK_METHOD(Result<std::size_t>, forgetFlows, (const std::vector<IpAddress> &), (override));
    MOCK_METHOD(Result<std::size_t>, forgetFlowsThat, (const std::function<bool(const TrackedFlow &)> &),
                (override));
    MOCK_METHOD(Status, inside, (int, const std::function<Status(Kernel &)> &), (override));
};

class ABlockKeeper : public ::testing::Test {
protected:
    ABlockKeeper()
    {
        EXPECT_NE(::mkdtemp(folder.data()), nullptr);
        EXPECT_TRUE(worker.open("sqlite:" + folder + "/store.db", {}));
        auto state = SqliteDatabase::open(folder + "/state.db", "");
        EXPECT_TRUE(state);
        database = std::make_unique<SqliteDatabase>(*std::move(state));
        auto read = AddressBook::open(*database, "node-1");
        EXPECT_TRUE(read);
        book = std::make_unique<AddressBook>(*std::move(read));
        IpPool pool;
        pool.meta.id.name = "pool";
        pool.cidr = *Prefix::parse("10.0.0.0/29");
        pool.blockSize = 29;
        pools.push_back(pool);
    }
    ~ABlockKeeper() override
    {
        keeper.reset();
        std::filesystem::remove_all(folder);
    }

    /// Of what the book says now.
    void makeKeeper()
    {
        keeper = std::make_unique<BlockKeeper>("node-1", worker, kernel, *book, std::chrono::hours(1));
        QObject::connect(keeper.get(), &BlockKeeper::blocksChanged, keeper.get(), [this] { ++changes; });
    }

    /// What other nodes do, before anything that is asked for later.
    void elsewhere(std::function<bool(Store &)> act)
    {
        worker.ask<bool>(std::move(act), [](bool isDone) { EXPECT_TRUE(isDone); });
    }
    void write(std::optional<std::string> record)
    {
        elsewhere([key = keys.block(block), record](Store &store) {
            return store.putAll({{.key = key, .value = record}}).has_value();
        });
    }

    /// What this node gets of `pools` is written in the store and in the book.
    void claimBlock()
    {
        std::optional<Block> claimed;
        worker.ask<Result<Block>>(
            [this](Store &store) { return claimOrdinals(store, keys, {.node = "node-1", .pools = pools}); },
            [&](Result<Block> answer) {
                ASSERT_TRUE(answer) << answer.error().text();
                claimed = *answer;
            });
        ASSERT_TRUE(QTest::qWaitFor([&] { return claimed.has_value(); }, 30'000));
        ASSERT_TRUE(book->adopt(*claimed));
    }
    StoreListing stored()
    {
        std::optional<StoreListing> listing;
        worker.ask<Result<StoreListing>>([this](Store &store) { return store.list(keys.blocks()); },
                                         [&](Result<StoreListing> answer) { listing = *answer; });
        EXPECT_TRUE(QTest::qWaitFor([&] { return listing.has_value(); }, 30'000));
        return listing.value_or(StoreListing());
    }
    /// Reconciles with what the store has now, and one pool.
    void reconcileWith(const std::string &pool, const std::string &cidr, int blockSize)
    {
        const auto listing = stored();
        StoreUpdate others{.isSnapshot = true, .changes = {}, .revision = listing.revision};
        for (const auto &entry : listing.entries)
            others.changes.push_back({entry.key, entry.value, entry.revision});
        const ObjectId id{"prod", "projectcalico.org", "IPPool", "", pool};
        auto manifest = Json::object({{"apiVersion", "projectcalico.org/v3"},
                                      {"kind", "IPPool"},
                                      {"metadata", Json::object({{"name", pool}})},
                                      {"spec", Json::object({{"cidr", cidr}, {"blockSize", blockSize}})}});
        Picture picture(keys, "node-1");
        picture.apply(
            {.isSnapshot = true, .changes = {{id, std::move(manifest)}}, .revision = listing.revision});
        picture.applyOthers(others);
        EXPECT_TRUE(keeper->reconcile(picture));
    }
    bool holds(const Prefix &cidr) const
    {
        const auto blocks = book->blocks();
        return std::any_of(blocks.begin(), blocks.end(),
                           [&](const Block &each) { return each.cidr == cidr; });
    }
    /// The pool of the block as the store has it; "-" when it has no such block.
    std::string poolInStore()
    {
        for (const auto &entry : stored().entries) {
            const auto json = parseJson(entry.value);
            if (json && entry.key == keys.block(block))
                return (*json)["pool"].asString();
        }
        return "-";
    }

    /// Claims, and returns how often changes were told of until the claim was answered.
    int changesOfClaim(Errc expected)
    {
        const auto before = changes;
        std::optional<int> told;
        Status answer;
        keeper->claim(Family::V4, pools, [&](const Status &status) {
            answer = status;
            told = changes - before;
        });
        EXPECT_TRUE(QTest::qWaitFor([&] { return told.has_value(); }, 30'000));
        EXPECT_EQ(answer ? Errc::Internal : answer.error().code, expected);
        return told.value_or(-1);
    }

    int argc = 1;
    char name[5] = "test";
    char *argv[2] = {name, nullptr};
    const QCoreApplication application{argc, argv};
    std::string folder = (std::filesystem::temp_directory_path() / "podloom-keeper-XXXXXX").string();
    const StoreKeys keys{"prod"};
    StoreWorker worker{keys};
    NiceMock<EmptyKernel> kernel;
    std::unique_ptr<SqliteDatabase> database;
    std::unique_ptr<AddressBook> book;
    std::vector<IpPool> pools;
    std::unique_ptr<BlockKeeper> keeper;
    const Prefix block = *Prefix::parse("10.0.0.0/29");
    int changes = 0;
};

TEST_F(ABlockKeeper, TellsOfNoChangeWhenAllIsTaken)
{
    makeKeeper();
    elsewhere([this](Store &store) {
        return claimOrdinals(store, keys, {.node = "node-2", .pools = pools}).has_value();
    });

    EXPECT_EQ(changesOfClaim(Errc::Exhausted), 0) << "who is told claims again";

    elsewhere([this](Store &store) { return returnBlock(store, keys, "node-2", block).has_value(); });
    EXPECT_EQ(changesOfClaim(Errc::Internal), 1);
}

TEST_F(ABlockKeeper, TriesAgainLaterWhenTheStoreIsNotWell)
{
    makeKeeper();
    write("{");

    EXPECT_EQ(changesOfClaim(Errc::InvalidArgument), 0);

    EXPECT_TRUE(QTest::qWaitFor([&] { return changes > 0; }, 30'000));
}

TEST_F(ABlockKeeper, LeavesAStoreAloneForAWhileThatDidNotTakeAReturn)
{
    ASSERT_TRUE(book->adopt({.cidr = block,
                             .pool = "pool",
                             .affinity = "node-1",
                             .held = {{"node-1", OrdinalSet::range(0, 8)}}}));
    ASSERT_TRUE(book->beginReturn(block));
    write("{");
    makeKeeper();
    Picture late(keys, "node-1");
    late.apply({.isSnapshot = true, .changes = {}, .revision = 1'000'000});
    const auto isGivenBack = [&] {
        EXPECT_TRUE(keeper->reconcile(late));
        return !keeper->isReturning(block);
    };
    std::optional<bool> isEarly;
    keeper->claim(Family::V4, pools, [&](const Status &returned) {
        EXPECT_FALSE(returned) << "nothing is claimed before";
        write(std::nullopt);
        EXPECT_FALSE(isGivenBack());
        // Jobs run one after the other: a return that was sent by now comes before this one.
        worker.ask<int>([](Store &) { return 0; }, [&](int) { isEarly = isGivenBack(); });
    });
    ASSERT_TRUE(QTest::qWaitFor([&] { return isEarly.has_value(); }, 30'000));

    EXPECT_FALSE(*isEarly);
    EXPECT_TRUE(QTest::qWaitFor(isGivenBack, 30'000));
}

TEST_F(ABlockKeeper, GivesBackAtOnceWhatNoPoolOfTheDesignHas)
{
    claimBlock();
    makeKeeper();

    reconcileWith("later", "10.9.0.0/24", 29);

    EXPECT_FALSE(holds(block)) << "nothing of it is handed out any more";
    EXPECT_TRUE(QTest::qWaitFor([&] { return poolInStore() == "-"; }, 30'000));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !book->blocks().empty(); }, 30'000)) << "claimed ahead anew";
    EXPECT_EQ(book->blocks().front().pool, "later");
}

TEST_F(ABlockKeeper, GivesBackAtOnceWhatItsPoolMakesOfAnotherSizeNow)
{
    claimBlock();
    makeKeeper();

    reconcileWith("pool", "10.0.0.0/24", 28);

    EXPECT_FALSE(holds(block));
    EXPECT_TRUE(QTest::qWaitFor([&] { return poolInStore() == "-"; }, 30'000));
}

TEST_F(ABlockKeeper, KeepsWhatItBorrowsOfABlockThatItsPoolMakesOfAnotherSizeNow)
{
    makeKeeper();
    elsewhere([this](Store &store) {
        auto wide = pools;
        wide.front().cidr = *Prefix::parse("10.0.0.0/27");
        wide.front().blockSize = 27;
        return claimOrdinals(store, keys, {.node = "node-2", .pools = wide}).has_value();
    });

    reconcileWith("pool", "10.0.0.0/27", 28);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !book->blocks().empty(); }, 30'000));
    reconcileWith("pool", "10.0.0.0/27", 28);

    EXPECT_TRUE(holds(*Prefix::parse("10.0.0.0/27"))) << "it would be borrowed again at once";
}

TEST_F(ABlockKeeper, GivesNewPodsAddressesOfThePoolsSizeWhileAnOldBlockIsInUse)
{
    claimBlock();
    makeKeeper();
    const auto old = book->take({"old", "eth0"}, Family::V4, pools, {});
    ASSERT_TRUE(old);

    reconcileWith("pool", "10.0.0.0/24", 28);
    ASSERT_TRUE(QTest::qWaitFor([&] { return holds(*Prefix::parse("10.0.0.16/28")); }, 30'000))
        << "claimed ahead, although seven addresses of the old block are free";
    const auto fresh = book->take({"new", "eth0"}, Family::V4, keeper->pools(), {});

    ASSERT_TRUE(fresh);
    EXPECT_FALSE(block.contains(*fresh)) << fresh->toString();
    EXPECT_EQ(book->addressesOf({"old", "eth0"}), std::vector{*old});
    EXPECT_TRUE(holds(block));
}

TEST_F(ABlockKeeper, FallsBackOnAnOldBlockWhenItsPoolHasNothingElse)
{
    claimBlock();
    makeKeeper();
    ASSERT_TRUE(book->take({"old", "eth0"}, Family::V4, pools, {}));

    reconcileWith("pool", "10.0.0.0/29", 30); // of which the old block is all
    ASSERT_TRUE(QTest::qWaitFor([&] { return book->mayGiveOtherSizes(keeper->pools()); }, 30'000));

    EXPECT_TRUE(book->take({"new", "eth0"}, Family::V4, keeper->pools(), {}));
    EXPECT_FALSE(keeper->isExhausted(Family::V4));
    // As a call of a runtime would that comes before the node has asked ahead.
    book->forbidOtherSizes();
    ASSERT_FALSE(book->take({"newer", "eth0"}, Family::V4, keeper->pools(), {}));
    std::optional<bool> isClaimed;
    keeper->claim(Family::V4, keeper->pools(),
                  [&](const Status &claimed) { isClaimed = claimed.has_value(); });
    ASSERT_TRUE(QTest::qWaitFor([&] { return isClaimed.has_value(); }, 30'000));
    EXPECT_TRUE(*isClaimed);
    EXPECT_TRUE(book->take({"newer", "eth0"}, Family::V4, keeper->pools(), {}));
}

TEST_F(ABlockKeeper, AsksForTheSizeOfThePoolAgainWhenTheStoreIsBack)
{
    makeKeeper();
    write("{");
    EXPECT_EQ(changesOfClaim(Errc::InvalidArgument), 0);
    ASSERT_TRUE(book->mayGiveOtherSizes(pools)) << "meanwhile pods get what there is";
    write(std::nullopt);

    EXPECT_TRUE(QTest::qWaitFor([&] { return changes > 0; }, 30'000));

    EXPECT_FALSE(book->mayGiveOtherSizes(pools));
}

TEST_F(ABlockKeeper, GoesOnWithABlockThatATornClaimHasBegun)
{
    makeKeeper();
    write(toJson(Block{.cidr = block, .pool = "pool", .affinity = "node-1"}).dump());

    reconcileWith("pool", "10.0.0.0/24", 29);

    EXPECT_TRUE(QTest::qWaitFor([&] { return holds(block); }, 30'000));
    EXPECT_FALSE(keeper->isReturning(block));
    EXPECT_EQ(stored().entries.size(), 1U);
}

TEST_F(ABlockKeeper, GivesBackABlockThatATornClaimHasBegunAndNobodyNeedsNow)
{
    claimBlock();
    makeKeeper();
    const Block begun{.cidr = *Prefix::parse("10.0.0.8/29"), .pool = "pool", .affinity = "node-1"};
    elsewhere([this, begun](Store &store) {
        return store.compareAndPut(keys.block(begun.cidr), 0, toJson(begun).dump()).has_value();
    });
    ASSERT_EQ(stored().entries.size(), 2U);

    reconcileWith("pool", "10.0.0.0/24", 29);

    EXPECT_TRUE(QTest::qWaitFor([&] { return stored().entries.size() == 1; }, 30'000));
    EXPECT_TRUE(holds(block));
}

TEST_F(ABlockKeeper, NamesABlockAfterThePoolThatHasItNow)
{
    claimBlock();
    makeKeeper();

    reconcileWith("later", "10.0.0.0/24", 29);

    EXPECT_TRUE(holds(block)) << "as good as one of its own";
    EXPECT_TRUE(QTest::qWaitFor([&] { return poolInStore() == "later"; }, 30'000));
    reconcileWith("later", "10.0.0.0/24", 29);
    const auto blocks = book->blocks();
    EXPECT_TRUE(
        std::all_of(blocks.begin(), blocks.end(), [](const Block &each) { return each.pool == "later"; }));
}

TEST_F(ABlockKeeper, KeepsABlockThatNoPoolHasWhilePodsHaveAddressesOfIt)
{
    pools.front().isNatOutgoing = true;
    claimBlock();
    makeKeeper();
    const AttachmentKey pod{"pod", "eth0"};
    ASSERT_TRUE(book->take(pod, Family::V4, pools, {}));
    ::testing::internal::CaptureStderr();

    reconcileWith("later", "10.9.0.0/24", 29);
    reconcileWith("later", "10.9.0.0/24", 29);

    const auto logged = ::testing::internal::GetCapturedStderr();
    EXPECT_TRUE(holds(block));
    const auto remnants = keeper->remnants(Picture(keys, "node-1"));
    ASSERT_EQ(remnants.size(), 1U);
    EXPECT_EQ(remnants.front().cidr, block);
    EXPECT_TRUE(remnants.front().isNatOutgoing) << "what its pool gave, it gives";
    EXPECT_FALSE(remnants.front().isBgpExportDisabled);
    EXPECT_EQ(poolInStore(), "pool");
    EXPECT_THAT(logged, ::testing::HasSubstr("10.0.0.0/29 stays although no pool has it any more"));
    EXPECT_EQ(logged.find("stays"), logged.rfind("stays")) << "said once: " << logged;

    ASSERT_TRUE(book->release(pod));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            reconcileWith("later", "10.9.0.0/24", 29);
            return poolInStore() == "-";
        },
        30'000));
    EXPECT_FALSE(holds(block));
}

TEST_F(ABlockKeeper, HandsNothingOutAnyMoreThatTheStoreHasTakenBackWhileItWasAway)
{
    claimBlock();
    const AttachmentKey pod{"pod", "eth0"};
    const auto address = book->take(pod, Family::V4, pools, {});
    ASSERT_TRUE(address);
    makeKeeper();
    // It was forgotten, and another node has all of the block but what the pod has.
    elsewhere([this, mine = block.first() == *address](Store &store) {
        EXPECT_TRUE(mine);
        const Block theirs{.cidr = block,
                           .pool = "pool",
                           .affinity = "node-2",
                           .held = {{"node-2", OrdinalSet::range(1, 7)}}};
        return store.putAll({{.key = keys.block(block), .value = toJson(theirs).dump()}}).has_value();
    });

    reconcileWith("pool", "10.0.0.0/29", 29);

    EXPECT_FALSE(book->take({"other", "eth0"}, Family::V4, pools, {}));
    EXPECT_EQ(book->addressesOf(pod), std::vector{*address});
    ASSERT_TRUE(QTest::qWaitFor([&] { return holds(block); }, 30'000)) << "what the pod has, claimed again";
    EXPECT_EQ(book->blocks().front().heldBy("node-1").toString(), "0");
    EXPECT_EQ(book->blocks().front().affinity, "node-2");
}

} // namespace
} // namespace podloom
