// The rows of the drawing as a table.
#include "app/canvas/topology.h"
#include "app/panels/object_table.h"
#include "app/theme/state_mark.h"
#include "core/model/rack.h"

#include <algorithm>
#include <map>

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

} // namespace podloom::app
