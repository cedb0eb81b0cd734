#include "app/panels/fact_list.h"

#include "app/theme/state_mark.h"
#include "app/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QToolTip>

namespace podloom::app {

namespace {

constexpr int kPadding = 14;
constexpr int kMarkWidth = 22;
constexpr int kLineHeight = 28;
constexpr int kTwoLines = 42;
constexpr int kNextLine = 17; ///< from one line of a long text to the next
constexpr int kEndGap = 16;   ///< between a text and what stands at the right end
constexpr int kWideEnd = 220; ///< hardly a link is wider

void drawElided(QPainter &painter, const QRect &box, const QFont &font, const QColor &color,
                const QString &text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
{
    painter.setFont(font);
    painter.setPen(color);
    const auto elided = QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width());
    painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine, elided);
}

/// `text` in at most `most` lines; the last one is cut where it has no room.
QStringList linesOf(const QString &text, const QFont &font, int width, int most)
{
    const QFontMetrics metrics(font);
    if (most == 1 || metrics.horizontalAdvance(text) <= width)
        return {metrics.elidedText(text, Qt::ElideRight, width)};
    QStringList out;
    QTextLayout layout(text, font);
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrapping);
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (out.size() + 1 == most) {
            out << metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, width);
            break;
        }
        out << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return out;
}

QFont subFont(const QModelIndex &index)
{
    return font(index.data(IsMonoRole).toBool() ? TextRole::MonoSmall : TextRole::Small);
}

QString endOf(const QModelIndex &index)
{
    const auto link = index.data(LinkRole).toString();
    return link.isEmpty() ? index.data(NoteRole).toString() : link;
}

int wholeWidth(const QString &end)
{
    return QFontMetrics(font(TextRole::Small)).horizontalAdvance(end) + 4;
}

int endWidth(const QString &end, int room)
{
    return std::min(wholeWidth(end), room / 2);
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
    const auto width = endWidth(link, box.width());
    return {box.right() - width, row.top(), width, row.height()};
}

int FactDelegate::startOfText(const QModelIndex &index) const
{
    return kPadding + m_leadWidth + (index.data(MarkRole).isValid() ? kMarkWidth : 0);
}

/// For the text of a row, between what stands before and behind it.
int FactDelegate::textRoom(int rowWidth, const QModelIndex &index) const
{
    const auto room = rowWidth - startOfText(index) - kPadding;
    if (m_isEndReserved)
        return room - std::max(std::min(kWideEnd, room / 3), std::min(m_widestEnd, room / 2)) - kEndGap;
    const auto end = endOf(index);
    return end.isEmpty() ? room : room - endWidth(end, room) - kEndGap;
}

QStringList FactDelegate::subLines(int rowWidth, const QModelIndex &index) const
{
    const auto sub = index.data(SubRole).toString();
    if (sub.isEmpty())
        return {};
    return linesOf(sub, subFont(index), rowWidth - startOfText(index) - kPadding, m_mostLines);
}

QSize FactDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool hasSub = !index.data(SubRole).toString().isEmpty();
    const int height = hasSub ? kTwoLines : kLineHeight;
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (m_mostLines == 1 || view == nullptr || index.data(IsHeadRole).toBool())
        return {120, height};
    const auto width = view->viewport()->width();
    const auto more = hasSub ? static_cast<int>(subLines(width, index).size()) - 1 : 0;
    const auto text = index.data(Qt::DisplayRole).toString();
    const auto face = font(TextRole::Body);
    const auto lines = static_cast<int>(linesOf(text, face, textRoom(width, index), m_mostLines).size());
    return {120, height + (lines - 1 + more) * kNextLine};
}

void FactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto text = index.data(Qt::DisplayRole).toString();
    auto box = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    if (index.data(IsHeadRole).toBool()) {
        // Names stand there: they stay as they are written.
        auto face = font(TextRole::Small);
        face.setWeight(QFont::DemiBold);
        drawElided(*painter, box.adjusted(0, 6, 0, 0), face, colors().dim, text);
        painter->restore();
        return;
    }
    drawGround(*painter, option);
    const auto sub = index.data(SubRole).toString();
    const QRect first(box.left(), box.top() + (sub.isEmpty() ? 0 : 3), box.width(),
                      sub.isEmpty() ? kLineHeight : 20);
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
    if (const auto end = endOf(index); !end.isEmpty()) {
        const auto &palette = colors();
        const auto color = !index.data(LinkRole).toString().isEmpty() ? palette.accent
                         : index.data(IsWarningRole).toBool()         ? palette.changing
                                                                      : palette.dim;
        const auto width = endWidth(end, line.width());
        m_widestEnd = std::max(m_widestEnd, wholeWidth(end));
        drawElided(*painter, {line.right() - width, line.top(), width, line.height()}, font(TextRole::Small),
                   color, end, Qt::AlignRight | Qt::AlignVCenter);
        line.setRight(line.right() - width - kEndGap);
    }
    const auto lines = linesOf(text, font(TextRole::Body), textRoom(option.rect.width(), index), m_mostLines);
    for (const auto &each : lines) {
        drawElided(*painter, line, font(TextRole::Body), colors().text, each);
        line.translate(0, kNextLine);
    }
    auto top = first.bottom() + static_cast<int>(lines.size() - 1) * kNextLine;
    for (const auto &each : subLines(option.rect.width(), index)) {
        drawElided(*painter, {line.left(), top, box.right() - line.left(), kNextLine}, subFont(index),
                   colors().dim, each);
        top += kNextLine;
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
    if (const auto end = endOf(index); !end.isEmpty())
        text += QLatin1Char('\n') + end;
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

void FactList::setMostLines(int lines)
{
    m_delegate->setMostLines(lines);
    setResizeMode(lines > 1 ? QListView::Adjust : QListView::Fixed);
}

void FactList::paintEvent(QPaintEvent *event)
{
    const auto before = m_delegate->widestEnd();
    QListView::paintEvent(event);
    if (m_delegate->isEndReserved() && m_delegate->widestEnd() > before)
        scheduleDelayedItemsLayout(); // texts have less room from now on
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
