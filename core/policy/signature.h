// core/policy/signature.h: telling things apart by hashes of what they are in.
#pragma once

#include "core/net/prefix_set.h"
#include "core/policy/program.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace podloom::policy {

inline std::uint64_t mixed(std::uint64_t value)
{
    // splitmix64
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
}

/// A sum (without order) of the things that an end is in.
struct Signature {
    std::uint64_t first = 0;
    std::uint64_t second = 0;

    void toggle(std::uint64_t thing)
    {
        first ^= mixed(thing);
        second ^= mixed(~thing * 0x2545F4914F6CDD1DULL);
    }
    void toggle(const Signature &other)
    {
        first ^= other.first;
        second ^= other.second;
    }
    bool operator==(const Signature &) const = default;
};

struct SignatureHash {
    std::size_t operator()(const Signature &signature) const noexcept
    {
        return static_cast<std::size_t>(signature.first);
    }
};

/// Gives every thing that can distinguish ends a number of its own.
class Things {
public:
    std::uint64_t next() { return m_next++; }

private:
    std::uint64_t m_next = 1;
};

/// Which of many address sets hold an address, as a signature: boundaries of all ranges in one sorted list.
class NetSignatures {
public:
    explicit NetSignatures(Family family) : m_family(family) {}

    void add(const PrefixSet &nets, std::uint64_t thing)
    {
        for (const auto &range : nets.ranges()) {
            if (range.first.family() != m_family)
                continue;
            m_events.push_back({range.first.bits(), thing});
            if (range.last != Prefix::all(m_family).last())
                m_events.push_back({range.last.bits() + Uint128{0, 1}, thing});
        }
    }

    void finish()
    {
        std::sort(m_events.begin(), m_events.end(),
                  [](const Event &a, const Event &b) { return a.at < b.at; });
        Signature current;
        for (const auto &event : m_events) {
            current.toggle(event.thing);
            if (!m_intervals.empty() && m_intervals.back().at == event.at)
                m_intervals.back().signature = current;
            else
                m_intervals.push_back({event.at, current});
        }
        m_events.clear();
    }

    struct Interval {
        Uint128 at; ///< from here to the next one
        Signature signature;
    };
    /// Where the signature may change, ascending; before the first it is that of nothing.
    const std::vector<Interval> &intervals() const { return m_intervals; }

    Signature of(IpAddress address) const
    {
        const auto next =
            std::upper_bound(m_intervals.begin(), m_intervals.end(), address.bits(),
                             [](Uint128 bits, const Interval &interval) { return bits < interval.at; });
        return next == m_intervals.begin() ? Signature{} : std::prev(next)->signature;
    }

private:
    struct Event {
        Uint128 at;
        std::uint64_t thing;
    };
    Family m_family;
    std::vector<Event> m_events{};
    std::vector<Interval> m_intervals{};
};

/// The networks in the sets and rules of a program, each set of them a thing of its own.
void addNetworks(const Program &program, Things &things, NetSignatures &into);

} // namespace podloom::policy
