// core/store/store_source.h: the objects of our own store as a Source.
#pragma once

#include "core/store/keys.h"
#include "core/store/source.h"

namespace podloom {

/// Reads objects/ of a cluster. One watch on the cluster's root serves everything, so that all changes have
/// one order: `others`, if set, gets what is not an object (endpoints, blocks, …) just before the update of
/// the same revision, also when that has no objects.
class StoreSource final : public Source {
public:
    StoreSource(Store &store, StoreKeys keys, std::function<void(StoreUpdate)> others = {})
        : m_store(store),
          m_keys(std::move(keys)),
          m_others(std::move(others))
    {}

    Result<SourceUpdate> snapshot() override;
    Result<std::unique_ptr<Subscription>> watch(SourceSink sink) override;

private:
    Store &m_store;
    StoreKeys m_keys;
    std::function<void(StoreUpdate)> m_others;
};

} // namespace podloom
