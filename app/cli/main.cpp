#include "app/cli/verb.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace {

using namespace podloom::cli;

std::string overview()
{
    std::string text = "podloomctl: design, predict, deploy and prove container-cluster networks\n\nusage:\n";
    for (const auto &verb : verbs())
        text += "  podloomctl " + std::string(verb.usage) + "\n      " + verb.summary + '\n';
    return text + "\nEach verb answers --help.";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("podloomctl"));
    const auto arguments = QCoreApplication::arguments().mid(1);
    const auto name = arguments.value(0);
    if (name.isEmpty())
        return failWith("a verb is missing\n" + overview());
    if (name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        printLine(overview());
        return kFine;
    }
    if (name == QLatin1String("--version")) {
        printLine("podloomctl " PODLOOM_VERSION);
        return kFine;
    }
    const auto all = verbs();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Verb &verb) { return name == QLatin1String(verb.name); });
    if (found == all.end())
        return failWith("there is no verb \"" + name.toStdString() + "\"\n" + overview());
    return found->run(arguments.mid(1));
}
