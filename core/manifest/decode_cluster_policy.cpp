// policy.networking.k8s.io: AdminNetworkPolicy and BaselineAdminNetworkPolicy v1alpha1, and their successor
// ClusterNetworkPolicy v1alpha2 (K-70 … K-78).
#include "core/manifest/decoded.h"

namespace podloom::manifest {

namespace {

constexpr auto kRootFields = fieldNames("apiVersion", "kind", "metadata", "spec", "status");
constexpr auto kAdminSpecFields = fieldNames("egress", "ingress", "priority", "subject");
constexpr auto kBaselineSpecFields = fieldNames("egress", "ingress", "subject");
constexpr auto kClusterSpecFields = fieldNames("egress", "ingress", "priority", "subject", "tier");
constexpr auto kSubjectFields = fieldNames("namespaces", "pods");
constexpr auto kPodsFields = fieldNames("namespaceSelector", "podSelector");
constexpr auto kIngressPeerFields = fieldNames("namespaces", "pods");
constexpr auto kEgressPeerFields = fieldNames("domainNames", "namespaces", "networks", "nodes", "pods");

/// What the two versions of the API call differently.
struct Wording {
    bool isAlpha1 = false;
    std::size_t maximumRules = 25;
    std::string_view ports = "protocols";
    std::array<std::string_view, 3> actions{"Accept", "Deny", "Pass"};
};
constexpr Wording kAlpha1{true, 100, "ports", {"Allow", "Deny", "Pass"}};
constexpr Wording kAlpha2{};

constexpr std::size_t kMaximumListItems = 25;

class PolicyReader {
public:
    PolicyReader(Reader &reader, const Wording &wording) : m_reader(reader), m_wording(wording) {}

    void readSubject(const Fields &spec, ClusterPolicy &policy)
    {
        if (!spec.require("subject"))
            return;
        const Fields subject(m_reader, spec["subject"], kSubjectFields);
        if (!subject)
            return;
        if (subject.has("namespaces"))
            policy.subjectNamespaces = m_reader.labelSelector(subject["namespaces"]);
        if (subject.has("pods"))
            policy.subjectPods = namespacedPods(subject["pods"]);
        if (policy.subjectNamespaces.has_value() == policy.subjectPods.has_value())
            m_reader.error(subject.value(), "policy-subject", "%1 needs exactly one of namespaces and pods");
    }

    std::vector<ClusterPolicyRule> readRules(const Fields &spec, bool isIngress)
    {
        std::vector<ClusterPolicyRule> out;
        const auto *key = isIngress ? "ingress" : "egress";
        spec.forEachItem(key, [&](Value item) { out.push_back(readRule(item, isIngress)); });
        checkCount(spec[key], m_wording.maximumRules);
        return out;
    }

private:
    NamespacedPods namespacedPods(Value value)
    {
        NamespacedPods out;
        const Fields fields(m_reader, value, kPodsFields);
        if (fields.has("namespaceSelector"))
            out.namespaceSelector = m_reader.labelSelector(fields["namespaceSelector"]);
        if (fields.has("podSelector"))
            out.podSelector = m_reader.labelSelector(fields["podSelector"]);
        return out;
    }

    void checkCount(Value list, std::size_t maximum)
    {
        if (list.isSequence() && list.node().childCount > maximum)
            m_reader.error(list, "list-length", "%1 has %2 items; at most %3 are allowed",
                           {std::to_string(list.node().childCount), std::to_string(maximum)});
    }

    /// A rule with a fault fails closed as one with an unknown peer does (K-77).
    ClusterPolicyRule readRule(Value item, bool isIngress)
    {
        const auto errorsBefore = m_reader.errorsInObject();
        const auto *peers = isIngress ? "from" : "to";
        ClusterPolicyRule out;
        out.at = m_reader.at(item);
        const auto known = isIngress
                             ? std::array<std::string_view, 4>{"action", "from", "name", m_wording.ports}
                             : std::array<std::string_view, 4>{"action", "name", m_wording.ports, "to"};
        auto sorted = known;
        std::sort(sorted.begin(), sorted.end());
        const Fields fields(m_reader, item, sorted);
        out.name = fields.text("name");
        if (out.name.size() > 100)
            m_reader.error(fields["name"], "rule-name", "%1 is longer than 100 characters");
        out.action = readAction(fields);
        if (fields.require(peers)) {
            fields.forEachItem(peers, [&](Value peer) { out.peers.push_back(readPeer(peer, isIngress)); });
            checkCount(fields[peers], m_wording.isAlpha1 ? 100 : kMaximumListItems);
            if (out.peers.empty() && fields[peers].isSequence())
                m_reader.error(fields[peers], "empty-peers", "%1 is empty; it needs at least one peer");
        }
        fields.forEachItem(m_wording.ports, [&](Value port) { readPort(port, out.ports); });
        checkCount(fields[m_wording.ports], m_wording.isAlpha1 ? 100 : kMaximumListItems);
        checkNamedPorts(fields, out);
        checkDomains(fields, out);
        if (m_reader.errorsInObject() != errorsBefore) {
            out.peers.assign(1, {.isUnknown = true, .at = out.at});
            out.ports.clear();
        }
        return out;
    }

    RuleAction readAction(const Fields &rule)
    {
        static constexpr std::array kActions{RuleAction::Allow, RuleAction::Deny, RuleAction::Pass};
        if (!rule.require("action"))
            return RuleAction::Allow;
        return kActions[rule.word("action", m_wording.actions).value_or(0)];
    }

    ClusterPolicyPeer readPeer(Value item, bool isIngress)
    {
        ClusterPolicyPeer out;
        out.at = m_reader.at(item);
        const Fields fields(m_reader, item);
        int kinds = 0;
        const auto hasKind = [&](std::string_view key) {
            const bool isThere = fields.has(key);
            kinds += isThere ? 1 : 0;
            return isThere;
        };
        if (hasKind("namespaces"))
            out.namespaces = m_reader.labelSelector(fields["namespaces"]);
        if (hasKind("pods"))
            out.pods = namespacedPods(fields["pods"]);
        if (!isIngress && hasKind("nodes"))
            out.nodes = m_reader.labelSelector(fields["nodes"]);
        if (!isIngress && hasKind("networks"))
            readList(fields["networks"], out.networks, [&](Value each) { return m_reader.network(each); });
        if (!isIngress && hasKind("domainNames"))
            readList(fields["domainNames"], out.domainNames, [&](Value each) { return domainName(each); });
        if (kinds > 1)
            m_reader.error(item, "peer-kinds",
                           "%1 has several kinds of peers; write each as a peer of its own");
        if (kinds == 0)
            readUnknownPeer(item, isIngress, out);
        else if (isIngress)
            m_reader.checkFields(fields.value(), kIngressPeerFields);
        else
            m_reader.checkFields(fields.value(), kEgressPeerFields);
        return out;
    }

    /// K-77: nothing that we know is set, so the peer is of a later version of the API.
    void readUnknownPeer(Value item, bool isIngress, ClusterPolicyPeer &peer)
    {
        peer.isUnknown = true;
        m_reader.report(Severity::Warning, item, "unknown-peer",
                        isIngress
                            ? "%1 is no kind of peer that is known here (namespaces, pods); the rule fails "
                              "closed: accept becomes nothing, deny and pass become deny all"
                            : "%1 is no kind of peer that is known here (namespaces, pods, nodes, networks, "
                              "domainNames); the rule fails closed: accept becomes nothing, deny and pass "
                              "become deny all");
    }

    template <class Item, class Read>
    void readList(Value list, std::vector<Item> &out, Read read)
    {
        if (!m_reader.isList(list))
            return;
        list.forEachItem([&](Value each) {
            if (auto item = read(each))
                out.push_back(*std::move(item));
        });
        checkCount(list, kMaximumListItems);
        if (list.node().childCount == 0)
            m_reader.error(list, "empty-peer", "%1 is empty; it needs at least one item");
    }

    std::optional<std::string> domainName(Value value)
    {
        auto written = m_reader.text(value);
        if (!written)
            return std::nullopt;
        std::string lower = *written;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '_' ? '-' : c;
        });
        std::string_view name = lower;
        if (name.starts_with("*."))
            name.remove_prefix(2);
        if (name.ends_with('.'))
            name.remove_suffix(1);
        if (isDnsSubdomain(name) && name.find('.') != std::string_view::npos)
            return written;
        m_reader.error(value, "domain-name",
                       "%1: \"%2\" is no domain name such as \"example.org\" or \"*.example.org\"",
                       {*written});
        return std::nullopt;
    }

    void readPort(Value item, std::vector<ClusterPolicyPort> &out)
    {
        ClusterPolicyPort port;
        port.at = m_reader.at(item);
        if (m_wording.isAlpha1)
            readAlpha1Port(item, port);
        else
            readProtocol(item, port);
        out.push_back(std::move(port));
    }

    /// One of portNumber, namedPort and portRange.
    void readAlpha1Port(Value item, ClusterPolicyPort &out)
    {
        static constexpr auto kFields = fieldNames("namedPort", "portNumber", "portRange");
        static constexpr auto kNumberFields = fieldNames("port", "protocol");
        static constexpr auto kRangeFields = fieldNames("end", "protocol", "start");
        const Fields fields(m_reader, item, kFields);
        checkOneOf(item, fields, kFields, "namedPort, portNumber and portRange");
        if (fields.has("namedPort"))
            out.namedPort = portName(fields["namedPort"]);
        if (fields.has("portNumber")) {
            const Fields number(m_reader, fields["portNumber"], kNumberFields);
            out.protocol = protocolOf(number);
            if (number.require("port")) {
                const auto port = number.integer<std::uint16_t>("port", 1).value_or(std::uint16_t{0});
                out.range = PortRange{port, port};
            }
        }
        if (fields.has("portRange")) {
            const Fields range(m_reader, fields["portRange"], kRangeFields);
            out.protocol = protocolOf(range);
            out.range = readRange(range);
        }
    }

    Protocol protocolOf(const Fields &fields)
    {
        return fields.has("protocol") ? m_reader.transportProtocol(fields["protocol"]).value_or(Protocol::Tcp)
                                      : Protocol::Tcp;
    }

    /// One of tcp, udp, sctp and destinationNamedPort.
    void readProtocol(Value item, ClusterPolicyPort &out)
    {
        static constexpr auto kFields = fieldNames("destinationNamedPort", "sctp", "tcp", "udp");
        static constexpr auto kProtocolFields = fieldNames("destinationPort");
        static constexpr std::array kProtocols{std::pair("tcp", Protocol::Tcp),
                                               std::pair("udp", Protocol::Udp),
                                               std::pair("sctp", Protocol::Sctp)};
        const Fields fields(m_reader, item, kFields);
        checkOneOf(item, fields, kFields, "tcp, udp, sctp and destinationNamedPort");
        if (fields.has("destinationNamedPort"))
            out.namedPort = portName(fields["destinationNamedPort"]);
        for (const auto &[key, protocol] : kProtocols) {
            if (!fields.has(key))
                continue;
            const Fields one(m_reader, fields[key], kProtocolFields);
            out.protocol = protocol;
            if (one.has("destinationPort"))
                out.range = readDestinationPort(one["destinationPort"]);
        }
    }

    std::optional<PortRange> readDestinationPort(Value value)
    {
        static constexpr auto kFields = fieldNames("number", "range");
        static constexpr auto kRangeFields = fieldNames("end", "start");
        const Fields fields(m_reader, value, kFields);
        checkOneOf(value, fields, kFields, "number and range");
        if (fields.has("range"))
            return readRange(Fields(m_reader, fields["range"], kRangeFields));
        const auto number = fields.integer<std::uint16_t>("number", 1).value_or(std::uint16_t{0});
        return PortRange{number, number};
    }

    PortRange readRange(const Fields &range)
    {
        const bool hasBoth = range.require("start") & range.require("end");
        const auto start = range.integer<std::uint16_t>("start", 1);
        const auto end = range.integer<std::uint16_t>("end", 1);
        if (!hasBoth || !start || !end)
            return {0, 0};
        if (*start >= *end) {
            m_reader.error(range.value(), "port-range", "%1: start %2 must be below end %3",
                           {std::to_string(*start), std::to_string(*end)});
            return {0, 0};
        }
        return {*start, *end};
    }

    std::string portName(Value value)
    {
        const auto name = m_reader.text(value);
        if (name && !isPortName(*name))
            m_reader.error(value, "port-name", "%1: \"%2\" cannot be the name of a port", {*name});
        return name.value_or(std::string());
    }

    void checkOneOf(Value value, const Fields &fields, std::span<const std::string_view> keys,
                    std::string list)
    {
        const auto count =
            std::count_if(keys.begin(), keys.end(), [&](std::string_view key) { return fields.has(key); });
        if (count != 1)
            m_reader.error(value, "exactly-one", "%1 needs exactly one of %2", {std::move(list)});
    }

    /// Only pods have named ports.
    void checkNamedPorts(const Fields &fields, const ClusterPolicyRule &rule)
    {
        const bool hasNamed = std::any_of(rule.ports.begin(), rule.ports.end(),
                                          [](const auto &port) { return !port.namedPort.empty(); });
        const bool hasOthers = std::any_of(rule.peers.begin(), rule.peers.end(), [](const auto &peer) {
            return peer.nodes || !peer.networks.empty() || !peer.domainNames.empty();
        });
        if (hasNamed && hasOthers)
            m_reader.report(Severity::Warning, fields[m_wording.ports], "named-port-peer",
                            "%1: only pods have named ports; networks, nodes and domainNames of the rule do "
                            "not match by them");
    }

    void checkDomains(const Fields &fields, const ClusterPolicyRule &rule)
    {
        if (rule.action == RuleAction::Allow)
            return;
        for (const auto &peer : rule.peers) {
            if (!peer.domainNames.empty()) {
                m_reader.error(fields["to"], "domain-names-action",
                               "%1: domainNames are for rules that accept only");
                return;
            }
        }
    }

    Reader &m_reader;
    const Wording &m_wording;
};

} // namespace

AnyObject decodeClusterPolicy(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 2> kTiers{"Admin", "Baseline"};
    const bool isAdmin = meta.id.kind == "AdminNetworkPolicy";
    const bool isBaseline = meta.id.kind == "BaselineAdminNetworkPolicy";
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<ClusterPolicy>();
    root.require("spec");
    const Fields spec(reader, root["spec"]);
    if (isBaseline) {
        reader.checkFields(root["spec"], kBaselineSpecFields);
        out->tier = ClusterPolicy::Tier::Baseline;
        out->priority = kBaselinePriority;
        if (meta.id.name != "default")
            reader.error(root["metadata"]["name"], "baseline-name",
                         "%1: the one BaselineAdminNetworkPolicy of a cluster is called \"default\"");
    } else {
        reader.checkFields(root["spec"], isAdmin ? std::span<const std::string_view>(kAdminSpecFields)
                                                 : std::span<const std::string_view>(kClusterSpecFields));
        spec.require("priority");
        out->priority = spec.integer<std::uint32_t>("priority", 0, 1000).value_or(0U);
        if (!isAdmin && spec && spec.require("tier"))
            out->tier = spec.word("tier", kTiers) == std::size_t{1} ? ClusterPolicy::Tier::Baseline
                                                                    : ClusterPolicy::Tier::Admin;
    }
    PolicyReader rules(reader, isAdmin || isBaseline ? kAlpha1 : kAlpha2);
    rules.readSubject(spec, *out);
    out->ingress = rules.readRules(spec, true);
    out->egress = rules.readRules(spec, false);
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
