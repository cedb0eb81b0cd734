// What the Addresses lens shows besides clusters, racks and nodes: pools, and the blocks on each node.
#include "app/canvas/topology.h"

#include <QCoreApplication>

#include <map>
#include <utility>

namespace podloom::app {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AddressBlocks", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

ObjectId objectOf(const PoolUse &use)
{
    // A pool that is implied stands in its Cluster.
    return use.isWritten ? use.pool.meta.id : ObjectId{"", "podloom.dev", "Cluster", "", use.cluster};
}

RouterCard cardOf(const PoolUse &use, int number)
{
    RouterCard card{.id = objectOf(use), .pool = number, .fill = use.fill()};
    card.key = layoutKey(kAddressesLens, use.pool.meta.id);
    card.name = qs(use.pool.meta.id.name);
    const auto cidr = qs(use.pool.cidr.toString());
    constexpr double kCountless = 1e7; // of IPv6 pools, which nobody counts
    card.detail = use.blocks > kCountless
                    ? tr("%1 · %2").arg(cidr, tr("%1 blocks").arg(use.claimedBlocks, 0, 'f', 0))
                    : tr("%1 · %2 of %3 blocks")
                          .arg(cidr)
                          .arg(use.claimedBlocks, 0, 'f', 0)
                          .arg(use.blocks, 0, 'f', 0);
    return card;
}

std::size_t usedOf(const Block &block)
{
    std::size_t used = 0;
    for (const auto &[node, ordinals] : block.used)
        used += ordinals.size();
    return used;
}

} // namespace

void addBlocks(Topology &topology, const Analysis &analysis)
{
    std::map<std::pair<std::string, std::string>, NodeCard *> cards; // by cluster and node
    for (auto &card : topology.nodes)
        cards[{card.id.cluster, card.id.name}] = &card;
    for (std::size_t index = 0; index < analysis.pools.size(); ++index)
        topology.routers.push_back(cardOf(analysis.pools[index], static_cast<int>(index)));
    for (const auto &block : analysis.blocks) {
        for (std::size_t index = 0; index < analysis.pools.size(); ++index) {
            const auto &use = analysis.pools[index];
            const auto card = cards.find({use.cluster, block.affinity});
            if (use.pool.meta.id.name != block.pool || !use.pool.cidr.contains(block.cidr)
                || card == cards.end())
                continue;
            const auto used = usedOf(block);
            PodChip chip{.id = objectOf(use), .pool = static_cast<int>(index)};
            chip.text = tr("%1 · %2 of %3").arg(qs(block.cidr.toString())).arg(used).arg(block.size());
            chip.fill = static_cast<double>(used) / block.size();
            card->second->pods.push_back(std::move(chip));
            break;
        }
    }
    for (auto &card : topology.nodes) {
        const auto count = card.pods.size();
        card.sessions = count == 1 ? tr("1 block") : tr("%1 blocks").arg(count);
    }
}

} // namespace podloom::app
