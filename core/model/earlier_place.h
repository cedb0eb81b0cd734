// core/model/earlier_place.h: where the objects of a table stood in the same table of an earlier design.
#pragma once

#include "core/model/table.h"

#include <cstddef>
#include <optional>

namespace podloom {

/// Goes along the earlier table while somebody goes along the one of now, in the order of identities: O(both)
/// in all. Objects that both tables share are told by their address.
template <class Object>
class EarlierPlace {
public:
    using Pointer = typename Table<Object>::Pointer;

    explicit EarlierPlace(const Table<Object> &earlier) : EarlierPlace(earlier, 0, earlier.size()) {}
    /// Of the objects begin … end of `earlier` alone.
    EarlierPlace(const Table<Object> &earlier, std::size_t begin, std::size_t end)
        : m_earlier(earlier),
          m_at(begin),
          m_end(end)
    {}

    /// Where that very object stood, which comes after all that were asked for; nothing when it did not.
    std::optional<std::size_t> find(const Pointer &object)
    {
        while (m_at < m_end && m_earlier.pointer(m_at) != object && m_earlier[m_at].meta.id < object->meta.id)
            ++m_at;
        const bool isShared = m_at < m_end && m_earlier.pointer(m_at) == object;
        return isShared ? std::optional(m_at++) : std::nullopt;
    }
    /// Where another one of that name stood; after find().
    std::optional<std::size_t> findNamed(const Pointer &object) const
    {
        const bool isThere = m_at < m_end && m_earlier[m_at].meta.id == object->meta.id;
        return isThere ? std::optional(m_at) : std::nullopt;
    }
    /// Goes on from there: somebody knows that nothing before it is asked for.
    void goTo(std::size_t place) { m_at = place; }

private:
    const Table<Object> &m_earlier;
    std::size_t m_at;
    std::size_t m_end;
};

} // namespace podloom
