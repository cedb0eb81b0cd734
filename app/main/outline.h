// app/main/outline.h: the design as a tree: clusters with their nodes, namespaces with what runs in them.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"

#include <QTreeWidget>

#include <map>

namespace podloom::app {

class Outline : public QTreeWidget {
    Q_OBJECT

public:
    Outline(Document &document, Selection &selection, const LabState &lab, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void rebuild();
    bool showsTheSame(const Design &placed) const;
    void addClusters();
    void addRouters();
    void addNamespaces();
    void showSelection();
    void showStates();
    void takeSelection();
    QTreeWidgetItem *add(QTreeWidgetItem *parent, const QString &text, const std::optional<ObjectId> &id);

    Document &m_document;
    Selection &m_selection;
    const LabState &m_lab;
    std::map<ObjectId, QTreeWidgetItem *> m_items;
    std::map<QTreeWidgetItem *, ObjectId> m_ids;
    std::map<QString, bool> m_expanded; ///< by path of texts: stays as it was over edits
    Design m_shown{};                   ///< what the tree shows; shares its objects
    bool m_isSyncing = false;
};

} // namespace podloom::app
