// app/panels/routes_panel.h: what a machine knows, predicted against real, and why it does not know the rest.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"
#include "app/panels/route_rows.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace podloom::app {

class FactList;
class FactModel;
class LabController;
class PanelStack;

/// Of the node or router that is chosen, or of the node of the chosen pod. A click on a row says why it is
/// so.
class RoutesPanel final : public QWidget {
    Q_OBJECT
public:
    RoutesPanel(Document &document, Selection &selection, LabController &lab, LabState &state,
                QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void followSelection();
    void refresh();
    void takeReal(const Json &routes, const QString &why);
    void showWhy(const QString &words, const char *role);
    void explain(int row);
    void showSteps(const Prefix &prefix);

    Document &m_document;
    Selection &m_selection;
    LabController &m_lab;
    LabState &m_state;
    std::optional<MachineId> m_machine;
    Json m_real; ///< of `routes --lab`; null while nothing is measured
    std::vector<RouteRow> m_rows;
    std::vector<int> m_rowOf; ///< by row of the list; -1 for heads
    FactModel *m_model;
    FactModel *m_steps;
    FactList *m_list;
    FactList *m_stepList;
    QLabel *m_title;
    QLabel *m_summary;
    QLabel *m_why;
    QPushButton *m_read;
    PanelStack *m_stack;
    std::vector<SourceRef> m_places; ///< by step
    RoutesPointer m_awaited;         ///< whose tables are being worked out
};

} // namespace podloom::app
