#include "agentd/daemon/store_worker.h"

#include "core/base/handover.h"

#include <semaphore>

namespace podloom {

StoreWorker::StoreWorker(StoreKeys keys, QObject *parent)
    : QObject(parent),
      m_keys(std::move(keys)),
      m_jobs(new CallReceiver)
{
    m_thread.setObjectName(QStringLiteral("store"));
    m_jobs->moveToThread(&m_thread);
    m_thread.start();
}

StoreWorker::~StoreWorker()
{
    m_thread.requestInterruption();
    // What is made on the thread ends on it.
    m_jobs->post([this] {
        m_subscription.reset();
        m_source.reset();
        m_store.reset();
        delete m_jobs;
        handOver(this);
        m_thread.quit();
    });
    m_thread.wait();
    takeOver(this);
}

Status StoreWorker::open(const std::string &address, const EtcdOptions &etcd)
{
    Status opened;
    std::binary_semaphore isDone(0);
    m_jobs->post([&] {
        auto store = openStore(address, etcd);
        if (store)
            m_store = *std::move(store);
        else
            opened = Failure{std::move(store).error()};
        isDone.release();
    });
    isDone.acquire();
    return opened;
}

void StoreWorker::follow(Listener listener)
{
    const auto shared = std::make_shared<Listener>(std::move(listener));
    // Sinks run on threads of the store; the agent hears them on its own.
    const auto pass = [this](auto &&call) { m_answers.post(std::forward<decltype(call)>(call)); };
    const auto others = [pass, shared](StoreUpdate update) {
        pass([shared, update = std::move(update)] { shared->others(update); });
    };
    SourceSink sink{
        .update =
            [pass, shared](SourceUpdate update) {
                pass([shared, update = std::move(update)] { shared->objects(update); });
            },
        .trouble = [pass, shared](const Error &error) { pass([shared, error] { shared->trouble(error); }); }};
    post([this, others, sink](Store &store) {
        m_source = std::make_unique<StoreSource>(store, m_keys, others);
        auto watch = m_source->watch(sink);
        if (watch)
            m_subscription = *std::move(watch);
        else
            sink.trouble(watch.error());
    });
}

void StoreWorker::post(std::function<void(Store &)> job)
{
    m_jobs->post([this, job = std::move(job)] {
        if (m_store && !m_thread.isInterruptionRequested())
            job(*m_store);
    });
}

} // namespace podloom
