// podloomctl check: every fault of a design.
#include "core/check/check.h"
#include "app/cli/input.h"
#include "app/cli/verbs.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

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

/// Colours are for a person at a terminal who did not ask for none (https://no-color.org).
bool wantsColours()
{
    const char *none = std::getenv("NO_COLOR");
    return ::isatty(STDOUT_FILENO) == 1 && (!none || *none == '\0');
}

/// The finding in a line, its severity in a colour.
std::string coloured(const Diagnostic &finding, const std::vector<std::string> &files)
{
    constexpr std::array<const char *, 3> kColours{"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    const auto line = finding.toString(files);
    const auto severity = std::string(toString(finding.severity));
    const auto behind = ": " + finding.message.text() + " [" + finding.rule() + ']';
    const auto place = line.substr(0, line.size() - behind.size() - severity.size());
    return place + kColours[static_cast<std::size_t>(finding.severity)] + severity + "\033[0m" + behind;
}

std::string counted(int count, const std::string &what)
{
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

void printForPeople(const Diagnostics &findings, const std::array<int, 3> &counts, const Snapshot &design)
{
    const bool isColoured = wantsColours();
    const auto &files = design.design().files;
    for (const auto &each : findings)
        printLine(isColoured ? coloured(each, files) : each.toString(files));
    printLine(counted(counts[0], "error") + ", " + counted(counts[1], "warning") + ", "
              + counted(counts[2], "note") + " in " + counted(static_cast<int>(design.fileCount()), "file"));
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const auto json = jsonOption();
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
    sortByPlace(findings, design.design().lines);

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
        printForPeople(findings, counts, design);
    }
    return counts[0] > 0 ? kFindings : kFine;
}

} // namespace

const Verb kCheckVerb{"check", "check PATH... [--json]", "Finds every fault of a design.", run};

} // namespace podloom::cli
