// Kinds of Kubernetes' core and discovery groups that are neither pods nor workloads.
#include "core/manifest/decoded.h"

namespace podloom::manifest {

namespace {

constexpr auto kNamespaceFields = fieldNames("apiVersion", "kind", "metadata", "spec", "status");
constexpr auto kNodeSpecFields =
    fieldNames("configSource", "externalID", "podCIDR", "podCIDRs", "providerID", "taints", "unschedulable");
constexpr auto kServiceSpecFields = fieldNames(
    "allocateLoadBalancerNodePorts", "clusterIP", "clusterIPs", "externalIPs", "externalName",
    "externalTrafficPolicy", "healthCheckNodePort", "internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy",
    "loadBalancerClass", "loadBalancerIP", "loadBalancerSourceRanges", "ports", "publishNotReadyAddresses",
    "selector", "sessionAffinity", "sessionAffinityConfig", "topologyKeys", "trafficDistribution", "type");
constexpr auto kServicePortFields =
    fieldNames("appProtocol", "name", "nodePort", "port", "protocol", "targetPort");
constexpr auto kServiceAccountFields = fieldNames("apiVersion", "automountServiceAccountToken",
                                                  "imagePullSecrets", "kind", "metadata", "secrets");
constexpr auto kEndpointSliceFields =
    fieldNames("addressType", "apiVersion", "endpoints", "kind", "metadata", "ports");

Labels readTaint(Reader &reader, Value item)
{
    static constexpr auto kFields = fieldNames("effect", "key", "timeAdded", "value");
    static constexpr std::array<std::string_view, 3> kEffects{"NoSchedule", "PreferNoSchedule", "NoExecute"};
    const Fields fields(reader, item, kFields);
    Labels out;
    fields.require("key");
    fields.word("effect", kEffects);
    for (const auto *key : {"key", "value", "effect"}) {
        if (fields.has(key))
            out[key] = fields.text(key);
    }
    return out;
}

/// Where a cluster keeps Calico's node data in Kubernetes itself (CA-08).
void readCalicoAnnotations(const ObjectMeta &meta, Node &node)
{
    const auto annotation = [&](const char *name) -> std::string {
        const auto found = meta.annotations.find(std::string("projectcalico.org/") + name);
        return found == meta.annotations.end() ? std::string() : found->second;
    };
    for (const auto *name : {"IPv4Address", "IPv6Address"}) {
        if (auto parsed = InterfaceAddress::parse(annotation(name)))
            node.addresses.push_back(*parsed);
    }
    if (const auto number = intOf(annotation("ASNumber")); number && *number > 0 && *number <= UINT32_MAX)
        node.asNumber = static_cast<std::uint32_t>(*number);
    node.routeReflectorClusterId = IpAddress::parse(annotation("RouteReflectorClusterID"));
}

void readNodeAddresses(Reader &reader, const Fields &root, Node &node)
{
    const Fields status(reader, root["status"]);
    status.forEachItem("addresses", [&](Value item) {
        const Fields fields(reader, item);
        if (fields.text("type") != "InternalIP")
            return;
        const auto address = fields.address("address");
        if (!address)
            return;
        const auto isKnown =
            std::any_of(node.addresses.begin(), node.addresses.end(), [&](const InterfaceAddress &each) {
                return each.address.family() == address->family();
            });
        if (!isKnown)
            node.addresses.push_back({*address, bitsOf(address->family())});
    });
}

std::optional<ServicePort> readServicePort(Reader &reader, Value item)
{
    const Fields fields(reader, item, kServicePortFields);
    if (!fields || !fields.require("port"))
        return std::nullopt;
    const auto port = fields.integer<std::uint16_t>("port", 1);
    if (!port)
        return std::nullopt;
    ServicePort out;
    out.port = *port;
    out.name = fields.text("name");
    out.nodePort = fields.integer<std::uint16_t>("nodePort").value_or(std::uint16_t{0});
    if (const auto protocol = fields["protocol"])
        out.protocol = reader.transportProtocol(protocol).value_or(Protocol::Tcp);
    const auto target = fields["targetPort"];
    // 0 and an empty text mean "as port", which is how dumps of old clusters write it.
    const bool isGiven = target && target.text() != "0" && !(target.isScalar() && target.text().empty());
    if (isGiven) {
        if (auto parsed = readPortRef(reader, target))
            out.targetPort = std::move(*parsed);
    }
    return out;
}

} // namespace

AnyObject decodeNamespace(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kNamespaceFields);
    auto out = std::make_shared<Namespace>();
    meta.labels[std::string(kNamespaceNameLabel)] = meta.id.name;
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeNode(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kNamespaceFields);
    auto out = std::make_shared<Node>();
    const Fields spec(reader, root["spec"], kNodeSpecFields);
    out->isUnschedulable = spec.boolean("unschedulable");
    spec.forEachItem("taints", [&](Value item) { out->taints.push_back(readTaint(reader, item)); });
    readCalicoAnnotations(meta, *out);
    readNodeAddresses(reader, root, *out);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeService(Reader &reader, const Fields &root, ObjectMeta meta)
{
    static constexpr std::array<std::string_view, 4> kTypes{"ClusterIP", "NodePort", "LoadBalancer",
                                                            "ExternalName"};
    reader.checkFields(root.value(), kNamespaceFields);
    auto out = std::make_shared<Service>();
    const Fields spec(reader, root["spec"], kServiceSpecFields);
    if (const auto type = spec.word("type", kTypes))
        out->type = kTypes[*type];
    if (spec.has("selector"))
        out->selector = reader.labels(spec["selector"], true);
    if (spec.has("clusterIPs"))
        out->clusterIps = reader.texts(spec["clusterIPs"]);
    else if (spec.has("clusterIP"))
        out->clusterIps = {spec.text("clusterIP")};
    for (const auto &ip : out->clusterIps) {
        if (ip != "None" && !ip.empty() && !IpAddress::parse(ip))
            reader.error(spec.value(), "address-syntax",
                         "%1: cluster IP \"%2\" is neither an address nor None", {ip});
    }
    spec.forEachItem("ports", [&](Value item) {
        if (auto port = readServicePort(reader, item))
            out->ports.push_back(std::move(*port));
    });
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeEndpointSlice(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kEndpointSliceFields);
    auto out = std::make_shared<EndpointSlice>();
    const bool isFqdn = root.text("addressType") == "FQDN";
    root.forEachItem("endpoints", [&](Value item) {
        const Fields fields(reader, item);
        EndpointSlice::Endpoint endpoint;
        fields.forEachItem("addresses", [&](Value address) {
            if (isFqdn)
                return;
            if (const auto parsed = reader.address(address))
                endpoint.addresses.push_back(*parsed);
        });
        endpoint.isReady = Fields(reader, fields["conditions"]).boolean("ready", true);
        const Fields target(reader, fields["targetRef"]);
        if (target.text("kind") == "Pod")
            endpoint.targetPod = target.text("name");
        out->endpoints.push_back(std::move(endpoint));
    });
    root.forEachItem("ports", [&](Value item) {
        const Fields fields(reader, item);
        ContainerPort port;
        port.name = fields.text("name");
        port.port = fields.integer<std::uint16_t>("port").value_or(std::uint16_t{0});
        if (const auto protocol = fields["protocol"])
            port.protocol = reader.transportProtocol(protocol).value_or(Protocol::Tcp);
        out->ports.push_back(std::move(port));
    });
    if (const auto service = meta.labels.find("kubernetes.io/service-name"); service != meta.labels.end())
        out->service = service->second;
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeServiceAccount(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kServiceAccountFields);
    auto out = std::make_shared<ServiceAccount>();
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
