// core/model/sameness.h: whether a table says the same as another one, wherever its objects stand.
#pragma once

#include "core/model/table.h"

namespace podloom {

/// Whether the objects differ at most in the place where they begin.
template <class Object>
bool isSameButPlace(const Object &a, const Object &b)
{
    if (a == b)
        return true;
    if (a.meta.at == b.meta.at)
        return false;
    auto moved = a;
    moved.meta.at = b.meta.at;
    return moved == b;
}

/// The same of whole tables, by `isSame`. Objects that both share cost nothing.
template <class Object, class IsSame>
bool areSame(const Table<Object> &a, const Table<Object> &b, IsSame isSame)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t index = 0; index < a.size(); ++index) {
        if (a.pointer(index) != b.pointer(index) && !isSame(a[index], b[index]))
            return false;
    }
    return true;
}

template <class Object>
bool areSameButPlaces(const Table<Object> &a, const Table<Object> &b)
{
    return areSame(a, b, isSameButPlace<Object>);
}

} // namespace podloom
