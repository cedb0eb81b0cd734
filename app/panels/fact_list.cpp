#include "app/panels/fact_list.h"

#include "app/theme/state_mark.h"
#include "app/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace podloom::app {

namespace {

constexpr int kPadding = 14;
constexpr int kMarkWidth = 22;
constexpr int kLineHeight = 28;
constexpr int kTwoLines = 42;

void drawElided(QPainter &painter, const QRect &box, const QFont &font, const QColor &color,
                const QString &text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
{
    painter.setFont(font);
    painter.setPen(color);
    const auto elided = QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width());
    painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine, elided);
}

void drawGround(QPainter &painter, const QStyleOptionViewItem &option)
{
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (!isChosen && !isHovered)
        return;
    QPainterPath path;
    path.addRoundedRect(QRectF(option.rect).adjusted(6, 1, -6, -1), 6, 6);
    painter.fillPath(path, isChosen ? colors().accentWash : colors().hover);
}

} // namespace

QRect FactDelegate::linkRect(const QRect &row, const QModelIndex &index)
{
    const auto link = index.data(LinkRole).toString();
    if (link.isEmpty())
        return {};
    const auto box = row.adjusted(kPadding, 0, -kPadding, 0);
    const auto width =
        std::min(QFontMetrics(font(TextRole::Small)).horizontalAdvance(link) + 4, box.width() / 2);
    return {box.right() - width, row.top(), width, row.height()};
}

QSize FactDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool hasSub = !index.data(SubRole).toString().isEmpty();
    return {120, hasSub ? kTwoLines : kLineHeight};
}

void FactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto text = index.data(Qt::DisplayRole).toString();
    auto box = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    if (index.data(IsHeadRole).toBool()) {
        drawElided(*painter, box.adjusted(0, 6, 0, 0), font(TextRole::Section), colors().dim, text);
        painter->restore();
        return;
    }
    drawGround(*painter, option);
    const auto sub = index.data(SubRole).toString();
    const QRect first(box.left(), box.top() + (sub.isEmpty() ? 0 : 3), box.width(),
                      sub.isEmpty() ? box.height() : 20);
    auto line = first;
    if (const auto mark = index.data(MarkRole); mark.isValid()) {
        paintState(*painter, QPointF(line.left() + 6, line.center().y() + 0.5), 9, mark.value<State>());
        line.setLeft(line.left() + kMarkWidth);
    }
    if (m_leadWidth > 0) {
        drawElided(*painter, {line.left(), line.top(), m_leadWidth - 8, line.height()}, font(TextRole::Small),
                   colors().dim, index.data(LeadRole).toString());
        line.setLeft(line.left() + m_leadWidth);
    }
    const auto link = index.data(LinkRole).toString();
    if (const auto end = link.isEmpty() ? index.data(NoteRole).toString() : link; !end.isEmpty()) {
        const auto &palette = colors();
        const auto color = !link.isEmpty()                    ? palette.accent
                         : index.data(IsWarningRole).toBool() ? palette.changing
                                                              : palette.dim;
        const auto width =
            std::min(QFontMetrics(font(TextRole::Small)).horizontalAdvance(end) + 4, line.width() / 2);
        drawElided(*painter, {line.right() - width, line.top(), width, line.height()}, font(TextRole::Small),
                   color, end, Qt::AlignRight | Qt::AlignVCenter);
        line.setRight(line.right() - width - 16);
    }
    drawElided(*painter, line, font(TextRole::Body), colors().text, text);
    if (!sub.isEmpty()) {
        const auto role = index.data(IsMonoRole).toBool() ? TextRole::MonoSmall : TextRole::Small;
        drawElided(*painter, {line.left(), first.bottom(), box.right() - line.left(), 17}, font(role),
                   colors().dim, sub);
    }
    painter->restore();
}

bool FactDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    // What may be cut off is told in whole.
    auto text = index.data(Qt::DisplayRole).toString();
    if (const auto sub = index.data(SubRole).toString(); !sub.isEmpty())
        text += QLatin1Char('\n') + sub;
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

FactList::FactList(QWidget *parent) : QListView(parent), m_delegate(new FactDelegate(this))
{
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(false);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(IsHeadRole).toBool())
            return;
        const bool isAct = index.data(IsActionRole).toBool()
                        && FactDelegate::linkRect(visualRect(index), index).contains(m_pressed);
        if (isAct)
            emit acted(index);
        else
            emit chosen(index);
    });
}

void FactList::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position().toPoint();
    QListView::mousePressEvent(event);
}

void FactList::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid() && !currentIndex().data(IsHeadRole).toBool()) {
        const bool isAct = event->modifiers().testFlag(Qt::AltModifier);
        if (!isAct)
            emit chosen(currentIndex());
        else if (currentIndex().data(IsActionRole).toBool())
            emit acted(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void FactList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    QListView::changeEvent(event);
}

} // namespace podloom::app
