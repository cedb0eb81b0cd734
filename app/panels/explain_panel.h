// app/panels/explain_panel.h: why a connection is allowed or denied, step by step.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"
#include "app/panels/explanation.h"

#include <QAbstractListModel>
#include <QWidget>

class QLabel;

namespace podloom::app {

class FactList;
class PanelStack;

/// The steps of an Explanation as rows of a FactList.
class ExplanationModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setExplanation(std::optional<Explanation> explanation);
    const std::optional<Explanation> &explanation() const { return m_explanation; }
    const ExplanationStep &step(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::optional<Explanation> m_explanation;
};

/// Answers Selection::question() and follows the design: after an edit the same question is asked again. A
/// click on a step chooses its policy and shows its line.
class ExplainPanel final : public QWidget {
    Q_OBJECT
public:
    ExplainPanel(Document &document, Selection &selection, QWidget *parent = nullptr);

private:
    void refresh();
    void show(Explanation explanation);
    void open(int row);

    Document &m_document;
    Selection &m_selection;
    ExplanationModel *m_model;
    QLabel *m_title;
    QLabel *m_traffic;
    QLabel *m_badge;
    QLabel *m_sentence;
    FactList *m_list;
    PanelStack *m_stack;
};

} // namespace podloom::app
