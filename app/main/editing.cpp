#include "app/main/editing.h"

#include "app/canvas/policy_picture.h"
#include "app/canvas/topology.h"
#include "app/main/add_tiles.h"
#include "app/panels/words.h"
#include "app/tools/copied_along.h"
#include "app/tools/copy_objects.h"
#include "app/tools/remove_objects.h"
#include "core/manifest/reader.h"
#include "core/model/rack.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace podloom::app {

Editing::Editing(Document &document, Selection &selection, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_selection(selection)
{}

void Editing::add(NewKind kind, const std::string &lens, std::optional<QPointF> at)
{
    // With one cluster everything is its; a second one must not take that away. The first takes what there
    // is.
    const auto &design = m_document.design();
    const bool isSecond =
        kind == NewKind::Cluster && !design.clusters.empty() && design.clusterNames().size() == 1;
    addManifest(newObject(kind, design, {m_selection.objects(), m_selection.primary()}), nameOf(kind), lens,
                at, isSecond ? sayingCluster(*m_document.snapshot(), design.clusterNames().front()) : Edit{});
}

void Editing::addManifest(Result<Json> manifest, const QString &what, const std::string &lens,
                          std::optional<QPointF> at, Edit before)
{
    if (!manifest) {
        emit said(sentence(manifest.error()));
        return;
    }
    const auto objects = m_document.snapshot()->objects();
    const std::set<ObjectId> known(objects.begin(), objects.end());
    const auto text = tr("Add %1").arg(what);
    before.steps.emplace_back(AddObject{*std::move(manifest), m_document.fileForFirst()});
    m_document.undoStack()->beginMacro(text);
    const auto added = m_document.apply(before, text);
    std::optional<ObjectId> id;
    for (const auto &each : m_document.snapshot()->objects()) {
        if (!known.contains(each))
            id = each;
    }
    if (id && at && !lens.empty())
        m_document.move({{layoutKey(lens, chosenAs(*id)), *at}}, text);
    m_document.undoStack()->endMacro();
    if (!added) {
        emit said(sentence(added.error()));
        return;
    }
    if (id)
        m_selection.select(*id);
    emit said(
        tr("Added %1").arg(id ? QString::fromStdString(id->kind) + QLatin1Char(' ') + titleOf(*id) : what));
}

QString Editing::faultOfRack(const QString &name)
{
    if (manifest::isLabelValue(name.trimmed().toStdString()))
        return {};
    return tr("“%1” cannot name a rack: at most 63 letters, digits, “-”, “_” and “.”, and a letter or "
              "digit at both ends")
        .arg(name);
}

void Editing::group(const QString &rack)
{
    const auto name = rack.trimmed().toStdString();
    if (const auto fault = faultOfRack(rack); !fault.isEmpty()) {
        emit said(fault);
        return;
    }
    Edit edit;
    for (const auto &id : m_selection.objects()) {
        const auto *node = m_document.design().nodes.find(id);
        if (node == nullptr || rackOf(node->meta.labels) == name)
            continue;
        if (!name.empty())
            edit.steps.emplace_back(SetValue{id, "/metadata/labels/podloom.dev~1rack", name});
        else if (node->meta.labels.contains("podloom.dev/rack"))
            edit.steps.emplace_back(RemoveValue{id, "/metadata/labels/podloom.dev~1rack"});
    }
    if (edit.steps.empty()) {
        emit said(tr("The chosen nodes stand there already"));
        return;
    }
    const auto text = name.empty() ? tr("Ungroup nodes") : tr("Group nodes as %1").arg(rackTitle(name));
    if (const auto done = m_document.apply(edit, text); !done)
        emit said(sentence(done.error()));
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
        emit said(sentence(removed.error()));
        return;
    }
    m_selection.clear();
    emit said(tr("%1; Ctrl Z brings it back").arg(text));
}

void Editing::connectCards(const std::string &lens, const ObjectId &from, const ObjectId &to)
{
    if (lens == kBgpLens) {
        addManifest(newPeer(m_document.design(), from, to), tr("BGP peer"), {}, {});
        return;
    }
    m_selection.set({from, to}, to);
    add(lens == kPoliciesLens ? NewKind::Policy : NewKind::Link);
}

void Editing::addCopies(const std::vector<Json> &manifests, const QString &text, const QString &after)
{
    const auto copies = copiesOf(manifests, *m_document.snapshot());
    if (!copies) {
        emit said(sentence(copies.error()));
        return;
    }
    Edit edit;
    for (const auto &manifest : *copies)
        edit.steps.emplace_back(AddObject{manifest, m_document.fileForFirst()});
    const auto before = m_document.snapshot()->objects();
    const std::set<ObjectId> known(before.begin(), before.end());
    if (const auto added = m_document.apply(edit, text); !added) {
        emit said(sentence(added.error()));
        return;
    }
    std::set<ObjectId> made;
    for (const auto &id : m_document.snapshot()->objects()) {
        if (!known.contains(id))
            made.insert(id);
    }
    const auto count = made.size();
    m_selection.set(std::move(made));
    emit said((count == 1 ? tr("Added 1 copy") : tr("Added %1 copies").arg(count)) + after);
}

/// What is chosen with the policies and services of its workloads alone; `apart`: a sentence about policies
/// that copies will not have.
std::vector<Json> Editing::chosenManifests(QString &apart) const
{
    auto objects = m_selection.objects();
    auto analysis = m_document.analysis();
    if (analysis->revision != m_document.revision()) // right after an edit
        analysis = analyse(m_document.snapshot(), m_document.revision(), analysis);
    const auto along = copiedAlong(*analysis, objects);
    objects.insert(along.objects.begin(), along.objects.end());
    QStringList missing;
    for (const auto &name : along.missing)
        missing << QString::fromStdString(name);
    if (!missing.isEmpty())
        apart =
            QStringLiteral(" · ")
            + tr("Not protected by %1, which selects other pods too").arg(missing.join(QStringLiteral(", ")));
    return manifestsOf(*m_document.snapshot(), objects);
}

void Editing::duplicateChosen()
{
    QString apart;
    const auto manifests = chosenManifests(apart);
    if (manifests.empty())
        emit said(tr("What is chosen stands in no file: choose the workload or Cluster that it comes from"));
    else
        addCopies(manifests, tr("Duplicate"), apart);
}

void Editing::copyChosen()
{
    QString apart;
    const auto manifests = chosenManifests(apart);
    if (manifests.empty()) {
        emit said(tr("What is chosen stands in no file: choose the workload or Cluster that it comes from"));
        return;
    }
    Json list = Json::array();
    for (const auto &manifest : manifests)
        list.append(manifest);
    const auto text = Json::object({{"apiVersion", "v1"}, {"kind", "List"}, {"items", std::move(list)}});
    QGuiApplication::clipboard()->setText(QString::fromStdString(text.dump()));
    emit said((manifests.size() == 1 ? tr("Copied 1 object") : tr("Copied %1 objects").arg(manifests.size()))
              + apart);
}

void Editing::paste()
{
    const auto manifests = manifestsIn(QGuiApplication::clipboard()->text().toStdString());
    if (!manifests)
        emit said(sentence(manifests.error()));
    else
        addCopies(*manifests, tr("Paste"), {});
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
