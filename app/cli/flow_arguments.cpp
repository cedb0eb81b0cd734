#include "app/cli/flow_arguments.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom::cli {

namespace {

using policy::Traffic;

QString name(const char *text)
{
    return QString::fromLatin1(text);
}

Failure mistake(std::string english, std::vector<std::string> arguments = {})
{
    return fail(Errc::InvalidArgument, "usage", std::move(english), std::move(arguments));
}

/// The value of an option as a number, nothing when it is not there.
Result<std::optional<std::uint16_t>> number(const QCommandLineParser &parser, const char *option,
                                            std::uint16_t minimum, std::uint16_t maximum)
{
    if (!parser.isSet(name(option)))
        return std::optional<std::uint16_t>();
    const auto text = parser.value(name(option)).toStdString();
    const auto value = parseUnsigned(text, maximum);
    if (!value || *value < minimum)
        return mistake("--%1 is \"%2\"; it must be a number from %3 to %4",
                       {option, text, std::to_string(minimum), std::to_string(maximum)});
    return std::optional(static_cast<std::uint16_t>(*value));
}

Result<std::optional<Family>> family(const QCommandLineParser &parser)
{
    if (!parser.isSet(name("family")))
        return std::optional<Family>();
    const auto text = parser.value(name("family"));
    if (text != QLatin1String("4") && text != QLatin1String("6"))
        return mistake("--family is \"%1\"; it must be 4 or 6", {text.toStdString()});
    return std::optional(text == QLatin1String("4") ? Family::V4 : Family::V6);
}

Status readPorts(const QCommandLineParser &parser, Traffic &traffic)
{
    const auto port = number(parser, "port", 1, 65535);
    if (!port)
        return Failure{port.error()};
    if (hasPorts(traffic.protocol) && !*port)
        return mistake("%1 needs --port", {toString(traffic.protocol)});
    if (!hasPorts(traffic.protocol) && *port)
        return mistake("%1 has no ports: leave --port out", {toString(traffic.protocol)});
    traffic.port = port->value_or(0);
    const auto sourcePort = number(parser, "source-port", 1, 65535);
    if (!sourcePort)
        return Failure{sourcePort.error()};
    traffic.sourcePort = sourcePort->value_or(policy::kClientPort);
    return {};
}

Status readIcmp(const QCommandLineParser &parser, Traffic &traffic)
{
    const auto type = number(parser, "icmp-type", 0, 255);
    if (!type)
        return Failure{type.error()};
    const auto code = number(parser, "icmp-code", 0, 255);
    if (!code)
        return Failure{code.error()};
    if (*code && !*type)
        return mistake("--icmp-code needs --icmp-type");
    if (*type)
        traffic.icmpType = static_cast<std::uint8_t>(**type);
    if (*code)
        traffic.icmpCode = static_cast<std::uint8_t>(**code);
    return {};
}

} // namespace

void addTrafficOptions(QCommandLineParser &parser)
{
    const auto add = [&](const char *option, const char *help, const char *value) {
        parser.addOption({name(option), name(help), name(value)});
    };
    add("protocol", "TCP, UDP, SCTP, ICMP or ICMPv6.", "protocol");
    add("port", "The destination port.", "port");
    add("source-port", "The source port (default: one that clients use).", "port");
    add("icmp-type", "The type of ICMP message.", "type");
    add("icmp-code", "The code of ICMP message.", "code");
    add("family", "4 or 6 (default: the one that both ends share, 4 first).", "family");
}

Result<Traffic> readTraffic(const QCommandLineParser &parser)
{
    if (!parser.isSet(name("protocol")))
        return mistake("--protocol is missing");
    const auto text = parser.value(name("protocol")).toStdString();
    const auto protocol = parseProtocol(text);
    if (!protocol)
        return mistake("--protocol is \"%1\"; it must be TCP, UDP, SCTP, ICMP or ICMPv6", {text});
    Traffic traffic{.protocol = *protocol};
    if (auto ports = readPorts(parser, traffic); !ports)
        return Failure{std::move(ports).error()};
    if (auto icmp = readIcmp(parser, traffic); !icmp)
        return Failure{std::move(icmp).error()};
    auto wanted = family(parser);
    if (!wanted)
        return Failure{std::move(wanted).error()};
    traffic.family = *wanted;
    return policy::withEchoRequest(traffic);
}

Result<std::vector<policy::FlowEnd>> readEnds(const policy::Program &program, const QStringList &names)
{
    std::vector<policy::FlowEnd> out;
    for (const auto &each : names) {
        auto end = policy::endByName(program, each.toStdString());
        if (!end)
            return Failure{std::move(end).error()};
        out.push_back(*std::move(end));
    }
    return out;
}

Status refuseServices(const Design &design, const std::vector<policy::FlowEnd> &ends)
{
    for (const auto &end : ends) {
        if (!end.isOutside)
            continue;
        const auto isOf = [&](const Service &service) {
            return std::any_of(service.clusterIps.begin(), service.clusterIps.end(), [&](const auto &text) {
                const auto address = IpAddress::parse(text);
                return address && std::count(end.addresses.begin(), end.addresses.end(), *address) > 0;
            });
        };
        const auto found = std::find_if(design.services.begin(), design.services.end(), isOf);
        if (found != design.services.end())
            return mistake(
                "%1 is the address of the Service %2, whose packets go to the pods that it selects: ask "
                "for those",
                {end.name, found->meta.id.ns + '/' + found->meta.id.name});
    }
    return {};
}

std::string toString(const Traffic &traffic)
{
    auto out = podloom::toString(traffic.protocol);
    if (hasPorts(traffic.protocol))
        out += ' ' + std::to_string(traffic.port);
    if (traffic.icmpType)
        out += " type " + std::to_string(*traffic.icmpType);
    if (traffic.icmpCode)
        out += " code " + std::to_string(*traffic.icmpCode);
    return out;
}

Json portToJson(const Traffic &traffic)
{
    return hasPorts(traffic.protocol) ? Json(unsigned{traffic.port}) : Json();
}

Json familyToJson(Family family)
{
    return family == Family::V4 ? 4 : 6;
}

} // namespace podloom::cli
