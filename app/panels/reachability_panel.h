// app/panels/reachability_panel.h: the matrix of who reaches whom, with what it is asked about.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"
#include "app/panels/reach_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QModelIndex;

namespace podloom::app {

class PanelStack;
class ReachView;

/// Asks again whenever the design, the traffic or the family changes; the last answer stays until the next
/// one is there. A click on a cell asks Selection to explain it.
class ReachabilityPanel final : public QWidget {
    Q_OBJECT
public:
    ReachabilityPanel(Document &document, Selection &selection, QWidget *parent = nullptr);

    /// As if "TCP 80" had been picked; what is no traffic is refused with a sentence in the panel.
    void setTraffic(const QString &text);
    /// As if it had been picked: what the matrix is compared with.
    void setBase(ReachBase base);
    /// A row and a column for pods with the same labels, or for each.
    void setGrouped(bool isGrouped);
    bool isGrouped() const;
    bool isBusy() const;

protected:
    void showEvent(QShowEvent *event) override;

signals:
    void problemsRequested(); ///< the button of "The design has errors"

private:
    QWidget *makeBar();
    void offerTraffic();
    void ask();
    void showAnswer();
    void showState();
    void showSummary();
    void count();
    void startCounting();
    void showHovered(const QModelIndex &index);
    void followQuestion();
    bool showQuestion();
    void explain(const QModelIndex &index);

    Document &m_document;
    Selection &m_selection;
    ReachQuery *m_query;
    ReachModel *m_model;
    QComboBox *m_traffic;
    QComboBox *m_family;
    QComboBox *m_base;
    QComboBox *m_grouping;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QLabel *m_summary;
    QLabel *m_hovered;
    ReachView *m_view;
    PanelStack *m_stack;
    std::optional<Error> m_trafficError;
    std::optional<ReachModel::Count> m_count; ///< of the matrix that is shown; nothing until it is known
    int m_matrix = 0;                         ///< the number of that matrix
    bool m_isCounting = false;
    bool m_isCountDue = false;      ///< as soon as another one is counted
    bool m_isTrafficChosen = false; ///< by somebody; else it follows the design
    bool m_isUnasked = false;       ///< nobody saw the panel when the question changed
    bool m_isQuestionDue = false;   ///< its cell has not been in sight since it was asked
};

} // namespace podloom::app
