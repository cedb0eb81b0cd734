// Pods come and go at random, several at once, while their agent is killed again and again. In the end
// nothing may be left, and no two pods may ever have had one address. PODLOOM_SOAK_CALLS says how many calls,
// PODLOOM_SOAK_SEED which ones.
#include "tests/system/soak/soak_world.h"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <thread>

namespace podloom {
namespace {

constexpr int kCalls = 300;
constexpr int kPlaces = 24;
constexpr int kAtOnce = 4;
/// One agent ends in so many rounds.
constexpr int kRoundsPerKill = 12;

int fromEnvironment(const char *name, int otherwise)
{
    const char *text = std::getenv(name);
    return text ? std::atoi(text) : otherwise;
}

/// A namespace in which containers come and go.
struct Place {
    std::string netns{};
    std::string container{}; ///< empty: none
    bool isRunning = false;  ///< false: its ADD was torn, or its DEL was
    std::vector<std::string> addresses{};
};

class Soak : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
        for (int i = 0; i < kPlaces; ++i) {
            places.push_back({.netns = "place" + std::to_string(i)});
            outputOf({"ip", "netns", "add", places.back().netns});
        }
    }
    void TearDown() override
    {
        world.reset();
        for (const auto &place : places)
            outputOf({"ip", "netns", "del", place.netns});
    }

    /// ADD where nothing is, DEL where something is.
    CniOutcome change(Place &place)
    {
        if (!place.container.empty())
            return callRuntime("DEL", place.container, place.netns);
        place.container = "soak" + std::to_string(++count);
        return callRuntime("ADD", place.container, place.netns);
    }

    void note(Place &place, bool wasAdd, const CniOutcome &outcome, bool wasTorn)
    {
        const bool isDone = outcome.exitStatus == 0;
        EXPECT_TRUE(isDone || wasTorn)
            << (wasAdd ? "ADD" : "DEL") << " of " << place.container << ": " << outcome.text << world->log();
        failed += isDone ? 0 : 1;
        if (wasAdd) {
            place.isRunning = isDone;
            place.addresses = addressesOf(outcome);
            for (const auto &other : places) {
                for (const auto &address : place.addresses) {
                    const bool isTheirs = &other != &place && other.isRunning
                                       && std::count(other.addresses.begin(), other.addresses.end(), address);
                    duplicates += isTheirs ? 1 : 0;
                    EXPECT_FALSE(isTheirs)
                        << address << " is of " << place.container << " and of " << other.container;
                }
            }
        } else if (isDone) {
            place = {.netns = place.netns};
        }
    }

    void fill()
    {
        for (auto &place : places)
            note(place, true, change(place), false);
    }
    void empty()
    {
        for (auto &place : places) {
            if (!place.container.empty())
                note(place, false, change(place), false);
        }
    }

    /// Some calls at once; `isTorn`: the agent is killed meanwhile, `delay` after they began.
    void round(const std::vector<std::size_t> &which, bool isTorn, std::chrono::microseconds delay)
    {
        std::vector<CniOutcome> outcomes(which.size());
        std::vector<bool> areAdds;
        std::vector<std::thread> runtimes;
        for (const auto index : which)
            areAdds.push_back(places[index].container.empty());
        for (std::size_t i = 0; i < which.size(); ++i) {
            auto &place = places[which[i]];
            if (areAdds[i])
                place.container = "soak" + std::to_string(++count);
            runtimes.emplace_back([&place, &outcome = outcomes[i], isAdd = areAdds[i]] {
                outcome = callRuntime(isAdd ? "ADD" : "DEL", place.container, place.netns);
            });
        }
        if (isTorn) {
            std::this_thread::sleep_for(delay);
            world->killAgent();
            ++kills;
        }
        for (auto &runtime : runtimes)
            runtime.join();
        if (isTorn)
            world->startAgent();
        // What a DEL of this round freed, an ADD of this round may have.
        for (const bool isAdd : {false, true}) {
            for (std::size_t i = 0; i < which.size(); ++i) {
                if (areAdds[i] == isAdd)
                    note(places[which[i]], isAdd, outcomes[i], isTorn);
            }
        }
    }

    /// Connections of a pod to another: the next owner of an address may inherit nothing.
    void talk(const Place &from, const Place &to)
    {
        if (from.isRunning && to.isRunning && !to.addresses.empty())
            sendDatagram(from.netns, to.addresses.front());
    }

    std::unique_ptr<AgentWorld> world;
    std::vector<Place> places;
    int count = 0;
    int kills = 0;
    int failed = 0;
    int duplicates = 0;
};

TEST_F(Soak, LeaksNothingAndGivesNoAddressTwice)
{
    const int calls = fromEnvironment("PODLOOM_SOAK_CALLS", kCalls);
    std::mt19937 random(static_cast<unsigned>(fromEnvironment("PODLOOM_SOAK_SEED", 1)));
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    fill(); // so that the blocks are claimed
    empty();
    const auto before = world->quietInventory();
    int done = 0;
    while (done < calls && !HasFailure()) {
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i <= below(kAtOnce); ++i) {
            if (const auto index = below(places.size()); std::count(which.begin(), which.end(), index) == 0)
                which.push_back(index);
        }
        round(which, below(kRoundsPerKill) == 0, std::chrono::microseconds(below(8000)));
        done += static_cast<int>(which.size());
        talk(places[below(places.size())], places[below(places.size())]);
    }
    empty();
    const auto left = differenceFrom(before, *world);
    EXPECT_EQ(left, "");
    world->endAgent();
    EXPECT_EQ(world->stateRows(), "");
    std::printf("%d calls of %d containers, the agent killed %d times, %d calls answered with an error then; "
                "%d addresses given twice, %s left\n",
                done, count, kills, failed, duplicates, left.empty() ? "nothing" : "something");
}

} // namespace
} // namespace podloom
