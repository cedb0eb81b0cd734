// A node that does nothing but hand out addresses: claims and gives back a few times, then claims, adopts,
// gives one after the other to pods, until the pool is used up. It may be killed at any moment and started
// again on the same folder, as an agent is. usage: podloom-claimer STORE NODE FILE BLOCKSIZE
#include "tests/contract/ipam/claim_world.h"

#include "core/store/open_store.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace podloom;

constexpr int kVisits = 3;

int complain(const Error &error)
{
    std::fprintf(stderr, "podloom-claimer: %s\n", error.text().c_str());
    return 1;
}

/// Others were faster, or a busy store has not answered in time: it is asked again.
bool isPassing(const Error &error)
{
    return error.code == Errc::Conflict || error.code == Errc::Timeout || error.code == Errc::Unavailable;
}

/// What was claimed and perhaps not noted here: before the last end, or by a call that was not answered.
Status adoptHeld(Store &store, const std::string &node, AddressBook &book)
{
    auto held = blocksHeldBy(store, contestedKeys(), node);
    while (!held && isPassing(held.error()))
        held = blocksHeldBy(store, contestedKeys(), node);
    if (!held)
        return Failure{held.error()};
    for (const auto &block : *held) {
        if (auto adopted = book.adopt(block); !adopted)
            return adopted;
    }
    return {};
}

/// Also what the last end tore.
Status finishReturns(Store &store, const std::string &node, AddressBook &book)
{
    for (const auto &cidr : std::set(book.returning())) {
        auto returned = returnBlock(store, contestedKeys(), node, cidr);
        while (!returned && isPassing(returned.error()))
            returned = returnBlock(store, contestedKeys(), node, cidr);
        if (!returned)
            return Failure{returned.error()};
        if (auto ended = book.endReturn(cidr); !ended)
            return ended;
    }
    return {};
}

Status giveBackIdle(Store &store, const std::string &node, AddressBook &book)
{
    for (const auto &block : book.blocks()) {
        if (!book.isIdle(block.cidr))
            continue;
        if (auto begun = book.beginReturn(block.cidr); !begun)
            return begun;
    }
    return finishReturns(store, node, book);
}

/// Takes what it can get once and leaves it again, pods of a moment.
Status comeAndGo(Store &store, const std::string &node, AddressBook &book, const IpPool &pool)
{
    const auto claimed = claimOrdinals(store, contestedKeys(), {.node = node, .pools = {pool}});
    if (!claimed) // whoever does not know has to look: the caller does
        return isPassing(claimed.error()) || claimed.error().code == Errc::Exhausted
                 ? Status()
                 : Failure{claimed.error()};
    if (auto adopted = book.adopt(*claimed); !adopted)
        return adopted;
    const AttachmentKey guest{node + "-guest", "eth0"};
    if (const auto taken = book.take(guest, Family::V4, {pool}, {}); !taken)
        return {};
    return book.release(guest);
}

int handOut(Store &store, const std::string &node, SqliteDatabase &database, const IpPool &pool)
{
    auto book = AddressBook::open(database, node);
    if (!book)
        return complain(book.error());
    if (const auto finished = finishReturns(store, node, *book); !finished)
        return complain(finished.error());
    if (const auto adopted = adoptHeld(store, node, *book); !adopted)
        return complain(adopted.error());
    for (int visit = 0; visit < kVisits; ++visit) {
        if (const auto done = comeAndGo(store, node, *book, pool); !done)
            return complain(done.error());
        if (const auto adopted = adoptHeld(store, node, *book); !adopted)
            return complain(adopted.error());
        if (const auto returned = giveBackIdle(store, node, *book); !returned)
            return complain(returned.error());
    }
    for (auto pod = book->taken().size();;) {
        const auto taken = book->take({node + "-pod" + std::to_string(pod), "eth0"}, Family::V4, {pool}, {});
        if (taken) {
            ++pod;
            continue;
        }
        const auto claimed = claimOrdinals(store, contestedKeys(), {.node = node, .pools = {pool}});
        if (!claimed && isPassing(claimed.error())) {
            if (const auto adopted = adoptHeld(store, node, *book); !adopted)
                return complain(adopted.error());
            continue;
        }
        if (!claimed)
            return claimed.error().code == Errc::Exhausted ? 0 : complain(claimed.error());
        if (const auto adopted = book->adopt(*claimed); !adopted)
            return complain(adopted.error());
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 5)
        return 2;
    auto store = openStore(argv[1]);
    if (!store)
        return complain(store.error());
    auto database = SqliteDatabase::open(argv[3], "");
    if (!database)
        return complain(database.error());
    return handOut(**store, argv[2], *database, contestedPool(std::atoi(argv[4])));
}
