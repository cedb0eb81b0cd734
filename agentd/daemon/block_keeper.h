// agentd/daemon/block_keeper.h: keeps enough addresses on this node, and their blocks in the routing table.
#pragma once

#include "agentd/cni/host.h"
#include "agentd/daemon/picture.h"
#include "agentd/daemon/store_worker.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"
#include "core/address/claims.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace podloom {

/// Claims ordinals before they are needed, gives blocks back that nothing has used for a while or that the
/// pools no longer have, takes over what the store says this node holds, writes a blackhole route for each
/// block of its own, and mirrors what is in use. Blocks that are in use and not of the size that their pool
/// makes now are to empty: new pods get addresses of others as long as there are any. Lives in the agent's
/// thread.
class BlockKeeper final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Status)>;

    /// All must outlive this object.
    /// A block of which nothing is used for `idleTime` is given back, when enough is left without it.
    BlockKeeper(std::string node, StoreWorker &store, Kernel &kernel, AddressBook &book,
                std::chrono::milliseconds idleTime, QObject *parent = nullptr);

    /// Takes the pools and rules of the picture, adopts blocks, claims first ones, writes routes.
    Status reconcile(const Picture &picture);

    /// Pools that give addresses to pods of `ns` by themselves, and what they may not give.
    std::vector<IpPool> poolsFor(const Labels &namespaceLabels) const;
    /// Pools by name or CIDR, whatever their selectors. Errors: InvalidArgument (there is none, or it gives
    /// pods nothing).
    Result<std::vector<IpPool>> poolsNamed(const std::vector<std::string> &names) const;
    /// An address that somebody asks for, whatever the selectors of its pool. Errors: as above.
    Result<FixedAddress> fixedAddress(const std::string &text) const;
    const std::vector<IpPool> &pools() const { return m_pools; }
    /// Blocks that this node announces, sorted.
    std::vector<Prefix> ownBlocks() const;
    /// Blocks of any node of the cluster that no pool has although pods have addresses of them, as what is
    /// left of the pools that they were of. Sorted.
    std::vector<IpPool> remnants(const Picture &picture) const;
    const AddressRules &rules() const { return m_rules; }
    /// Whether the block is being given back: what the picture says of it may be old.
    bool isReturning(const Prefix &cidr) const { return m_returns.contains(cidr); }

    /// Claims for `family` out of `pools`; calls for the same are answered together. Where nothing is to be
    /// had but addresses that this node has free in blocks of another size than their pool's, those may be
    /// taken from then on, and that is no error.
    void claim(Family family, const std::vector<IpPool> &pools, Done done);
    /// Whether a claim would give something, given the blocks of the cluster.
    bool couldClaim(Family family, const std::vector<IpPool> &pools,
                    const std::map<Prefix, Block> &blocks) const;
    /// Claims one address. Errors: as the claimAddress() of the store.
    void claimAddress(const FixedAddress &wanted, Done done);
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
    /// ownBlocks() may have changed outside of reconcile(), or it is time to try again what failed there.
    void blocksChanged();

private:
    /// Less than this many free ordinals: claim more before anybody has to wait.
    static constexpr std::size_t kLowWater = 6;
    static constexpr std::chrono::seconds kStoreRetry{2};

    struct WaitingClaim {
        std::vector<Done> done{};
        std::vector<IpPool> pools{};
        bool mustFit = false; ///< the node has addresses of blocks of another size to fall back on
    };
    using ClaimKey = std::pair<Family, std::string>; ///< and names of pools
    void finishClaim(const ClaimKey &key, Result<Block> block);
    /// Asks the store as soon as no return is open.
    void claimNow(std::function<Result<Block>(Store &)> ask, std::function<void(Result<Block>)> done);
    bool isClaiming() const { return !m_claims.empty() || m_fixedClaims > 0; }
    /// What a claim gave, in the book and in the routing table.
    Status takeOver(const Block &block);
    /// Ordinals that the next pods can have; only when there are few of them does a node claim ahead.
    std::size_t countAhead(Family family, const std::vector<IpPool> &pools, const PrefixSet &reserved) const;
    void claimAhead();
    void mirror();
    /// Gives back the blocks that no pool has as they are and nobody uses, and one that was idle for long.
    void giveBack();
    /// Has the store take back `cidrs`, of which nothing is in use.
    void beginReturns(const std::vector<Prefix> &cidrs);
    /// Gives back what a torn claim has left: blocks of this node of which nothing is held.
    void giveBackUnclaimed(const Picture &picture);
    bool canSpare(const Block &block) const;
    /// The pool that the block is of; null when none has it.
    const IpPool *poolOf(const Block &block) const;
    /// Whether a pool has the block and would make one of that size, or another node sees to that.
    bool isFit(const Block &block) const;
    /// Says once why a block stays that no pool has as it is.
    void tellOfUnfit(const Block &block);
    /// Hands nothing out any more of what the store has taken from this node, which was forgotten meanwhile,
    /// and claims what pods have of that again.
    Status noticeLosses(const Picture &picture);
    void claimAgain(IpAddress address);
    /// Has the store say of blocks of this node which pools have them now, and what those give.
    void notePools(const Picture &picture);
    bool hasOpenReturns() const;
    void sendReturns();
    void finishReturns(const Picture &picture);

    std::string m_node;
    StoreWorker &m_store;
    Kernel &m_kernel;
    AddressBook &m_book;
    Labels m_nodeLabels;
    std::vector<IpPool> m_pools;
    AddressRules m_rules;
    std::uint64_t m_nodeNumber = 0;
    std::map<ClaimKey, WaitingClaim> m_claims;
    std::map<Prefix, OrdinalSet> m_seen; ///< what the last picture gave this node; first what the book does
    int m_fixedClaims = 0;               ///< that are under way
    Revision m_pictureRevision = -1;
    /// Blocks that are given back; from its revision on a picture tells the truth about one. Without one it
    /// is open whether the store has it. Nothing is claimed while one is open, and nothing is given back
    /// during a claim: what is claimed anew must not be given back with what was held before.
    std::map<Prefix, std::optional<Revision>> m_returns;
    std::vector<std::function<void(Status)>> m_afterReturns;
    bool m_isReturning = false; ///< the store is being asked
    std::chrono::milliseconds m_idleTime;
    std::map<Prefix, std::chrono::steady_clock::time_point> m_idleSince;
    std::set<Prefix> m_toldUnfit;
    bool m_isNoting = false; ///< the store is being told
    QTimer m_idleTimer;
    QTimer m_claimRetry;                  ///< runs after a claim failed for another reason than full pools
    QTimer m_returnRetry;                 ///< runs after the store did not take a return
    std::map<Family, bool> m_isExhausted; ///< claims ahead stop until the next reconcile()
    bool m_isMirrorDue = false;
};

} // namespace podloom
