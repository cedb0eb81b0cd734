#include "core/routing/kernel_table.h"

#include "core/base/text.h"

#include <array>
#include <utility>

namespace podloom {

namespace {

constexpr std::array<std::pair<unsigned, std::string_view>, 9> kOwners{{{2, "kernel"},
                                                                        {3, "boot"},
                                                                        {4, "static"},
                                                                        {9, "ra"},
                                                                        {12, "bird"},
                                                                        {112, "agent"},
                                                                        {113, "agent"},
                                                                        {186, "bgp"},
                                                                        {196, "static"}}};

/// "10.0.0.0/8", "default" or a bare address.
std::optional<Prefix> destination(const std::string &text, Family family)
{
    if (text == "default")
        return Prefix::all(family);
    if (const auto address = IpAddress::parse(text))
        return Prefix::host(*address);
    const auto prefix = Prefix::parse(text);
    return prefix ? std::optional(*prefix) : std::nullopt;
}

/// `ip` knows names for some numbers and writes none for "boot".
std::string ownerOf(const std::string &protocol)
{
    if (protocol.empty())
        return "boot";
    const auto number = parseUnsigned(protocol, 255);
    return number ? routeOwner(static_cast<unsigned>(*number)) : protocol;
}

bool drops(const std::string &type)
{
    return type == "blackhole" || type == "unreachable" || type == "prohibit";
}

} // namespace

std::string routeOwner(unsigned protocol)
{
    for (const auto &[number, name] : kOwners) {
        if (number == protocol)
            return std::string(name);
    }
    return "protocol " + std::to_string(protocol);
}

bool drops(const KernelEntry &entry)
{
    return drops(entry.interface);
}

bool isOfBgp(const KernelEntry &entry)
{
    return entry.owner == "bird" || entry.owner == "bgp";
}

Result<std::vector<KernelEntry>> parseKernelTable(std::string_view json, Family family)
{
    std::vector<KernelEntry> out;
    if (trimmed(json).empty())
        return out;
    const auto parsed = parseJson(json);
    if (!parsed || !parsed->isArray())
        return fail(Errc::InvalidArgument, "kernel-table", "the table of routes could not be read whole");
    for (const auto &route : parsed->items()) {
        const auto prefix = destination(route["dst"].asString(), family);
        const auto &type = route["type"].asString();
        if (!prefix || !(type.empty() || type == "unicast" || drops(type)))
            continue;
        KernelEntry entry;
        entry.prefix = *prefix;
        entry.owner = ownerOf(route["protocol"].asString());
        entry.metric = static_cast<std::uint32_t>(route["metric"].asInt());
        const auto add = [&](const Json &hop) {
            entry.nextHop = IpAddress::parse(hop["gateway"].isString() ? hop["gateway"].asString()
                                                                       : hop["via"]["host"].asString());
            entry.interface = hop["dev"].asString();
            out.push_back(entry);
        };
        if (drops(type)) {
            entry.interface = type;
            out.push_back(std::move(entry));
        } else if (route.contains("nexthops")) {
            for (const auto &hop : route["nexthops"].items())
                add(hop);
        } else {
            add(route);
        }
    }
    return out;
}

Json toJson(const KernelEntry &entry)
{
    return Json::object({{"prefix", entry.prefix.toString()},
                         {"nextHop", entry.nextHop ? Json(entry.nextHop->toString()) : Json()},
                         {"interface", entry.interface},
                         {"owner", entry.owner},
                         {"metric", std::int64_t{entry.metric}}});
}

std::optional<KernelEntry> kernelEntryFrom(const Json &json)
{
    const auto prefix = Prefix::parse(json["prefix"].asString());
    if (!prefix)
        return std::nullopt;
    return KernelEntry{*prefix, IpAddress::parse(json["nextHop"].asString()), json["interface"].asString(),
                       json["owner"].asString(), static_cast<std::uint32_t>(json["metric"].asInt())};
}

} // namespace podloom
