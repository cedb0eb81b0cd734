#include "core/routing/bird_session.h"

#include "core/routing/bird_config.h"

namespace podloom {

namespace {

constexpr std::uint32_t kHoldSeconds = 90; // BIRD's own 240 s are what users take for a broken network

std::string portText(std::uint16_t number)
{
    return number == 179 ? std::string() : " port " + std::to_string(number);
}

void writeEnds(BirdWriter &out, const BgpSession &session, const BgpConfiguration &configuration)
{
    // BFD over routers needs to know the local address.
    const bool isFree = session.settings->hasFreeSource && !session.settings->timers.bfd;
    const auto address = isFree ? std::string() : ' ' + session.localAddress->toString();
    out.line("local" + address + portText(session.localPort) + " as " + std::to_string(session.localAs)
             + ';');
    out.line("neighbor " + session.peerAddress->toString() + portText(session.peerPort) + " as "
             + std::to_string(session.peerAs) + ';');
    if (configuration.bindsToNodeIp && !isFree)
        out.line("strict bind on;");
    const auto &hops = session.settings->ttlSecurityHops;
    if (hops && (session.isInternal() || session.isMultihop()))
        out.line("multihop " + std::to_string(*hops) + ';');
    else if (!session.isInternal() && session.isMultihop())
        out.line("multihop;");
    if (hops)
        out.line("ttl security on;");
}

void writeTimers(BirdWriter &out, const BgpSession &session)
{
    const auto &settings = *session.settings;
    out.line("connect delay time 1;");
    out.line("connect retry time 5;");
    out.line("error wait time 1, 30;");
    out.line("hold time " + std::to_string(settings.timers.holdSeconds.value_or(kHoldSeconds)) + ';');
    if (settings.timers.keepaliveSeconds)
        out.line("keepalive time " + std::to_string(*settings.timers.keepaliveSeconds) + ';');
    out.line("graceful restart on;");
    if (settings.maxRestartSeconds)
        out.line("graceful restart time " + std::to_string(*settings.maxRestartSeconds) + ';');
    const auto &bfd = settings.timers.bfd;
    if (!bfd || (bfd->isForDirectOnly && !session.isDirect))
        return;
    out.line("bfd { interval " + std::to_string(bfd->intervalMilliseconds) + " ms; multiplier "
             + std::to_string(bfd->multiplier) + "; };");
    if (bfd->isGraceful)
        out.line("bfd graceful;");
}

} // namespace

void writeSession(BirdWriter &out, const BgpSession &session, const SessionFilters &filters,
                  const BgpConfiguration &configuration)
{
    if (!isConfigured(session))
        return;
    out.line();
    if (session.object)
        out.origin(session.object->kind, session.object->name);
    else if (session.origin == "mesh")
        out.origin("BGPConfiguration", "default");
    out.open("protocol bgp '" + birdProtocolName(session) + '\'');
    out.line("description \"" + session.peerName + "\";");
    writeEnds(out, session, configuration);
    if (session.settings->password)
        out.line("password " + session.settings->secret + ';');
    if (session.isClient) {
        out.line("rr client;");
        if (session.reflectorId)
            out.line("rr cluster id " + session.reflectorId->toString() + ';');
    }
    if (session.allowedLocalAs > 0)
        out.line("allow local as " + std::to_string(session.allowedLocalAs) + ';');
    writeTimers(out, session);
    out.open(channel(session.family));
    writeChannelFilters(out, session, filters);
    // Link-local next hops would hide who is meant. Those of single hops come over other sessions as well.
    if (session.family == Family::V6)
        out.line("next hop prefer global;");
    if (session.nextHop == NextHopMode::Keep)
        out.line("next hop keep;");
    else if (session.nextHop == NextHopMode::Self)
        out.line("next hop self;");
    out.close();
    out.close();
}

} // namespace podloom
