#include "tests/system/routing/seen_table.h"

#include "core/base/json.h"

#include <algorithm>
#include <sstream>

namespace podloom::test {

namespace {

/// "10.0.0.0/8", "default" or a bare address, as `ip` writes destinations.
std::optional<Prefix> destination(const std::string &text, Family family)
{
    if (text == "default")
        return Prefix::all(family);
    if (const auto prefix = Prefix::parse(text))
        return *prefix;
    const auto address = IpAddress::parse(text);
    return address ? std::optional(Prefix::host(*address)) : std::nullopt;
}

} // namespace

SeenTable birdTableOf(const std::string &said)
{
    SeenTable table;
    std::istringstream lines(said);
    std::optional<Prefix> last;
    SeenRoute *route = nullptr;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.front() != '\t') {
            const auto prefix = Prefix::parse(line.substr(0, line.find(' ')));
            if (prefix)
                last = *prefix;
            const bool isBgp = line.find("[n:") != std::string::npos;
            const bool isOwn =
                line.find("[blocks") != std::string::npos || line.find("[networks") != std::string::npos;
            route = last && (isBgp || isOwn) ? &table[*last] : nullptr;
            if (route && isOwn)
                route->hops.insert("local");
            else if (route && line.find("unreachable") != std::string::npos)
                route->hops.insert("unreachable");
            continue;
        }
        if (!route)
            continue;
        std::istringstream words(line);
        std::string word;
        words >> word;
        if (word == "via") {
            std::string gateway;
            std::string on;
            std::string interface;
            words >> gateway >> on >> interface;
            route->hops.insert(gateway + ' ' + interface);
        } else if (word == "BGP.as_path:") {
            for (std::uint32_t number = 0; words >> number;)
                route->asPath.push_back(number);
        }
    }
    return table;
}

void addFrrTable(SeenTable &table, const std::string &routes, const std::string &paths)
{
    const auto known = parseJson(routes);
    const auto told = parseJson(paths);
    if (!known || !told)
        return;
    for (const auto &[text, entries] : known->members()) {
        const auto prefix = Prefix::parse(text);
        for (const auto &entry : entries.items()) {
            const auto &protocol = entry["protocol"].asString();
            if (!prefix || !entry["selected"].asBool() || (protocol != "bgp" && protocol != "static"))
                continue;
            auto &route = table[*prefix];
            for (const auto &hop : entry["nexthops"].items()) {
                if (hop["unreachable"].asBool())
                    route.hops.insert("local");
                else if (hop["fib"].asBool())
                    route.hops.insert(hop["ip"].asString() + ' ' + hop["interfaceName"].asString());
            }
        }
    }
    for (const auto &[text, entries] : (*told)["routes"].members()) {
        const auto prefix = Prefix::parse(text);
        for (const auto &entry : entries.items()) {
            std::istringstream words(entry["path"].asString());
            if (!prefix || !entry["bestpath"].asBool() || !table.contains(*prefix))
                continue;
            for (std::uint32_t number = 0; words >> number;)
                table[*prefix].asPath.push_back(number);
        }
    }
}

std::vector<std::string> kernelQuestion(Family family, const std::string &protocol)
{
    return {"ip",    family == Family::V4 ? "-4" : "-6", "-j", "route", "show", "table", "main", "proto",
            protocol};
}

void addKernelTable(SeenTable &table, const std::string &said, Family family)
{
    const auto json = parseJson(said);
    if (!json)
        return;
    for (const auto &entry : json->items()) {
        const auto prefix = destination(entry["dst"].asString(), family);
        if (!prefix)
            continue;
        auto &route = table[*prefix];
        const auto add = [&](const Json &hop) {
            route.hops.insert(hop["gateway"].asString() + ' ' + hop["dev"].asString());
        };
        if (entry["type"].asString() == "unreachable")
            route.hops.insert("unreachable");
        else if (entry.contains("nexthops"))
            std::for_each(entry["nexthops"].items().begin(), entry["nexthops"].items().end(), add);
        else
            add(entry);
    }
}

SeenTable predictedTable(const RoutePrediction &prediction, const MachineId &machine, bool isKernel)
{
    SeenTable table;
    for (const auto &route : prediction.tableOf(machine)) {
        if (route.source == RouteSource::Local && isKernel)
            continue;
        auto &seen = table[route.prefix];
        if (route.source == RouteSource::Local)
            seen.hops.insert("local");
        else if (route.nextHop)
            seen.hops.insert(route.nextHop->toString() + ' ' + route.interface);
        else
            seen.hops.insert("unreachable");
        if (!isKernel && seen.asPath.empty())
            seen.asPath = route.asPath;
    }
    return table;
}

std::string toText(const SeenTable &table)
{
    std::string text;
    for (const auto &[prefix, route] : table) {
        text += prefix.toString() + ':';
        for (const auto &hop : route.hops)
            text += ' ' + hop + ',';
        text += " path";
        for (const auto number : route.asPath)
            text += ' ' + std::to_string(number);
        text += '\n';
    }
    return text;
}

std::string differences(const RoutePrediction &prediction, const MachineId &machine, const SeenTable &bird,
                        SeenTable kernel)
{
    std::string text;
    const auto predicted = predictedTable(prediction, machine, false);
    for (const auto &[prefix, route] : bird) {
        const auto at = predicted.find(prefix);
        // BIRD's table has the best way alone; the kernel's has all equal ones.
        const bool isPredicted = at != predicted.end()
                              && std::includes(at->second.hops.begin(), at->second.hops.end(),
                                               route.hops.begin(), route.hops.end());
        if (!isPredicted)
            text += machine.name + ": BIRD has\n  " + toText({{prefix, route}})
                  + (at == predicted.end() ? "" : "predicted\n  " + toText({*at}));
    }
    for (const auto &each : predicted) {
        if (!bird.contains(each.first))
            text += machine.name + ": BIRD lacks\n  " + toText({each});
    }
    const auto kernelPredicted = predictedTable(prediction, machine, true);
    std::erase_if(kernel, [&](const auto &each) {
        const auto at = predicted.find(each.first);
        return at != predicted.end() && at->second.hops.contains("local");
    });
    if (kernel != kernelPredicted)
        text +=
            machine.name + ": the kernel has\n" + toText(kernel) + "predicted\n" + toText(kernelPredicted);
    return text;
}

} // namespace podloom::test
