// podloomctl suggest: NetworkPolicies out of observed connections.
#include "core/policy/suggest.h"
#include "app/cli/input.h"
#include "app/cli/verbs.h"
#include "core/manifest/encode.h"
#include "core/os/files.h"
#include "core/policy/observed_flows.h"
#include "core/policy/prediction.h"

#include <unistd.h>

#include <cstdio>

namespace podloom::cli {

namespace {

Result<std::string> readFlowFile(const std::string &path)
{
    auto bytes = path == "-" ? readAll(STDIN_FILENO) : readFile(path);
    if (!bytes)
        return wrap(std::move(bytes).error(), "read the flows");
    return bytes;
}

std::string yamlOf(const std::vector<NetworkPolicy> &policies)
{
    std::string out;
    for (const auto &policy : policies)
        out += (out.empty() ? "" : "---\n") + toYaml(toManifest(policy));
    return out;
}

Json toJson(const policy::Suggestion &suggestion)
{
    auto policies = Json::array();
    for (const auto &policy : suggestion.policies)
        policies.append(toManifest(policy));
    auto remarks = Json::array();
    for (const auto &remark : suggestion.remarks)
        remarks.append(remark.text());
    return Json::object(
        {{"policies", std::move(policies)}, {"exact", suggestion.isExact}, {"remarks", std::move(remarks)}});
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("flows"),
          QStringLiteral("Connections as CSV (from,to,protocol,port) or JSON; - is standard input."),
          QStringLiteral("file")},
         {QStringLiteral("o"), QStringLiteral("Writes the policies as YAML into this file."),
          QStringLiteral("file")},
         {QStringLiteral("json"), QStringLiteral("Answers in JSON.")}});
    int exitStatus = kFine;
    if (!parseArguments(parser, kSuggestVerb, arguments, exitStatus))
        return exitStatus;
    if (!parser.isSet(QStringLiteral("flows")))
        return failWith("suggest needs --flows FILE");
    const auto text = readFlowFile(parser.value(QStringLiteral("flows")).toStdString());
    if (!text)
        return failWith(text.error());
    const auto flows = policy::parseFlows(*text);
    if (!flows)
        return failWith(flows.error());
    if (flows->empty())
        return failWith(
            "there are no flows in the file: policies that allow none of them would deny everything");
    const auto snapshot = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!snapshot)
        return exitStatus;
    const auto suggestion = policy::suggest(policy::predicted(snapshot->design()), *flows);
    if (!suggestion)
        return failWith(suggestion.error());
    const auto yaml = yamlOf(suggestion->policies);
    if (parser.isSet(QStringLiteral("o"))) {
        if (auto written = replaceFile(parser.value(QStringLiteral("o")).toStdString(), yaml); !written)
            return failWith(written.error());
    }
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(toJson(*suggestion));
        return kFine;
    }
    if (!parser.isSet(QStringLiteral("o")))
        std::fputs(yaml.c_str(), stdout);
    for (const auto &remark : suggestion->remarks)
        std::fprintf(stderr, "%s\n", remark.text().c_str());
    std::fprintf(stderr, "%zu policies allow %s\n", suggestion->policies.size(),
                 suggestion->isExact ? "exactly these connections" : "not exactly these connections");
    return kFine;
}

} // namespace

const Verb kSuggestVerb{"suggest", "suggest PATH... --flows FILE [-o FILE] [--json]",
                        "Suggests NetworkPolicies that allow exactly the connections of a file.", run};

} // namespace podloom::cli
