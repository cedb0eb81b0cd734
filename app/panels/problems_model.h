// app/panels/problems_model.h: the findings about a design as rows of a FactList, the worst first.
#pragma once

#include "app/document/analysis.h"
#include "app/tools/quick_fix.h"

#include <QAbstractListModel>

#include <array>
#include <map>
#include <vector>

namespace podloom::app {

class ProblemsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setAnalysis(AnalysisPointer analysis);
    /// Only findings whose text, rule or file holds every word.
    void setFilter(const QString &text);
    /// How many of a severity there are, whatever the filter.
    std::size_t count(Severity severity) const { return m_counts[static_cast<std::size_t>(severity)]; }
    const Diagnostic &finding(int row) const;
    /// What mends it, the best first. Worked out when it is asked for the first time.
    const std::vector<QuickFix> &fixes(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void choose();
    QString placeOf(const Diagnostic &finding) const;

    AnalysisPointer m_analysis;
    QString m_filter;
    std::array<std::size_t, 3> m_counts{};
    std::vector<std::uint32_t> m_rows;                              ///< indexes into Analysis::findings
    mutable std::map<std::uint32_t, std::vector<QuickFix>> m_fixes; ///< by the same, as far as asked for
    mutable FixMemory m_memory;
};

} // namespace podloom::app
