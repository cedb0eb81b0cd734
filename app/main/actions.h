// app/main/actions.h: everything that can be done in the window, in one list that menus and the palette
// share.
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <array>
#include <functional>
#include <utility>
#include <vector>

class QMenu;
class QWidget;

namespace podloom::app {

/// Owner of all actions of a window. An action is made once, with what it does; menus and the command palette
/// list what is here.
class Actions : public QObject {
    Q_OBJECT

public:
    enum class Group { File, Edit, View, Panels, Lab, Help };
    static constexpr std::array kGroups{Group::File,   Group::Edit, Group::View,
                                        Group::Panels, Group::Lab,  Group::Help};

    explicit Actions(QWidget &window);

    /// `run` is called when the action is triggered.
    QAction *add(Group group, const QString &name, const QString &text, const QKeySequence &shortcut,
                 std::function<void()> run);
    /// An action that something else made and that works already (undo and redo).
    void take(Group group, const QString &name, QAction *action);
    void addSeparator(Group group);
    /// What must be so before the action can be run: the palette says it while it cannot.
    static void setNeeds(QAction &action, const QString &sentence);
    static QString needsOf(const QAction &action);

    /// By the name that it was added with; null when there is none.
    QAction *find(const QString &name) const;
    /// Without separators.
    std::vector<QAction *> all() const;
    /// By menu, with the menu's title; without separators.
    std::vector<std::pair<QString, std::vector<QAction *>>> groups() const;
    void fill(QMenu &menu) const;

private:
    struct Entry {
        Group group = Group::File;
        QAction *action = nullptr; ///< null = a separator
    };
    static QString titleOf(Group group);

    QWidget &m_window;
    std::vector<Entry> m_entries;
};

} // namespace podloom::app
