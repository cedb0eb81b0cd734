#include "app/tools/policy_recipe.h"

#include "core/base/text.h"

#include <algorithm>
#include <cctype>

namespace podloom::app {

namespace {

constexpr auto kNamespaceName = "kubernetes.io/metadata.name";
constexpr int kMostPort = 65535;

std::vector<std::string> wordsIn(const std::string &text, const std::string &separators)
{
    std::vector<std::string> out;
    std::string word;
    for (const char c : text + separators.front()) {
        if (separators.find(c) == std::string::npos) {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::exchange(word, {}));
        }
    }
    return out;
}

bool isNumber(const std::string &text)
{
    constexpr std::size_t kDigits = 5;
    return !text.empty() && text.size() <= kDigits
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool isPort(const std::string &text)
{
    return isNumber(text) && std::stoi(text) >= 1 && std::stoi(text) <= kMostPort;
}

/// IANA_SVC_NAME as Kubernetes has it: small letters, digits, dashes, one letter at least, at most 15.
bool isPortName(const std::string &text)
{
    constexpr std::size_t kLongest = 15;
    const auto isFine = [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || std::isdigit(c) != 0 || c == '-';
    };
    return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), isFine)
        && std::any_of(text.begin(), text.end(), [](unsigned char c) { return c >= 'a' && c <= 'z'; })
        && text.front() != '-' && text.back() != '-';
}

Result<Json> portFrom(const std::string &protocol, const std::string &word)
{
    Json port = Json::object({{"protocol", protocol}});
    const auto dash = word.find('-');
    const auto first = word.substr(0, dash);
    if (isPort(word)) {
        port.set("port", std::stoi(word));
    } else if (dash != std::string::npos && isPort(first) && isPort(word.substr(dash + 1))
               && std::stoi(first) <= std::stoi(word.substr(dash + 1))) {
        port.set("port", std::stoi(first));
        port.set("endPort", std::stoi(word.substr(dash + 1)));
    } else if (isPortName(word)) {
        port.set("port", word);
    } else {
        return fail(Errc::InvalidArgument, "wish-port",
                    "\"%1\" is no port: write 80, 8000-8080 or a port's name, after TCP, UDP or SCTP",
                    {word});
    }
    return port;
}

Json labelsJson(const Labels &labels)
{
    Json out = Json::object();
    for (const auto &[key, value] : labels)
        out.set(key, value);
    return out;
}

Json selectorOf(const Workload &workload)
{
    return Json::object({{"matchLabels", labelsJson(workload.templateLabels)}});
}

Json namespaceSelector(const std::string &name)
{
    return Json::object({{"matchLabels", Json::object({{kNamespaceName, name}})}});
}

/// Builds the policies of one wish.
class Cook {
public:
    Cook(const PolicyWish &wish, const Design &design) : m_wish(wish), m_design(design) {}

    Result<std::vector<Json>> cook()
    {
        if (m_wish.ns.empty())
            return fail(Errc::InvalidArgument, "wish-namespace",
                        "choose the namespace that the policy is for");
        m_subject = m_wish.workload ? m_design.workloads.find(*m_wish.workload) : nullptr;
        if (m_wish.workload && m_subject == nullptr)
            return fail(Errc::InvalidArgument, "wish-workload",
                        "there is no workload %1 in the design any more: choose another one",
                        {m_wish.workload->name});
        switch (m_wish.recipe) {
        case Recipe::AllowFromWorkload: return fromWorkload();
        case Recipe::DenyIngress: return one("default-deny-ingress", spec({"Ingress"}));
        case Recipe::AllowIngress: return one("allow-ingress", spec({"Ingress"}, "ingress", Json::object()));
        case Recipe::DenyEgress: return one("default-deny-egress", spec({"Egress"}));
        case Recipe::AllowEgress: return one("allow-egress", spec({"Egress"}, "egress", Json::object()));
        case Recipe::DenyAll: return one("default-deny", spec({"Ingress", "Egress"}));
        case Recipe::AllowFromNamespace: return fromNamespace();
        case Recipe::AllowDns: return dns();
        case Recipe::AllowFromLoadBalancer: break;
        }
        return fromRanges();
    }

private:
    Json spec(std::initializer_list<Json> types, const char *direction = nullptr, Json rule = {}) const
    {
        Json out = Json::object({{"podSelector", m_subject ? selectorOf(*m_subject) : Json::object()},
                                 {"policyTypes", Json::array(types)}});
        if (direction != nullptr)
            out.set(direction, Json::array({std::move(rule)}));
        return out;
    }

    std::string freeName(const std::string &cluster, const std::string &ns, const std::string &wanted) const
    {
        const auto isTaken = [&](const std::string &name) {
            return std::any_of(m_design.networkPolicies.begin(), m_design.networkPolicies.end(),
                               [&](const auto &policy) {
                                   return policy.meta.id.ns == ns && policy.meta.id.name == name
                                       && (cluster.empty() || policy.meta.id.cluster == cluster);
                               });
        };
        if (!isTaken(wanted))
            return wanted;
        for (int index = 2;; ++index) {
            if (auto name = wanted + '-' + std::to_string(index); !isTaken(name))
                return name;
        }
    }

    Json manifest(const std::string &cluster, const std::string &ns, const std::string &name, Json spec) const
    {
        Json metadata = Json::object({{"name", freeName(cluster, ns, name)}, {"namespace", ns}});
        if (m_design.clusterNames().size() > 1 && !cluster.empty())
            metadata.set("labels", Json::object({{std::string(kClusterLabel), cluster}}));
        return Json::object({{"apiVersion", "networking.k8s.io/v1"},
                             {"kind", "NetworkPolicy"},
                             {"metadata", std::move(metadata)},
                             {"spec", std::move(spec)}});
    }

    std::vector<Json> one(const std::string &name, Json spec) const
    {
        const auto prefix = m_subject ? m_subject->meta.id.name + '-' : std::string();
        return {manifest(m_subject ? m_subject->meta.id.cluster : m_wish.cluster, m_wish.ns, prefix + name,
                         std::move(spec))};
    }

    static Json peerOf(const Workload &workload, const std::string &ns)
    {
        Json peer = Json::object();
        if (workload.meta.id.ns != ns)
            peer.set("namespaceSelector", namespaceSelector(workload.meta.id.ns));
        peer.set("podSelector", selectorOf(workload));
        return peer;
    }

    static Json rule(const char *side, Json peers, const Json &ports)
    {
        Json out = Json::object({{side, std::move(peers)}});
        if (!ports.items().empty())
            out.set("ports", ports);
        return out;
    }

    Result<std::vector<Json>> fromWorkload()
    {
        const auto *from = m_wish.from ? m_design.workloads.find(*m_wish.from) : nullptr;
        if (from == nullptr)
            return fail(Errc::InvalidArgument, "wish-from", "choose the workload that may come in");
        const auto ports = portsFrom(m_wish.ports);
        if (!ports)
            return Failure{ports.error()};
        auto out =
            one("from-" + from->meta.id.name,
                spec({"Ingress"}, "ingress", rule("from", Json::array({peerOf(*from, m_wish.ns)}), *ports)));
        if (!m_wish.opensTheOtherSide)
            return out;
        Json peer = m_subject ? peerOf(*m_subject, from->meta.id.ns)
                              : Json::object({{"namespaceSelector", namespaceSelector(m_wish.ns)}});
        Json other =
            Json::object({{"podSelector", selectorOf(*from)},
                          {"policyTypes", Json::array({"Egress"})},
                          {"egress", Json::array({rule("to", Json::array({std::move(peer)}), *ports)})}});
        out.push_back(
            manifest(from->meta.id.cluster, from->meta.id.ns,
                     from->meta.id.name + "-to-" + (m_subject ? m_subject->meta.id.name : m_wish.ns),
                     std::move(other)));
        return out;
    }

    Result<std::vector<Json>> fromNamespace()
    {
        if (m_wish.fromNamespace.empty())
            return fail(Errc::InvalidArgument, "wish-from-namespace",
                        "choose the namespace that may come in");
        const auto ports = portsFrom(m_wish.ports);
        if (!ports)
            return Failure{ports.error()};
        Json peer = Json::object({{"namespaceSelector", namespaceSelector(m_wish.fromNamespace)}});
        return one("from-" + m_wish.fromNamespace,
                   spec({"Ingress"}, "ingress", rule("from", Json::array({std::move(peer)}), *ports)));
    }

    Result<std::vector<Json>> dns()
    {
        // Whoever answers names in kube-system; in a design without one, anybody on port 53.
        const Json ports = *portsFrom("UDP 53, TCP 53");
        const bool hasSystem = std::any_of(m_design.namespaces.begin(), m_design.namespaces.end(),
                                           [](const auto &ns) { return ns.meta.id.name == "kube-system"; });
        Json allowed = Json::object({{"ports", ports}});
        if (hasSystem)
            allowed = rule(
                "to", Json::array({Json::object({{"namespaceSelector", namespaceSelector("kube-system")}})}),
                ports);
        return one("allow-dns", spec({"Egress"}, "egress", std::move(allowed)));
    }

    Result<std::vector<Json>> fromRanges()
    {
        Json peers = Json::array();
        for (const auto &word : wordsIn(m_wish.ranges, ", ")) {
            const auto range = Prefix::parse(word);
            if (!range)
                return Failure{range.error()};
            peers.append(Json::object({{"ipBlock", Json::object({{"cidr", range->toString()}})}}));
        }
        if (peers.items().empty())
            return fail(Errc::InvalidArgument, "wish-ranges",
                        "write the ranges that may come in, e.g. 192.0.2.0/24, 2001:db8::/32");
        const auto ports = portsFrom(m_wish.ports);
        if (!ports)
            return Failure{ports.error()};
        return one("from-outside", spec({"Ingress"}, "ingress", rule("from", std::move(peers), *ports)));
    }

    const PolicyWish &m_wish;
    const Design &m_design;
    const Workload *m_subject = nullptr;
};

} // namespace

bool hasFrom(Recipe recipe)
{
    return recipe == Recipe::AllowFromWorkload;
}

bool hasFromNamespace(Recipe recipe)
{
    return recipe == Recipe::AllowFromNamespace;
}

bool hasRanges(Recipe recipe)
{
    return recipe == Recipe::AllowFromLoadBalancer;
}

bool hasPorts(Recipe recipe)
{
    return hasFrom(recipe) || hasFromNamespace(recipe) || hasRanges(recipe);
}

Result<Json> portsFrom(const std::string &text)
{
    Json out = Json::array();
    std::string protocol = "TCP";
    for (const auto &word : wordsIn(text, ", /")) {
        auto upper = word;
        std::transform(upper.begin(), upper.end(), upper.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        if (upper == "TCP" || upper == "UDP" || upper == "SCTP") {
            protocol = upper;
            continue;
        }
        auto port = portFrom(protocol, word);
        if (!port)
            return port;
        out.append(*std::move(port));
    }
    return out;
}

Result<std::vector<Json>> policiesFor(const PolicyWish &wish, const Design &design)
{
    return Cook(wish, design).cook();
}

} // namespace podloom::app
