// What large designs cost in the window: opening, panning, zooming, an edit with its consequences, memory.
// Prints the machine and one line a figure. On a display (DISPLAY) or without one; the painting is the same.
//   bench_canvas [NODES [PODS [mesh|reflectors]]]    without arguments: 1000/10000, 5000/50000
#include "app/canvas/canvas_view.h"
#include "app/main/main_window.h"
#include "app/theme/theme.h"
#include "core/os/files.h"
#include "large_manifests.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace podloom::app {
namespace {

/// Looks how long one thing lasts that the window's thread does, while no key is heard.
class Stops {
public:
    struct Longest {
        double wall = 0;
        double processor = 0;
    };
    static Longest &longest()
    {
        static Longest instance;
        return instance;
    }

    Stops() : m_processor(processor()) { m_timer.start(); }
    ~Stops()
    {
        auto &most = longest();
        most.wall = std::max(most.wall, static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
        most.processor = std::max(most.processor, processor() - m_processor);
    }
    Stops(const Stops &) = delete;
    Stops &operator=(const Stops &) = delete;

private:
    static double processor()
    {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    double m_processor;
    QElapsedTimer m_timer;
};

/// Every event that reaches the window's thread is one such thing.
class WatchedApplication final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_isInside || QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        m_isInside = true;
        const Stops stop;
        const bool isDone = QApplication::notify(receiver, event);
        m_isInside = false;
        return isDone;
    }

private:
    bool m_isInside = false;
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double residentMegabytes()
{
    const auto status = readFile("/proc/self/status");
    const auto at = status ? status->find("VmRSS:") : std::string::npos;
    return at == std::string::npos ? 0 : std::stod(status->substr(at + 6)) / 1024;
}

void settle()
{
    do {
        QApplication::processEvents();
        QThreadPool::globalInstance()->waitForDone(5);
    } while (QThreadPool::globalInstance()->activeThreadCount() > 0);
    QApplication::processEvents();
}

/// The time of each frame while the view moves over the drawing and back.
void pan(MainWindow &window, const char *what)
{
    auto &view = window.canvas();
    auto *across = view.horizontalScrollBar();
    auto *down = view.verticalScrollBar();
    std::vector<double> frames;
    int whole = 0;
    while (!view.isWhole() || view.isMoving())
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    for (int step = 0; step < 240; ++step) {
        const int way = step % 120 < 60 ? 11 : -11;
        QElapsedTimer timer;
        timer.start();
        across->setValue(across->value() + way);
        down->setValue(down->value() + way / 2);
        QApplication::processEvents();
        frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        whole += view.isWhole() ? 1 : 0;
    }
    const auto median = percentile(frames, 0.5);
    const auto slow = percentile(frames, 0.99);
    std::printf("  pan %-22s median %6.1f ms (%5.0f frames/s)   99 %% %6.1f ms (%4.0f frames/s)   "
                "%3d %% of them sharp everywhere\n",
                what, median, 1000 / median, slow, 1000 / slow,
                whole * 100 / static_cast<int>(frames.size()));
}

void zoom(MainWindow &window)
{
    std::vector<double> frames;
    for (int step = 0; step < 40; ++step) {
        QElapsedTimer timer;
        timer.start();
        window.canvas().zoomBy(step < 20 ? 1.15 : 1 / 1.15);
        QApplication::processEvents();
        frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("  zoom step                  median %6.1f ms\n", percentile(frames, 0.5));
}

double processorMilliseconds(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// From the keystroke to everything that follows from it being on the screen: as long as that takes, what the
/// processors do for it, and the longest thing that the window's thread does meanwhile and until all of it
/// has settled. Only the time of processors is the same on a machine that does other things too.
void edit(MainWindow &window, const char *what, const std::function<Edit(int)> &makeEdit)
{
    auto &document = window.document();
    std::vector<double> whole;
    std::vector<double> processors;
    Stops::longest() = {};
    for (int number = 0; number < 9; ++number) {
        const auto change = makeEdit(number);
        QElapsedTimer timer;
        timer.start();
        const auto start = processorMilliseconds(CLOCK_PROCESS_CPUTIME_ID);
        {
            const Stops stop;
            if (!document.apply(change, QStringLiteral("edit")))
                std::printf("  the edit was refused\n");
        }
        while (document.analysis()->revision != document.revision()) {
            // Waits as a window does: a thread that looks all the time would take the worker's processor.
            QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        }
        QApplication::processEvents();
        whole.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        processors.push_back(processorMilliseconds(CLOCK_PROCESS_CPUTIME_ID) - start);
        settle();
    }
    std::printf("  %-26s median %6.1f ms (processors %6.1f ms)   longest stop of the window %6.1f ms "
                "(processor %5.1f ms)\n",
                what, percentile(whole, 0.5), percentile(processors, 0.5), Stops::longest().wall,
                Stops::longest().processor);
}

void edits(MainWindow &window)
{
    const auto &document = window.document(); // whose design is another one after each edit
    edit(window, "edit of a policy, shown", [&](int number) {
        return Edit{{SetValue{document.design().networkPolicies[0].meta.id, "/spec/ingress/0/ports/0/port",
                              8080 + number}}};
    });
    edit(window, "edit of replicas, shown", [&](int number) {
        return Edit{{SetValue{document.design().workloads[0].meta.id, "/spec/replicas", 11 + number % 2}}};
    });
    std::printf("  memory                     %6.0f MB\n", residentMegabytes());
    edit(window, "edit that moves lines", [&](int number) {
        const auto &id = document.design().nodes[0].meta.id;
        if (number % 2 == 0)
            return Edit{{SetValue{id, "/spec", Json::object({{"unschedulable", false}})}}};
        return Edit{{RemoveValue{id, "/spec"}}};
    });
}

int measure(const Size &size)
{
    const auto text = largeDesign(size);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("large.yaml"));
    if (!replaceFile(path.toStdString(), text))
        return 2;
    std::printf("%d nodes, %d pods, %s (%.1f MB)\n", size.nodes, size.pods, size.network.c_str(),
                static_cast<double>(text.size()) / 1e6);
    QElapsedTimer timer;
    timer.start();
    MainWindow window(true);
    window.canvas().setStill(false); // as a user sees it
    window.resize(1600, 1000);
    window.show();
    QApplication::processEvents();
    std::printf("  window on the screen       %6.0f ms\n", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    timer.restart();
    window.document().open({path});
    double longest = 0;
    double drawn = 0;
    while (window.document().isLoading()) {
        QElapsedTimer turn;
        turn.start();
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        longest = std::max(longest, static_cast<double>(turn.nsecsElapsed()) / 1e6);
    }
    QApplication::processEvents();
    drawn = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    settle();
    std::printf("  open, drawn                %6.0f ms   everything settled %6.0f ms\n", drawn,
                static_cast<double>(timer.nsecsElapsed()) / 1e6);
    window.canvas().fit();
    QApplication::processEvents();
    pan(window, "all in view");
    window.canvas().zoomTo(0.3);
    pan(window, "at 30 %");
    window.canvas().zoomTo(1);
    pan(window, "at 100 %");
    zoom(window);
    edits(window);
    QElapsedTimer rest; // until what nobody needs any more is given back
    for (rest.start(); rest.elapsed() < 2000;)
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    settle();
    std::printf("  memory after that          %6.0f MB\n\n", residentMegabytes());
    std::fflush(stdout);
    return 0;
}

} // namespace
} // namespace podloom::app

int main(int argc, char **argv)
{
    using namespace podloom::app;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    WatchedApplication application(argc, argv);
    applyTheme(application, ThemeKind::Light);
    const auto processor = podloom::readFile("/proc/cpuinfo");
    std::string model = "unknown processor";
    if (const auto at = processor ? processor->find("model name") : std::string::npos;
        at != std::string::npos) {
        const auto begin = processor->find(':', at) + 2;
        model = processor->substr(begin, processor->find('\n', begin) - begin);
    }
    std::printf("%s, %d threads, %s, Qt %s, %s\n\n", model.c_str(), QThread::idealThreadCount(),
                qPrintable(QSysInfo::prettyProductName()), qVersion(),
                qPrintable(QApplication::platformName()));
    const auto arguments = QApplication::arguments();
    if (arguments.size() > 1)
        return measure({arguments[1].toInt(), arguments.value(2, QStringLiteral("10000")).toInt(),
                        arguments.value(3, QStringLiteral("reflectors")).toStdString()});
    const auto first = measure({});
    return first != 0 ? first : measure({.nodes = 5000, .pods = 50'000});
}
