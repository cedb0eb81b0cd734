#include "app/cli/verb.h"
#include "core/base/nearest_word.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace podloom::cli;

std::string overview()
{
    std::string text = "podloomctl: design, predict, deploy and prove container-cluster networks\n\nusage:\n";
    for (const auto &verb : verbs())
        text += "  podloomctl " + std::string(verb.usage) + "\n      " + verb.summary + '\n';
    return text + "\nEach verb answers --help.";
}

/// ", did you mean VERB?" where one is near, else a full stop.
std::string suggestionFor(const std::string &name)
{
    std::vector<std::string_view> names;
    for (const auto &verb : verbs())
        names.push_back(verb.name);
    const auto meant = podloom::nearestWord(name, names);
    return meant ? ", did you mean " + std::string(*meant) + '?' : ".";
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
        return failWith("there is no verb \"" + name.toStdString() + '"' + suggestionFor(name.toStdString())
                        + " \"podloomctl --help\" lists them all.");
    return found->run(arguments.mid(1));
}
