#include "core/store/store_source.h"

namespace podloom {

namespace {

/// An entry under objects/. What is not JSON was not written by us and counts as absent.
std::optional<ObjectChange> objectChange(const StoreKeys &keys, const StoreChange &change)
{
    auto id = keys.objectOf(change.key);
    if (!id)
        return std::nullopt;
    ObjectChange object{.id = *std::move(id)};
    if (change.value) {
        if (auto manifest = parseJson(*change.value))
            object.manifest = *std::move(manifest);
    }
    return object;
}

} // namespace

Result<SourceUpdate> StoreSource::snapshot()
{
    const auto listing = m_store.list(m_keys.objects());
    if (!listing)
        return Failure{listing.error()};
    SourceUpdate update{.isSnapshot = true, .revision = listing->revision};
    for (const auto &entry : listing->entries) {
        if (auto object = objectChange(m_keys, {entry.key, entry.value, entry.revision}))
            update.changes.push_back(*std::move(object));
    }
    return update;
}

Result<std::unique_ptr<Subscription>> StoreSource::watch(SourceSink sink)
{
    auto update = [keys = m_keys, others = m_others, tell = std::move(sink.update)](StoreUpdate all) {
        SourceUpdate objects{.isSnapshot = all.isSnapshot, .revision = all.revision};
        StoreUpdate rest{.isSnapshot = all.isSnapshot, .revision = all.revision};
        for (auto &change : all.changes) {
            if (auto object = objectChange(keys, change))
                objects.changes.push_back(*std::move(object));
            else
                rest.changes.push_back(std::move(change));
        }
        if (others)
            others(std::move(rest));
        tell(std::move(objects));
    };
    return m_store.watch(m_keys.root(), {.update = std::move(update), .trouble = std::move(sink.trouble)});
}

} // namespace podloom
