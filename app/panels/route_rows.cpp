#include "app/panels/route_rows.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace podloom::app {

namespace {

/// More prefixes that a machine does not know are not listed.
constexpr std::size_t kMostAbsent = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("RouteRows", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

QString wayOf(const std::string &nextHop, const std::string &interface)
{
    if (!nextHop.empty())
        return qs(nextHop + " " + interface);
    return interface == "blackhole" ? tr("own block") : interface.empty() ? tr("nowhere") : qs(interface);
}

std::string hopOf(const PredictedRoute &route)
{
    return route.nextHop ? route.nextHop->toString() : std::string();
}

} // namespace

std::vector<RouteRow> routeRows(const Analysis &analysis, const MachineId &machine, const Json &real)
{
    std::vector<RouteRow> rows;
    std::set<Prefix> predicted;
    const auto realOf = [&](const std::string &prefix) {
        std::vector<const Json *> out;
        for (const auto &entry : real.items()) {
            if (entry["prefix"].asString() == prefix && !entry["owner"].isNull())
                out.push_back(&entry);
        }
        return out;
    };
    for (const auto &route : analysis.routes->tables().tableOf(machine)) {
        predicted.insert(route.prefix);
        RouteRow row{
            .prefix = route.prefix, .way = wayOf(hopOf(route), route.interface), .from = qs(route.from)};
        if (!real.isNull()) {
            const auto there = realOf(route.prefix.toString());
            const bool isSame = std::any_of(there.begin(), there.end(), [&](const Json *entry) {
                return (*entry)["nextHop"].asString() == hopOf(route);
            });
            row.match = isSame        ? RouteRow::Match::Same
                      : there.empty() ? RouteRow::Match::Missing
                                      : RouteRow::Match::Other;
            if (!isSame && !there.empty())
                row.real =
                    wayOf((*there.front())["nextHop"].asString(), (*there.front())["interface"].asString());
        }
        rows.push_back(std::move(row));
    }
    for (const auto &entry : real.items()) {
        const auto prefix = Prefix::parse(entry["prefix"].asString());
        const auto &owner = entry["owner"].asString();
        const bool isRouted = owner == "bird" || owner == "bgp" || owner == "agent";
        const bool isOfPod = prefix && prefix->length() == bitsOf(prefix->family()); // routes to single pods
        if (!prefix || !isRouted || isOfPod || predicted.contains(*prefix))
            continue;
        rows.push_back({.match = RouteRow::Match::Surplus,
                        .prefix = *prefix,
                        .way = wayOf(entry["nextHop"].asString(), entry["interface"].asString()),
                        .from = qs(entry["from"].asString())});
    }
    std::size_t absent = 0;
    for (const auto &prefix : analysis.routes->tables().prefixes()) {
        if (predicted.contains(prefix) || absent >= kMostAbsent)
            continue;
        ++absent;
        rows.push_back({.match = RouteRow::Match::Absent, .prefix = prefix});
    }
    return rows;
}

} // namespace podloom::app
