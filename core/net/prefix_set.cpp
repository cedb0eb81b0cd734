#include "core/net/prefix_set.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr Uint128 kOne{0, 1};

bool isLastOfFamily(IpAddress address)
{
    return address == Prefix::all(address.family()).last();
}

/// Whether `next` begins directly behind `range` or inside it.
bool touches(const AddressRange &range, const AddressRange &next)
{
    if (range.first.family() != next.first.family())
        return false;
    return next.first <= range.last || (!isLastOfFamily(range.last) && next.first == range.last.plus(kOne));
}

/// Sorts and melts what overlaps or is adjacent.
std::vector<AddressRange> normalised(std::vector<AddressRange> ranges)
{
    std::sort(ranges.begin(), ranges.end());
    std::vector<AddressRange> out;
    for (const auto &range : ranges) {
        if (!out.empty() && touches(out.back(), range))
            out.back().last = std::max(out.back().last, range.last);
        else
            out.push_back(range);
    }
    return out;
}

/// The first range that ends at or behind `address`.
std::vector<AddressRange>::const_iterator firstEndingAt(const std::vector<AddressRange> &ranges,
                                                        IpAddress address)
{
    return std::lower_bound(ranges.begin(), ranges.end(), address,
                            [](const AddressRange &range, IpAddress at) { return range.last < at; });
}

/// The longest prefix that begins at `range.first` and stays inside.
Prefix largestPrefixAt(const AddressRange &range)
{
    const auto family = range.first.family();
    int length = bitsOf(family);
    while (length > 0) {
        const auto wider = Prefix::of(range.first, length - 1);
        if (wider.first() != range.first || wider.last() > range.last)
            break;
        --length;
    }
    return Prefix::of(range.first, length);
}

} // namespace

PrefixSet::PrefixSet(const std::vector<Prefix> &prefixes)
{
    m_ranges.reserve(prefixes.size());
    for (const auto &prefix : prefixes)
        m_ranges.push_back({prefix.first(), prefix.last()});
    m_ranges = normalised(std::move(m_ranges));
}

PrefixSet PrefixSet::everything()
{
    return PrefixSet({Prefix::all(Family::V4), Prefix::all(Family::V6)});
}

void PrefixSet::insert(AddressRange range)
{
    m_ranges.push_back(range);
    m_ranges = normalised(std::move(m_ranges));
}

void PrefixSet::remove(const Prefix &prefix)
{
    *this = without(PrefixSet({prefix}));
}

bool PrefixSet::contains(IpAddress address) const
{
    const auto found = firstEndingAt(m_ranges, address);
    return found != m_ranges.end() && found->first <= address;
}

bool PrefixSet::contains(const Prefix &prefix) const
{
    const auto found = firstEndingAt(m_ranges, prefix.first());
    return found != m_ranges.end() && found->first <= prefix.first() && prefix.last() <= found->last;
}

bool PrefixSet::overlaps(const Prefix &prefix) const
{
    const auto found = firstEndingAt(m_ranges, prefix.first());
    return found != m_ranges.end() && found->first <= prefix.last();
}

std::vector<Prefix> PrefixSet::prefixes() const
{
    std::vector<Prefix> out;
    for (auto rest : m_ranges) {
        for (;;) {
            out.push_back(largestPrefixAt(rest));
            if (out.back().last() == rest.last)
                break;
            rest.first = out.back().last().plus(kOne);
        }
    }
    return out;
}

PrefixSet PrefixSet::united(const PrefixSet &other) const
{
    PrefixSet out;
    out.m_ranges = m_ranges;
    out.m_ranges.insert(out.m_ranges.end(), other.m_ranges.begin(), other.m_ranges.end());
    out.m_ranges = normalised(std::move(out.m_ranges));
    return out;
}

PrefixSet PrefixSet::intersected(const PrefixSet &other) const
{
    PrefixSet out;
    auto left = m_ranges.begin();
    auto right = other.m_ranges.begin();
    while (left != m_ranges.end() && right != other.m_ranges.end()) {
        const auto first = std::max(left->first, right->first);
        const auto last = std::min(left->last, right->last);
        if (first <= last) // ranges of two families never overlap: IPv4 sorts before IPv6
            out.m_ranges.push_back({first, last});
        ++(left->last < right->last ? left : right);
    }
    return out;
}

PrefixSet PrefixSet::without(const PrefixSet &other) const
{
    PrefixSet out;
    auto cut = other.m_ranges.begin();
    for (auto rest : m_ranges) {
        while (cut != other.m_ranges.end() && cut->last < rest.first)
            ++cut;
        bool isGone = false;
        for (auto each = cut; each != other.m_ranges.end() && each->first <= rest.last; ++each) {
            if (rest.first < each->first)
                out.m_ranges.push_back({rest.first, each->first.plus(Uint128{} - kOne)});
            if (each->last >= rest.last) {
                isGone = true;
                break;
            }
            rest.first = each->last.plus(kOne);
        }
        if (!isGone)
            out.m_ranges.push_back(rest);
    }
    return out;
}

} // namespace podloom
