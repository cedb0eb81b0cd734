#include "core/routing/path_mtu.h"

#include <algorithm>
#include <deque>

namespace podloom {

namespace {

/// The segments of the shortest way over routers; empty when there is none.
std::vector<std::size_t> segmentsBetween(const Underlay &wires, std::size_t from, std::size_t to)
{
    struct Step {
        std::size_t machine = 0;
        std::vector<std::size_t> segments{};
    };
    std::vector<bool> isKnown(wires.machines.size(), false);
    std::deque<Step> queue{{from, {}}};
    isKnown[from] = true;
    while (!queue.empty()) {
        const auto step = std::move(queue.front());
        queue.pop_front();
        for (const auto &own : wires.machines[step.machine].interfaces) {
            for (std::size_t next = 0; next < wires.machines.size(); ++next) {
                const auto &machine = wires.machines[next];
                const bool isThere = !own.isDown
                                  && std::any_of(machine.interfaces.begin(), machine.interfaces.end(),
                                                 [&](const MachineInterface &each) {
                                                     return !each.isDown && each.segment == own.segment;
                                                 });
                if (!isThere || isKnown[next] || (next != to && !machine.id.isRouter()))
                    continue;
                isKnown[next] = true;
                auto segments = step.segments;
                segments.push_back(own.segment);
                if (next == to)
                    return segments;
                queue.push_back({next, std::move(segments)});
            }
        }
    }
    return {};
}

} // namespace

std::optional<PathMtu> pathMtu(const RoutePrediction &prediction, const MachineId &from, const Prefix &to)
{
    const auto &wires = prediction.wires();
    const auto *machine = wires.find(from);
    const auto &prefixes = prediction.prefixes();
    const auto prefix = std::lower_bound(prefixes.begin(), prefixes.end(), to);
    if (!machine || prefix == prefixes.end() || *prefix != to)
        return std::nullopt;
    const auto index = static_cast<std::size_t>(machine - wires.machines.data());
    const auto target = static_cast<std::size_t>(prefix - prefixes.begin());
    const auto walks = Forwarding(prediction, wires).walksTo(target);
    const auto path = walks.path(index);
    if (walks.fates[index] != Fate::Delivered || path.size() < 2)
        return std::nullopt;
    PathMtu out;
    for (std::size_t step = 1; step < path.size(); ++step) {
        for (const auto segment : segmentsBetween(wires, path[step - 1], path[step])) {
            if (const auto &wire = wires.segments[segment];
                out.link.empty() || wire.mtuBytes < out.wireBytes) {
                out.wireBytes = wire.mtuBytes;
                out.link = wire.name;
            }
        }
    }
    if (out.link.empty())
        return std::nullopt;
    const auto agents = prediction.agentRoute(index, target);
    if (agents.way && agents.way->isTunnelled)
        out.overheadBytes = vxlanOverhead(to.family());
    out.bytes = out.wireBytes - out.overheadBytes;
    return out;
}

} // namespace podloom
