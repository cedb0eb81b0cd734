#include "app/panels/object_table.h"

#include "app/canvas/topology.h"
#include "app/theme/state_mark.h"
#include "core/model/rack.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <set>

namespace podloom::app {

namespace {

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

template <class Addresses>
QString joined(const Addresses &addresses)
{
    QStringList out;
    for (const auto &each : addresses)
        out << qs(each.toString());
    return out.join(QStringLiteral(", "));
}

} // namespace

ObjectTableModel::ObjectTableModel(Document &document, const LabState &lab, QObject *parent)
    : QAbstractTableModel(parent),
      m_document(document),
      m_lab(lab)
{
    connect(&document, &Document::analysisChanged, this, [this] {
        m_isStale = true;
        refresh();
    });
    connect(&lab, &LabState::changed, this, [this] {
        if (!m_rows.empty())
            emit dataChanged(index(0, StateText), index(rowCount() - 1, StateText));
    });
    refresh();
}

void ObjectTableModel::setShown(bool isShown)
{
    m_isShown = isShown;
    refresh();
}

void ObjectTableModel::refresh()
{
    if (!m_isShown || !m_isStale)
        return;
    m_isStale = false;
    beginResetModel();
    fill();
    endResetModel();
}

void ObjectTableModel::fill()
{
    m_rows.clear();
    const auto &design = m_document.analysis()->placed;
    std::map<std::pair<std::string, std::string>, QStringList>
        wires; ///< by cluster (none: a router) and name
    const auto only = design.clusterNames().front();
    for (const auto &link : design.links) {
        for (const auto &end : link.ends) {
            const auto cluster = end.node.empty() ? std::string() : end.cluster.empty() ? only : end.cluster;
            wires[{cluster, end.node.empty() ? end.router : end.node}] << qs(link.meta.id.name);
        }
    }
    const auto wiresOf = [&](const ObjectId &id) {
        return wires[{id.kind == "Router" ? std::string() : id.cluster, id.name}].join(QStringLiteral(", "));
    };
    for (const auto &cluster : design.clusters)
        m_rows.push_back({cluster.meta.id, tr("AS %1").arg(cluster.asNumber), {}, {}});
    for (const auto &node : design.nodes) {
        const auto rack = rackOf(node.meta.labels);
        m_rows.push_back({node.meta.id, rack.empty() ? QString() : rackTitle(rack), joined(node.addresses),
                          wiresOf(node.meta.id)});
    }
    for (const auto &router : design.routers)
        m_rows.push_back({router.meta.id, tr("AS %1").arg(router.asNumber), joined(router.addresses),
                          wiresOf(router.meta.id)});
    for (const auto &link : design.links) {
        QStringList ends;
        for (const auto &end : link.ends)
            ends << qs(end.node.empty() ? end.router : end.node);
        m_rows.push_back({link.meta.id, {}, joined(link.subnets), ends.join(QStringLiteral(", "))});
    }
    for (const auto &use : m_document.analysis()->pools)
        m_rows.push_back({use.pool.meta.id, {}, qs(use.pool.cidr.toString()), {}});
    for (const auto &workload : design.workloads) {
        if (!workload.owner)
            m_rows.push_back({workload.meta.id, qs(workload.meta.id.ns), {}, {}});
    }
    for (const auto &pod : design.pods) {
        QStringList addresses;
        for (const auto &address : pod.ips)
            addresses << qs(address.toString());
        m_rows.push_back(
            {pod.meta.id, qs(pod.meta.id.ns), addresses.join(QStringLiteral(", ")), qs(pod.spec.nodeName)});
    }
    for (const auto &service : design.services)
        m_rows.push_back({service.meta.id, qs(service.meta.id.ns), {}, {}});
    for (const auto &policy : design.networkPolicies)
        m_rows.push_back({policy.meta.id, qs(policy.meta.id.ns), {}, {}});
    for (const auto &policy : design.calicoPolicies)
        m_rows.push_back({policy.meta.id, qs(policy.meta.id.ns), {}, {}});
    for (const auto &policy : design.clusterPolicies)
        m_rows.push_back({policy.meta.id, {}, {}, {}});
}

int ObjectTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ObjectTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ObjectTableModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    const auto &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Kind: return qs(row.id.kind);
    case Name: return qs(row.id.name);
    case Place: return row.place;
    case Addresses: return row.addresses;
    case Connected: return row.connected;
    default: break;
    }
    const auto &nodes = m_lab.picture().nodes;
    const auto live = nodes.find(row.id);
    return live == nodes.end() ? QString() : stateName(live->second.state);
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Kind: return tr("Kind");
    case Name: return tr("Name");
    case Place: return tr("Place");
    case Addresses: return tr("Addresses");
    case Connected: return tr("Connected to");
    default: return tr("State");
    }
}

ObjectTable::ObjectTable(Document &document, Selection &selection, const LabState &lab, QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_model(new ObjectTableModel(document, lab, this)),
      m_proxy(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)),
      m_view(new QTableView(this))
{
    m_model->setShown(false);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Show rows with…"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_proxy);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setAccessibleName(tr("The drawing as a table"));
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(28);
    m_view->horizontalHeader()->setSectionResizeMode(ObjectTableModel::Connected, QHeaderView::Stretch);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // Whatever the language calls them, names of columns are read in whole.
    for (const auto &[column, width] : {std::pair{0, 90}, {1, 124}, {2, 80}, {3, 208}, {5, 60}})
        m_view->setColumnWidth(column, std::max(width, m_view->horizontalHeader()->sectionSizeHint(column)));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Rows that go out of sight stay chosen in the design.
        m_isSyncing = true;
        m_proxy->setFilterFixedString(text);
        m_isSyncing = false;
        takeSelection();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ObjectTable::giveSelection);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) {
        m_selection.reveal(m_model->idAt(m_proxy->mapToSource(index).row()));
    });
    connect(&selection, &Selection::changed, this, &ObjectTable::takeSelection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ObjectTable::takeSelection);
}

void ObjectTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setShown(true);
    takeSelection();
}

void ObjectTable::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setShown(false);
}

void ObjectTable::takeSelection()
{
    if (m_isSyncing || !isVisible())
        return;
    m_isSyncing = true;
    QItemSelection rows;
    QModelIndex current;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_selection.contains(m_model->idAt(row)))
            continue;
        const auto index = m_proxy->mapFromSource(m_model->index(row, 0));
        rows.select(index, index);
        if (m_selection.primary() == m_model->idAt(row))
            current = index;
    }
    auto *chosen = m_view->selectionModel();
    if (current.isValid()) {
        chosen->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(current);
    }
    chosen->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_isSyncing = false;
}

void ObjectTable::giveSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    std::set<ObjectId> ids;
    for (const auto &index : m_view->selectionModel()->selectedRows())
        ids.insert(m_model->idAt(m_proxy->mapToSource(index).row()));
    const auto current = m_view->currentIndex();
    std::optional<ObjectId> primary;
    if (current.isValid()) {
        const auto &id = m_model->idAt(m_proxy->mapToSource(current).row());
        if (ids.contains(id))
            primary = id;
    }
    m_selection.set(std::move(ids), primary);
    m_isSyncing = false;
}

} // namespace podloom::app
