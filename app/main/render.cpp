#include "app/main/render.h"

#include "app/canvas/canvas_view.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/main/show_what.h"
#include "app/panels/lab_controller.h"
#include "app/theme/colors.h"
#include "core/os/files.h"

#include <QApplication>
#include <QBuffer>
#include <QDeadlineTimer>
#include <QDialog>
#include <QEventLoop>
#include <QFileInfo>
#include <QImage>
#include <QLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace podloom::app {

namespace {

constexpr int kLongestWaitMs = 10'000;
constexpr int kLongestProofMs = 120'000;

/// The window, and above it what is open beside it.
void draw(MainWindow &window, QPainter &painter)
{
    window.render(&painter);
    for (auto *dialog : window.findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        const QPoint at((window.width() - dialog->width()) / 2, (window.height() - dialog->height()) / 2);
        painter.fillRect(window.rect(), QColor(0, 0, 0, 70));
        painter.fillRect(QRect(at, dialog->size()).adjusted(-1, -1, 1, 1), colors().hairline);
        dialog->render(&painter, at);
    }
}

/// Dialogs as large as they want to be: the screen that a picture is drawn without may be a small one.
void giveRoom(const MainWindow &window)
{
    for (auto *dialog : window.findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        auto size = dialog->size().expandedTo(dialog->sizeHint());
        if (dialog->layout() && dialog->layout()->hasHeightForWidth())
            size.setHeight(std::max(size.height(), dialog->layout()->totalHeightForWidth(size.width())));
        dialog->resize(size.boundedTo(window.size()));
    }
}

QByteArray asPng(MainWindow &window, qreal scale)
{
    QImage image(window.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    draw(window, painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    // The most careful compression: pictures of a window are small then.
    image.save(&buffer, "PNG", 1);
    return bytes;
}

QByteArray asSvg(MainWindow &window)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(window.size());
    generator.setViewBox(QRect({}, window.size()));
    generator.setTitle(window.document().title());
    QPainter painter(&generator);
    draw(window, painter);
    painter.end();
    return bytes;
}

QByteArray asPdf(MainWindow &window)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr int kDotsPerInch = 96;
    writer.setResolution(kDotsPerInch);
    writer.setPageMargins({0, 0, 0, 0});
    writer.setPageSize(QPageSize(QSizeF(window.size()) / kDotsPerInch, QPageSize::Inch));
    writer.setTitle(window.document().title());
    QPainter painter(&writer);
    draw(window, painter);
    painter.end();
    return bytes;
}

/// Runs the event loop until `isDone`, or for as long as a picture may wait.
template <class Condition>
void waitFor(Condition isDone, int longestMs = kLongestWaitMs)
{
    constexpr auto kLookAgain = std::chrono::milliseconds(10);
    QEventLoop loop;
    QTimer look;
    const QDeadlineTimer deadline(longestMs);
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (isDone() || deadline.hasExpired())
            loop.quit();
    });
    look.start(kLookAgain);
    if (!isDone())
        loop.exec();
}

/// Whether every node has said something of itself.
bool isReported(const LabPicture &lab)
{
    return !lab.nodes.empty() && std::all_of(lab.nodes.begin(), lab.nodes.end(), [](const auto &node) {
        return node.second.state != State::Changing || !node.second.pods.empty();
    });
}

/// Panels work in other threads, and ask the lab; what they found comes as events, and one answer may ask the
/// next question.
void waitForPanels(MainWindow &window)
{
    constexpr int kQuietRounds = 3;
    for (int quiet = 0; quiet < kQuietRounds;) {
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
        if (window.lab().isAsking())
            waitFor([&] { return !window.lab().isAsking(); }, kLongestProofMs);
        quiet =
            QThreadPool::globalInstance()->activeThreadCount() > 0 || window.lab().isAsking() ? 0 : quiet + 1;
    }
}

} // namespace

Status renderWindow(const CommandLine &line)
{
    const auto ending = QFileInfo(line.renderFile).suffix().toLower();
    if (ending != QLatin1String("png") && ending != QLatin1String("svg") && ending != QLatin1String("pdf"))
        return fail(Errc::InvalidArgument, "render-ending",
                    "cannot draw into %1: its name ends in .png, .svg or .pdf",
                    {line.renderFile.toStdString()});
    MainWindow window(true);
    if (auto opened = window.document().openNow(line.paths); !opened)
        return opened;
    if (!line.view.isEmpty() && !window.showLens(line.view))
        return fail(Errc::InvalidArgument, "no-such-lens", "there is no view \"%1\" of this design",
                    {line.view.toStdString()});
    if (auto chosen = showWhat(window, line); !chosen)
        return chosen;
    window.resize(line.size);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    static const QStringList tables{QStringLiteral("reachability"), QStringLiteral("explain"),
                                    QStringLiteral("routes"), QStringLiteral("table")};
    if (tables.contains(window.panels().current()))
        window.giveRoomBelow();
    // What is known of a lab that runs belongs into the picture.
    waitFor([&] { return window.lab().hasLooked() && !window.labState().picture().name.empty(); });
    if (window.lab().hasLab())
        waitFor([&] { return isReported(window.labState().picture()); });
    if (window.lab().hasLab() && line.wantsProof)
        window.lab().verify();
    waitFor([&] { return !window.lab().isBusy(); }, kLongestProofMs);
    waitForPanels(window);
    window.canvas().fit();
    giveRoom(window);
    QApplication::processEvents();
    const auto bytes = ending == QLatin1String("png") ? asPng(window, line.scale)
                     : ending == QLatin1String("svg") ? asSvg(window)
                                                      : asPdf(window);
    if (auto written =
            replaceFile(line.renderFile.toStdString(), std::string_view(bytes.data(), bytes.size()));
        !written)
        return wrap(std::move(written).error(), "draw into " + line.renderFile.toStdString());
    return {};
}

} // namespace podloom::app
