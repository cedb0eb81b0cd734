#include "agentd/cni/result.h"

#include "agentd/wire/names.h"

namespace podloom {

namespace {

/// A copy of prevResult's list, or an empty one; its items without the members `unknown`.
Json listOf(const Json &prevResult, std::string_view key, const std::vector<std::string_view> &unknown)
{
    auto list = prevResult[key].isArray() ? prevResult[key] : Json::array();
    for (auto &item : list.mutableItems()) {
        for (const auto member : unknown)
            item.remove(member);
    }
    return list;
}

Json addressesOf(const Json &prevResult, bool saysVersion)
{
    if (!saysVersion)
        return listOf(prevResult, "ips", {"version"});
    auto list = listOf(prevResult, "ips", {});
    for (auto &item : list.mutableItems()) {
        if (item.isObject() && !item["version"].isString())
            item.set("version", item["address"].asString().find(':') == std::string::npos ? "4" : "6");
    }
    return list;
}

Json interfaceOf(const std::string &name, const MacAddress &mac, const std::string &sandbox)
{
    Json json = Json::object({{"name", name}, {"mac", mac.toString()}});
    if (!sandbox.empty())
        json.set("sandbox", sandbox);
    return json;
}

} // namespace

Json resultOf(const Attachment &attachment, const CniConfig &config)
{
    const bool saysVersion = config.cniVersion < "1.0.0";
    const bool saysMtu = config.cniVersion >= "1.1.0";
    using Names = std::vector<std::string_view>;
    auto interfaces =
        listOf(config.prevResult, "interfaces", saysMtu ? Names() : Names{"mtu", "socketPath", "pciID"});
    for (auto interface : {interfaceOf(attachment.hostInterface, kHostSideMac, {}),
                           interfaceOf(attachment.key.ifName, attachment.mac, attachment.netnsPath)}) {
        if (saysMtu)
            interface.set("mtu", std::size_t{attachment.mtuBytes});
        interfaces.append(std::move(interface));
    }
    const auto podInterface = interfaces.items().size() - 1;

    auto ips = addressesOf(config.prevResult, saysVersion);
    auto routes = listOf(config.prevResult, "routes",
                         saysMtu ? Names() : Names{"mtu", "advmss", "priority", "table", "scope"});
    for (const auto &address : attachment.addresses) {
        const auto gateway = (address.isV4() ? kPodGateway4 : kPodGateway6).toString();
        Json ip = Json::object();
        if (saysVersion)
            ip.set("version", address.isV4() ? "4" : "6");
        ip.set("address", Prefix::host(address).toString());
        ip.set("gateway", gateway);
        ip.set("interface", podInterface);
        ips.append(std::move(ip));
        routes.append(Json::object({{"dst", Prefix::all(address.family()).toString()}, {"gw", gateway}}));
    }
    Json result = Json::object({{"cniVersion", config.cniVersion},
                                {"interfaces", std::move(interfaces)},
                                {"ips", std::move(ips)},
                                {"routes", std::move(routes)}});
    const auto &dns = config.runtime.dns.isObject() ? config.runtime.dns : config.prevResult["dns"];
    result.set("dns", dns.isObject() ? dns : Json::object());
    return result;
}

std::vector<IpAddress> addressesIn(const Json &result, std::string_view ifName)
{
    std::vector<IpAddress> addresses;
    const auto &interfaces = result["interfaces"].items();
    for (const auto &ip : result["ips"].items()) {
        const auto index = static_cast<std::size_t>(ip["interface"].asInt(-1));
        if (ip["interface"].isInt() && index < interfaces.size()
            && interfaces[index]["name"].asString() != ifName)
            continue;
        const auto &text = ip["address"].asString();
        if (const auto address = IpAddress::parse(text.substr(0, text.find('/'))))
            addresses.push_back(*address);
    }
    return addresses;
}

} // namespace podloom
