#include "app/main/translation.h"

#include "core/base/message.h"

#include <QFile>
#include <QXmlStreamReader>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr char kDoing[] = "Doing";

struct Entry {
    QByteArray source{};
    QStringList forms{};
    bool isFinished = true;
};

/// Behind <message>, up to its end.
Entry readMessage(QXmlStreamReader &xml)
{
    Entry entry;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            entry.source = xml.readElementText().toUtf8();
        } else if (xml.name() == QLatin1String("translation")) {
            entry.isFinished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            QString text;
            while (!xml.atEnd() && !(xml.isEndElement() && xml.name() == QLatin1String("translation"))) {
                xml.readNext();
                if (xml.isStartElement() && xml.name() == QLatin1String("numerusform"))
                    entry.forms << xml.readElementText();
                else if (xml.isCharacters())
                    text += xml.text();
            }
            if (entry.forms.isEmpty())
                entry.forms << text;
        } else {
            xml.skipCurrentElement();
        }
    }
    return entry;
}

QByteArray keyOf(const QByteArray &context, const QByteArray &source)
{
    return context + '\0' + source;
}

} // namespace

bool Translation::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QXmlStreamReader xml(&file);
    QByteArray context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("TS"))
            m_hasPlural = !xml.attributes().value(QStringLiteral("language")).startsWith(QLatin1String("zh"));
        else if (xml.name() == QLatin1String("name"))
            context = xml.readElementText().toUtf8();
        if (xml.name() != QLatin1String("message") || !xml.isStartElement())
            continue;
        const auto entry = readMessage(xml);
        if (!entry.isFinished || entry.forms.front().isEmpty())
            continue;
        if (context == kDoing) {
            addPattern(entry.source, entry.forms.front());
            continue;
        }
        m_byContext.insert(keyOf(context, entry.source), entry.forms);
        m_bySource.insert(entry.source, entry.forms);
    }
    std::stable_sort(m_doings.begin(), m_doings.end(),
                     [](const Pattern &a, const Pattern &b) { return a.length > b.length; });
    return !xml.hasError();
}

void Translation::addPattern(const QByteArray &source, const QString &translation)
{
    // Each %N of the source is a name, which nothing but the words around it tells.
    static const QRegularExpression argument(QStringLiteral("%[1-9]"));
    const auto words = QString::fromUtf8(source).split(argument);
    QStringList escaped;
    for (const auto &part : words)
        escaped << QRegularExpression::escape(part);
    m_doings.push_back(
        {QRegularExpression(QRegularExpression::anchoredPattern(escaped.join(QStringLiteral("(.*)"))),
                            QRegularExpression::DotMatchesEverythingOption),
         translation, source.size()});
}

QString Translation::translateDoing(const QString &doing) const
{
    for (const auto &pattern : m_doings) {
        const auto match = pattern.source.match(doing);
        if (!match.hasMatch())
            continue;
        std::vector<std::string> names;
        for (int index = 1; index <= match.lastCapturedIndex(); ++index)
            names.push_back(match.captured(index).toStdString());
        return QString::fromStdString(fillIn(pattern.translation.toStdString(), names));
    }
    return {};
}

QString Translation::translate(const char *context, const char *source, const char *, int n) const
{
    if (source == nullptr)
        return {};
    if (qstrcmp(context, kDoing) == 0)
        return translateDoing(QString::fromUtf8(source));
    auto found = m_byContext.constFind(keyOf(context, source));
    if (found == m_byContext.cend()) {
        found = m_bySource.constFind(source);
        if (found == m_bySource.cend())
            return {};
    }
    // German has one and many, Chinese one form for all.
    const bool isMany = m_hasPlural && n >= 0 && n != 1 && found->size() > 1;
    return found->at(isMany ? 1 : 0);
}

} // namespace podloom::app
