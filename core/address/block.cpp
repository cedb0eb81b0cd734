#include "core/address/block.h"

namespace podloom {

namespace {

Json toJson(const std::map<std::string, OrdinalSet> &byNode)
{
    Json json = Json::object();
    for (const auto &[node, ordinals] : byNode)
        json.set(node, ordinals.toString());
    return json;
}

/// Nothing when an entry is wrong or out of the block.
std::optional<std::map<std::string, OrdinalSet>> byNodeFromJson(const Json &json, Ordinal size)
{
    std::map<std::string, OrdinalSet> byNode;
    for (const auto &[node, text] : json.members()) {
        const auto ordinals = OrdinalSet::parse(text.asString());
        if (!ordinals || ordinals->isEmpty() || ordinals->members().back() >= size)
            return std::nullopt;
        byNode.emplace(node, *ordinals);
    }
    return byNode;
}

} // namespace

OrdinalSet Block::free() const
{
    auto free = OrdinalSet::range(0, size());
    for (const auto &[node, ordinals] : held)
        free = free.without(ordinals);
    return free;
}

const OrdinalSet &Block::heldBy(const std::string &node) const
{
    static const OrdinalSet kNothing;
    const auto found = held.find(node);
    return found == held.end() ? kNothing : found->second;
}

Json toJson(const Block &block)
{
    auto json = Json::object({{"cidr", block.cidr.toString()},
                              {"pool", block.pool},
                              {"affinity", block.affinity},
                              {"held", toJson(block.held)},
                              {"used", toJson(block.used)}});
    if (block.isNatOutgoing)
        json.set("natOutgoing", true);
    if (block.isBgpExportDisabled)
        json.set("disableBGPExport", true);
    return json;
}

Result<Block> blockFromJson(const Json &json)
{
    const auto wrong = [&] {
        return fail(Errc::InvalidArgument, "block-record", "%1 is not the record of an address block",
                    {json.dump()});
    };
    const auto cidr = Prefix::parse(json["cidr"].asString());
    if (!cidr || bitsOf(cidr->family()) - cidr->length() > 12)
        return wrong();
    Block block{.cidr = *cidr, .pool = json["pool"].asString(), .affinity = json["affinity"].asString()};
    auto held = byNodeFromJson(json["held"], block.size());
    auto used = byNodeFromJson(json["used"], block.size());
    if (!held || !used)
        return wrong();
    block.isNatOutgoing = json["natOutgoing"].asBool();
    block.isBgpExportDisabled = json["disableBGPExport"].asBool();
    block.held = *std::move(held);
    block.used = *std::move(used);
    return block;
}

} // namespace podloom
