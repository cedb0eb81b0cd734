// agentd/daemon/store_worker.h: the thread on which the shared store is asked.
#pragma once

#include "core/store/call_receiver.h"
#include "core/store/open_store.h"
#include "core/store/store_source.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace podloom {

/// Owns the store and its thread. Jobs run there one after the other and may block; what they find comes back
/// to the thread of this object, where the agent lives.
class StoreWorker final : public QObject {
    Q_OBJECT
public:
    StoreWorker(StoreKeys keys, QObject *parent = nullptr);
    ~StoreWorker() override; ///< waits for the job that runs; the ones behind it are dropped

    const StoreKeys &keys() const { return m_keys; }

    /// Opens the store. Errors: as openStore().
    Status open(const std::string &address, const EtcdOptions &etcd);

    /// Follows the whole cluster: every update is told in order, `others` before `objects` of the same
    /// revision.
    struct Listener {
        std::function<void(StoreUpdate)> others{};
        std::function<void(SourceUpdate)> objects{};
        std::function<void(Error)> trouble{};
    };
    void follow(Listener listener);

    /// Runs `job` on the store's thread and `done` with what it gave on this object's.
    template <class Answer>
    void ask(std::function<Answer(Store &)> job, std::function<void(Answer)> done)
    {
        post([this, job = std::move(job), done = std::move(done)](Store &store) {
            auto answer = std::make_shared<Answer>(job(store));
            m_answers.post([done, answer] { done(std::move(*answer)); });
        });
    }

private:
    void post(std::function<void(Store &)> job);

    StoreKeys m_keys;
    QThread m_thread;
    CallReceiver *m_jobs;   ///< lives on m_thread
    CallReceiver m_answers; ///< on that of this object
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreSource> m_source;
    std::unique_ptr<Subscription> m_subscription;
};

} // namespace podloom
