#include "app/panels/address_map.h"

#include "app/panels/words.h"
#include "core/address/pools.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace podloom::app {

namespace {

/// So few more nodes are soon there.
constexpr double kFewNodes = 2;

QString tr(const char *text)
{
    return QCoreApplication::translate("AddressMap", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Counts of IPv6 pools say nothing to anybody.
QString amount(double number)
{
    constexpr double kCountless = 1e7;
    return number > kCountless ? tr("more than enough") : QString::number(std::floor(number), 'f', 0);
}

bool isOf(const Block &block, const PoolUse &use)
{
    return block.pool == use.pool.meta.id.name && use.pool.cidr.contains(block.cidr);
}

std::string holderOf(const Block &block, Ordinal ordinal)
{
    const auto found = std::find_if(block.held.begin(), block.held.end(),
                                    [&](const auto &held) { return held.second.contains(ordinal); });
    return found == block.held.end() ? std::string() : found->first;
}

} // namespace

std::vector<BlockCell> blocksOf(const Analysis &analysis, std::size_t pool)
{
    std::vector<BlockCell> out;
    for (std::size_t index = 0; index < analysis.blocks.size(); ++index) {
        const auto &block = analysis.blocks[index];
        if (!isOf(block, analysis.pools[pool]))
            continue;
        BlockCell cell{.block = index};
        for (const auto &[node, ordinals] : block.used)
            cell.used += ordinals.size();
        cell.fill = static_cast<double>(cell.used) / block.size();
        out.push_back(cell);
    }
    return out;
}

std::vector<AddressCell> addressesOf(const Analysis &analysis, std::size_t pool, std::size_t index)
{
    const auto &block = analysis.blocks[index];
    const auto &cluster = analysis.pools[pool].cluster;
    std::map<IpAddress, ObjectId> pods;
    for (const auto &pod : analysis.placed.pods) {
        if (pod.meta.id.cluster != cluster || pod.spec.isHostNetwork || pod.isFinished)
            continue;
        for (const auto &address : pod.ips) {
            if (block.cidr.contains(address))
                pods.emplace(address, pod.meta.id);
        }
    }
    const auto reserved = addressRulesOf(analysis.placed, cluster).reserved;
    std::vector<AddressCell> out;
    for (Ordinal ordinal = 0; ordinal < block.size(); ++ordinal) {
        AddressCell cell{.address = block.addressAt(ordinal), .node = holderOf(block, ordinal)};
        if (const auto pod = pods.find(cell.address); pod != pods.end()) {
            cell.kind = AddressCell::Kind::Used;
            cell.pod = pod->second;
        } else if (reserved.contains(cell.address)) {
            cell.kind = AddressCell::Kind::Reserved;
        } else if (!cell.node.empty()) {
            cell.kind = cell.node == block.affinity ? AddressCell::Kind::Held : AddressCell::Kind::Lent;
        }
        out.push_back(std::move(cell));
    }
    return out;
}

QString wordsOf(const AddressCell &cell)
{
    const auto address = qs(cell.address.toString());
    switch (cell.kind) {
    case AddressCell::Kind::Used: return tr("%1 · %2").arg(address, titleOf(*cell.pod));
    case AddressCell::Kind::Held: return tr("%1 · free, %2 may hand it out").arg(address, qs(cell.node));
    case AddressCell::Kind::Lent: return tr("%1 · lent to %2").arg(address, qs(cell.node));
    case AddressCell::Kind::Reserved: return tr("%1 · reserved, never handed out").arg(address);
    case AddressCell::Kind::Free: break;
    }
    return tr("%1 · free").arg(address);
}

QString wordsOf(const Analysis &analysis, const BlockCell &cell)
{
    const auto &block = analysis.blocks[cell.block];
    return tr("%1 on %2 · %3 of %4 addresses used")
        .arg(qs(block.cidr.toString()), qs(block.affinity))
        .arg(cell.used)
        .arg(block.size());
}

PoolForecast forecastOf(const Analysis &analysis, std::size_t pool)
{
    const auto &use = analysis.pools[pool];
    std::set<std::string_view> nodes;
    for (const auto &block : analysis.blocks) {
        if (isOf(block, use))
            nodes.insert(block.affinity);
    }
    const auto freeBlocks = use.blocks - use.claimedBlocks;
    const auto freeAddresses = use.addresses - use.usedAddresses;
    if (nodes.empty())
        return {tr("Unused: room for %1 nodes with a block each").arg(amount(use.blocks)), false};
    if (freeAddresses < 1)
        return {tr("Full: the next pod gets no address"), true};
    if (freeBlocks < 1)
        return {tr("No block is left: the next node borrows its addresses one by one; %1 are free")
                    .arg(amount(freeAddresses)),
                true};
    const auto count = static_cast<double>(nodes.size());
    const auto blocksOfNode = use.claimedBlocks / count;
    const auto more = std::floor(freeBlocks / blocksOfNode);
    if (more > kFewNodes * 1e5)
        return {tr("Room for more nodes and pods than anybody has"), false};
    return {tr("Room for %1 more nodes like the %2 of today; %3 addresses are free")
                .arg(amount(more), amount(count), amount(freeAddresses)),
            more < kFewNodes};
}

} // namespace podloom::app
