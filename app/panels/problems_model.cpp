#include "app/panels/problems_model.h"

#include "app/panels/fact_list.h"
#include "app/panels/words.h"

#include <algorithm>
#include <utility>

namespace podloom::app {

namespace {

QString nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return ProblemsModel::tr("Error");
    case Severity::Warning: return ProblemsModel::tr("Warning");
    default: return ProblemsModel::tr("Note");
    }
}

/// Square, triangle, ring: a shape besides the colour.
State stateOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return State::Down;
    case Severity::Warning: return State::Changing;
    default: return State::Unknown;
    }
}

} // namespace

void ProblemsModel::setAnalysis(AnalysisPointer analysis)
{
    beginResetModel();
    m_analysis = std::move(analysis);
    m_fixes.clear();
    m_memory = {};
    choose();
    endResetModel();
}

void ProblemsModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    choose();
    endResetModel();
}

void ProblemsModel::choose()
{
    m_rows.clear();
    m_counts = {};
    if (!m_analysis)
        return;
    const auto words = m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto &findings = m_analysis->findings;
    for (std::size_t at = 0; at < findings.size(); ++at) {
        ++m_counts[static_cast<std::size_t>(findings[at].severity)];
        if (!words.isEmpty()) {
            const auto text = sentence(findings[at].message) + QLatin1Char(' ') + placeOf(findings[at]);
            const bool hasAll = std::all_of(words.begin(), words.end(), [&](const QString &word) {
                return text.contains(word, Qt::CaseInsensitive);
            });
            if (!hasAll)
                continue;
        }
        m_rows.push_back(static_cast<std::uint32_t>(at));
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return findings[a].severity < findings[b].severity;
    });
}

QString ProblemsModel::placeOf(const Diagnostic &finding) const
{
    const auto rule = QString::fromStdString(finding.rule());
    const auto place = placeText(finding.at, m_analysis->snapshot->design().files);
    return place.isEmpty() ? rule : rule + QStringLiteral(" · ") + place;
}

const Diagnostic &ProblemsModel::finding(int row) const
{
    return m_analysis->findings[m_rows[static_cast<std::size_t>(row)]];
}

const std::vector<QuickFix> &ProblemsModel::fixes(int row) const
{
    const auto number = m_rows[static_cast<std::size_t>(row)];
    const auto [at, isNew] = m_fixes.try_emplace(number);
    if (isNew)
        at->second = quickFixes(*m_analysis->snapshot, m_analysis->findings[number], &m_memory);
    return at->second;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &here = finding(index.row());
    switch (role) {
    case Qt::DisplayRole: return sentence(here.message);
    case SubRole: return placeOf(here);
    case MarkRole: return QVariant::fromValue(stateOf(here.severity));
    case LinkRole: {
        const auto &mending = fixes(index.row());
        return !mending.empty() ? mending.front().text : here.object ? titleOf(*here.object) : QString();
    }
    case IsActionRole: return !fixes(index.row()).empty();
    case Qt::AccessibleTextRole:
        return nameOf(here.severity) + QStringLiteral(": ") + sentence(here.message) + QStringLiteral(", ")
             + placeOf(here);
    default: return {};
    }
}

} // namespace podloom::app
