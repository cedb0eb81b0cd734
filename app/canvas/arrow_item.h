// app/canvas/arrow_item.h: an arrow of the Policies lens: who may reach whom on which ports.
#pragma once

#include "app/canvas/policy_picture.h"

#include <QGraphicsItem>
#include <QPainterPath>

namespace podloom::app {

/// A disc with a tick or a cross.
void paintVerdict(QPainter &painter, QPointF at, bool isAllowed);

/// The line, below cards.
class ArrowItem : public QGraphicsItem {
public:
    enum { Type = UserType + 4 };

    ArrowItem(PolicyArrow arrow, bool isTargetGated, bool isSourceGated, const QString &words);

    const PolicyArrow &arrow() const { return m_arrow; }
    void setArrow(PolicyArrow arrow);
    /// Others step back while something else is chosen.
    void setFaded(bool isFaded);
    bool isFaded() const { return m_isFaded; }
    bool isTargetGated() const { return m_isTargetGated; }
    bool isSourceGated() const { return m_isSourceGated; }

    int type() const override { return Type; }
    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void measure();

    PolicyArrow m_arrow;
    bool m_isTargetGated;
    bool m_isSourceGated;
    bool m_isFaded = false;
    QPainterPath m_path;
    QRectF m_bounds;
};

/// Its head, its ports and its marks on the gates, above cards.
class ArrowMarks : public QGraphicsItem {
public:
    explicit ArrowMarks(ArrowItem &arrow);

    void follow() { prepareGeometryChange(); }
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    ArrowItem &m_item;
};

} // namespace podloom::app
