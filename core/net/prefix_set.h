// core/net/prefix_set.h: a set of addresses, kept as disjoint ranges of each family.
#pragma once

#include "core/net/prefix.h"

#include <vector>

namespace podloom {

/// Addresses first … last of one family, both included; first <= last.
struct AddressRange {
    IpAddress first;
    IpAddress last;
    auto operator<=>(const AddressRange &) const = default;
};

/// A set of IPv4 and IPv6 addresses. Two sets with the same addresses are equal. Ranges are sorted, disjoint
/// and not adjacent. insert, remove: O(n); contains: O(log n); set algebra: O(n + m).
class PrefixSet {
public:
    PrefixSet() = default;
    explicit PrefixSet(const std::vector<Prefix> &prefixes);
    /// Every address of both families.
    static PrefixSet everything();

    void insert(const Prefix &prefix) { insert({prefix.first(), prefix.last()}); }
    void insert(AddressRange range);
    void remove(const Prefix &prefix);

    bool isEmpty() const { return m_ranges.empty(); }
    bool contains(IpAddress address) const;
    bool contains(const Prefix &prefix) const;
    bool overlaps(const Prefix &prefix) const;
    const std::vector<AddressRange> &ranges() const { return m_ranges; }
    /// The fewest prefixes that cover exactly the set, ascending.
    std::vector<Prefix> prefixes() const;

    PrefixSet united(const PrefixSet &other) const;
    PrefixSet intersected(const PrefixSet &other) const;
    /// This set without the addresses of `other`.
    PrefixSet without(const PrefixSet &other) const;

    auto operator<=>(const PrefixSet &) const = default;

private:
    std::vector<AddressRange> m_ranges;
};

} // namespace podloom
