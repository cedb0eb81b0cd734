// podloomctl template: a whole network to begin a design with.
#include "app/cli/input.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "core/manifest/snapshot.h"
#include "core/os/files.h"
#include "core/routing/network_template.h"

#include <cstdio>

namespace podloom::cli {

namespace {

struct Options {
    QCommandLineOption json = jsonOption();
    QCommandLineOption nodes{QStringLiteral("nodes"), QStringLiteral("How many nodes; 6."),
                             QStringLiteral("N")};
    QCommandLineOption racks{QStringLiteral("racks"), QStringLiteral("How many racks, leaves or sites; 2."),
                             QStringLiteral("R")};
    QCommandLineOption spines{QStringLiteral("spines"), QStringLiteral("How many spines of spine-leaf; 2."),
                              QStringLiteral("S")};
    QCommandLineOption cluster{QStringLiteral("cluster"), QStringLiteral("Name of the cluster; prod."),
                               QStringLiteral("NAME")};
    QCommandLineOption output{QStringLiteral("o"), QStringLiteral("Writes the manifests into this file."),
                              QStringLiteral("FILE")};
};

int list(bool asJson)
{
    Table table({"template", "what it is"});
    auto all = Json::array();
    for (const auto &each : networkTemplates()) {
        table.add({each.name, each.summary});
        all.append(Json::object({{"name", each.name}, {"summary", each.summary}}));
    }
    if (asJson)
        printJson(Json::object({{"templates", std::move(all)}}));
    else
        table.print();
    return kFine;
}

/// The number that an option gives, if it stands there. Errors: InvalidArgument.
Status readNumber(const QCommandLineParser &parser, const QCommandLineOption &option, int &number)
{
    if (!parser.isSet(option))
        return {};
    bool isNumber = false;
    number = parser.value(option).toInt(&isNumber);
    if (isNumber)
        return {};
    return fail(Errc::InvalidArgument, "option-number", "--%1 wants a number, not \"%2\"",
                {option.names().first().toStdString(), parser.value(option).toStdString()});
}

Result<TemplateRequest> requestFrom(const QCommandLineParser &parser, const Options &options)
{
    TemplateRequest request;
    request.name = parser.positionalArguments().first().toStdString();
    if (parser.isSet(options.cluster))
        request.cluster = parser.value(options.cluster).toStdString();
    if (auto nodes = readNumber(parser, options.nodes, request.nodes); !nodes)
        return Failure{std::move(nodes).error()};
    if (auto racks = readNumber(parser, options.racks, request.racks); !racks)
        return Failure{std::move(racks).error()};
    if (auto spines = readNumber(parser, options.spines, request.spines); !spines)
        return Failure{std::move(spines).error()};
    return request;
}

/// The objects of the manifests, and the manifests themselves unless they are in a file.
Json answerFor(const std::string &name, const std::string &yaml, const std::string &file)
{
    const auto snapshot = parseFiles({{file.empty() ? "-" : file, yaml}});
    auto objects = Json::array();
    for (const auto &id : snapshot->objects())
        objects.append(objectToJson(id, *snapshot));
    auto answer = Json::object({{"template", name}, {"objects", std::move(objects)}});
    if (file.empty())
        answer.set("manifests", yaml);
    else
        answer.set("file", file);
    return answer;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const Options options;
    parser.addOptions(
        {options.nodes, options.racks, options.spines, options.cluster, options.output, options.json});
    int exitStatus = kFine;
    if (!parseArguments(parser, kTemplateVerb, arguments, exitStatus))
        return exitStatus;
    const bool asJson = parser.isSet(options.json);
    if (parser.positionalArguments().isEmpty())
        return list(asJson);
    if (parser.positionalArguments().size() > 1)
        return failWith("usage: podloomctl " + std::string(kTemplateVerb.usage));
    const auto request = requestFrom(parser, options);
    if (!request)
        return failWith(request.error());
    const auto yaml = writeTemplate(*request);
    if (!yaml)
        return failWith(yaml.error());
    const auto file = parser.value(options.output).toStdString();
    const bool isInFile = !file.empty() && file != "-";
    if (isInFile) {
        if (auto written = replaceFile(file, *yaml); !written)
            return failWith(written.error());
    }
    if (asJson)
        printJson(answerFor(request->name, *yaml, isInFile ? file : std::string()));
    else if (!isInFile)
        std::fwrite(yaml->data(), 1, yaml->size(), stdout);
    return kFine;
}

} // namespace

const Verb kTemplateVerb{
    "template", "template [NAME [--nodes N] [--racks R] [--spines S] [--cluster NAME] [-o FILE]] [--json]",
    "Writes a whole network to begin with; without NAME it lists what there is.", run};

} // namespace podloom::cli
