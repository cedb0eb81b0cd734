#include "core/policy/outside.h"

#include "core/base/text.h"
#include "core/policy/signature.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace podloom::policy {

namespace {

/// How many addresses at the ends of a range are tried before it counts as full of pods.
constexpr int kSamplesOfRange = 64;

/// Addresses that stand in pairs of address and port by themselves are each a class of their own.
void addPairAddresses(const Program &program, Things &things, NetSignatures &into)
{
    for (const auto &set : program.portSets) {
        for (const auto &member : set.members) {
            if (member.endpoint == kNone && member.address)
                into.add(PrefixSet({Prefix::host(*member.address)}), things.next());
        }
    }
}

std::vector<PrefixSet> partition(std::span<const Program *const> programs, Family family)
{
    Things things;
    NetSignatures networks(family);
    for (const auto *program : programs) {
        addNetworks(*program, things, networks);
        addPairAddresses(*program, things, networks);
    }
    networks.finish();
    std::unordered_map<Signature, std::size_t, SignatureHash> known;
    std::vector<PrefixSet> out;
    const auto all = Prefix::all(family);
    const auto add = [&](const Signature &signature, Uint128 first, Uint128 last) {
        const auto at = known.try_emplace(signature, out.size()).first->second;
        if (at == out.size())
            out.emplace_back();
        out[at].insert({IpAddress::from(family, first), IpAddress::from(family, last)});
    };
    auto begin = all.first().bits();
    Signature current;
    for (const auto &interval : networks.intervals()) {
        if (begin < interval.at)
            add(current, begin, interval.at - Uint128{0, 1});
        begin = interval.at;
        current = interval.signature;
    }
    add(current, begin, all.last().bits());
    return out;
}

class Taken {
public:
    explicit Taken(std::span<const Program *const> programs)
    {
        for (const auto *program : programs) {
            for (const auto &endpoint : program->endpoints)
                m_addresses.insert(endpoint.ips.begin(), endpoint.ips.end());
            for (const auto &node : program->nodes)
                m_addresses.insert(node.ips.begin(), node.ips.end());
        }
    }

    /// An address of the ranges that is nobody's, the lowest host address where possible.
    std::optional<IpAddress> sampleOf(const PrefixSet &ranges) const
    {
        for (const auto &range : ranges.ranges()) {
            auto bits = range.first.bits();
            for (int tries = 0; tries < kSamplesOfRange && bits <= range.last.bits(); ++tries) {
                const auto address = IpAddress::from(range.first.family(), bits);
                if (!m_addresses.contains(address))
                    return address;
                bits = bits + Uint128{0, 1};
            }
            if (!m_addresses.contains(range.last))
                return range.last;
        }
        return std::nullopt;
    }

private:
    std::set<IpAddress> m_addresses{};
};

FlowEnd endNamed(std::string name, IpAddress sample)
{
    return {.name = std::move(name), .addresses = {sample}, .isOutside = true};
}

} // namespace

std::vector<OutsideClass> outsideClasses(std::span<const Program *const> programs, Family family)
{
    const Taken taken(programs);
    std::vector<OutsideClass> out;
    for (auto &ranges : partition(programs, family)) {
        auto sample = taken.sampleOf(ranges);
        out.push_back({.ranges = std::move(ranges), .sample = sample});
    }
    std::sort(out.begin(), out.end(),
              [](const OutsideClass &a, const OutsideClass &b) { return a.ranges < b.ranges; });
    return out;
}

FlowEnd outsideEnd(const OutsideClass &outside)
{
    return endNamed("ip:" + outside.ranges.prefixes().front().toString(), *outside.sample);
}

Result<FlowEnd> outsideEnd(const Program &program, const Prefix &prefix)
{
    const std::array<const Program *, 1> programs{&program};
    const PrefixSet whole({prefix});
    std::vector<std::string> parts;
    std::optional<IpAddress> sample;
    for (const auto &each : outsideClasses(programs, prefix.family())) {
        const auto common = each.ranges.intersected(whole);
        if (common.isEmpty())
            continue;
        const auto own = Taken(programs).sampleOf(common);
        if (!own)
            continue;
        sample = own;
        for (const auto &part : common.prefixes())
            parts.push_back(part.toString());
    }
    if (!sample)
        return fail(Errc::InvalidArgument, "endpoint-inside",
                    "every address of %1 is a pod or a node: name those", {prefix.toString()});
    if (parts.size() > 1)
        return fail(Errc::InvalidArgument, "endpoint-mixed",
                    "policies tell some addresses of %1 apart: ask about %2 instead",
                    {prefix.toString(), join(parts, ", ")});
    return endNamed("ip:" + prefix.toString(), *sample);
}

std::string describe(const PrefixSet &ranges)
{
    std::vector<std::string> parts;
    for (const auto family : {Family::V4, Family::V6}) {
        const auto own = ranges.intersected(PrefixSet({Prefix::all(family)}));
        if (own.isEmpty())
            continue;
        // The smallest prefix around all of it, where what it leaves out is shorter to say.
        auto around = Prefix::host(own.ranges().front().first);
        while (!around.contains(own.ranges().back().last))
            around = Prefix::of(around.address(), around.length() - 1);
        const auto gaps = PrefixSet({around}).without(own).prefixes();
        const auto pieces = own.prefixes();
        const auto listed = [](const std::vector<Prefix> &prefixes) {
            std::vector<std::string> texts;
            for (const auto &each : prefixes)
                texts.push_back(each.toString());
            return join(texts, ", ");
        };
        if (gaps.size() >= pieces.size()) {
            parts.push_back(listed(pieces));
            continue;
        }
        auto text =
            around.length() == 0 && family == Family::V4 ? std::string("the internet") : around.toString();
        if (!gaps.empty())
            text += " except " + listed(gaps);
        parts.push_back(std::move(text));
    }
    return join(parts, "; ");
}

} // namespace podloom::policy
