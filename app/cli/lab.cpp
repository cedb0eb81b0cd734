// podloomctl lab up|down|list: emulated labs come, go and are listed.
#include "app/cli/input.h"
#include "app/cli/lab_options.h"
#include "app/cli/verbs.h"
#include "core/lab/lab_lifecycle.h"

#include <QFileInfo>

namespace podloom::cli {

namespace {

Json labsJson(const std::vector<LabState> &labs)
{
    Json list = Json::array();
    for (const auto &lab : labs)
        list.append(toJson(lab));
    return Json::object({{"labs", std::move(list)}});
}

void printLabs(const std::vector<LabState> &labs, bool asJson)
{
    if (asJson)
        return printJson(labsJson(labs));
    for (const auto &lab : labs) {
        printLine(lab.name);
        for (const auto &node : lab.nodes)
            printLine("  " + node.name + "  " + node.address + "  " + node.state);
    }
}

/// The base name of the first PATH, without a suffix of a file.
std::string nameFrom(const QStringList &paths)
{
    const QFileInfo info(paths.first());
    const auto clean = QFileInfo(info.absoluteFilePath());
    return (clean.isDir() ? clean.fileName() : clean.completeBaseName()).toStdString();
}

int up(const QCommandLineParser &parser, const QStringList &paths)
{
    if (paths.isEmpty())
        return failWith("lab up needs a design");
    int exitStatus = kFine;
    const auto snapshot = readWholeDesign(paths, exitStatus);
    if (!snapshot)
        return exitStatus;
    LabUpRequest request;
    request.name = parser.isSet(QStringLiteral("name")) ? parser.value(QStringLiteral("name")).toStdString()
                                                        : nameFrom(paths);
    if (parser.isSet(QStringLiteral("nodes"))) {
        request.nodes = parser.value(QStringLiteral("nodes")).toInt();
        if (request.nodes < 1 || request.nodes > 500)
            return failWith("--nodes wants a number from 1 to 500");
    }
    if (auto folder = findLab(request.name); !folder)
        return failWith(folder.error());
    const TerminalJob job;
    const auto lab = bringLabUp(snapshot->design(), request, job.job());
    if (!lab)
        return failWith(lab.error());
    printLabs({*lab}, parser.isSet(QStringLiteral("json")));
    return kFine;
}

int down(const QStringList &names)
{
    const TerminalJob job;
    const auto folder = findLab(names.isEmpty() ? std::string() : names.first().toStdString());
    if (!folder && names.isEmpty() && folder.error().code == Errc::NotFound)
        return kFine;
    if (!folder)
        return failWith(folder.error());
    if (auto gone = takeLabDown(*folder, job.job()); !gone)
        return failWith(gone.error());
    return kFine;
}

int list(bool asJson)
{
    const TerminalJob job;
    std::vector<LabState> labs;
    for (const auto &name : labNames()) {
        const auto lab = labState(LabFolder(name), job.job());
        if (!lab)
            return failWith(lab.error());
        labs.push_back(*lab);
    }
    printLabs(labs, asJson);
    return kFine;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(jsonOption());
    parser.addOption({QStringLiteral("name"),
                      QStringLiteral("Name of the lab; the base name of the first PATH."),
                      QStringLiteral("LAB")});
    parser.addOption({QStringLiteral("nodes"),
                      QStringLiteral("How many nodes, where the design has none; 3."), QStringLiteral("N")});
    int exitStatus = kFine;
    if (!parseArguments(parser, kLabVerb, arguments, exitStatus))
        return exitStatus;
    const auto words = parser.positionalArguments();
    const auto action = words.value(0);
    if (action == QLatin1String("up"))
        return up(parser, words.mid(1));
    if (action == QLatin1String("down"))
        return down(words.mid(1));
    if (action == QLatin1String("list"))
        return list(parser.isSet(QStringLiteral("json")));
    return failWith("lab wants up, down or list");
}

} // namespace

const Verb kLabVerb{"lab",
                    "lab up PATH... [--name LAB] [--nodes N] [--json] | lab down [LAB] | lab list [--json]",
                    "brings the machines of a lab up or down, or lists labs", run};

} // namespace podloom::cli
