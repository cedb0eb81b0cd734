// app/document/background.h: work that takes longer than a frame runs on another thread.
#pragma once

#include "core/store/call_receiver.h"

#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace podloom::app {

/// What brings answers of other threads to the thread of the windows, on which it must be asked for first. It
/// lives until the program ends, so that no worker ever touches a widget, and drops what comes later.
CallReceiver &answers();

/// Runs `work` on a thread of the pool.
void startIn(QThreadPool &pool, std::function<void()> work);

/// Runs `compute()` on a thread of the pool and then `deliver(result)` on this one, which is that of
/// `context` and of the windows; dropped when `context` is gone by then. `compute` must own all that it
/// reads.
template <class Compute, class Deliver>
void runIn(QThreadPool &pool, QObject *context, Compute compute, Deliver deliver)
{
    startIn(pool, [&receiver = answers(), guard = QPointer<QObject>(context), compute = std::move(compute),
                   deliver = std::move(deliver)]() mutable {
        auto result = std::make_shared<decltype(compute())>(compute());
        receiver.post(
            [guard = std::move(guard), result = std::move(result), deliver = std::move(deliver)]() mutable {
                if (guard)
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
