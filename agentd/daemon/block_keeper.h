// agentd/daemon/block_keeper.h: keeps enough addresses on this node, and their blocks in the routing table.
#pragma once

#include "agentd/daemon/picture.h"
#include "agentd/daemon/store_worker.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"

#include <QObject>

#include <functional>
#include <map>
#include <vector>

namespace podloom {

/// Claims ordinals before they are needed, takes over what the store says this node holds, writes a blackhole
/// route for each block of its own, and mirrors what is in use. Lives in the agent's thread.
class BlockKeeper final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Status)>;

    /// All must outlive this object.
    BlockKeeper(std::string node, StoreWorker &store, Kernel &kernel, AddressBook &book,
                QObject *parent = nullptr);

    /// Takes the pools and rules of the picture, adopts blocks, claims first ones, writes routes.
    Status reconcile(const Picture &picture);

    /// Pools that give addresses to pods of `ns` by themselves, and what they may not give.
    std::vector<IpPool> poolsFor(const Labels &namespaceLabels) const;
    /// Pools by name or CIDR, whatever their selectors. Errors: NotFound.
    Result<std::vector<IpPool>> poolsNamed(const std::vector<std::string> &names) const;
    const std::vector<IpPool> &pools() const { return m_pools; }
    /// Blocks that this node announces, sorted.
    std::vector<Prefix> ownBlocks() const;
    const AddressRules &rules() const { return m_rules; }

    /// Claims for `family` out of `pools`; calls for the same are answered together.
    void claim(Family family, const std::vector<IpPool> &pools, Done done);
    /// Whether the last claim ahead for `family` gave nothing.
    bool isExhausted(Family family) const
    {
        const auto found = m_isExhausted.find(family);
        return found != m_isExhausted.end() && found->second;
    }
    /// Brings the blackhole routes of ownBlocks() there, and no others of ours.
    Status writeRoutes();
    /// Claims ahead when little is left, and tells the store what is in use, soon.
    void addressesChanged();

signals:
    /// ownBlocks() may have changed, outside of reconcile().
    void blocksChanged();

private:
    struct WaitingClaim {
        std::vector<Done> done{};
    };
    void claimAhead();
    void mirror();

    std::string m_node;
    StoreWorker &m_store;
    Kernel &m_kernel;
    AddressBook &m_book;
    Labels m_nodeLabels;
    std::vector<IpPool> m_pools;
    AddressRules m_rules;
    std::uint64_t m_nodeNumber = 0;
    std::map<std::pair<Family, std::string>, WaitingClaim> m_claims; ///< by family and names of pools
    std::map<Family, bool> m_isExhausted; ///< claims ahead stop until the picture changes
    bool m_isMirrorDue = false;
};

} // namespace podloom
