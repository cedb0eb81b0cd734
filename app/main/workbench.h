// app/main/workbench.h: the window of the program: one tab a design.
#pragma once

#include <QStringList>
#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace podloom::app {

class MainWindow;

/// With one design there is no bar of tabs. Each tab has everything of a window of its own: document, undo,
/// journal, lab.
class Workbench : public QWidget {
    Q_OBJECT

public:
    Workbench();

    /// Opens a design in the tab in front when that is new and untouched, else in a tab of its own; with no
    /// paths a new design.
    MainWindow &open(const QStringList &paths);
    MainWindow &current() const;
    int count() const;
    MainWindow &at(int index) const;

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    MainWindow &add();
    void closeTab(int index);
    void step(int by);
    void showTitles();
    /// A dot for edits that are not saved, a sign for files that others changed.
    void showTitle(int index);

    QTabBar *m_tabs;
    QStackedWidget *m_pages;
};

} // namespace podloom::app
