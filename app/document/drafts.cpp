#include "app/document/drafts.h"

namespace podloom::app {

const Draft *Drafts::find(const TextKey &key) const
{
    const auto found = m_all.find(key);
    return found == m_all.end() ? nullptr : &found->second;
}

void Drafts::keep(const TextKey &key, Draft draft)
{
    if (draft.base == draft.text) {
        drop(key);
        return;
    }
    if (m_all.insert_or_assign(key, std::move(draft)).second)
        emit changed();
    emit edited();
}

void Drafts::drop(const TextKey &key)
{
    if (m_all.erase(key) == 0)
        return;
    emit changed();
    emit edited();
}

void Drafts::clear()
{
    if (m_all.empty())
        return;
    m_all.clear();
    emit changed();
    emit edited();
}

} // namespace podloom::app
