#include "app/main/render.h"

#include "app/canvas/canvas_view.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/panels/lab_controller.h"
#include "core/os/files.h"

#include <QApplication>
#include <QBuffer>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QThreadPool>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr int kLongestWaitMs = 10'000;
constexpr int kLongestProofMs = 120'000;

QByteArray asPng(MainWindow &window, qreal scale)
{
    QImage image(window.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    window.render(&painter);
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
    window.render(&painter);
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
    window.render(&painter);
    painter.end();
    return bytes;
}

std::optional<Selection::Question> questionOf(const QString &text)
{
    const auto parts = text.split(QLatin1Char(','));
    if (parts.size() != 3)
        return std::nullopt;
    const auto protocol = parts[2].section(QLatin1Char('/'), 1);
    Selection::Question question{parts[0].toStdString(), parts[1].toStdString(), {}};
    bool isNumber = false;
    question.traffic.port = parts[2].section(QLatin1Char('/'), 0, 0).toUShort(&isNumber);
    const auto known = protocol.isEmpty() ? Protocol::Tcp : parseProtocol(protocol.toStdString());
    if (!isNumber || !known)
        return std::nullopt;
    question.traffic.protocol = *known;
    return question;
}

/// Runs the event loop until `isDone`, or for as long as a picture may wait.
template <class Condition>
void waitFor(Condition isDone, int longestMs = kLongestWaitMs)
{
    QElapsedTimer timer;
    timer.start();
    while (!isDone() && timer.elapsed() < longestMs)
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
}

/// Whether every node has said something of itself.
bool isReported(const LabPicture &lab)
{
    return !lab.nodes.empty() && std::all_of(lab.nodes.begin(), lab.nodes.end(), [](const auto &node) {
        return node.second.state != State::Changing || !node.second.pods.empty();
    });
}

/// What --select, --panel and --ask say.
Status choose(MainWindow &window, const CommandLine &line)
{
    if (!line.panel.isEmpty())
        window.panels().raise(line.panel);
    if (!line.ask.isEmpty()) {
        const auto question = questionOf(line.ask);
        if (!question)
            return fail(
                Errc::InvalidArgument, "ask-syntax",
                "--ask is FROM,TO,PORT or FROM,TO,PORT/PROTOCOL (web/frontend-0,app/cart-0,7070), not \"%1\"",
                {line.ask.toStdString()});
        window.selection().ask(*question);
    }
    if (line.select.isEmpty())
        return {};
    auto ids = window.document().snapshot()->objects();
    for (const auto &pod : window.document().analysis()->placed.pods)
        ids.push_back(pod.meta.id);
    const auto wanted = line.select.toStdString();
    for (const auto &id : ids) {
        auto withoutGroup = id;
        withoutGroup.group.clear();
        if (id.toString() == wanted || withoutGroup.toString() == wanted) {
            window.selection().select(id);
            return {};
        }
    }
    return fail(Errc::NotFound, "no-such-object", "there is no object %1 in the design", {wanted});
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
    if (auto chosen = choose(window, line); !chosen)
        return chosen;
    window.resize(line.size);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    // What is known of a lab that runs belongs into the picture.
    waitFor([&] { return window.lab().hasLooked(); });
    if (window.lab().hasLab())
        waitFor([&] { return isReported(window.labState().picture()); });
    if (window.lab().hasLab() && line.wantsProof) {
        window.lab().verify();
        waitFor([&] { return !window.lab().isBusy(); }, kLongestProofMs);
    }
    // Panels work in other threads; what they found comes as events.
    QThreadPool::globalInstance()->waitForDone();
    QApplication::processEvents();
    window.canvas().fit();
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
