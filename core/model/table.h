// core/model/table.h: all objects of one kind, sorted by identity and shared between snapshots of a design.
#pragma once

#include "core/model/object.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace podloom {

/// A sorted list of immutable objects that have `meta.id`. Copying a table copies pointers, so that the next
/// snapshot of a design shares all that an edit did not touch. find: O(log n); put, erase: O(n) moves of
/// pointers.
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

    Iterator begin() const { return Iterator(m_objects.data()); }
    Iterator end() const { return Iterator(m_objects.data() + m_objects.size()); }
    bool empty() const { return m_objects.empty(); }
    std::size_t size() const { return m_objects.size(); }
    const Object &operator[](std::size_t index) const { return *m_objects[index]; }
    const Pointer &pointer(std::size_t index) const { return m_objects[index]; }

    /// The object with this identity, or null.
    const Object *find(const ObjectId &id) const
    {
        const auto at = lowerBound(id);
        return at != m_objects.end() && (*at)->meta.id == id ? at->get() : nullptr;
    }
    bool contains(const ObjectId &id) const { return find(id) != nullptr; }
    /// The same for who needs it longer than the table.
    Pointer share(const ObjectId &id) const
    {
        const auto at = lowerBound(id);
        return at != m_objects.end() && (*at)->meta.id == id ? *at : nullptr;
    }

    /// Adds or replaces. Returns whether one of that identity was there.
    bool put(Object object) { return put(std::make_shared<const Object>(std::move(object))); }
    bool put(Pointer object)
    {
        const auto at = lowerBound(object->meta.id);
        if (at != m_objects.end() && (*at)->meta.id == object->meta.id) {
            *at = std::move(object);
            return true;
        }
        m_objects.insert(at, std::move(object));
        return false;
    }

    /// Returns whether it was there.
    bool erase(const ObjectId &id)
    {
        const auto at = lowerBound(id);
        if (at == m_objects.end() || (*at)->meta.id != id)
            return false;
        m_objects.erase(at);
        return true;
    }

    /// A table of `objects` in any order; of equal identities the first stays. O(n log n).
    static Table fromUnsorted(std::vector<Pointer> objects)
    {
        std::stable_sort(objects.begin(), objects.end(),
                         [](const Pointer &a, const Pointer &b) { return a->meta.id < b->meta.id; });
        const auto same = [](const Pointer &a, const Pointer &b) { return a->meta.id == b->meta.id; };
        objects.erase(std::unique(objects.begin(), objects.end(), same), objects.end());
        Table table;
        table.m_objects = std::move(objects);
        return table;
    }

private:
    auto lowerBound(const ObjectId &id)
    {
        return std::lower_bound(
            m_objects.begin(), m_objects.end(), id,
            [](const Pointer &object, const ObjectId &wanted) { return object->meta.id < wanted; });
    }
    auto lowerBound(const ObjectId &id) const
    {
        return std::lower_bound(
            m_objects.begin(), m_objects.end(), id,
            [](const Pointer &object, const ObjectId &wanted) { return object->meta.id < wanted; });
    }

    std::vector<Pointer> m_objects;
};

} // namespace podloom
