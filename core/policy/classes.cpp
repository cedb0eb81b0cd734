#include "core/policy/classes.h"

#include "core/policy/wire.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace podloom::policy {

namespace {

std::uint64_t mixed(std::uint64_t value)
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
    struct Interval {
        Uint128 at; ///< from here to the next one
        Signature signature;
    };
    Family m_family;
    std::vector<Event> m_events{};
    std::vector<Interval> m_intervals{};
};

NetSignatures netSignatures(const Program &program, Family family, Things &things)
{
    NetSignatures out(family);
    for (const auto &set : program.sets)
        out.add(set.nets, things.next());
    const auto addPeers = [&](const std::vector<Peer> &peers) {
        for (const auto &peer : peers) {
            if (peer.nets)
                out.add(*peer.nets, things.next());
            if (peer.notNets)
                out.add(*peer.notNets, things.next());
        }
    };
    for (const auto &policy : program.policies) {
        for (const auto &rules : policy.rules) {
            for (const auto &rule : rules) {
                addPeers(rule.sources);
                addPeers(rule.destinations);
            }
        }
    }
    out.finish();
    return out;
}

/// By endpoint: chains, sets, and names of the two ports.
std::vector<Signature> endpointSignatures(const Program &program, const Traffic &traffic, Things &things)
{
    std::vector<Signature> out(program.endpoints.size());
    const auto base = std::uint64_t{1} << 48U;
    for (EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
        for (const auto direction : kDirections) {
            const auto chain = program.endpoints[index].chain(direction);
            out[index].toggle(base + (std::uint64_t{chain} << 1U) + static_cast<std::uint64_t>(direction));
        }
    }
    for (const auto &set : program.sets) {
        const auto thing = things.next();
        for (const auto member : set.members)
            out[member].toggle(thing);
    }
    for (const auto &ports : program.portSets) {
        const auto asDestination = things.next();
        const auto asSource = things.next();
        for (const auto &member : ports.members) {
            if (member.endpoint == kNone || member.protocol != traffic.protocol)
                continue;
            if (member.port == traffic.port)
                out[member.endpoint].toggle(asDestination);
            if (member.port == traffic.sourcePort)
                out[member.endpoint].toggle(asSource);
        }
    }
    return out;
}

/// Addresses that stand in port sets by themselves (endpoint slices without pods) are each a class of their
/// own.
std::vector<IpAddress> lonelyAddresses(const Program &program)
{
    std::vector<IpAddress> out;
    for (const auto &ports : program.portSets) {
        for (const auto &member : ports.members) {
            if (member.endpoint == kNone && member.address)
                out.push_back(*member.address);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// The chains of the interface of each node, for ends that are the node itself.
std::vector<Signature> machineSignatures(const Program &program, bool isPod)
{
    std::vector<Signature> out(program.nodes.size());
    constexpr auto kBase = std::uint64_t{1} << 52U;
    for (std::uint32_t machine = 0; machine < program.nodes.size(); ++machine) {
        if (!isCrossingJudged(program, machine, isPod))
            continue;
        out[machine].toggle(kBase + (isPod ? 1 : 0));
        for (const auto stage : {Stage::Untracked, Stage::PreDnat, Stage::Forward, Stage::Normal}) {
            for (const auto direction : kDirections) {
                const auto chain = uplinkChain(program, machine, stage, direction);
                const auto place =
                    static_cast<std::uint64_t>(stage) * 2 + static_cast<std::uint64_t>(direction);
                if (chain != kNone)
                    out[machine].toggle(kBase + ((std::uint64_t{chain} + 1) << 4U) + place);
            }
        }
    }
    return out;
}

} // namespace

Classes classify(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                 const Traffic &traffic)
{
    Things things;
    const auto byEndpoint = endpointSignatures(program, traffic, things);
    const auto byAddress = netSignatures(program, family, things);
    const auto lonely = lonelyAddresses(program);
    const std::array byMachine{machineSignatures(program, false), machineSignatures(program, true)};

    Classes out;
    std::unordered_map<Signature, std::uint32_t, SignatureHash> known;
    for (std::uint32_t index = 0; index < ends.size(); ++index) {
        const auto &end = ends[index];
        if (!end.speaks(family)) {
            out.classOf.push_back(kNone);
            continue;
        }
        Signature signature;
        if (end.endpoint != kNone)
            signature = byEndpoint[end.endpoint];
        if (const auto machine = machineOf(program, end); machine != kNone)
            signature.toggle(byMachine[end.endpoint == kNone ? 0 : 1][machine]);
        if (const auto address = end.address(family)) {
            signature.toggle(byAddress.of(*address));
            if (std::binary_search(lonely.begin(), lonely.end(), *address))
                signature.toggle(mixed(address->bits().high) ^ address->bits().low);
        }
        const auto [at, isNew] = known.try_emplace(signature, static_cast<std::uint32_t>(out.size()));
        if (isNew)
            out.representative.push_back(index);
        out.classOf.push_back(at->second);
    }
    return out;
}

} // namespace podloom::policy
