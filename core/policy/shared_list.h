// core/policy/shared_list.h: a list whose copies share their items until one of them changes some.
#pragma once

#include "core/base/sole.h"

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace podloom::policy {

/// Reads as a std::vector of constant items. Copies cost nothing; edit() copies the list and the one item
/// where others have them too. Each copy belongs to one thread, as with a std::vector.
template <class Item>
class SharedList {
public:
    class Iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = const Item *;
        using reference = const Item &;

        Iterator() = default;
        explicit Iterator(const std::shared_ptr<Item> *at) : m_at(at) {}
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        reference operator[](difference_type steps) const { return *m_at[steps]; }
        Iterator &operator++() { return *this += 1; }
        Iterator operator++(int) { return Iterator(m_at++); }
        Iterator &operator--() { return *this -= 1; }
        Iterator operator--(int) { return Iterator(m_at--); }
        Iterator &operator+=(difference_type steps)
        {
            m_at += steps;
            return *this;
        }
        Iterator &operator-=(difference_type steps) { return *this += -steps; }
        friend Iterator operator+(Iterator at, difference_type steps) { return at += steps; }
        friend Iterator operator+(difference_type steps, Iterator at) { return at += steps; }
        friend Iterator operator-(Iterator at, difference_type steps) { return at -= steps; }
        friend difference_type operator-(Iterator a, Iterator b) { return a.m_at - b.m_at; }
        auto operator<=>(const Iterator &) const = default;

    private:
        const std::shared_ptr<Item> *m_at = nullptr;
    };
    using value_type = Item;
    using const_iterator = Iterator;
    using iterator = Iterator;

    SharedList() = default;
    SharedList(std::initializer_list<Item> items)
    {
        for (const auto &item : items)
            push_back(item);
    }

    Iterator begin() const { return Iterator(list().data()); }
    Iterator end() const { return Iterator(list().data() + list().size()); }
    bool empty() const { return list().empty(); }
    std::size_t size() const { return list().size(); }
    const Item &operator[](std::size_t index) const { return *(*m_items)[index]; }
    const Item &front() const { return *m_items->front(); }
    const Item &back() const { return *m_items->back(); }

    void reserve(std::size_t size) { own().reserve(size); }
    void push_back(Item item) { own().push_back(std::make_shared<Item>(std::move(item))); }
    /// Adds an item that `other` has too.
    void share(const SharedList &other, std::size_t index) { own().push_back((*other.m_items)[index]); }
    /// To change it here and in no copy.
    Item &edit(std::size_t index)
    {
        auto &item = own()[index];
        if (!isSole(item))
            item = std::make_shared<Item>(*item);
        return *item;
    }

private:
    using List = std::vector<std::shared_ptr<Item>>;

    const List &list() const
    {
        static const List kNone;
        return m_items ? *m_items : kNone;
    }

    List &own()
    {
        if (!m_items)
            m_items = std::make_shared<List>();
        else if (!isSole(m_items))
            m_items = std::make_shared<List>(*m_items);
        return *m_items;
    }

    std::shared_ptr<List> m_items{}; ///< null for none; never changed while other lists have it too
};

} // namespace podloom::policy
