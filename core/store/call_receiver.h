// core/store/call_receiver.h: calls into the thread of an object that waits in an event loop.
#pragma once

#include <QObject>

#include <functional>

namespace podloom {

/// An object that other threads let do something. What they wrote before post() is seen by the call.
class CallReceiver : public QObject {
public:
    using QObject::QObject;

    /// Runs `call` in the thread of this object, after what was posted before; from whatever thread. Dropped
    /// when this object goes first.
    void post(std::function<void()> call);

protected:
    void customEvent(QEvent *event) final;
};

} // namespace podloom
