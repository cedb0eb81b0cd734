#include "agentd/cni/result.h"

#include "agentd/wire/names.h"

namespace podloom {

namespace {

/// A copy of prevResult's list, or an empty one.
Json listOf(const Json &prevResult, std::string_view key)
{
    return prevResult[key].isArray() ? prevResult[key] : Json::array();
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
    auto interfaces = listOf(config.prevResult, "interfaces");
    for (auto interface : {interfaceOf(attachment.hostInterface, kHostSideMac, {}),
                           interfaceOf(attachment.key.ifName, attachment.mac, attachment.netnsPath)}) {
        if (saysMtu)
            interface.set("mtu", std::size_t{attachment.mtuBytes});
        interfaces.append(std::move(interface));
    }
    const auto podInterface = interfaces.items().size() - 1;

    auto ips = listOf(config.prevResult, "ips");
    auto routes = listOf(config.prevResult, "routes");
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
    result.set("dns", config.prevResult["dns"].isObject() ? config.prevResult["dns"] : Json::object());
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
