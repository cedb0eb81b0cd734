// app/main/top_bar.h: name, document, lens switch, find-or-run, plan, and the one primary button.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace podloom::app {

class Actions;

/// A line of facts in `width` pixels: the first one, what the design is called, and the last one, whether it
/// is saved, go last.
QString factsThatFit(QStringList facts, const QFontMetrics &metrics, int width);

class TopBar : public QWidget {
    Q_OBJECT

public:
    TopBar(Document &document, const LabState &lab, const Actions &actions, QWidget *parent);

    /// A button of the switch; `name` is what --view calls the lens.
    void addLens(const QString &name, const QString &text);
    void setLens(const QString &name);
    /// "Plan · 3" and "Deploy to lab" run these actions; hidden without them. "Take back" is there only while
    /// there is a way back.
    void setLabActions(QAction *plan, QAction *deploy, QAction *back);

signals:
    void lensChosen(const QString &name);
    void findRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showDocument();
    void showLab();
    void fitFind();

    Document &m_document;
    const LabState &m_lab;
    QToolButton *m_name;
    QLabel *m_facts;
    QButtonGroup *m_lenses;
    QHBoxLayout *m_segments;
    QPushButton *m_find;
    QPushButton *m_plan;
    QPushButton *m_back;
    QPushButton *m_deploy;
};

} // namespace podloom::app
