#include "app/main/actions.h"

#include <QMenu>
#include <QWidget>

#include <utility>

namespace podloom::app {

Actions::Actions(QWidget &window) : QObject(&window), m_window(window) {}

QAction *Actions::add(Group group, const QString &name, const QString &text, const QKeySequence &shortcut,
                      std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    take(group, name, action);
    return action;
}

void Actions::take(Group group, const QString &name, QAction *action)
{
    action->setObjectName(name);
    action->setShortcutContext(Qt::WindowShortcut);
    m_window.addAction(action);
    m_entries.push_back({group, action});
}

void Actions::addSeparator(Group group)
{
    m_entries.push_back({group, nullptr});
}

QAction *Actions::find(const QString &name) const
{
    for (const auto &entry : m_entries) {
        if (entry.action && entry.action->objectName() == name)
            return entry.action;
    }
    return nullptr;
}

std::vector<QAction *> Actions::all() const
{
    std::vector<QAction *> out;
    for (const auto &entry : m_entries) {
        if (entry.action)
            out.push_back(entry.action);
    }
    return out;
}

void Actions::fill(QMenu &menu) const
{
    const std::pair<Group, QString> groups[] = {{Group::File, tr("File")},
                                                {Group::Edit, tr("Edit")},
                                                {Group::View, tr("View")},
                                                {Group::Lab, tr("Lab")},
                                                {Group::Help, tr("Help")}};
    for (const auto &[group, title] : groups) {
        auto *part = menu.addMenu(title);
        for (const auto &entry : m_entries) {
            if (entry.group != group)
                continue;
            if (entry.action)
                part->addAction(entry.action);
            else
                part->addSeparator();
        }
        part->menuAction()->setVisible(!part->isEmpty());
    }
}

} // namespace podloom::app
