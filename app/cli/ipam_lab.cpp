#include "app/cli/ipam_lab.h"

#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/lab/lab_addresses.h"

namespace podloom::cli {

namespace {

/// A line on standard error for each node that did not answer: the rest is true without it.
void complainOf(const Json &troubles)
{
    for (const auto &[node, sentence] : troubles.members())
        failWith(node + ": " + sentence.asString());
}

std::string holdersText(const Json &holders)
{
    std::vector<std::string> texts;
    for (const auto &[node, ordinals] : holders.members())
        texts.push_back(node + ": " + ordinals.asString());
    return join(texts, "; ");
}

int show(const Json &addresses)
{
    Table pools({"pool", "CIDR", "blocks of", "state"});
    for (const auto &pool : addresses["pools"].items())
        pools.add({pool["name"].asString(), pool["cidr"].asString(),
                   '/' + std::to_string(pool["blockSize"].asInt()),
                   pool["disabled"].asBool() ? "disabled" : ""});
    pools.print();
    Table blocks({"block", "pool", "of node", "held", "used"});
    for (const auto &block : addresses["blocks"].items())
        blocks.add({block["cidr"].asString(), block["pool"].asString(), block["affinity"].asString(),
                    holdersText(block["held"]), holdersText(block["used"])});
    blocks.print();
    Table given({"address", "node", "pod", "owner"});
    for (const auto &each : addresses["addresses"].items())
        given.add({each["address"].asString(), each["node"].asString(), each["pod"].asString(),
                   each["owner"].asString()});
    given.print();
    return kFine;
}

int tellProblems(const Json &found, bool isPartial)
{
    const auto &problems = found["problems"].items();
    Table table({"problem", "address", "node", "detail"});
    for (const auto &problem : problems)
        table.add({problem["kind"].asString(), problem["address"].asString(), problem["node"].asString(),
                   problem["detail"].asString()});
    if (!problems.empty())
        table.print();
    printLine(problems.empty()
                  ? isPartial ? "no problem found on the nodes that answered" : "no problem found"
                  : "found " + std::to_string(problems.size())
                        + " problems; \"podloomctl ipam release\" releases what is leaked or of nodes that "
                          "are gone");
    return problems.empty() ? kFine : kFindings;
}

int tellReleased(const Json &done)
{
    for (const auto &each : done["released"].items()) {
        const auto &owner = (each["pod"].asString().empty() ? each["owner"] : each["pod"]).asString();
        const auto &node = each["node"].asString();
        printLine("released " + each["address"].asString()
                  + (owner.empty() ? ", which the node " + node + " held" : " of " + owner + " on " + node));
    }
    for (const auto &each : done["kept"].items())
        printLine("kept " + each["address"].asString() + ": " + each["reason"].asString());
    if (done["released"].items().empty() && done["kept"].items().empty())
        printLine("nothing is leaked");
    return done["kept"].items().empty() ? kFine : kFindings;
}

int tellSplit(const Json &done)
{
    for (const auto &pool : done["pools"].items())
        printLine(pool["metadata"]["name"].asString() + ": " + pool["spec"]["cidr"].asString());
    printLine(
        "the pool " + done["removed"].asString()
        + " is gone; put the new ones into the design (--json gives their manifests) before the next plan");
    return kFine;
}

std::vector<std::string> textsOf(const QStringList &list)
{
    std::vector<std::string> texts;
    for (const auto &each : list)
        texts.push_back(each.toStdString());
    return texts;
}

} // namespace

bool isIpamLabVerb(const QString &verb)
{
    return verb == QLatin1String("show") || verb == QLatin1String("check") || verb == QLatin1String("release")
        || verb == QLatin1String("split");
}

int runIpamLab(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    const QCommandLineOption into{QStringLiteral("into"), QStringLiteral("Into how many pools; 2 otherwise."),
                                  QStringLiteral("N"), QStringLiteral("2")};
    parser.addOptions({jsonOption(), into});
    int exitStatus = kFine;
    if (!parseArguments(parser, kIpamVerb, arguments, exitStatus))
        return exitStatus;
    const auto verb = parser.positionalArguments().value(0); // not the value of an option
    if (!isIpamLabVerb(verb))
        return failWith("usage: podloomctl " + std::string(kIpamVerb.usage));
    const auto operands = textsOf(parser.positionalArguments().mid(1));
    const bool isSplit = verb == QLatin1String("split");
    if (parser.isSet(into) && !isSplit)
        return failWith("--into is for ipam split");
    const bool isRelease = verb == QLatin1String("release");
    if ((isSplit && operands.size() != 1) || (!isSplit && !isRelease && !operands.empty()))
        return failWith("usage: podloomctl " + std::string(kIpamVerb.usage));
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const TerminalJob job(parser);
    const auto answer = isSplit
                          ? splitLabPool(*folder, operands.front(), parser.value(into).toInt(), job.job())
                      : isRelease                     ? releaseLabAddresses(*folder, operands, job.job())
                      : verb == QLatin1String("show") ? labAddresses(*folder, job.job())
                                                      : checkLabAddresses(*folder, job.job());
    if (!answer)
        return failWith(answer.error());
    complainOf((*answer)["troubles"]);
    const bool isPartial = !(*answer)["troubles"].members().empty(); // nobody knows of the silent ones
    if (isPartial)
        sayHowToStartAgents(folder->name());
    int told = kFine;
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(*answer);
        const auto &bad = isRelease ? (*answer)["kept"] : (*answer)["problems"];
        told = bad.items().empty() ? kFine : kFindings;
    } else if (isSplit) {
        told = tellSplit(*answer);
    } else if (isRelease) {
        told = tellReleased(*answer);
    } else {
        told = verb == QLatin1String("show") ? show(*answer) : tellProblems(*answer, isPartial);
    }
    return isPartial ? kFindings : told;
}

} // namespace podloom::cli
