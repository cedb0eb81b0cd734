// Calico's BGPConfiguration and BGPPeer (CA-05, CA-06), and Podloom's annotations on them.
#include "core/manifest/decoded.h"

#include "core/base/text.h"
#include "core/manifest/calico_rules.h"

namespace podloom::manifest {

namespace {

constexpr auto kBgpSpecFields =
    fieldNames("asNumber", "bindMode", "communities", "ignoredInterfaces", "ipv4NormalRoutePriority",
               "ipv6NormalRoutePriority", "listenPort", "localWorkloadPeeringIPV4",
               "localWorkloadPeeringIPV6", "logSeverityScreen", "nodeMeshMaxRestartTime", "nodeMeshPassword",
               "nodeToNodeMeshEnabled", "prefixAdvertisements", "programClusterRoutes", "serviceClusterIPs",
               "serviceExternalIPs", "serviceLoadBalancerAggregation", "serviceLoadBalancerIPs");
constexpr auto kPeerSpecFields =
    fieldNames("asNumber", "failureDetectionMode", "filters", "keepOriginalNextHop", "keepaliveTime",
               "localASNumber", "localWorkloadSelector", "maxRestartTime", "nextHopMode", "node",
               "nodeSelector", "numAllowedLocalASNumbers", "password", "peerIP", "peerSelector",
               "reachableBy", "reversePeering", "restartMode", "sourceAddress", "ttlSecurity");
constexpr std::size_t kMostAdvertisements = 500;
constexpr std::size_t kMostCommunitiesOfAPrefix = 50;

/// Whole seconds of a duration; nothing, with a finding, outside minimum … maximum.
std::optional<std::uint32_t> readSeconds(Reader &reader, Value value, std::uint32_t minimum,
                                         std::uint32_t maximum)
{
    if (!value)
        return std::nullopt;
    const auto milliseconds = readDuration(reader, value);
    if (!milliseconds)
        return std::nullopt;
    const auto seconds = *milliseconds / 1000;
    if (*milliseconds % 1000 == 0 && seconds >= minimum && seconds <= maximum)
        return static_cast<std::uint32_t>(seconds);
    reader.error(value, "duration-range", "%1 must be from %2 to %3 seconds, without fractions",
                 {std::to_string(minimum), std::to_string(maximum)});
    return std::nullopt;
}

/// A whole number that stands as text, as all annotations do.
std::optional<std::uint32_t> readNumber(Reader &reader, Value value, std::uint32_t minimum,
                                        std::uint32_t maximum)
{
    if (!value)
        return std::nullopt;
    const auto number = parseUnsigned(value.text(), maximum);
    if (value.isScalar() && number && *number >= minimum)
        return static_cast<std::uint32_t>(*number);
    reader.error(value, "number-range", "%1 is %2; it must be from %3 to %4",
                 {std::string(value.text()), std::to_string(minimum), std::to_string(maximum)});
    return std::nullopt;
}

std::optional<SecretKeyRef> readSecret(Reader &reader, const Fields &parent, std::string_view key)
{
    if (!parent.has(key))
        return std::nullopt;
    const Fields fields(reader, parent[key]);
    if (!fields || !fields.require("secretKeyRef"))
        return std::nullopt;
    const Fields ref(reader, fields["secretKeyRef"]);
    if (!ref || !(ref.require("name") & ref.require("key")))
        return std::nullopt;
    return SecretKeyRef{ref.text("name"), ref.text("key")};
}

std::vector<Prefix> readCidrs(Reader &reader, const Fields &spec, std::string_view key)
{
    std::vector<Prefix> out;
    spec.forEachItem(key, [&](Value item) {
        const Fields fields(reader, item);
        if (!fields || !fields.require("cidr"))
            return;
        if (const auto prefix = reader.prefix(fields["cidr"]))
            out.push_back(*prefix);
    });
    return out;
}

using NamedCommunities = std::map<std::string, BgpCommunity>;

NamedCommunities readCommunities(Reader &reader, const Fields &spec)
{
    NamedCommunities out;
    spec.forEachItem("communities", [&](Value item) {
        const Fields fields(reader, item);
        if (!fields || !(fields.require("name") & fields.require("value")))
            return;
        if (const auto community = readCommunity(reader, fields["value"]))
            out.insert_or_assign(fields.text("name"), *community);
    });
    return out;
}

std::vector<PrefixAdvertisement> readAdvertisements(Reader &reader, const Fields &spec)
{
    const auto named = readCommunities(reader, spec);
    std::vector<PrefixAdvertisement> out;
    spec.forEachItem("prefixAdvertisements", [&](Value item) {
        const Fields fields(reader, item);
        if (!fields || !fields.require("cidr"))
            return;
        PrefixAdvertisement advertisement;
        if (const auto prefix = reader.prefix(fields["cidr"]))
            advertisement.cidr = *prefix;
        fields.forEachItem("communities", [&](Value written) {
            const auto known = named.find(std::string(written.text()));
            if (known != named.end())
                advertisement.communities.push_back(known->second);
            else if (const auto community = readCommunity(reader, written))
                advertisement.communities.push_back(*community);
        });
        if (advertisement.communities.size() > kMostCommunitiesOfAPrefix)
            reader.error(fields["communities"], "too-many", "%1 has more than %2 entries",
                         {std::to_string(kMostCommunitiesOfAPrefix)});
        out.push_back(std::move(advertisement));
    });
    if (out.size() > kMostAdvertisements)
        reader.error(spec["prefixAdvertisements"], "too-many", "%1 has more than %2 entries",
                     {std::to_string(kMostAdvertisements)});
    return out;
}

/// "ADDRESS", "IPv4:PORT" or "[IPv6]:PORT".
void readPeerIp(Reader &reader, Value value, BgpPeer &peer)
{
    const auto written = reader.text(value);
    if (!written)
        return;
    std::string_view address = *written;
    std::string_view port;
    if (address.starts_with('[')) {
        const auto close = address.find(']');
        if (close != std::string_view::npos && address.substr(close).starts_with("]:"))
            port = address.substr(close + 2);
        address = address.substr(1, close == std::string_view::npos ? close : close - 1);
    } else if (std::count(address.begin(), address.end(), ':') == 1) {
        port = address.substr(address.find(':') + 1);
        address = address.substr(0, address.find(':'));
    }
    peer.peerIp = IpAddress::parse(address);
    const auto number = parseUnsigned(port, UINT16_MAX);
    if (!peer.peerIp || (!port.empty() && (!number || *number == 0))) {
        reader.error(value, "address-syntax", "%1: \"%2\" is not an address, or an address and port",
                     {*written});
        return;
    }
    if (number)
        peer.peerPort = static_cast<std::uint16_t>(*number);
}

void checkPeer(Reader &reader, const Fields &spec, const BgpPeer &peer)
{
    if (!spec)
        return;
    if (spec.has("node") && spec.has("nodeSelector"))
        reader.error(spec["nodeSelector"], "bgp-peer-ends", "%1: a peer has either node or nodeSelector");
    const int targets = (spec.has("peerIP") ? 1 : 0) + (spec.has("peerSelector") ? 1 : 0)
                      + (spec.has("localWorkloadSelector") ? 1 : 0);
    if (targets != 1)
        reader.error(spec.value(), "bgp-peer-ends",
                     "%1 needs exactly one of peerIP, peerSelector and localWorkloadSelector");
    if ((spec.has("peerIP") || spec.has("localWorkloadSelector")) && !spec.has("asNumber"))
        reader.error(spec.value(), "bgp-peer-as", "%1 needs asNumber beside peerIP or localWorkloadSelector");
    if (spec.has("localWorkloadSelector"))
        reader.report(Severity::Warning, spec["localWorkloadSelector"], "bgp-peer-workload",
                      "%1 is kept, but no sessions with pods are made or predicted");
    if (peer.reachableBy && peer.peerIp && peer.reachableBy->family() != peer.peerIp->family())
        reader.error(spec["reachableBy"], "family-mismatch", "%1 and peerIP are of different families");
    if (peer.reachableBy && !peer.peerIp)
        reader.error(spec["reachableBy"], "bgp-peer-ends", "%1 needs peerIP");
    const auto &timers = peer.timers;
    if (timers.holdSeconds && timers.keepaliveSeconds && *timers.holdSeconds > 0
        && *timers.keepaliveSeconds >= *timers.holdSeconds)
        reader.error(spec.value(), "bgp-timers", "%1: the keepalive time must be shorter than the hold time");
}

void readPeerTimers(Reader &reader, const Fields &root, const Fields &spec, BgpPeer &peer)
{
    peer.timers = readBgpTimers(reader, root);
    if (const auto seconds = readSeconds(reader, spec["keepaliveTime"], 1, UINT16_MAX))
        peer.timers.keepaliveSeconds = seconds;
    peer.maxRestartSeconds = readSeconds(reader, spec["maxRestartTime"], 0, 4095);
    static constexpr std::array<std::string_view, 2> kDetections{"None", "BFDIfDirectlyConnected"};
    if (spec.word("failureDetectionMode", kDetections) == std::size_t{1} && !peer.timers.bfd) {
        peer.timers.bfd.emplace();
        peer.timers.bfd->isForDirectOnly = true;
    }
    const Fields metadata(reader, root["metadata"]);
    const Fields annotations(reader, metadata["annotations"]);
    peer.med = readNumber(reader, annotations["podloom.dev/med"], 0, UINT32_MAX);
}

} // namespace

std::optional<std::uint32_t> readAsNumber(Reader &reader, Value value)
{
    if (!value)
        return std::nullopt;
    const auto written = std::string(value.text());
    const auto dot = written.find('.');
    std::optional<std::uint64_t> number = parseUnsigned(written, UINT32_MAX);
    if (dot != std::string::npos) {
        const auto high = parseUnsigned(std::string_view(written).substr(0, dot), UINT16_MAX);
        const auto low = parseUnsigned(std::string_view(written).substr(dot + 1), UINT16_MAX);
        number = high && low ? std::optional(*high * 65536 + *low) : std::nullopt;
    }
    if (value.isScalar() && number && *number > 0)
        return static_cast<std::uint32_t>(*number);
    reader.error(value, "as-number", "%1 must be an AS number from 1 to 4294967295");
    return std::nullopt;
}

std::optional<BgpCommunity> readCommunity(Reader &reader, Value value)
{
    const auto community = value.isScalar() ? BgpCommunity::parse(value.text()) : std::nullopt;
    if (!community)
        reader.error(value, "community-syntax",
                     "%1 is no community: aa:nn (16 bits each) or aa:nn:mm (32 bits each)");
    return community;
}

std::optional<std::uint64_t> readDuration(Reader &reader, Value value)
{
    static constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> kUnits{
        {{"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
    std::string_view rest = value.text();
    std::uint64_t total = 0;
    bool isRight = value.isScalar() && !rest.empty();
    while (isRight && !rest.empty()) {
        const auto unitAt = std::min(rest.find_first_not_of("0123456789"), rest.size());
        const auto number = parseUnsigned(rest.substr(0, unitAt), 1'000'000'000);
        rest.remove_prefix(unitAt);
        const auto unit = rest.substr(0, std::min(rest.find_first_of("0123456789"), rest.size()));
        rest.remove_prefix(unit.size());
        const auto *const known =
            std::find_if(kUnits.begin(), kUnits.end(), [&](const auto &each) { return each.first == unit; });
        isRight = number && known != kUnits.end();
        if (isRight)
            total += *number * known->second;
    }
    if (isRight)
        return total;
    reader.error(value, "duration-syntax", "%1: \"%2\" is no duration; write it like 90s, 1m30s or 200ms",
                 {std::string(value.text())});
    return std::nullopt;
}

BgpTimers readBgpTimers(Reader &reader, const Fields &root)
{
    BgpTimers timers;
    const Fields metadata(reader, root["metadata"]);
    const Fields annotations(reader, metadata["annotations"]);
    if (!annotations)
        return timers;
    timers.holdSeconds = readSeconds(reader, annotations["podloom.dev/hold-time"], 0, UINT16_MAX);
    if (timers.holdSeconds && (*timers.holdSeconds == 1 || *timers.holdSeconds == 2)) {
        reader.error(annotations["podloom.dev/hold-time"], "bgp-timers",
                     "%1 must be 0s (for ever) or at least 3s");
        timers.holdSeconds.reset();
    }
    timers.keepaliveSeconds = readSeconds(reader, annotations["podloom.dev/keepalive-time"], 1, UINT16_MAX);
    const auto bfd = annotations["podloom.dev/bfd"];
    if (bfd && bfd.text() != "true" && bfd.text() != "graceful" && bfd.text() != "false")
        reader.error(bfd, "wrong-type", "%1 must be \"true\", \"graceful\" or \"false\"");
    if (!bfd || (bfd.text() != "true" && bfd.text() != "graceful"))
        return timers;
    timers.bfd.emplace();
    timers.bfd->isGraceful = bfd.text() == "graceful";
    if (const auto interval = annotations["podloom.dev/bfd-interval"]) {
        const auto milliseconds = readDuration(reader, interval);
        if (milliseconds && (*milliseconds < 10 || *milliseconds > 60'000))
            reader.error(interval, "duration-range", "%1 must be from 10ms to 60s");
        else if (milliseconds)
            timers.bfd->intervalMilliseconds = static_cast<std::uint32_t>(*milliseconds);
    }
    timers.bfd->multiplier = readNumber(reader, annotations["podloom.dev/bfd-multiplier"], 1, 255)
                                 .value_or(BfdTimers{}.multiplier);
    return timers;
}

AnyObject decodeBgpConfiguration(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 2> kBindModes{"None", "NodeIP"};
    static constexpr std::array<std::string_view, 6> kSeverities{"Trace",   "Debug", "Info",
                                                                 "Warning", "Error", "Fatal"};
    auto out = std::make_shared<BgpConfiguration>();
    const Fields spec(reader, root["spec"], kBgpSpecFields);
    if (spec.has("nodeToNodeMeshEnabled"))
        out->isMeshEnabled = spec.boolean("nodeToNodeMeshEnabled");
    out->asNumber = readAsNumber(reader, spec["asNumber"]);
    out->listenPort = spec.integer<std::uint16_t>("listenPort", 1).value_or(std::uint16_t{179});
    out->bindsToNodeIp = spec.word("bindMode", kBindModes) == std::size_t{1};
    out->serviceClusterIps = readCidrs(reader, spec, "serviceClusterIPs");
    out->serviceExternalIps = readCidrs(reader, spec, "serviceExternalIPs");
    out->serviceLoadBalancerIps = readCidrs(reader, spec, "serviceLoadBalancerIPs");
    out->prefixAdvertisements = readAdvertisements(reader, spec);
    out->meshPassword = readSecret(reader, spec, "nodeMeshPassword");
    out->meshMaxRestartSeconds = readSeconds(reader, spec["nodeMeshMaxRestartTime"], 0, 4095);
    if (spec.has("ignoredInterfaces"))
        out->ignoredInterfaces = reader.texts(spec["ignoredInterfaces"]);
    for (const auto &name : out->ignoredInterfaces) {
        if (!isInterfaceGlob(name))
            reader.error(spec["ignoredInterfaces"], "interface-name", "%1: \"%2\" is no name of interfaces",
                         {name});
    }
    if (const auto severity = spec.word("logSeverityScreen", kSeverities))
        out->logSeverity = kSeverities[*severity];
    out->meshTimers = readBgpTimers(reader, root);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeBgpPeer(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 3> kNextHops{"Auto", "Self", "Keep"};
    static constexpr std::array<std::string_view, 2> kReverses{"Auto", "Manual"};
    static constexpr std::array<std::string_view, 2> kSources{"UseNodeIP", "None"};
    auto out = std::make_shared<BgpPeer>();
    root.require("spec");
    const Fields spec(reader, root["spec"], kPeerSpecFields);
    out->node = spec.text("node");
    out->nodeSelector = readCalicoSelector(reader, spec, "nodeSelector");
    if (const auto ip = spec["peerIP"])
        readPeerIp(reader, ip, *out);
    out->peerSelector = readCalicoSelector(reader, spec, "peerSelector");
    out->localWorkloadSelector = readCalicoSelector(reader, spec, "localWorkloadSelector");
    out->asNumber = readAsNumber(reader, spec["asNumber"]);
    const auto nextHop = spec.word("nextHopMode", kNextHops);
    out->keepsNextHop = nextHop == std::size_t{2} || spec.boolean("keepOriginalNextHop");
    out->setsNextHopSelf = nextHop == std::size_t{1};
    out->localAsNumber = readAsNumber(reader, spec["localASNumber"]);
    out->allowedLocalAs = spec.integer<unsigned>("numAllowedLocalASNumbers", 0, 10).value_or(0U);
    out->hasManualReverse = spec.word("reversePeering", kReverses) == std::size_t{1};
    out->password = readSecret(reader, spec, "password");
    if (const auto source = spec.word("sourceAddress", kSources))
        out->sourceAddress = *source == 0 ? SourceAddress::NodeIp : SourceAddress::None;
    out->ttlSecurityHops = spec.integer<std::uint8_t>("ttlSecurity", 1, 255);
    out->reachableBy = spec.address("reachableBy");
    if (spec.has("filters"))
        out->filters = reader.texts(spec["filters"]);
    readPeerTimers(reader, root, spec, *out);
    checkPeer(reader, spec, *out);
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
