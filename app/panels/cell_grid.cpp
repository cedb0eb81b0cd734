#include "app/panels/cell_grid.h"

#include "app/theme/colors.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr int kCell = 18;
constexpr int kStep = kCell + 4;
constexpr int kInset = 2;

} // namespace

CellGrid::CellGrid(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(kStep);
}

void CellGrid::setCells(std::vector<GridCell> cells, const QColor &color)
{
    m_cells = std::move(cells);
    m_color = color;
    if (m_current >= count())
        m_current = -1;
    m_hovered = -1;
    measure();
    viewport()->update();
}

void CellGrid::setCurrent(int index)
{
    m_current = index < count() ? index : -1;
    setAccessibleDescription(m_current < 0 ? QString() : m_cells[static_cast<std::size_t>(m_current)].words);
    viewport()->update();
}

int CellGrid::columns() const
{
    return std::max((viewport()->width() - kInset) / kStep, 1);
}

void CellGrid::measure()
{
    const int rows = (count() + columns() - 1) / columns();
    verticalScrollBar()->setRange(0, std::max(0, rows * kStep + kInset - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
}

QRect CellGrid::rectOf(int index) const
{
    return {kInset + index % columns() * kStep,
            kInset + index / columns() * kStep - verticalScrollBar()->value(), kCell, kCell};
}

int CellGrid::cellAt(QPoint at) const
{
    const int column = (at.x() - kInset) / kStep;
    const int row = (at.y() - kInset + verticalScrollBar()->value()) / kStep;
    const int index = row * columns() + column;
    return at.x() >= kInset && column < columns() && index >= 0 && index < count() ? index : -1;
}

void CellGrid::paintCell(QPainter &painter, int index) const
{
    const auto &cell = m_cells[static_cast<std::size_t>(index)];
    const auto &theme = colors();
    const auto box = QRectF(rectOf(index)).adjusted(0.5, 0.5, -0.5, -0.5);
    auto wash = m_color;
    wash.setAlphaF(0.22F);
    painter.setPen(QPen(
        cell.look == GridCell::Look::Empty || cell.look == GridCell::Look::Barred ? theme.hairline : m_color,
        1, cell.look == GridCell::Look::Lent ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(cell.look == GridCell::Look::Ready    ? QBrush(wash)
                     : cell.look == GridCell::Look::Barred ? QBrush(theme.dim, Qt::BDiagPattern)
                                                           : QBrush(theme.field));
    painter.drawRoundedRect(box, 3, 3);
    if (cell.look == GridCell::Look::Filled && cell.fill > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_color);
        const auto height = std::max(box.height() * std::min(cell.fill, 1.0), 3.0);
        painter.drawRoundedRect(QRectF(box.left(), box.bottom() - height, box.width(), height), 3, 3);
    }
    if (index == m_current || index == m_hovered) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(index == m_current ? theme.accent : theme.text, index == m_current ? 2 : 1));
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4);
    }
}

void CellGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), colors().panel);
    painter.setRenderHint(QPainter::Antialiasing);
    const int first = verticalScrollBar()->value() / kStep * columns();
    const int shown = (viewport()->height() / kStep + 2) * columns();
    for (int index = first; index < std::min(count(), first + shown); ++index)
        paintCell(painter, index);
}

void CellGrid::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void CellGrid::choose(int index)
{
    if (index < 0)
        return;
    setCurrent(index);
    const auto rect = rectOf(index);
    auto *bar = verticalScrollBar();
    if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top() - kInset);
    else if (rect.bottom() > viewport()->height())
        bar->setValue(bar->value() + rect.bottom() - viewport()->height() + kInset);
    emit chosen(index);
}

void CellGrid::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(cellAt(event->pos()));
}

void CellGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const auto index = cellAt(event->pos()); index >= 0)
        emit activated(index);
}

void CellGrid::mouseMoveEvent(QMouseEvent *event)
{
    const auto index = cellAt(event->pos());
    if (index == m_hovered)
        return;
    m_hovered = index;
    viewport()->setToolTip(index < 0 ? QString() : m_cells[static_cast<std::size_t>(index)].words);
    viewport()->update();
    emit hovered(index);
}

void CellGrid::leaveEvent(QEvent *event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_hovered = -1;
    viewport()->update();
    emit hovered(-1);
}

void CellGrid::keyPressEvent(QKeyEvent *event)
{
    const auto go = [this](int way) { choose(std::clamp(std::max(m_current, 0) + way, 0, count() - 1)); };
    if (count() == 0) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left: go(-1); return;
    case Qt::Key_Right: go(1); return;
    case Qt::Key_Up: go(-columns()); return;
    case Qt::Key_Down: go(columns()); return;
    case Qt::Key_Home: choose(0); return;
    case Qt::Key_End: choose(count() - 1); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            emit activated(m_current);
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void CellGrid::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

} // namespace podloom::app
