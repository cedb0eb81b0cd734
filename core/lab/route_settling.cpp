#include "core/lab/route_settling.h"

#include "core/lab/settling.h"
#include "core/routing/predict.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{100};

/// What BIRD of one node has: the best next hops of each prefix.
using Table = std::map<Prefix, std::set<std::optional<IpAddress>>>;

struct NodeTables {
    NodeBlocks blocks{};
    std::vector<Table> tables{}; ///< by link
};

Table tableOf(const Json &routes)
{
    Table table;
    for (const auto &route : routes.items()) {
        if (const auto prefix = Prefix::parse(route["prefix"].asString()))
            table[*prefix].insert(IpAddress::parse(route["nextHop"].asString()));
    }
    return table;
}

Result<NodeTables> readTables(const std::vector<NodeLink *> &links)
{
    NodeTables out;
    out.tables.resize(links.size());
    std::mutex mutex;
    std::optional<Error> failure;
    forEachParallel(links.size(), [&](std::size_t index) {
        const auto &member = links[index]->member();
        auto answer = links[index]->call("routes", Json::object());
        const std::lock_guard lock(mutex);
        if (!answer) {
            // BIRD is not there for a moment; its routes are missing until it is.
            if (answer.error().message.id != "bird-away")
                failure = std::move(answer).error();
            return;
        }
        out.tables[index] = tableOf((*answer)["routes"]);
        auto &blocks = out.blocks[MachineId::node(member.cluster, member.node)];
        for (const auto &block : (*answer)["blocks"].items()) {
            if (const auto prefix = Prefix::parse(block.asString()))
                blocks.push_back(*prefix);
        }
    });
    if (failure)
        return Failure{*std::move(failure)};
    return out;
}

/// Prefixes of which no single outcome is predicted.
std::set<Prefix> undecided(const RoutePrediction &prediction)
{
    std::set<Prefix> out(prediction.restless().begin(), prediction.restless().end());
    out.insert(prediction.ambiguous().begin(), prediction.ambiguous().end());
    return out;
}

/// BIRD's best route is one of the equal ones that the kernel gets.
void addMissing(const RoutePrediction &prediction, const MachineId &machine, const Table &table,
                std::vector<MissingRoute> &missing)
{
    const auto skipped = undecided(prediction);
    std::map<Prefix, std::vector<PredictedRoute>> wanted;
    for (auto &route : prediction.tableOf(machine)) {
        if (route.source == RouteSource::Bgp && !skipped.contains(route.prefix))
            wanted[route.prefix].push_back(std::move(route));
    }
    for (const auto &[prefix, routes] : wanted) {
        const auto at = table.find(prefix);
        const bool isThere =
            at != table.end() && std::any_of(routes.begin(), routes.end(), [&](const PredictedRoute &route) {
                return at->second.contains(route.nextHop);
            });
        if (!isThere)
            missing.push_back({machine.name, prefix, routes.front().nextHop, routes.front().from,
                               at == table.end() ? std::nullopt : *at->second.begin()});
    }
}

} // namespace

Result<std::vector<MissingRoute>> waitForRoutes(const std::vector<NodeLink *> &links, const Design &placed,
                                                std::chrono::milliseconds patience, const LabJob &job)
{
    const auto deadline = Clock::now() + patience;
    std::optional<RoutePrediction> prediction;
    NodeBlocks blocks;
    while (!job.stop.stop_requested()) {
        const auto seen = readTables(links);
        if (!seen)
            return wrap(seen.error(), "wait for routes");
        if (!prediction || seen->blocks != blocks) {
            blocks = seen->blocks;
            prediction.emplace(placed, blocks);
        }
        std::vector<MissingRoute> missing;
        for (std::size_t index = 0; index < links.size(); ++index) {
            const auto &member = links[index]->member();
            addMissing(*prediction, MachineId::node(member.cluster, member.node), seen->tables[index],
                       missing);
        }
        if (missing.empty() || Clock::now() >= deadline)
            return missing;
        pauseUnlessStopped(job, kPoll);
    }
    return fail(Errc::Cancelled, "cancelled", "it was cancelled");
}

Error missingError(const MissingRoute &route)
{
    const auto way = route.nextHop ? " via " + route.nextHop->toString() : std::string();
    if (route.found)
        return fail(
                   Errc::Timeout, "route-otherwise",
                   "%1 leads to %2 via %3, and should%4, as %5 tells it: `podloomctl routes --why` names the "
                   "way",
                   {route.node, route.prefix.toString(), route.found->toString(), way, route.from})
            .error;
    return fail(Errc::Timeout, "route-missing",
                "%1 has no route to %2%3, which %4 should tell it: look at the session between the two",
                {route.node, route.prefix.toString(), way, route.from})
        .error;
}

Json toJson(const MissingRoute &route)
{
    const auto text = [](const std::optional<IpAddress> &address) {
        return address ? Json(address->toString()) : Json();
    };
    return Json::object({{"node", route.node},
                         {"prefix", route.prefix.toString()},
                         {"nextHop", text(route.nextHop)},
                         {"from", route.from},
                         {"found", text(route.found)}});
}

} // namespace podloom
