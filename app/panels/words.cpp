#include "app/panels/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

namespace podloom::app {

namespace {

QString translated(const QString &english)
{
    return QCoreApplication::translate("Message", english.toUtf8().constData());
}

/// The sentence with its arguments counted from `by` later.
QString withNumbers(QString sentence, int by)
{
    for (qsizetype at = 0; at + 1 < sentence.size(); ++at) {
        if (sentence[at] == QLatin1Char('%') && sentence[at + 1].isDigit())
            sentence[at + 1] = QChar(sentence[at + 1].unicode() + by);
    }
    return sentence;
}

/// What is wrong with a text stands behind its path, a hint that was added behind a semicolon; where the
/// whole is no sentence of its own, its parts are.
QString translatedInParts(const QString &english)
{
    const auto whole = translated(english);
    if (whole != english)
        return whole;
    const auto path = QStringLiteral("%1: ");
    if (english.startsWith(path))
        return path + withNumbers(translated(withNumbers(english.mid(path.size()), -1)), 1);
    for (auto at = english.lastIndexOf(QStringLiteral("; ")); at > 0;
         at = english.lastIndexOf(QStringLiteral("; "), at - 1)) {
        const auto head = translated(english.left(at));
        if (head != english.left(at))
            return head + QCoreApplication::translate("Word", "; ") + translated(english.mid(at + 2));
    }
    return english;
}

/// Arguments are names, but for these sentences: which way, what does not match, what is expected.
std::vector<std::string> argumentsOf(const Message &message)
{
    static const std::set<std::string> withWords{
        "step-allow",    "step-deny",       "step-pass",         "step-log",
        "step-no-match", "step-no-rules",   "step-not-isolated", "step-isolated-no-rule",
        "shadowed-rule", "log-only-policy", "deny-only-policy",  "unreached-policy"};
    auto out = message.arguments;
    const auto translate = [](std::string &word) {
        word = QCoreApplication::translate("Word", word.c_str()).toStdString();
    };
    if (message.id == "selector-syntax" && !out.empty())
        translate(out.back()); // what is expected there
    if (!withWords.contains(message.id))
        return out;
    static constexpr std::array kWords{
        QT_TRANSLATE_NOOP("Word", "egress"),   QT_TRANSLATE_NOOP("Word", "ingress"),
        QT_TRANSLATE_NOOP("Word", "never"),    QT_TRANSLATE_NOOP("Word", "family"),
        QT_TRANSLATE_NOOP("Word", "source"),   QT_TRANSLATE_NOOP("Word", "destination"),
        QT_TRANSLATE_NOOP("Word", "protocol"), QT_TRANSLATE_NOOP("Word", "port"),
        QT_TRANSLATE_NOOP("Word", "icmp-type")};
    for (auto &argument : out) {
        if (std::find(kWords.begin(), kWords.end(), argument) != kWords.end())
            translate(argument);
    }
    return out;
}

} // namespace

QString sentence(const Message &message)
{
    const auto english = QString::fromStdString(message.english);
    return QString::fromStdString(fillIn(translatedInParts(english).toStdString(), argumentsOf(message)));
}

QString sentence(const Error &error)
{
    QString out;
    for (const auto &doing : error.context)
        out += QCoreApplication::translate("Doing", doing.c_str()) + QStringLiteral(": ");
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
