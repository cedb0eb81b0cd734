// app/canvas/group_item.h: a label group of the Policies lens with its gates.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/policy_picture.h"

namespace podloom::app {

class GroupItem : public CanvasItem {
public:
    explicit GroupItem(PolicyGroup group);

    /// Of text below the three that every group has.
    static int extraLines(const PolicyGroup &group);

    /// A service that leads to the pods.
    std::optional<ObjectId> objectAt(QPointF at) const override;
    void setChosenParts(const std::set<ObjectId> &parts) override;
    QRectF rectOfPart(const ObjectId &part) const override;
    QRectF boundingRect() const override { return card().adjusted(-14, -10, 14, 7); }
    bool isConnectable() const override { return m_group.kind == PolicyGroup::Kind::Pods; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintFromFar(QPainter &painter, qreal zoom) const;
    void paintGate(QPainter &painter, bool isLeft) const;
    void paintServices(QPainter &painter, const QFont &face) const;
    /// Of the line of that service, in the coordinates of the item.
    QRectF serviceRect(std::size_t index) const;
    qreal textTop() const;

    PolicyGroup m_group;
    std::set<ObjectId> m_chosen; ///< services
};

} // namespace podloom::app
