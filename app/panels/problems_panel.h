// app/panels/problems_panel.h: what is wrong with the design, where, and how badly.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace podloom::app {

class FactList;
class PanelStack;
class ProblemsModel;

/// A click on a problem chooses its object and shows its line; what one edit mends is mended by its link, by
/// Alt and Return, or from the menu of the row.
class ProblemsPanel final : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(Document &document, Selection &selection, QWidget *parent = nullptr);
    /// "Problems 2", or "Problems" when there is none.
    QString title() const;

    /// Does the first fix of the problem that the keys are at, undoably; says so, or what to choose first.
    void mendChosen();

signals:
    void titleChanged(const QString &title);
    void said(const QString &sentence); ///< what was mended, or why not

private:
    void refresh();
    void showState();
    void open(int row);
    void mend(int row, std::size_t fix);
    void showMenu(QPoint at);

    Document &m_document;
    Selection &m_selection;
    ProblemsModel *m_model;
    FactList *m_list;
    QLineEdit *m_filter;
    QLabel *m_counts;
    PanelStack *m_stack;
    std::optional<Error> m_openError; ///< why the last design could not be opened
};

} // namespace podloom::app
