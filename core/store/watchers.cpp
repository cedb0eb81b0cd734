#include "core/store/watchers.h"

namespace podloom {

class Watchers::Handle final : public Subscription {
public:
    explicit Handle(std::shared_ptr<Watcher> watcher) : m_watcher(std::move(watcher)) {}
    ~Handle() override
    {
        const std::lock_guard lock(m_watcher->mutex);
        m_watcher->sink = {};
    }

private:
    std::shared_ptr<Watcher> m_watcher;
};

std::unique_ptr<Subscription> Watchers::add(std::string_view prefix, WatchSink sink,
                                            const StoreListing &snapshot)
{
    auto watcher = std::make_shared<Watcher>();
    watcher->prefix = prefix;
    watcher->sink = std::move(sink);
    m_watchers.push_back(watcher);
    StoreUpdate update{.isSnapshot = true, .revision = snapshot.revision};
    for (const auto &entry : snapshot.entries)
        update.changes.push_back({entry.key, entry.value, entry.revision});
    watcher->sink.update(std::move(update));
    return std::make_unique<Handle>(std::move(watcher));
}

void Watchers::tell(const std::vector<StoreChange> &changes, Revision revision)
{
    std::erase_if(m_watchers, [](const auto &watcher) { return watcher.expired(); });
    for (const auto &weak : m_watchers) {
        const auto watcher = weak.lock();
        if (!watcher)
            continue;
        StoreUpdate update{.revision = revision};
        for (const auto &change : changes) {
            if (change.key.starts_with(watcher->prefix))
                update.changes.push_back(change);
        }
        const std::lock_guard lock(watcher->mutex);
        if (!update.changes.empty() && watcher->sink.update)
            watcher->sink.update(std::move(update));
    }
}

} // namespace podloom
