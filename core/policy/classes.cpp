#include "core/policy/classes.h"

#include "core/policy/signature.h"
#include "core/policy/wire.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

namespace podloom::policy {

namespace {

/// By endpoint: chains and sets.
std::vector<Signature> endpointSignatures(const Program &program, Things &things)
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
    return out;
}

/// Adds, by endpoint, the names of the two ports.
void addPorts(const Program &program, Family family, const Traffic &traffic, Things &things,
              std::vector<Signature> &into)
{
    for (const auto &ports : program.portSets) {
        const auto asDestination = things.next();
        const auto asSource = things.next();
        for (const auto &member : ports.members) {
            const bool isOther = member.address && member.address->family() != family;
            if (member.endpoint == kNone || isOther || member.protocol != traffic.protocol)
                continue;
            if (member.port == traffic.port)
                into[member.endpoint].toggle(asDestination);
            if (member.port == traffic.sourcePort)
                into[member.endpoint].toggle(asSource);
        }
    }
}

/// Adds, by endpoint, every named port that it has.
void addAllPorts(const Program &program, std::vector<Signature> &into)
{
    constexpr auto kBase = std::uint64_t{1} << 63U;
    for (std::uint64_t set = 0; set < program.portSets.size(); ++set) {
        for (const auto &member : program.portSets[set].members) {
            if (member.endpoint == kNone)
                continue;
            const std::uint64_t families = !member.address ? 0 : member.address->isV4() ? 1 : 2;
            into[member.endpoint].toggle(kBase | families << 60U | set << 24U
                                         | std::uint64_t{static_cast<std::uint8_t>(member.protocol)} << 16U
                                         | member.port);
        }
    }
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

/// What an end is in by its machine and its addresses.
class PlaceSignatures {
public:
    PlaceSignatures(const Program &program, std::vector<Family> families, Things &things)
        : m_program(program),
          m_lonely(lonelyAddresses(program)),
          m_byMachine{machineSignatures(program, false), machineSignatures(program, true)}
    {
        for (const auto family : families) {
            m_networks.emplace_back(family, NetSignatures(family));
            addNetworks(program, things, m_networks.back().second);
            m_networks.back().second.finish();
        }
    }

    void add(const FlowEnd &end, Signature &into) const
    {
        if (const auto machine = machineOf(m_program, end); machine != kNone)
            into.toggle(m_byMachine[end.endpoint == kNone ? 0 : 1][machine]);
        for (const auto &[family, networks] : m_networks) {
            const auto address = end.address(family);
            if (!address)
                continue;
            into.toggle(networks.of(*address));
            if (std::binary_search(m_lonely.begin(), m_lonely.end(), *address))
                into.toggle(mixed(address->bits().high) ^ address->bits().low);
        }
    }

private:
    const Program &m_program;
    std::vector<IpAddress> m_lonely;
    std::array<std::vector<Signature>, 2> m_byMachine;
    std::vector<std::pair<Family, NetSignatures>> m_networks{};
};

/// Ends of one signature are of one class; nothing = of none.
template <class SignatureOf>
Classes grouped(const std::vector<FlowEnd> &ends, SignatureOf signatureOf)
{
    Classes out;
    out.classOf.reserve(ends.size());
    std::unordered_map<Signature, std::uint32_t, SignatureHash> known;
    for (std::uint32_t index = 0; index < ends.size(); ++index) {
        const std::optional<Signature> signature = signatureOf(ends[index]);
        if (!signature) {
            out.classOf.push_back(kNone);
            continue;
        }
        const auto [at, isNew] = known.try_emplace(*signature, static_cast<std::uint32_t>(out.size()));
        if (isNew)
            out.representative.push_back(index);
        out.classOf.push_back(at->second);
    }
    return out;
}

} // namespace

Classes classify(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                 const Traffic &traffic)
{
    Things things;
    auto byEndpoint = endpointSignatures(program, things);
    addPorts(program, family, traffic, things, byEndpoint);
    const PlaceSignatures places(program, {family}, things);
    return grouped(ends, [&](const FlowEnd &end) -> std::optional<Signature> {
        if (!end.speaks(family))
            return std::nullopt;
        auto signature = end.endpoint == kNone ? Signature{} : byEndpoint[end.endpoint];
        places.add(end, signature);
        return signature;
    });
}

Classes classifyForAll(const Program &program, const std::vector<FlowEnd> &ends)
{
    constexpr auto kKind = std::uint64_t{1} << 53U;
    Things things;
    auto byEndpoint = endpointSignatures(program, things);
    addAllPorts(program, byEndpoint);
    const PlaceSignatures places(program, {Family::V4, Family::V6}, things);
    return grouped(ends, [&](const FlowEnd &end) -> std::optional<Signature> {
        auto signature = end.endpoint == kNone ? Signature{} : byEndpoint[end.endpoint];
        places.add(end, signature);
        const std::uint64_t kind = (end.endpoint != kNone ? 4U : 0U) + (end.speaks(Family::V4) ? 2U : 0U)
                                 + (end.speaks(Family::V6) ? 1U : 0U);
        signature.toggle(kKind + kind);
        return signature;
    });
}

} // namespace podloom::policy
