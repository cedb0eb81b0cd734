#include "app/main/render.h"

#include "app/canvas/canvas_view.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "core/os/files.h"

#include <QApplication>
#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace podloom::app {

namespace {

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

/// What --select and --panel say.
Status choose(MainWindow &window, const CommandLine &line)
{
    if (!line.panel.isEmpty())
        window.panels().raise(line.panel);
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
