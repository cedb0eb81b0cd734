#include "app/panels/reach_model.h"

#include "app/panels/traffic.h"

#include <algorithm>

namespace podloom::app {

namespace {

/// "shop/web-0" is of the group "shop", "prod:shop/web-0" of "prod:shop".
QString groupOf(const QString &name)
{
    return name.left(name.lastIndexOf(QLatin1Char('/')));
}

QString shortOf(const QString &name)
{
    return name.mid(name.lastIndexOf(QLatin1Char('/')) + 1);
}

} // namespace

void ReachModel::setAnswer(ReachAnswerPointer answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    choose();
    endResetModel();
}

void ReachModel::setFilters(const QString &from, const QString &to)
{
    if (from == m_fromFilter && to == m_toFilter)
        return;
    beginResetModel();
    m_fromFilter = from;
    m_toFilter = to;
    choose();
    endResetModel();
}

void ReachModel::choose()
{
    m_rows = matching(m_fromFilter);
    m_columns = matching(m_toFilter);
}

ReachModel::Ends ReachModel::matching(const QString &filter) const
{
    Ends out;
    if (!m_answer)
        return out;
    const auto words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto &ends = m_answer->relation.ends();
    for (std::size_t end = 0; end < ends.size(); ++end) {
        const auto name = QString::fromStdString(ends[end].name);
        const bool hasAll = std::all_of(words.begin(), words.end(), [&](const QString &word) {
            return name.contains(word, Qt::CaseInsensitive);
        });
        if (hasAll)
            out.push_back(static_cast<std::uint32_t>(end));
    }
    return out;
}

QString ReachModel::fromName(int row) const
{
    return QString::fromStdString(m_answer->relation.ends()[fromEnd(row)].name);
}

QString ReachModel::toName(int column) const
{
    return QString::fromStdString(m_answer->relation.ends()[toEnd(column)].name);
}

ReachModel::Verdict ReachModel::verdict(int row, int column) const
{
    const auto from = fromEnd(row);
    const auto to = toEnd(column);
    if (from == to)
        return Self;
    if (!m_answer->relation.allowed(from, to))
        return Denied;
    return m_answer->hasWay(from, to) ? Allowed : NoWay;
}

ReachAnswer::Change ReachModel::change(int row, int column) const
{
    return m_answer->change(fromEnd(row), toEnd(column));
}

std::optional<ReachModel::Count> ReachModel::count() const
{
    if (m_rows.size() * m_columns.size() > kCountedCells)
        return std::nullopt;
    Count out;
    for (const auto from : m_rows) {
        for (const auto to : m_columns) {
            if (from == to)
                continue;
            ++out.all;
            if (m_answer->relation.allowed(from, to))
                ++(m_answer->hasWay(from, to) ? out.allowed : out.noWay);
            const auto change = m_answer->change(from, to);
            out.gained += change == ReachAnswer::Change::Gained ? 1U : 0U;
            out.lost += change == ReachAnswer::Change::Lost ? 1U : 0U;
        }
    }
    return out;
}

int ReachModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReachModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ReachModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_answer)
        return {};
    const auto here = verdict(index.row(), index.column());
    if (role == VerdictRole)
        return here;
    const auto changed = change(index.row(), index.column());
    if (role == ChangeRole)
        return static_cast<int>(changed);
    if (role == Qt::DisplayRole && changed != ReachAnswer::Change::None)
        return changed == ReachAnswer::Change::Gained ? QStringLiteral("▲") : QStringLiteral("▼");
    if (role == Qt::DisplayRole) // the sign that is also painted
        return here == Allowed ? QStringLiteral("+")
             : here == Denied  ? QStringLiteral("–")
             : here == NoWay   ? QStringLiteral("!")
                               : QString();
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    const auto from = fromName(index.row());
    const auto to = toName(index.column());
    if (here == Self)
        return tr("%1: a pod always reaches itself").arg(from);
    const auto traffic = QString::fromStdString(titleOf(m_answer->traffic));
    const auto words =
        (here == Allowed ? tr("%1 → %2, %3: allowed")
         : here == NoWay ? tr("%1 → %2, %3: allowed, but no route leads there and back (see Trace)")
                         : tr("%1 → %2, %3: denied"))
            .arg(from, to, traffic);
    if (changed == ReachAnswer::Change::None)
        return words;
    const bool isGain = changed == ReachAnswer::Change::Gained;
    if (m_answer->other->base == ReachBase::Staged)
        return words
             + (isGain ? tr(" · staged policies would allow it") : tr(" · staged policies would deny it"));
    return words
         + (isGain ? tr(" · gained since the design was saved") : tr(" · lost since the design was saved"));
}

QVariant ReachModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isRow = orientation == Qt::Vertical;
    if (!m_answer || section < 0 || section >= (isRow ? rowCount() : columnCount()))
        return {};
    const auto nameAt = [&](int at) { return isRow ? fromName(at) : toName(at); };
    switch (role) {
    case Qt::DisplayRole: return shortOf(nameAt(section));
    case NameRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return nameAt(section);
    case GroupRole: return groupOf(nameAt(section));
    case IsFirstOfGroupRole: return section == 0 || groupOf(nameAt(section - 1)) != groupOf(nameAt(section));
    default: return {};
    }
}

} // namespace podloom::app
