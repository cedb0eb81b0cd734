// podloomctl lab up|down|list: emulated labs come, go and are listed.
#include "app/cli/drain.h"
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/lab/lab_lifecycle.h"

#include <algorithm>

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
    Table table({"lab", "node", "address", "state", "reason"});
    std::size_t nodes = 0;
    std::size_t up = 0;
    for (const auto &lab : labs) {
        for (const auto &node : lab.nodes) {
            table.add({lab.name, node.name, node.address, node.state, node.reason});
            ++nodes;
            up += node.state == "up" ? 1 : 0;
        }
    }
    table.print();
    printLine(labs.empty() ? "no lab is up"
                           : counted(labs.size(), "lab") + ", " + std::to_string(up) + " of "
                                 + counted(nodes, "node") + " up");
}

bool isWhollyUp(const LabState &lab)
{
    return std::all_of(lab.nodes.begin(), lab.nodes.end(),
                       [](const LabNodeState &node) { return node.state == "up"; });
}

int up(const QCommandLineParser &parser, const QStringList &paths)
{
    if (paths.isEmpty())
        return failWith("lab up needs a design");
    int exitStatus = kFine;
    const auto snapshot = readLabDesign(paths, exitStatus);
    if (!snapshot)
        return exitStatus;
    LabUpRequest request;
    request.name = parser.isSet(QStringLiteral("name")) ? parser.value(QStringLiteral("name")).toStdString()
                                                        : labNameOf(paths);
    if (parser.isSet(QStringLiteral("nodes"))) {
        request.nodes = parser.value(QStringLiteral("nodes")).toInt();
        if (request.nodes < 1 || request.nodes > 500)
            return failWith("--nodes wants a number from 1 to 500");
    }
    if (auto folder = findLab(request.name); !folder)
        return failWith(folder.error());
    TerminalJob job(parser);
    const auto lab = bringLabUp(snapshot->design(), request, job.job());
    job.endProgress();
    if (!lab)
        return failWith(lab.error());
    printLabs({*lab}, parser.isSet(QStringLiteral("json")));
    if (!isWhollyUp(*lab))
        return failWith("not every node of the lab " + lab->name + " is up", kFindings);
    sayNext("apply", paths, lab->name);
    return kFine;
}

int down(const QCommandLineParser &parser, const QStringList &names)
{
    TerminalJob job(parser);
    const auto folder = findLab(names.isEmpty() ? std::string() : names.first().toStdString());
    const bool isNone = !folder && names.isEmpty() && folder.error().code == Errc::NotFound;
    if (!folder && !isNone)
        return failWith(folder.error());
    const bool wasThere = folder && folder->exists();
    if (folder) { // what a lab that did not come up left goes too
        const auto real = parser.isSet(QStringLiteral("forget")) ? RealMachines::Forget : RealMachines::Clean;
        if (auto gone = takeLabDown(*folder, job.job(), real); !gone) {
            job.endProgress();
            return failWith(gone.error());
        }
    }
    job.endProgress();
    if (parser.isSet(QStringLiteral("json")))
        printJson(labsJson({}));
    else
        printLine(wasThere ? "the lab " + folder->name() + " is down; nothing of it is left"
                           : "there is no such lab: nothing to do");
    return kFine;
}

int list(const QCommandLineParser &parser)
{
    const TerminalJob job(parser);
    std::vector<LabState> labs;
    for (const auto &name : labNames()) {
        const auto lab = labState(LabFolder(name), job.job());
        if (!lab)
            return failWith(lab.error());
        labs.push_back(*lab);
    }
    printLabs(labs, parser.isSet(QStringLiteral("json")));
    return kFine;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(jsonOption());
    addLabOption(parser);
    parser.addOption({QStringLiteral("force"),
                      QStringLiteral("drain: also when others lose their way with the machine.")});
    parser.addOption({QStringLiteral("name"),
                      QStringLiteral("Name of the lab; the base name of the first PATH."),
                      QStringLiteral("LAB")});
    parser.addOption({QStringLiteral("forget"),
                      QStringLiteral("down: leaves real machines as they are, and forgets them.")});
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
        return down(parser, words.mid(1));
    if (action == QLatin1String("list"))
        return list(parser);
    if (action == QLatin1String("drain"))
        return drainMachine(parser, words.mid(1), parser.isSet(QStringLiteral("force")));
    if (action == QLatin1String("undrain"))
        return undrainMachine(parser, words.mid(1));
    return failWith("lab wants up, down, list, drain or undrain");
}

} // namespace

const Verb kLabVerb{
    "lab",
    "lab up PATH... [--name LAB] [--nodes N] [--json] | lab down [LAB] [--forget] | lab list [--json] | "
    "lab drain|undrain MACHINE PATH... [--lab LAB] [--force] [--json]",
    "Brings the machines of a lab up or down, lists labs, or takes traffic off a machine.", run};

} // namespace podloom::cli
