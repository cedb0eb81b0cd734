#include "app/canvas/note_item.h"

#include "app/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace podloom::app {

namespace {

constexpr qreal kWidth = 200;
constexpr qreal kInset = 10;
constexpr int kFlags = static_cast<int>(Qt::AlignLeft) | static_cast<int>(Qt::AlignTop) | Qt::TextWordWrap;

QSizeF sizeOf(const QString &text)
{
    const auto box = QFontMetricsF(font(TextRole::Body))
                         .boundingRect(QRectF(0, 0, kWidth - 2 * kInset, 4000), kFlags, text);
    return {kWidth, std::max(box.height() + 2 * kInset, 40.0)};
}

} // namespace

NoteItem::NoteItem(const Note &note) : CanvasItem({}, note.key, sizeOf(note.text)), m_text(note.text)
{
    setPos(note.at);
    setZValue(2.5);
}

void NoteItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto &theme = colors();
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kPlainZoom) {
        paintPlain(*painter, theme.accentWash);
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isSelected() ? theme.accent : theme.clusterEdge, isSelected() ? 2 : 1));
    painter->setBrush(theme.accentWash);
    painter->drawRoundedRect(card(), 8, 8);
    paintLock(*painter, 8);
    if (zoom < kDetailZoom / 1.5)
        return;
    painter->setFont(font(TextRole::Body));
    painter->setPen(theme.text);
    painter->drawText(card().adjusted(kInset, kInset, -kInset, -kInset), kFlags, m_text);
}

} // namespace podloom::app
