#include "agentd/cni/runtime_config.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr std::string_view kAnnotations = "io.kubernetes.cri.pod-annotations";

CniError invalid(const std::string &what, const std::string &why)
{
    return {cni_code::kInvalidConfig, what + ' ' + why, {}};
}

std::vector<std::string> textsOf(const Json &list)
{
    std::vector<std::string> out;
    for (const auto &item : list.items())
        out.push_back(item.asString());
    return out;
}

/// Reads an annotation that a runtime passes on, if it does.
std::optional<CniError> readTexts(const Json &annotations, const std::string &key,
                                  std::vector<std::string> &out)
{
    const auto &annotation = annotations.findIgnoringCase(key);
    if (annotation.isNull())
        return std::nullopt;
    auto texts = textsInside(annotation.asString());
    if (!texts)
        return invalid("the annotation " + key, "is no list of names: " + annotation.dump());
    out = *std::move(texts);
    return std::nullopt;
}

std::string argument(std::string_view args, std::string_view wanted)
{
    for (const auto pair : split(args, ';')) {
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == wanted)
            return std::string(pair.substr(equals + 1));
    }
    return {};
}

std::optional<CniError> readAddresses(const Json &config, std::string_view args, RuntimeConfig &out)
{
    const auto &runtime = config["runtimeConfig"];
    const auto &annotations = runtime.findIgnoringCase(kAnnotations);
    auto texts = textsOf(runtime.findIgnoringCase("ips"));
    if (texts.empty())
        texts = textsOf(config["args"]["cni"]["ips"]);
    if (const auto given = argument(args, "IP"); texts.empty() && !given.empty()) {
        for (const auto text : split(given, ','))
            texts.emplace_back(text);
    }
    if (texts.empty()) {
        if (auto wrong = readTexts(annotations, "cni.projectcalico.org/ipAddrs", texts))
            return wrong;
    }
    for (const auto &text : texts) {
        out.addresses.push_back(text.substr(0, text.find('/')));
        if (!IpAddress::parse(out.addresses.back()))
            return invalid("ips", "has \"" + text + "\", which is no address");
    }
    for (const auto &[key, value] :
         {std::pair("mac", runtime.findIgnoringCase("mac").asString()),
          std::pair("MAC", argument(args, "MAC")),
          std::pair("hwAddr", annotations.findIgnoringCase("cni.projectcalico.org/hwAddr").asString())}) {
        if (out.mac.empty())
            out.mac = value;
    }
    if (auto wrong = readTexts(annotations, "cni.projectcalico.org/ipv4pools", out.pools4))
        return wrong;
    return readTexts(annotations, "cni.projectcalico.org/ipv6pools", out.pools6);
}

/// One of {subnet, rangeStart, rangeEnd, gateway}; the gateway of a pod is its node.
std::optional<CniError> readRange(const Json &json, WishedRange &out)
{
    const auto &subnet = json.findIgnoringCase("subnet").asString();
    const auto parsed = InterfaceAddress::parse(subnet);
    if (!parsed)
        return invalid("ipRanges", "has the subnet \"" + subnet + "\", which is no network");
    const auto network = parsed->network();
    AddressRange range{network.first(), network.last()};
    for (auto [key, bound] : {std::pair("rangeStart", &range.first), std::pair("rangeEnd", &range.last)}) {
        const auto &text = json.findIgnoringCase(key).asString();
        const auto address = IpAddress::parse(text);
        if (text.empty())
            continue;
        if (!address || !network.contains(*address))
            return invalid("ipRanges",
                           std::string("has the ") + key + " \"" + text + "\", which is not in " + subnet);
        *bound = *address;
    }
    if (range.last < range.first)
        return invalid("ipRanges", "has a range of " + subnet + " that ends before it begins");
    if (out.addresses.isEmpty())
        out.family = network.family();
    else if (out.family != network.family())
        return invalid("ipRanges", "mixes families in one set");
    out.subnet = out.subnet.empty() ? subnet : out.subnet + ", " + subnet;
    out.addresses.insert(range);
    return std::nullopt;
}

std::optional<CniError> readRanges(const Json &runtime, RuntimeConfig &out)
{
    for (const auto &set : runtime.findIgnoringCase("ipRanges").items()) {
        WishedRange wished;
        for (const auto &range : set.items()) {
            if (auto wrong = readRange(range, wished))
                return wrong;
        }
        if (wished.addresses.isEmpty())
            continue;
        const bool isSecond =
            std::any_of(out.ranges.begin(), out.ranges.end(),
                        [&](const WishedRange &other) { return other.family == wished.family; });
        if (isSecond)
            return CniError{cni_code::kUnsupportedField,
                            "ipRanges asks for two addresses of one family; a pod has one of each",
                            {}};
        out.ranges.push_back(std::move(wished));
    }
    return std::nullopt;
}

std::optional<CniError> readPorts(const Json &runtime, RuntimeConfig &out)
{
    for (const auto &item : runtime.findIgnoringCase("portMappings").items()) {
        const auto hostPort = item.findIgnoringCase("hostPort").asInt();
        const auto podPort = item.findIgnoringCase("containerPort").asInt();
        auto protocol = toLower(item.findIgnoringCase("protocol").asString());
        const auto &host = item.findIgnoringCase("hostIP").asString();
        if (hostPort == 0)
            continue; // a port that is only declared
        if (protocol.empty())
            protocol = "tcp";
        if (hostPort < 0 || hostPort > 65535 || podPort < 1 || podPort > 65535)
            return invalid("portMappings", "has ports that are none: " + item.dump());
        if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
            return CniError{
                cni_code::kUnsupportedField, "portMappings has the protocol \"" + protocol + '"', {}};
        PortMapping port{
            static_cast<std::uint16_t>(hostPort), static_cast<std::uint16_t>(podPort), protocol, {}};
        if (!host.empty()) {
            const auto address = IpAddress::parse(host);
            if (!address)
                return invalid("portMappings", "has the hostIP \"" + host + "\", which is no address");
            port.hostAddress = *address;
        }
        // Some runtimes name a port twice, once for each family.
        if (std::find(out.ports.begin(), out.ports.end(), port) == out.ports.end())
            out.ports.push_back(std::move(port));
    }
    return std::nullopt;
}

std::optional<CniError> readBandwidth(const Json &runtime, RuntimeConfig &out)
{
    out.bandwidth = bandwidthFromJson(runtime.findIgnoringCase("bandwidth"));
    const auto &limit = out.bandwidth;
    if (limit.ingressBurst > 0 && limit.ingressRate == 0)
        return invalid("bandwidth", "has ingressBurst without ingressRate");
    if (limit.egressBurst > 0 && limit.egressRate == 0)
        return invalid("bandwidth", "has egressBurst without egressRate");
    return std::nullopt;
}

/// The configuration's own dns, with what the runtime says in its place; the names differ.
Json dnsOf(const Json &config)
{
    static constexpr std::pair<const char *, const char *> kNames[] = {
        {"servers", "nameservers"}, {"searches", "search"}, {"options", "options"}};
    Json dns = config["dns"].isObject() && !config["dns"].members().empty() ? config["dns"] : Json();
    const auto &asked = config["runtimeConfig"].findIgnoringCase("dns");
    for (const auto &[theirs, ours] : kNames) {
        if (const auto &list = asked.findIgnoringCase(theirs); !list.items().empty())
            dns.set(ours, list);
    }
    return dns;
}

} // namespace

std::optional<std::vector<std::string>> textsInside(const std::string &annotation)
{
    const auto list = parseJson(annotation);
    const bool isList = list && list->isArray()
                     && std::all_of(list->items().begin(), list->items().end(),
                                    [](const Json &item) { return item.isString(); });
    return isList ? std::optional(textsOf(*list)) : std::nullopt;
}

std::string PortMapping::toString() const
{
    std::string host;
    if (hostAddress)
        host = (hostAddress->isV4() ? hostAddress->toString() : '[' + hostAddress->toString() + ']') + ':';
    return host + std::to_string(hostPort) + '/' + protocol;
}

std::optional<CniError> readRuntimeConfig(const Json &config, std::string_view args, RuntimeConfig &out)
{
    const auto &runtime = config["runtimeConfig"];
    if (auto wrong = readAddresses(config, args, out))
        return wrong;
    if (auto wrong = readRanges(runtime, out))
        return wrong;
    if (auto wrong = readPorts(runtime, out))
        return wrong;
    if (auto wrong = readBandwidth(runtime, out))
        return wrong;
    out.dns = dnsOf(config);
    return std::nullopt;
}

Json toJson(const PortMapping &port)
{
    auto json = Json::object({{"hostPort", std::size_t{port.hostPort}},
                              {"containerPort", std::size_t{port.podPort}},
                              {"protocol", port.protocol}});
    if (port.hostAddress)
        json.set("hostIP", port.hostAddress->toString());
    return json;
}

std::optional<PortMapping> portMappingFromJson(const Json &json)
{
    RuntimeConfig read;
    if (readPorts(Json::object({{"portMappings", Json::array({json})}}), read) || read.ports.empty())
        return std::nullopt;
    return read.ports.front();
}

Json toJson(const BandwidthLimit &limit)
{
    const auto number = [](std::uint64_t value) { return Json(static_cast<std::int64_t>(value)); };
    return Json::object({{"ingressRate", number(limit.ingressRate)},
                         {"ingressBurst", number(limit.ingressBurst)},
                         {"egressRate", number(limit.egressRate)},
                         {"egressBurst", number(limit.egressBurst)}});
}

BandwidthLimit bandwidthFromJson(const Json &json)
{
    const auto number = [&](std::string_view key) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(json.findIgnoringCase(key).asInt(), 0));
    };
    return {number("ingressRate"), number("ingressBurst"), number("egressRate"), number("egressBurst")};
}

} // namespace podloom
