// app/canvas/router_item.h: a router: a top-of-rack switch, a spine, or a peer outside of the design.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/topology.h"

namespace podloom::app {

class RouterItem : public CanvasItem {
public:
    explicit RouterItem(RouterCard card);

    /// Shows other values of the same router.
    void setCard(RouterCard card);

    qreal radius() const override { return card().height() / 2; }
    bool isConnectable() const override { return m_card.id.kind == "Router"; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    RouterCard m_card;
};

} // namespace podloom::app
