#include "agentd/node/launch_spec.h"

#include "agentd/wire/names.h"
#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace podloom {

namespace {

Failure wrong(const std::string &what, const Json &value)
{
    return fail(Errc::InvalidArgument, "launch-spec", "%1 cannot be %2", {what, value.dump()});
}

/// "1Gbit", "100Mbit", "64kbit" or a number of bits a second.
std::optional<std::uint64_t> rateFrom(const Json &value)
{
    if (value.isNull())
        return 0;
    if (value.isInt())
        return value.asInt() >= 0 ? std::optional(static_cast<std::uint64_t>(value.asInt())) : std::nullopt;
    const std::string_view text = value.asString();
    const auto unit = text.find_first_not_of("0123456789");
    const auto number = parseUnsigned(text.substr(0, unit), 1'000'000'000'000ULL);
    if (!number)
        return std::nullopt;
    const auto name = unit == std::string_view::npos ? std::string() : toLower(text.substr(unit));
    const std::uint64_t factor = name.empty() || name == "bit" ? 1
                               : name == "kbit"                ? 1'000
                               : name == "mbit"                ? 1'000'000
                               : name == "gbit"                ? 1'000'000'000
                                                               : 0;
    return factor > 0 ? std::optional(*number * factor) : std::nullopt;
}

bool isInterfaceName(std::string_view name)
{
    return !name.empty() && name.size() < 16 && name != "." && name != ".."
        && name.find_first_of("/: \t\n") == std::string_view::npos;
}

bool isInsidePath(std::string_view path)
{
    if (!path.starts_with('/') || path.ends_with('/'))
        return false;
    const auto parts = split(path, '/');
    return std::none_of(parts.begin(), parts.end(), [](std::string_view part) { return part == ".."; });
}

Result<InterfaceSpec> interfaceFrom(const std::string &machine, const Json &json)
{
    const auto what = "an interface of " + machine;
    InterfaceSpec spec;
    spec.name = json["name"].asString();
    spec.segment = json["segment"].asString();
    if (!isInterfaceName(spec.name) || (spec.segment.empty() && spec.name != "lo"))
        return wrong(what, json);
    // Without one, the same name always gets the same address.
    const auto &mac = json["mac"].asString();
    const auto parsed = mac.empty() ? podMac(machine, spec.name) : MacAddress::parse(mac);
    const auto rate = rateFrom(json["rate"]);
    const auto mtu = json["mtu"].asInt(1500);
    if (!parsed || !rate || mtu < 68 || mtu > 65536)
        return wrong(what, json);
    spec.mac = *parsed;
    spec.rateBitsPerSecond = *rate;
    spec.mtuBytes = static_cast<unsigned>(mtu);
    for (const auto &each : json["addresses"].items()) {
        auto address = InterfaceAddress::parse(each.asString());
        if (!address)
            return wrong("an address of " + machine, each);
        spec.addresses.push_back(*address);
    }
    return spec;
}

Result<RouteSpec> routeFrom(const std::string &machine, const Json &json)
{
    const auto via = IpAddress::parse(json["via"].asString());
    if (!via)
        return wrong("a route of " + machine, json);
    RouteSpec spec;
    spec.via = *via;
    spec.interface = json["interface"].asString();
    if (json["to"].asString() == "default") {
        spec.to = Prefix::all(via->family());
        return spec;
    }
    auto to = Prefix::parse(json["to"].asString());
    if (!to || to->family() != via->family())
        return wrong("a route of " + machine, json);
    spec.to = *to;
    return spec;
}

Result<FileSpec> fileFrom(const std::string &machine, const Json &json)
{
    FileSpec spec;
    spec.path = json["path"].asString();
    spec.content = json["content"].asString();
    if (!isInsidePath(spec.path) || !json["content"].isString())
        return wrong("a file of " + machine, Json::object({{"path", json["path"]}}));
    if (const auto &mode = json["mode"].asString(); !mode.empty()) {
        const auto [end, error] = std::from_chars(mode.data(), mode.data() + mode.size(), spec.mode, 8);
        if (error != std::errc() || end != mode.data() + mode.size() || spec.mode > 07777)
            return wrong("the mode of " + spec.path, json["mode"]);
    }
    return spec;
}

Result<ServiceSpec> serviceFrom(const std::string &machine, const Json &json)
{
    ServiceSpec spec;
    spec.name = json["name"].asString();
    for (const auto &each : json["argv"].items())
        spec.argv.push_back(each.asString());
    for (const auto &[key, value] : json["environment"].members())
        spec.environment.push_back(key + '=' + value.asString());
    if (!isPlainName(spec.name) || spec.argv.empty() || spec.argv.front().empty())
        return wrong("a service of " + machine, json);
    return spec;
}

/// Reads each item of `list` by `read` into `out`.
template <class Spec, class Read>
Status readAllInto(std::vector<Spec> &out, const std::string &machine, const Json &list, Read read)
{
    for (const auto &each : list.items()) {
        auto spec = read(machine, each);
        if (!spec)
            return Failure{std::move(spec).error()};
        out.push_back(*std::move(spec));
    }
    return {};
}

Result<NeighbourSpec> neighbourFrom(const std::string &machine, const Json &json)
{
    const auto address = IpAddress::parse(json["address"].asString());
    const auto mac = MacAddress::parse(json["mac"].asString());
    if (!address || !mac || !isInterfaceName(json["interface"].asString()))
        return wrong("a neighbour of " + machine, json);
    return NeighbourSpec{json["interface"].asString(), *address, *mac};
}

Result<MachineSpec> machineFrom(const Json &json)
{
    MachineSpec spec;
    spec.name = json["name"].asString();
    if (!isPlainName(spec.name))
        return wrong("the name of a machine", json["name"]);
    spec.hostname = json["hostname"].isString() ? json["hostname"].asString() : spec.name;
    auto read = readAllInto(spec.interfaces, spec.name, json["interfaces"], interfaceFrom);
    if (read)
        read = readAllInto(spec.routes, spec.name, json["routes"], routeFrom);
    if (read)
        read = readAllInto(spec.neighbours, spec.name, json["neighbours"], neighbourFrom);
    if (read)
        read = readAllInto(spec.files, spec.name, json["files"], fileFrom);
    if (read)
        read = readAllInto(spec.services, spec.name, json["services"], serviceFrom);
    if (!read)
        return Failure{std::move(read).error()};
    for (const auto &[key, value] : json["sysctls"].members()) {
        if (key.find("..") != std::string::npos || key.find('/') != std::string::npos)
            return wrong("a sysctl of " + spec.name, Json(key));
        spec.sysctls.emplace_back(key, value.isString() ? value.asString() : value.dump());
    }
    return spec;
}

Status checkNames(const LaunchSpec &spec)
{
    const std::set<std::string> segments(spec.segments.begin(), spec.segments.end());
    std::set<std::string> machines;
    for (const auto &machine : spec.machines) {
        if (!machines.insert(machine.name).second)
            return fail(Errc::InvalidArgument, "launch-twice", "the machine %1 stands there twice",
                        {machine.name});
        std::set<std::string> interfaces;
        for (const auto &each : machine.interfaces) {
            if (!interfaces.insert(each.name).second)
                return fail(Errc::InvalidArgument, "launch-twice", "%1 has the interface %2 twice",
                            {machine.name, each.name});
            if (!each.segment.empty() && !segments.contains(each.segment))
                return fail(Errc::InvalidArgument, "launch-segment",
                            "%1 of %2 is on the segment \"%3\", which is not there",
                            {each.name, machine.name, each.segment});
        }
    }
    return {};
}

} // namespace

bool isPlainName(std::string_view name)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !name.empty() && name.size() <= 63 && isWord(name.front())
        && std::all_of(name.begin(), name.end(),
                       [&](char c) { return isWord(c) || c == '.' || c == '_' || c == '-'; });
}

Result<LaunchSpec> launchSpecFrom(const Json &json)
{
    LaunchSpec spec;
    spec.lab = json["lab"].asString();
    spec.directory = json["directory"].asString();
    if (!isInsidePath(spec.directory))
        return wrong("the directory of a lab", json["directory"]);
    for (const auto &each : json["segments"].items()) {
        const auto &name = each["name"].asString();
        if (name.empty()
            || std::find(spec.segments.begin(), spec.segments.end(), name) != spec.segments.end())
            return wrong("a segment", each);
        spec.segments.push_back(name);
    }
    for (const auto &each : json["machines"].items()) {
        auto machine = machineFrom(each);
        if (!machine)
            return Failure{std::move(machine).error()};
        spec.machines.push_back(*std::move(machine));
    }
    if (auto checked = checkNames(spec); !checked)
        return Failure{std::move(checked).error()};
    return spec;
}

} // namespace podloom
