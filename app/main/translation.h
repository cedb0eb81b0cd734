// app/main/translation.h: the sentences of translations/*.ts, found by what they say.
#pragma once

#include <QHash>
#include <QRegularExpression>
#include <QTranslator>

#include <vector>

namespace podloom::app {

/// Reads a .ts file of Qt Linguist. A sentence is looked for in its context, then in any: helpers that
/// translate for a file have no class that lupdate would name. Unfinished entries count as missing.
/// In the context "Doing" stand patterns, "open %1": what callers were doing when something failed
/// (Error::context) is text with names in it, some of it from other machines.
class Translation : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    /// False when there is no such file or it cannot be read.
    bool read(const QString &file);
    bool isEmpty() const override { return m_bySource.isEmpty(); }
    QString translate(const char *context, const char *source, const char *disambiguation = nullptr,
                      int n = -1) const override;

private:
    struct Pattern {
        QRegularExpression source{};
        QString translation{};
        qsizetype length = 0; ///< of the source: longer ones say more
    };

    void addPattern(const QByteArray &source, const QString &translation);
    QString translateDoing(const QString &doing) const;

    QHash<QByteArray, QStringList> m_byContext; ///< "context\0source"; the forms of a numerus
    QHash<QByteArray, QStringList> m_bySource;
    std::vector<Pattern> m_doings; ///< the longest first
    bool m_hasPlural = true;
};

} // namespace podloom::app
