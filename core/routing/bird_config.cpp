#include "core/routing/bird_config.h"

#include "core/address/pools.h"
#include "core/routing/bird_writer.h"
#include "core/routing/propagation.h"

#include <algorithm>
#include <cstdint>

namespace podloom {

namespace {

constexpr Family kFamilies[] = {Family::V4, Family::V6};
constexpr std::size_t kLongestSymbol = 60; // BIRD takes 64

std::uint64_t fnv1a(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : text) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001B3U;
    }
    return hash;
}

std::string hex(std::uint64_t value)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += kDigits[(value >> static_cast<unsigned>(shift)) & 15U];
    return text;
}

std::vector<Prefix> ofFamily(const std::vector<Prefix> &prefixes, Family family)
{
    std::vector<Prefix> result;
    std::copy_if(prefixes.begin(), prefixes.end(), std::back_inserter(result),
                 [family](const Prefix &prefix) { return prefix.family() == family; });
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

void writeHead(BirdWriter &out, const Machine &machine, const BirdConfigFiles &files, bool needsSecrets)
{
    out.line("# Written by Podloom for " + std::string(machine.id.isRouter() ? "router " : "node ")
             + machine.id.name + "; what is changed here is lost.");
    out.line(files.log.empty() ? "log stderr { info, warning, error, fatal, auth, bug, remote };"
                               : "log \"" + files.log + "\" 1000000 \"" + files.log
                                     + ".1\" { info, warning, error, fatal, auth, bug, remote };");
    out.line("router id " + IpAddress::v4(routerIdOf(machine)).toString() + ';');
    out.line("timeformat protocol iso long ms;");
    out.line("timeformat route iso long ms;");
    out.line("debug protocols { states };");
    // BIRD's own value of 240 s leaves several nodes that restart together silent for four minutes.
    out.line("graceful restart wait 20;");
    if (needsSecrets)
        out.line("include \"" + files.secrets + "\";");
    out.line();
    out.line("protocol device { scan time 10; }");
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

/// Settings of a session that its BGPPeer asks for.
void writePeerSettings(BirdWriter &out, const BgpPeer &peer)
{
    if (peer.password)
        out.line("password " + secretName(peer) + ';');
    if (peer.holdSeconds)
        out.line("hold time " + std::to_string(*peer.holdSeconds) + ';');
    if (peer.keepaliveSeconds)
        out.line("keepalive time " + std::to_string(*peer.keepaliveSeconds) + ';');
    if (peer.maxRestartSeconds)
        out.line("graceful restart time " + std::to_string(*peer.maxRestartSeconds) + ';');
}

void writeSession(BirdWriter &out, const BgpSession &session, const BgpPeer *by, const std::string &exports)
{
    const auto port = [](std::uint16_t number) {
        return number == 179 ? std::string() : " port " + std::to_string(number);
    };
    out.open("protocol bgp '" + birdProtocolName(session) + '\'');
    out.line("description \"" + session.peerName + "\";");
    out.line("local " + session.localAddress->toString() + port(session.localPort) + " as "
             + std::to_string(session.localAs) + ';');
    out.line("neighbor " + session.peerAddress->toString() + port(session.peerPort) + " as "
             + std::to_string(session.peerAs) + ';');
    if (by && by->ttlSecurityHops)
        out.line("multihop " + std::to_string(*by->ttlSecurityHops) + "; ttl security on;");
    else if (!session.isInternal() && !session.isDirect)
        out.line("multihop;");
    if (session.isClient) {
        out.line("rr client;");
        if (session.reflectorId)
            out.line("rr cluster id " + session.reflectorId->toString() + ';');
    }
    if (session.allowedLocalAs > 0)
        out.line("allow local as " + std::to_string(session.allowedLocalAs) + ';');
    out.line("connect delay time 1;");
    out.line("connect retry time 5;");
    out.line("error wait time 1, 30;");
    if (!by || !by->holdSeconds)
        out.line("hold time 90;");
    out.line("graceful restart on;");
    if (by)
        writePeerSettings(out, *by);
    out.open(channel(session.family));
    out.line("import where ! is_martian" + familyDigit(session.family) + "();");
    out.line("export where " + exports + "();");
    if (session.nextHop == NextHopMode::Keep)
        out.line("next hop keep;");
    else if (session.nextHop == NextHopMode::Self)
        out.line("next hop self;");
    out.close();
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
                      const std::vector<Prefix> &exported)
{
    const auto digit = familyDigit(family);
    writeMartians(out, family);
    out.function("is_own" + digit, inSet(blocks, ""));
    out.function("is_in_own" + digit, inSet(blocks, "+"));
    out.function("is_exported" + digit, inSet(exported, "+"));
    // A pod whose address was borrowed from another node's block is announced by itself.
    out.line("function is_borrowed" + digit + "() {");
    out.line("  return source = RTS_INHERIT && defined(krt_source) && krt_source = "
             + std::to_string(kPodRouteProtocol) + " && ! is_in_own" + digit + "();");
    out.line("}");
    out.function("announces_own" + digit,
                 "is_exported" + digit + "() && (source = RTS_STATIC || is_borrowed" + digit + "())");
    out.function("announces" + digit, "is_exported" + digit
                                          + "() && (source = RTS_STATIC || source = RTS_BGP || is_borrowed"
                                          + digit + "())");
    out.open("filter from_kernel" + digit);
    out.line("# The agent's own routes of the blocks, which blocks" + digit + " stands for.");
    out.line("if krt_source = " + std::to_string(kPodRouteProtocol)
             + " && dest = RTD_BLACKHOLE then reject;");
    out.line("# A pod of this node wins over what anybody else says about its address.");
    out.line("if krt_source = " + std::to_string(kPodRouteProtocol) + " then preference = 210;");
    out.line("accept;");
    out.close();
    out.open("filter to_kernel" + digit);
    out.line("if source = RTS_BGP && ! is_own" + digit + "() then accept;");
    out.line("reject;");
    out.close();
    out.line();
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

bool hasPassword(const Design &design, const std::vector<BgpSession> &sessions)
{
    return std::any_of(sessions.begin(), sessions.end(), [&](const BgpSession &session) {
        const auto *by = session.object ? design.bgpPeers.find(*session.object) : nullptr;
        return by && by->password;
    });
}

void writeSessions(BirdWriter &out, const Design &design, const std::vector<BgpSession> &sessions,
                   const auto &exportsOf)
{
    for (const auto &session : sessions) {
        if (!isConfigured(session))
            continue;
        out.line();
        const auto *by = session.object ? design.bgpPeers.find(*session.object) : nullptr;
        writeSession(out, session, by, exportsOf(session) + familyDigit(session.family));
    }
}

} // namespace

Result<std::string> renderBird(const Design &design, const MachineId &node, const std::vector<Prefix> &blocks,
                               const BirdConfigFiles &files)
{
    const auto wires = underlay(design);
    const auto *machine = wires.find(node);
    if (!machine || node.isRouter())
        return fail(Errc::NotFound, "node-unknown", "There is no node \"%1\" in this design", {node.name});
    const auto sessions = bgpSessionsOf(design, wires, node);
    std::vector<Prefix> exported;
    for (const auto &pool : poolsOf(design, node.cluster)) {
        if (!pool.isBgpExportDisabled)
            exported.push_back(pool.cidr);
    }
    BirdWriter out;
    writeHead(out, *machine, files, hasPassword(design, sessions));
    out.line("protocol direct { ipv4; ipv6; interface -\"pod*\", -\"podloom*\", \"*\"; }");
    out.line();
    for (const auto family : kFamilies) {
        const auto own = ofFamily(blocks, family);
        writeNodeFilters(out, family, own, ofFamily(exported, family));
        writeKernel(out, family, "filter from_kernel" + familyDigit(family));
        writeStatic(out, "blocks" + familyDigit(family), family, own, "blackhole");
    }
    writeSessions(out, design, sessions, [](const BgpSession &session) {
        return std::string(session.carriesOwnRoutesOnly ? "announces_own" : "announces");
    });
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
    writeHead(out, *machine, files, hasPassword(design, sessions));
    out.line("protocol direct { ipv4; ipv6; }");
    out.line();
    for (const auto family : kFamilies) {
        const auto own = ofFamily(object->networks, family);
        writeRouterFilters(out, family, own);
        writeKernel(out, family, "all");
        writeStatic(out, "networks" + familyDigit(family), family, own, "unreachable");
    }
    writeSessions(out, design, sessions, [](const BgpSession &) { return std::string("announces"); });
    return out.text();
}

std::string renderIdleBird(const BirdConfigFiles &files)
{
    BirdWriter out;
    const Machine nobody{.id = MachineId::node("", "that has left its cluster"),
                         .ipv4 = IpAddress::v4(0x7F000001)};
    writeHead(out, nobody, files, false);
    for (const auto family : kFamilies) {
        out.open("filter to_kernel" + familyDigit(family));
        out.line("reject;");
        out.close();
        writeKernel(out, family, "none");
    }
    return out.text();
}

bool isConfigured(const BgpSession &session)
{
    return session.localAddress && session.peerAddress && session.localAs != 0 && session.peerAs != 0;
}

std::string birdProtocolName(const BgpSession &session)
{
    auto name = "n:" + (session.peer ? session.peerName : session.peerAddress->toString());
    if (name.size() > kLongestSymbol - 2) {
        const auto mark = hex(fnv1a(name));
        name = name.substr(0, kLongestSymbol - 3 - mark.size()) + '-' + mark;
    }
    return name + ':' + familyDigit(session.family);
}

std::string secretName(const BgpPeer &peer)
{
    return "secret_" + hex(fnv1a(peer.meta.id.cluster + '/' + peer.meta.id.name));
}

} // namespace podloom
