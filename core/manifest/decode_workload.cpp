// Pods and the controllers that make them.
#include "core/manifest/decoded.h"

namespace podloom::manifest {

namespace {

constexpr auto kRootFields = fieldNames("apiVersion", "kind", "metadata", "spec", "status");
constexpr auto kPodSpecFields = fieldNames(
    "activeDeadlineSeconds", "affinity", "automountServiceAccountToken", "containers", "dnsConfig",
    "dnsPolicy", "enableServiceLinks", "ephemeralContainers", "hostAliases", "hostIPC", "hostNetwork",
    "hostPID", "hostUsers", "hostname", "hostnameOverride", "imagePullSecrets", "initContainers", "nodeName",
    "nodeSelector", "os", "overhead", "preemptionPolicy", "priority", "priorityClassName", "readinessGates",
    "resourceClaims", "resources", "restartPolicy", "runtimeClassName", "schedulerName", "schedulingGates",
    "securityContext", "serviceAccount", "serviceAccountName", "setHostnameAsFQDN", "shareProcessNamespace",
    "subdomain", "terminationGracePeriodSeconds", "tolerations", "topologySpreadConstraints", "volumes",
    "workloadRef");
constexpr auto kContainerFields = fieldNames(
    "args", "command", "env", "envFrom", "image", "imagePullPolicy", "lifecycle", "livenessProbe", "name",
    "ports", "readinessProbe", "resizePolicy", "resources", "restartPolicy", "restartPolicyRules",
    "securityContext", "startupProbe", "stdin", "stdinOnce", "terminationMessagePath",
    "terminationMessagePolicy", "tty", "volumeDevices", "volumeMounts", "workingDir");
constexpr auto kContainerPortFields = fieldNames("containerPort", "hostIP", "hostPort", "name", "protocol");
constexpr auto kTolerationFields = fieldNames("effect", "key", "operator", "tolerationSeconds", "value");
constexpr auto kWorkloadSpecFields = fieldNames(
    "activeDeadlineSeconds", "backoffLimit", "backoffLimitPerIndex", "completionMode", "completions",
    "managedBy", "manualSelector", "maxFailedIndexes", "minReadySeconds", "ordinals", "parallelism", "paused",
    "persistentVolumeClaimRetentionPolicy", "podFailurePolicy", "podManagementPolicy", "podReplacementPolicy",
    "progressDeadlineSeconds", "replicas", "revisionHistoryLimit", "rollbackTo", "selector", "serviceName",
    "strategy", "successPolicy", "suspend", "template", "templateGeneration", "ttlSecondsAfterFinished",
    "updateStrategy", "volumeClaimTemplates");
constexpr auto kCronJobSpecFields =
    fieldNames("concurrencyPolicy", "failedJobsHistoryLimit", "jobTemplate", "schedule",
               "startingDeadlineSeconds", "successfulJobsHistoryLimit", "suspend", "timeZone");
constexpr auto kTemplateFields = fieldNames("metadata", "spec");

constexpr std::array<std::string_view, 7> kWorkloadKinds{
    "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob"};

std::optional<ContainerPort> readContainerPort(Reader &reader, Value item)
{
    const Fields fields(reader, item, kContainerPortFields);
    if (!fields || !fields.require("containerPort"))
        return std::nullopt;
    const auto port = fields.integer<std::uint16_t>("containerPort", 1);
    if (!port)
        return std::nullopt;
    ContainerPort out;
    out.port = *port;
    if (const auto name = fields["name"]) {
        out.name = reader.text(name).value_or(std::string());
        if (!out.name.empty() && !isPortName(out.name))
            reader.error(
                name, "port-name",
                "%1 is \"%2\"; a port name has at most 15 lower-case letters, digits and single \"-\", "
                "with at least one letter",
                {out.name});
    }
    if (const auto protocol = fields["protocol"])
        out.protocol = reader.transportProtocol(protocol).value_or(Protocol::Tcp);
    return out;
}

void readContainers(Reader &reader, const Fields &spec, std::string_view list, bool areInit, PodSpec &out)
{
    spec.forEachItem(list, [&](Value item) {
        const Fields container(reader, item, kContainerFields);
        if (container)
            container.require("name");
        // An init container that restarts always is a sidecar: it listens as long as the pod lives.
        const bool listens = !areInit || container.text("restartPolicy") == "Always";
        container.forEachItem("ports", [&](Value port) {
            auto read = readContainerPort(reader, port);
            if (read && listens)
                out.ports.push_back(std::move(*read));
        });
    });
}

PodSpec readPodSpec(Reader &reader, Value value)
{
    const Fields fields(reader, value, kPodSpecFields);
    PodSpec out;
    out.nodeName = fields.text("nodeName");
    if (fields.has("nodeSelector"))
        out.nodeSelector = reader.labels(fields["nodeSelector"], true);
    out.serviceAccount =
        fields.text(fields.has("serviceAccountName") ? "serviceAccountName" : "serviceAccount");
    out.isHostNetwork = fields.boolean("hostNetwork");
    readContainers(reader, fields, "initContainers", true, out);
    readContainers(reader, fields, "containers", false, out);
    fields.forEachItem("tolerations", [&](Value item) {
        const Fields toleration(reader, item, kTolerationFields);
        Labels one;
        for (const auto *key : {"key", "operator", "value", "effect"}) {
            if (toleration.has(key))
                one[key] = toleration.text(key);
        }
        out.tolerations.push_back(std::move(one));
    });
    return out;
}

void readPodAddresses(Reader &reader, const Fields &status, Pod &pod)
{
    const auto add = [&](Value value) {
        const auto address = reader.address(value);
        const auto isKnown = [&](const IpAddress &each) { return each.family() == address->family(); };
        if (address && std::none_of(pod.ips.begin(), pod.ips.end(), isKnown))
            pod.ips.push_back(*address);
    };
    if (const auto ip = status["podIP"]; ip && !ip.text().empty())
        add(ip);
    status.forEachItem("podIPs", [&](Value item) {
        if (const auto ip = Fields(reader, item)["ip"])
            add(ip);
    });
}

/// The template's labels must satisfy the selector, or the controller would never find its own pods.
void checkSelector(Reader &reader, const Fields &spec, const Workload &workload)
{
    if (!spec.has("selector") || workload.kind == WorkloadKind::Job || workload.kind == WorkloadKind::CronJob)
        return;
    if (!workload.selector.matches(workload.templateLabels))
        reader.error(spec["selector"], "workload-selector",
                     "%1 does not match the labels of the pod template (spec.template.metadata.labels)");
}

} // namespace

std::optional<PortRef> readPortRef(Reader &reader, Value value)
{
    if (value.isScalar() && typeOf(value.node()) == ScalarType::Int) {
        const auto number = reader.integer(value, 1, UINT16_MAX);
        return number ? std::optional<PortRef>(static_cast<std::uint16_t>(*number)) : std::nullopt;
    }
    auto name = reader.text(value);
    if (!name)
        return std::nullopt;
    if (!isPortName(*name)) {
        reader.error(
            value, "port-name",
            "%1 is \"%2\"; it must be a number from 1 to 65535 without quotes, or a port name (at most 15 "
            "lower-case letters, digits and \"-\")",
            {*name});
        return std::nullopt;
    }
    return PortRef(std::move(*name));
}

std::optional<ObjectId> readOwner(Reader &reader, const Fields &root, const ObjectId &owned)
{
    const Fields metadata(reader, root["metadata"]);
    std::optional<ObjectId> out;
    metadata.forEachItem("ownerReferences", [&](Value item) {
        const Fields fields(reader, item);
        if (!fields.boolean("controller", true) || out)
            return;
        const auto apiVersion = fields.text("apiVersion");
        const auto slash = apiVersion.find('/');
        out =
            ObjectId{owned.cluster, slash == std::string::npos ? std::string() : apiVersion.substr(0, slash),
                     fields.text("kind"), owned.ns, fields.text("name")};
    });
    return out;
}

AnyObject decodePod(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<Pod>();
    root.require("spec");
    out->spec = readPodSpec(reader, root["spec"]);
    const Fields status(reader, root["status"]);
    readPodAddresses(reader, status, *out);
    const auto phase = status.text("phase");
    out->isFinished = phase == "Succeeded" || phase == "Failed";
    out->owner = readOwner(reader, root, meta.id);
    out->meta = std::move(meta);
    return out;
}

AnyObject decodeWorkload(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<Workload>();
    const auto kind = std::find(kWorkloadKinds.begin(), kWorkloadKinds.end(), meta.id.kind);
    out->kind = static_cast<WorkloadKind>(kind - kWorkloadKinds.begin());
    root.require("spec");
    const bool isCronJob = out->kind == WorkloadKind::CronJob;
    const auto written = Fields(reader, root["spec"]);
    if (written)
        reader.checkFields(written.value(), isCronJob
                                                ? std::span<const std::string_view>(kCronJobSpecFields)
                                                : std::span<const std::string_view>(kWorkloadSpecFields));
    const Fields spec(reader, isCronJob ? Fields(reader, written["jobTemplate"])["spec"] : written.value());
    const bool isJob = isCronJob || out->kind == WorkloadKind::Job;
    out->replicas =
        spec.integer<std::uint32_t>(isJob ? "parallelism" : "replicas", 0, INT32_MAX).value_or(1U);
    if (spec)
        spec.require("template");
    const Fields podTemplate(reader, spec["template"], kTemplateFields);
    const Fields templateMeta(reader, podTemplate["metadata"]);
    if (templateMeta.has("labels"))
        out->templateLabels = reader.labels(templateMeta["labels"], true);
    if (templateMeta.has("annotations"))
        out->templateAnnotations = reader.labels(templateMeta["annotations"], false);
    out->spec = readPodSpec(reader, podTemplate["spec"]);
    if (out->kind == WorkloadKind::ReplicationController)
        out->selector.matchLabels = reader.labels(spec["selector"], true);
    else
        out->selector = reader.labelSelector(spec["selector"]);
    checkSelector(reader, spec, *out);
    out->owner = readOwner(reader, root, meta.id);
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
