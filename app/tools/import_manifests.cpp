// Manifests of others, and what any file is.
#include "app/tools/import_design.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom::app {

namespace {

std::string number(std::size_t value)
{
    return std::to_string(value);
}

/// Kinds that the design has no table for: kept in the files, shown nowhere.
bool isRead(const ObjectId &id)
{
    static const std::map<std::string, std::set<std::string>> kinds{
        {"", {"Namespace", "Node", "Pod", "Service", "ServiceAccount"}},
        {"apps", {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"}},
        {"batch", {"Job"}},
        {"networking.k8s.io", {"NetworkPolicy"}},
        {"discovery.k8s.io", {"EndpointSlice"}},
        {"policy.networking.k8s.io",
         {"ClusterNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy"}},
        {"metallb.io",
         {"IPAddressPool", "L2Advertisement", "BGPAdvertisement", "BGPPeer", "BFDProfile", "Community"}},
        {"podloom.dev", {"Cluster", "Router", "Link", "Lab", "Scenario"}}};
    if (id.group == "projectcalico.org" || id.group == "crd.projectcalico.org")
        return true;
    const auto group = kinds.find(id.group);
    return group != kinds.end() && group->second.contains(id.kind);
}

/// What a cluster writes into objects and a design does not say.
Json withoutStatus(Json manifest)
{
    manifest.remove("status");
    auto metadata = manifest["metadata"];
    if (!metadata.isObject())
        return manifest;
    for (const auto *key :
         {"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink"})
        metadata.remove(key);
    auto annotations = metadata["annotations"];
    if (annotations.isObject()) {
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        metadata.set("annotations", std::move(annotations));
    }
    manifest.set("metadata", std::move(metadata));
    return manifest;
}

} // namespace

ImportFormat formatOf(std::string_view text)
{
    const auto parsed = parseYamlValue(text);
    if (!parsed || !parsed->isObject() || parsed->contains("apiVersion") || parsed->contains("kind"))
        return ImportFormat::Manifests;
    if (parsed->contains("topology") && (*parsed)["topology"]["nodes"].isObject())
        return ImportFormat::Containerlab;
    if (parsed->contains("nodes"))
        return ImportFormat::Netlab;
    return ImportFormat::Manifests;
}

ImportReport importManifests(const std::vector<InputFile> &files)
{
    ImportReport report;
    const auto snapshot = parseFiles(files);
    for (const auto &file : files)
        report.files.push_back({.name = file.name});
    const auto placeOf = [&](const SourceRef &at) {
        const auto name = at.file < snapshot->fileCount() ? snapshot->fileName(at.file) : std::string();
        return at.line > 0 ? name + ':' + number(at.line) : name;
    };
    std::map<std::string, std::size_t> unread;
    for (const auto &id : snapshot->objects()) {
        auto manifest = snapshot->manifestJson(id);
        const auto *meta = snapshot->meta(id);
        const auto at = meta ? snapshot->design().lines.inFile(meta->at) : SourceRef();
        // A Secret's values have no place in a design.
        if (id.group.empty() && id.kind == "Secret") {
            report.leftOut.push_back(
                {placeOf(at),
                 {"import-secret",
                  "Secret %1/%2 is left out: a design holds no secrets; labs make or ask for theirs",
                  {id.ns, id.name}}});
            continue;
        }
        // The status of pods has their addresses: where they were, not where they shall be.
        report.manifests.push_back(withoutStatus(std::move(manifest)));
        ++(isRead(id) ? report.kinds : unread)[id.kind];
        if (meta && at.file < report.files.size())
            ++report.files[at.file].objects;
    }
    for (const auto &[kind, count] : unread)
        report.leftOut.push_back(
            {{},
             {"import-unread",
              "%1 × %2 come along in the files, but Podloom knows nothing of this kind: they are neither "
              "drawn nor checked",
              {number(count), kind}}});
    for (const auto &finding : snapshot->diagnostics())
        report.leftOut.push_back({placeOf(finding.at), finding.message});
    return report;
}

Result<ImportReport> importFiles(const std::vector<InputFile> &files)
{
    ImportReport report;
    std::vector<InputFile> manifests;
    const auto add = [&report](ImportReport more) {
        const auto join = [](auto &to, auto &from) {
            to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
        };
        join(report.manifests, more.manifests);
        join(report.files, more.files);
        join(report.leftOut, more.leftOut);
        for (const auto &[kind, count] : more.kinds)
            report.kinds[kind] += count;
    };
    for (const auto &file : files) {
        const auto format = formatOf(file.bytes);
        if (format == ImportFormat::Manifests) {
            manifests.push_back(file);
            continue;
        }
        auto part = format == ImportFormat::Netlab ? importNetlab(file) : importContainerlab(file);
        if (!part)
            return wrap(std::move(part).error(), "import " + file.name);
        add(*std::move(part));
    }
    if (!manifests.empty())
        add(importManifests(manifests));
    if (report.manifests.empty())
        report.leftOut.push_back({{},
                                  {"import-nothing",
                                   "nothing here is a manifest with apiVersion and kind, a containerlab or a "
                                   "netlab topology",
                                   {}}});
    return report;
}

Edit editOf(ImportReport &report, const Snapshot &snapshot, const std::string &file)
{
    // The names as the design would read them, so that what is there already is known before.
    const auto existing = snapshot.objects();
    const std::set<ObjectId> taken(existing.begin(), existing.end());
    const auto cluster = snapshot.design().clusterNames().front();
    Edit edit;
    for (const auto &manifest : report.manifests) {
        const auto alone = parseObjects({manifest});
        const auto ids = alone->objects();
        if (ids.empty())
            continue;
        auto id = ids.front();
        if (!id.cluster.empty() && manifest["metadata"]["labels"][kClusterLabel].asString().empty())
            id.cluster = cluster;
        if (taken.contains(id))
            report.leftOut.push_back(
                {{}, {"import-taken", "%1 stays as the design has it already", {id.toString()}}});
        else
            edit.steps.emplace_back(AddObject{manifest, file});
    }
    return edit;
}

} // namespace podloom::app
