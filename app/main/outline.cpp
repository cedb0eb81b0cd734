#include "app/main/outline.h"

#include "app/canvas/topology.h"
#include "app/theme/icons.h"
#include "app/theme/state_mark.h"
#include "app/theme/theme.h"
#include "core/model/rack.h"
#include "core/model/sameness.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <functional>
#include <vector>

namespace podloom::app {

namespace {

constexpr int kStateRole = Qt::UserRole + 1;
constexpr int kRow = 22;

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Rows with a shape for the state at their right end.
class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), kRow};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const auto state = index.data(kStateRole);
        if (state.isValid())
            paintState(*painter, {option.rect.right() - 12.0, option.rect.center().y() + 0.5}, 9,
                       static_cast<State>(state.toInt()));
    }
};

/// node-2 stands before node-10: numbers in names count as numbers.
bool comesBefore(const std::string &a, const std::string &b)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto endOfNumber = [&](const std::string &text, std::size_t at) {
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (!isDigit(a[i]) || !isDigit(b[j])) {
            if (a[i] != b[j])
                return a[i] < b[j];
            ++i;
            ++j;
            continue;
        }
        i = std::min(a.find_first_not_of('0', i), a.size());
        j = std::min(b.find_first_not_of('0', j), b.size());
        const auto first = a.substr(i, endOfNumber(a, i) - i);
        const auto second = b.substr(j, endOfNumber(b, j) - j);
        if (first != second)
            return first.size() != second.size() ? first.size() < second.size() : first < second;
        i += first.size();
        j += second.size();
    }
    return a.size() - i < b.size() - j;
}

template <class Table>
std::vector<ObjectMeta> inOrder(const Table &table)
{
    std::vector<ObjectMeta> out;
    for (const auto &object : table)
        out.push_back(object.meta);
    std::stable_sort(out.begin(), out.end(), [](const ObjectMeta &a, const ObjectMeta &b) {
        return comesBefore(a.id.name, b.id.name);
    });
    return out;
}

QString iconOf(const std::string &kind)
{
    static const std::map<std::string, const char *> icons{
        {"Cluster", "cluster"},     {"Node", "node"}, {"Router", "router"},
        {"Namespace", "namespace"}, {"Pod", "pod"},   {"Service", "service"},
        {"NetworkPolicy", "policy"}};
    const auto found = icons.find(kind);
    return QString::fromLatin1(found == icons.end() ? "workload" : found->second);
}

QString pathOf(const QTreeWidgetItem *item)
{
    QString path;
    for (; item != nullptr; item = item->parent())
        path.prepend(QLatin1Char('/') + item->text(0));
    return path;
}

/// Pods that no workload makes, by name.
bool haveSamePodsOfTheirOwn(const Table<Pod> &a, const Table<Pod> &b)
{
    std::size_t one = 0;
    std::size_t other = 0;
    while (one < a.size() || other < b.size()) {
        const bool areThere = one < a.size() && other < b.size();
        if (areThere && a.pointer(one) == b.pointer(other)) {
            ++one;
            ++other;
        } else if (one < a.size() && a[one].owner) {
            ++one;
        } else if (other < b.size() && b[other].owner) {
            ++other;
        } else if (areThere && a[one].meta.id == b[other].meta.id) {
            ++one;
            ++other;
        } else {
            return false;
        }
    }
    return true;
}

} // namespace

Outline::Outline(Document &document, Selection &selection, const LabState &lab, QWidget *parent)
    : QTreeWidget(parent),
      m_document(document),
      m_selection(selection),
      m_lab(lab)
{
    setHeaderHidden(true);
    setIndentation(14);
    setIconSize({15, 15});
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setItemDelegate(new RowDelegate(this));
    setAccessibleName(tr("Outline"));
    setFrameShape(NoFrame);
    connect(&document, &Document::analysisChanged, this, &Outline::refresh);
    connect(&selection, &Selection::changed, this, &Outline::showSelection);
    connect(&lab, &LabState::changed, this, &Outline::showStates);
    connect(this, &QTreeWidget::itemSelectionChanged, this, &Outline::takeSelection);
    connect(this, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem *item) {
        if (const auto found = m_ids.find(item); found != m_ids.end())
            m_selection.reveal(ObjectId(found->second));
    });
    connect(this, &QTreeWidget::itemExpanded, this,
            [this](QTreeWidgetItem *item) { m_expanded[pathOf(item)] = true; });
    connect(this, &QTreeWidget::itemCollapsed, this,
            [this](QTreeWidgetItem *item) { m_expanded[pathOf(item)] = false; });
    rebuild();
}

void Outline::refresh()
{
    const auto &placed = m_document.analysis()->placed;
    if (showsTheSame(placed))
        m_shown = placed; // objects of before may go
    else
        rebuild();
}

/// Most edits change no name: the tree of a large design then stays as it is.
bool Outline::showsTheSame(const Design &placed) const
{
    const auto isSame = [](const auto &a, const auto &b) {
        return a.meta.id == b.meta.id && rackOf(a.meta.labels) == rackOf(b.meta.labels);
    };
    return placed.clusterNames() == m_shown.clusterNames() && areSame(placed.nodes, m_shown.nodes, isSame)
        && areSame(placed.routers, m_shown.routers, isSame)
        && areSame(placed.namespaces, m_shown.namespaces, isSame)
        && areSame(placed.workloads, m_shown.workloads, isSame)
        && areSame(placed.services, m_shown.services, isSame)
        && areSame(placed.networkPolicies, m_shown.networkPolicies, isSame)
        && haveSamePodsOfTheirOwn(placed.pods, m_shown.pods);
}

QTreeWidgetItem *Outline::add(QTreeWidgetItem *parent, const QString &text, const std::optional<ObjectId> &id)
{
    auto *item = parent ? new QTreeWidgetItem(parent, {text}) : new QTreeWidgetItem(this, {text});
    if (id) {
        item->setIcon(0, icon(iconOf(id->kind), IconTint::Dim));
        m_items.emplace(*id, item);
        m_ids.emplace(item, *id);
    } else {
        item->setFlags(item->flags() & ~Qt::ItemIsSelectable);
    }
    return item;
}

void Outline::rebuild()
{
    m_shown = m_document.analysis()->placed;
    m_isSyncing = true;
    setUpdatesEnabled(false);
    clear();
    m_items.clear();
    m_ids.clear();
    addClusters();
    addRouters();
    addNamespaces();
    for (auto *item : findItems(QString(), Qt::MatchContains | Qt::MatchRecursive)) {
        const auto known = m_expanded.find(pathOf(item));
        const bool isNamespace = item->parent() && item->parent()->data(0, Qt::UserRole).toBool();
        item->setExpanded(known == m_expanded.end() ? !isNamespace : known->second);
    }
    setUpdatesEnabled(true);
    m_isSyncing = false;
    showStates();
    showSelection();
}

void Outline::addClusters()
{
    std::map<std::string, std::map<std::string, QTreeWidgetItem *>> racks;
    const auto &design = m_document.analysis()->placed;
    const auto nodes = inOrder(design.nodes);
    for (const auto &name : design.clusterNames()) {
        const ObjectId id{"", "podloom.dev", "Cluster", "", name};
        auto *cluster = add(nullptr, qs(name), id);
        for (const auto &node : nodes) {
            if (node.id.cluster != name)
                continue;
            auto *parent = cluster;
            if (const auto rack = rackOf(node.labels); !rack.empty()) {
                auto &group = racks[name][rack];
                if (group == nullptr)
                    group = add(cluster, rackTitle(rack), {});
                parent = group;
            }
            add(parent, qs(node.id.name), node.id);
        }
    }
}

void Outline::addRouters()
{
    const auto &design = m_document.analysis()->placed;
    if (design.routers.empty())
        return;
    auto *head = add(nullptr, tr("Routers"), {});
    for (const auto &router : inOrder(design.routers))
        add(head, qs(router.id.name), router.id);
}

void Outline::addNamespaces()
{
    const auto &design = m_document.analysis()->placed;
    std::map<std::string, QTreeWidgetItem *> parents;
    auto *head = add(nullptr, tr("Namespaces"), {});
    head->setData(0, Qt::UserRole, true);
    for (const auto &each : design.namespaces) {
        auto *item = add(head, qs(each.meta.id.name), each.meta.id);
        parents.emplace(each.meta.id.cluster + "/" + each.meta.id.name, item);
    }
    const auto addAll = [&](const auto &table) {
        for (const auto &object : table) {
            const auto parent = parents.find(object.meta.id.cluster + "/" + object.meta.id.ns);
            if (parent != parents.end())
                add(parent->second, qs(object.meta.id.name), object.meta.id)
                    ->setToolTip(0, qs(object.meta.id.kind));
        }
    };
    addAll(m_document.design().workloads);
    addAll(m_document.design().services);
    addAll(m_document.design().networkPolicies);
    for (const auto &pod : design.pods) {
        if (pod.owner)
            continue;
        const auto parent = parents.find(pod.meta.id.cluster + "/" + pod.meta.id.ns);
        if (parent != parents.end())
            add(parent->second, qs(pod.meta.id.name), pod.meta.id);
    }
    if (parents.empty())
        delete takeTopLevelItem(indexOfTopLevelItem(head));
}

void Outline::showStates()
{
    const auto &lab = m_lab.picture();
    for (const auto &[id, item] : m_items) {
        const auto live = lab.nodes.find(id);
        item->setData(0, kStateRole,
                      live == lab.nodes.end() ? QVariant() : QVariant(static_cast<int>(live->second.state)));
    }
}

void Outline::showSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    clearSelection();
    for (const auto &id : m_selection.objects()) {
        if (const auto found = m_items.find(id); found != m_items.end())
            found->second->setSelected(true);
    }
    if (const auto &primary = m_selection.primary()) {
        if (const auto found = m_items.find(*primary); found != m_items.end())
            scrollToItem(found->second);
    }
    m_isSyncing = false;
}

void Outline::takeSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    std::set<ObjectId> objects;
    for (auto *item : selectedItems())
        objects.insert(m_ids.at(item));
    std::optional<ObjectId> primary;
    if (const auto found = m_ids.find(currentItem()); found != m_ids.end() && objects.contains(found->second))
        primary = found->second;
    m_selection.set(std::move(objects), std::move(primary));
    m_isSyncing = false;
}

void Outline::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        rebuild(); // icons have the colours of the theme
    QTreeWidget::changeEvent(event);
}

} // namespace podloom::app
