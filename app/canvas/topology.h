// app/canvas/topology.h: what the lenses of machines show, as values: machines, pods, wires and sessions.
#pragma once

#include "app/canvas/wire_route.h"
#include "app/document/analysis.h"
#include "app/document/lab_state.h"
#include "app/document/layout.h"

#include <QRectF>
#include <QString>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace podloom::app {

inline constexpr std::string_view kTopologyLens = "topology";
inline constexpr std::string_view kBgpLens = "bgp";
inline constexpr std::string_view kAddressesLens = "addresses";
inline constexpr std::string_view kLiveLens = "live";

/// A pod on the card of its node; in the Addresses lens a block of addresses, with the id of its pool.
struct PodChip {
    ObjectId id{};
    QString text{};
    int pool = -1; ///< into Analysis::pools; -1 = none
    std::optional<State> state{};
    std::optional<PlanMark::Action> plan{}; ///< what deploying would do with it
    std::optional<double> fill{};           ///< of a block: share of its addresses that pods have
    QRectF rect{};                          ///< within the card
    bool operator==(const PodChip &) const = default;
};

/// How full the blocks of one pool on one node are.
struct PoolBar {
    int pool = 0;
    double fill = 0;
    QString words{};
    bool operator==(const PoolBar &) const = default;
};

/// A node with its pods, or the pods of a cluster that no node runs.
struct NodeCard {
    ObjectId id{}; ///< of the Node; of the Cluster for pods without a node
    std::string key{};
    QString name{};
    QString tag{}; ///< "rr" for a route reflector
    QString address{};
    bool isSpeaker = false; ///< BGP lens: a small card without pods
    bool isLive = false;    ///< Live lens: pods show their states instead of their pools
    QString sessions{};     ///< "BGP 2/2", or how many are designed
    std::optional<State> state{};
    std::vector<PodChip> pods{};
    int hiddenPods = 0; ///< that have no room on the card
    std::vector<PoolBar> bars{};
    std::optional<PlanMark> plan{};
    std::string rack{};
    bool isUnplaced = false;
    bool isGhost = false;     ///< of a node that only the lab has and deploying ends: nothing of the design
    bool isCollapsed = false; ///< stands in for all cards of a cluster or rack
    QRectF rect{};
    bool operator==(const NodeCard &) const = default;
};

struct RouterCard {
    ObjectId id{};
    std::string key{};
    QString name{};
    QString detail{}; ///< "AS 64601 · bird"
    int tier = 0;     ///< 0 = beside nodes, then upwards
    int pool = -1;    ///< Addresses lens: an address pool, with its number in Analysis::pools
    double fill = 0;  ///< of the pool
    QRectF rect{};
    bool operator==(const RouterCard &) const = default;
};

/// A cluster or a rack around its cards.
struct Frame {
    ObjectId id{}; ///< of the Cluster; of a rack with kind "Rack"
    bool isRack = false;
    QString title{};
    QString detail{};
    std::vector<std::string> members{}; ///< keys of node cards
    QRectF rect{};
    bool operator==(const Frame &) const = default;
};

/// A wire, or the BGP sessions between two machines as two half-lines, each with its own end's state.
struct ConnectionLine {
    struct End {
        std::string key{}; ///< of the card
        State state = State::Unknown;
        QPointF at{};
        bool operator==(const End &) const = default;
    };
    std::array<End, 2> ends{};
    bool isSession = false;
    bool isLive = false;              ///< states are measured, not predicted
    bool willComeUp = true;           ///< as predicted
    QString words{};                  ///< for a tool tip
    std::optional<ObjectId> object{}; ///< the BGPPeer or Link that it stands for
    Curve curve{};                    ///< from one end to the other
    bool operator==(const ConnectionLine &) const = default;
};

struct Topology {
    std::vector<Frame> frames{}; ///< clusters before their racks
    std::vector<NodeCard> nodes{};
    std::vector<RouterCard> routers{};
    std::vector<ConnectionLine> lines{};
    bool operator==(const Topology &) const = default;
};

/// Everything but places: rect, at and curve are empty. The BGP lens shows speakers and sessions, and neither
/// pods nor wires; Addresses shows pools and the blocks of nodes; Live is empty while no lab runs.
Topology describeTopology(const Analysis &analysis, const LabPicture &lab,
                          std::string_view lens = kTopologyLens);

/// "rack a"; names that say themselves that they are racks stay as they are.
QString rackTitle(const std::string &rack);

/// Adds the pools, and to each node its blocks, to what has clusters, racks and nodes.
void addBlocks(Topology &topology, const Analysis &analysis);

/// Fills in the places: saved ones from `layout`, all others laid out so that nothing overlaps. Groups that
/// `layout` has collapsed are one card first. O(n log n).
void layOut(Topology &topology, const Layout &layout, std::string_view lens = kTopologyLens);

/// Lines and frames anew after cards have moved.
void connectCards(Topology &topology);
void frameCards(Topology &topology);

} // namespace podloom::app
