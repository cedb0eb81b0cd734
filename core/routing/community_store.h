// core/routing/community_store.h: sets of communities, each kept once.
#pragma once

#include "core/model/bgp_community.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace podloom {

/// Private to this folder. Sets are called by a number; 0 is the empty one. Equal sets have equal numbers.
class CommunityStore {
public:
    using Id = std::uint32_t;
    using Set = std::vector<BgpCommunity>; ///< sorted

    CommunityStore() { m_sets.emplace_back(), m_ids.emplace(Set{}, 0); }

    const Set &at(Id id) const { return m_sets[id]; }
    bool contains(Id id, const BgpCommunity &community) const
    {
        return id != 0 && std::binary_search(m_sets[id].begin(), m_sets[id].end(), community);
    }
    Id with(Id id, const BgpCommunity &community)
    {
        if (contains(id, community))
            return id;
        auto set = m_sets[id];
        set.insert(std::upper_bound(set.begin(), set.end(), community), community);
        const auto [at, isNew] = m_ids.try_emplace(set, static_cast<Id>(m_sets.size()));
        if (isNew)
            m_sets.push_back(std::move(set));
        return at->second;
    }

private:
    std::vector<Set> m_sets;
    std::map<Set, Id> m_ids;
};

} // namespace podloom
