// app/main/editing.h: what menus, keys and drops change in the design.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"
#include "app/tools/new_object.h"

#include <QObject>
#include <QPointF>

namespace podloom::app {

class Editing : public QObject {
    Q_OBJECT

public:
    Editing(Document &document, Selection &selection, QObject *parent);

    /// Adds an object for what is chosen and chooses it; `at` is where its card stands in `lens`.
    void add(NewKind kind, const std::string &lens = {}, std::optional<QPointF> at = {});
    /// Removes what is chosen as far as it stands in files.
    void removeChosen();
    void chooseAll();

signals:
    void said(const QString &sentence);

private:
    std::string fileForFirst() const;

    Document &m_document;
    Selection &m_selection;
};

} // namespace podloom::app
