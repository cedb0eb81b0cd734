#include "core/routing/what_if.h"

#include <algorithm>

namespace podloom {

namespace {

std::size_t indexOf(const Underlay &wires, const MachineId &id)
{
    return static_cast<std::size_t>(wires.find(id) - wires.machines.data());
}

std::optional<std::size_t> prefixIndex(const RoutePrediction &prediction, const Prefix &prefix)
{
    const auto &all = prediction.prefixes();
    const auto at = std::lower_bound(all.begin(), all.end(), prefix);
    if (at == all.end() || *at != prefix)
        return std::nullopt;
    return static_cast<std::size_t>(at - all.begin());
}

/// Calls `visit(owner, prefix)` for every block whose node is still there.
void forEachBlock(const NodeBlocks &blocks, const Underlay &wires, const auto &visit)
{
    for (const auto &[owner, prefixes] : blocks) {
        const auto *machine = wires.find(owner);
        if (!machine || machine->isDown)
            continue;
        for (const auto &prefix : prefixes)
            visit(owner, prefix);
    }
}

std::vector<MachineId> idsOf(const Underlay &wires, const std::vector<std::size_t> &path)
{
    std::vector<MachineId> ids;
    for (const auto machine : path)
        ids.push_back(wires.machines[machine].id);
    return ids;
}

} // namespace

Result<WhatIf> whatIf(const Design &design, const NodeBlocks &blocks, const RoutePrediction &intact,
                      const Failures &failures)
{
    auto remaining = withFailures(intact.wires(), failures);
    if (!remaining)
        return Failure{std::move(remaining).error()};
    WhatIf result{RoutePrediction(design, blocks, intact.wires(), *std::move(remaining)), {}, {}};
    const auto &wires = result.after.wires();
    for (std::size_t index = 0; index < intact.sessions().size(); ++index) {
        if (intact.sessions()[index].isUp && !result.after.sessions()[index].isUp)
            result.lostSessions.push_back(index);
    }
    const Forwarding then(intact, intact.wires());
    const Forwarding before(intact, wires);
    const Forwarding after(result.after, wires);
    forEachBlock(blocks, wires, [&](const MachineId &owner, const Prefix &prefix) {
        const auto old = prefixIndex(intact, prefix);
        const auto fresh = prefixIndex(result.after, prefix);
        if (!old || !fresh)
            return;
        const auto intactWalks = then.walksTo(*old);
        const auto oldWalks = before.walksTo(*old);
        const auto freshWalks = after.walksTo(*fresh);
        for (std::size_t from = 0; from < wires.machines.size(); ++from) {
            const auto &machine = wires.machines[from];
            if (machine.id.isRouter() || machine.isDown || intactWalks.fates[from] != Fate::Delivered)
                continue;
            if (oldWalks.fates[from] != Fate::Delivered || freshWalks.fates[from] != Fate::Delivered)
                result.impacts.push_back(
                    {machine.id, owner, prefix, oldWalks.fates[from], freshWalks.fates[from]});
        }
    });
    std::sort(result.impacts.begin(), result.impacts.end(), [](const Impact &a, const Impact &b) {
        return std::tie(a.from, a.owner, a.prefix) < std::tie(b.from, b.owner, b.prefix);
    });
    return result;
}

std::vector<Impact> unreachable(const NodeBlocks &blocks, const RoutePrediction &prediction)
{
    std::vector<Impact> result;
    const auto &wires = prediction.wires();
    const Forwarding forwarding(prediction, wires);
    forEachBlock(blocks, wires, [&](const MachineId &owner, const Prefix &prefix) {
        const auto index = prefixIndex(prediction, prefix);
        if (!index)
            return;
        const auto walks = forwarding.walksTo(*index);
        for (std::size_t from = 0; from < wires.machines.size(); ++from) {
            const auto &machine = wires.machines[from];
            if (!machine.id.isRouter() && !machine.isDown && walks.fates[from] != Fate::Delivered)
                result.push_back({machine.id, owner, prefix, walks.fates[from], walks.fates[from]});
        }
    });
    std::sort(result.begin(), result.end(), [](const Impact &a, const Impact &b) {
        return std::tie(a.from, a.owner, a.prefix) < std::tie(b.from, b.owner, b.prefix);
    });
    return result;
}

std::vector<Asymmetry> asymmetries(const NodeBlocks &blocks, const RoutePrediction &prediction)
{
    std::vector<Asymmetry> result;
    const auto &wires = prediction.wires();
    const Forwarding forwarding(prediction, wires);
    for (const auto family : {Family::V4, Family::V6}) {
        std::vector<std::pair<std::size_t, Walks>> ends; // nodes, and the ways to their first blocks
        for (const auto &[owner, prefixes] : blocks) {
            const auto first = std::find_if(prefixes.begin(), prefixes.end(), [family](const Prefix &prefix) {
                return prefix.family() == family;
            });
            const auto index = first == prefixes.end() || !wires.find(owner)
                                 ? std::nullopt
                                 : prefixIndex(prediction, *first);
            if (index)
                ends.emplace_back(indexOf(wires, owner), forwarding.walksTo(*index));
        }
        for (std::size_t a = 0; a < ends.size(); ++a) {
            for (std::size_t b = a + 1; b < ends.size(); ++b) {
                if (ends[b].second.fates[ends[a].first] != Fate::Delivered
                    || ends[a].second.fates[ends[b].first] != Fate::Delivered)
                    continue;
                const auto there = ends[b].second.path(ends[a].first);
                const auto back = ends[a].second.path(ends[b].first);
                if (!std::equal(there.begin(), there.end(), back.rbegin(), back.rend()))
                    result.push_back({idsOf(wires, there), idsOf(wires, back)});
            }
        }
    }
    return result;
}

} // namespace podloom
