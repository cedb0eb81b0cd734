#include "app/cli/verb.h"

#include <algorithm>
#include <cstdio>

namespace podloom::cli {

namespace {

void writeTo(std::FILE *stream, const std::string &text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fputc('\n', stream);
}

} // namespace

QCommandLineOption jsonOption()
{
    return {QStringLiteral("json"), QStringLiteral("Answers in JSON.")};
}

bool parseArguments(QCommandLineParser &parser, const Verb &verb, const QStringList &arguments,
                    int &exitStatus)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Shows this help."));
    parser.addOption(help);
    QStringList all{QStringLiteral("podloomctl")};
    all += arguments;
    const auto usage = "usage: podloomctl " + std::string(verb.usage);
    if (!parser.parse(all)) {
        exitStatus = failWith(parser.errorText().toStdString() + '\n' + usage);
        return false;
    }
    if (parser.isSet(help)) {
        printLine(usage + "\n\n" + verb.summary + "\n\n"
                  + parser.helpText().section(QLatin1String("Options:"), 1).toStdString());
        exitStatus = kFine;
        return false;
    }
    return true;
}

void printJson(const Json &answer)
{
    writeTo(stdout, answer.dump());
}

void printLine(const std::string &line)
{
    writeTo(stdout, line);
}

int failWith(const Error &error, ExitStatus status)
{
    failWith(error.text(), status);
    if (error.message.id == "agent-absent")
        writeTo(stderr, "next: \"podloomctl apply PATH...\" puts an agent there and starts it");
    return status;
}

int failWith(const std::string &sentence, ExitStatus status)
{
    writeTo(stderr, "podloomctl: " + sentence);
    return status;
}

} // namespace podloom::cli
