#include "app/cli/verb.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <utility>
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

/// How many letters lie between two words (Levenshtein).
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const auto replaced = diagonal + (a[i] == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
        }
    }
    return row.back();
}

/// ", did you mean VERB?" where one is near, else a full stop.
std::string suggestionFor(const QString &name)
{
    const auto all = verbs();
    const auto distanceTo = [&](const Verb &verb) { return distance(name, QLatin1String(verb.name)); };
    const auto nearest = std::min_element(
        all.begin(), all.end(), [&](const Verb &a, const Verb &b) { return distanceTo(a) < distanceTo(b); });
    return distanceTo(*nearest) <= 2 ? std::string(", did you mean ") + nearest->name + '?'
                                     : std::string(".");
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
        return failWith("there is no verb \"" + name.toStdString() + '"' + suggestionFor(name)
                        + " \"podloomctl --help\" lists them all.");
    return found->run(arguments.mid(1));
}
