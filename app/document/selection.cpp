#include "app/document/selection.h"

namespace podloom::app {

void Selection::select(const ObjectId &id)
{
    set({id}, id);
}

void Selection::set(std::set<ObjectId> objects, std::optional<ObjectId> primary)
{
    if (!primary && !objects.empty())
        primary = *objects.begin();
    if (m_objects == objects && m_primary == primary)
        return;
    m_objects = std::move(objects);
    m_primary = std::move(primary);
    emit changed();
}

void Selection::toggle(const ObjectId &id)
{
    auto objects = m_objects;
    if (objects.erase(id) > 0) {
        set(std::move(objects));
        return;
    }
    objects.insert(id);
    set(std::move(objects), id);
}

void Selection::clear()
{
    set({});
}

void Selection::reveal(const ObjectId &id)
{
    select(id);
    emit revealRequested(id);
}

void Selection::ask(Question question)
{
    m_question = std::move(question);
    emit asked();
}

} // namespace podloom::app
