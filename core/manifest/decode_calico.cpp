// Calico's kinds for addresses and nodes (CA-01 … CA-03, CA-08).
#include "core/manifest/decoded.h"

#include "core/manifest/calico_rules.h"

namespace podloom::manifest {

namespace {

constexpr auto kPoolSpecFields =
    fieldNames("allowedUses", "assignmentMode", "blockSize", "cidr", "disableBGPExport", "disabled", "ipip",
               "ipipMode", "namespaceSelector", "nat-outgoing", "natOutgoing", "nodeSelector", "vxlanMode");
constexpr auto kReservationSpecFields = fieldNames("reservedCIDRs");
constexpr auto kIpamSpecFields =
    fieldNames("autoAllocateBlocks", "ipCooldownSeconds", "kubeVirtVMAddressPersistence", "maxBlocksPerHost",
               "strictAffinity");
constexpr auto kNodeSpecFields =
    fieldNames("addresses", "bgp", "interfaces", "ipv4VXLANTunnelAddr", "ipv6VXLANTunnelAddr", "orchRefs",
               "vxlanTunnelMACAddr", "vxlanTunnelMACAddrV6", "wireguard");
constexpr auto kNodeBgpFields =
    fieldNames("asNumber", "ipv4Address", "ipv4IPIPTunnelAddr", "ipv6Address", "routeReflectorClusterID");

Encapsulation readEncapsulation(const Fields &spec)
{
    static constexpr std::array<std::string_view, 3> kModes{"Never", "Always", "CrossSubnet"};
    const auto ipip = spec.word("ipipMode", kModes).value_or(0);
    const auto vxlan = spec.word("vxlanMode", kModes).value_or(0);
    if (vxlan != 0)
        return vxlan == 1 ? Encapsulation::Vxlan : Encapsulation::VxlanCrossSubnet;
    if (ipip != 0)
        return ipip == 1 ? Encapsulation::Ipip : Encapsulation::IpipCrossSubnet;
    return Encapsulation::None;
}

/// Arithmetic on pools relies on blocks between the whole pool and one address, also after a fault.
int withinPool(const IpPool &pool)
{
    return std::clamp(pool.blockSize, pool.cidr.length(), pool.cidr.family() == Family::V4 ? 32 : 128);
}

void checkPool(Reader &reader, const Fields &spec, const IpPool &pool)
{
    const bool isV4 = pool.cidr.family() == Family::V4;
    const int smallest = isV4 ? 32 : 128;
    const int largest = isV4 ? 20 : 116;
    if (pool.blockSize < largest || pool.blockSize > smallest)
        reader.error(spec["blockSize"], "block-size", "%1 is %2; for this family it must be from %3 to %4",
                     {std::to_string(pool.blockSize), std::to_string(largest), std::to_string(smallest)});
    else if (pool.cidr.length() > pool.blockSize)
        reader.error(spec["cidr"], "block-size", "%1: %2 is smaller than one block of /%3",
                     {pool.cidr.toString(), std::to_string(pool.blockSize)});
    if (pool.cidr.length() == 0)
        reader.error(
            spec["cidr"], "pool-reserved-range",
            "%1: all addresses there are cannot be a pool, since some have another meaning everywhere: "
            "give it a network of its own");
    const bool isIpip =
        pool.encapsulation == Encapsulation::Ipip || pool.encapsulation == Encapsulation::IpipCrossSubnet;
    if (isIpip && !isV4)
        reader.error(spec["ipipMode"], "encapsulation-family", "%1: IPIP carries IPv4 only");
    const auto isOn = [&](const char *key) { return spec.has(key) && spec[key].text() != "Never"; };
    if (isOn("ipipMode") && isOn("vxlanMode"))
        reader.error(spec["vxlanMode"], "encapsulation-both", "%1: a pool has either ipipMode or vxlanMode");
}

} // namespace

AnyObject decodeIpPool(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 2> kAssignments{"Automatic", "Manual"};
    auto out = std::make_shared<IpPool>();
    root.require("spec");
    const Fields spec(reader, root["spec"], kPoolSpecFields);
    std::optional<Prefix> cidr;
    if (spec.require("cidr"))
        cidr = reader.prefix(spec["cidr"]);
    if (cidr)
        out->cidr = *cidr;
    out->blockSize = out->cidr.family() == Family::V4 ? 26 : 122;
    if (const auto size = spec.integer<int>("blockSize", 0, 128))
        out->blockSize = *size;
    out->encapsulation = readEncapsulation(spec);
    out->isNatOutgoing = spec.boolean("natOutgoing");
    out->isDisabled = spec.boolean("disabled");
    out->isBgpExportDisabled = spec.boolean("disableBGPExport");
    out->nodeSelector = readCalicoSelector(reader, spec, "nodeSelector");
    out->namespaceSelector = readCalicoSelector(reader, spec, "namespaceSelector");
    out->isManual = spec.word("assignmentMode", kAssignments) == std::size_t{1};
    if (spec.has("allowedUses")) {
        const auto uses = reader.texts(spec["allowedUses"]);
        out->allowsWorkloads = uses.empty() || std::find(uses.begin(), uses.end(), "Workload") != uses.end();
    }
    if (cidr)
        checkPool(reader, spec, *out);
    out->blockSize = withinPool(*out);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeIpReservation(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<IpReservation>();
    const Fields spec(reader, root["spec"], kReservationSpecFields);
    spec.forEachItem("reservedCIDRs", [&](Value item) {
        // A single address stands for its host network.
        const auto address = IpAddress::parse(item.text());
        const auto prefix = address ? Prefix::host(*address) : reader.prefix(item);
        if (prefix)
            out->reserved.push_back(*prefix);
    });
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeIpamConfiguration(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<IpamConfiguration>();
    const Fields spec(reader, root["spec"], kIpamSpecFields);
    out->isStrictAffinity = spec.boolean("strictAffinity");
    out->maxBlocksPerHost = spec.integer<std::uint32_t>("maxBlocksPerHost").value_or(0U);
    out->autoAllocatesBlocks = spec.boolean("autoAllocateBlocks", true);
    out->cooldownSeconds = spec.integer<std::uint32_t>("ipCooldownSeconds", 0, 1200).value_or(0U);
    if (!out->isStrictAffinity && !out->autoAllocatesBlocks)
        reader.error(spec["autoAllocateBlocks"], "ipam-affinity", "%1: false needs strictAffinity: true");
    if (!out->isStrictAffinity && out->maxBlocksPerHost > 0)
        reader.error(spec["maxBlocksPerHost"], "ipam-affinity", "%1 needs strictAffinity: true");
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeCalicoNode(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<CalicoNode>();
    const Fields spec(reader, root["spec"], kNodeSpecFields);
    const Fields bgp(reader, spec["bgp"], kNodeBgpFields);
    for (const auto *key : {"ipv4Address", "ipv6Address"}) {
        if (!bgp.has(key))
            continue;
        if (const auto address = reader.interfaceAddress(bgp[key]))
            out->node.addresses.push_back(*address);
    }
    out->node.asNumber = readAsNumber(reader, bgp["asNumber"]);
    out->node.routeReflectorClusterId = bgp.address("routeReflectorClusterID");
    out->meta = std::move(meta);
    out->node.meta = out->meta;
    out->node.meta.id.group.clear();
    out->node.meta.version = "v1";
    return out;
}

} // namespace podloom::manifest
