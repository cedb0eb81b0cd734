#include "app/cli/lab_options.h"

#include "app/cli/input.h"
#include "app/cli/terminal_job.h"
#include "core/check/check.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>

namespace podloom::cli {

namespace {

Result<std::uint16_t> portFrom(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::uint16_t{0};
    bool isNumber = false;
    const auto value = parser.value(option).toUInt(&isNumber);
    if (!isNumber || value == 0 || value > 65535)
        return fail(Errc::InvalidArgument, "port", "--%1 wants a number from 1 to 65535, not %2",
                    {option.toStdString(), parser.value(option).toStdString()});
    return static_cast<std::uint16_t>(value);
}

std::vector<std::string> namesOf(const QStringList &values)
{
    std::vector<std::string> out;
    for (const auto &value : values)
        out.push_back(value.toStdString());
    return out;
}

} // namespace

void addLabOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("lab"),
         QStringLiteral("The lab; that of the first PATH's base name, or the only one there is."),
         QStringLiteral("LAB")});
    addHostKeyOption(parser);
}

void sayNext(const char *verb, const QStringList &paths, const std::string &lab)
{
    static const QRegularExpression kPlain(QStringLiteral("^[A-Za-z0-9_./:@%+,=-]+$"));
    std::string line;
    for (const auto &path : paths) {
        auto word = path;
        if (!kPlain.match(word).hasMatch())
            word = u'\'' + word.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
        line += ' ' + word.toStdString();
    }
    const auto *option = std::string_view(verb) == "lab up" ? "--name" : "--lab";
    std::fprintf(stderr, "next: podloomctl %s%s %s %s\n", verb, line.c_str(), option, lab.c_str());
}

void sayHowToStartAgents(const std::string &lab)
{
    std::fprintf(stderr,
                 "next: \"podloomctl apply PATH... --lab %s\" puts agents on nodes that have none and starts "
                 "them; \"podloomctl lab list\" says which machines are up\n",
                 lab.c_str());
}

std::string labNameOf(const QStringList &paths)
{
    const QFileInfo info(QFileInfo(paths.first()).absoluteFilePath());
    return (info.isDir() ? info.fileName() : info.completeBaseName()).toStdString();
}

Result<LabFolder> labFrom(const QCommandLineParser &parser, const std::string &likely)
{
    const auto named = parser.value(QStringLiteral("lab")).toStdString();
    const auto known = labNames();
    const bool isLikely = named.empty() && std::find(known.begin(), known.end(), likely) != known.end();
    return existingLab(isLikely ? likely : named);
}

SnapshotPointer readLabDesign(const QStringList &paths, int &exitStatus)
{
    auto design = readWholeDesign(paths, exitStatus);
    if (!design)
        return nullptr;
    const auto findings = checkDesign(design->design());
    printDiagnostics(findings, *design, Severity::Error);
    const auto isShared = [](const Diagnostic &finding) {
        return finding.rule() == "address-twice" && finding.object && finding.object->kind == "Node";
    };
    if (std::any_of(findings.begin(), findings.end(), isShared)) {
        exitStatus = failWith("machines with one address cannot be in one lab: give each its own");
        return nullptr;
    }
    return design;
}

std::optional<DesignAndLab> designAndLabFrom(const QCommandLineParser &parser, const Verb &verb,
                                             int &exitStatus)
{
    const auto fails = [&](const auto &why) {
        exitStatus = failWith(why);
        return std::nullopt;
    };
    if (parser.positionalArguments().isEmpty())
        return fails(std::string(verb.name) + " needs a design: files or folders of manifests");
    auto design = readLabDesign(parser.positionalArguments(), exitStatus);
    if (!design)
        return std::nullopt;
    auto lab = labFrom(parser, labNameOf(parser.positionalArguments()));
    if (!lab)
        return fails(lab.error());
    return DesignAndLab{std::move(design), *std::move(lab)};
}

int failUnreachable(const std::map<std::string, Error> &nodes)
{
    int status = kUsage;
    for (const auto &[node, error] : nodes)
        status = failWith(node + ": " + error.text());
    return status;
}

void addQuestionOptions(QCommandLineParser &parser)
{
    const auto add = [&](const char *name, const char *text, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromUtf8(text), QString::fromLatin1(value)});
    };
    add("protocol", "TCP (default), UDP, ICMP or ICMPv6.", "PROTOCOL");
    add("port", "Destination port.", "PORT");
    add("source-port", "Source port.", "PORT");
    add("family", "4 or 6.", "FAMILY");
    add("ip", "An address outside the cluster; may be repeated.", "ADDRESS");
    add("from", "Only from this end; may be repeated.", "NAME");
    add("to", "Only to this end; may be repeated.", "NAME");
}

Result<ProbeQuestion> questionFrom(const QCommandLineParser &parser)
{
    ProbeQuestion question;
    if (const auto text = parser.value(QStringLiteral("protocol")).toStdString(); !text.empty()) {
        question.protocol = parseProtocol(text);
        const bool isSctp = question.protocol == Protocol::Sctp || question.protocol == Protocol::UdpLite;
        if (!question.protocol || isSctp)
            return fail(Errc::InvalidArgument, "protocol", "probes are TCP, UDP, ICMP or ICMPv6, not %1",
                        {text});
    }
    auto port = portFrom(parser, QStringLiteral("port"));
    auto source = portFrom(parser, QStringLiteral("source-port"));
    if (!port || !source)
        return Failure{port ? source.error() : port.error()};
    question.port = *port;
    question.sourcePort = *source;
    if (const auto family = parser.value(QStringLiteral("family")); !family.isEmpty()) {
        if (family != QLatin1String("4") && family != QLatin1String("6"))
            return fail(Errc::InvalidArgument, "family", "--family is 4 or 6, not %1",
                        {family.toStdString()});
        question.family = family == QLatin1String("4") ? Family::V4 : Family::V6;
    }
    for (const auto &text : parser.values(QStringLiteral("ip"))) {
        const auto ip = IpAddress::parse(text.toStdString());
        if (!ip)
            return fail(Errc::InvalidArgument, "ip", "%1 is no address", {text.toStdString()});
        question.outside.push_back(*ip);
    }
    question.from = namesOf(parser.values(QStringLiteral("from")));
    question.to = namesOf(parser.values(QStringLiteral("to")));
    return question;
}

} // namespace podloom::cli
