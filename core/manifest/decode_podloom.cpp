// podloom.dev/v1alpha1: Cluster, Router, Link, Lab. Every field stands in docs/kinds.md.
#include "core/manifest/decoded.h"

#include "core/base/text.h"

namespace podloom::manifest {

namespace {

constexpr auto kRootFields = fieldNames("apiVersion", "kind", "metadata", "spec", "status");
constexpr auto kClusterFields = fieldNames("asNumber", "connections", "encapsulation", "natOutgoing",
                                           "nodeCIDRs", "podCIDRs", "serviceCIDRs", "topology");
constexpr auto kRouterFields = fieldNames("addresses", "asNumber", "engine", "networks");
constexpr auto kLinkFields = fieldNames("delay", "ends", "loss", "mtu", "rate", "subnet");
constexpr auto kEndFields = fieldNames("cluster", "interface", "node", "router");
constexpr auto kLabFields = fieldNames("emulated", "nodes", "store");
constexpr auto kLabNodeFields = fieldNames("cluster", "node", "ssh");
constexpr auto kSshFields = fieldNames("host", "identityFile", "jump", "port", "sudo", "user");

/// "100Mbit": a whole number and bit, Kbit, Mbit, Gbit or Tbit (factors of 1000, as tc has them).
std::optional<std::uint64_t> readRate(Reader &reader, Value value)
{
    static constexpr std::array<std::pair<std::string_view, std::uint64_t>, 5> kUnits{
        {{"bit", 1},
         {"Kbit", 1'000},
         {"Mbit", 1'000'000},
         {"Gbit", 1'000'000'000},
         {"Tbit", 1'000'000'000'000}}};
    const auto written = reader.text(value);
    if (!written)
        return std::nullopt;
    const auto unitAt = std::min(written->find_first_not_of("0123456789"), written->size());
    const auto number = parseUnsigned(std::string_view(*written).substr(0, unitAt), 1'000'000);
    for (const auto &[unit, factor] : kUnits) {
        if (number && *number > 0 && written->substr(unitAt) == unit)
            return *number * factor;
    }
    reader.error(value, "rate-syntax", "%1 is \"%2\"; write it like 100Mbit or 1Gbit", {*written});
    return std::nullopt;
}

LinkEnd readEnd(Reader &reader, Value item)
{
    const Fields fields(reader, item, kEndFields);
    LinkEnd out;
    out.at = reader.at(item);
    out.router = fields.text("router");
    out.node = fields.text("node");
    out.cluster = fields.text("cluster");
    out.interface = fields.text("interface");
    if (fields && out.router.empty() == out.node.empty())
        reader.error(item, "link-end", "%1 needs exactly one of node and router");
    if (out.interface.size() > 15)
        reader.error(fields["interface"], "interface-name",
                     "%1: \"%2\" is longer than the 15 bytes that Linux allows", {out.interface});
    return out;
}

std::optional<SshTarget> readSsh(Reader &reader, const Fields &node)
{
    if (!node.has("ssh"))
        return std::nullopt;
    const Fields fields(reader, node["ssh"], kSshFields);
    for (const auto *key : {"password", "privateKey", "passphrase"}) {
        if (fields.has(key))
            reader.error(fields[key], "secret-in-manifest",
                         "%1: secrets never stand in a manifest; Podloom asks for them or uses a key file");
    }
    SshTarget out;
    if (fields.require("host"))
        out.host = fields.text("host");
    out.port = fields.integer<std::uint16_t>("port", 1).value_or(std::uint16_t{22});
    out.user = fields.text("user");
    out.identityFile = fields.text("identityFile");
    if (fields.has("jump"))
        out.jump = reader.texts(fields["jump"]);
    out.usesSudo = fields.boolean("sudo");
    return out;
}

} // namespace

AnyObject decodeCluster(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 3> kTopologies{"mesh", "reflectors", "routers"};
    static constexpr std::array<std::string_view, 5> kEncapsulations{"none", "vxlan", "vxlanCrossSubnet",
                                                                     "ipip", "ipipCrossSubnet"};
    static constexpr std::array<std::string_view, 2> kConnections{"keep", "cut"};
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<Cluster>();
    const Fields spec(reader, root["spec"], kClusterFields);
    out->asNumber = spec.integer<std::uint32_t>("asNumber", 1).value_or(64512U);
    out->podCidrs = reader.prefixes(spec["podCIDRs"]);
    out->serviceCidrs = reader.prefixes(spec["serviceCIDRs"]);
    out->nodeCidrs = reader.prefixes(spec["nodeCIDRs"]);
    out->topology = static_cast<BgpTopology>(spec.word("topology", kTopologies).value_or(0));
    out->encapsulation = static_cast<Encapsulation>(spec.word("encapsulation", kEncapsulations).value_or(0));
    out->isNatOutgoing = spec.boolean("natOutgoing");
    out->cutsConnections = spec.word("connections", kConnections) == std::size_t{1};
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeRouter(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 3> kEngines{"bird", "frr", "external"};
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<Router>();
    root.require("spec");
    const Fields spec(reader, root["spec"], kRouterFields);
    if (spec)
        spec.require("asNumber");
    out->asNumber = spec.integer<std::uint32_t>("asNumber", 1).value_or(0U);
    out->engine = static_cast<RouterEngine>(spec.word("engine", kEngines).value_or(0));
    spec.forEachItem("addresses", [&](Value item) {
        if (const auto address = reader.interfaceAddress(item))
            out->addresses.push_back(*address);
    });
    out->networks = reader.prefixes(spec["networks"]);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeLink(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<Link>();
    root.require("spec");
    const Fields spec(reader, root["spec"], kLinkFields);
    spec.forEachItem("ends", [&](Value item) { out->ends.push_back(readEnd(reader, item)); });
    if (spec && out->ends.size() < 2)
        reader.error(spec.value(), "link-ends", "%1 needs at least two ends");
    if (const auto subnet = spec["subnet"]; subnet.isSequence())
        out->subnets = reader.prefixes(subnet);
    else if (subnet) {
        if (const auto prefix = reader.prefix(subnet))
            out->subnets = {*prefix};
    }
    out->mtuBytes = spec.integer<int>("mtu", 1280, 65535).value_or(1500);
    if (const auto rate = spec["rate"])
        out->rateBitsPerSecond = readRate(reader, rate).value_or(0U);
    out->timers = readBgpTimers(reader, root);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeLab(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<Lab>();
    const Fields spec(reader, root["spec"], kLabFields);
    bool hasSsh = false;
    spec.forEachItem("nodes", [&](Value item) {
        const Fields fields(reader, item, kLabNodeFields);
        if (!fields || !fields.require("node"))
            return;
        LabNode node;
        node.node = fields.text("node");
        node.cluster = fields.text("cluster");
        node.ssh = readSsh(reader, fields);
        hasSsh = hasSsh || node.ssh;
        out->nodes.push_back(std::move(node));
    });
    out->isEmulated = spec.boolean("emulated", !hasSsh);
    const Fields store(reader, spec["store"]);
    if (store.has("members"))
        out->storeMembers = reader.texts(store["members"]);
    if (!out->storeMembers.empty() && out->storeMembers.size() != 1 && out->storeMembers.size() != 3)
        reader.error(store["members"], "store-members", "%1 names %2 nodes; the store runs on 1 or 3",
                     {std::to_string(out->storeMembers.size())});
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
