// app/document/drafts.h: text of manifests that was typed and is not in the design yet.
#pragma once

#include "app/document/manifest_text.h"

#include <QObject>

#include <map>

namespace podloom::app {

/// Of a document, one a text. They stay until they are applied or given up, whatever is chosen or edited
/// meanwhile.
class Drafts : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const std::map<TextKey, Draft> &all() const { return m_all; }
    bool isEmpty() const { return m_all.empty(); }
    /// Null when nothing was typed over that text.
    const Draft *find(const TextKey &key) const;
    /// A draft that says what its base says is none.
    void keep(const TextKey &key, Draft draft);
    void drop(const TextKey &key);
    void clear();

signals:
    /// Another text has a draft, or one has none any more.
    void changed();
    /// What one of them says has changed, or as changed().
    void edited();

private:
    std::map<TextKey, Draft> m_all;
};

} // namespace podloom::app
