// A pool of a lab becomes several smaller ones.
#include "core/lab/lab_addresses.h"

#include "core/net/prefix.h"

#include <algorithm>

namespace podloom {

namespace {

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
    int bits = 0;
    while ((1 << bits) < parts)
        ++bits;
    const auto usual = cidr->family() == Family::V4 ? 26 : 122;
    const auto blockSize = pool["spec"]["blockSize"].asInt(usual);
    const int length = cidr->length() + bits;
    if (parts < 2 || (1 << bits) != parts || length > blockSize)
        return fail(Errc::InvalidArgument, "split-parts",
                    "%1 cannot be split into %2 pools: it takes 2, 4, 8 … that hold at least a block of /%3",
                    {cidr->toString(), std::to_string(parts), std::to_string(blockSize)});
    std::vector<Json> out;
    for (int i = 0; i < parts; ++i) {
        const auto offset = Uint128{0, static_cast<std::uint64_t>(i)} << (bitsOf(cidr->family()) - length);
        out.push_back(partOf(pool, Prefix::of(cidr->address().plus(offset), length), i + 1));
    }
    return out;
}

} // namespace

Result<Json> splitLabPool(const LabFolder &folder, const std::string &name, int parts,
                          const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    for (const auto &member : inventory->members) {
        NodeLink link(folder, member, job);
        const auto pools = link.call("get", Json::object({{"kind", "IPPool"}}));
        if (!pools)
            return Failure{pools.error()};
        const auto &objects = (*pools)["objects"].items();
        const auto called = [&](const std::string &wanted) {
            return std::find_if(objects.begin(), objects.end(), [&](const Json &object) {
                return object["metadata"]["name"].asString() == wanted;
            });
        };
        const auto found = called(name);
        if (found == objects.end())
            continue; // perhaps in another cluster of the lab
        const auto made = partsOf(*found, parts);
        if (!made)
            return Failure{made.error()};
        for (const auto &part : *made) {
            const auto &taken = part["metadata"]["name"].asString();
            if (called(taken) != objects.end())
                return fail(Errc::AlreadyExists, "pool-exists", "there is a pool %1 already", {taken});
        }
        // New ones first: at no time is there no pool. Both serve the same blocks meanwhile.
        const Json manifests(Json::Array(made->begin(), made->end()));
        if (auto applied = link.call("apply", Json::object({{"objects", manifests}})); !applied)
            return applied;
        const auto object = "IPPool.projectcalico.org/" + name;
        if (auto removed = link.call("delete", Json::object({{"object", object}})); !removed)
            return removed;
        return Json::object({{"pools", manifests}, {"removed", name}});
    }
    return fail(Errc::NotFound, "no-pool", "there is no pool %1", {name});
}

} // namespace podloom
