// core/address/block.h: a block of addresses and who may hand out which of them.
#pragma once

#include "core/address/ordinal_set.h"
#include "core/base/json.h"
#include "core/net/prefix.h"

#include <map>
#include <string>

namespace podloom {

/// What the store knows of a block. An ordinal that has no holder is free; one held by the node that the
/// block is affine to is reserved, one held by another node is lent. Only its holder hands an ordinal out.
struct Block {
    Prefix cidr = Prefix::all(Family::V4);
    std::string pool{};
    std::string affinity{};                   ///< node whose routes announce the whole block
    std::map<std::string, OrdinalSet> held{}; ///< by node; disjoint, none empty
    std::map<std::string, OrdinalSet> used{}; ///< of those, what its pods have; a mirror, may lag behind
    /// What the pool gave its pods when it had the block last; they keep it when the pool goes before them.
    bool isNatOutgoing = false;
    bool isBgpExportDisabled = false;

    Ordinal size() const { return static_cast<Ordinal>(cidr.size().low); }
    OrdinalSet free() const;
    const OrdinalSet &heldBy(const std::string &node) const;
    IpAddress addressAt(Ordinal ordinal) const { return cidr.address().plus({0, ordinal}); }
    /// Precondition: the block contains it.
    Ordinal ordinalOf(IpAddress address) const
    {
        return static_cast<Ordinal>((address.bits() - cidr.address().bits()).low);
    }
    bool operator==(const Block &) const = default;
};

/// {"cidr","pool","affinity","held":{NODE:"0-15"},"used":{NODE:"0,3"}}, and where they hold
/// "natOutgoing":true, "disableBGPExport":true.
Json toJson(const Block &block);
/// Errors: InvalidArgument when it is not one.
Result<Block> blockFromJson(const Json &json);

} // namespace podloom
