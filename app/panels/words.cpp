#include "app/panels/words.h"

#include <QCoreApplication>

namespace podloom::app {

QString sentence(const Message &message)
{
    const auto translated = QCoreApplication::translate("Message", message.english.c_str());
    return QString::fromStdString(fillIn(translated.toStdString(), message.arguments));
}

QString sentence(const Error &error)
{
    QString out;
    for (const auto &doing : error.context)
        out += QString::fromStdString(doing) + QStringLiteral(": ");
    return out + sentence(error.message);
}

QString placeText(const SourceRef &at, const std::vector<std::string> &files)
{
    if (at.line == 0 || at.file >= files.size())
        return {};
    const auto name = QString::fromStdString(files[at.file]);
    return name.section(QLatin1Char('/'), -2) + QLatin1Char(':') + QString::number(at.line);
}

QString titleOf(const ObjectId &id)
{
    const auto name = QString::fromStdString(id.name);
    return id.ns.empty() ? name : QString::fromStdString(id.ns) + QLatin1Char('/') + name;
}

} // namespace podloom::app
