#include "app/panels/lab_model.h"

#include "app/panels/fact_list.h"
#include "app/panels/lab_controller.h"
#include "app/panels/live_status.h"
#include "app/theme/state_mark.h"
#include "app/theme/theme.h"

#include <QPainter>

namespace podloom::app {

namespace {

QString countText(const LiveCount &count)
{
    return count.all == 0 ? QStringLiteral("–") : LabModel::tr("%1 of %2").arg(count.up).arg(count.all);
}

State stateOf(const LiveCount &count)
{
    return count.all == 0 ? State::Unknown : count.isWhole() ? State::Up : State::Changing;
}

QString progressText(const LabController::Progress &progress)
{
    if (progress.all == 0)
        return progress.text;
    if (progress.done == progress.all)
        return LabModel::tr("%1 of %2").arg(progress.done).arg(progress.all);
    return LabModel::tr("%1 of %2 · %3").arg(progress.done).arg(progress.all).arg(progress.text);
}

} // namespace

void LabModel::show(const LabPicture &picture, const LabController &controller)
{
    std::vector<Row> rows;
    for (const auto &[id, node] : picture.nodes) {
        const auto sessions = sessionCount(node);
        const auto pods = podCount(node);
        Row row{.id = id,
                .state = node.state,
                .agent = QString::fromStdString(node.text),
                .bgp = countText(sessions),
                .bgpState = stateOf(sessions),
                .pods = countText(pods),
                .podState = stateOf(pods)};
        const auto progress = controller.progress().find(id.name);
        if (progress != controller.progress().end()) {
            row.now = progressText(progress->second);
            row.nowState = progress->second.state;
            row.hasNow = true;
        }
        rows.push_back(std::move(row));
    }
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (rows[at] == m_rows[at])
            continue;
        m_rows[at] = std::move(rows[at]);
        emit dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(at), Columns - 1));
    }
}

int LabModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LabModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant LabModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &row = m_rows[static_cast<std::size_t>(index.row())];
    const auto cell = [&](const QString &text, std::optional<State> mark) -> QVariant {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return text;
        if (role == Qt::AccessibleTextRole)
            return mark ? stateName(*mark) + QStringLiteral(": ") + text : text;
        return role == MarkRole && mark ? QVariant::fromValue(*mark) : QVariant();
    };
    switch (index.column()) {
    case Node: return cell(QString::fromStdString(row.id.name), row.state);
    case Agent: return cell(row.agent, std::nullopt);
    case Bgp: return cell(row.bgp, row.bgpState);
    case Pods: return cell(row.pods, row.podState);
    default: return cell(row.now, row.hasNow ? std::optional(row.nowState) : std::nullopt);
    }
}

QVariant LabModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Node: return tr("Node");
    case Agent: return tr("Agent");
    case Bgp: return tr("BGP sessions");
    case Pods: return tr("Pods running");
    default: return tr("Deployment");
    }
}

void MarkedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors().accentWash);
    auto box = option.rect.adjusted(8, 0, -4, 0);
    if (const auto mark = index.data(MarkRole); mark.isValid()) {
        paintState(*painter, QPointF(box.left() + 5, box.center().y() + 0.5), 9, mark.value<State>());
        box.setLeft(box.left() + 18);
    }
    painter->setFont(font(index.column() == 0 ? TextRole::Strong : TextRole::Body));
    painter->setPen(colors().text);
    painter->drawText(
        box, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    painter->restore();
}

QSize MarkedDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {QFontMetrics(font(TextRole::Strong)).horizontalAdvance(index.data().toString()) + 44, 28};
}

} // namespace podloom::app
