#include "app/cli/input.h"

#include "app/cli/verb.h"
#include "core/base/text.h"
#include "core/model/nearest_object.h"
#include "core/os/files.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace podloom::cli {

namespace {

Status addPath(const std::string &path, std::vector<InputFile> &out)
{
    if (path == "-") {
        auto bytes = readAll(STDIN_FILENO);
        if (!bytes)
            return wrap(std::move(bytes).error(), "read standard input");
        out.push_back({"-", *std::move(bytes)});
        return {};
    }
    const auto files = manifestFiles(path);
    if (!files)
        return Failure{files.error()};
    if (files->empty())
        return fail(Errc::NotFound, "no-manifests", "there is no manifest (*.yaml, *.yml, *.json) in %1",
                    {path});
    for (const auto &file : *files) {
        auto bytes = readFile(file);
        if (!bytes)
            return Failure{std::move(bytes).error()};
        out.push_back({file.string(), *std::move(bytes)});
    }
    return {};
}

/// What an analysis can do without when it is broken: none of its inputs come from there.
bool isNeeded(const Diagnostic &finding)
{
    if (finding.severity != Severity::Error)
        return false;
    return !finding.object || finding.object->kind != "Scenario";
}

} // namespace

Result<SnapshotPointer> readDesign(const QStringList &paths)
{
    std::vector<InputFile> files;
    for (const auto &path : paths) {
        if (auto added = addPath(path.toStdString(), files); !added)
            return Failure{std::move(added).error()};
    }
    return parseFiles(std::move(files));
}

SnapshotPointer readWholeDesign(const QStringList &paths, int &exitStatus)
{
    auto design = readDesign(paths);
    if (!design) {
        exitStatus = failWith(design.error());
        return nullptr;
    }
    const auto &findings = (*design)->diagnostics();
    if (std::any_of(findings.begin(), findings.end(), isNeeded)) {
        printDiagnostics(findings, **design, Severity::Error);
        exitStatus =
            failWith("the design is broken, so there is no answer; \"podloomctl check\" lists every fault");
        return nullptr;
    }
    return *std::move(design);
}

Result<ObjectId> findObject(const Snapshot &design, const std::string &written)
{
    const auto parts = split(written, '/');
    if (parts.size() < 2 || parts.size() > 3 || parts.front().empty())
        return fail(Errc::InvalidArgument, "object-syntax", "\"%1\" is not KIND[.GROUP]/[NAMESPACE/]NAME",
                    {written});
    const auto dot = parts.front().find('.');
    const auto kind = parts.front().substr(0, dot);
    std::vector<ObjectId> found;
    for (auto &id : design.objects()) {
        const bool isWanted =
            id.kind == kind && id.name == parts.back()
            && (dot == std::string_view::npos || id.group == parts.front().substr(dot + 1))
            && (parts.size() == 3 ? id.ns == parts[1] : id.ns.empty() || id.ns == kDefaultNamespace);
        if (isWanted)
            found.push_back(std::move(id));
    }
    if (found.empty())
        return noSuchObject(written, design.objects());
    // Without a group Kubernetes' own kind goes first: Node/a is the v1 Node, NetworkPolicy/a Kubernetes'
    // one.
    const auto isKubernetes = [](const ObjectId &id) {
        return id.group.empty() || id.group == "networking.k8s.io";
    };
    const auto own = std::find_if(found.begin(), found.end(), isKubernetes);
    if (dot == std::string_view::npos && found.size() > 1 && own != found.end()
        && std::count_if(found.begin(), found.end(), isKubernetes) == 1)
        return *own;
    if (found.size() > 1 && found[0] != found[1])
        return fail(Errc::Conflict, "ambiguous-object", "%1 stands for several objects: %2 and %3",
                    {written, found[0].toString(), found[1].toString()});
    return found.front();
}

Json objectToJson(const ObjectMeta &meta)
{
    const auto orNull = [](const std::string &text) { return text.empty() ? Json() : Json(text); };
    return Json::object({{"cluster", orNull(meta.id.cluster)},
                         {"apiVersion", meta.version.empty() ? Json() : Json(meta.apiVersion())},
                         {"kind", meta.id.kind},
                         {"namespace", orNull(meta.id.ns)},
                         {"name", meta.id.name}});
}

Json objectToJson(const ObjectId &id, const Snapshot &design)
{
    if (const auto *meta = design.meta(id))
        return objectToJson(*meta);
    ObjectMeta implied;
    implied.id = id;
    return objectToJson(implied);
}

void printDiagnostics(const Diagnostics &diagnostics, const Snapshot &design, Severity least)
{
    for (const auto &each : diagnostics) {
        if (each.severity <= least)
            std::fprintf(stderr, "%s\n", each.toString(design.design().files).c_str());
    }
}

} // namespace podloom::cli
