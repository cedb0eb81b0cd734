// app/panels/lab_panel.h: the lab of the design: up and down, its nodes as they are, deployment and proof.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace podloom {
struct HostKey;
struct SecretQuestion;
} // namespace podloom

namespace podloom::app {

class FactList;
class FactModel;
class LabController;
class LabModel;
class PanelStack;

/// A click on a node chooses it; a click on a mismatch has it explained.
class LabPanel final : public QWidget {
    Q_OBJECT
public:
    LabPanel(Document &document, Selection &selection, LabController &controller, LabState &state,
             QWidget *parent = nullptr);

private:
    QWidget *makeBar();
    QWidget *makeContent();
    void refresh();
    void showLabs();
    void showButtons();
    void showResult();
    void showState();
    void explain(int mismatch);

    Document &m_document;
    Selection &m_selection;
    LabController &m_controller;
    LabState &m_state;
    LabModel *m_nodes;
    QTableView *m_table;
    FactModel *m_mismatches;
    FactList *m_mismatchList;
    QComboBox *m_lab;
    QLabel *m_summary;
    QLabel *m_result;
    QPushButton *m_power;
    QPushButton *m_verify;
    QPushButton *m_deploy;
    QPushButton *m_cancel;
    PanelStack *m_stack;
};

} // namespace podloom::app
