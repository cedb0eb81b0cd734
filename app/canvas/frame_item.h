// app/canvas/frame_item.h: a cluster or a rack around its nodes; its head moves them all.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/topology.h"

namespace podloom::app {

class FrameItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };

    explicit FrameItem(Frame frame);

    const Frame &frame() const { return m_frame; }
    void setFrame(Frame frame);

    int type() const override { return Type; }
    QRectF boundingRect() const override { return m_frame.rect.adjusted(-3, -3, 3, 3); }
    /// Head and border only: the ground of a frame is ground.
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    Frame m_frame;
};

/// The name of a frame, above the lines, so that none crosses it out.
class FrameTitle : public QGraphicsItem {
public:
    explicit FrameTitle(FrameItem &frame);

    QRectF boundingRect() const override { return m_near.united(m_far); }
    /// Nothing: who presses a name presses the head of its frame.
    QPainterPath shape() const override { return {}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    void follow();

private:
    QFont face(bool isFar) const;
    QRectF boxFor(bool isFar) const;

    FrameItem &m_frame;
    QRectF m_near; ///< measured once a change: they are asked for all the time
    QRectF m_far;
};

} // namespace podloom::app
