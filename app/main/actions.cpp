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

void Actions::setNeeds(QAction &action, const QString &sentence)
{
    action.setProperty("needs", sentence);
}

QString Actions::needsOf(const QAction &action)
{
    return action.property("needs").toString();
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

QString Actions::titleOf(Group group)
{
    switch (group) {
    case Group::File: return tr("File");
    case Group::Edit: return tr("Edit");
    case Group::View: return tr("View");
    case Group::Panels: return tr("Panels");
    case Group::Lab: return tr("Lab");
    case Group::Help: break;
    }
    return tr("Help");
}

std::vector<std::pair<QString, std::vector<QAction *>>> Actions::groups() const
{
    std::vector<std::pair<QString, std::vector<QAction *>>> out;
    for (const auto group : kGroups) {
        std::vector<QAction *> actions;
        for (const auto &entry : m_entries) {
            if (entry.group == group && entry.action)
                actions.push_back(entry.action);
        }
        out.emplace_back(titleOf(group), std::move(actions));
    }
    return out;
}

void Actions::fill(QMenu &menu) const
{
    for (const auto group : kGroups) {
        auto *part = menu.addMenu(titleOf(group));
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
