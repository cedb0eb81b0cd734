// core/store/store.h: the shared memory of a cluster: keys, values, watches and one-key compare-and-put.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// A moment in the life of one store. Opaque: only its order within the same store means anything. 0 is
/// before everything.
using Revision = std::int64_t;

struct StoreEntry {
    std::string key{};
    std::string value{};
    Revision revision = 0; ///< of the last change of this key
    bool operator==(const StoreEntry &) const = default;
};

struct StoreListing {
    std::vector<StoreEntry> entries{}; ///< by key, ascending
    Revision revision = 0;             ///< of the store when it was read
};

/// A key as it is now; without a value it is gone.
struct StoreChange {
    std::string key{};
    std::optional<std::string> value{};
    Revision revision = 0;
    bool operator==(const StoreChange &) const = default;
};

/// What a watch tells. The first update is a snapshot (every key under the prefix); later ones are changes in
/// the order of their revisions, none missing, none twice. When the watch lost its place (compaction),
/// another snapshot follows: what it does not name is gone.
struct StoreUpdate {
    bool isSnapshot = false;
    std::vector<StoreChange> changes{};
    Revision revision = 0; ///< everything up to here has been told
};

/// Called on a thread of the store, in order, never twice at once: pass the values on and return. `trouble`
/// is called when the connection is lost; the watch goes on trying by itself.
struct WatchSink {
    std::function<void(StoreUpdate)> update{};
    std::function<void(const Error &)> trouble{};
};

/// Ends its watch when it is destroyed; after that the sink is not called any more.
class Subscription {
public:
    Subscription() = default;
    Subscription(const Subscription &) = delete;
    Subscription &operator=(const Subscription &) = delete;
    virtual ~Subscription() = default;
};

/// The rules below hold for every backend; tests/contract/store checks them on each. Correctness of all that
/// uses a store rests on compareAndPut of a single key alone.
///
/// Calls block, at most for the backend's deadline, and are durable (where the backend is) when they return.
/// A store belongs to one thread, its watches' sinks excepted. After Unavailable or Timeout from a writing
/// call it is unknown whether it happened: read again.
/// Errors of every call: Unavailable, Timeout, PermissionDenied, Io.
class Store {
public:
    Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;
    virtual ~Store() = default;

    /// The entry of `key`, or nothing.
    virtual Result<std::optional<StoreEntry>> read(std::string_view key) = 0;

    /// Every entry whose key begins with `prefix`.
    virtual Result<StoreListing> list(std::string_view prefix) = 0;

    /// Writes `value` (nothing: removes the key) if the key's revision is `expected`; 0 = if it does not
    /// exist. Returns the new revision of the store. Errors: Conflict when it is another.
    virtual Result<Revision> compareAndPut(std::string_view key, Revision expected,
                                           std::optional<std::string_view> value) = 0;

    /// Writes all `changes` (their revisions are ignored) without looking at what was there; in batches, so
    /// not as one. Returns the revision after the last one. Removing what is not there is fine.
    virtual Result<Revision> putAll(const std::vector<StoreChange> &changes) = 0;

    /// Writes an entry that lives only as long as this writer: it vanishes when the store object is
    /// destroyed, and at most kLifetime after the last keepAlive() of a writer that died.
    virtual Result<Revision> putAlive(std::string_view key, std::string_view value) = 0;

    /// To be called at least every kLifetime / 3. Errors: NotFound when the entries are gone already: put
    /// them again.
    virtual Status keepAlive() = 0;

    static constexpr std::chrono::seconds kLifetime{12};

    /// Follows every key that begins with `prefix`. Needs no connection to begin with.
    virtual Result<std::unique_ptr<Subscription>> watch(std::string_view prefix, WatchSink sink) = 0;
};

} // namespace podloom
