#include "app/panels/reach_model.h"

#include "app/panels/traffic.h"

#include <algorithm>
#include <cmath>

namespace podloom::app {

namespace {

QString shortOf(const QString &name)
{
    return name.mid(name.lastIndexOf(QLatin1Char('/')) + 1);
}

} // namespace

void ReachModel::setAnswer(ReachAnswerPointer answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    group();
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

void ReachModel::setGrouping(Grouping grouping)
{
    if (grouping == m_grouping)
        return;
    beginResetModel();
    m_grouping = grouping;
    group();
    endResetModel();
}

void ReachModel::group()
{
    const bool isGrouped = m_grouping == Grouping::Labels && m_answer;
    m_kinds = isGrouped ? reachKinds(*m_answer) : std::vector<ReachKind>();
    m_cells.clear();
    choose();
}

void ReachModel::choose()
{
    const auto most = mostMembers();
    m_rows = matching(m_fromFilter);
    m_columns = matching(m_toFilter);
    if (mostMembers() != most)
        m_cells.clear();
}

ReachModel::Ends ReachModel::matching(const QString &filter) const
{
    Ends out;
    if (!m_answer)
        return out;
    const auto words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto count = m_grouping == Grouping::Labels ? m_kinds.size() : m_answer->relation.ends().size();
    for (std::uint32_t section = 0; section < count; ++section) {
        const auto texts = words.isEmpty() ? QStringList() : wordsOf(section);
        const bool hasAll = std::all_of(words.begin(), words.end(), [&](const QString &word) {
            const bool isLabel = word.contains(QLatin1Char('='));
            return std::any_of(texts.begin(), texts.end(), [&](const QString &text) {
                return text.contains(QLatin1Char('=')) == isLabel && text.contains(word, Qt::CaseInsensitive);
            });
        });
        if (hasAll)
            out.push_back(section);
    }
    return out;
}

/// The names of the pods of a row or column, and their labels.
QStringList ReachModel::wordsOf(std::uint32_t section) const
{
    const auto isGrouped = m_grouping == Grouping::Labels;
    QStringList out;
    for (const auto end : isGrouped ? m_kinds[section].members : Ends{section})
        out << QString::fromStdString(m_answer->relation.ends()[end].name);
    for (const auto &label : labelsOfEnd(*m_answer, isGrouped ? m_kinds[section].members.front() : section))
        out << label;
    return out;
}

QString ReachModel::nameOf(const Ends &sections, int at) const
{
    const auto section = sections[static_cast<std::size_t>(at)];
    if (m_grouping == Grouping::Labels)
        return m_kinds[section].group + QLatin1Char('/') + m_kinds[section].name;
    return QString::fromStdString(m_answer->relation.ends()[section].name);
}

/// "shop/web-0" is of the group "shop", "prod:shop/web-0" of "prod:shop".
QString ReachModel::groupOf(const Ends &sections, int at) const
{
    if (m_grouping == Grouping::Labels)
        return m_kinds[sections[static_cast<std::size_t>(at)]].group;
    const auto name = nameOf(sections, at);
    return name.left(name.lastIndexOf(QLatin1Char('/')));
}

int ReachModel::sectionOf(const Ends &sections, std::string_view end) const
{
    const auto isIt = [&](std::uint32_t each) { return m_answer->relation.ends()[each].name == end; };
    const auto found = std::find_if(sections.begin(), sections.end(), [&](std::uint32_t section) {
        if (m_grouping == Grouping::Pods)
            return isIt(section);
        const auto &members = m_kinds[section].members;
        return std::any_of(members.begin(), members.end(), isIt);
    });
    return found == sections.end() ? -1 : static_cast<int>(found - sections.begin());
}

const ReachCell &ReachModel::cellOf(int row, int column) const
{
    const auto from = m_rows[static_cast<std::size_t>(row)];
    const auto to = m_columns[static_cast<std::size_t>(column)];
    const auto [at, isNew] = m_cells.try_emplace((std::uint64_t{from} << 32U) | to);
    if (isNew)
        at->second = reachCell(*m_answer, m_kinds[from], m_kinds[to], mostMembers());
    return at->second;
}

/// So many of a kind are asked that a screen of cells costs a moment: all of them, but for large kinds.
std::size_t ReachModel::mostMembers() const
{
    constexpr double kPairsInSight = 3'000'000;
    constexpr std::size_t kCellsInSight = 8'000; // the smallest ones, on a wide screen
    const auto cells = std::clamp<std::size_t>(m_rows.size() * m_columns.size(), 1, kCellsInSight);
    return static_cast<std::size_t>(std::sqrt(kPairsInSight / static_cast<double>(cells)));
}

std::pair<QString, QString> ReachModel::endsAt(int row, int column) const
{
    if (m_grouping == Grouping::Pods)
        return {fromName(row), toName(column)};
    const auto &cell = cellOf(row, column);
    const auto &ends = m_answer->relation.ends();
    const auto only = m_kinds[m_rows[static_cast<std::size_t>(row)]].members.front();
    return {QString::fromStdString(ends[cell.pairs > 0 ? cell.from : only].name),
            QString::fromStdString(ends[cell.pairs > 0 ? cell.to : only].name)};
}

ReachModel::Verdict ReachModel::verdict(int row, int column) const
{
    if (m_grouping == Grouping::Labels) {
        const auto &cell = cellOf(row, column);
        return cell.pairs == 0                      ? Self
             : cell.allowed == cell.pairs           ? Allowed
             : cell.noWay == cell.pairs             ? NoWay
             : cell.allowed == 0 && cell.noWay == 0 ? Denied
                                                    : Partly;
    }
    const auto from = m_rows[static_cast<std::size_t>(row)];
    const auto to = m_columns[static_cast<std::size_t>(column)];
    if (from == to)
        return Self;
    if (!m_answer->relation.allowed(from, to))
        return Denied;
    return m_answer->hasWay(from, to) ? Allowed : NoWay;
}

ReachAnswer::Change ReachModel::change(int row, int column) const
{
    if (m_grouping == Grouping::Pods)
        return m_answer->change(m_rows[static_cast<std::size_t>(row)],
                                m_columns[static_cast<std::size_t>(column)]);
    // What was lost is what somebody has to see.
    const auto &cell = cellOf(row, column);
    return cell.lost > 0   ? ReachAnswer::Change::Lost
         : cell.gained > 0 ? ReachAnswer::Change::Gained
                           : ReachAnswer::Change::None;
}

std::size_t ReachModel::pairs() const
{
    const auto endsOf = [&](const Ends &sections) {
        std::size_t out = 0;
        for (const auto section : sections)
            out += m_grouping == Grouping::Labels ? m_kinds[section].members.size() : 1;
        return out;
    };
    return endsOf(m_rows) * endsOf(m_columns);
}

std::function<ReachModel::Count()> ReachModel::counting() const
{
    return [answer = m_answer, grouping = m_grouping, kinds = m_kinds, rows = m_rows, columns = m_columns] {
        ReachModel shown; // which belongs to the thread that counts
        shown.m_answer = answer;
        shown.m_grouping = grouping;
        shown.m_kinds = kinds;
        shown.m_rows = rows;
        shown.m_columns = columns;
        return shown.count().value_or(Count());
    };
}

std::optional<ReachModel::Count> ReachModel::count() const
{
    if (pairs() > kCountedCells)
        return std::nullopt;
    Count out;
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            const auto here = verdict(row, column);
            if (here == Self)
                continue;
            ++out.all;
            out.allowed += here == Allowed ? 1U : 0U;
            out.noWay += here == NoWay ? 1U : 0U;
            out.partly += here == Partly ? 1U : 0U;
            const auto changed = change(row, column);
            out.gained += changed == ReachAnswer::Change::Gained ? 1U : 0U;
            out.lost += changed == ReachAnswer::Change::Lost ? 1U : 0U;
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
    if (role == IsSampledRole)
        return m_grouping == Grouping::Labels && cellOf(index.row(), index.column()).isSampled;
    if (role == Qt::DisplayRole && changed != ReachAnswer::Change::None)
        return changed == ReachAnswer::Change::Gained ? QStringLiteral("▲") : QStringLiteral("▼");
    if (role == Qt::DisplayRole) // the sign that is also painted
        return here == Allowed ? QStringLiteral("+")
             : here == Denied  ? QStringLiteral("–")
             : here == NoWay   ? QStringLiteral("!")
             : here == Partly  ? QStringLiteral("±")
                               : QString();
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    const auto row = index.row();
    const auto column = index.column();
    const auto from = fromName(row);
    const auto to = toName(column);
    if (here == Self)
        return tr("%1: a pod always reaches itself").arg(from);
    const auto traffic = QString::fromStdString(titleOf(m_answer->traffic));
    const auto words =
        (here == Allowed  ? tr("%1 → %2, %3: allowed")
         : here == NoWay  ? tr("%1 → %2, %3: allowed, but no route leads there and back (see Trace)")
         : here == Partly ? tr("%1 → %2, %3: allowed in part")
                          : tr("%1 → %2, %3: denied"))
            .arg(from, to, traffic)
        + pairsText(row, column);
    if (changed == ReachAnswer::Change::None)
        return words;
    const bool isGain = changed == ReachAnswer::Change::Gained;
    if (m_answer->other->base == ReachBase::Staged)
        return words
             + (isGain ? tr(" · staged policies would allow it") : tr(" · staged policies would deny it"));
    return words
         + (isGain ? tr(" · gained since the design was saved") : tr(" · lost since the design was saved"));
}

/// Of how many pods a cell speaks.
QString ReachModel::pairsText(int row, int column) const
{
    if (m_grouping == Grouping::Pods)
        return {};
    const auto &cell = cellOf(row, column);
    if (cell.isSampled)
        return tr(" · %L1 of %L2 pairs of pods that were tried connect").arg(cell.allowed).arg(cell.pairs);
    return cell.pairs <= 1 ? QString()
                           : tr(" · %L1 of %L2 pairs of pods connect").arg(cell.allowed).arg(cell.pairs);
}

QVariant ReachModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isRow = orientation == Qt::Vertical;
    if (!m_answer || section < 0 || section >= (isRow ? rowCount() : columnCount()))
        return {};
    const auto &sections = isRow ? m_rows : m_columns;
    const auto *kind =
        m_grouping == Grouping::Labels ? &m_kinds[sections[static_cast<std::size_t>(section)]] : nullptr;
    switch (role) {
    case Qt::DisplayRole:
        if (kind && kind->members.size() > 1)
            return kind->name + QStringLiteral(" ×%1").arg(kind->members.size());
        return kind ? kind->name : shortOf(nameOf(sections, section));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        if (kind)
            return kind->members.size() == 1
                     ? tr("%1: 1 pod").arg(kind->group + QLatin1Char('/') + kind->labels)
                     : tr("%1: %2 pods")
                           .arg(kind->group + QLatin1Char('/') + kind->labels)
                           .arg(kind->members.size());
        return nameOf(sections, section);
    case NameRole: return nameOf(sections, section);
    case GroupRole: return groupOf(sections, section);
    case IsFirstOfGroupRole:
        return section == 0 || groupOf(sections, section - 1) != groupOf(sections, section);
    default: return {};
    }
}

} // namespace podloom::app
