// podloomctl routes: which BGP sessions a design makes, and the routes that every node and router will have;
// or those that the machines of a lab have.
#include "app/cli/lab_options.h"
#include "app/cli/routes_answer.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/base/nearest_word.h"
#include "core/lab/lab_routes.h"
#include "core/model/placement.h"

namespace podloom::cli {

namespace {

/// The machine that is called so, every machine without a name. Errors: NotFound.
Result<std::vector<MachineId>> machinesFor(const Underlay &wires, const QString &name,
                                           bool hasSeveralClusters)
{
    const auto wanted = name.toStdString();
    std::vector<MachineId> machines;
    std::vector<std::string> names;
    for (const auto &machine : wires.machines) {
        names.push_back(machineName(machine.id, hasSeveralClusters));
        if (wanted.empty() || names.back() == wanted)
            machines.push_back(machine.id);
    }
    if (!machines.empty() || wanted.empty())
        return machines;
    const std::vector<std::string_view> words(names.begin(), names.end());
    if (const auto meant = nearestWord(wanted, words))
        return fail(Errc::NotFound, "no-such-machine",
                    "the design has no node or router \"%1\"; did you mean \"%2\"?",
                    {wanted, std::string(*meant)});
    return fail(Errc::NotFound, "no-such-machine", "the design has no node or router \"%1\"", {wanted});
}

/// "link:NAME", "node:[CLUSTER:]NAME" and "router:NAME". Errors: InvalidArgument, NotFound.
Result<Failures> failuresFor(const Underlay &wires, const QStringList &written, bool hasSeveralClusters)
{
    Failures failures;
    for (const auto &each : written) {
        const auto kind = each.section(QLatin1Char(':'), 0, 0);
        const auto name = each.section(QLatin1Char(':'), 1);
        if (kind == QLatin1String("link")) {
            failures.links.push_back(name.toStdString());
            continue;
        }
        if ((kind != QLatin1String("node") && kind != QLatin1String("router")) || name.isEmpty())
            return fail(Errc::InvalidArgument, "without-syntax",
                        "\"%1\" is not link:NAME, node:NAME or router:NAME", {each.toStdString()});
        const auto machines = machinesFor(wires, name, hasSeveralClusters);
        if (!machines)
            return Failure{machines.error()};
        for (const auto &machine : *machines) {
            if (machine.isRouter() == (kind == QLatin1String("router")))
                failures.machines.push_back(machine);
        }
    }
    return failures;
}

struct Options {
    QCommandLineOption json = jsonOption();
    QCommandLineOption node{QStringLiteral("node"),
                            QStringLiteral("Only this node or router ([CLUSTER:]NAME)."),
                            QStringLiteral("name")};
    QCommandLineOption why{QStringLiteral("why"),
                           QStringLiteral("Why the --node has this prefix or address, or what lost it."),
                           QStringLiteral("prefix")};
    QCommandLineOption without{QStringLiteral("without"),
                               QStringLiteral("Takes link:NAME, node:NAME or router:NAME away before; may "
                                              "stand several times."),
                               QStringLiteral("what")};
    QCommandLineOption watch{
        QStringLiteral("watch"),
        QStringLiteral("With --lab: goes on until Ctrl-C and tells every change of a node's routes.")};
};

/// A prefix, or an address as the prefix of it alone.
std::optional<Prefix> prefixOf(const QString &written)
{
    const auto text = written.toStdString();
    if (const auto address = IpAddress::parse(text))
        return Prefix::host(*address);
    const auto prefix = Prefix::parse(text);
    return prefix ? std::optional(*prefix) : std::nullopt;
}

int runWhy(const Snapshot &snapshot, const Design &design, const QCommandLineParser &parser,
           const Options &options)
{
    const auto prefix = prefixOf(parser.value(options.why));
    if (!prefix || !parser.isSet(options.node))
        return failWith("--why takes a prefix or an address, and needs --node");
    const bool hasSeveralClusters = design.clusterNames().size() > 1;
    const auto machines = machinesFor(underlay(design), parser.value(options.node), hasSeveralClusters);
    if (!machines)
        return failWith(machines.error());
    const auto blocks = plannedBlocks(design);
    auto explanation = explainRoute(design, blocks, machines->front(), *prefix);
    if (!explanation)
        return failWith(explanation.error());
    const auto mtu = explanation->isPresent
                       ? pathMtu(RoutePrediction(design, blocks), machines->front(), explanation->prefix)
                       : std::nullopt;
    const RouteReason reason{snapshot, machineName(machines->front(), hasSeveralClusters), hasSeveralClusters,
                             *std::move(explanation), mtu};
    if (parser.isSet(options.json))
        printJson(toJson(reason));
    else
        print(reason);
    return kFine;
}

/// The real tables of a lab.
int runLab(const QCommandLineParser &parser, const Options &options)
{
    if (parser.isSet(options.why) || parser.isSet(options.without))
        return failWith("--why and --without are about a design: give its PATHs instead of --lab");
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const auto node = parser.value(options.node).toStdString();
    const bool asJson = parser.isSet(options.json);
    const TerminalJob job(parser);
    if (parser.isSet(options.watch)) {
        const auto ended = watchRoutes(*folder, node, job.job(), [asJson](const Json &routes) {
            asJson ? printJson(routes) : printLabRoutes(routes);
        });
        return ended ? kFine : failWith(ended.error());
    }
    const auto routes = labRoutes(*folder, node, job.job());
    if (!routes)
        return failWith(routes.error());
    asJson ? printJson(*routes) : printLabRoutes(*routes);
    return kFine;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const Options options;
    addLabOption(parser);
    parser.addOptions({options.node, options.why, options.without, options.watch, options.json});
    int exitStatus = kFine;
    if (!parseArguments(parser, kRoutesVerb, arguments, exitStatus))
        return exitStatus;
    const bool hasPaths = !parser.positionalArguments().isEmpty();
    if (!hasPaths && (parser.isSet(QStringLiteral("lab")) || parser.isSet(options.watch)))
        return runLab(parser, options);
    if (!hasPaths || parser.isSet(QStringLiteral("lab")))
        return failWith("usage: podloomctl " + std::string(kRoutesVerb.usage));
    const auto snapshot = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!snapshot)
        return exitStatus;
    const auto design = place(snapshot->design());
    if (parser.isSet(options.why))
        return runWhy(*snapshot, design, parser, options);
    const auto blocks = plannedBlocks(design);
    const RoutePrediction intact(design, blocks);
    const bool hasSeveralClusters = design.clusterNames().size() > 1;
    auto machines = machinesFor(intact.wires(), parser.value(options.node), hasSeveralClusters);
    if (!machines)
        return failWith(machines.error());
    std::optional<WhatIf> whatIf;
    if (parser.isSet(options.without)) {
        const auto failures = failuresFor(intact.wires(), parser.values(options.without), hasSeveralClusters);
        if (!failures)
            return failWith(failures.error());
        auto outcome = podloom::whatIf(design, blocks, intact, *failures);
        if (!outcome)
            return failWith(outcome.error());
        whatIf.emplace(*std::move(outcome));
    }
    const auto &prediction = whatIf ? whatIf->after : intact;
    const RoutesAnswer answer{prediction,
                              hasSeveralClusters,
                              *std::move(machines),
                              unreachable(blocks, prediction),
                              asymmetries(blocks, prediction),
                              whatIf ? &*whatIf : nullptr};
    if (parser.isSet(options.json))
        printJson(toJson(answer));
    else
        print(answer);
    return kFine;
}

} // namespace

const Verb kRoutesVerb{.name = "routes",
                       .usage =
                           "routes (PATH... [--why PREFIX] [--without KIND:NAME]... | --lab LAB [--watch]) "
                           "[--node NAME] [--json]",
                       .summary = "Says which BGP sessions come up and the routes of every node and router, "
                                  "predicted or of a lab.",
                       .run = run};

} // namespace podloom::cli
