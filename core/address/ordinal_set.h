// core/address/ordinal_set.h: a set of places within an address block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// The n-th address of a block: 0 … 4095, since a block is at most a /20 or a /116.
using Ordinal = std::uint32_t;
inline constexpr Ordinal kMaxBlockSize = 4096;

/// Ordinals as a bitmap; two sets with the same members are equal. Every call: O(kMaxBlockSize / 64).
class OrdinalSet {
public:
    OrdinalSet() = default;
    /// first … first + count - 1.
    static OrdinalSet range(Ordinal first, Ordinal count);
    /// "0-15,20", ascending; "" is the empty set. Nothing for any other text or for ordinals out of range.
    static std::optional<OrdinalSet> parse(std::string_view text);
    std::string toString() const;

    void insert(Ordinal ordinal);
    void remove(Ordinal ordinal);
    bool contains(Ordinal ordinal) const;
    bool isEmpty() const { return m_words.empty(); }
    std::size_t size() const;
    std::vector<Ordinal> members() const; ///< ascending

    OrdinalSet united(const OrdinalSet &other) const;
    OrdinalSet without(const OrdinalSet &other) const;
    /// The lowest `count` members, or all when there are fewer.
    OrdinalSet lowest(std::size_t count) const;
    /// The first member from `start` on, else the first of all; nothing when the set is empty.
    std::optional<Ordinal> nextFrom(Ordinal start) const;

    bool operator==(const OrdinalSet &) const = default;

private:
    void trim(); ///< no zero word at the end, so that equal sets compare equal

    std::vector<std::uint64_t> m_words;
};

} // namespace podloom
