#include "app/panels/object_table.h"

#include "app/canvas/topology.h"
#include "app/panels/panel_stack.h"
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
    addMachines();
    addPods();
    addPolicies();
}

void ObjectTableModel::addMachines()
{
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
    for (const auto &peer : design.bgpPeers)
        m_rows.push_back({peer.meta.id, peer.asNumber ? tr("AS %1").arg(*peer.asNumber) : QString(),
                          peer.peerIp ? qs(peer.peerIp->toString()) : QString(), qs(peer.node)});
    for (const auto &use : m_document.analysis()->pools)
        m_rows.push_back({use.pool.meta.id, {}, qs(use.pool.cidr.toString()), {}});
}

void ObjectTableModel::addPods()
{
    const auto &design = m_document.analysis()->placed;
    for (const auto &workload : design.workloads) {
        if (!workload.owner)
            m_rows.push_back({workload.meta.id, qs(workload.meta.id.ns), {}, {}});
    }
    for (const auto &pod : design.pods)
        m_rows.push_back({pod.meta.id, qs(pod.meta.id.ns), joined(pod.ips), qs(pod.spec.nodeName)});
    for (const auto &service : design.services)
        m_rows.push_back({service.meta.id, qs(service.meta.id.ns), {}, {}});
}

void ObjectTableModel::addPolicies()
{
    const auto &design = m_document.analysis()->placed;
    for (const auto &policy : design.networkPolicies)
        m_rows.push_back({policy.meta.id, qs(policy.meta.id.ns), {}, {}});
    for (const auto &policy : design.calicoPolicies)
        m_rows.push_back({policy.meta.id, qs(policy.meta.id.ns), {}, {}});
    for (const auto &policy : design.clusterPolicies)
        m_rows.push_back({policy.meta.id, {}, {}, {}});
    for (const auto &host : design.hostEndpoints)
        m_rows.push_back({host.meta.id, {}, joined(host.expectedIps), qs(host.node)});
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
    if (!index.isValid())
        return {};
    const auto &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return textOf(row, index.column());
    case Qt::AccessibleTextRole: {
        const auto text = textOf(row, index.column());
        if (index.column() == Kind)
            return QString(text + QLatin1Char(' ') + qs(row.id.name));
        return text.isEmpty()
                 ? tr("%1: none").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString())
                 : text;
    }
    case Qt::AccessibleDescriptionRole: return index.column() == Kind ? descriptionOf(row) : QString();
    default: return {};
    }
}

QString ObjectTableModel::textOf(const Row &row, int column) const
{
    switch (column) {
    case Kind: return qs(row.id.kind);
    case Name: return qs(row.id.name);
    case Place: return row.place;
    case Addresses: return row.addresses;
    case Connected: return row.connected;
    default: return stateOf(row);
    }
}

/// As measured; empty without a lab.
QString ObjectTableModel::stateOf(const Row &row) const
{
    const auto &nodes = m_lab.picture().nodes;
    if (row.id.kind == "Pod") {
        const auto live = nodes.find({row.id.cluster, "", "Node", "", row.connected.toStdString()});
        if (live == nodes.end())
            return {};
        const auto pod = live->second.pods.find(row.id.ns + "/" + row.id.name);
        return stateName(pod == live->second.pods.end() ? State::Unknown : pod->second);
    }
    const auto live = nodes.find(row.id);
    if (live == nodes.end())
        return {};
    const auto &sessions = live->second.sessions;
    const auto up = std::count_if(sessions.begin(), sessions.end(),
                                  [](const LiveSession &each) { return each.state == State::Up; });
    const auto state = stateName(live->second.state);
    return sessions.empty() ? state : tr("%1, BGP %2/%3").arg(state).arg(up).arg(sessions.size());
}

QString ObjectTableModel::descriptionOf(const Row &row) const
{
    QStringList parts;
    for (const int column : {Place, Addresses, Connected, StateText}) {
        if (const auto text = textOf(row, column); !text.isEmpty())
            parts << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ")
                         + text;
    }
    return parts.join(QStringLiteral("; "));
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
      m_document(document),
      m_selection(selection),
      m_model(new ObjectTableModel(document, lab, this)),
      m_proxy(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)),
      m_view(new QTableView),
      m_stack(new PanelStack(m_view, this))
{
    m_model->setShown(false);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Show rows with…"));
    m_filter->setAccessibleName(tr("Show rows with these words"));
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
    column->addWidget(m_stack, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Rows that go out of sight stay chosen in the design.
        m_isSyncing = true;
        m_proxy->setFilterFixedString(text);
        m_isSyncing = false;
        takeSelection();
        showState();
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ObjectTable::askForMenu);
    connect(m_stack, &PanelStack::actionClicked, m_filter, &QLineEdit::clear);
    connect(&document, &Document::loadingChanged, this, &ObjectTable::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ObjectTable::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ObjectTable::giveSelection);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) {
        m_selection.reveal(m_model->idAt(m_proxy->mapToSource(index).row()));
    });
    connect(&selection, &Selection::changed, this, &ObjectTable::takeSelection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ObjectTable::takeSelection);
}

void ObjectTable::showState()
{
    if (m_proxy->rowCount() > 0) {
        m_stack->showContent();
    } else if (m_document.isLoading()) {
        m_stack->showNotice(QStringLiteral("loading"),
                            {QStringLiteral("layout"), tr("Reading the design…"), {}, {}});
    } else if (m_model->rowCount() > 0) {
        m_stack->showNotice(QStringLiteral("filtered"),
                            {QStringLiteral("search"), tr("No row has these words"),
                             tr("None of its columns has them."), tr("Clear the words")});
    } else {
        m_stack->showNotice(QStringLiteral("empty"),
                            {QStringLiteral("layout"),
                             tr("Nothing is drawn yet"),
                             tr("What is drawn stands here, too, a row each: for the keyboard, for screen "
                                "readers, and to sort."),
                             {}});
    }
}

/// By the keyboard at the row, else at the pointer; of a row that is not chosen the row first.
void ObjectTable::askForMenu(QPoint at)
{
    const auto row = m_view->indexAt(at);
    if (row.isValid() && !m_view->selectionModel()->isRowSelected(row.row(), {}))
        m_view->selectRow(row.row());
    emit menuRequested(m_view->viewport()->mapToGlobal(at));
}

void ObjectTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setShown(true);
    takeSelection();
    showState();
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
