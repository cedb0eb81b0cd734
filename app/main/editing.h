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
    /// Joins two things as the lens has it: a link between machines, in BGP a peer, a policy between
    /// workloads.
    void connectCards(const std::string &lens, const ObjectId &from, const ObjectId &to);
    /// Copies of what is chosen, with names and addresses of their own, beside it.
    void duplicateChosen();
    /// Puts what is chosen into the clipboard, as manifests.
    void copyChosen();
    /// Adds the manifests that the clipboard has, with names and addresses that are free.
    void paste();
    void chooseAll();
    /// Has the chosen nodes stand in that rack, or in none when it has no name: their label says so.
    void group(const QString &rack);
    /// Why that cannot name a rack; empty when it can.
    static QString faultOfRack(const QString &name);

signals:
    void said(const QString &sentence);

private:
    void addManifest(Result<Json> manifest, const QString &what, const std::string &lens,
                     std::optional<QPointF> at, Edit before = {});
    void addCopies(const std::vector<Json> &manifests, const QString &text, const QString &after);
    std::vector<Json> chosenManifests(QString &apart) const;

    Document &m_document;
    Selection &m_selection;
};

} // namespace podloom::app
