// podloomctl ipam plan: what the pools of a design can hold, on paper. The other verbs of ipam ask a lab.
#include "app/cli/input.h"
#include "app/cli/ipam_lab.h"
#include "app/cli/verbs.h"
#include "core/address/pools.h"

#include <algorithm>

namespace podloom::cli {

namespace {

Json toJson(const PoolCapacity &capacity)
{
    auto nodes = Json::array();
    for (const auto &node : capacity.usableByNodes)
        nodes.append(node);
    // Counts are text: those of IPv6 do not fit into a JSON number.
    return Json::object({{"name", capacity.pool.meta.id.name},
                         {"cidr", capacity.pool.cidr.toString()},
                         {"blockSize", capacity.pool.blockSize},
                         {"blocks", capacity.blocks.toString()},
                         {"addresses", capacity.addresses.toString()},
                         {"usableByNodes", std::move(nodes)},
                         {"maxNodes", capacity.maxNodes.toString()},
                         {"podsPerNode", capacity.podsPerNode.toString()}});
}

std::string toLine(const PoolCapacity &capacity)
{
    const auto &pool = capacity.pool;
    return pool.meta.id.name + ": " + pool.cidr.toString() + " in " + capacity.blocks.toString()
         + " blocks of /" + std::to_string(pool.blockSize) + ", " + capacity.addresses.toString()
         + " addresses; " + std::to_string(capacity.usableByNodes.size()) + " nodes use it, room for "
         + capacity.maxNodes.toString() + ", " + capacity.podsPerNode.toString() + " pods a node";
}

int plan(const QStringList &arguments)
{
    QCommandLineParser parser;
    const auto json = jsonOption();
    parser.addOption(json);
    int exitStatus = kFine;
    if (!parseArguments(parser, kIpamVerb, arguments, exitStatus))
        return exitStatus;
    const auto paths = parser.positionalArguments().mid(1);
    if (parser.positionalArguments().value(0) != QLatin1String("plan") || paths.isEmpty())
        return failWith("usage: podloomctl " + std::string(kIpamVerb.usage));
    const auto snapshot = readWholeDesign(paths, exitStatus);
    if (!snapshot)
        return exitStatus;
    const auto &design = snapshot->design();
    auto pools = Json::array();
    for (const auto &cluster : design.clusterNames()) {
        for (const auto &capacity : capacityOf(design, cluster)) {
            pools.append(toJson(capacity));
            if (!parser.isSet(json))
                printLine(toLine(capacity));
        }
    }
    if (parser.isSet(json))
        printJson(Json::object({{"pools", std::move(pools)}}));
    return kFine;
}

int run(const QStringList &arguments)
{
    // The verb stands first, or behind options with their values.
    const bool asksLab = std::any_of(arguments.begin(), arguments.end(), isIpamLabVerb)
                      && !arguments.contains(QLatin1String("plan"));
    return asksLab ? runIpamLab(arguments) : plan(arguments);
}

} // namespace

const Verb kIpamVerb{
    .name = "ipam",
    .usage = "ipam plan PATH... | show | check | release [ADDRESS | NAMESPACE/NAME | CONTAINER | NODE]... "
             "| split POOL [--into N]  [--lab LAB] [--json]",
    .summary = "Says what address pools can hold, and who has the addresses of a lab; releases "
               "leaked ones, of a pod, a workload or a container if one is named.",
    .run = run};

} // namespace podloom::cli
