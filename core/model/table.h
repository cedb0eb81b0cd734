// core/model/table.h: all objects of one kind, sorted by identity and shared between snapshots of a design.
#pragma once

#include "core/base/sole.h"
#include "core/model/object.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <string_view>
#include <vector>

namespace podloom {

/// A sorted list of immutable objects that have `meta.id`. Copies of a table share one list until one of them
/// changes, and then still the objects: the next snapshot of a design has all in common with this one that an
/// edit did not touch. find: O(log n); put, erase: O(n) moves of pointers.
template <class Object>
class Table {
public:
    using Pointer = std::shared_ptr<const Object>;

    /// Walks the objects in the order of their identities.
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Object;
        using difference_type = std::ptrdiff_t;
        using pointer = const Object *;
        using reference = const Object &;

        Iterator() = default;
        explicit Iterator(const Pointer *at) : m_at(at) {}
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        Iterator operator++(int) { return Iterator(m_at++); }
        bool operator==(const Iterator &) const = default;

    private:
        const Pointer *m_at = nullptr;
    };

    Iterator begin() const { return Iterator(list().data()); }
    Iterator end() const { return Iterator(list().data() + list().size()); }
    bool empty() const { return list().empty(); }
    std::size_t size() const { return list().size(); }
    const Object &operator[](std::size_t index) const { return *(*m_objects)[index]; }
    const Pointer &pointer(std::size_t index) const { return (*m_objects)[index]; }

    /// The clusters that objects belong to, ascending. O(log n) for each: they come first in every identity.
    std::vector<std::string_view> clusters() const
    {
        std::vector<std::string_view> out;
        for (auto at = list().begin(); at != list().end();) {
            const std::string_view cluster = (*at)->meta.id.cluster;
            out.push_back(cluster);
            at = std::upper_bound(at, list().end(), cluster,
                                  [](std::string_view wanted, const Pointer &object) {
                                      return wanted < object->meta.id.cluster;
                                  });
        }
        return out;
    }

    /// The object with this identity, or null.
    const Object *find(const ObjectId &id) const
    {
        const auto at = lowerBound(list(), id);
        return at != list().end() && (*at)->meta.id == id ? at->get() : nullptr;
    }
    bool contains(const ObjectId &id) const { return find(id) != nullptr; }
    /// The same for who needs it longer than the table.
    Pointer share(const ObjectId &id) const
    {
        const auto at = lowerBound(list(), id);
        return at != list().end() && (*at)->meta.id == id ? *at : nullptr;
    }

    /// Adds or replaces. Returns whether one of that identity was there.
    bool put(Object object) { return put(std::make_shared<const Object>(std::move(object))); }
    bool put(Pointer object)
    {
        auto &objects = own();
        const auto at = lowerBound(objects, object->meta.id);
        if (at != objects.end() && (*at)->meta.id == object->meta.id) {
            *at = std::move(object);
            return true;
        }
        objects.insert(at, std::move(object));
        return false;
    }

    /// Returns whether it was there.
    bool erase(const ObjectId &id)
    {
        if (!contains(id))
            return false;
        auto &objects = own();
        objects.erase(lowerBound(objects, id));
        return true;
    }

    /// A table of `objects` in any order; of equal identities the first stays. O(n log n); O(n) when they are
    /// in order.
    static Table fromUnsorted(std::vector<Pointer> objects)
    {
        const auto isBefore = [](const Pointer &a, const Pointer &b) { return a->meta.id < b->meta.id; };
        const auto isNotBefore = [&](const Pointer &a, const Pointer &b) { return !isBefore(a, b); };
        if (std::adjacent_find(objects.begin(), objects.end(), isNotBefore) != objects.end()) {
            std::stable_sort(objects.begin(), objects.end(), isBefore);
            // In order, those that do not stand before the next one are equal to it.
            objects.erase(std::unique(objects.begin(), objects.end(), isNotBefore), objects.end());
        }
        return fromSorted(std::move(objects));
    }
    /// The same for objects that are in the order of their identities, each once. O(1).
    static Table fromSorted(std::vector<Pointer> objects)
    {
        assert(
            std::adjacent_find(objects.begin(), objects.end(),
                               [](const Pointer &a, const Pointer &b) { return !(a->meta.id < b->meta.id); })
            == objects.end());
        Table table;
        table.m_objects = std::make_shared<List>(std::move(objects));
        return table;
    }

private:
    using List = std::vector<Pointer>;

    const List &list() const
    {
        static const List kNone;
        return m_objects ? *m_objects : kNone;
    }

    /// A list that no other table has.
    List &own()
    {
        if (!m_objects)
            m_objects = std::make_shared<List>();
        else if (!isSole(m_objects))
            m_objects = std::make_shared<List>(*m_objects);
        return *m_objects;
    }

    static auto lowerBound(auto &objects, const ObjectId &id)
    {
        return std::lower_bound(
            objects.begin(), objects.end(), id,
            [](const Pointer &object, const ObjectId &wanted) { return object->meta.id < wanted; });
    }

    std::shared_ptr<List> m_objects{}; ///< null for none; never changed while other tables have it too
};

} // namespace podloom
