// core/store/memory_store.h: a store without a disk: for tests, and for trying things out.
#pragma once

#include "core/store/store.h"
#include "core/store/watchers.h"

#include <map>
#include <set>

namespace podloom {

/// Keeps everything in memory; nothing survives it. Several MemoryStores may share one MemoryStore::Data, as
/// several agents share one etcd.
class MemoryStore final : public Store {
public:
    struct Data {
        std::map<std::string, StoreEntry, std::less<>> entries{};
        Revision revision = 0;
        Watchers watchers{};
    };

    MemoryStore() : MemoryStore(std::make_shared<Data>()) {}
    explicit MemoryStore(std::shared_ptr<Data> data) : m_data(std::move(data)) {}
    ~MemoryStore() override;

    Result<std::optional<StoreEntry>> read(std::string_view key) override;
    Result<StoreListing> list(std::string_view prefix) override;
    Result<Revision> compareAndPut(std::string_view key, Revision expected,
                                   std::optional<std::string_view> value) override;
    Result<Revision> putAll(const std::vector<StoreChange> &changes) override;
    Result<Revision> putAlive(std::string_view key, std::string_view value) override;
    Status keepAlive() override { return {}; }
    Result<std::unique_ptr<Subscription>> watch(std::string_view prefix, WatchSink sink) override;

private:
    Revision write(std::string_view key, std::optional<std::string_view> value);

    std::shared_ptr<Data> m_data;
    std::set<std::string, std::less<>> m_alive;
};

} // namespace podloom
