#include "core/store/call_receiver.h"

#include "core/base/handover.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace podloom {

namespace {

class CallEvent final : public QEvent {
public:
    explicit CallEvent(std::function<void()> call) : QEvent(QEvent::User), m_call(std::move(call)) {}
    ~CallEvent() override { takeOver(this); } // where its receiver has gone
    void run() const { m_call(); }

private:
    std::function<void()> m_call;
};

} // namespace

void CallReceiver::post(std::function<void()> call)
{
    auto *event = new CallEvent(std::move(call));
    handOver(event);
    QCoreApplication::postEvent(this, event);
}

void CallReceiver::customEvent(QEvent *event)
{
    takeOver(event);
    static_cast<const CallEvent *>(event)->run();
}

} // namespace podloom
