// app/canvas/node_item.h: a node with its pods and pools.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/reach_around.h"
#include "app/canvas/topology.h"

namespace podloom::app {

class NodeItem : public CanvasItem {
public:
    explicit NodeItem(NodeCard card);

    /// Shows other values of the same node.
    void setCard(const NodeCard &card);

    std::optional<ObjectId> objectAt(QPointF at) const override;
    bool isConnectable() const override
    {
        return !m_card.isUnplaced && !m_card.isCollapsed && !m_card.isGhost;
    }
    void setChosenParts(const std::set<ObjectId> &parts) override;
    void setRelatedParts(const std::set<ObjectId> &parts) override;
    const std::set<ObjectId> &relatedParts() const { return m_related; }
    QRectF rectOfPart(const ObjectId &pod) const override;
    /// Pods that may reach the one in `around`, or are reached by it, stand out; null = none does.
    void setAround(std::shared_ptr<const ReachAround> around);
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverMoveEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;

private:
    std::set<ObjectId> among(const std::set<ObjectId> &parts) const;
    void showWords();
    void paintHeader(QPainter &painter) const;
    void paintPods(QPainter &painter) const;
    void paintPod(QPainter &painter, const PodChip &pod) const;
    void paintReach(QPainter &painter, const PodChip &pod) const;
    void paintBars(QPainter &painter) const;
    void paintPlan(QPainter &painter) const;
    void paintPlanWords(QPainter &painter) const;

    NodeCard m_card;
    std::set<ObjectId> m_chosen;  ///< of its pods and blocks
    std::set<ObjectId> m_related; ///< of its pods: they belong to what is chosen
    std::shared_ptr<const ReachAround> m_around;
};

} // namespace podloom::app
