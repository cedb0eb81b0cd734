#include "app/canvas/graph_layout.h"

#include "app/canvas/card_size.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace podloom::app {

namespace {

constexpr qreal kGap = 40;
constexpr int kRounds = 220;

/// The machines as a graph; those of a rack are one card, so that no rack reaches into another.
struct Graph {
    std::vector<std::vector<std::string>> members{}; ///< keys of the cards that each stands for
    std::vector<bool> isRack{};
    std::vector<QSizeF> sizes{};
    std::vector<int> tiers{}; ///< nodes have -1, routers rise from 0
    std::vector<std::vector<std::size_t>> neighbours{};
    std::vector<QPointF> centres{};

    std::size_t size() const { return members.size(); }
};

/// Where the cards of a rack stand within it, row by row, and the size of all with its rim.
struct RackGrid {
    std::vector<QPointF> places{};
    QSizeF size{};
};

RackGrid gridOf(const std::vector<QSizeF> &cards)
{
    QSizeF widest;
    for (const auto &card : cards)
        widest = widest.expandedTo(card);
    const auto columns = std::max(columnsFor(cards.size()), 1);
    RackGrid grid;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        const auto column = static_cast<int>(index) % columns;
        const auto row = static_cast<int>(index) / columns;
        grid.places.emplace_back(kRackInset + column * (widest.width() + kCardGap),
                                 kRackHeader + row * (widest.height() + kCardGap));
    }
    const auto rows = (static_cast<int>(cards.size()) + columns - 1) / columns;
    grid.size = {2 * kRackInset + columns * (widest.width() + kCardGap) - kCardGap,
                 kRackHeader + kRackInset + rows * (widest.height() + kCardGap) - kCardGap};
    return grid;
}

using Sizes = std::map<std::string, QSizeF>;

RackGrid gridOf(const std::vector<std::string> &members, const Sizes &sizes)
{
    std::vector<QSizeF> cards;
    for (const auto &member : members)
        cards.push_back(sizes.at(member));
    return gridOf(cards);
}

Sizes sizesOf(const Topology &topology)
{
    Sizes sizes;
    for (const auto &router : topology.routers)
        sizes[router.key] = router.rect.size();
    for (const auto &node : topology.nodes)
        sizes[node.key] = node.rect.size();
    return sizes;
}

Graph graphOf(const Topology &topology, const Sizes &sizes, bool hasRacks)
{
    Graph graph;
    std::map<std::string, std::size_t> numbers;
    const auto add = [&](const std::vector<std::string> &members, QSizeF size, int tier, bool isRack) {
        for (const auto &member : members)
            numbers[member] = graph.size();
        graph.members.push_back(members);
        graph.sizes.push_back(size);
        graph.tiers.push_back(tier);
        graph.isRack.push_back(isRack);
    };
    for (const auto &router : topology.routers)
        add({router.key}, router.rect.size(), router.tier, false);
    for (const auto &frame : topology.frames) {
        if (hasRacks && frame.isRack && !frame.members.empty())
            add(frame.members, gridOf(frame.members, sizes).size, -1, true);
    }
    for (const auto &node : topology.nodes) {
        if (!numbers.contains(node.key))
            add({node.key}, node.rect.size(), -1, false);
    }
    graph.neighbours.resize(graph.size());
    graph.centres.resize(graph.size());
    std::set<std::pair<std::size_t, std::size_t>> joined;
    for (const auto &line : topology.lines) {
        const auto from = numbers.find(line.ends[0].key);
        const auto to = numbers.find(line.ends[1].key);
        if (from == numbers.end() || to == numbers.end() || from->second == to->second
            || !joined.insert(std::minmax(from->second, to->second)).second)
            continue;
        graph.neighbours[from->second].push_back(to->second);
        graph.neighbours[to->second].push_back(from->second);
    }
    return graph;
}

/// Rows by tier, each in the order of what it hangs on.
void placeLayered(Graph &graph)
{
    std::map<int, std::vector<std::size_t>, std::greater<>> rows;
    for (std::size_t card = 0; card < graph.size(); ++card)
        rows[graph.tiers[card]].push_back(card);
    std::vector<qreal> order(graph.size(), 0);
    qreal y = 0;
    for (auto &[tier, row] : rows) {
        const auto middle = [&](std::size_t card) {
            qreal sum = 0;
            int count = 0;
            for (const auto other : graph.neighbours[card]) {
                if (graph.tiers[other] > tier) {
                    sum += order[other];
                    ++count;
                }
            }
            return count == 0 ? 0 : sum / count;
        };
        std::vector<std::pair<qreal, std::size_t>> sorted;
        for (const auto card : row)
            sorted.emplace_back(middle(card), card);
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        // A row of very many is folded, so that it stays as wide as a screen.
        const auto columns = std::max<std::size_t>(
            12, static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(sorted.size()) * 3))));
        for (std::size_t begin = 0; begin < sorted.size(); begin += columns) {
            const auto end = std::min(begin + columns, sorted.size());
            qreal width = -kGap;
            qreal height = 0;
            for (auto index = begin; index < end; ++index) {
                width += graph.sizes[sorted[index].second].width() + kGap;
                height = std::max(height, graph.sizes[sorted[index].second].height());
            }
            auto x = -width / 2;
            for (auto index = begin; index < end; ++index) {
                const auto card = sorted[index].second;
                const auto wide = graph.sizes[card].width();
                graph.centres[card] = {x + wide / 2, y + height / 2};
                order[card] = graph.centres[card].x();
                x += wide + kGap;
            }
            y += height + kGap;
        }
        y += kRouterRise;
    }
}

/// The one that most hangs on; of routers the highest.
std::size_t rootOf(const Graph &graph, const std::vector<bool> &isPlaced)
{
    std::optional<std::size_t> best;
    for (std::size_t card = 0; card < graph.size(); ++card) {
        if (isPlaced[card])
            continue;
        const auto rank = [&](std::size_t each) {
            return std::pair(graph.neighbours[each].size(), graph.tiers[each]);
        };
        if (!best || rank(card) > rank(*best))
            best = card;
    }
    return *best;
}

/// Rings by distance from the root; each subtree has an angle as wide as its leaves need.
class Rings {
public:
    explicit Rings(Graph &graph) : m_graph(graph), m_isPlaced(graph.size(), false), m_children(graph.size())
    {}

    void run()
    {
        qreal left = 0;
        while (std::find(m_isPlaced.begin(), m_isPlaced.end(), false) != m_isPlaced.end()) {
            const auto root = rootOf(m_graph, m_isPlaced);
            const auto members = grow(root);
            const auto radius = place(root, members);
            for (const auto card : members)
                m_graph.centres[card] += QPointF(left + radius, 0);
            left += 2 * radius + 2 * kGap;
        }
    }

private:
    std::vector<std::size_t> grow(std::size_t root)
    {
        std::vector<std::size_t> members{root};
        m_isPlaced[root] = true;
        m_depth[root] = 0;
        for (std::size_t at = 0; at < members.size(); ++at) {
            for (const auto other : m_graph.neighbours[members[at]]) {
                if (m_isPlaced[other])
                    continue;
                m_isPlaced[other] = true;
                m_depth[other] = m_depth[members[at]] + 1;
                m_children[members[at]].push_back(other);
                members.push_back(other);
            }
        }
        return members;
    }

    /// Returns the radius of all.
    qreal place(std::size_t root, const std::vector<std::size_t> &members)
    {
        std::map<int, std::pair<qreal, qreal>> rings; // by depth: sum of widths, greatest extent
        for (const auto card : members) {
            auto &[sum, extent] = rings[m_depth[card]];
            const auto diagonal = std::hypot(m_graph.sizes[card].width(), m_graph.sizes[card].height());
            sum += diagonal + kGap / 2;
            extent = std::max(extent, diagonal);
        }
        std::map<std::size_t, int> leaves;
        for (auto at = members.rbegin(); at != members.rend(); ++at) {
            int count = m_children[*at].empty() ? 1 : 0;
            for (const auto child : m_children[*at])
                count += leaves[child];
            leaves[*at] = count;
        }
        qreal radius = 0;
        for (const auto &[depth, ring] : rings) {
            const auto round = ring.first / (2 * std::numbers::pi);
            radius = depth == 0 ? 0 : std::max(round, radius + ring.second + kGap);
            m_radius[depth] = radius;
        }
        spread(root, 0, 2 * std::numbers::pi, leaves);
        return radius + rings.rbegin()->second.second / 2;
    }

    void spread(std::size_t card, qreal from, qreal to, const std::map<std::size_t, int> &leaves)
    {
        const auto angle = (from + to) / 2 - std::numbers::pi / 2;
        const auto radius = m_radius[m_depth[card]];
        m_graph.centres[card] = {radius * std::cos(angle), radius * std::sin(angle)};
        auto begin = from;
        for (const auto child : m_children[card]) {
            const auto part = (to - from) * leaves.at(child) / leaves.at(card);
            spread(child, begin, begin + part, leaves);
            begin += part;
        }
    }

    Graph &m_graph;
    std::vector<bool> m_isPlaced;
    std::vector<std::vector<std::size_t>> m_children;
    std::map<std::size_t, int> m_depth;
    std::map<int, qreal> m_radius;
};

/// Springs along lines, repulsion between all (Fruchterman and Reingold).
void placeByForce(Graph &graph)
{
    const auto count = graph.size();
    qreal sum = 0; // of all: a single large one must not drive the small ones apart
    for (const auto &size : graph.sizes)
        sum += std::hypot(size.width(), size.height());
    const auto wanted = sum / static_cast<qreal>(count) + kGap;
    for (std::size_t card = 0; card < count; ++card) { // a sunflower: even, and the same each time
        const auto turn = static_cast<qreal>(card) * std::numbers::pi * (3 - std::sqrt(5.0));
        const auto radius = wanted * std::sqrt(static_cast<qreal>(card));
        graph.centres[card] = {radius * std::cos(turn), radius * std::sin(turn)};
    }
    constexpr std::size_t kMany = 400; // beyond that a sunflower must do
    const auto rounds = count > kMany ? 0 : kRounds;
    for (int round = 0; round < rounds; ++round) {
        std::vector<QPointF> pull(count);
        for (std::size_t a = 0; a < count; ++a) {
            for (std::size_t b = a + 1; b < count; ++b) {
                auto way = graph.centres[a] - graph.centres[b];
                const auto distance = std::max(std::hypot(way.x(), way.y()), 1.0);
                way *= wanted * wanted / (distance * distance);
                pull[a] += way;
                pull[b] -= way;
            }
            for (const auto b : graph.neighbours[a]) {
                const auto way = graph.centres[b] - graph.centres[a];
                pull[a] += way * std::hypot(way.x(), way.y()) / wanted / 2;
            }
            pull[a] -= graph.centres[a] * 0.02; // what hangs on nothing stays near
        }
        const auto most = wanted * (1 - static_cast<qreal>(round) / kRounds);
        for (std::size_t card = 0; card < count; ++card) {
            const auto length = std::hypot(pull[card].x(), pull[card].y());
            if (length > 0)
                graph.centres[card] += pull[card] / length * std::min(length, most);
        }
    }
}

/// Pushes cards that touch apart, the shorter way; false when none did.
bool pushApart(Graph &graph)
{
    bool isMoved = false;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        for (std::size_t b = a + 1; b < graph.size(); ++b) {
            const auto way = graph.centres[b] - graph.centres[a];
            const auto lackX =
                (graph.sizes[a].width() + graph.sizes[b].width()) / 2 + kGap - std::abs(way.x());
            const auto lackY =
                (graph.sizes[a].height() + graph.sizes[b].height()) / 2 + kGap - std::abs(way.y());
            if (lackX <= 0.01 || lackY <= 0.01)
                continue;
            const auto push = lackX < lackY ? QPointF(way.x() < 0 ? -lackX : lackX, 0)
                                            : QPointF(0, way.y() < 0 ? -lackY : lackY);
            graph.centres[a] -= push / 2;
            graph.centres[b] += push / 2;
            isMoved = true;
        }
    }
    return isMoved;
}

/// Everything farther apart until no two cards touch: each by what it lacks, and all where that does not end.
void separate(Graph &graph)
{
    constexpr std::size_t kMany = 400; // pushing is for pictures that somebody looks at as a whole
    constexpr int kMostPushes = 120;
    for (int push = 0; graph.size() <= kMany && push < kMostPushes; ++push) {
        if (!pushApart(graph))
            return;
    }
    qreal scale = 1;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        for (std::size_t b = a + 1; b < graph.size(); ++b) {
            const auto way = graph.centres[a] - graph.centres[b];
            const auto needX = (graph.sizes[a].width() + graph.sizes[b].width()) / 2 + kGap / 2;
            const auto needY = (graph.sizes[a].height() + graph.sizes[b].height()) / 2 + kGap / 2;
            const auto byX = needX / std::max(std::abs(way.x()), 0.001);
            const auto byY = needY / std::max(std::abs(way.y()), 0.001);
            scale = std::max(scale, std::min(byX, byY));
        }
    }
    for (auto &centre : graph.centres)
        centre *= scale;
}

} // namespace

std::map<std::string, QPointF> placesOf(const Topology &topology, GraphLayout how)
{
    std::map<std::string, QPointF> out;
    if (how == GraphLayout::RackGrid) {
        auto anew = topology;
        layOut(anew, {});
        for (const auto &node : anew.nodes)
            out[node.key] = node.rect.topLeft();
        for (const auto &router : anew.routers)
            out[router.key] = router.rect.topLeft();
        return out;
    }
    const auto sizes = sizesOf(topology);
    auto graph = graphOf(topology, sizes, how != GraphLayout::Layered);
    if (graph.size() == 0)
        return out;
    if (how == GraphLayout::Layered)
        placeLayered(graph);
    else if (how == GraphLayout::Radial)
        Rings(graph).run();
    else
        placeByForce(graph);
    if (how != GraphLayout::Layered)
        separate(graph);
    for (std::size_t card = 0; card < graph.size(); ++card) {
        const auto half = QPointF(graph.sizes[card].width(), graph.sizes[card].height()) / 2;
        const auto at = graph.centres[card] - half;
        const QPointF corner(std::round(at.x() / 4) * 4, std::round(at.y() / 4) * 4);
        const auto &members = graph.members[card];
        const auto inside = graph.isRack[card] ? gridOf(members, sizes).places : std::vector<QPointF>(1);
        for (std::size_t member = 0; member < members.size(); ++member)
            out[members[member]] = corner + inside[member];
    }
    return out;
}

} // namespace podloom::app
