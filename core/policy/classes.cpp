#include "core/policy/classes.h"

#include "core/policy/signature.h"
#include "core/policy/wire.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace podloom::policy {

namespace {

/// By endpoint: chains, sets, and names of the two ports.
std::vector<Signature> endpointSignatures(const Program &program, Family family, const Traffic &traffic,
                                          Things &things)
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
            const bool isOther = member.address && member.address->family() != family;
            if (member.endpoint == kNone || isOther || member.protocol != traffic.protocol)
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
    const auto byEndpoint = endpointSignatures(program, family, traffic, things);
    NetSignatures byAddress(family);
    addNetworks(program, things, byAddress);
    byAddress.finish();
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
