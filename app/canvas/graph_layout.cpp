#include "app/canvas/graph_layout.h"

#include "app/canvas/card_size.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>
#include <vector>

namespace podloom::app {

namespace {

constexpr qreal kGap = 40;
constexpr int kRounds = 220;

/// The machines as a graph; numbers are those of the cards.
struct Graph {
    std::vector<std::string> keys{};
    std::vector<QSizeF> sizes{};
    std::vector<int> tiers{}; ///< nodes have -1, routers rise from 0
    std::vector<std::vector<std::size_t>> neighbours{};
    std::vector<QPointF> centres{};

    std::size_t size() const { return keys.size(); }
};

Graph graphOf(const Topology &topology)
{
    Graph graph;
    std::map<std::string, std::size_t> numbers;
    const auto add = [&](const auto &card, int tier) {
        numbers[card.key] = graph.keys.size();
        graph.keys.push_back(card.key);
        graph.sizes.push_back(card.rect.size());
        graph.tiers.push_back(tier);
    };
    for (const auto &router : topology.routers)
        add(router, router.tier);
    for (const auto &node : topology.nodes)
        add(node, -1);
    graph.neighbours.resize(graph.size());
    graph.centres.resize(graph.size());
    for (const auto &line : topology.lines) {
        const auto from = numbers.find(line.ends[0].key);
        const auto to = numbers.find(line.ends[1].key);
        if (from == numbers.end() || to == numbers.end() || from == to)
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
    qreal side = 0;
    for (const auto &size : graph.sizes)
        side = std::max(side, std::hypot(size.width(), size.height()));
    const auto wanted = side + kGap;
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

/// Everything farther apart until no two cards touch.
void separate(Graph &graph)
{
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
    auto graph = graphOf(topology);
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
        out[graph.keys[card]] = {std::round(at.x() / 4) * 4, std::round(at.y() / 4) * 4};
    }
    return out;
}

} // namespace podloom::app
