#include "app/canvas/card_size.h"
#include "app/canvas/collapse.h"
#include "app/canvas/topology.h"
#include "app/theme/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace podloom::app {

namespace {

/// Packs the pods of a card into rows. Returns the number of rows.
int packChips(NodeCard &card, const QFontMetricsF &metrics)
{
    const auto right = card.rect.width() - kCardInset;
    const auto widest = card.rect.width() - 2 * kCardInset;
    const int maxRows = card.isUnplaced ? 12 : kMaxChipRows;
    qreal x = kCardInset;
    int row = 0;
    for (std::size_t index = 0; index < card.pods.size(); ++index) {
        auto &chip = card.pods[index];
        const auto width = std::min(std::ceil(metrics.horizontalAdvance(chip.text)) + 20, widest);
        if (x > kCardInset && x + width > right) {
            x = kCardInset;
            ++row;
        }
        const bool isLastRow = row == maxRows - 1;
        const bool leavesSome = index + 1 < card.pods.size();
        // The last place of the last row says how many more there are.
        if (row >= maxRows || (isLastRow && leavesSome && x + width > right - 64)) {
            card.hiddenPods = static_cast<int>(card.pods.size() - index);
            card.pods.resize(index);
            return std::min(row, maxRows - 1) + 1;
        }
        chip.rect = QRectF(x, kCardHeader + row * (kChipHeight + kChipGap), width, kChipHeight);
        x += width + kChipGap;
    }
    return row + 1;
}

/// Sizes of all cards; the cards of one rack or cluster are as high as the highest of them.
void sizeCards(Topology &topology)
{
    const QFontMetricsF metrics(font(TextRole::Tiny));
    std::map<std::string, qreal> heights;
    for (auto &card : topology.nodes) {
        card.rect.setWidth(card.isUnplaced ? 2 * kCardWidth : card.isSpeaker ? kSpeakerWidth : kCardWidth);
        const auto rows = packChips(card, metrics);
        const auto footer = card.isUnplaced ? kCardInset : kCardFooter;
        const auto height =
            card.isSpeaker ? kCardHeader : kCardHeader + rows * (kChipHeight + kChipGap) + footer;
        card.rect.setHeight(height);
        auto &highest = heights[card.id.cluster];
        if (!card.isUnplaced)
            highest = std::max(highest, height);
    }
    for (auto &card : topology.nodes) {
        if (!card.isUnplaced)
            card.rect.setHeight(heights[card.id.cluster]);
    }
    const QFontMetricsF name(font(TextRole::Strong));
    const QFontMetricsF detail(font(TextRole::Tiny));
    for (auto &router : topology.routers) {
        const auto text =
            std::max(name.horizontalAdvance(router.name), detail.horizontalAdvance(router.detail));
        router.rect.setSize({std::max(std::ceil(text) + 66, 150.0), kRouterHeight});
    }
}

/// What a cluster needs for its name and what is said of it.
qreal titleWidth(const Frame &cluster)
{
    const auto title = QFontMetricsF(font(TextRole::Title)).horizontalAdvance(cluster.title);
    const auto detail = QFontMetricsF(font(TextRole::Small)).horizontalAdvance(cluster.detail);
    return std::max(title, detail) + 48;
}

/// Places by themselves: clusters beside each other, in a cluster its racks, in a rack a grid of cards.
class AutoLayout {
public:
    explicit AutoLayout(Topology &topology) : m_topology(topology)
    {
        for (auto &card : topology.nodes)
            m_cards[card.key] = &card;
    }

    void run()
    {
        qreal x = 0;
        for (auto &cluster : m_topology.frames) {
            if (cluster.isRack)
                continue;
            cluster.rect.moveTopLeft({x, 0});
            x = placeCluster(cluster, x) + kClusterGap;
        }
        placeRouters();
    }

private:
    /// Racks beside each other, in rows that keep the cluster about as wide as a screen.
    qreal placeCluster(const Frame &cluster, qreal left)
    {
        const auto begin = left + kClusterInset;
        const auto widest = begin + widthFor(cluster);
        QPointF at(begin, kClusterHeader);
        qreal bottom = at.y();
        qreal right = begin;
        const auto place = [&](const std::vector<std::string> &keys, qreal inset, qreal head) {
            const auto width = gridWidth(keys) + 2 * inset;
            if (at.x() > begin && at.x() + width > widest)
                at = {begin, bottom + kRackGap};
            const auto area = placeGrid(keys, {at.x() + inset, at.y() + head});
            at.rx() = area.right() + inset + kRackGap;
            right = std::max(right, area.right() + inset);
            bottom = std::max(bottom, area.bottom() + inset);
        };
        std::vector<std::string> loose = cluster.members;
        bool hasRacks = false;
        for (const auto &rack : m_topology.frames) {
            if (!rack.isRack || rack.id.cluster != cluster.id.name)
                continue;
            hasRacks = true;
            place(rack.members, kRackInset, kRackHeader);
            for (const auto &key : rack.members)
                loose.erase(std::remove(loose.begin(), loose.end(), key), loose.end());
        }
        if (!loose.empty())
            place(loose, hasRacks ? kRackInset : 0, hasRacks ? kRackHeader : 0);
        return std::max(right + kClusterInset, left + titleWidth(cluster));
    }

    qreal widthFor(const Frame &cluster) const
    {
        qreal area = 0;
        for (const auto &key : cluster.members) {
            const auto &rect = m_cards.at(key)->rect;
            area += (rect.width() + kCardGap + kRackInset) * (rect.height() + kCardGap + kRackInset);
        }
        constexpr qreal kLeastWidth = 1100;
        constexpr qreal kAspect = 1.7;
        return std::max(std::sqrt(area * kAspect), kLeastWidth);
    }

    qreal gridWidth(const std::vector<std::string> &keys) const
    {
        const auto columns = std::max(columnsFor(keys.size()), 1);
        return columns * (m_cards.at(keys.front())->rect.width() + kCardGap) - kCardGap;
    }

    QRectF placeGrid(const std::vector<std::string> &keys, QPointF topLeft)
    {
        const auto columns = std::max(columnsFor(keys.size()), 1);
        QRectF area(topLeft, QSizeF());
        for (std::size_t index = 0; index < keys.size(); ++index) {
            auto &card = *m_cards.at(keys[index]);
            const auto column = static_cast<int>(index) % columns;
            const auto row = static_cast<int>(index) / columns;
            card.rect.moveTopLeft(
                topLeft
                + QPointF(column * (card.rect.width() + kCardGap), row * (card.rect.height() + kCardGap)));
            area = area.united(card.rect);
        }
        return area;
    }

    /// Each row of routers above what it meets, in the middle of it as far as the neighbours let it.
    void placeRouters()
    {
        int highest = 0;
        for (const auto &router : m_topology.routers)
            highest = std::max(highest, router.tier);
        for (int tier = 0; tier <= highest; ++tier) {
            std::vector<std::pair<qreal, RouterCard *>> row;
            for (auto &router : m_topology.routers) {
                if (router.tier == tier)
                    row.emplace_back(middleOf(router), &router);
            }
            std::stable_sort(row.begin(), row.end(),
                             [](const auto &a, const auto &b) { return a.first < b.first; });
            spread(row);
            for (auto &[middle, router] : row)
                router->rect.moveTopLeft(
                    {middle - router->rect.width() / 2, -(tier + 1) * (kRouterHeight + kRouterRise) + 12});
        }
    }

    qreal middleOf(const RouterCard &router) const
    {
        qreal sum = 0;
        int count = 0;
        std::set<std::string> seen; // a wire and its session lead to one card
        for (const auto &line : m_topology.lines) {
            for (const auto side : {0U, 1U}) {
                const auto &other = line.ends[1 - side].key;
                if (line.ends[side].key != router.key || !seen.insert(other).second)
                    continue;
                const auto card = m_cards.find(other);
                if (card != m_cards.end()) {
                    sum += card->second->rect.center().x();
                    ++count;
                }
                for (const auto &below : m_topology.routers) {
                    if (below.key == other && below.tier == router.tier - 1) {
                        sum += below.rect.center().x();
                        ++count;
                    }
                }
            }
        }
        if (count == 0 && router.pool >= 0) // pools stand above all that takes addresses from them
            return middleOfCards();
        return count == 0 ? 0 : sum / count;
    }

    qreal middleOfCards() const
    {
        QRectF all;
        for (const auto &[key, card] : m_cards)
            all = all.united(card->rect);
        return all.center().x();
    }

    /// Pushes routers of a row apart, evenly to both sides.
    static void spread(std::vector<std::pair<qreal, RouterCard *>> &row)
    {
        const auto gap = [](const RouterCard *a, const RouterCard *b) {
            return (a->rect.width() + b->rect.width()) / 2 + kRouterGap;
        };
        for (int pass = 0; pass < 50; ++pass) {
            bool isMoved = false;
            for (std::size_t index = 1; index < row.size(); ++index) {
                auto &[left, a] = row[index - 1];
                auto &[right, b] = row[index];
                const auto lack = gap(a, b) - (right - left);
                if (lack > 0.5) {
                    left -= lack / 2;
                    right += lack / 2;
                    isMoved = true;
                }
            }
            if (!isMoved)
                return;
        }
        for (std::size_t index = 1; index < row.size(); ++index)
            row[index].first = std::max(row[index].first,
                                        row[index - 1].first + gap(row[index - 1].second, row[index].second));
    }

    Topology &m_topology;
    std::map<std::string, NodeCard *> m_cards;
};

} // namespace

void frameCards(Topology &topology)
{
    std::map<std::string, QRectF> rects;
    for (const auto &card : topology.nodes)
        rects[card.key] = card.rect;
    const auto around = [&](const Frame &frame) {
        QRectF all;
        for (const auto &key : frame.members)
            all = all.united(rects[key]);
        return all;
    };
    // Racks first: a cluster goes around them. Racks that stand side by side share top and bottom.
    std::map<std::string, QRectF> ofCluster;
    for (auto &rack : topology.frames) {
        if (rack.isRack) {
            rack.rect = around(rack).adjusted(-kRackInset, -kRackHeader, kRackInset, kRackInset);
            auto &all = ofCluster[rack.id.cluster];
            all = all.united(rack.rect);
        }
    }
    for (auto &rack : topology.frames) {
        if (!rack.isRack)
            continue;
        auto stretched = rack.rect;
        stretched.setTop(ofCluster[rack.id.cluster].top());
        stretched.setBottom(ofCluster[rack.id.cluster].bottom());
        const bool isFree =
            std::none_of(topology.frames.begin(), topology.frames.end(), [&](const Frame &other) {
                return other.isRack && other.id != rack.id && other.rect.intersects(stretched);
            });
        const auto isIn = [&](const auto &card) {
            return card.rect.intersects(stretched) && !card.rect.intersects(rack.rect);
        };
        if (isFree && std::none_of(topology.nodes.begin(), topology.nodes.end(), isIn)
            && std::none_of(topology.routers.begin(), topology.routers.end(), isIn))
            rack.rect = stretched;
    }
    for (auto &cluster : topology.frames) {
        if (cluster.isRack)
            continue;
        auto rect = around(cluster).adjusted(-kClusterInset, -kClusterHeader, kClusterInset, kClusterFooter);
        if (cluster.members.empty())
            rect = QRectF(cluster.rect.topLeft(), QSizeF(320, 180));
        if (const auto racks = ofCluster.find(cluster.id.name); racks != ofCluster.end())
            rect = rect.united(
                racks->second.adjusted(-kClusterInset, -kClusterHeader, kClusterInset, kClusterFooter));
        rect.setWidth(std::max(rect.width(), titleWidth(cluster)));
        cluster.rect = rect;
    }
}

void layOut(Topology &topology, const Layout &layout, std::string_view lens)
{
    collapse(topology, lens, collapsedIn(layout));
    sizeCards(topology);
    AutoLayout(topology).run();
    const auto restore = [&](auto &cards) {
        for (auto &card : cards) {
            if (const auto saved = layout.positions.find(card.key); saved != layout.positions.end())
                card.rect.moveTopLeft(saved->second);
        }
    };
    restore(topology.nodes);
    restore(topology.routers);
    frameCards(topology);
    connectCards(topology);
}

} // namespace podloom::app
