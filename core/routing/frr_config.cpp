#include "core/routing/frr_config.h"

#include "core/routing/bird_config.h"
#include "core/routing/bird_writer.h"
#include "core/routing/name_hash.h"
#include "core/routing/propagation.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

constexpr Family kFamilies[] = {Family::V4, Family::V6};
constexpr std::uint32_t kHoldSeconds = 90; // as BIRD's sessions have it
constexpr unsigned kEqualWays = 16;

std::string ipWord(Family family)
{
    return family == Family::V4 ? "ip" : "ipv6";
}

bool usesBfd(const BgpSession &session)
{
    const auto &bfd = session.settings->timers.bfd;
    // FRR and BIRD use other ports for BFD between internal peers on one segment.
    return bfd && !session.isInternal() && (session.isDirect || !bfd->isForDirectOnly);
}

std::string profileName(const BfdTimers &bfd)
{
    return "podloom-" + std::to_string(bfd.intervalMilliseconds) + '-' + std::to_string(bfd.multiplier);
}

std::string zebraPart()
{
    return "ip nht resolve-via-default\nipv6 nht resolve-via-default\n";
}

std::string staticPart(const std::vector<Prefix> &networks)
{
    std::string text;
    for (const auto &network : std::set<Prefix>(networks.begin(), networks.end()))
        text += ipWord(network.family()) + " route " + network.toString() + " reject\n";
    return text;
}

std::string bfdPart(const std::vector<BgpSession> &sessions)
{
    std::map<std::string, BfdTimers> profiles;
    for (const auto &session : sessions) {
        if (usesBfd(session))
            profiles.emplace(profileName(*session.settings->timers.bfd), *session.settings->timers.bfd);
    }
    std::string text;
    for (const auto &[name, timers] : profiles) {
        const auto interval = std::to_string(timers.intervalMilliseconds);
        text += " profile " + name + "\n  detect-multiplier " + std::to_string(timers.multiplier)
              + "\n  transmit-interval " + interval + "\n  receive-interval " + interval + "\n exit\n";
    }
    return text.empty() ? text : "bfd\n" + text + "exit\n";
}

/// What is never taken from a peer: martians, and networks that the router is connected to.
void writePolicy(std::string &text, Family family, const Machine &machine)
{
    static constexpr std::string_view kMartians4[] = {"127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"};
    static constexpr std::string_view kMartians6[] = {"::1/128", "fe80::/10", "ff00::/8"};
    const auto ip = ipWord(family);
    const auto digit = familyDigit(family);
    std::vector<std::string> refused;
    for (const auto martian : family == Family::V4 ? kMartians4 : kMartians6) {
        const bool isHost = martian.ends_with("/128");
        refused.push_back(std::string(martian) + (isHost ? "" : " le " + std::to_string(bitsOf(family))));
    }
    std::set<Prefix> connected;
    const auto collect = [&](const std::vector<InterfaceAddress> &addresses) {
        for (const auto &address : addresses) {
            if (address.address.family() == family)
                connected.insert(address.network());
        }
    };
    collect(machine.loopback);
    for (const auto &interface : machine.interfaces)
        collect(interface.addresses);
    for (const auto &network : connected)
        refused.push_back(network.toString());
    // A list that holds more is written under its own name, so that a change never leaves a half of it.
    std::string all;
    for (const auto &each : refused)
        all += each + ' ';
    const auto list = "refused" + digit + '-' + hex(fnv1a(all)).substr(8);
    unsigned number = 0;
    for (const auto &each : refused)
        text +=
            ip + " prefix-list " + list + " seq " + std::to_string(number += 5) + " permit " + each + '\n';
    const auto map = "route-map from_peers" + digit;
    text += map + " deny 10\n match " + ip + " address prefix-list " + list + "\nexit\n";
    // Link-local next hops would hide who is meant.
    text +=
        map + " permit 20\n" + (family == Family::V6 ? " set ipv6 next-hop prefer-global\n" : "") + "exit\n";
}

Status writePassword(std::string &text, const std::string &head, const BgpSession &session,
                     const RoutingPasswords &passwords)
{
    const auto &settings = *session.settings;
    if (!settings.password)
        return {};
    const auto known = passwords.find(settings.secret);
    const auto password = known == passwords.end() ? settings.secret : known->second;
    const bool isWritable = !password.empty() && password.size() <= 80
                         && std::all_of(password.begin(), password.end(),
                                        [](char c) { return c > ' ' && c < '\x7F' && c != '?'; });
    if (!isWritable)
        return fail(Errc::InvalidArgument, "frr-password",
                    "FRR takes no such password for the session with %1: it may have 1 to 80 visible ASCII "
                    "characters, no blank and no question mark",
                    {session.peerName});
    text += head + "password " + password + '\n';
    return {};
}

void writeHops(std::string &text, const std::string &head, const BgpSession &session)
{
    const auto &hops = session.settings->ttlSecurityHops;
    if (hops)
        text += head + "ttl-security hops " + std::to_string(*hops) + '\n';
    else if (!session.isInternal() && session.isMultihop())
        text += head + "ebgp-multihop 255\n";
}

void writeTimers(std::string &text, const std::string &head, const BgpSession &session)
{
    const auto &settings = *session.settings;
    const auto hold = settings.timers.holdSeconds.value_or(kHoldSeconds);
    text += head + "timers " + std::to_string(settings.timers.keepaliveSeconds.value_or(hold / 3)) + ' '
          + std::to_string(hold) + '\n';
    text += head + "timers connect 5\n";
    text += head + "advertisement-interval 0\n";
    if (!usesBfd(session))
        return;
    text += head + "bfd profile " + profileName(*settings.timers.bfd) + '\n';
    if (settings.timers.bfd->isGraceful)
        text += head + "bfd check-control-plane-failure\n";
}

Status writeNeighbour(std::string &text, const BgpSession &session, const RoutingPasswords &passwords)
{
    const auto head = " neighbor " + session.peerAddress->toString() + ' ';
    text += head + "remote-as " + std::to_string(session.peerAs) + '\n';
    text += head + "description " + session.peerName + '\n';
    text += head + "update-source " + session.localAddress->toString() + '\n';
    if (session.peerPort != 179)
        text += head + "port " + std::to_string(session.peerPort) + '\n';
    writeHops(text, head, session);
    writeTimers(text, head, session);
    return writePassword(text, head, session, passwords);
}

void writeFamily(std::string &text, Family family, const std::vector<Prefix> &networks,
                 const std::vector<BgpSession> &sessions)
{
    const auto digit = familyDigit(family);
    text += " address-family " + channel(family) + " unicast\n";
    for (const auto &network : std::set<Prefix>(networks.begin(), networks.end())) {
        if (network.family() == family)
            text += "  network " + network.toString() + '\n';
    }
    for (const auto &session : sessions) {
        if (session.family != family)
            continue;
        const auto head = "  neighbor " + session.peerAddress->toString() + ' ';
        text += head + "activate\n" + head + "route-map from_peers" + digit + " in\n";
        if (session.isClient)
            text += head + "route-reflector-client\n";
        if (session.isSilent)
            text += head + "route-map drained out\n";
    }
    for (const auto *kind : {"", "ibgp "})
        text += "  maximum-paths " + std::string(kind) + std::to_string(kEqualWays) + '\n';
    text += " exit-address-family\n";
}

Result<std::string> bgpPart(const Machine &machine, const std::vector<Prefix> &networks,
                            const std::vector<BgpSession> &sessions, const RoutingPasswords &passwords)
{
    std::string text = "bgp route-map delay-timer 0\n";
    for (const auto family : kFamilies)
        writePolicy(text, family, machine);
    if (machine.isDrained)
        text += "route-map drained deny 10\nexit\n";
    text += "router bgp " + std::to_string(machine.asNumber) + '\n';
    text += " bgp router-id " + IpAddress::v4(routerIdOf(machine)).toString() + '\n';
    for (const auto *line : {"no bgp ebgp-requires-policy", "no bgp default ipv4-unicast",
                             "no bgp network import-check", "bgp log-neighbor-changes",
                             "bgp bestpath as-path multipath-relax", "bgp bestpath compare-routerid"})
        text += ' ' + std::string(line) + '\n';
    const auto reflecting = std::find_if(sessions.begin(), sessions.end(), [](const BgpSession &session) {
        return session.isClient && session.reflectorId;
    });
    if (reflecting != sessions.end())
        text += " bgp cluster-id " + reflecting->reflectorId->toString() + '\n';
    for (const auto &session : sessions) {
        if (auto written = writeNeighbour(text, session, passwords); !written)
            return Failure{std::move(written).error()};
    }
    for (const auto family : kFamilies)
        writeFamily(text, family, networks, sessions);
    return text + "exit\n";
}

} // namespace

std::string FrrConfig::text() const
{
    std::string all;
    for (const auto daemon : kFrrDaemons) {
        if (const auto part = parts.find(daemon); part != parts.end())
            all += part->second;
    }
    return all;
}

Result<FrrConfig> renderFrr(const Design &design, const std::string &router,
                            const RoutingPasswords &passwords)
{
    const auto wires = underlay(design);
    const auto id = MachineId::router(router);
    const auto *machine = wires.find(id);
    const auto *object = design.routers.find({"", "podloom.dev", "Router", "", router});
    if (!machine || !object)
        return fail(Errc::NotFound, "router-unknown", "There is no router \"%1\" in this design", {router});
    auto sessions = bgpSessionsOf(design, wires, id);
    std::erase_if(sessions, [](const BgpSession &session) { return !isConfigured(session); });
    auto bgp = bgpPart(*machine, object->networks, sessions, passwords);
    if (!bgp)
        return Failure{std::move(bgp).error()};
    const auto head = "! Written by Podloom for router " + router + "; what is changed here is lost.\n";
    FrrConfig config;
    config.parts["zebra"] = head + zebraPart();
    config.parts["staticd"] = head + staticPart(object->networks);
    config.parts["bfdd"] = head + bfdPart(sessions);
    config.parts["bgpd"] = head + *std::move(bgp);
    return config;
}

} // namespace podloom
