#include "core/routing/bird_config.h"

#include "core/address/pools.h"
#include "core/base/text.h"
#include "core/routing/as_numbers.h"
#include "core/routing/bird_session.h"
#include "core/routing/name_hash.h"
#include "core/routing/overlay.h"
#include "core/routing/propagation.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr Family kFamilies[] = {Family::V4, Family::V6};
constexpr std::size_t kLongestSymbol = 60; // BIRD takes 64

std::vector<Prefix> ofFamily(const std::vector<Prefix> &prefixes, Family family)
{
    std::vector<Prefix> result;
    std::copy_if(prefixes.begin(), prefixes.end(), std::back_inserter(result),
                 [family](const Prefix &prefix) { return prefix.family() == family; });
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

/// BIRD's classes of messages from one of Calico's severities upwards.
std::string logClasses(const std::string &severity)
{
    if (severity == "Fatal")
        return "fatal, bug";
    if (severity == "Error")
        return "error, fatal, bug";
    if (severity == "Warning")
        return "warning, error, fatal, auth, bug";
    if (severity == "Debug" || severity == "Trace")
        return "debug, trace, info, warning, error, fatal, auth, bug, remote";
    return "info, warning, error, fatal, auth, bug, remote";
}

void writeHead(BirdWriter &out, const Machine &machine, const BirdConfigFiles &files,
               const std::string &severity, const std::vector<BgpSession> &sessions)
{
    out.line("# Written by Podloom for " + std::string(machine.id.isRouter() ? "router " : "node ")
             + machine.id.name + "; what is changed here is lost.");
    const auto classes = " { " + logClasses(severity) + " };";
    out.line(files.log.empty() ? "log stderr" + classes
                               : "log \"" + files.log + "\" 1000000 \"" + files.log + ".1\"" + classes);
    out.line("router id " + IpAddress::v4(routerIdOf(machine)).toString() + ';');
    out.line("timeformat protocol iso long ms;");
    out.line("timeformat route iso long ms;");
    out.line("debug protocols { states };");
    // BIRD's own value of 240 s leaves several nodes that restart together silent for four minutes.
    out.line("graceful restart wait 20;");
    const auto hasPassword = [](const BgpSession &session) { return session.settings->password.has_value(); };
    if (std::any_of(sessions.begin(), sessions.end(), hasPassword))
        out.line("include \"" + files.secrets + "\";");
    out.line();
    out.line("protocol device { scan time 10; }");
    const auto hasBfd = [](const BgpSession &session) { return session.settings->timers.bfd.has_value(); };
    if (std::any_of(sessions.begin(), sessions.end(), hasBfd))
        out.line("protocol bfd { }");
}

void writeDirect(BirdWriter &out, const std::vector<std::string> &ignored)
{
    std::string interfaces;
    for (const auto &pattern : ignored)
        interfaces += "-\"" + pattern + "\", ";
    if (!ignored.empty())
        out.origin("BGPConfiguration", "default");
    out.line("protocol direct { ipv4; ipv6; interface " + interfaces + "-\"pod*\", -\"podloom*\", \"*\"; }");
    out.line();
}

void writeKernel(BirdWriter &out, Family family, const std::string &importFilter)
{
    const auto digit = familyDigit(family);
    out.open("protocol kernel kernel" + digit);
    out.line("scan time 30;");
    out.line("learn;");
    out.line("persist;");
    out.line("graceful restart;");
    out.line("merge paths yes limit 16;");
    out.open(channel(family));
    out.line("import " + importFilter + ';');
    out.line("export filter to_kernel" + digit + ';');
    out.close();
    out.close();
}

void writeStatic(BirdWriter &out, const std::string &name, Family family, const std::vector<Prefix> &routes,
                 const std::string &kind)
{
    if (routes.empty())
        return;
    out.open("protocol static " + name);
    out.line(channel(family) + ';');
    for (const auto &prefix : routes)
        out.line("route " + prefix.toString() + ' ' + kind + ';');
    out.close();
}

/// Ways to peers behind a gateway.
void writeReachable(BirdWriter &out, Family family, const std::vector<BgpSession> &sessions)
{
    std::map<IpAddress, IpAddress> gateways;
    for (const auto &session : sessions) {
        if (session.family == family && session.peerAddress && session.settings->reachableBy)
            gateways.emplace(*session.peerAddress, *session.settings->reachableBy);
    }
    if (gateways.empty())
        return;
    out.open("protocol static reachable" + familyDigit(family));
    out.line(channel(family) + ';');
    for (const auto &[peer, gateway] : gateways)
        out.line("route " + Prefix::host(peer).toString() + " via " + gateway.toString() + ';');
    out.close();
}

void writeMartians(BirdWriter &out, Family family)
{
    out.function("is_martian" + familyDigit(family),
                 family == Family::V4 ? "net ~ [ 127.0.0.0/8+, 169.254.0.0/16+, 224.0.0.0/4+ ]"
                                      : "net ~ [ ::1/128, fe80::/10+, ff00::/8+ ]");
}

/// What a node tells its peers and its kernel.
void writeNodeFilters(BirdWriter &out, Family family, const std::vector<Prefix> &blocks,
                      const std::vector<Prefix> &exported, const std::vector<Prefix> &overlay)
{
    const auto digit = familyDigit(family);
    writeMartians(out, family);
    out.function("is_own" + digit, inSet(blocks, ""));
    out.function("is_in_own" + digit, inSet(blocks, "+"));
    out.function("is_exported" + digit, inSet(exported, "+"));
    out.function("is_block" + digit, "source = RTS_STATIC && proto = \"blocks" + digit + '"');
    out.function("is_pod" + digit, "source = RTS_INHERIT && defined(krt_source) && krt_source = "
                                       + std::to_string(kPodRouteProtocol));
    // A pod whose address was borrowed from another node's block is announced by itself.
    out.function("is_borrowed" + digit, "is_pod" + digit + "() && ! is_in_own" + digit + "()");
    // What a BGPFilter may let out: no single pods of own blocks, nothing that others put into the kernel.
    out.function("is_known" + digit, "source = RTS_BGP || source = RTS_DEVICE || is_block" + digit
                                         + "() || is_borrowed" + digit + "()");
    const auto own = "is_block" + digit + "() || is_borrowed" + digit + "()";
    out.function("announces_own" + digit, "is_exported" + digit + "() && (" + own + ')');
    out.function("announces" + digit, "is_exported" + digit + "() && (source = RTS_BGP || " + own + ')');
    out.open("filter from_kernel" + digit);
    out.line("# The agent's own routes of the blocks, which blocks" + digit + " stands for.");
    out.line("if krt_source = " + std::to_string(kPodRouteProtocol)
             + " && dest = RTD_BLACKHOLE then reject;");
    out.line("# A pod of this node wins over what anybody else says about its address.");
    out.line("if krt_source = " + std::to_string(kPodRouteProtocol) + " then preference = 210;");
    out.line("accept;");
    out.close();
    out.open("filter to_kernel" + digit);
    out.line("if source = RTS_STATIC && proto = \"reachable" + digit + "\" then accept;");
    if (!overlay.empty()) {
        out.line("# The agent leads to these, by VXLAN.");
        out.line("if " + inSet(overlay, "+") + " then reject;");
    }
    out.line("if source = RTS_BGP && ! is_own" + digit + "() then accept;");
    out.line("reject;");
    out.close();
}

void writeRouterFilters(BirdWriter &out, Family family, const std::vector<Prefix> &networks)
{
    const auto digit = familyDigit(family);
    writeMartians(out, family);
    out.function("announces" + digit, inSet(networks, "") + " || source = RTS_BGP");
    out.open("filter to_kernel" + digit);
    out.line("if source = RTS_STATIC || source = RTS_BGP then accept;");
    out.line("reject;");
    out.close();
    out.line();
}

std::vector<Prefix> poolsThat(const Design &design, const std::string &cluster,
                              bool (*holds)(const IpPool &pool))
{
    std::vector<Prefix> cidrs;
    for (const auto &pool : poolsOf(design, cluster)) {
        if (holds(pool))
            cidrs.push_back(pool.cidr);
    }
    return cidrs;
}

bool isExported(const IpPool &pool)
{
    return !pool.isBgpExportDisabled;
}

} // namespace

Result<std::string> renderBird(const Design &design, const MachineId &node, const std::vector<Prefix> &blocks,
                               const BirdConfigFiles &files, const std::vector<BgpSession> &retiring,
                               const std::vector<Prefix> &outsidePools)
{
    const auto wires = underlay(design);
    const auto *machine = wires.find(node);
    if (!machine || node.isRouter())
        return fail(Errc::NotFound, "node-unknown", "There is no node \"%1\" in this design", {node.name});
    auto sessions = bgpSessionsOf(design, wires, node);
    sessions.insert(sessions.end(), retiring.begin(), retiring.end());
    const auto configuration = bgpConfigurationOf(design, node.cluster, node.name);
    auto exported = poolsThat(design, node.cluster, isExported);
    exported.insert(exported.end(), outsidePools.begin(), outsidePools.end());
    const auto overlay = poolsThat(design, node.cluster, isOverlay);
    BirdWriter out;
    writeHead(out, *machine, files, configuration.logSeverity, sessions);
    writeDirect(out, configuration.ignoredInterfaces);
    for (const auto family : kFamilies) {
        const auto own = ofFamily(blocks, family);
        writeNodeFilters(out, family, own, ofFamily(exported, family), ofFamily(overlay, family));
        writeAdvertisements(out, family, configuration);
        writeFilterFunctions(out, family, sessions);
        out.line();
        writeKernel(out, family, "filter from_kernel" + familyDigit(family));
        writeStatic(out, "blocks" + familyDigit(family), family, own, "blackhole");
        writeReachable(out, family, sessions);
    }
    for (const auto &session : sessions) {
        const SessionFilters filters{session.carriesOwnRoutesOnly ? "announces_own" : "announces",
                                     hasAdvertisements(configuration, session.family)};
        writeSession(out, session, filters, configuration);
    }
    return out.text();
}

Result<std::string> renderRouter(const Design &design, const std::string &router,
                                 const BirdConfigFiles &files)
{
    const auto wires = underlay(design);
    const auto id = MachineId::router(router);
    const auto *machine = wires.find(id);
    const auto *object = design.routers.find({"", "podloom.dev", "Router", "", router});
    if (!machine || !object)
        return fail(Errc::NotFound, "router-unknown", "There is no router \"%1\" in this design", {router});
    const auto sessions = bgpSessionsOf(design, wires, id);
    BirdWriter out;
    writeHead(out, *machine, files, {}, sessions);
    out.line("protocol direct { ipv4; ipv6; }");
    out.line();
    for (const auto family : kFamilies) {
        const auto own = ofFamily(object->networks, family);
        writeRouterFilters(out, family, own);
        writeKernel(out, family, "all");
        writeStatic(out, "networks" + familyDigit(family), family, own, "unreachable");
    }
    for (const auto &session : sessions)
        writeSession(out, session, {"announces", false}, {});
    return out.text();
}

std::string renderIdleBird(const BirdConfigFiles &files)
{
    BirdWriter out;
    const Machine nobody{.id = MachineId::node("", "that has left its cluster"),
                         .ipv4 = IpAddress::v4(0x7F000001)};
    writeHead(out, nobody, files, {}, {});
    for (const auto family : kFamilies) {
        out.open("filter to_kernel" + familyDigit(family));
        out.line("reject;");
        out.close();
        writeKernel(out, family, "none");
    }
    return out.text();
}

std::string birdOriginAt(std::string_view config, std::size_t line)
{
    const auto lines = split(config, '\n');
    if (line == 0 || line > lines.size())
        return {};
    // Up to the head of the block that the line is in; its origin stands above it.
    auto at = line - 1;
    while (at > 0 && (lines[at].empty() || lines[at].front() == ' ' || lines[at].front() == '}'))
        --at;
    const auto mark = at > 0 ? lines[at - 1] : std::string_view();
    return mark.starts_with(kOriginMark) ? std::string(mark.substr(kOriginMark.size())) : std::string();
}

bool isConfigured(const BgpSession &session)
{
    return session.localAddress && session.peerAddress && session.localAs != 0 && session.peerAs != 0;
}

std::string birdProtocolName(const BgpSession &session)
{
    const auto name = "n:" + (session.peer ? session.peerName : session.peerAddress->toString());
    return shortened(name, kLongestSymbol - 2) + ':' + familyDigit(session.family);
}

} // namespace podloom
