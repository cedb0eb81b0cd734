// app/main/translation.h: the sentences of translations/*.ts, found by what they say.
#pragma once

#include <QHash>
#include <QTranslator>

namespace podloom::app {

/// Reads a .ts file of Qt Linguist. A sentence is looked for in its context, then in any: helpers that
/// translate for a file have no class that lupdate would name. Unfinished entries count as missing.
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
    QHash<QByteArray, QStringList> m_byContext; ///< "context\0source"; the forms of a numerus
    QHash<QByteArray, QStringList> m_bySource;
    bool m_hasPlural = true;
};

} // namespace podloom::app
