#include "app/main/add_tiles.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QApplication>
#include <QDrag>
#include <QGridLayout>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace podloom::app {

namespace {

QString iconOf(NewKind kind)
{
    switch (kind) {
    case NewKind::Cluster: return QStringLiteral("cluster");
    case NewKind::Node: return QStringLiteral("node");
    case NewKind::Workload: return QStringLiteral("pod");
    case NewKind::Pool: return QStringLiteral("pool");
    case NewKind::Policy: return QStringLiteral("policy");
    case NewKind::Service: return QStringLiteral("service");
    case NewKind::Router: return QStringLiteral("router");
    case NewKind::Link: break;
    }
    return QStringLiteral("link");
}

QString hintOf(NewKind kind)
{
    switch (kind) {
    case NewKind::Cluster: return AddTiles::tr("Adds a cluster with the next AS number");
    case NewKind::Node: return AddTiles::tr("Adds a node, in the rack of the chosen one");
    case NewKind::Workload:
        return AddTiles::tr("Adds a deployment of two pods to the namespace of what is chosen");
    case NewKind::Pool: return AddTiles::tr("Adds a pool with a CIDR that is free");
    case NewKind::Policy:
        return AddTiles::tr(
            "Isolates the chosen workload; with two chosen, lets the first reach the one chosen last; "
            "with none, isolates a namespace");
    case NewKind::Service: return AddTiles::tr("Adds a service for the chosen workload");
    case NewKind::Router: return AddTiles::tr("Adds a router with the next AS number");
    case NewKind::Link: break;
    }
    return AddTiles::tr("Joins the chosen nodes and routers by a wire");
}

/// The pool's icon shows what pools alone have: colours.
QIcon poolIcon()
{
    QPixmap pixmap(80, 80);
    pixmap.setDevicePixelRatio(4);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t index = 0; index < 3; ++index) {
        painter.setBrush(poolColor(index));
        painter.drawRoundedRect(QRectF(1.5 + static_cast<double>(index) * 6, 5, 5, 10), 1, 1);
    }
    return pixmap;
}

} // namespace

QString nameOf(NewKind kind)
{
    switch (kind) {
    case NewKind::Cluster: return AddTiles::tr("Cluster");
    case NewKind::Node: return AddTiles::tr("Node");
    case NewKind::Workload: return AddTiles::tr("Workload");
    case NewKind::Pool: return AddTiles::tr("IP pool");
    case NewKind::Policy: return AddTiles::tr("Policy");
    case NewKind::Service: return AddTiles::tr("Service");
    case NewKind::Router: return AddTiles::tr("Router");
    case NewKind::Link: break;
    }
    return AddTiles::tr("Link");
}

AddTiles::AddTiles(QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(6);
    for (const auto kind : kNewKinds) {
        auto *tile = withRole(new QToolButton(this), "tile");
        tile->setText(nameOf(kind));
        tile->setToolTip(hintOf(kind));
        tile->setObjectName(QStringLiteral("add-") + iconOf(kind));
        tile->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        tile->setIconSize({22, 22});
        tile->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        tile->setFixedHeight(52);
        tile->installEventFilter(this);
        connect(tile, &QToolButton::clicked, this, [this, kind] { emit addRequested(kind); });
        const auto number = static_cast<int>(m_tiles.size());
        grid->addWidget(tile, number / 2, number % 2);
        m_tiles.emplace_back(kind, tile);
    }
    showIcons();
}

void AddTiles::showIcons()
{
    for (const auto &[kind, tile] : m_tiles)
        tile->setIcon(kind == NewKind::Pool ? poolIcon() : icon(iconOf(kind), IconTint::Accent));
}

void AddTiles::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcons();
    QWidget::changeEvent(event);
}

bool AddTiles::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress)
        m_pressed = static_cast<QMouseEvent *>(event)->pos();
    if (event->type() != QEvent::MouseMove)
        return QWidget::eventFilter(watched, event);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const bool isFar = (mouse->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!(mouse->buttons() & Qt::LeftButton) || !isFar)
        return QWidget::eventFilter(watched, event);
    for (const auto &[kind, tile] : m_tiles) {
        if (tile != watched)
            continue;
        auto *carried = new QMimeData;
        carried->setData(QLatin1String(kNewObjectMime), QByteArray::number(static_cast<int>(kind)));
        QDrag drag(tile);
        drag.setMimeData(carried);
        drag.setPixmap(tile->icon().pixmap(28, 28));
        drag.exec(Qt::CopyAction);
        tile->setDown(false);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace podloom::app
