#include "app/main/recent_designs.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace podloom::app {

namespace {

QString settingsKey()
{
    return QStringLiteral("recent");
}

/// Several paths of one design stand in one entry of the settings.
constexpr QLatin1Char kBetweenPaths('\n');

QStringList absolute(const QStringList &paths)
{
    QStringList out;
    for (const auto &path : paths)
        out << QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    return out;
}

} // namespace

QList<QStringList> recentDesigns()
{
    QList<QStringList> out;
    for (const auto &entry : QSettings().value(settingsKey()).toStringList()) {
        const auto paths = entry.split(kBetweenPaths, Qt::SkipEmptyParts);
        if (!paths.isEmpty() && QFileInfo::exists(paths.front()))
            out << paths;
    }
    return out;
}

void rememberDesign(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    const auto entry = absolute(paths).join(kBetweenPaths);
    QSettings settings;
    auto all = settings.value(settingsKey()).toStringList();
    all.removeAll(entry);
    all.prepend(entry);
    while (all.size() > kMostRecent)
        all.removeLast();
    settings.setValue(settingsKey(), all);
}

QString nameOfDesign(const QStringList &paths)
{
    const QFileInfo first(paths.value(0));
    auto name = first.fileName();
    if (paths.size() > 1)
        name += QStringLiteral(" +%1").arg(paths.size() - 1);
    return name + QStringLiteral(" · ") + QDir::toNativeSeparators(first.path());
}

} // namespace podloom::app
