// app/document/background.h: work that takes longer than a frame runs on another thread.
#pragma once

#include "core/store/call_receiver.h"

#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace podloom::app {

/// Brings answers of other threads to the thread that made it, for as long as `context` lives; deletes itself
/// after the first. It outlives the context, so that no worker ever touches a widget.
class Relay final : public CallReceiver {
public:
    explicit Relay(QObject *context) : m_context(context) {}

    /// From whatever thread, once.
    void answer(std::function<void()> deliver);

private:
    QPointer<QObject> m_context;
};

/// Runs `work` on a thread of the pool.
void startIn(QThreadPool &pool, std::function<void()> work);

/// Runs `compute()` on a thread of the pool and then `deliver(result)` on the thread of `context`; dropped
/// when `context` is gone by then. `compute` must own all that it reads.
template <class Compute, class Deliver>
void runIn(QThreadPool &pool, QObject *context, Compute compute, Deliver deliver)
{
    auto *relay = new Relay(context);
    startIn(pool, [relay, compute = std::move(compute), deliver = std::move(deliver)]() mutable {
        auto result = std::make_shared<decltype(compute())>(compute());
        relay->answer([result = std::move(result), deliver = std::move(deliver)]() mutable {
            deliver(std::move(*result));
        });
    });
}

/// The same in the pool of the program.
template <class Compute, class Deliver>
void runInBackground(QObject *context, Compute compute, Deliver deliver)
{
    runIn(*QThreadPool::globalInstance(), context, std::move(compute), std::move(deliver));
}

} // namespace podloom::app
