// app/canvas/topology_scene.h: the lenses of machines: Topology, Addresses, BGP and Live.
#pragma once

#include "app/canvas/canvas_scene.h"
#include "app/canvas/graph_layout.h"
#include "app/canvas/topology.h"

namespace podloom::app {

class FrameItem;
class FrameTitle;
class LineEnds;
class LineItem;
class NodeItem;
class PacketTrace;
class RouterItem;
class TraceItem;
struct ReachAround;

class TopologyScene : public CanvasScene {
    Q_OBJECT

public:
    /// `lens` is one of those in topology.h.
    TopologyScene(Document &document, Selection &selection, const LabState &lab, std::string_view lens,
                  QObject *parent = nullptr);

    const Topology &topology() const { return m_topology; }
    /// Whose way is drawn over the cards from now on; it must outlive the scene.
    void showWayOf(const PacketTrace &trace);
    /// Places all machines anew, undoably.
    void layOutBy(GraphLayout how, const QString &text);
    /// Collapses or expands the cluster, or the smallest group around the machine or pod. False without one.
    bool toggleGroupOf(const ObjectId &id);
    /// The same for what is chosen, also a rack or the card of a collapsed group, which are no objects.
    bool toggleChosenGroup();
    /// Whether a cluster, a rack or the card of a collapsed group is chosen.
    bool hasChosenGroup() const;

    QRectF contentRect() const override;
    QRectF rectOf(const ObjectId &id) const override;
    std::vector<std::pair<QRectF, bool>> outline() const override;
    QString emptyText() const override;

protected:
    std::string lens() const override { return m_lens + "/"; }
    void rebuild() override;
    void cardsMoved() override;
    void showHovered(const std::optional<ObjectId> &object) override;
    std::vector<CanvasItem *> companionsOf(QGraphicsItem *item) const override;
    bool toggleGroup(QGraphicsItem *item) override;

private:
    void show(Topology topology);
    void showAround(std::shared_ptr<const ReachAround> around);
    void showTrace();
    const CanvasItem *cardOf(const ObjectId &id) const;
    CanvasItem *standInFor(const ObjectId &id) const;
    bool hasItemsOf(const Topology &topology) const;
    void makeItems();
    void placeItems();
    void placeLines();

    const LabState &m_lab;
    std::string m_lens;
    Topology m_topology;
    std::vector<FrameItem *> m_frames;  ///< in the order of m_topology.frames
    std::vector<FrameTitle *> m_titles; ///< the same
    std::vector<LineItem *> m_lines;    ///< in the order of m_topology.lines
    std::vector<LineEnds *> m_ends;     ///< the same
    std::vector<NodeItem *> m_nodes;    ///< in the order of m_topology.nodes
    std::vector<RouterItem *> m_routers;
    std::map<std::string, CanvasItem *> m_cards; ///< of both, by key
    TraceItem *m_trace = nullptr;                ///< an item of this scene, or null
    const PacketTrace *m_way = nullptr;          ///< what m_trace shows
};

} // namespace podloom::app
