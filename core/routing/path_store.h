// core/routing/path_store.h: lists of numbers (AS paths, cluster lists), each kept once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

namespace podloom {

/// Private to this folder. Lists are called by a number; 0 is the empty list. Equal lists have equal numbers.
class PathStore {
public:
    using Id = std::uint32_t;

    PathStore() { m_lists.emplace_back(); }

    const std::vector<std::uint32_t> &at(Id id) const { return m_lists[id]; }
    std::size_t length(Id id) const { return m_lists[id].size(); }
    std::size_t count(Id id, std::uint32_t number) const
    {
        const auto &list = m_lists[id];
        return static_cast<std::size_t>(std::count(list.begin(), list.end(), number));
    }
    /// The list with `number` in front. O(1) the second time.
    Id prepend(Id id, std::uint32_t number)
    {
        const auto key = (std::uint64_t{id} << 32U) | number;
        const auto [at, isNew] = m_prepended.try_emplace(key, 0);
        if (isNew) {
            std::vector<std::uint32_t> list{number};
            list.insert(list.end(), m_lists[id].begin(), m_lists[id].end());
            at->second = static_cast<Id>(m_lists.size());
            m_lists.push_back(std::move(list));
        }
        return at->second;
    }

private:
    std::vector<std::vector<std::uint32_t>> m_lists;
    std::unordered_map<std::uint64_t, Id> m_prepended;
};

} // namespace podloom
