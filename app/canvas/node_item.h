// app/canvas/node_item.h: a node with its pods and pools.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/topology.h"

namespace podloom::app {

class NodeItem : public CanvasItem {
public:
    explicit NodeItem(NodeCard card);

    /// Shows other values of the same node.
    void setCard(NodeCard card);

    std::optional<ObjectId> objectAt(QPointF at) const override;
    bool isConnectable() const override { return !m_card.isUnplaced; }
    void setChosenPart(const std::optional<ObjectId> &pod) override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void showWords();
    void paintHeader(QPainter &painter) const;
    void paintPods(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintPlan(QPainter &painter) const;

    NodeCard m_card;
    std::optional<ObjectId> m_chosenPod;
};

} // namespace podloom::app
