#include "app/canvas/layered_layout.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace podloom::app {

namespace {

constexpr int kOrderSweeps = 12;
constexpr int kPlaceSweeps = 30;

/// A node of the graph, or the place where a long edge passes a column.
struct Vertex {
    double width = 0;
    double height = 0;
    int layer = 0;
    double y = 0; ///< of its middle
    bool isNode = true;
    std::vector<std::size_t> left{};
    std::vector<std::size_t> right{};
};

class Layering {
public:
    explicit Layering(const LayeredGraph &graph) : m_graph(graph), m_count(graph.sizes.size()) {}

    LayeredPlaces run()
    {
        m_out.isBackward.assign(m_graph.edges.size(), false);
        breakCircles();
        assignLayers();
        makeVertices();
        order();
        place();
        return collect();
    }

private:
    /// A depth-first walk; an edge to a node that is still open closes a circle and counts as turned around.
    void breakCircles()
    {
        std::vector<std::vector<std::size_t>> out(m_count);
        for (std::size_t edge = 0; edge < m_graph.edges.size(); ++edge)
            out[m_graph.edges[edge].first].push_back(edge);
        enum class Mark { New, Open, Done };
        std::vector<Mark> marks(m_count, Mark::New);
        for (std::size_t start = 0; start < m_count; ++start) {
            if (marks[start] != Mark::New)
                continue;
            std::vector<std::pair<std::size_t, std::size_t>> stack{{start, 0}};
            marks[start] = Mark::Open;
            while (!stack.empty()) {
                auto &[node, next] = stack.back();
                if (next == out[node].size()) {
                    marks[node] = Mark::Done;
                    stack.pop_back();
                    continue;
                }
                const auto edge = out[node][next++];
                const auto to = m_graph.edges[edge].second;
                if (marks[to] == Mark::Open) {
                    m_out.isBackward[edge] = true;
                } else if (marks[to] == Mark::New) {
                    marks[to] = Mark::Open;
                    stack.emplace_back(to, 0);
                }
            }
        }
    }

    std::pair<std::size_t, std::size_t> forward(std::size_t edge) const
    {
        const auto &[from, to] = m_graph.edges[edge];
        return m_out.isBackward[edge] ? std::pair{to, from} : std::pair{from, to};
    }

    /// Longest paths from the left; then each node without a predecessor moves up to its first successor.
    void assignLayers()
    {
        m_layers.assign(m_count, 0);
        for (std::size_t pass = 0; pass < m_count; ++pass) {
            bool isChanged = false;
            for (std::size_t edge = 0; edge < m_graph.edges.size(); ++edge) {
                const auto [from, to] = forward(edge);
                if (m_layers[to] <= m_layers[from]) {
                    m_layers[to] = m_layers[from] + 1;
                    isChanged = true;
                }
            }
            if (!isChanged)
                break;
        }
        std::vector<int> first(m_count, INT_MAX);
        std::vector<bool> hasIncoming(m_count, false);
        for (std::size_t edge = 0; edge < m_graph.edges.size(); ++edge) {
            const auto [from, to] = forward(edge);
            first[from] = std::min(first[from], m_layers[to]);
            hasIncoming[to] = true;
        }
        for (std::size_t node = 0; node < m_count; ++node) {
            if (!hasIncoming[node] && first[node] != INT_MAX)
                m_layers[node] = first[node] - 1;
        }
    }

    void makeVertices()
    {
        for (std::size_t node = 0; node < m_count; ++node) {
            const auto &size = m_graph.sizes[node];
            m_vertices.push_back({.width = size.width(), .height = size.height(), .layer = m_layers[node]});
        }
        m_passing.resize(m_graph.edges.size());
        for (std::size_t edge = 0; edge < m_graph.edges.size(); ++edge) {
            const auto [from, to] = forward(edge);
            auto last = from;
            for (int layer = m_layers[from] + 1; layer < m_layers[to]; ++layer) {
                m_vertices.push_back({.height = m_graph.lineRoom, .layer = layer, .isNode = false});
                m_passing[edge].push_back(m_vertices.size() - 1);
                join(last, m_vertices.size() - 1);
                last = m_vertices.size() - 1;
            }
            join(last, to);
        }
        for (std::size_t vertex = 0; vertex < m_vertices.size(); ++vertex) {
            const auto layer = static_cast<std::size_t>(m_vertices[vertex].layer);
            if (m_columns.size() <= layer)
                m_columns.resize(layer + 1);
            m_columns[layer].push_back(vertex);
        }
    }

    void join(std::size_t left, std::size_t right)
    {
        m_vertices[left].right.push_back(right);
        m_vertices[right].left.push_back(left);
    }

    /// Barycentres, to and fro; the order with the fewest crossings stays.
    void order()
    {
        auto best = m_columns;
        auto fewest = crossings();
        for (int sweep = 0; sweep < kOrderSweeps && fewest > 0; ++sweep) {
            const bool isForward = sweep % 2 == 0;
            for (std::size_t step = 1; step < m_columns.size(); ++step)
                sortColumn(isForward ? step : m_columns.size() - 1 - step, isForward);
            if (const auto now = crossings(); now < fewest) {
                fewest = now;
                best = m_columns;
            }
        }
        m_columns = best;
    }

    std::vector<std::size_t> positions() const
    {
        std::vector<std::size_t> out(m_vertices.size());
        for (const auto &column : m_columns) {
            for (std::size_t index = 0; index < column.size(); ++index)
                out[column[index]] = index;
        }
        return out;
    }

    void sortColumn(std::size_t column, bool looksLeft)
    {
        const auto at = positions();
        std::map<std::size_t, double> wish;
        for (const auto vertex : m_columns[column]) {
            const auto &others = looksLeft ? m_vertices[vertex].left : m_vertices[vertex].right;
            double sum = 0;
            for (const auto other : others)
                sum += static_cast<double>(at[other]);
            wish[vertex] =
                others.empty() ? static_cast<double>(at[vertex]) : sum / static_cast<double>(others.size());
        }
        std::stable_sort(m_columns[column].begin(), m_columns[column].end(),
                         [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
    }

    std::size_t crossings() const
    {
        const auto at = positions();
        std::size_t count = 0;
        for (const auto &column : m_columns) {
            std::vector<std::pair<std::size_t, std::size_t>> lines;
            for (const auto vertex : column) {
                for (const auto right : m_vertices[vertex].right)
                    lines.emplace_back(at[vertex], at[right]);
            }
            for (std::size_t a = 0; a < lines.size(); ++a) {
                for (std::size_t b = a + 1; b < lines.size(); ++b)
                    count += (lines[a].first < lines[b].first && lines[a].second > lines[b].second)
                          || (lines[a].first > lines[b].first && lines[a].second < lines[b].second);
            }
        }
        return count;
    }

    /// Each vertex wants the height of its neighbours; columns keep their order and their gaps.
    void place()
    {
        for (auto &column : m_columns) {
            double y = 0;
            for (const auto vertex : column) {
                m_vertices[vertex].y = y + m_vertices[vertex].height / 2;
                y += m_vertices[vertex].height + m_graph.rowGap;
            }
            for (const auto vertex : column)
                m_vertices[vertex].y -= (y - m_graph.rowGap) / 2;
        }
        for (int sweep = 0; sweep < kPlaceSweeps; ++sweep) {
            for (std::size_t step = 0; step < m_columns.size(); ++step)
                settle(m_columns[sweep % 2 == 0 ? step : m_columns.size() - 1 - step]);
        }
    }

    double wishOf(const Vertex &vertex) const
    {
        double sum = 0;
        double weight = 0;
        for (const auto *side : {&vertex.left, &vertex.right}) {
            for (const auto other : *side) {
                // Long edges are straightened first.
                const double pull = !vertex.isNode && !m_vertices[other].isNode ? 4 : 1;
                sum += m_vertices[other].y * pull;
                weight += pull;
            }
        }
        return weight > 0 ? sum / weight : vertex.y;
    }

    /// Moves a column as near to its wishes as order and gaps allow: blocks of touching vertices share the
    /// mean of their wishes.
    void settle(const std::vector<std::size_t> &column)
    {
        struct Block {
            double sum = 0; ///< of wishes, less the offset within the block
            double count = 0;
            double length = 0;
            std::vector<std::size_t> members{};
            double top() const { return sum / count; }
        };
        std::vector<Block> blocks;
        for (const auto vertex : column) {
            const auto &each = m_vertices[vertex];
            const auto length = each.height + m_graph.rowGap;
            blocks.push_back({wishOf(each) - each.height / 2, 1, length, {vertex}});
            while (blocks.size() > 1) {
                auto &last = blocks.back();
                auto &before = blocks[blocks.size() - 2];
                if (before.top() + before.length <= last.top())
                    break;
                before.sum += last.sum - last.count * before.length;
                before.count += last.count;
                before.length += last.length;
                before.members.insert(before.members.end(), last.members.begin(), last.members.end());
                blocks.pop_back();
            }
        }
        for (const auto &block : blocks) {
            auto y = block.top();
            for (const auto vertex : block.members) {
                m_vertices[vertex].y = y + m_vertices[vertex].height / 2;
                y += m_vertices[vertex].height + m_graph.rowGap;
            }
        }
    }

    LayeredPlaces collect()
    {
        std::vector<double> x;
        std::vector<double> widths;
        double right = 0;
        for (const auto &column : m_columns) {
            double width = 0;
            for (const auto vertex : column)
                width = std::max(width, m_vertices[vertex].width);
            x.push_back(right);
            widths.push_back(width);
            right += width + m_graph.columnGap;
        }
        for (std::size_t node = 0; node < m_count; ++node) {
            const auto &vertex = m_vertices[node];
            const auto layer = static_cast<std::size_t>(vertex.layer);
            m_out.topLeft.emplace_back(x[layer] + (widths[layer] - vertex.width) / 2,
                                       vertex.y - vertex.height / 2);
        }
        for (std::size_t edge = 0; edge < m_graph.edges.size(); ++edge) {
            std::vector<QPointF> bends;
            for (const auto passing : m_passing[edge]) {
                const auto layer = static_cast<std::size_t>(m_vertices[passing].layer);
                bends.emplace_back(x[layer], m_vertices[passing].y);
                bends.emplace_back(x[layer] + widths[layer], m_vertices[passing].y);
            }
            if (m_out.isBackward[edge])
                std::reverse(bends.begin(), bends.end());
            m_out.bends.push_back(std::move(bends));
        }
        return std::move(m_out);
    }

    const LayeredGraph &m_graph;
    std::size_t m_count;
    LayeredPlaces m_out;
    std::vector<int> m_layers;
    std::vector<Vertex> m_vertices;
    std::vector<std::vector<std::size_t>> m_passing; ///< by edge
    std::vector<std::vector<std::size_t>> m_columns;
};

} // namespace

LayeredPlaces layOutLayered(const LayeredGraph &graph)
{
    return Layering(graph).run();
}

} // namespace podloom::app
