#include "app/canvas/topology_scene.h"

#include "app/canvas/collapse.h"
#include "app/canvas/frame_item.h"
#include "app/canvas/line_item.h"
#include "app/canvas/node_item.h"
#include "app/canvas/reach_around.h"
#include "app/canvas/router_item.h"
#include "app/canvas/trace_item.h"
#include "app/canvas/trace_way.h"
#include "app/document/packet_trace.h"
#include "core/model/rack.h"

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

void TopologyScene::showWayOf(const PacketTrace &trace)
{
    m_way = &trace;
    connect(&trace, &PacketTrace::changed, this, &TopologyScene::showTrace);
    showTrace();
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
            layOut(topology, layout, lens);
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
    const auto keyOf = [](const auto &card) { return std::tie(card.key, card.id); };
    return !items().isEmpty() && alike(topology.nodes, m_topology.nodes, keyOf)
        && alike(topology.routers, m_topology.routers, keyOf)
        && alike(topology.frames, m_topology.frames,
                 [](const Frame &frame) { return std::tie(frame.id, frame.isRack); })
        && alike(topology.lines, m_topology.lines, [](const ConnectionLine &line) {
               return std::tie(line.ends[0].key, line.ends[1].key, line.isSession);
           });
}

void TopologyScene::show(Topology topology)
{
    const bool isSame = hasItemsOf(topology);
    if (isSame && topology == m_topology) {
        placeItems(); // cards may have been dragged
        showRelated();
        showTrace();
        return;
    }
    auto old = std::exchange(m_topology, std::move(topology));
    if (isSame)
        placeItems();
    else
        makeItems();
    if (old.nodes.size() > kManyNodes) // letting go of many things takes its time too
        startIn(*QThreadPool::globalInstance(), [old = std::make_shared<const Topology>(std::move(old))] {});
    setSceneRect(contentRect().adjusted(-2000, -2000, 2000, 2000));
    showItems();
    showTrace();
    emit contentChanged();
}

void TopologyScene::makeItems()
{
    clearItems();
    m_trace = nullptr;
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
    showTrace();
}

const CanvasItem *TopologyScene::cardOf(const ObjectId &id) const
{
    for (const auto &node : m_topology.nodes) {
        const bool isHere =
            node.id == id
            || (id.kind == "Pod" && std::any_of(node.pods.begin(), node.pods.end(), [&](const PodChip &pod) {
                    return pod.id == id;
                }));
        if (isHere && (!node.isUnplaced || id.kind == "Pod"))
            return m_cards.at(node.key);
    }
    for (const auto &router : m_topology.routers) {
        if (router.id == id)
            return m_cards.at(router.key);
    }
    // A pod that has no room on its card.
    const auto *pod = document().analysis()->placed.pods.find(id);
    return pod && !pod->spec.nodeName.empty() ? cardOf({id.cluster, "", "Node", "", pod->spec.nodeName})
                                              : nullptr;
}

void TopologyScene::showTrace()
{
    delete std::exchange(m_trace, nullptr);
    if (m_way == nullptr || !m_way->way() || !*m_way->way())
        return;
    std::vector<PassedStop> passed;
    for (const auto &hop : (*m_way->way())->stops) {
        const auto *card = hop.object ? cardOf(*hop.object) : nullptr;
        if (card == nullptr)
            continue; // outside of the drawing
        PassedStop stop{.key = card->key(),
                        .card = card->card().translated(card->pos()),
                        .radius = card->radius(),
                        .state = hop.state};
        if (hop.object->kind == "Pod")
            stop.pod = card->rectOfPart(*hop.object);
        passed.push_back(std::move(stop));
    }
    if (passed.size() < 2)
        return;
    auto way = traceWay(m_topology, passed);
    m_trace = new TraceItem(std::move(way.stops), std::move(way.legs));
    addItem(m_trace);
}

void TopologyScene::showHovered(const std::optional<ObjectId> &object)
{
    if (!object) {
        showAround(nullptr);
        return;
    }
    runInBackground(
        this, [analysis = document().analysis(), pod = *object] { return reachAround(*analysis, pod); },
        [this, pod = *object](std::optional<ReachAround> around) {
            if (around && hovered() == pod)
                showAround(std::make_shared<const ReachAround>(*std::move(around)));
        });
}

void TopologyScene::showAround(std::shared_ptr<const ReachAround> around)
{
    for (auto *node : m_nodes)
        node->setAround(around);
    if (!around) {
        emit said({});
        return;
    }
    const auto count = [&](bool ReachMark::*which) {
        return std::count_if(around->marks.begin(), around->marks.end(),
                             [&](const auto &mark) { return mark.second.*which; });
    };
    auto sentence = tr("%1: %2 pods may reach it, it may reach %3")
                        .arg(QString::fromStdString(around->pod.name))
                        .arg(count(&ReachMark::mayReachIt))
                        .arg(count(&ReachMark::isReached));
    if (const auto apart = count(&ReachMark::isCutOff); apart > 0)
        sentence += tr(" · no route leads to %1 of them").arg(apart);
    if (around->isOpenToOutside)
        sentence += tr(" · open to outside");
    if (around->mayGoOutside)
        sentence += tr(" · may go outside (TCP 443)");
    emit said(sentence);
}

bool TopologyScene::toggleGroupOf(const ObjectId &id)
{
    const auto *card = cardOf(id);
    QGraphicsItem *best = nullptr;
    for (auto *frame : m_frames) {
        const auto &members = frame->frame().members;
        const bool isOwn = frame->frame().id == id;
        const bool isAround = card && std::find(members.begin(), members.end(), card->key()) != members.end();
        if (isOwn || isAround)
            best = frame; // racks come after their clusters
        if (isOwn)
            break;
    }
    if (best == nullptr)
        best = standInFor(id);
    return best && toggleGroup(best);
}

bool TopologyScene::toggleChosenGroup()
{
    const auto &chosen = selection().primary();
    if (chosen && toggleGroupOf(*chosen))
        return true;
    const auto items = selectedItems();
    return std::any_of(items.begin(), items.end(), [this](QGraphicsItem *item) { return toggleGroup(item); });
}

bool TopologyScene::hasChosenGroup() const
{
    const auto items = selectedItems();
    return std::any_of(items.begin(), items.end(), [this](const QGraphicsItem *item) {
        const auto *card = qgraphicsitem_cast<const CanvasItem *>(item);
        return qgraphicsitem_cast<const FrameItem *>(item) != nullptr
            || std::any_of(m_topology.nodes.begin(), m_topology.nodes.end(), [&](const NodeCard &node) {
                   return card != nullptr && node.isCollapsed && node.key == card->key();
               });
    });
}

/// The card of the collapsed group that a machine stands in, or a pod.
CanvasItem *TopologyScene::standInFor(const ObjectId &id) const
{
    const auto &placed = document().analysis()->placed;
    const auto *pod = placed.pods.find(id);
    const auto *node = placed.nodes.find(pod ? ObjectId{id.cluster, "", "Node", "", pod->spec.nodeName} : id);
    if (node == nullptr)
        return nullptr;
    const auto rack = rackOf(node->meta.labels);
    for (const auto &card : m_topology.nodes) {
        if (card.isCollapsed && card.id.cluster == id.cluster && (card.rack.empty() || card.rack == rack))
            return m_cards.at(card.key);
    }
    return nullptr;
}

bool TopologyScene::toggleGroup(QGraphicsItem *item)
{
    std::string key;
    if (const auto *frame = qgraphicsitem_cast<FrameItem *>(item)) {
        key = frameKey(m_lens, frame->frame());
    } else if (const auto *card = qgraphicsitem_cast<CanvasItem *>(item)) {
        const auto shown =
            std::find_if(m_topology.nodes.begin(), m_topology.nodes.end(),
                         [&](const NodeCard &node) { return node.isCollapsed && node.key == card->key(); });
        if (shown != m_topology.nodes.end())
            key = shown->key;
    }
    if (key.empty())
        return false;
    auto keys = collapsedIn(document().layout());
    const bool isExpanding = keys.erase(key) > 0;
    if (!isExpanding)
        keys.insert(key);
    Json list = Json::array();
    for (const auto &each : keys)
        list.append(each);
    document().setFact(kCollapsed, keys.empty() ? Json() : list,
                       isExpanding ? tr("Expand group") : tr("Collapse group"));
    return true;
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

void TopologyScene::layOutBy(GraphLayout how, const QString &text)
{
    auto places = placesOf(m_topology, how);
    // All of it goes to where the cards are that stay.
    QPointF way;
    int locked = 0;
    for (const auto &[key, card] : m_cards) {
        if (!card->isLocked() || !places.contains(key))
            continue;
        way += card->pos() - places.at(key);
        ++locked;
    }
    for (auto &[key, place] : places)
        place += locked == 0 ? QPointF() : way / locked;
    moveCards(places, text);
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
    for (const auto &router : m_topology.routers) {
        if (router.id == id)
            return router.rect;
    }
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
    for (const auto &note : noteRects())
        out.emplace_back(note, false);
    return out;
}

QString TopologyScene::emptyText() const
{
    if (!m_topology.frames.empty() || !m_topology.routers.empty())
        return {};
    return m_lens == kLiveLens ? tr("No lab of this design runs.\nDeploy it to a lab (Ctrl D), and what its "
                                    "agents, sessions and pods report stands here.")
                               : tr("Nothing is drawn yet");
}

} // namespace podloom::app
