// How a node gets addresses: when it asks for them, and ahead.
#include "agentd/daemon/block_keeper.h"

#include "agentd/daemon/log.h"
#include "agentd/ipam/block_claims.h"
#include "core/os/fault_point.h"

#include <algorithm>

namespace podloom {

namespace {

std::string namesOf(const std::vector<IpPool> &pools)
{
    std::string names;
    for (const auto &pool : pools)
        names += pool.meta.id.name + ' ';
    return names;
}

} // namespace

void BlockKeeper::claim(Family family, const std::vector<IpPool> &pools, Done done)
{
    const auto key = std::pair(family, namesOf(pools));
    auto &waiting = m_claims[key];
    waiting.done.push_back(std::move(done));
    if (waiting.done.size() > 1)
        return;
    waiting.pools = pools;
    waiting.mustFit =
        countAhead(family, pools, m_rules.reserved) < m_book.freeCount(family, pools, m_rules.reserved);
    const ClaimWish wish{.node = m_node,
                         .family = family,
                         .pools = pools,
                         .rules = m_rules,
                         .startBlock = m_nodeNumber,
                         .mustFit = waiting.mustFit};
    claimNow([wish, keys = m_store.keys()](Store &store) { return claimOrdinals(store, keys, wish); },
             [this, key](Result<Block> block) { finishClaim(key, std::move(block)); });
}

bool BlockKeeper::couldClaim(Family family, const std::vector<IpPool> &pools,
                             const std::map<Prefix, Block> &blocks) const
{
    const ClaimWish wish{.node = m_node, .family = family, .pools = pools, .rules = m_rules};
    return nextClaim(wish, blocks).has_value();
}

void BlockKeeper::claimAddress(const FixedAddress &wanted, Done done)
{
    const AddressClaimWish wish{.node = m_node,
                                .address = wanted.address,
                                .pool = wanted.pool,
                                .isStrictAffinity = m_rules.isStrictAffinity};
    ++m_fixedClaims;
    claimNow([wish, keys = m_store.keys()](Store &store) { return podloom::claimAddress(store, keys, wish); },
             [this, done = std::move(done)](const Result<Block> &block) {
                 --m_fixedClaims;
                 const auto taken = block ? takeOver(*block) : Status(Failure{block.error()});
                 if (taken)
                     emit blocksChanged();
                 done(taken);
             });
}

Status BlockKeeper::noticeLosses(const Picture &picture)
{
    std::map<Prefix, OrdinalSet> now;
    for (const auto &[cidr, block] : picture.blocks())
        now[cidr] = block.heldBy(m_node);
    const auto seen = std::exchange(m_seen, std::move(now));
    std::vector<IpAddress> inUse;
    for (const auto &block : m_book.blocks()) {
        const auto before = seen.find(block.cidr);
        if (before == seen.end() || isReturning(block.cidr))
            continue;
        const auto lost = before->second.without(m_seen[block.cidr]);
        if (lost.isEmpty())
            continue;
        log(LogLevel::Warning, "the store has taken back what this node held of " + block.cidr.toString());
        if (auto disowned = m_book.disown(block.cidr, lost); !disowned) {
            m_seen = seen; // to be noticed again
            return disowned;
        }
        for (const auto &[address, key] : m_book.taken()) {
            if (block.cidr.contains(address) && lost.contains(block.ordinalOf(address)))
                inUse.push_back(address);
        }
    }
    for (const auto &address : inUse)
        claimAgain(address);
    return {};
}

void BlockKeeper::claimAgain(IpAddress address)
{
    const auto fixed = fixedAddress(address.toString());
    const auto tell = [address](const Status &claimed) {
        if (!claimed)
            log(LogLevel::Error, address.toString() + ", which a pod here has, may be given to another one: "
                                     + claimed.error().text());
    };
    if (fixed)
        claimAddress(*fixed, tell);
    else
        tell(Failure{fixed.error()});
}

void BlockKeeper::claimNow(std::function<Result<Block>(Store &)> ask, std::function<void(Result<Block>)> done)
{
    if (!hasOpenReturns())
        return m_store.ask<Result<Block>>(std::move(ask), std::move(done));
    m_afterReturns.emplace_back([this, ask, done](const Status &returned) {
        if (returned)
            m_store.ask<Result<Block>>(ask, done);
        else
            done(Failure{returned.error()});
    });
    sendReturns();
}

void BlockKeeper::finishClaim(const ClaimKey &key, Result<Block> block)
{
    auto status = block ? takeOver(*block) : Status(Failure{block.error()});
    const auto waited = m_claims.extract(key);
    const auto &[done, pools, mustFit] = waited.mapped();
    const bool isBetter = block && std::any_of(pools.begin(), pools.end(), [&](const IpPool &pool) {
                              return makes(pool, block->cidr);
                          });
    const bool isNews = !isBetter && !m_book.mayGiveOtherSizes(pools);
    if (!isBetter)
        m_book.allowOtherSizes(pools);
    if (status || (mustFit && isNews))
        emit blocksChanged();
    if (!status && status.error().code != Errc::Exhausted && !m_claimRetry.isActive())
        m_claimRetry.start(kStoreRetry); // what is full is asked again when the picture changes
    if (!block && mustFit)
        status = {}; // there is what it may fall back on
    for (const auto &each : done)
        each(status);
}

Status BlockKeeper::takeOver(const Block &block)
{
    if (auto ended = m_book.endReturn(block.cidr); !ended) // what was given back before is ours again
        return ended;
    if (auto adopted = m_book.adopt(block); !adopted)
        return adopted;
    faultPoint("claim-adopted");
    auto written = writeRoutes();
    faultPoint("claim-routed");
    return written;
}

std::size_t BlockKeeper::countAhead(Family family, const std::vector<IpPool> &pools,
                                    const PrefixSet &reserved) const
{
    return m_book.mayGiveOtherSizes(pools) ? m_book.freeCount(family, pools, reserved)
                                           : m_book.fitCount(family, pools, reserved);
}

void BlockKeeper::claimAhead()
{
    if (m_returnRetry.isActive())
        return; // nothing is claimed before, and blocksChanged() tells when that is done
    for (const auto family : {Family::V4, Family::V6}) {
        std::vector<IpPool> pools;
        for (const auto &pool : m_pools) {
            if (pool.cidr.family() == family && servesNode(pool, m_nodeLabels))
                pools.push_back(pool);
        }
        if (pools.empty() || m_isExhausted[family] || countAhead(family, pools, m_rules.reserved) >= kLowWater
            || m_claims.contains({family, namesOf(pools)}))
            continue;
        claim(family, pools, [this, family](const Status &status) {
            if (status)
                claimAhead();
            else
                m_isExhausted[family] = true; // an ADD that needs one asks again, and says why not
        });
    }
}

} // namespace podloom
