// podloomctl check: every fault of a design.
#include "core/check/check.h"
#include "app/cli/input.h"
#include "app/cli/verbs.h"

#include <array>

namespace podloom::cli {

namespace {

Json diagnosticToJson(const Diagnostic &finding, const Snapshot &design)
{
    const auto &files = design.design().files;
    const bool hasPlace = finding.at.line > 0 && finding.at.file < files.size();
    auto out = Json::object({{"file", hasPlace ? Json(files[finding.at.file]) : Json()},
                             {"line", hasPlace ? Json(finding.at.line) : Json()},
                             {"column", hasPlace ? Json(finding.at.column) : Json()},
                             {"severity", toString(finding.severity)},
                             {"rule", finding.rule()},
                             {"message", finding.message.text()}});
    out.set("object", finding.object ? objectToJson(*finding.object, design) : Json());
    return out;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Answers in JSON."));
    parser.addOption(json);
    int exitStatus = kFine;
    if (!parseArguments(parser, kCheckVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().isEmpty())
        return failWith("check needs at least one file or folder");
    const auto read = readDesign(parser.positionalArguments());
    if (!read)
        return failWith(read.error());
    const auto &design = **read;
    auto findings = design.diagnostics();
    const auto more = checkDesign(design.design());
    findings.insert(findings.end(), more.begin(), more.end());
    sortByPlace(findings);

    std::array<int, 3> counts{};
    for (const auto &each : findings)
        ++counts[static_cast<std::size_t>(each.severity)];
    if (parser.isSet(json)) {
        auto list = Json::array();
        for (const auto &each : findings)
            list.append(diagnosticToJson(each, design));
        printJson(Json::object(
            {{"diagnostics", std::move(list)},
             {"counts", Json::object({{"error", counts[0]}, {"warning", counts[1]}, {"info", counts[2]}})}}));
    } else {
        for (const auto &each : findings)
            printLine(each.toString(design.design().files));
        printLine(std::to_string(counts[0]) + (counts[0] == 1 ? " error, " : " errors, ")
                  + std::to_string(counts[1]) + (counts[1] == 1 ? " warning, " : " warnings, ")
                  + std::to_string(counts[2]) + " notes");
    }
    return counts[0] > 0 ? kFindings : kFine;
}

} // namespace

const Verb kCheckVerb{"check", "check PATH... [--json]", "Finds every fault of a design.", run};

} // namespace podloom::cli
