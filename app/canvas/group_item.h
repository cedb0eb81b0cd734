// app/canvas/group_item.h: a label group of the Policies lens with its gates.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/policy_picture.h"

namespace podloom::app {

class GroupItem : public CanvasItem {
public:
    explicit GroupItem(PolicyGroup group);

    QRectF boundingRect() const override { return card().adjusted(-14, -6, 14, 7); }
    bool isConnectable() const override { return m_group.kind == PolicyGroup::Kind::Pods; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintGate(QPainter &painter, bool isLeft) const;

    PolicyGroup m_group;
};

} // namespace podloom::app
