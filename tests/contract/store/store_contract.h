// tests/contract/store/store_contract.h: what every store must do; a backend joins with one line.
#pragma once

#include "core/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>

namespace podloom {

/// Where stores come from: each call of `open` gives another writer on the same data, if the backend can have
/// several at once.
struct StoreWorld {
    std::function<std::unique_ptr<Store>()> open{};
    bool hasSeveralWriters = true;
    std::shared_ptr<void> keeper{}; ///< what must live as long as the stores
};

struct StoreBackend {
    std::string name{};
    std::function<StoreWorld()> make{}; ///< a fresh, empty world; without `open` when it cannot be had here
    friend std::ostream &operator<<(std::ostream &out, const StoreBackend &backend)
    {
        return out << backend.name;
    }
};

/// Collects what a watch tells and lets a test wait for it.
class Told {
public:
    WatchSink sink()
    {
        return {.update =
                    [this](StoreUpdate update) {
                        const std::lock_guard lock(m_mutex);
                        m_updates.push_back(std::move(update));
                        m_changed.notify_all();
                    },
                .trouble = [](const Error &) {}};
    }

    /// Waits, bounded, until `holds` is true of everything told; returns all of it.
    std::vector<StoreUpdate> waitUntil(const std::function<bool(const std::vector<StoreUpdate> &)> &holds)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return holds(m_updates); }))
            ADD_FAILURE() << "the watch did not tell what was expected";
        return m_updates;
    }

    /// The first `count` changes told after the first snapshot.
    std::vector<StoreChange> changes(std::size_t count)
    {
        const auto all = [](const std::vector<StoreUpdate> &updates) {
            std::vector<StoreChange> changes;
            for (std::size_t i = 1; i < updates.size(); ++i)
                changes.insert(changes.end(), updates[i].changes.begin(), updates[i].changes.end());
            return changes;
        };
        return all(waitUntil([&](const auto &updates) { return all(updates).size() >= count; }));
    }

    StoreUpdate snapshot()
    {
        const auto updates = waitUntil([](const auto &all) { return !all.empty(); });
        return updates.empty() ? StoreUpdate{} : updates.front();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<StoreUpdate> m_updates;
};

class StoreContract : public ::testing::TestWithParam<StoreBackend> {
protected:
    void SetUp() override
    {
        world = GetParam().make();
        if (!world.open)
            GTEST_SKIP() << "this machine has no " << GetParam().name;
        store = world.open();
        ASSERT_NE(store, nullptr);
    }

    StoreWorld world;
    std::unique_ptr<Store> store;
};

} // namespace podloom
