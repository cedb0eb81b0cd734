#include "app/canvas/collapse.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <tuple>

namespace podloom::app {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Collapse", text);
}

int badness(State state)
{
    return state == State::Down ? 3 : state == State::Changing ? 2 : state == State::Unknown ? 1 : 0;
}

std::optional<State> worse(const std::optional<State> &a, const std::optional<State> &b)
{
    if (!a || !b)
        return a ? a : b;
    return badness(*a) >= badness(*b) ? a : b;
}

/// Members of `frame` become one card.
NodeCard summaryOf(const Frame &frame, const std::string &key, const Topology &topology)
{
    const std::set<std::string> members(frame.members.begin(), frame.members.end());
    NodeCard card{.key = key, .name = frame.title, .isSpeaker = true, .isCollapsed = true};
    card.id.cluster = frame.isRack ? frame.id.cluster : frame.id.name; // without a name: no object of its own
    std::size_t nodes = 0;
    std::size_t pods = 0;
    for (const auto &node : topology.nodes) {
        if (!members.contains(node.key))
            continue;
        nodes += node.isUnplaced ? 0 : 1;
        pods += node.pods.size();
        card.state = worse(card.state, node.state);
        if (frame.isRack)
            card.rack = node.rack;
    }
    const auto counted = nodes == 1 ? tr("1 node") : tr("%1 nodes").arg(nodes);
    card.address = pods == 0 ? counted : tr("%1 · %2 pods").arg(counted).arg(pods);
    return card;
}

/// Lines to cards that others stand in for lead to those; what then joins the same two is one line.
void joinLines(Topology &topology, const std::map<std::string, std::string> &standIn)
{
    std::map<std::tuple<std::string, std::string, bool>, std::size_t> known;
    std::vector<ConnectionLine> lines;
    for (auto &line : topology.lines) {
        bool isMoved = false;
        for (auto &end : line.ends) {
            if (const auto found = standIn.find(end.key); found != standIn.end()) {
                end.key = found->second;
                isMoved = true;
            }
        }
        if (line.ends[0].key == line.ends[1].key)
            continue;
        if (line.ends[1].key < line.ends[0].key)
            std::swap(line.ends[0], line.ends[1]);
        if (!isMoved) {
            lines.push_back(std::move(line));
            continue;
        }
        const auto [at, isNew] =
            known.try_emplace({line.ends[0].key, line.ends[1].key, line.isSession}, lines.size());
        if (isNew) {
            line.object.reset(); // it stands for several
            lines.push_back(std::move(line));
            continue;
        }
        auto &first = lines[at->second];
        for (const auto side : {0U, 1U}) {
            if (badness(line.ends[side].state) > badness(first.ends[side].state))
                first.ends[side].state = line.ends[side].state;
        }
        first.isLive = first.isLive || line.isLive;
        first.willComeUp = first.willComeUp && line.willComeUp;
    }
    topology.lines = std::move(lines);
}

} // namespace

std::string frameKey(std::string_view lens, const Frame &frame)
{
    return layoutKey(lens, frame.id);
}

std::set<std::string> collapsedIn(const Layout &layout)
{
    std::set<std::string> out;
    for (const auto &key : layout.other[kCollapsed].items())
        out.insert(key.asString());
    return out;
}

void collapse(Topology &topology, std::string_view lens, const std::set<std::string> &keys)
{
    std::map<std::string, std::string> standIn; // key of a card → that of the card for it
    std::set<std::string> clusters;             // names of collapsed ones
    std::vector<NodeCard> summaries;
    for (auto &frame : topology.frames) { // clusters come before their racks
        const auto key = frameKey(lens, frame);
        if (!keys.contains(key) || frame.members.empty()
            || (frame.isRack && clusters.contains(frame.id.cluster)))
            continue;
        if (!frame.isRack)
            clusters.insert(frame.id.name);
        summaries.push_back(summaryOf(frame, key, topology));
        for (const auto &member : frame.members)
            standIn[member] = key;
    }
    if (summaries.empty())
        return;
    std::erase_if(topology.frames,
                  [&](const Frame &frame) { return frame.isRack && clusters.contains(frame.id.cluster); });
    for (auto &frame : topology.frames) {
        std::vector<std::string> members;
        for (const auto &member : frame.members) {
            const auto found = standIn.find(member);
            const auto &shown = found == standIn.end() ? member : found->second;
            if (std::find(members.begin(), members.end(), shown) == members.end())
                members.push_back(shown);
        }
        frame.members = std::move(members);
    }
    std::erase_if(topology.nodes, [&](const NodeCard &card) { return standIn.contains(card.key); });
    topology.nodes.insert(topology.nodes.end(), summaries.begin(), summaries.end());
    joinLines(topology, standIn);
}

} // namespace podloom::app
