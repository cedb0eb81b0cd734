// Forms of pods, what makes them and what stands before them.
#include "app/panels/property_builder.h"
#include "app/panels/words.h"

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
    if (!spec.nodeSelector.empty())
        builder.labels(PropertyBuilder::tr("Only on nodes"), spec.nodeSelector, pointer + "/nodeSelector");
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
    for (const auto &port : service.ports) {
        const auto *number = std::get_if<std::uint16_t>(&port.targetPort);
        const auto target = number ? QString::number(*number == 0 ? port.port : *number)
                                   : text(std::get<std::string>(port.targetPort));
        builder.mono(
            port.name.empty() ? QString::number(port.port) : text(port.name),
            PropertyBuilder::tr("%1 %2 → %3").arg(text(toString(port.protocol))).arg(port.port).arg(target));
    }
}

} // namespace podloom::app
