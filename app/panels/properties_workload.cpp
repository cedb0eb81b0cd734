// Forms of pods, what makes them and what stands before them.
#include "app/panels/property_builder.h"
#include "app/panels/words.h"

#include <algorithm>

namespace podloom::app {

namespace {

using Kind = Property::Kind;

/// `pointer`: where the PodSpec stands in the manifest.
void addSpec(PropertyBuilder &builder, const PodSpec &spec, const std::string &pointer)
{
    builder.mono(PropertyBuilder::tr("Ports"), text(spec.ports), PropertyBuilder::tr("none named"));
    builder.field(Kind::Text, PropertyBuilder::tr("Service account"), pointer + "/serviceAccountName",
                  spec.serviceAccount.empty() ? QStringLiteral("default") : text(spec.serviceAccount),
                  PropertyBuilder::tr("serviceAccountName: policies of Calico can select by it"));
    builder.field(
        Kind::Switch, PropertyBuilder::tr("Network of its node"), pointer + "/hostNetwork",
        spec.isHostNetwork ? QStringLiteral("true") : QStringLiteral("false"),
        PropertyBuilder::tr("hostNetwork: its address is that of its node; policies do not select it"));
    builder.labels(PropertyBuilder::tr("Only on nodes"), spec.nodeSelector, pointer + "/nodeSelector");
}

QString targetText(const ServicePort &port)
{
    const auto *number = std::get_if<std::uint16_t>(&port.targetPort);
    return number ? QString::number(*number == 0 ? port.port : *number)
                  : text(std::get<std::string>(port.targetPort));
}

void addPortFacts(PropertyBuilder &builder, const Service &service)
{
    for (const auto &port : service.ports)
        builder.mono(port.name.empty() ? QString::number(port.port) : text(port.name),
                     PropertyBuilder::tr("%1 %2 → %3")
                         .arg(text(toString(port.protocol)))
                         .arg(port.port)
                         .arg(targetText(port)));
}

void addPorts(PropertyBuilder &builder, const Service &service)
{
    const bool hasNodePorts = service.type == "NodePort" || service.type == "LoadBalancer";
    int highest = 79;
    for (std::size_t at = 0; at < service.ports.size(); ++at) {
        const auto &port = service.ports[at];
        const auto pointer = "/spec/ports/" + std::to_string(at);
        highest = std::max(highest, static_cast<int>(port.port));
        std::vector<Property> parts{
            builder.part(Kind::Text, PropertyBuilder::tr("Name"), pointer + "/name",
                         PropertyBuilder::tr("no name"),
                         PropertyBuilder::tr("name: needed where a service has several ports")),
            builder.protocol(pointer + "/protocol"),
            builder.part(Kind::Number, PropertyBuilder::tr("Port"), pointer + "/port", {},
                         PropertyBuilder::tr("port, 1 … 65535: of the service")),
            builder.part(Kind::Mixed, PropertyBuilder::tr("Port of the pods"), pointer + "/targetPort",
                         QString::number(port.port),
                         PropertyBuilder::tr("targetPort: a number or the name of a port; as port when it is "
                                             "empty"))};
        if (hasNodePorts)
            parts.push_back(builder.part(Kind::Number, PropertyBuilder::tr("Port of the nodes"),
                                         pointer + "/nodePort", PropertyBuilder::tr("chosen"),
                                         PropertyBuilder::tr("nodePort, usually 30000 … 32767")));
        builder.group(port.name.empty() ? PropertyBuilder::tr("port %1").arg(port.port) : text(port.name),
                      pointer, std::move(parts));
    }
    const auto number = std::int64_t{std::min(highest + 1, 65535)};
    auto item = Json::object({{"protocol", "TCP"}, {"port", number}});
    std::vector<std::pair<std::string, Json>> steps;
    if (!service.ports.empty())
        item.set("name", "port-" + std::to_string(number));
    for (std::size_t at = 0; at < service.ports.size(); ++at) {
        if (service.ports[at].name.empty())
            steps.emplace_back("/spec/ports/" + std::to_string(at) + "/name",
                               "port-" + std::to_string(service.ports[at].port));
    }
    builder.adder(PropertyBuilder::tr("Add a port"), {}, "/spec/ports", std::move(item), std::move(steps));
}

} // namespace

void addNamespace(PropertyBuilder &builder, const Namespace &ns)
{
    builder.fact(PropertyBuilder::tr("Declared"), ns.isImplied
                                                      ? PropertyBuilder::tr("nowhere; other objects use it")
                                                      : PropertyBuilder::tr("in the design"));
}

void addPod(PropertyBuilder &builder, const Pod &pod)
{
    const auto &node = pod.spec.nodeName;
    builder.fact(PropertyBuilder::tr("Node"),
                 node.empty() ? PropertyBuilder::tr("no node suits it") : text(node));
    builder.mono(PropertyBuilder::tr("Addresses"), text(pod.ips), PropertyBuilder::tr("none yet"));
    if (pod.owner)
        builder.fact(PropertyBuilder::tr("Replica of"),
                     text(pod.owner->kind) + QLatin1Char(' ') + titleOf(*pod.owner));
    addSpec(builder, pod.spec, "/spec");
}

void addWorkload(PropertyBuilder &builder, const Workload &workload)
{
    if (workload.kind == WorkloadKind::DaemonSet)
        builder.fact(PropertyBuilder::tr("Replicas"), PropertyBuilder::tr("one on each node that suits"));
    else if (workload.kind == WorkloadKind::Job)
        builder.field(Kind::Number, PropertyBuilder::tr("Pods at once"), "/spec/parallelism",
                      QStringLiteral("1"), PropertyBuilder::tr("spec.parallelism"));
    else if (workload.kind != WorkloadKind::CronJob)
        builder.field(Kind::Number, PropertyBuilder::tr("Replicas"), "/spec/replicas", QStringLiteral("1"),
                      PropertyBuilder::tr("spec.replicas"));
    const std::string pods =
        workload.kind == WorkloadKind::CronJob ? "/spec/jobTemplate/spec/template" : "/spec/template";
    addSpec(builder, workload.spec, pods + "/spec");
    builder.labels(PropertyBuilder::tr("Labels of its pods"), workload.templateLabels,
                   pods + "/metadata/labels");
}

void addService(PropertyBuilder &builder, const Service &service)
{
    builder.choice(PropertyBuilder::tr("Type"), "/spec/type",
                   {QStringLiteral("ClusterIP"), QStringLiteral("NodePort"), QStringLiteral("LoadBalancer"),
                    QStringLiteral("ExternalName")},
                   PropertyBuilder::tr("spec.type"));
    QStringList addresses;
    for (const auto &ip : service.clusterIps)
        addresses.append(text(ip));
    builder.mono(PropertyBuilder::tr("Addresses"), addresses.join(QStringLiteral(", ")),
                 PropertyBuilder::tr("given by the cluster"));
    builder.mono(PropertyBuilder::tr("Pods"),
                 service.selector ? text(*service.selector) : PropertyBuilder::tr("no selector"));
    builder.section(PropertyBuilder::tr("Ports"));
    if (builder.valueAt("/spec/ports").items().size() == service.ports.size())
        addPorts(builder, service);
    else
        addPortFacts(builder, service); // some have faults: their numbers are not those of the manifest
}

} // namespace podloom::app
