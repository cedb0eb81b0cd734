#include "app/canvas/drawing_sheet.h"

#include "app/canvas/arrow_item.h"
#include "app/canvas/canvas_scene.h"
#include "app/canvas/policy_scene.h"
#include "app/document/document.h"
#include "app/theme/state_mark.h"
#include "app/theme/theme.h"
#include "core/os/files.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QTextDocument>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>

namespace podloom::app {

namespace {

constexpr qreal kMargin = 32;
constexpr qreal kLegend = 44;
constexpr qreal kLeastWidth = 900;
constexpr qreal kScale = 2; ///< pixels of a PNG per pixel of the drawing
constexpr int kDotsPerInch = 96;

QString words(const char *text)
{
    return QCoreApplication::translate("podloom::app::ExportDrawing", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString row(const QStringList &cells, const char *tag = "td")
{
    QString out = QStringLiteral("<tr>");
    for (const auto &cell : cells)
        out += QStringLiteral("<%1>%2</%1>").arg(QLatin1String(tag), cell);
    return out + QStringLiteral("</tr>");
}

QString headed(const QString &title, const QStringList &head, const QStringList &rows)
{
    if (rows.isEmpty())
        return {};
    return QStringLiteral(
               "<h3>%1</h3><table cellspacing='0' cellpadding='4' border='1' width='100%'>%2%3</table>")
        .arg(title, row(head, "th"), rows.join(QString()));
}

/// A sheet is light, whatever the theme of the window.
class PaperColors {
public:
    PaperColors() { setCurrentTheme(ThemeKind::Light); }
    ~PaperColors() { setCurrentTheme(m_before); }
    PaperColors(const PaperColors &) = delete;
    PaperColors &operator=(const PaperColors &) = delete;

private:
    ThemeKind m_before = currentTheme();
};

/// Marks, gates and shadows stand out of the cards around which a view is fitted.
QRectF drawnRect(const CanvasScene &scene)
{
    constexpr qreal kAround = 28;
    const auto rect = scene.contentRect();
    return rect.isEmpty() ? rect : rect.adjusted(-kAround, -kAround, kAround, kAround);
}

/// What signs and colours of the drawing mean, in one line.
void paintLegend(QPainter &painter, const QRectF &box, const std::vector<PoolUse> &pools, bool hasPolicies)
{
    const auto small = font(TextRole::Small);
    painter.setFont(small);
    auto x = box.left();
    const auto text = [&](const QString &word) {
        painter.setPen(colors().text);
        const auto width = QFontMetricsF(small).horizontalAdvance(word);
        painter.drawText(QRectF(x, box.top(), width + 2, box.height()), Qt::AlignVCenter, word);
        x += width + 20;
    };
    if (hasPolicies) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors().accent);
        painter.drawRoundedRect(QRectF(x, box.center().y() - 10, 9, 20), 2.5, 2.5);
        x += 16;
        text(words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "gate: only what an arrow allows")));
        for (const bool isAllowed : {true, false}) {
            paintVerdict(painter, {x + 8, box.center().y()}, isAllowed);
            x += 22;
            text(isAllowed ? words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "allowed"))
                           : words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "stopped there")));
        }
        return;
    }
    for (const auto state : {State::Up, State::Changing, State::Down, State::Unknown}) {
        paintState(painter, {x + 6, box.center().y()}, 10, state);
        x += 18;
        text(stateName(state));
    }
    for (std::size_t index = 0; index < pools.size() && x < box.right() - 120; ++index) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(poolColor(index));
        painter.drawRoundedRect(QRectF(x, box.center().y() - 6, 6, 12), 1, 1);
        x += 12;
        text(
            QString::fromStdString(pools[index].pool.meta.id.name + ' ' + pools[index].pool.cidr.toString()));
    }
}

std::unique_ptr<QTextDocument> tablesOf(const DrawingSheet &sheet, qreal width)
{
    auto tables = std::make_unique<QTextDocument>();
    tables->setDefaultFont(sheet.small);
    tables->setDefaultStyleSheet(
        QStringLiteral("body { color: %1; } table { border-color: %2; border-collapse: "
                       "collapse; } th { text-align: left; }")
            .arg(sheet.text.name(), sheet.lines.name()));
    tables->setHtml(QStringLiteral("<body>") + addressTables(*sheet.analysis) + QStringLiteral("</body>"));
    tables->setTextWidth(width);
    return tables;
}

void paintTables(QPainter &painter, QPointF at, QTextDocument &tables, const QColor &text)
{
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, text);
    painter.save();
    painter.translate(at);
    tables.documentLayout()->draw(&painter, context);
    painter.restore();
}

/// One picture of everything, one below the other.
struct Poster {
    explicit Poster(const DrawingSheet &of)
        : sheet(of),
          width(widthOf(of.size)),
          tables(tablesOf(of, width - 2 * kMargin))
    {}

    static qreal widthOf(const QSizeF &drawing)
    {
        return std::max(kLeastWidth, drawing.width()) + 2 * kMargin;
    }
    QSizeF size() const
    {
        return {width, kLegend + sheet.size.height() + kLegend + tables->size().height() + 2 * kMargin};
    }
    void paint(QPainter &painter) const
    {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(QRectF({}, size()), sheet.ground);
        auto y = kMargin / 2;
        painter.drawPicture(QPointF(kMargin, y), sheet.head);
        y += kLegend;
        painter.drawPicture(QPointF((width - sheet.size.width()) / 2, y), sheet.drawing);
        y += sheet.size.height();
        painter.drawPicture(QPointF(kMargin, y), sheet.legend);
        paintTables(painter, {kMargin, y + kLegend}, *tables, sheet.text);
    }

    const DrawingSheet &sheet;
    qreal width;
    std::unique_ptr<QTextDocument> tables;
};

QByteArray asPng(const Poster &poster, const std::stop_token &stop)
{
    constexpr qreal kMostPixels = 40e6; // a larger picture has a smaller scale
    const auto size = poster.size();
    const auto scale = std::min(kScale, std::sqrt(kMostPixels / (size.width() * size.height())));
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    poster.paint(painter);
    painter.end();
    if (stop.stop_requested())
        return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray asSvg(const Poster &poster)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(poster.size().toSize());
    generator.setViewBox(QRectF({}, poster.size()));
    generator.setTitle(poster.sheet.title);
    QPainter painter(&generator);
    poster.paint(painter);
    painter.end();
    return bytes;
}

const QPageLayout &pageLayout()
{
    static const QPageLayout layout(QPageSize(QPageSize::A4), QPageLayout::Landscape,
                                    QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter);
    return layout;
}

QByteArray asPdf(const DrawingSheet &sheet, const std::stop_token &stop)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageLayout(pageLayout());
    writer.setTitle(sheet.title);
    return printSheet(sheet, writer, stop) ? bytes : QByteArray();
}

QPicture recorded(const std::function<void(QPainter &)> &paint)
{
    QPicture picture;
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    return picture;
}

QString endingOf(const QString &path)
{
    return QFileInfo(path).suffix().toLower();
}

Failure badEnding(const QString &path)
{
    return fail(Errc::InvalidArgument, "export-ending",
                "cannot draw into %1: its name ends in .png, .svg or .pdf", {path.toStdString()});
}

} // namespace

DrawingSheet::DrawingSheet(const Document &document, CanvasScene &scene, std::optional<QSizeF> pageSize)
    : title(document.title()),
      analysis(document.analysis()),
      page(pageSize),
      size(drawnRect(scene).size()),
      small(font(TextRole::Small))
{
    const PaperColors paper;
    ground = colors().canvas;
    text = colors().text;
    lines = colors().hairline;
    const auto width = page ? page->width() : Poster::widthOf(size) - 2 * kMargin;
    const QRectF line(0, 0, width, kLegend);
    drawing =
        recorded([&](QPainter &painter) { scene.render(&painter, QRectF({}, size), drawnRect(scene)); });
    head = recorded([&](QPainter &painter) {
        painter.setFont(font(TextRole::Title));
        painter.setPen(text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
    });
    const bool hasPolicies = dynamic_cast<const PolicyScene *>(&scene) != nullptr;
    legend = recorded([&](QPainter &painter) { paintLegend(painter, line, analysis->pools, hasPolicies); });
}

Result<DrawingSheet> sheetFor(const QString &path, const Document &document, CanvasScene &scene)
{
    const auto ending = endingOf(path);
    if (ending == QLatin1String("png") || ending == QLatin1String("svg"))
        return DrawingSheet(document, scene);
    if (ending != QLatin1String("pdf"))
        return badEnding(path);
    return DrawingSheet(document, scene, QSizeF(pageLayout().paintRectPixels(kDotsPerInch).size()));
}

/// Counts of large IPv6 networks are powers of two, and nothing else is read more easily.
static QString countOf(double number)
{
    constexpr double kReadable = 1e9;
    const auto power = std::log2(number);
    if (number < kReadable)
        return QString::number(number, 'f', 0);
    return power == std::floor(power) ? QStringLiteral("2<sup>%1</sup>").arg(power)
                                      : QString::number(number, 'g', 3);
}

QString addressTables(const Analysis &analysis)
{
    QStringList pools;
    for (const auto &use : analysis.pools)
        pools << row({qs(use.pool.meta.id.name), qs(use.cluster), qs(use.pool.cidr.toString()),
                      QStringLiteral("/%1").arg(use.pool.blockSize),
                      QStringLiteral("%1 / %2").arg(countOf(use.claimedBlocks), countOf(use.blocks)),
                      QStringLiteral("%1 / %2").arg(countOf(use.usedAddresses), countOf(use.addresses))});
    std::map<std::pair<std::string, std::string>, QStringList> blocks; ///< by cluster and node
    for (const auto &block : analysis.blocks) {
        for (const auto &use : analysis.pools) {
            if (use.pool.meta.id.name == block.pool && use.pool.cidr.contains(block.cidr))
                blocks[{use.cluster, block.affinity}] << qs(block.cidr.toString());
        }
    }
    const auto addressesOf = [](const auto &addresses) {
        QStringList out;
        for (const auto &each : addresses)
            out << qs(each.toString());
        return out.join(QStringLiteral("<br>"));
    };
    QStringList nodes;
    for (const auto &node : analysis.placed.nodes)
        nodes << row({qs(node.meta.id.name), qs(node.meta.id.cluster), addressesOf(node.addresses),
                      node.asNumber ? QString::number(*node.asNumber) : QString(),
                      blocks[{node.meta.id.cluster, node.meta.id.name}].join(QStringLiteral("<br>"))});
    QStringList routers;
    for (const auto &router : analysis.placed.routers)
        routers << row(
            {qs(router.meta.id.name), addressesOf(router.addresses), QString::number(router.asNumber)});
    const auto name = words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Name"));
    const auto cluster = words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Cluster"));
    const auto addresses = words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Addresses"));
    const auto as = words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "AS"));
    return headed(words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Pools")),
                  {name, cluster, words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Network")),
                   words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Block size")),
                   words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Blocks used")),
                   words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Addresses used"))},
                  pools)
         + headed(words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Nodes")),
                  {name, cluster, addresses, as,
                   words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Blocks"))},
                  nodes)
         + headed(words(QT_TRANSLATE_NOOP("podloom::app::ExportDrawing", "Routers")), {name, addresses, as},
                  routers);
}

QSizeF pageOf(const QPagedPaintDevice &device)
{
    return QSizeF(device.width(), device.height()) * kDotsPerInch / device.logicalDpiX();
}

bool printSheet(const DrawingSheet &sheet, QPagedPaintDevice &device, const std::stop_token &stop)
{
    QPainter painter;
    if (!painter.begin(&device))
        return false;
    painter.setRenderHint(QPainter::Antialiasing);
    // In pixels of a screen, so that fonts have the size that they have there.
    const auto scale = device.logicalDpiX() / qreal(kDotsPerInch);
    painter.scale(scale, scale);
    const auto page = pageOf(device);
    painter.drawPicture(QPointF(), sheet.head);
    const QSizeF room(page.width(), page.height() - 2 * kLegend);
    const auto size = sheet.size.scaled(room, Qt::KeepAspectRatio);
    if (!sheet.size.isEmpty()) {
        painter.save();
        painter.translate((room.width() - size.width()) / 2, kLegend + (room.height() - size.height()) / 2);
        painter.scale(size.width() / sheet.size.width(), size.height() / sheet.size.height());
        painter.drawPicture(QPointF(), sheet.drawing);
        painter.restore();
    }
    painter.drawPicture(QPointF(0, page.height() - kLegend), sheet.legend);
    const auto tables = tablesOf(sheet, page.width());
    tables->setPageSize(page);
    for (int number = 0; number < tables->pageCount(); ++number) {
        if (stop.stop_requested())
            return false;
        device.newPage();
        painter.save();
        painter.translate(0, -number * page.height());
        painter.setClipRect(QRectF(0, number * page.height(), page.width(), page.height()));
        paintTables(painter, {}, *tables, sheet.text);
        painter.restore();
    }
    return painter.end();
}

Status exportSheet(const DrawingSheet &sheet, const QString &path, const std::stop_token &stop)
{
    const auto ending = endingOf(path);
    QByteArray bytes;
    if (ending == QLatin1String("png"))
        bytes = asPng(Poster(sheet), stop);
    else if (ending == QLatin1String("svg"))
        bytes = asSvg(Poster(sheet));
    else if (ending == QLatin1String("pdf"))
        bytes = asPdf(sheet, stop);
    else
        return badEnding(path);
    if (stop.stop_requested())
        return fail(Errc::Cancelled, "export-cancelled", "%1 was not written", {path.toStdString()});
    if (bytes.isEmpty())
        return fail(
            Errc::Exhausted, "export-empty",
            "there is not enough memory to draw %1: export it as .svg or .pdf, or a part of the design",
            {path.toStdString()});
    return replaceFile(path.toStdString(),
                       std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
}

} // namespace podloom::app
