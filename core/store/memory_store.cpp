#include "core/store/memory_store.h"

namespace podloom {

MemoryStore::~MemoryStore()
{
    for (const auto &key : m_alive)
        write(key, std::nullopt);
}

Result<std::optional<StoreEntry>> MemoryStore::read(std::string_view key)
{
    const auto found = m_data->entries.find(key);
    return found == m_data->entries.end() ? std::optional<StoreEntry>() : std::optional(found->second);
}

Result<StoreListing> MemoryStore::list(std::string_view prefix)
{
    StoreListing listing{.revision = m_data->revision};
    for (auto at = m_data->entries.lower_bound(prefix);
         at != m_data->entries.end() && at->first.starts_with(prefix); ++at)
        listing.entries.push_back(at->second);
    return listing;
}

Result<Revision> MemoryStore::compareAndPut(std::string_view key, Revision expected,
                                            std::optional<std::string_view> value)
{
    const auto found = m_data->entries.find(key);
    const Revision actual = found == m_data->entries.end() ? 0 : found->second.revision;
    if (actual != expected)
        return fail(Errc::Conflict, "store-conflict", "%1 was changed meanwhile", {std::string(key)});
    return write(key, value);
}

Result<Revision> MemoryStore::putAll(const std::vector<StoreChange> &changes)
{
    for (const auto &change : changes)
        write(change.key, change.value);
    return m_data->revision;
}

Result<Revision> MemoryStore::putAlive(std::string_view key, std::string_view value)
{
    m_alive.emplace(key);
    return write(key, value);
}

Result<std::unique_ptr<Subscription>> MemoryStore::watch(std::string_view prefix, WatchSink sink)
{
    return m_data->watchers.add(prefix, std::move(sink), *list(prefix));
}

Revision MemoryStore::write(std::string_view key, std::optional<std::string_view> value)
{
    const auto found = m_data->entries.find(key);
    if (!value && found == m_data->entries.end())
        return m_data->revision;
    const auto revision = ++m_data->revision;
    StoreChange change{.key = std::string(key), .revision = revision};
    if (value) {
        m_data->entries.insert_or_assign(change.key, StoreEntry{change.key, std::string(*value), revision});
        change.value = std::string(*value);
    } else {
        m_data->entries.erase(found);
    }
    m_data->watchers.tell({change}, revision);
    return revision;
}

} // namespace podloom
