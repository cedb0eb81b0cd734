// app/panels/plan_panel.h: what deploying would do, step by step, and what became of each step.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"
#include "app/panels/fact_model.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace podloom::app {

class FactList;
class LabController;
class PanelStack;

class PlanPanel final : public QWidget {
    Q_OBJECT
public:
    PlanPanel(Document &document, Selection &selection, LabController &controller, LabState &state,
              QWidget *parent = nullptr);
    /// "Plan 12", or "Plan".
    QString title() const;

signals:
    void titleChanged(const QString &title);

private:
    void refresh();
    void showState();

    Selection &m_selection;
    LabController &m_controller;
    LabState &m_state;
    FactModel *m_model;
    FactList *m_list;
    QLabel *m_summary;
    QPushButton *m_compare;
    QPushButton *m_deploy;
    PanelStack *m_stack;
    QString m_title;
};

/// The steps below the name of their node, those of the whole cluster last.
std::vector<Fact> planFacts(const LabController &controller);

} // namespace podloom::app
