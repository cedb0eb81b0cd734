// A pool of a lab becomes several smaller ones.
#include "core/lab/lab_addresses.h"

#include "core/net/prefix.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace podloom {

namespace {

constexpr int kMaxParts = 256;

/// The manifest of one part of a pool; what only belongs to the object that was is left out.
Json partOf(const Json &pool, const Prefix &cidr, int number)
{
    auto part = pool;
    auto metadata = pool["metadata"];
    for (const auto *key : {"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"})
        metadata.remove(key);
    metadata.set("name", pool["metadata"]["name"].asString() + '-' + std::to_string(number));
    auto spec = pool["spec"];
    spec.set("cidr", cidr.toString());
    part.set("metadata", std::move(metadata));
    part.set("spec", std::move(spec));
    return part;
}

Result<std::vector<Json>> partsOf(const Json &pool, int parts)
{
    const auto cidr = Prefix::parse(pool["spec"]["cidr"].asString());
    if (!cidr)
        return Failure{cidr.error()};
    const auto usual = cidr->family() == Family::V4 ? 26 : 122;
    const auto blockSize = pool["spec"]["blockSize"].asInt(usual);
    const bool isPossible =
        parts >= 2 && parts <= kMaxParts && std::has_single_bit(static_cast<unsigned>(parts));
    const int length = cidr->length() + (isPossible ? std::countr_zero(static_cast<unsigned>(parts)) : 0);
    if (!isPossible || length > blockSize)
        return fail(
            Errc::InvalidArgument, "split-parts",
            "%1 cannot be split into %2 pools: it takes 2, 4, 8 … (at most %3) that hold a block of /%4",
            {cidr->toString(), std::to_string(parts), std::to_string(kMaxParts), std::to_string(blockSize)});
    std::vector<Json> out;
    for (int i = 0; i < parts; ++i) {
        const auto offset = Uint128{0, static_cast<std::uint64_t>(i)} << (bitsOf(cidr->family()) - length);
        out.push_back(partOf(pool, Prefix::of(cidr->address().plus(offset), length), i + 1));
    }
    return out;
}

Json answerOf(const std::vector<Json> &parts, const std::string &name)
{
    return Json::object({{"pools", Json(Json::Array(parts.begin(), parts.end()))}, {"removed", name}});
}

/// The answer to an earlier split of this kind, of which perhaps nobody heard: exactly these parts are there,
/// alike and side by side, and the pool is not.
std::optional<Json> splitBefore(const Json::Array &objects, const std::string &name, int parts)
{
    const auto part = [&](int number) {
        return std::find_if(objects.begin(), objects.end(),
                            [wanted = name + '-' + std::to_string(number)](const Json &object) {
                                return object["metadata"]["name"].asString() == wanted;
                            });
    };
    if (parts < 2 || part(parts + 1) != objects.end())
        return std::nullopt;
    std::vector<Json> found;
    std::vector<Prefix> cidrs;
    for (int number = 1; number <= parts; ++number) {
        const auto at = part(number);
        if (at == objects.end())
            return std::nullopt;
        const auto cidr = Prefix::parse((*at)["spec"]["cidr"].asString());
        if (!cidr)
            return std::nullopt;
        cidrs.push_back(*cidr);
        found.push_back(*at);
    }
    const auto length = cidrs.front().length() - std::countr_zero(static_cast<unsigned>(parts));
    auto next = cidrs.front().address();
    if (length < 0 || Prefix::of(next, length).address() != next)
        return std::nullopt;
    for (const auto &cidr : cidrs) {
        if (cidr.address() != next || cidr.length() != cidrs.front().length())
            return std::nullopt;
        next = next.plus(cidr.size());
    }
    return answerOf(found, name);
}

} // namespace

Result<Json> splitLabPool(const LabFolder &folder, const std::string &name, int parts,
                          const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    std::optional<Error> silent;
    std::optional<Json> before;
    for (const auto &member : inventory->members) {
        NodeLink link(folder, member, job);
        const auto pools = link.call("get", Json::object({{"kind", "IPPool"}}));
        if (!pools) {
            silent = pools.error();
            continue; // another one can say it
        }
        const auto &objects = (*pools)["objects"].items();
        const auto called = [&](const std::string &wanted) {
            return std::find_if(objects.begin(), objects.end(), [&](const Json &object) {
                return object["metadata"]["name"].asString() == wanted;
            });
        };
        const auto found = called(name);
        if (found == objects.end()) {
            if (!before)
                before = splitBefore(objects, name, parts);
            continue; // perhaps in another cluster of the lab
        }
        const auto made = partsOf(*found, parts);
        if (!made)
            return Failure{made.error()};
        for (const auto &part : *made) {
            const auto &taken = part["metadata"]["name"].asString();
            const auto present = called(taken);
            // One that is there already is of an attempt that was cut off.
            if (present != objects.end() && (*present)["spec"] != part["spec"])
                return fail(Errc::AlreadyExists, "pool-exists", "there is a pool %1 already", {taken});
        }
        // New ones first: at no time is there no pool. Both serve the same blocks meanwhile.
        const Json manifests(Json::Array(made->begin(), made->end()));
        if (auto applied = link.call("apply", Json::object({{"objects", manifests}})); !applied)
            return applied;
        const auto object = "IPPool.projectcalico.org/" + name;
        if (auto removed = link.call("delete", Json::object({{"object", object}})); !removed)
            return removed;
        return answerOf(*made, name);
    }
    if (before)
        return *std::move(before);
    if (silent)
        return Failure{*std::move(silent)};
    return fail(Errc::NotFound, "no-pool", "there is no pool %1", {name});
}

} // namespace podloom
