#include "app/main/pool_list.h"

#include "app/canvas/canvas_item.h"
#include "app/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace podloom::app {

namespace {

constexpr int kRow = 46;
constexpr double kNearlyFull = 0.85;

QString percent(double share)
{
    if (share > 0 && share < 0.01)
        return PoolList::tr("< 1 %");
    return PoolList::tr("%1 %").arg(qRound(share * 100));
}

} // namespace

PoolList::PoolList(Document &document, Selection &selection, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&document, &Document::analysisChanged, this, [this] {
        updateGeometry();
        update();
    });
    connect(&selection, &Selection::changed, this, qOverload<>(&QWidget::update));
}

QSize PoolList::sizeHint() const
{
    return {160, static_cast<int>(m_document.analysis()->pools.size()) * kRow};
}

int PoolList::rowAt(int y) const
{
    const auto row = y / kRow;
    return y >= 0 && row < static_cast<int>(m_document.analysis()->pools.size()) ? row : -1;
}

void PoolList::paintEvent(QPaintEvent *)
{
    const auto &theme = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &pools = m_document.analysis()->pools;
    for (std::size_t index = 0; index < pools.size(); ++index) {
        const auto &use = pools[index];
        const QRectF row(0, static_cast<double>(index) * kRow, width(), kRow);
        if (m_selection.contains(use.pool.meta.id)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.accentWash);
            painter.drawRoundedRect(row.adjusted(-2, 0, 0, -3), 6, 6);
        }
        const auto color = poolColor(index);
        const auto fill = use.fill();
        const auto fillColor = fill >= kNearlyFull ? theme.changing : color;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(4, row.top() + 4, 9, 28), 2.5, 2.5);
        paintText(painter, {21, row.top() + 2, row.width() - 21 - 52, 18},
                  QString::fromStdString(use.pool.meta.id.name), app::font(TextRole::Strong), theme.text);
        paintText(painter, {row.width() - 52, row.top() + 2, 46, 18}, percent(fill),
                  app::font(TextRole::Small), fill >= kNearlyFull ? theme.changing : theme.dim,
                  Qt::AlignRight | Qt::AlignVCenter);
        paintText(painter, {21, row.top() + 19, row.width() - 27, 16},
                  QString::fromStdString(use.pool.cidr.toString()), app::font(TextRole::MonoSmall),
                  theme.dim);
        const QRectF bar(21, row.top() + 37, row.width() - 27, 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.hairline);
        painter.drawRoundedRect(bar, 1.5, 1.5);
        painter.setBrush(fillColor);
        if (fill > 0)
            painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(bar.width() * fill, 3.0), 3)), 1.5,
                                    1.5);
    }
}

void PoolList::mousePressEvent(QMouseEvent *event)
{
    const auto row = rowAt(event->pos().y());
    if (row < 0)
        return;
    const auto &use = m_document.analysis()->pools[static_cast<std::size_t>(row)];
    // A pool that is implied stands in its Cluster.
    m_selection.select(use.isWritten ? use.pool.meta.id
                                     : ObjectId{"", "podloom.dev", "Cluster", "", use.cluster});
}

bool PoolList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto row = rowAt(help->pos().y());
        if (row >= 0) {
            const auto &use = m_document.analysis()->pools[static_cast<std::size_t>(row)];
            QToolTip::showText(help->globalPos(),
                               tr("%1 of %2 addresses used\n%3 of %4 blocks claimed")
                                   .arg(use.usedAddresses, 0, 'g', 6)
                                   .arg(use.addresses, 0, 'g', 6)
                                   .arg(use.claimedBlocks, 0, 'g', 6)
                                   .arg(use.blocks, 0, 'g', 6),
                               this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace podloom::app
