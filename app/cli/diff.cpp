// podloomctl diff: two designs, or one and its staged policies, compared in connections.
#include "core/policy/diff.h"
#include "app/cli/flow_arguments.h"
#include "app/cli/table.h"
#include "app/cli/verbs.h"
#include "core/policy/compile.h"
#include "core/policy/prediction.h"
#include "core/policy/staged.h"

namespace podloom::cli {

namespace {

using policy::Connections;
using policy::Difference;
using policy::Program;

std::string portsText(const Connections &connections)
{
    return hasPorts(connections.protocol) ? connections.ports.toString() : std::string("all");
}

Json toJson(const std::vector<Connections> &list)
{
    auto out = Json::array();
    for (const auto &each : list)
        out.append(Json::object({{"from", each.from},
                                 {"to", each.to},
                                 {"protocol", podloom::toString(each.protocol)},
                                 {"ports", portsText(each)}}));
    return out;
}

Json toJson(const Difference &difference)
{
    auto lost = Json::array();
    for (const auto &pod : difference.withoutDns)
        lost.append(pod);
    return Json::object({{"added", toJson(difference.added)},
                         {"removed", toJson(difference.removed)},
                         {"withoutDns", std::move(lost)}});
}

/// The connections of each pair in one line: "TCP 80, UDP all", or "everything".
std::vector<std::string> linesOf(char sign, const std::vector<Connections> &list)
{
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin < list.size();) {
        std::size_t end = begin;
        std::size_t whole = 0;
        std::string what;
        for (; end < list.size() && list[end].from == list[begin].from && list[end].to == list[begin].to;
             ++end) {
            whole += portsText(list[end]) == "all" ? 1 : 0;
            what += (what.empty() ? "" : ", ") + podloom::toString(list[end].protocol) + ' '
                  + portsText(list[end]);
        }
        constexpr std::size_t kProtocols = 4; // TCP, UDP, SCTP, and ICMP of the family
        out.push_back(std::string(1, sign) + ' ' + list[begin].from + " -> " + list[begin].to + ' '
                      + (whole == kProtocols ? std::string("everything") : what));
        begin = end;
    }
    return out;
}

void print(const Difference &difference, bool isStaged)
{
    const auto removed = linesOf('-', difference.removed);
    const auto added = linesOf('+', difference.added);
    for (const auto *lines : {&removed, &added}) {
        for (const auto &line : *lines)
            printLine(line);
    }
    if (removed.empty() && added.empty()) {
        printLine(isStaged ? "the staged policies change no connection" : "no connection differs");
        return;
    }
    auto line = isStaged ? "would deny: " + counted(removed.size(), "connection")
                               + ", would allow: " + counted(added.size(), "connection")
                         : counted(removed.size(), "connection") + " removed, " + std::to_string(added.size())
                               + " added";
    if (!difference.withoutDns.empty())
        line += ", " + counted(difference.withoutDns.size(), "pod loses DNS", "pods lose DNS");
    printLine(line);
    for (const auto &pod : difference.withoutDns)
        printLine("  without DNS: " + pod);
}

/// 4, 6 or nothing.
bool readFamily(const QString &text, std::optional<Family> &family)
{
    if (text.isEmpty())
        return true;
    if (text != QLatin1String("4") && text != QLatin1String("6"))
        return false;
    family = text == QLatin1String("4") ? Family::V4 : Family::V6;
    return true;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("staged"),
          QStringLiteral("Compares the design with itself, its staged policies in force.")},
         {QStringLiteral("family"), QStringLiteral("4 or 6 (default: as the ends speak, 4 first)."),
          QStringLiteral("family")},
         {QStringLiteral("json"), QStringLiteral("Answers in JSON.")}});
    int exitStatus = kFine;
    if (!parseArguments(parser, kDiffVerb, arguments, exitStatus))
        return exitStatus;
    const bool isStaged = parser.isSet(QStringLiteral("staged"));
    const auto paths = parser.positionalArguments();
    if (!isStaged && paths.size() != 2)
        return failWith("diff needs two paths, or --staged and the paths of one design");
    std::optional<Family> family;
    if (!readFamily(parser.value(QStringLiteral("family")), family))
        return failWith("--family must be 4 or 6");
    const auto first = readWholeDesign(isStaged ? paths : QStringList{paths.at(0)}, exitStatus);
    if (!first)
        return exitStatus;
    const auto second = isStaged ? first : readWholeDesign({paths.at(1)}, exitStatus);
    if (!second)
        return exitStatus;
    const auto compiled = [](Design design) { return policy::compile(policy::predicted(std::move(design))); };
    const auto difference = policy::difference(
        compiled(first->design()),
        compiled(isStaged ? policy::withStagedInForce(first->design()) : second->design()), family);
    if (parser.isSet(QStringLiteral("json")))
        printJson(toJson(difference));
    else
        print(difference, isStaged);
    return difference.added.empty() && difference.removed.empty() ? kFine : kFindings;
}

} // namespace

const Verb kDiffVerb{"diff", "diff PATH_A PATH_B [--family 4|6] [--json] | diff --staged PATH... [--json]",
                     "Compares two designs, or a design and its staged policies, in connections.", run};

} // namespace podloom::cli
