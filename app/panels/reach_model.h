// app/panels/reach_model.h: the reachability matrix as a table: a row a source, a column a destination.
#pragma once

#include "app/panels/reach_query.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <optional>
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
        NameRole,                   ///< of a header: the whole name of the end
        GroupRole,                  ///< of a header: what stands before the slash, the namespace
        IsFirstOfGroupRole,         ///< of a header
    };
    enum Verdict {
        Allowed,
        Denied,
        Self,
        NoWay, ///< policies allow it, but no route leads there and back
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null empties the table.
    void setAnswer(ReachAnswerPointer answer);
    const ReachAnswerPointer &answer() const { return m_answer; }
    /// Only sources and destinations whose names hold every word of the text; letters' case does not count.
    void setFilters(const QString &from, const QString &to);

    /// The end of a row or column in the relation.
    std::size_t fromEnd(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    std::size_t toEnd(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    QString fromName(int row) const;
    QString toName(int column) const;
    Verdict verdict(int row, int column) const;
    ReachAnswer::Change change(int row, int column) const;
    /// Cells that are shown, by what they show, without those of a pod to itself.
    /// O(cells); nothing for more than kCountedCells, so that the window never waits for a number.
    struct Count {
        std::size_t allowed = 0; ///< by policies, and routes lead there and back
        std::size_t noWay = 0;   ///< allowed by policies alone
        std::size_t all = 0;
        std::size_t gained = 0;
        std::size_t lost = 0;
    };
    static constexpr std::size_t kCountedCells = 1'500'000;
    std::optional<Count> count() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Ends = std::vector<std::uint32_t>;
    Ends matching(const QString &filter) const;
    void choose();

    ReachAnswerPointer m_answer;
    QString m_fromFilter;
    QString m_toFilter;
    Ends m_rows;
    Ends m_columns;
};

} // namespace podloom::app
