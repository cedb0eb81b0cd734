#include "app/cli/drain.h"

#include "app/cli/input.h"
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "core/manifest/edit.h"
#include "core/model/drain.h"
#include "core/model/placement.h"
#include "core/os/files.h"
#include "core/routing/what_if.h"

#include <algorithm>

namespace podloom::cli {

namespace {

constexpr auto kPointer = "/metadata/annotations/podloom.dev~1drain";

/// The Node or Router that is called [CLUSTER:]NAME. Errors: NotFound, Conflict.
Result<ObjectId> machineCalled(const Snapshot &snapshot, const std::string &written)
{
    const auto colon = written.find(':');
    const auto cluster = colon == std::string::npos ? std::string() : written.substr(0, colon);
    const auto name = colon == std::string::npos ? written : written.substr(colon + 1);
    std::vector<ObjectId> found;
    for (const auto &id : snapshot.objects()) {
        const bool isMachine = id.kind == "Node" || (id.kind == "Router" && cluster.empty());
        if (isMachine && id.name == name && (cluster.empty() || id.cluster == cluster))
            found.push_back(id);
    }
    if (found.empty())
        return fail(
            Errc::NotFound, "drain-unknown",
            "the design has no manifest of a Node or Router called %1: only what stands in a file can "
            "be drained",
            {written});
    const bool isOne = std::all_of(found.begin(), found.end(), [&](const ObjectId &id) {
        return id.kind == found.front().kind && id.cluster == found.front().cluster;
    });
    if (!isOne)
        return fail(Errc::Conflict, "drain-ambiguous",
                    "%1 is the name of several machines: write CLUSTER:NAME", {written});
    return found.front();
}

MachineId machineOf(const ObjectId &id)
{
    return id.kind == "Router" ? MachineId::router(id.name) : MachineId::node(id.cluster, id.name);
}

/// Blocks of other nodes that nodes do not reach: "FROM OWNER PREFIX".
std::set<std::string> cutOff(const Snapshot &snapshot, const MachineId &drained)
{
    const auto design = place(snapshot.design());
    const auto blocks = plannedBlocks(design);
    std::set<std::string> out;
    for (const auto &impact : unreachable(blocks, RoutePrediction(design, blocks))) {
        if (impact.from != drained && impact.owner != drained)
            out.insert(impact.from.name + " to " + impact.prefix.toString() + " of " + impact.owner.name);
    }
    return out;
}

/// What the machine takes with it; nothing when everything has another way.
std::string lossOf(const Snapshot &before, const Snapshot &after, const MachineId &drained)
{
    const auto known = cutOff(before, drained);
    const auto then = cutOff(after, drained);
    std::vector<std::string> lost;
    std::set_difference(then.begin(), then.end(), known.begin(), known.end(), std::back_inserter(lost));
    if (lost.empty())
        return {};
    return lost.front() + (lost.size() > 1 ? ", and " + counted(lost.size() - 1, "other") : std::string());
}

Status save(const Snapshot &before, const Snapshot &after)
{
    for (std::size_t file = 0; file < after.fileCount(); ++file) {
        if (before.bytes(file) == after.bytes(file))
            continue;
        if (auto written = replaceFile(after.fileName(file), after.bytes(file)); !written)
            return written;
    }
    return {};
}

int change(const QCommandLineParser &parser, const QStringList &words, bool drains, bool isForced)
{
    const auto paths = words.mid(1);
    if (paths.isEmpty() || paths.contains(QStringLiteral("-")))
        return failWith(std::string("lab ") + (drains ? "drain" : "undrain")
                        + " wants a machine and the files or folders of its design");
    int exitStatus = kFine;
    const auto snapshot = readWholeDesign(paths, exitStatus);
    if (!snapshot)
        return exitStatus;
    auto folder = labFrom(parser, labNameOf(paths));
    if (!folder)
        return failWith(folder.error());
    const auto name = words.value(0).toStdString();
    const auto id = machineCalled(*snapshot, name);
    if (!id)
        return failWith(id.error());
    const auto *meta = snapshot->meta(*id);
    const bool isMarked = meta && meta->annotations.contains(std::string(kDrainAnnotation));
    Edit edit;
    if (drains)
        edit.steps.emplace_back(SetValue{*id, kPointer, Json("true")});
    else if (isMarked) // the last one takes its parent with it: so it was before
        edit.steps.emplace_back(
            RemoveValue{*id, meta->annotations.size() == 1 ? "/metadata/annotations" : kPointer});
    const auto changed = apply(*snapshot, edit);
    if (!changed)
        return failWith(changed.error());
    const auto lost = drains ? lossOf(*snapshot, *changed->snapshot, machineOf(*id)) : std::string();
    if (!lost.empty() && !isForced)
        return failWith("not everything has a way around " + name + ": " + lost
                            + " would be cut off; --force drains it anyway",
                        kFindings);
    if (auto saved = save(*snapshot, *changed->snapshot); !saved)
        return failWith(saved.error());
    TerminalJob job(parser);
    const auto status =
        applyToLab({changed->snapshot, *folder}, job, paths, parser.isSet(QStringLiteral("json")));
    if (status == kFine)
        std::fprintf(stderr,
                     drains ? "%s is drained: no table leads over it any more, and it can be stopped\n"
                            : "%s carries traffic again\n",
                     name.c_str());
    return status;
}

} // namespace

int drainMachine(const QCommandLineParser &parser, const QStringList &words, bool isForced)
{
    return change(parser, words, true, isForced);
}

int undrainMachine(const QCommandLineParser &parser, const QStringList &words)
{
    return change(parser, words, false, false);
}

} // namespace podloom::cli
