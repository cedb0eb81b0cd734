#include "app/main/editing.h"

#include "app/main/add_tiles.h"
#include "app/tools/remove_objects.h"

#include <QFileInfo>

#include <algorithm>

namespace podloom::app {

Editing::Editing(Document &document, Selection &selection, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_selection(selection)
{}

/// A design without any file gets one.
std::string Editing::fileForFirst() const
{
    if (m_document.snapshot()->fileCount() > 0)
        return {};
    const auto &paths = m_document.paths();
    if (paths.isEmpty())
        return "design.yaml";
    const QFileInfo first(paths.front());
    return (first.isDir() ? paths.front() + QStringLiteral("/design.yaml") : paths.front()).toStdString();
}

void Editing::add(NewKind kind, const std::string &lens, std::optional<QPointF> at)
{
    auto manifest = newObject(kind, m_document.design(), {m_selection.objects(), m_selection.primary()});
    if (!manifest) {
        emit said(QString::fromStdString(manifest.error().message.text()));
        return;
    }
    const auto before = m_document.snapshot()->objects();
    const std::set<ObjectId> known(before.begin(), before.end());
    const auto text = tr("Add %1").arg(nameOf(kind).toLower());
    m_document.undoStack()->beginMacro(text);
    const auto added = m_document.apply(Edit{{AddObject{*std::move(manifest), fileForFirst()}}}, text);
    std::optional<ObjectId> id;
    for (const auto &each : m_document.snapshot()->objects()) {
        if (!known.contains(each))
            id = each;
    }
    if (id && at && !lens.empty())
        m_document.move({{layoutKey(lens, *id), *at}}, text);
    m_document.undoStack()->endMacro();
    if (!added) {
        emit said(QString::fromStdString(added.error().text()));
        return;
    }
    if (id)
        m_selection.select(*id);
    emit said(tr("Added %1").arg(id ? QString::fromStdString(id->toString()) : nameOf(kind)));
}

void Editing::removeChosen()
{
    const auto edit = removalOf(*m_document.snapshot(), m_selection.objects());
    if (edit.steps.empty()) {
        emit said(
            m_selection.objects().empty()
                ? tr("Nothing is chosen")
                : tr("What is chosen stands in no file: change the workload or Cluster that it comes from"));
        return;
    }
    const auto count = m_selection.objects().size();
    const auto text = count == 1
                        ? tr("Remove %1").arg(QString::fromStdString(m_selection.objects().begin()->name))
                        : tr("Remove %1 objects").arg(count);
    if (const auto removed = m_document.apply(edit, text); !removed) {
        emit said(QString::fromStdString(removed.error().text()));
        return;
    }
    m_selection.clear();
    emit said(tr("%1; Ctrl Z brings it back").arg(text));
}

void Editing::chooseAll()
{
    std::set<ObjectId> all;
    for (const auto &node : m_document.design().nodes)
        all.insert(node.meta.id);
    for (const auto &router : m_document.design().routers)
        all.insert(router.meta.id);
    for (const auto &workload : m_document.design().workloads)
        all.insert(workload.meta.id);
    m_selection.set(std::move(all));
}

} // namespace podloom::app
