#include "agentd/daemon/store_worker.h"

namespace podloom {

StoreWorker::StoreWorker(StoreKeys keys, QObject *parent)
    : QObject(parent),
      m_keys(std::move(keys)),
      m_context(new QObject)
{
    m_thread.setObjectName(QStringLiteral("store"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

StoreWorker::~StoreWorker()
{
    m_thread.requestInterruption();
    // What is made on the thread ends on it.
    QMetaObject::invokeMethod(
        m_context,
        [this] {
            m_subscription.reset();
            m_source.reset();
            m_store.reset();
            delete m_context;
            m_thread.quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

Status StoreWorker::open(const std::string &address, const EtcdOptions &etcd)
{
    Status opened;
    QMetaObject::invokeMethod(
        m_context,
        [&] {
            auto store = openStore(address, etcd);
            if (store)
                m_store = *std::move(store);
            else
                opened = Failure{std::move(store).error()};
        },
        Qt::BlockingQueuedConnection);
    return opened;
}

void StoreWorker::follow(Listener listener)
{
    const auto shared = std::make_shared<Listener>(std::move(listener));
    // Sinks run on threads of the store; the agent hears them on its own.
    const auto pass = [this](auto &&call) {
        QMetaObject::invokeMethod(this, std::forward<decltype(call)>(call));
    };
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
    QMetaObject::invokeMethod(
        m_context,
        [this, job = std::move(job)] {
            if (m_store && !m_thread.isInterruptionRequested())
                job(*m_store);
        },
        Qt::QueuedConnection);
}

} // namespace podloom
