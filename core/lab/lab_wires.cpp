#include "core/lab/lab_wires.h"

#include "core/base/text.h"
#include "core/lab/lab_spec.h"

#include <algorithm>

namespace podloom {

namespace {

Json interfaceWires(const LabInterface &interface)
{
    Json addresses = Json::array();
    for (const auto &address : interface.addresses)
        addresses.append(address.toString());
    return Json::object({{"segment", interface.segment},
                         {"mtu", interface.mtuBytes},
                         {"rate", static_cast<std::int64_t>(interface.rateBitsPerSecond)},
                         {"addresses", std::move(addresses)}});
}

bool hasAll(const Json &list, const Json &wanted)
{
    const auto &items = list.items();
    return std::all_of(wanted.items().begin(), wanted.items().end(), [&](const Json &each) {
        return std::find(items.begin(), items.end(), each) != items.end();
    });
}

/// Whether `wanted` is `found` and perhaps more interfaces and addresses, which can be added to a machine
/// that runs. Routes belong to the machine once it runs.
bool isExtension(const Json &found, const Json &wanted)
{
    if (found["routes"] != wanted["routes"])
        return false;
    const auto &interfaces = found["interfaces"].members();
    return std::all_of(interfaces.begin(), interfaces.end(), [&](const Json::Member &member) {
        const auto &[name, before] = member;
        const auto &now = wanted["interfaces"][name];
        return now["segment"] == before["segment"] && now["mtu"] == before["mtu"]
            && now["rate"] == before["rate"] && hasAll(now["addresses"], before["addresses"]);
    });
}

/// "a, b and 3 more are SUFFIX".
std::string sentence(const std::vector<std::string> &machines, const std::string &suffix)
{
    constexpr std::size_t kNamed = 3;
    if (machines.empty())
        return {};
    const auto named = std::min(machines.size(), kNamed);
    auto text = join({machines.begin(), machines.begin() + static_cast<std::ptrdiff_t>(named)}, ", ");
    if (machines.size() > named)
        text += " and " + std::to_string(machines.size() - named) + " more";
    return text + (machines.size() == 1 ? " is " : " are ") + suffix;
}

} // namespace

LabWires wiresOf(const LabSpec &spec)
{
    LabWires out;
    for (const auto &machine : spec.machines) {
        Json interfaces = Json::object();
        for (const auto &interface : machine.interfaces)
            interfaces.set(interface.name, interfaceWires(interface));
        Json routes = Json::array();
        for (const auto &route : machine.routes)
            routes.append(route.to.toString() + " via " + route.via.toString());
        out[machine.name] =
            Json::object({{"interfaces", std::move(interfaces)}, {"routes", std::move(routes)}});
    }
    return out;
}

std::string WiringDifference::toString() const
{
    std::vector<std::string> parts;
    auto otherwise = replaced;
    otherwise.insert(otherwise.end(), extended.begin(), extended.end());
    std::sort(otherwise.begin(), otherwise.end());
    for (auto &part : {sentence(otherwise, "wired otherwise"), sentence(missing, "missing"),
                       sentence(obsolete, "no longer wanted")}) {
        if (!part.empty())
            parts.push_back(part);
    }
    return join(parts, ", ");
}

WiringDifference compareWires(const LabWires &found, const LabWires &wanted)
{
    WiringDifference out;
    for (const auto &[machine, wires] : wanted) {
        const auto there = found.find(machine);
        if (there == found.end())
            out.missing.push_back(machine);
        else if (there->second != wires)
            (isExtension(there->second, wires) ? out.extended : out.replaced).push_back(machine);
    }
    for (const auto &[machine, wires] : found) {
        if (!wanted.contains(machine))
            out.obsolete.push_back(machine);
    }
    return out;
}

} // namespace podloom
