#include "app/canvas/arrow_item.h"

#include "app/canvas/canvas_item.h"
#include "app/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace podloom::app {

namespace {

constexpr qreal kFaded = 0.22;
constexpr qreal kMark = 15;

QColor colorOf(const PolicyArrow &arrow)
{
    return arrow.isAllowed ? colors().up : colors().down;
}

QFont portFont()
{
    auto out = app::font(TextRole::Tiny);
    out.setWeight(QFont::DemiBold);
    return out;
}

} // namespace

void paintVerdict(QPainter &painter, QPointF at, bool isAllowed)
{
    const auto &theme = colors();
    painter.setPen(QPen(theme.panel, 1.5));
    painter.setBrush(isAllowed ? theme.up : theme.down);
    painter.drawEllipse(at, kMark / 2, kMark / 2);
    painter.setPen(QPen(theme.onState, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (isAllowed) {
        painter.drawPolyline(
            QPolygonF({at + QPointF(-3.2, 0.2), at + QPointF(-0.9, 2.6), at + QPointF(3.4, -2.4)}));
        return;
    }
    painter.drawLine(at + QPointF(-2.6, -2.6), at + QPointF(2.6, 2.6));
    painter.drawLine(at + QPointF(-2.6, 2.6), at + QPointF(2.6, -2.6));
}

ArrowItem::ArrowItem(PolicyArrow arrow, bool isTargetGated, bool isSourceGated, const QString &words)
    : m_arrow(std::move(arrow)),
      m_isTargetGated(isTargetGated),
      m_isSourceGated(isSourceGated)
{
    setZValue(1);
    setFlag(ItemIsSelectable);
    setToolTip(words);
    measure();
}

void ArrowItem::setArrow(PolicyArrow arrow)
{
    prepareGeometryChange();
    m_arrow = std::move(arrow);
    measure();
}

void ArrowItem::setFaded(bool isFaded)
{
    if (m_isFaded == isFaded)
        return;
    m_isFaded = isFaded;
    update();
}

void ArrowItem::measure()
{
    const auto &points = m_arrow.path;
    m_path = QPainterPath(points.front());
    for (std::size_t index = 1; index + 2 < points.size(); index += 3)
        m_path.cubicTo(points[index], points[index + 1], points[index + 2]);
    const auto label = QFontMetricsF(portFont()).horizontalAdvance(m_arrow.ports) / 2 + 14;
    m_bounds = m_path.boundingRect()
                   .united(QRectF(m_arrow.label - QPointF(label, 14), m_arrow.label + QPointF(label, 14)))
                   .adjusted(-14, -14, 14, 14);
}

QPainterPath ArrowItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    return stroker.createStroke(m_path);
}

void ArrowItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(m_isFaded ? kFaded : 1);
    QPen pen(isSelected() ? colors().accent : colorOf(m_arrow), isSelected() ? 2.6 : 1.8, Qt::SolidLine,
             Qt::FlatCap);
    if (!m_arrow.isAllowed) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({4, 2.5});
    }
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_path);
}

ArrowMarks::ArrowMarks(ArrowItem &arrow) : m_item(arrow)
{
    setZValue(3);
    setAcceptedMouseButtons(Qt::NoButton);
}

QRectF ArrowMarks::boundingRect() const
{
    return m_item.boundingRect();
}

void ArrowMarks::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kDetailZoom / 1.5)
        return;
    const auto &arrow = m_item.arrow();
    const auto &theme = colors();
    const auto color = colorOf(arrow);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(m_item.isFaded() ? kFaded : 1);

    const auto tip = arrow.path.back() - QPointF(m_item.isTargetGated() ? 10 : 1, 0);
    painter->setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(QPolygonF({tip + QPointF(-7, -5), tip, tip + QPointF(-7, 5)}));

    // One that steps back has no words: the line would cross them out. From far away nobody could read them.
    if (!m_item.isFaded() && zoom >= kDetailZoom) {
        const auto face = readable(portFont(), zoom);
        const QFontMetricsF metrics(face);
        QRectF box(0, 0, metrics.horizontalAdvance(arrow.ports) + 14, metrics.height() + 4);
        box.moveCenter(arrow.label);
        painter->setPen(QPen(theme.hairline, 1));
        painter->setBrush(theme.panel);
        painter->drawRoundedRect(box, 5, 5);
        paintText(*painter, box, arrow.ports, face, color, Qt::AlignCenter);
    }

    // The mark stands on the gate that decides.
    const bool isAtSource = arrow.isAllowed ? !m_item.isTargetGated() : arrow.isStoppedAtSource;
    if (m_item.isTargetGated() || m_item.isSourceGated())
        paintVerdict(*painter, isAtSource ? arrow.path.front() : arrow.path.back(), arrow.isAllowed);
}

} // namespace podloom::app
