#include "core/manifest/encode.h"

#include "core/manifest/yaml_writer.h"

namespace podloom {

namespace {

Json toJson(const LabelSelector &selector)
{
    auto out = Json::object();
    if (!selector.matchLabels.empty()) {
        auto labels = Json::object();
        for (const auto &[key, value] : selector.matchLabels)
            labels.set(key, value);
        out.set("matchLabels", std::move(labels));
    }
    if (selector.matchExpressions.empty())
        return out;
    static constexpr std::array<const char *, 4> kOperators{"In", "NotIn", "Exists", "DoesNotExist"};
    auto expressions = Json::array();
    for (const auto &each : selector.matchExpressions) {
        auto one =
            Json::object({{"key", each.key}, {"operator", kOperators[static_cast<std::size_t>(each.op)]}});
        if (!each.values.empty()) {
            auto values = Json::array();
            for (const auto &value : each.values)
                values.append(value);
            one.set("values", std::move(values));
        }
        expressions.append(std::move(one));
    }
    out.set("matchExpressions", std::move(expressions));
    return out;
}

Json toJson(const NetworkPolicyPeer &peer)
{
    auto out = Json::object();
    if (peer.namespaceSelector)
        out.set("namespaceSelector", toJson(*peer.namespaceSelector));
    if (peer.podSelector)
        out.set("podSelector", toJson(*peer.podSelector));
    if (peer.ipBlock) {
        auto block = Json::object({{"cidr", peer.ipBlock->cidr.toString()}});
        for (const auto &except : peer.ipBlock->except) {
            auto list = block["except"];
            list.append(except.toString());
            block.set("except", std::move(list));
        }
        out.set("ipBlock", std::move(block));
    }
    return out;
}

Json toJson(const NetworkPolicyPort &port)
{
    auto out = Json::object({{"protocol", toString(port.protocol)}});
    if (port.port) {
        if (const auto *number = std::get_if<std::uint16_t>(&*port.port))
            out.set("port", unsigned{*number});
        else
            out.set("port", std::get<std::string>(*port.port));
    }
    if (port.endPort)
        out.set("endPort", unsigned{*port.endPort});
    return out;
}

Json toJson(const std::vector<NetworkPolicyRule> &rules, const char *peers)
{
    auto out = Json::array();
    for (const auto &rule : rules) {
        auto one = Json::object();
        const auto setList = [&](const char *key, const auto &items) {
            if (items.empty())
                return;
            auto list = Json::array();
            for (const auto &item : items)
                list.append(toJson(item));
            one.set(key, std::move(list));
        };
        setList(peers, rule.peers);
        setList("ports", rule.ports);
        out.append(std::move(one));
    }
    return out;
}

} // namespace

Json toManifest(const NetworkPolicy &policy)
{
    auto types = Json::array();
    if (policy.isolatesIngress)
        types.append("Ingress");
    if (policy.isolatesEgress)
        types.append("Egress");
    auto spec =
        Json::object({{"podSelector", toJson(policy.podSelector)}, {"policyTypes", std::move(types)}});
    if (!policy.ingress.empty())
        spec.set("ingress", toJson(policy.ingress, "from"));
    if (!policy.egress.empty())
        spec.set("egress", toJson(policy.egress, "to"));
    auto metadata = Json::object({{"name", policy.meta.id.name}, {"namespace", policy.meta.id.ns}});
    if (policy.meta.id.cluster != kDefaultCluster && !policy.meta.id.cluster.empty())
        metadata.set("labels", Json::object({{std::string(kClusterLabel), policy.meta.id.cluster}}));
    return Json::object({{"apiVersion", "networking.k8s.io/v1"},
                         {"kind", "NetworkPolicy"},
                         {"metadata", std::move(metadata)},
                         {"spec", std::move(spec)}});
}

std::string toYaml(const Json &value)
{
    const manifest::WriteStyle style;
    const bool isBlock =
        (value.isObject() && !value.members().empty()) || (value.isArray() && !value.items().empty());
    return (isBlock ? manifest::blockText(value, 0, style) : manifest::flowText(value, style)) + '\n';
}

} // namespace podloom
