// From a document to its objects: lists, identity, metadata, and which decoder reads which kind.
#include "core/base/nearest_word.h"
#include "core/manifest/decoded.h"
#include "core/manifest/kinds.h"

namespace podloom::manifest {

namespace {

constexpr auto kMetadataFields =
    fieldNames("annotations", "clusterName", "creationTimestamp", "deletionGracePeriodSeconds",
               "deletionTimestamp", "finalizers", "generateName", "generation", "labels", "managedFields",
               "name", "namespace", "ownerReferences", "resourceVersion", "selfLink", "uid");

constexpr std::string_view kPodloomGroup = "podloom.dev";
constexpr std::string_view kPolicyGroup = "policy.networking.k8s.io";
constexpr std::string_view kCalicoGroup = "projectcalico.org";

enum class NameRule { Label, Subdomain };

struct KindEntry {
    std::string_view group;
    std::string_view kind;
    std::string_view apiVersion; ///< the one to write
    bool isNamespaced;
    NameRule nameRule;
    Decoder decoder; ///< null for a kind that is kept verbatim without a word
};

constexpr auto kKinds = std::to_array<KindEntry>({
    {"", "Namespace", "v1", false, NameRule::Label, decodeNamespace},
    {"", "Node", "v1", false, NameRule::Subdomain, decodeNode},
    {"", "Pod", "v1", true, NameRule::Subdomain, decodePod},
    {"", "ReplicationController", "v1", true, NameRule::Subdomain, decodeWorkload},
    {"", "Service", "v1", true, NameRule::Label, decodeService},
    {"", "ServiceAccount", "v1", true, NameRule::Subdomain, decodeServiceAccount},
    {"apps", "Deployment", "apps/v1", true, NameRule::Subdomain, decodeWorkload},
    {"apps", "StatefulSet", "apps/v1", true, NameRule::Subdomain, decodeWorkload},
    {"apps", "DaemonSet", "apps/v1", true, NameRule::Subdomain, decodeWorkload},
    {"apps", "ReplicaSet", "apps/v1", true, NameRule::Subdomain, decodeWorkload},
    {"batch", "Job", "batch/v1", true, NameRule::Subdomain, decodeWorkload},
    {"batch", "CronJob", "batch/v1", true, NameRule::Subdomain, decodeWorkload},
    {"discovery.k8s.io", "EndpointSlice", "discovery.k8s.io/v1", true, NameRule::Subdomain,
     decodeEndpointSlice},
    {"networking.k8s.io", "NetworkPolicy", "networking.k8s.io/v1", true, NameRule::Subdomain,
     decodeNetworkPolicy},
    {kPolicyGroup, "AdminNetworkPolicy", "policy.networking.k8s.io/v1alpha1", false, NameRule::Subdomain,
     decodeClusterPolicy},
    {kPolicyGroup, "BaselineAdminNetworkPolicy", "policy.networking.k8s.io/v1alpha1", false,
     NameRule::Subdomain, decodeClusterPolicy},
    {kPolicyGroup, "ClusterNetworkPolicy", "policy.networking.k8s.io/v1alpha2", false, NameRule::Subdomain,
     decodeClusterPolicy},
    {kCalicoGroup, "Node", "projectcalico.org/v3", false, NameRule::Subdomain, decodeCalicoNode},
    {kCalicoGroup, "IPPool", "projectcalico.org/v3", false, NameRule::Subdomain, decodeIpPool},
    {kCalicoGroup, "IPReservation", "projectcalico.org/v3", false, NameRule::Subdomain, decodeIpReservation},
    {kCalicoGroup, "IPAMConfiguration", "projectcalico.org/v3", false, NameRule::Subdomain,
     decodeIpamConfiguration},
    {kCalicoGroup, "BGPConfiguration", "projectcalico.org/v3", false, NameRule::Subdomain,
     decodeBgpConfiguration},
    {kCalicoGroup, "BGPPeer", "projectcalico.org/v3", false, NameRule::Subdomain, decodeBgpPeer},
    {kCalicoGroup, "NetworkPolicy", "projectcalico.org/v3", true, NameRule::Subdomain, decodeCalicoPolicy},
    {kCalicoGroup, "GlobalNetworkPolicy", "projectcalico.org/v3", false, NameRule::Subdomain,
     decodeCalicoPolicy},
    {kCalicoGroup, "StagedNetworkPolicy", "projectcalico.org/v3", true, NameRule::Subdomain,
     decodeCalicoPolicy},
    {kCalicoGroup, "StagedGlobalNetworkPolicy", "projectcalico.org/v3", false, NameRule::Subdomain,
     decodeCalicoPolicy},
    {kCalicoGroup, "StagedKubernetesNetworkPolicy", "projectcalico.org/v3", true, NameRule::Subdomain,
     decodeStagedNetworkPolicy},
    {kCalicoGroup, "Tier", "projectcalico.org/v3", false, NameRule::Subdomain, decodeTier},
    {kCalicoGroup, "NetworkSet", "projectcalico.org/v3", true, NameRule::Subdomain, decodeNetworkSet},
    {kCalicoGroup, "GlobalNetworkSet", "projectcalico.org/v3", false, NameRule::Subdomain, decodeNetworkSet},
    {kCalicoGroup, "HostEndpoint", "projectcalico.org/v3", false, NameRule::Subdomain, decodeHostEndpoint},
    {kCalicoGroup, "Profile", "projectcalico.org/v3", false, NameRule::Subdomain, decodeProfile},
    {kCalicoGroup, "FelixConfiguration", "projectcalico.org/v3", false, NameRule::Subdomain,
     decodeFelixConfiguration},
    {kCalicoGroup, "BGPFilter", "projectcalico.org/v3", false, NameRule::Subdomain, decodeBgpFilter},
    {kPodloomGroup, "Cluster", "podloom.dev/v1alpha1", false, NameRule::Subdomain, decodeCluster},
    {kPodloomGroup, "Router", "podloom.dev/v1alpha1", false, NameRule::Subdomain, decodeRouter},
    {kPodloomGroup, "Link", "podloom.dev/v1alpha1", false, NameRule::Subdomain, decodeLink},
    {kPodloomGroup, "Lab", "podloom.dev/v1alpha1", false, NameRule::Subdomain, decodeLab},
});

struct TypeMeta {
    std::string group{};
    std::string version{};
    std::string kind{};
};

const KindEntry *entryOf(std::string_view group, std::string_view kind)
{
    const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindEntry &each) {
        return each.kind == kind && each.group == group;
    });
    return found == kKinds.end() ? nullptr : found;
}

/// Old and storage spellings become the present one; what an object means does not depend on them.
void normalise(Reader &reader, Value apiVersion, TypeMeta &type)
{
    if (type.group == "crd.projectcalico.org") {
        type.group = kCalicoGroup;
        type.version = "v3";
        return;
    }
    if (type.group == "extensions") {
        const auto group = type.kind == "NetworkPolicy" ? "networking.k8s.io" : "apps";
        if (const auto *entry = entryOf(group, type.kind)) {
            reader.report(Severity::Warning, apiVersion, "old-api-version",
                          "%1 is extensions/%2, which clusters no longer serve; write %3",
                          {type.version, std::string(entry->apiVersion)});
            type.group = group;
            type.version = "v1";
        }
        return;
    }
    const auto *entry = entryOf(type.group, type.kind);
    const auto written = type.group.empty() ? type.version : type.group + '/' + type.version;
    if (entry && written != entry->apiVersion)
        reader.report(Severity::Warning, apiVersion, "old-api-version",
                      "%1 is %2; it is read as %3: write that", {written, std::string(entry->apiVersion)});
}

std::optional<TypeMeta> readType(Reader &reader, const Fields &root)
{
    const bool hasBoth = root.require("apiVersion") & root.require("kind");
    if (!hasBoth)
        return std::nullopt;
    const auto apiVersion = reader.text(root["apiVersion"]);
    const auto kind = reader.text(root["kind"]);
    if (!apiVersion || !kind)
        return std::nullopt;
    const auto slash = apiVersion->find('/');
    TypeMeta out{slash == std::string::npos ? std::string() : apiVersion->substr(0, slash),
                 slash == std::string::npos ? *apiVersion : apiVersion->substr(slash + 1), *kind};
    normalise(reader, root["apiVersion"], out);
    return out;
}

bool isBuiltIn(std::string_view group)
{
    return group.empty() || group == "apps" || group == "batch" || group == "networking.k8s.io"
        || group == "discovery.k8s.io" || group == kPolicyGroup || group == kCalicoGroup
        || group == kPodloomGroup;
}

/// A kind that nobody reads: a slip in the API group is an error, anything else only worth a word.
void reportUnread(Reader &reader, const Fields &root, const TypeMeta &type)
{
    if (type.group == kPodloomGroup && type.kind == "Scenario")
        return;
    // An item of a typed list has its type from the list, and may not say it itself.
    const auto place = [&](const char *field) { return root.has(field) ? root[field] : root.value(); };
    if (isBuiltIn(type.group)) {
        for (const auto &each : kKinds) {
            if (each.kind == type.kind) {
                reader.error(place("apiVersion"), "wrong-api-version", "%1: a %2 has the apiVersion %3",
                             {type.kind, std::string(each.apiVersion)});
                return;
            }
        }
    }
    std::vector<std::string_view> kinds;
    for (const auto &each : kKinds) {
        if (each.group == type.group)
            kinds.push_back(each.kind);
    }
    const auto meant = nearestWord(type.kind, kinds);
    if (type.group == kPodloomGroup)
        reader.error(place("kind"), "unknown-kind", "%1: podloom.dev has no kind %2", {type.kind});
    else if (meant)
        reader.report(Severity::Warning, place("kind"), "misspelt-kind",
                      "there is no kind %2, and the object counts for nothing; did you mean %3?",
                      {type.kind, std::string(*meant)});
    else
        reader.report(Severity::Info, place("kind"), "unread-kind",
                      "the kind %2 is not read by Podloom; the object is kept as it is", {type.kind});
}

/// Reads metadata; nothing when there is no name.
std::optional<ObjectMeta> readMeta(Reader &reader, const Fields &root, const TypeMeta &type,
                                   const KindEntry *entry)
{
    if (!root.require("metadata"))
        return std::nullopt;
    const Fields metadata(reader, root["metadata"], kMetadataFields);
    if (!metadata)
        return std::nullopt;
    ObjectMeta out;
    out.at = reader.at(root.value());
    out.version = type.version;
    out.id.group = type.group;
    out.id.kind = type.kind;
    if (!metadata.require("name"))
        return std::nullopt;
    const auto name = reader.text(metadata["name"]);
    if (!name)
        return std::nullopt;
    out.id.name = *name;
    if (entry ? entry->isNamespaced : metadata.has("namespace")) {
        out.id.ns = metadata.has("namespace") ? metadata.text("namespace") : std::string(kDefaultNamespace);
        if (!isDnsLabel(out.id.ns))
            reader.error(
                metadata["namespace"], "object-name",
                "%1: \"%2\" is no name of a namespace (at most 63 lower-case letters, digits and \"-\")",
                {out.id.ns});
    }
    reader.setObject(out.id);
    const bool isLabelRule = entry && entry->nameRule == NameRule::Label;
    if (entry && !(isLabelRule ? isDnsLabel(*name) : isDnsSubdomain(*name)))
        reader.error(
            metadata["name"],
            isLabelRule
                ? Message{"object-name",
                          "\"%1\" must have at most 63 lower-case letters, digits and \"-\", and begin and "
                          "end with a letter or digit",
                          {*name}}
                : Message{
                    "object-name",
                    "\"%1\" must have at most 253 lower-case letters, digits, \"-\" and \".\", and begin "
                    "and end with a letter or digit",
                    {*name}});
    if (metadata.has("labels"))
        out.labels = reader.labels(metadata["labels"], true);
    if (metadata.has("annotations"))
        out.annotations = reader.labels(metadata["annotations"], false);
    return out;
}

void decodeObject(Reader &reader, Value value, std::string pointer, TypeMeta inherited,
                  std::vector<DecodedObject> &out);

/// v1 List, PodList, …: items of a typed list may leave out apiVersion and kind.
void decodeList(Reader &reader, const Fields &root, const std::string &pointer, const TypeMeta &type,
                std::vector<DecodedObject> &out)
{
    TypeMeta items;
    if (type.kind != "List") {
        items = type;
        items.kind.resize(items.kind.size() - std::string_view("List").size());
    }
    std::size_t number = 0;
    const auto list = root["items"];
    if (!list || !reader.isList(list))
        return;
    list.forEachItem([&](Value item) {
        decodeObject(reader, item, pointer + "/items/" + std::to_string(number++), items, out);
    });
}

void decodeObject(Reader &reader, Value value, std::string pointer, TypeMeta inherited,
                  std::vector<DecodedObject> &out)
{
    reader.beginObject(value);
    if (!value.isMapping()) {
        reader.error(value, "not-an-object",
                     "this is no Kubernetes object: it must be a mapping with apiVersion, "
                     "kind and metadata");
        return;
    }
    const Fields root(reader, value);
    const bool isTyped = root.has("apiVersion") || root.has("kind") || inherited.kind.empty();
    auto type = isTyped ? readType(reader, root) : std::optional(std::move(inherited));
    if (!type)
        return;
    const auto *entry = entryOf(type->group, type->kind);
    if (!entry && type->kind.ends_with("List") && root["items"].isSequence()) {
        decodeList(reader, root, pointer, *type, out);
        return;
    }
    if (!entry)
        reportUnread(reader, root, *type);
    // What is kept verbatim need not have a name (a kustomization has none).
    if (!entry && !root["metadata"]["name"])
        return;
    auto meta = readMeta(reader, root, *type, entry);
    if (!meta)
        return;
    DecodedObject decoded;
    decoded.meta = *meta;
    decoded.pointer = std::move(pointer);
    decoded.joinsCluster = type->group != kPodloomGroup;
    if (const auto label = meta->labels.find(std::string(kClusterLabel)); label != meta->labels.end()) {
        decoded.hasClusterLabel = true;
        if (decoded.joinsCluster)
            decoded.meta.id.cluster = meta->id.cluster = label->second;
        reader.setObject(decoded.meta.id);
    }
    if (entry)
        decoded.object = entry->decoder(reader, root, std::move(*meta));
    out.push_back(std::move(decoded));
}

} // namespace

std::vector<DecodedObject> decodeDocument(Reader &reader, Value root)
{
    std::vector<DecodedObject> out;
    if (!reader.isAbsent(root))
        decodeObject(reader, root, "", {}, out);
    return out;
}

} // namespace podloom::manifest

namespace podloom {

std::span<const KindName> knownKinds()
{
    static const auto kNames = [] {
        std::array<KindName, manifest::kKinds.size()> names;
        std::transform(manifest::kKinds.begin(), manifest::kKinds.end(), names.begin(), [](const auto &each) {
            return KindName{each.group, each.kind};
        });
        return names;
    }();
    return kNames;
}

} // namespace podloom
