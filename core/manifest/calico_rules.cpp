#include "core/manifest/calico_rules.h"

#include "core/base/text.h"
#include "core/manifest/decoded.h"
#include "core/model/calico_selector.h"

namespace podloom::manifest {

namespace {

constexpr std::size_t kMaximumRules = 1024;
constexpr std::size_t kMaximumNets = 256;
constexpr std::size_t kMaximumPorts = 50;

constexpr auto kRuleFields = fieldNames("action", "destination", "http", "icmp", "ipVersion", "metadata",
                                        "notICMP", "notProtocol", "protocol", "source");
constexpr auto kEntityFields = fieldNames("namespaceSelector", "nets", "notNets", "notPorts", "notSelector",
                                          "ports", "selector", "serviceAccounts", "services");
constexpr auto kIcmpFields = fieldNames("code", "type");
constexpr auto kServiceFields = fieldNames("name", "namespace");
constexpr auto kAccountFields = fieldNames("names", "selector");
constexpr auto kHttpFields = fieldNames("methods", "paths");

bool isIcmp(std::optional<Protocol> protocol)
{
    return protocol == Protocol::Icmp || protocol == Protocol::Icmpv6;
}

bool hasSelectors(const CalicoEntity &entity)
{
    return !entity.selector.empty() || !entity.notSelector.empty() || !entity.namespaceSelector.empty()
        || !entity.serviceAccountNames.empty() || !entity.serviceAccountSelector.empty();
}

bool isNamed(const std::vector<CalicoPort> &ports)
{
    return std::any_of(ports.begin(), ports.end(),
                       [](const CalicoPort &port) { return std::holds_alternative<std::string>(port); });
}

/// What a port may be called: not as strict as the names of container ports.
bool isCalicoPortName(std::string_view text)
{
    return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '.' || c == '-';
    });
}

class RuleReader {
public:
    explicit RuleReader(Reader &reader) : m_reader(reader) {}

    std::optional<CalicoRule> read(Value item)
    {
        static constexpr std::array<std::string_view, 4> kActions{"Allow", "Deny", "Pass", "Log"};
        static constexpr std::array kRuleActions{RuleAction::Allow, RuleAction::Deny, RuleAction::Pass,
                                                 RuleAction::Log};
        const auto errorsBefore = m_reader.errorsInObject();
        CalicoRule out;
        out.at = m_reader.at(item);
        const Fields fields(m_reader, item, kRuleFields);
        fields.require("action");
        const auto action = fields.word("action", kActions);
        out.action = kRuleActions[action.value_or(0)];
        out.ipVersion = ipVersion(fields);
        if (fields.has("protocol"))
            out.protocol = readCalicoProtocol(m_reader, fields["protocol"]);
        if (fields.has("notProtocol"))
            out.notProtocol = readCalicoProtocol(m_reader, fields["notProtocol"]);
        out.icmp = icmp(fields, "icmp", out);
        out.notIcmp = icmp(fields, "notICMP", out);
        out.source = entity(fields["source"], out, true);
        out.destination = entity(fields["destination"], out, false);
        readHttp(fields, out);
        checkFamily(fields, out);
        if (m_reader.errorsInObject() == errorsBefore)
            return out;
        if (out.action == RuleAction::Deny)
            return CalicoRule{.action = RuleAction::Deny, .at = out.at};
        return std::nullopt;
    }

private:
    std::optional<Family> ipVersion(const Fields &rule)
    {
        if (!rule.has("ipVersion"))
            return std::nullopt;
        const auto version = m_reader.integer(rule["ipVersion"], 4, 6);
        if (version == 4 || version == 6)
            return version == 4 ? Family::V4 : Family::V6;
        if (version)
            m_reader.error(rule["ipVersion"], "ip-version", "%1 must be 4 or 6");
        return std::nullopt;
    }

    std::optional<CalicoIcmp> icmp(const Fields &rule, std::string_view key, const CalicoRule &so)
    {
        if (!rule.has(key))
            return std::nullopt;
        const Fields fields(m_reader, rule[key], kIcmpFields);
        CalicoIcmp out;
        out.type = fields.integer<std::uint8_t>("type", 0, 254);
        out.code = fields.integer<std::uint8_t>("code", 0, 255);
        if (fields.has("code") && !fields.has("type"))
            m_reader.error(fields["code"], "icmp-code", "%1 needs type beside it");
        if (!isIcmp(so.protocol))
            m_reader.error(rule[key], "icmp-protocol",
                           "%1 needs the protocol ICMP or ICMPv6 in the same rule");
        return out;
    }

    CalicoEntity entity(Value value, const CalicoRule &rule, bool isSource)
    {
        CalicoEntity out;
        const Fields fields(m_reader, value, kEntityFields);
        if (!fields)
            return out;
        out.nets = nets(fields["nets"]);
        out.notNets = nets(fields["notNets"]);
        out.selector = readCalicoSelector(m_reader, fields, "selector");
        out.notSelector = readCalicoSelector(m_reader, fields, "notSelector");
        out.namespaceSelector =
            readCalicoSelector(m_reader, fields, "namespaceSelector", SelectorUse::Namespaces);
        out.ports = ports(fields["ports"]);
        out.notPorts = ports(fields["notPorts"]);
        readAccounts(fields, out);
        readService(fields, out, isSource);
        for (const auto *key : {"ports", "notPorts"}) {
            const auto &list = std::string_view(key) == "ports" ? out.ports : out.notPorts;
            if (!list.empty() && !(rule.protocol && hasPorts(*rule.protocol)))
                m_reader.error(fields[key], "ports-protocol",
                               "%1 needs the protocol TCP, UDP or SCTP in the same rule");
            else if (isNamed(list) && rule.protocol == Protocol::UdpLite)
                m_reader.error(fields[key], "ports-protocol", "%1: a port of UDPLite has no name");
        }
        return out;
    }

    std::vector<Prefix> nets(Value list)
    {
        std::vector<Prefix> out;
        if (!list || !m_reader.isList(list))
            return out;
        list.forEachItem([&](Value item) {
            if (const auto net = m_reader.addressOrNetwork(item))
                out.push_back(*net);
        });
        checkCount(list, kMaximumNets);
        return out;
    }

    std::vector<CalicoPort> ports(Value list)
    {
        std::vector<CalicoPort> out;
        if (!list || !m_reader.isList(list))
            return out;
        list.forEachItem([&](Value item) {
            if (auto one = port(item))
                out.push_back(*std::move(one));
        });
        checkCount(list, kMaximumPorts);
        return out;
    }

    std::optional<CalicoPort> port(Value item)
    {
        if (item.isScalar() && typeOf(item.node()) == ScalarType::Int) {
            const auto number = m_reader.integer(item, 1, UINT16_MAX);
            if (!number)
                return std::nullopt;
            return PortRange{static_cast<std::uint16_t>(*number), static_cast<std::uint16_t>(*number)};
        }
        const auto written = m_reader.text(item).value_or(std::string());
        const auto colon = written.find(':');
        const auto first = parseUnsigned(std::string_view(written).substr(0, colon), UINT16_MAX);
        const auto last = colon == std::string::npos
                            ? first
                            : parseUnsigned(std::string_view(written).substr(colon + 1), UINT16_MAX);
        if (first && last && *first > 0 && *first <= *last)
            return PortRange{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
        if (!first && colon == std::string::npos && isCalicoPortName(written))
            return written;
        if (!written.empty())
            m_reader.error(item, "port-syntax",
                           "%1: \"%2\" is no port, range of ports such as \"8000:9000\", or name of a port",
                           {written});
        return std::nullopt;
    }

    void readAccounts(const Fields &entity, CalicoEntity &out)
    {
        if (!entity.has("serviceAccounts"))
            return;
        const Fields fields(m_reader, entity["serviceAccounts"], kAccountFields);
        if (fields.has("names"))
            out.serviceAccountNames = m_reader.texts(fields["names"]);
        out.serviceAccountSelector = readCalicoSelector(m_reader, fields, "selector");
    }

    void readService(const Fields &entity, CalicoEntity &out, bool isSource)
    {
        if (!entity.has("services"))
            return;
        const auto services = entity["services"];
        const Fields fields(m_reader, services, kServiceFields);
        if (fields.require("name"))
            out.serviceName = fields.text("name");
        out.serviceNamespace = fields.text("namespace");
        if (hasSelectors(out) || !out.nets.empty() || !out.notNets.empty())
            m_reader.error(services, "services-alone",
                           "%1 cannot stand beside selectors, serviceAccounts, nets or notNets");
        if (!isSource && (!out.ports.empty() || !out.notPorts.empty()))
            m_reader.error(services, "services-ports",
                           "%1 already means the ports of the service; leave out ports and notPorts");
    }

    void readHttp(const Fields &rule, const CalicoRule &so)
    {
        if (!rule.has("http"))
            return;
        const Fields http(m_reader, rule["http"], kHttpFields);
        if (so.action != RuleAction::Allow)
            m_reader.error(http.value(), "http-action", "%1 is for rules that allow only");
        if (so.protocol && so.protocol != Protocol::Tcp)
            m_reader.error(http.value(), "http-protocol", "%1 needs the protocol TCP, or none");
    }

    void checkFamily(const Fields &rule, CalicoRule &so)
    {
        so.hasHttp = rule.has("http");
        for (const auto &protocol : {so.protocol, so.notProtocol}) {
            if (!so.ipVersion || !isIcmp(protocol))
                continue;
            if ((*so.ipVersion == Family::V4) != (protocol == Protocol::Icmp))
                m_reader.error(rule["ipVersion"], "icmp-family", "%1 and the protocol %2 do not go together",
                               {toString(*protocol)});
        }
        if (!so.ipVersion)
            return;
        const auto check = [&](const char *side, const char *key, const std::vector<Prefix> &nets) {
            if (std::any_of(nets.begin(), nets.end(),
                            [&](const Prefix &net) { return net.family() != *so.ipVersion; }))
                m_reader.error(rule[side][key], "net-family",
                               "%1 has a network of another family than ipVersion");
        };
        check("source", "nets", so.source.nets);
        check("source", "notNets", so.source.notNets);
        check("destination", "nets", so.destination.nets);
        check("destination", "notNets", so.destination.notNets);
    }

    void checkCount(Value list, std::size_t maximum)
    {
        if (list.node().childCount > maximum)
            m_reader.error(list, "list-length", "%1 has %2 items; at most %3 are allowed",
                           {std::to_string(list.node().childCount), std::to_string(maximum)});
    }

    Reader &m_reader;
};

} // namespace

std::vector<CalicoRule> readCalicoRules(Reader &reader, const Fields &spec, std::string_view key)
{
    std::vector<CalicoRule> out;
    RuleReader rules(reader);
    spec.forEachItem(key, [&](Value item) {
        if (auto rule = rules.read(item))
            out.push_back(*std::move(rule));
    });
    const auto list = spec[key];
    if (list.isSequence() && list.node().childCount > kMaximumRules)
        reader.error(list, "list-length", "%1 has %2 items; at most %3 are allowed",
                     {std::to_string(list.node().childCount), std::to_string(kMaximumRules)});
    return out;
}

std::string readCalicoSelector(Reader &reader, const Fields &fields, std::string_view key, SelectorUse use)
{
    if (!fields.has(key))
        return {};
    const auto written = reader.text(fields[key]);
    if (!written)
        return {};
    const auto parsed = CalicoSelector::parse(*written);
    if (!parsed) {
        reader.error(fields[key], parsed.error().message);
        return {};
    }
    if (use == SelectorUse::Endpoints && parsed->usesGlobal()) {
        reader.error(fields[key], "selector-global",
                     "%1: global() belongs into the namespaceSelector of a rule");
        return {};
    }
    return *written;
}

std::optional<Protocol> readCalicoProtocol(Reader &reader, Value value)
{
    if (value.isScalar() && typeOf(value.node()) == ScalarType::Int) {
        const auto number = reader.integer(value, 1, 255);
        return number ? std::optional(static_cast<Protocol>(*number)) : std::nullopt;
    }
    const auto written = reader.text(value);
    if (!written)
        return std::nullopt;
    if (const auto named = parseProtocol(*written))
        return named;
    if (const auto number = parseUnsigned(*written, 255); number && *number > 0)
        return static_cast<Protocol>(*number);
    reader.error(value, "protocol",
                 "%1 is \"%2\"; it must be TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 1 to 255",
                 {*written});
    return std::nullopt;
}

} // namespace podloom::manifest
