#include "app/canvas/topology_scene.h"

#include "app/canvas/frame_item.h"
#include "app/canvas/line_item.h"
#include "app/canvas/node_item.h"
#include "app/canvas/router_item.h"

namespace podloom::app {

TopologyScene::TopologyScene(Document &document, Selection &selection, const LabState &lab,
                             std::string_view lens, QObject *parent)
    : CanvasScene(document, selection, parent),
      m_lab(lab),
      m_lens(lens)
{
    connect(&lab, &LabState::changed, this, &TopologyScene::refresh);
}

void TopologyScene::rebuild()
{
    clearItems();
    m_frames.clear();
    m_titles.clear();
    m_lines.clear();
    m_ends.clear();
    m_cards.clear();
    m_topology = describeTopology(*document().analysis(), m_lab.picture(), m_lens);
    layOut(m_topology, document().layout());
    for (const auto &frame : m_topology.frames) {
        m_frames.push_back(new FrameItem(frame));
        addItem(m_frames.back());
        m_titles.push_back(new FrameTitle(*m_frames.back()));
        addItem(m_titles.back());
    }
    for (const auto &line : m_topology.lines) {
        m_lines.push_back(new LineItem(line));
        addItem(m_lines.back());
        m_ends.push_back(new LineEnds(*m_lines.back()));
        addItem(m_ends.back());
    }
    for (const auto &node : m_topology.nodes) {
        m_cards[node.key] = new NodeItem(node);
        addItem(m_cards[node.key]);
    }
    for (const auto &router : m_topology.routers) {
        m_cards[router.key] = new RouterItem(router);
        addItem(m_cards[router.key]);
    }
    setSceneRect(itemsBoundingRect().adjusted(-2000, -2000, 2000, 2000));
    showSelection();
    emit contentChanged();
}

void TopologyScene::cardsMoved()
{
    const auto take = [this](auto &cards) {
        for (auto &card : cards)
            card.rect.moveTopLeft(m_cards.at(card.key)->pos());
    };
    take(m_topology.nodes);
    take(m_topology.routers);
    frameCards(m_topology);
    connectCards(m_topology);
    for (std::size_t index = 0; index < m_frames.size(); ++index) {
        m_frames[index]->setRect(m_topology.frames[index].rect);
        m_titles[index]->follow();
    }
    for (std::size_t index = 0; index < m_lines.size(); ++index) {
        m_ends[index]->follow();
        m_lines[index]->setLine(m_topology.lines[index]);
    }
}

std::vector<CanvasItem *> TopologyScene::companionsOf(QGraphicsItem *item) const
{
    std::vector<CanvasItem *> out;
    if (const auto *frame = qgraphicsitem_cast<FrameItem *>(item)) {
        for (const auto &key : frame->frame().members)
            out.push_back(m_cards.at(key));
    }
    return out;
}

QRectF TopologyScene::contentRect() const
{
    QRectF all;
    for (const auto &[rect, isFrame] : outline())
        all = all.united(rect);
    return all;
}

QRectF TopologyScene::rectOf(const ObjectId &id) const
{
    for (const auto &node : m_topology.nodes) {
        if (node.id == id && !node.isUnplaced)
            return node.rect;
        for (const auto &pod : node.pods) {
            if (pod.id == id)
                return node.rect;
        }
    }
    return CanvasScene::rectOf(id);
}

std::vector<std::pair<QRectF, bool>> TopologyScene::outline() const
{
    std::vector<std::pair<QRectF, bool>> out;
    for (const auto &frame : m_topology.frames)
        out.emplace_back(frame.rect, true);
    for (const auto &node : m_topology.nodes)
        out.emplace_back(node.rect, false);
    for (const auto &router : m_topology.routers)
        out.emplace_back(router.rect, false);
    return out;
}

QString TopologyScene::emptyText() const
{
    return m_topology.frames.empty() && m_topology.routers.empty() ? tr("Nothing is drawn yet") : QString();
}

} // namespace podloom::app
