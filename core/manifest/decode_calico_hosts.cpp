// What Calico's policies select besides pods, and the settings they meet (CA-12 … CA-14, CA-19).
#include "core/manifest/calico_rules.h"
#include "core/manifest/decoded.h"

namespace podloom::manifest {

namespace {

constexpr auto kSetSpecFields = fieldNames("nets");
constexpr auto kHostSpecFields =
    fieldNames("expectedIPs", "interfaceName", "node", "ports", "profiles", "qosControls");
constexpr auto kHostPortFields = fieldNames("name", "port", "protocol");
constexpr auto kProfileSpecFields = fieldNames("egress", "ingress", "labelsToApply");
constexpr auto kFailsafeFields = fieldNames("net", "port", "protocol");

std::optional<ContainerPort> readHostPort(Reader &reader, Value item)
{
    const Fields fields(reader, item, kHostPortFields);
    const bool isWhole = fields.require("name") & fields.require("port") & fields.require("protocol");
    if (!isWhole)
        return std::nullopt;
    const auto protocol = readCalicoProtocol(reader, fields["protocol"]);
    const auto port = fields.integer<std::uint16_t>("port", 1);
    if (!protocol || !port)
        return std::nullopt;
    return ContainerPort{.name = fields.text("name"), .port = *port, .protocol = *protocol};
}

std::optional<std::vector<FailsafePort>> readFailsafes(Reader &reader, const Fields &spec,
                                                       std::string_view key)
{
    if (!spec.has(key))
        return std::nullopt;
    std::vector<FailsafePort> out;
    spec.forEachItem(key, [&](Value item) {
        const Fields fields(reader, item, kFailsafeFields);
        if (!fields || !fields.require("port"))
            return;
        FailsafePort one;
        if (fields.has("protocol"))
            one.protocol = readCalicoProtocol(reader, fields["protocol"]).value_or(Protocol::Tcp);
        one.port = fields.integer<std::uint16_t>("port", 0).value_or(std::uint16_t{0});
        if (fields.has("net"))
            one.net = reader.addressOrNetwork(fields["net"]);
        out.push_back(one);
    });
    return out;
}

} // namespace

AnyObject decodeNetworkSet(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<NetworkSet>();
    const Fields spec(reader, root["spec"], kSetSpecFields);
    spec.forEachItem("nets", [&](Value item) {
        if (const auto net = reader.addressOrNetwork(item))
            out->nets.push_back(*net);
    });
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeHostEndpoint(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<HostEndpoint>();
    root.require("spec");
    const Fields spec(reader, root["spec"], kHostSpecFields);
    if (spec.require("node"))
        out->node = spec.text("node");
    out->interfaceName = spec.text("interfaceName");
    spec.forEachItem("expectedIPs", [&](Value item) {
        if (const auto address = reader.address(item))
            out->expectedIps.push_back(*address);
    });
    if (spec && out->interfaceName.empty() && !spec.has("expectedIPs"))
        reader.error(spec.value(), "host-endpoint-interface",
                     "%1 needs interfaceName, or expectedIPs to find the interface by");
    if (spec.has("profiles"))
        out->profiles = reader.texts(spec["profiles"]);
    spec.forEachItem("ports", [&](Value item) {
        if (auto port = readHostPort(reader, item))
            out->ports.push_back(*std::move(port));
    });
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeProfile(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<CalicoProfile>();
    const Fields spec(reader, root["spec"], kProfileSpecFields);
    if (spec.has("labelsToApply"))
        out->labelsToApply = reader.labels(spec["labelsToApply"], false);
    out->ingress = readCalicoRules(reader, spec, "ingress");
    out->egress = readCalicoRules(reader, spec, "egress");
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeFelixConfiguration(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 3> kActions{"Drop", "Return", "Accept"};
    auto out = std::make_shared<FelixConfiguration>();
    const Fields spec(reader,
                      root["spec"]); // it has many more fields, none of which is about policies or routes
    out->failsafeInbound = readFailsafes(reader, spec, "failsafeInboundHostPorts");
    out->failsafeOutbound = readFailsafes(reader, spec, "failsafeOutboundHostPorts");
    if (const auto action = spec.word("defaultEndpointToHostAction", kActions))
        out->endpointToHost = std::string(kActions[*action]);
    out->encryptsV4 = spec.boolean("wireguardEnabled");
    out->encryptsV6 = spec.boolean("wireguardEnabledV6");
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
