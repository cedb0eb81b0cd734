// app/main/bottom_panel.h: the place below the drawing: one tab a panel.
#pragma once

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace podloom::app {

class BottomPanel : public QWidget {
    Q_OBJECT

public:
    explicit BottomPanel(QWidget *parent);

    /// Takes the panel as its own. `name` is how raise() and the settings call it.
    void add(const QString &name, const QString &title, QWidget *panel);
    void setTitle(const QString &name, const QString &title);
    void raise(const QString &name);
    /// Of all panels, from left to right.
    QStringList names() const;
    QString title(const QString &name) const;
    QString current() const;
    /// Gives the keys to what can be worked with in the panel in front.
    void focusPanel();

private:
    int indexOf(const QString &name) const;

    QTabBar *m_tabs;
    QStackedWidget *m_pages;
};

} // namespace podloom::app
