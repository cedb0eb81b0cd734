#include "app/canvas/group_item.h"
#include "app/canvas/layered_layout.h"
#include "app/canvas/policy_picture.h"
#include "app/theme/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace podloom::app {

namespace {

constexpr qreal kWidth = 172;
constexpr qreal kHeight = 84;
constexpr qreal kPillHeight = 60;
constexpr qreal kPortStep = 22;
constexpr qreal kLabelHeight = 22;
constexpr qreal kColumnGap = 116;
constexpr qreal kComponentGap = 56;
constexpr qreal kRestGap = 24;

qreal labelWidth(const QString &ports)
{
    auto strong = font(TextRole::Tiny);
    strong.setWeight(QFont::DemiBold);
    return QFontMetricsF(strong).horizontalAdvance(ports) + 16;
}

void sizeGroups(PolicyPicture &picture)
{
    std::vector<int> in(picture.groups.size(), 0);
    std::vector<int> out(picture.groups.size(), 0);
    for (const auto &arrow : picture.arrows) {
        ++out[arrow.from];
        ++in[arrow.to];
    }
    for (std::size_t index = 0; index < picture.groups.size(); ++index) {
        auto &group = picture.groups[index];
        const bool isPods = group.kind == PolicyGroup::Kind::Pods || group.kind == PolicyGroup::Kind::Host;
        const auto text = QFontMetricsF(font(TextRole::MonoSmall)).horizontalAdvance(group.labels);
        const auto needed = std::max(in[index], out[index]) * kPortStep + 20;
        group.rect.setSize({isPods ? kWidth : std::max(112.0, text + 36),
                            std::max(isPods ? kHeight + 20.0 * GroupItem::extraLines(group) : kPillHeight,
                                     static_cast<qreal>(needed))});
    }
}

/// A point of a piece of the curve, t from 0 to 1.
QPointF onPiece(const std::vector<QPointF> &path, std::size_t piece, qreal t)
{
    const auto *p = path.data() + 3 * piece;
    const auto u = 1 - t;
    return p[0] * (u * u * u) + p[1] * (3 * u * u * t) + p[2] * (3 * u * t * t) + p[3] * (t * t * t);
}

qreal commonArea(const QRectF &a, const QRectF &b)
{
    const auto common = a.intersected(b);
    return common.isEmpty() ? 0 : common.width() * common.height();
}

/// Puts each label onto its line, away from labels that stand there already and from cards. The middle of the
/// last piece is best: it is nearest to the gate.
void placeLabels(PolicyPicture &picture)
{
    std::vector<QRectF> taken;
    for (auto &arrow : picture.arrows) {
        const QSizeF size(labelWidth(arrow.ports), kLabelHeight);
        const auto pieces = (arrow.path.size() - 1) / 3;
        qreal least = INFINITY;
        for (std::size_t piece = 0; piece < pieces; ++piece) {
            for (const auto t : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74}) {
                QRectF box({}, size);
                box.moveCenter(onPiece(arrow.path, piece, t));
                auto cost = std::abs(t - 0.5) + 2 * static_cast<qreal>(pieces - 1 - piece);
                for (const auto &other : taken)
                    cost += commonArea(box.adjusted(-2, -2, 2, 2), other);
                for (const auto &group : picture.groups)
                    cost += 4 * commonArea(box, group.rect.adjusted(-12, 0, 12, 0));
                if (cost < least) {
                    least = cost;
                    arrow.label = box.center();
                }
            }
        }
        QRectF box({}, size);
        box.moveCenter(arrow.label);
        taken.push_back(box);
    }
}

struct Port {
    qreal order = 0;
    std::size_t arrow = 0;
};

/// By group: the height at which each of its arrows crosses the gate.
std::map<std::size_t, qreal> crossings(const PolicyPicture &picture, bool isIncoming,
                                       const std::vector<std::vector<QPointF>> &bends)
{
    std::map<std::size_t, std::vector<Port>> byGroup;
    for (std::size_t index = 0; index < picture.arrows.size(); ++index) {
        const auto &arrow = picture.arrows[index];
        const auto &via = index < bends.size() ? bends[index] : std::vector<QPointF>();
        const auto &other = picture.groups[isIncoming ? arrow.from : arrow.to].rect;
        const auto order = via.empty() ? other.center().y() : isIncoming ? via.back().y() : via.front().y();
        byGroup[isIncoming ? arrow.to : arrow.from].push_back({order, index});
    }
    std::map<std::size_t, qreal> out;
    for (auto &[group, ports] : byGroup) {
        std::stable_sort(ports.begin(), ports.end(),
                         [](const Port &a, const Port &b) { return a.order < b.order; });
        const auto middle = (static_cast<qreal>(ports.size()) - 1) / 2;
        for (std::size_t number = 0; number < ports.size(); ++number)
            out[ports[number].arrow] =
                picture.groups[group].rect.center().y() + (static_cast<qreal>(number) - middle) * kPortStep;
    }
    return out;
}

} // namespace

void routeArrows(PolicyPicture &picture, const std::vector<std::vector<QPointF>> &bends)
{
    const auto leaving = crossings(picture, false, bends);
    const auto arriving = crossings(picture, true, bends);
    for (std::size_t index = 0; index < picture.arrows.size(); ++index) {
        auto &arrow = picture.arrows[index];
        const QPointF from(picture.groups[arrow.from].rect.right(), leaving.at(index));
        const QPointF to(picture.groups[arrow.to].rect.left(), arriving.at(index));
        std::vector<QPointF> via;
        if (index < bends.size() && to.x() > from.x())
            via = bends[index];
        via.push_back(to);
        arrow.path = {from};
        auto at = from;
        bool isPassing = false; // straight through a column, curved between them
        for (const auto &next : via) {
            const auto reach =
                isPassing ? (next.x() - at.x()) / 3 : std::max(std::abs(next.x() - at.x()) * 0.5, 48.0);
            arrow.path.insert(arrow.path.end(), {at + QPointF(reach, 0), next - QPointF(reach, 0), next});
            at = next;
            isPassing = !isPassing;
        }
    }
    placeLabels(picture);
}

namespace {

/// Groups that arrows join, the largest part first; those without an arrow at the end, each by itself.
std::vector<std::vector<std::size_t>> componentsOf(const PolicyPicture &picture)
{
    std::vector<std::size_t> part(picture.groups.size());
    std::iota(part.begin(), part.end(), std::size_t{0});
    const auto root = [&](std::size_t index) {
        while (part[index] != index)
            index = part[index] = part[part[index]];
        return index;
    };
    for (const auto &arrow : picture.arrows)
        part[root(arrow.from)] = root(arrow.to);
    std::map<std::size_t, std::vector<std::size_t>> byRoot;
    for (std::size_t index = 0; index < picture.groups.size(); ++index)
        byRoot[root(index)].push_back(index);
    std::vector<std::vector<std::size_t>> out;
    for (auto &[first, members] : byRoot)
        out.push_back(std::move(members));
    std::stable_sort(out.begin(), out.end(),
                     [](const auto &a, const auto &b) { return a.size() > b.size(); });
    return out;
}

/// Lays one part out around its own origin and fills in the bends of its arrows.
QRectF placeComponent(PolicyPicture &picture, const std::vector<std::size_t> &members,
                      std::vector<std::vector<QPointF>> &bends)
{
    LayeredGraph graph{.columnGap = kColumnGap};
    std::map<std::size_t, std::size_t> place;
    for (const auto index : members) {
        place[index] = graph.sizes.size();
        graph.sizes.push_back(picture.groups[index].rect.size());
    }
    std::vector<std::size_t> arrows;
    for (std::size_t index = 0; index < picture.arrows.size(); ++index) {
        const auto &arrow = picture.arrows[index];
        if (!place.contains(arrow.from))
            continue;
        arrows.push_back(index);
        graph.edges.emplace_back(place.at(arrow.from), place.at(arrow.to));
    }
    const auto places = layOutLayered(graph);
    QRectF all;
    for (const auto index : members) {
        picture.groups[index].rect.moveTopLeft(places.topLeft[place.at(index)]);
        all = all.united(picture.groups[index].rect);
    }
    for (std::size_t number = 0; number < arrows.size(); ++number) {
        if (!places.isBackward[number])
            bends[arrows[number]] = places.bends[number];
        for (const auto &bend : bends[arrows[number]])
            all = all.united(QRectF(bend - QPointF(1, 8), QSizeF(2, 16)));
    }
    return all;
}

/// Parts below and beside each other: rows as wide as the largest part.
void placeComponents(PolicyPicture &picture, std::vector<std::vector<QPointF>> &bends)
{
    const auto components = componentsOf(picture);
    qreal widest = 4 * (kWidth + kRestGap);
    QPointF at;
    qreal rowHeight = 0;
    for (const auto &members : components) {
        const auto area = placeComponent(picture, members, bends);
        widest = std::max(widest, area.width());
        if (at.x() > 0 && at.x() + area.width() > widest) {
            at = {0, at.y() + rowHeight + kComponentGap};
            rowHeight = 0;
        }
        const auto way = at - area.topLeft();
        for (const auto index : members)
            picture.groups[index].rect.translate(way);
        for (std::size_t index = 0; index < picture.arrows.size(); ++index) {
            if (std::find(members.begin(), members.end(), picture.arrows[index].from) == members.end())
                continue;
            for (auto &bend : bends[index])
                bend += way;
        }
        at.rx() += area.width() + (members.size() > 1 ? kComponentGap : kRestGap);
        rowHeight = std::max(rowHeight, area.height());
    }
}

} // namespace

void layOut(PolicyPicture &picture, const Layout &layout)
{
    sizeGroups(picture);
    std::vector<std::vector<QPointF>> bends(picture.arrows.size());
    placeComponents(picture, bends);
    for (std::size_t group = 0; group < picture.groups.size(); ++group) {
        const auto saved = layout.positions.find(picture.groups[group].key);
        if (saved == layout.positions.end())
            continue;
        picture.groups[group].rect.moveTopLeft(saved->second);
        // A card that was moved by hand has its arrows straight: the ways around others are not its own.
        for (std::size_t index = 0; index < picture.arrows.size(); ++index) {
            if (picture.arrows[index].from == group || picture.arrows[index].to == group)
                bends[index].clear();
        }
    }
    routeArrows(picture, bends);
}

} // namespace podloom::app
