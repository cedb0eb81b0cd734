// app/panels/inspector_panel.h: everything about the object that is chosen.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace podloom::app {

class FactList;
class FactModel;
class ManifestPane;
class PanelStack;
class PropertyForm;
class StateMark;

/// Tabs that mean nothing for an object are not there. Follows the selection, the design and the lab.
class InspectorPanel final : public QWidget {
    Q_OBJECT
public:
    enum Tab { Properties, Pods, Bgp, Routes, Yaml };

    InspectorPanel(Document &document, Selection &selection, LabState &lab, QWidget *parent = nullptr);
    void showTab(Tab tab);
    /// The same, and the keys go to what stands there.
    void goToTab(Tab tab);
    QString tabTitle(Tab tab) const;
    /// Whether what is chosen has it.
    bool hasTab(Tab tab) const;
    /// The keys go to the name of what is chosen.
    void editName();
    /// Words about something on the drawing that is chosen and no object; empty when that is over.
    void showAside(const QString &title, const QString &words);
    /// That text, at a line of its file when it is not 0.
    void showText(const TextKey &key, int line);

private:
    /// A tab that is a list.
    struct ListTab {
        FactModel *model = nullptr;
        FactList *list = nullptr;
        PanelStack *stack = nullptr;
    };
    QWidget *makeHead();
    ListTab makeList(const QString &name);
    void refresh();
    void refreshLists();
    void showEmptyLists();
    bool showBareText();
    void showTabs(bool hasPods, bool isMachine, bool isObject);
    void showSource(const SourceRef &at);

    Document &m_document;
    Selection &m_selection;
    LabState &m_lab;
    QLabel *m_title;
    QLabel *m_subtitle;
    StateMark *m_mark;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    PropertyForm *m_form;
    ListTab m_pods;
    ListTab m_bgp;
    ListTab m_routes;
    ManifestPane *m_manifest;
    PanelStack *m_stack;
    std::optional<TextKey> m_text; ///< asked for instead of the manifest of what is chosen
    RoutesPointer m_awaited;       ///< whose tables are being worked out
};

} // namespace podloom::app
