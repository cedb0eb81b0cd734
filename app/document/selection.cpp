#include "app/document/selection.h"

namespace podloom::app {

ObjectId chosenAs(ObjectId id)
{
    if (id.kind == "Node")
        id.group.clear();
    return id;
}

void Selection::select(const ObjectId &id)
{
    set({id}, id);
}

void Selection::set(std::set<ObjectId> objects, std::optional<ObjectId> primary)
{
    std::set<ObjectId> chosen;
    for (const auto &id : objects)
        chosen.insert(chosenAs(id));
    if (primary)
        primary = chosenAs(*std::move(primary));
    else if (!chosen.empty())
        primary = *chosen.begin();
    if (m_objects == chosen && m_primary == primary)
        return;
    m_objects = std::move(chosen);
    m_primary = std::move(primary);
    emit changed();
}

void Selection::toggle(const ObjectId &id)
{
    auto objects = m_objects;
    if (objects.erase(chosenAs(id)) > 0) {
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
    emit revealRequested(chosenAs(id));
}

void Selection::ask(Question question)
{
    m_question = std::move(question);
    emit asked();
}

} // namespace podloom::app
