#include "app/panels/fact_model.h"

#include "app/panels/fact_list.h"
#include "app/theme/state_mark.h"

#include <utility>

namespace podloom::app {

void FactModel::setFacts(std::vector<Fact> facts)
{
    if (facts.size() != m_facts.size()) {
        beginResetModel();
        m_facts = std::move(facts);
        endResetModel();
        return;
    }
    for (std::size_t at = 0; at < facts.size(); ++at) {
        if (facts[at] == m_facts[at])
            continue;
        m_facts[at] = std::move(facts[at]);
        const auto changed = index(static_cast<int>(at));
        emit dataChanged(changed, changed);
    }
}

int FactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_facts.size());
}

Qt::ItemFlags FactModel::flags(const QModelIndex &index) const
{
    return index.isValid() && fact(index.row()).isHead ? Qt::ItemIsEnabled : QAbstractListModel::flags(index);
}

QVariant FactModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &here = fact(index.row());
    switch (role) {
    case Qt::DisplayRole: return here.text;
    case MarkRole: return here.mark ? QVariant::fromValue(*here.mark) : QVariant();
    case LeadRole: return here.lead;
    case SubRole: return here.sub;
    case LinkRole: return here.link;
    case NoteRole: return here.note;
    case IsWarningRole: return here.isWarning;
    case IsHeadRole: return here.isHead;
    case IsMonoRole: return here.isMono;
    case Qt::AccessibleTextRole: {
        auto out = here.mark ? stateName(*here.mark) + QStringLiteral(": ") + here.text : here.text;
        return here.sub.isEmpty() ? out : out + QStringLiteral(", ") + here.sub;
    }
    default: return {};
    }
}

} // namespace podloom::app
