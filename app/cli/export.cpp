// podloomctl export: a design in the form that another tool reads.
#include "app/cli/export_manifests.h"
#include "app/cli/export_topology.h"
#include "app/cli/input.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/model/placement.h"
#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/os/programs.h"
#include "core/routing/bird_config.h"
#include "core/routing/predict.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstdio>

namespace podloom::cli {

namespace {

struct Request {
    SnapshotPointer snapshot{};
    std::string cluster{}; ///< never empty
    std::string machine{}; ///< empty = all
    std::string name{};    ///< of the design
};

/// bird.conf of every node of the cluster and every router that runs BIRD, or of one machine.
Result<std::string> birdText(const Request &request)
{
    const auto design = place(request.snapshot->design());
    const auto blocks = plannedBlocks(design);
    std::string text;
    for (const auto &machine : underlay(design).machines) {
        const auto &id = machine.id;
        if ((!id.isRouter() && id.cluster != request.cluster)
            || (!request.machine.empty() && id.name != request.machine))
            continue;
        const auto own = blocks.find(id);
        auto config = id.isRouter()
                        ? renderRouter(design, id.name)
                        : renderBird(design, id, own == blocks.end() ? std::vector<Prefix>() : own->second);
        if (!config)
            return config;
        if (request.machine.empty())
            text += "# ---- bird.conf of " + id.name + '\n';
        text += *config;
    }
    if (text.empty())
        return fail(Errc::NotFound, "no-such-machine", "the design has no node or router \"%1\"",
                    {request.machine});
    return text;
}

Result<std::string> kubernetes(const Request &request)
{
    return kubernetesText(*request.snapshot, request.cluster);
}

Result<std::string> calico(const Request &request)
{
    return calicoText(*request.snapshot, place(request.snapshot->design()), request.cluster);
}

Result<std::string> containerlab(const Request &request)
{
    return containerlabText(request.snapshot->design(), request.name);
}

Result<std::string> dot(const Request &request)
{
    return dotText(request.snapshot->design(), request.name);
}

struct Format {
    const char *name;
    Result<std::string> (*write)(const Request &); ///< null = a picture, drawn by the designer
};

constexpr std::array kFormats{Format{"k8s", kubernetes}, Format{"calico", calico},
                              Format{"bird", birdText},  Format{"containerlab", containerlab},
                              Format{"dot", dot},        Format{"svg", nullptr},
                              Format{"png", nullptr},    Format{"pdf", nullptr}};

std::string formatNames()
{
    std::vector<std::string> names;
    for (const auto &format : kFormats)
        names.emplace_back(format.name);
    return join(names, ", ");
}

/// The cluster that is meant. Errors: InvalidArgument (none of that name, or one of several has to be
/// chosen).
Result<std::string> clusterFrom(const Design &design, const std::string &chosen)
{
    const auto names = design.clusterNames();
    if (!chosen.empty() && std::find(names.begin(), names.end(), chosen) == names.end())
        return fail(Errc::InvalidArgument, "no-such-cluster", "the design has no cluster \"%1\", but %2",
                    {chosen, join(names, ", ")});
    if (chosen.empty() && names.size() > 1)
        return fail(Errc::InvalidArgument, "several-clusters",
                    "the design has several clusters (%1): choose one with --cluster", {join(names, ", ")});
    return chosen.empty() ? names.front() : chosen;
}

int writePicture(const QStringList &paths, const QString &file, const std::string &format)
{
    if (file.isEmpty() || !file.endsWith(QLatin1Char('.') + QString::fromStdString(format)))
        return failWith("a picture needs a file: -o FILE." + format);
    auto program = siblingProgram("podloom");
    if (!program)
        return failWith(program.error());
    ChildCommand command{.argv = {program->string()}, .timeout = std::chrono::minutes(5)};
    for (const auto &path : paths)
        command.argv.push_back(path.toStdString());
    command.argv.insert(command.argv.end(), {"--render", file.toStdString()});
    const auto output = runChild(command);
    if (!output)
        return failWith(output.error());
    if (output->exitCode != 0)
        return failWith("the picture could not be drawn: " + output->standardError);
    return kFine;
}

int write(const std::string &text, const QString &file)
{
    if (file.isEmpty() || file == QLatin1String("-")) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        return kFine;
    }
    const auto written = replaceFile(file.toStdString(), text);
    return written ? int{kFine} : failWith(written.error());
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption to(QStringLiteral("to"), QString::fromStdString(formatNames() + '.'),
                                QStringLiteral("FORMAT"));
    const QCommandLineOption output(QStringLiteral("o"),
                                    QStringLiteral("Writes there instead of standard output."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption cluster(QStringLiteral("cluster"),
                                     QStringLiteral("Which cluster, where there are several."),
                                     QStringLiteral("NAME"));
    const QCommandLineOption node(QStringLiteral("node"), QStringLiteral("bird: only this node or router."),
                                  QStringLiteral("NAME"));
    parser.addOptions({to, output, cluster, node, jsonOption()});
    int exitStatus = kFine;
    if (!parseArguments(parser, kExportVerb, arguments, exitStatus))
        return exitStatus;
    const auto paths = parser.positionalArguments();
    const auto wanted = parser.value(to).toStdString();
    const auto format = std::find_if(kFormats.begin(), kFormats.end(),
                                     [&](const Format &each) { return wanted == each.name; });
    if (paths.isEmpty())
        return failWith(std::string("usage: podloomctl ") + kExportVerb.usage);
    if (format == kFormats.end())
        return failWith("--to is one of " + formatNames());
    Request request;
    request.snapshot = readWholeDesign(paths, exitStatus);
    if (!request.snapshot)
        return exitStatus;
    const auto file = parser.value(output);
    if (!format->write) {
        if (const int status = writePicture(paths, file, wanted); status != kFine)
            return status;
    } else {
        auto chosen = clusterFrom(request.snapshot->design(), parser.value(cluster).toStdString());
        if (!chosen)
            return failWith(chosen.error());
        request.cluster = *std::move(chosen);
        request.machine = parser.value(node).toStdString();
        request.name =
            QFileInfo(QFileInfo(paths.first()).absoluteFilePath()).completeBaseName().toStdString();
        const auto text = format->write(request);
        if (!text)
            return failWith(text.error());
        if (parser.isSet(QStringLiteral("json")) && file.isEmpty()) {
            printJson(Json::object({{"format", wanted}, {"text", *text}}));
            return kFine;
        }
        if (text->empty())
            std::fprintf(stderr, "podloomctl: nothing of the cluster \"%s\" has a form for %s\n",
                         request.cluster.c_str(), wanted.c_str());
        if (const int status = write(*text, file); status != kFine)
            return status;
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson(Json::object({{"format", wanted}, {"file", file.toStdString()}}));
    return kFine;
}

} // namespace

const Verb kExportVerb{"export",
                       "export PATH... --to k8s|calico|bird|containerlab|dot|svg|png|pdf [-o FILE] "
                       "[--cluster NAME] [--node NAME] "
                       "[--json]",
                       "Writes a design as another tool reads it, or as a picture.", run};

} // namespace podloom::cli
