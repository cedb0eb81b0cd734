// core/store/watchers.h: the watches of a store that lives in this process.
#pragma once

#include "core/store/store.h"

#include <memory>
#include <mutex>
#include <vector>

namespace podloom {

/// Tells changes to whoever subscribed to their prefix. Sinks are called on the thread that calls tell().
class Watchers {
public:
    /// Adds a watch and tells it `snapshot` at once.
    std::unique_ptr<Subscription> add(std::string_view prefix, WatchSink sink, const StoreListing &snapshot);
    void tell(const std::vector<StoreChange> &changes, Revision revision);

private:
    struct Watcher {
        std::mutex mutex{}; ///< held while the sink runs, so that an ended watch is silent
        std::string prefix{};
        WatchSink sink{};
    };
    class Handle;

    std::vector<std::weak_ptr<Watcher>> m_watchers;
};

} // namespace podloom
