#include "app/document/background.h"

#include "core/base/handover.h"

#include <QRunnable>

namespace podloom::app {

namespace {

class Work final : public QRunnable {
public:
    explicit Work(std::function<void()> work) : m_work(std::move(work)) {}
    void run() override
    {
        takeOver(this);
        m_work();
    }

private:
    std::function<void()> m_work;
};

} // namespace

CallReceiver &answers()
{
    static CallReceiver receiver;
    return receiver;
}

void startIn(QThreadPool &pool, std::function<void()> work)
{
    auto *runnable = new Work(std::move(work));
    handOver(runnable);
    pool.start(runnable);
}

} // namespace podloom::app
