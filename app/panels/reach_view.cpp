#include "app/panels/reach_view.h"

#include "app/panels/reach_model.h"
#include "app/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <climits>
#include <iterator>

namespace podloom::app {

namespace {

constexpr int kCellSize = 24;
constexpr int kSmallestCell = 8;
constexpr int kLargestCell = 40;
constexpr int kSmallestNamedCell = 14; ///< below it names would overlap
constexpr int kLargestName = 190;
constexpr int kLeastName = 48; ///< of columns, where there is little height
constexpr int kHeadLine = 20;  ///< names of namespaces above columns
constexpr int kHeadInset = 5;
constexpr int kGap = 10;

QColor washOf(QColor color, qreal opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

void paintTick(QPainter &painter, QPointF centre, qreal size)
{
    const QPointF points[]{centre + QPointF(-0.5, 0.02) * size, centre + QPointF(-0.12, 0.38) * size,
                           centre + QPointF(0.5, -0.36) * size};
    painter.drawPolyline(points, 3);
}

void paintCross(QPainter &painter, QPointF centre, qreal size)
{
    const QPointF reach(size * 0.38, size * 0.38);
    const QPointF across(reach.x(), -reach.y());
    painter.drawLine(centre - reach, centre + reach);
    painter.drawLine(centre - across, centre + across);
}

/// Gained points up, lost points down.
void paintWedge(QPainter &painter, QPointF centre, qreal size, bool isUp)
{
    const auto way = isUp ? -size : size;
    const QPointF points[]{centre + QPointF(-size, -way * 0.8), centre + QPointF(size, -way * 0.8),
                           centre + QPointF(0, way)};
    painter.drawPolygon(points, 3);
}

/// The sign of a cell that does not know all of its pairs.
void paintCorner(QPainter &painter, const QRectF &cell, const QColor &color)
{
    const qreal side = std::max(3.0, cell.width() * 0.28);
    const QPointF points[]{cell.bottomRight(), cell.bottomRight() - QPointF(side, 0),
                           cell.bottomRight() - QPointF(0, side)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(points, 3);
}

/// A cell without a comparison.
void paintVerdict(QPainter &painter, int verdict, const QRectF &cell, qreal radius, qreal sign)
{
    const auto &palette = colors();
    if (verdict == ReachModel::Allowed) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.up);
        painter.drawRoundedRect(cell, radius, radius);
        painter.setPen(
            QPen(palette.onState, std::max(1.0, sign * 0.2), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        paintTick(painter, cell.center(), sign);
    } else if (verdict == ReachModel::NoWay) {
        painter.setPen(QPen(palette.changing, std::max(1.0, sign * 0.14), Qt::DashLine));
        painter.setBrush(washOf(palette.changing, 0.12));
        painter.drawRoundedRect(cell, radius, radius);
        painter.setPen(QPen(palette.changing, std::max(1.0, sign * 0.2), Qt::SolidLine, Qt::RoundCap));
        paintTick(painter, cell.center(), sign);
    } else if (verdict == ReachModel::Partly) {
        painter.setPen(QPen(palette.up, std::max(1.0, sign * 0.14)));
        painter.setBrush(washOf(palette.up, 0.12));
        painter.drawRoundedRect(cell, radius, radius);
        painter.setBrush(palette.up);
        painter.drawPie(QRectF(cell.center() - QPointF(sign, sign) * 0.5, QSizeF(sign, sign)), 90 * 16,
                        180 * 16);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(cell.center(), sign * 0.5, sign * 0.5);
    } else if (verdict == ReachModel::Denied) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(washOf(palette.down, 0.07));
        painter.drawRoundedRect(cell, radius, radius);
        painter.setPen(
            QPen(washOf(palette.down, 0.6), std::max(1.0, sign * 0.14), Qt::SolidLine, Qt::RoundCap));
        paintCross(painter, cell.center(), sign * 0.8);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.hairline);
        painter.drawEllipse(cell.center(), sign * 0.22, sign * 0.22);
    }
}

} // namespace

void ReachDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto verdict = index.data(ReachModel::VerdictRole).toInt();
    const auto &palette = colors();
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF cell = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const qreal radius = cell.width() >= 16 ? 4 : 1;
    const qreal sign = cell.width() * 0.4;
    const auto &answer = static_cast<const ReachModel *>(index.model())->answer();
    const bool isComparing = answer && answer->other;
    const auto change = static_cast<ReachAnswer::Change>(index.data(ReachModel::ChangeRole).toInt());
    if (change != ReachAnswer::Change::None) {
        const bool isGain = change == ReachAnswer::Change::Gained;
        painter->setPen(Qt::NoPen);
        painter->setBrush(isGain ? palette.up : palette.down);
        painter->drawRoundedRect(cell, radius, radius);
        painter->setBrush(palette.onState);
        paintWedge(*painter, cell.center(), sign * 0.6, isGain);
    } else if (isComparing && verdict != ReachModel::Self) {
        // What is as it was steps back.
        const auto pen = verdict == ReachModel::Allowed ? washOf(palette.up, 0.7)
                       : verdict == ReachModel::NoWay   ? palette.changing
                                                        : palette.hairline;
        painter->setPen(QPen(pen, std::max(1.0, sign * 0.16), Qt::SolidLine, Qt::RoundCap));
        painter->setBrush(Qt::NoBrush);
        if (verdict == ReachModel::Partly)
            painter->drawEllipse(cell.center(), sign * 0.5, sign * 0.5);
        else if (verdict != ReachModel::Denied)
            paintTick(*painter, cell.center(), sign);
        else
            paintCross(*painter, cell.center(), sign * 0.8);
    } else {
        paintVerdict(*painter, verdict, cell, radius, sign);
    }
    if (index.data(ReachModel::IsSampledRole).toBool())
        paintCorner(*painter, cell, change != ReachAnswer::Change::None ? palette.onState : palette.text);
    if (isChosen || isHovered) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(isChosen ? palette.accent : palette.text, 1.6));
        painter->drawRoundedRect(cell, radius, radius);
    }
    painter->restore();
}

ReachHeader::ReachHeader(Qt::Orientation orientation, QWidget *parent) : QHeaderView(orientation, parent)
{
    setSectionResizeMode(Fixed);
    setMinimumSectionSize(kSmallestCell);
    setDefaultSectionSize(kCellSize);
    setHighlightSections(false);
    setSectionsClickable(false);
}

void ReachHeader::setHovered(int section)
{
    if (section == m_hovered)
        return;
    m_hovered = section;
    viewport()->update();
}

int ReachHeader::nameExtent() const
{
    const QFontMetrics metrics(app::font(TextRole::Small));
    int widest = 40;
    const int sections = std::min(count(), 400); // more than fit on any screen; longer names are elided
    for (int section = 0; section < sections; ++section)
        widest = std::max(widest,
                          metrics.horizontalAdvance(model()->headerData(section, orientation()).toString()));
    return std::min(widest, kLargestName) + kGap;
}

void ReachHeader::reset()
{
    measure();
    QHeaderView::reset();
}

void ReachHeader::measure()
{
    findHeads();
    const QFontMetrics metrics(app::font(TextRole::Tiny));
    int widest = 0;
    int lines = 1;
    // Each on the upper line where the one before leaves room there; the last has all the room there is.
    std::array<int, 2> taken{0, 0}; // pixels, by line
    for (std::size_t at = 0; at < m_heads.size(); ++at) {
        auto &head = m_heads[at];
        const int width = metrics.horizontalAdvance(head.name) + 2 * kHeadInset;
        widest = std::max(widest, metrics.horizontalAdvance(head.name));
        const int begin = head.first * defaultSectionSize();
        head.line = isRows() || taken[0] <= begin ? 0 : 1;
        taken[static_cast<std::size_t>(head.line)] = begin + width;
        lines = std::max(lines, head.line + 1);
    }
    // A name of the lower line ends where the next namespace begins, one of the upper line at the next there.
    int end = INT_MAX / kLargestCell; // the last one as far as there is room
    for (auto head = m_heads.rbegin(); head != m_heads.rend(); ++head) {
        head->end = head->line == 0 || head == m_heads.rbegin() ? end : std::prev(head)->first;
        if (head->line == 0)
            end = head->first;
    }
    m_groupExtent = isRows() ? std::min(widest, kLargestName) + 14 + kGap : 2 + lines * kHeadLine;
}

/// By the model: sections are counted later than it is reset.
void ReachHeader::findHeads()
{
    m_heads.clear();
    const int sections = !model() ? 0 : isRows() ? model()->rowCount() : model()->columnCount();
    for (int section = 0; section < sections; ++section) {
        if (model()->headerData(section, orientation(), ReachModel::IsFirstOfGroupRole).toBool())
            m_heads.push_back(
                {model()->headerData(section, orientation(), ReachModel::GroupRole).toString(), section});
    }
}

QSize ReachHeader::sizeHint() const
{
    if (!model() || count() == 0)
        return {kHeadLine, kHeadLine};
    int names = sectionSize(0) >= kSmallestNamedCell ? nameExtent() : 4;
    if (!isRows()) // cells have half of the height, however long names are
        names = std::min(names, std::max(kLeastName, parentWidget()->height() / 2 - m_groupExtent));
    const int extent = m_groupExtent + names;
    return isRows() ? QSize(extent, 0) : QSize(0, extent);
}

void ReachHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    if (sectionSize(section) < kSmallestNamedCell)
        return;
    const auto text = model()->headerData(section, orientation()).toString();
    const bool isHovered = section == m_hovered;
    auto face = app::font(TextRole::Small);
    if (isHovered)
        face.setWeight(QFont::DemiBold);
    painter->save();
    painter->setFont(face);
    painter->setPen(isHovered ? colors().text : colors().dim);
    const int room = (isRows() ? rect.width() : rect.height()) - m_groupExtent - kGap / 2;
    const auto elided = QFontMetrics(face).elidedText(text, Qt::ElideMiddle, room);
    if (isRows()) {
        painter->drawText(rect.adjusted(0, 0, -kGap / 2, 0), Qt::AlignRight | Qt::AlignVCenter, elided);
    } else { // read from below upwards
        painter->translate(rect.left(), rect.bottom() - kGap / 2);
        painter->rotate(-90);
        painter->drawText(QRect(0, 0, room, rect.width()), Qt::AlignLeft | Qt::AlignVCenter, elided);
    }
    painter->restore();
}

/// `begin` and `end`: pixels from where the namespace is in sight to where the room for its name ends.
void ReachHeader::paintHead(QPainter &painter, const Head &head, int begin, int end) const
{
    const int top = 2 + head.line * kHeadLine;
    painter.setPen(QPen(colors().hairline, 1));
    if (isRows())
        painter.drawLine(10, begin, width(), begin);
    else
        painter.drawLine(begin, top + 2, begin, height());
    const auto face = app::font(TextRole::Tiny);
    const int from = std::max(begin, 0) + (isRows() ? 0 : kHeadInset);
    const int room = std::min(end, isRows() ? height() : width()) - from;
    const QFontMetrics metrics(face);
    if (room < (isRows() ? metrics.height() : 18))
        return;
    painter.setFont(face);
    painter.setPen(colors().text);
    const int extent = isRows() ? m_groupExtent - kGap : room;
    const auto elided = metrics.elidedText(head.name, Qt::ElideRight, extent);
    const QRect box = isRows() ? QRect(14, from, extent, std::min(room, sectionSize(0) + 1))
                               : QRect(from, top, extent, kHeadLine);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, elided);
}

void ReachHeader::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), colors().panel);
    if (m_heads.empty())
        return;
    const int extent = isRows() ? height() : width();
    const int size = defaultSectionSize();
    const int first = std::max(0, visualIndexAt(0));
    const auto placeOf = [&](int section) { return section * size - offset(); };
    for (int section = first; section < count() && placeOf(section) < extent; ++section) {
        const QRect box =
            isRows() ? QRect(0, placeOf(section), width(), size) : QRect(placeOf(section), 0, size, height());
        paintSection(&painter, box, section);
    }
    auto head = std::upper_bound(m_heads.begin(), m_heads.end(), first,
                                 [](int section, const Head &each) { return section < each.first; });
    for (head = std::prev(head); head != m_heads.end() && placeOf(head->first) < extent; ++head)
        paintHead(painter, *head, placeOf(head->first), placeOf(head->end));
}

ReachView::ReachView(ReachModel *model, QWidget *parent)
    : QTableView(parent),
      m_rows(new ReachHeader(Qt::Vertical, this)),
      m_columns(new ReachHeader(Qt::Horizontal, this))
{
    setVerticalHeader(m_rows);
    setHorizontalHeader(m_columns);
    setItemDelegate(new ReachDelegate(this));
    setModel(model);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    connect(this, &QTableView::clicked, this, &ReachView::chosen);
}

void ReachView::hover(const QModelIndex &index)
{
    m_rows->setHovered(index.row());
    m_columns->setHovered(index.column());
    emit hovered(index);
}

void ReachView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    hover(indexAt(event->position().toPoint()));
}

void ReachView::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    hover({});
}

void ReachView::setCellSize(int pixels)
{
    const int size = std::clamp(pixels, kSmallestCell, kLargestCell);
    m_rows->setDefaultSectionSize(size);
    m_columns->setDefaultSectionSize(size);
    m_rows->measure();
    m_columns->measure();
    updateGeometries();
}

void ReachView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QTableView::wheelEvent(event);
        return;
    }
    setCellSize(m_rows->defaultSectionSize() + (event->angleDelta().y() > 0 ? 2 : -2));
    event->accept();
}

void ReachView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        emit chosen(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void ReachView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    QTableView::changeEvent(event);
}

} // namespace podloom::app
