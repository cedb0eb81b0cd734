// core/store/source.h: where desired objects come from: a snapshot, then every change.
#pragma once

#include "core/base/json.h"
#include "core/model/object.h"
#include "core/store/store.h"

namespace podloom {

/// An object as it shall be; without a manifest it is gone.
struct ObjectChange {
    ObjectId id{};
    std::optional<Json> manifest{};
    bool operator==(const ObjectChange &) const = default;
};

/// The same promises as StoreUpdate. An update without changes says that the source has reached `revision`.
struct SourceUpdate {
    bool isSnapshot = false;
    std::vector<ObjectChange> changes{};
    Revision revision = 0;
};

struct SourceSink {
    std::function<void(SourceUpdate)> update{};
    std::function<void(const Error &)> trouble{};
};

/// Desired objects of one cluster: our own store today, a Kubernetes API server later. Read only.
class Source {
public:
    Source() = default;
    Source(const Source &) = delete;
    Source &operator=(const Source &) = delete;
    virtual ~Source() = default;

    /// Everything as it is now. Errors: as Store.
    virtual Result<SourceUpdate> snapshot() = 0;
    /// A snapshot, then every change. Sinks are called as those of Store::watch.
    virtual Result<std::unique_ptr<Subscription>> watch(SourceSink sink) = 0;
};

} // namespace podloom
