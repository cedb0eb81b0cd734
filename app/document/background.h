// app/document/background.h: work that takes longer than a frame runs on another thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace podloom::app {

/// Runs `compute()` on a thread of the pool and then `deliver(result)` on the thread of `context`; dropped
/// when `context` is gone by then. `compute` must own all that it reads.
template <class Compute, class Deliver>
void runInBackground(QObject *context, Compute compute, Deliver deliver)
{
    auto guard = std::make_shared<QPointer<QObject>>(context);
    // The relay lives on the caller's thread and outlives the context, so that the worker never touches a
    // widget.
    auto *relay = new QObject;
    QThreadPool::globalInstance()->start(
        [guard, relay, compute = std::move(compute), deliver = std::move(deliver)]() mutable {
            auto result = std::make_shared<decltype(compute())>(compute());
            QMetaObject::invokeMethod(
                relay,
                [guard, relay, result, deliver = std::move(deliver)]() mutable {
                    relay->deleteLater();
                    if (*guard)
                        deliver(std::move(*result));
                },
                Qt::QueuedConnection);
        });
}

} // namespace podloom::app
