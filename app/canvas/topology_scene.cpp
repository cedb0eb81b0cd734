#include "app/canvas/topology_scene.h"

#include "app/canvas/frame_item.h"
#include "app/canvas/line_item.h"
#include "app/canvas/node_item.h"
#include "app/canvas/router_item.h"

#include <algorithm>
#include <tuple>

namespace podloom::app {

namespace {

/// From here on a drawing is worked out on another thread.
constexpr std::size_t kManyNodes = 150;
constexpr std::size_t kManyPods = 1500;

} // namespace

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
    const auto &placed = document().analysis()->placed;
    const bool isLarge = placed.nodes.size() > kManyNodes || placed.pods.size() > kManyPods;
    workOut(
        isLarge,
        [analysis = document().analysis(), lab = m_lab.picture(), lens = m_lens,
         layout = document().layout()] {
            auto topology = describeTopology(*analysis, lab, lens);
            layOut(topology, layout);
            return topology;
        },
        [this](Topology topology) { show(std::move(topology)); });
}

/// Whether both are drawn with the same items.
bool TopologyScene::hasItemsOf(const Topology &topology) const
{
    const auto alike = [](const auto &a, const auto &b, auto key) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [&](const auto &x, const auto &y) { return key(x) == key(y); });
    };
    const auto keyOf = [](const auto &card) { return std::pair(card.key, card.id); };
    return !items().isEmpty() && alike(topology.nodes, m_topology.nodes, keyOf)
        && alike(topology.routers, m_topology.routers, keyOf)
        && alike(topology.frames, m_topology.frames,
                 [](const Frame &frame) { return std::pair(frame.id, frame.isRack); })
        && alike(topology.lines, m_topology.lines, [](const ConnectionLine &line) {
               return std::tuple(line.ends[0].key, line.ends[1].key, line.isSession);
           });
}

void TopologyScene::show(Topology topology)
{
    const bool isSame = hasItemsOf(topology);
    if (isSame && topology == m_topology) {
        placeItems(); // cards may have been dragged
        return;
    }
    m_topology = std::move(topology);
    if (isSame)
        placeItems();
    else
        makeItems();
    setSceneRect(contentRect().adjusted(-2000, -2000, 2000, 2000));
    showItems();
    emit contentChanged();
}

void TopologyScene::makeItems()
{
    clearItems();
    m_frames.clear();
    m_titles.clear();
    m_lines.clear();
    m_ends.clear();
    m_nodes.clear();
    m_routers.clear();
    m_cards.clear();
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
        m_nodes.push_back(new NodeItem(node));
        m_cards[node.key] = m_nodes.back();
        addItem(m_nodes.back());
    }
    for (const auto &router : m_topology.routers) {
        m_routers.push_back(new RouterItem(router));
        m_cards[router.key] = m_routers.back();
        addItem(m_routers.back());
    }
}

void TopologyScene::placeItems()
{
    for (std::size_t index = 0; index < m_nodes.size(); ++index)
        m_nodes[index]->setCard(m_topology.nodes[index]);
    for (std::size_t index = 0; index < m_routers.size(); ++index)
        m_routers[index]->setCard(m_topology.routers[index]);
    placeLines();
}

void TopologyScene::placeLines()
{
    for (std::size_t index = 0; index < m_frames.size(); ++index) {
        m_frames[index]->setFrame(m_topology.frames[index]);
        m_titles[index]->follow();
    }
    for (std::size_t index = 0; index < m_lines.size(); ++index) {
        m_ends[index]->follow();
        m_lines[index]->setLine(m_topology.lines[index]);
    }
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
    placeLines();
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
