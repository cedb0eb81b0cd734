// app/panels/reach_model.h: the reachability matrix as a table: a row a source, a column a destination.
#pragma once

#include "app/panels/reach_kinds.h"
#include "app/panels/reach_query.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace podloom::app {

/// Shows a ReachAnswer without copying it; filters choose rows and columns. Cells are looked up when asked
/// for, so that the cost is that of the cells on the screen.
class ReachModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        VerdictRole = Qt::UserRole, ///< of a cell: a Verdict
        ChangeRole,                 ///< of a cell: a ReachAnswer::Change, as a number
        IsSampledRole,              ///< of a cell: it speaks for pairs that were not looked at
        NameRole,                   ///< of a header: the whole name of the end
        GroupRole,                  ///< of a header: what stands before the slash, the namespace
        IsFirstOfGroupRole,         ///< of a header
    };
    enum Verdict {
        Allowed,
        Denied,
        Self,
        NoWay,  ///< policies allow it, but no route leads there and back
        Partly, ///< of a row or column of several pods: some connect
    };
    /// What a row and a column stands for.
    enum class Grouping {
        Pods,
        Labels, ///< the pods of a namespace that have the same labels
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null empties the table.
    void setAnswer(ReachAnswerPointer answer);
    const ReachAnswerPointer &answer() const { return m_answer; }
    /// Only sources and destinations whose names or labels hold every word of the text; letters' case does
    /// not count. Words with "=" are about labels.
    void setFilters(const QString &from, const QString &to);
    void setGrouping(Grouping grouping);
    Grouping grouping() const { return m_grouping; }

    /// "shop/cart-0", or "shop/cart" of all pods that are known as that.
    QString fromName(int row) const { return nameOf(m_rows, row); }
    QString toName(int column) const { return nameOf(m_columns, column); }
    /// Where the end of that name is, alone or among others; -1 where it is not shown.
    int rowOf(std::string_view end) const { return sectionOf(m_rows, end); }
    int columnOf(std::string_view end) const { return sectionOf(m_columns, end); }
    /// The names of the two ends that speak for a cell: of several pods the first that do not connect, if
    /// any.
    std::pair<QString, QString> endsAt(int row, int column) const;
    Verdict verdict(int row, int column) const;
    ReachAnswer::Change change(int row, int column) const;
    /// Cells that are shown, by what they show, without those of a pod to itself.
    struct Count {
        std::size_t allowed = 0; ///< by policies, and routes lead there and back
        std::size_t noWay = 0;   ///< allowed by policies alone
        std::size_t partly = 0;  ///< of rows and columns of several pods
        std::size_t all = 0;
        std::size_t gained = 0;
        std::size_t lost = 0;
    };
    static constexpr std::size_t kCountedCells = 1'500'000;
    /// Of pods that are shown: a cell of several is worth as many as it is made of.
    std::size_t pairs() const;
    /// Counts the cells on any thread: it owns what it reads. O(pairs).
    std::function<Count()> counting() const;
    /// The same at once; nothing for more than kCountedCells pairs.
    std::optional<Count> count() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Ends = std::vector<std::uint32_t>;
    Ends matching(const QString &filter) const;
    QStringList wordsOf(std::uint32_t section) const;
    void group();
    void choose();
    QString nameOf(const Ends &sections, int at) const;
    QString groupOf(const Ends &sections, int at) const;
    int sectionOf(const Ends &sections, std::string_view end) const;
    const ReachCell &cellOf(int row, int column) const;
    QString pairsText(int row, int column) const;
    std::size_t mostMembers() const;

    ReachAnswerPointer m_answer;
    Grouping m_grouping = Grouping::Pods;
    std::vector<ReachKind> m_kinds; ///< none while each pod has a row of its own
    mutable std::unordered_map<std::uint64_t, ReachCell> m_cells; ///< between kinds, as far as asked for
    QString m_fromFilter;
    QString m_toFilter;
    Ends m_rows; ///< ends of the relation, or of m_kinds
    Ends m_columns;
};

} // namespace podloom::app
