#include "agentd/daemon/block_keeper.h"

#include "agentd/daemon/log.h"
#include "agentd/ipam/block_claims.h"
#include "agentd/wire/names.h"
#include "core/os/fault_point.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace podloom {

namespace {

constexpr std::chrono::milliseconds kMirrorDelay{500};
constexpr std::chrono::milliseconds kShortestLook{200};

/// The route to the pod of a block of one address has the same destination and goes first, by its metric.
constexpr std::uint32_t kBehindPods = 4096;

KernelRoute blackhole(const Prefix &cidr)
{
    return {.destination = cidr,
            .type = KernelRoute::Type::Blackhole,
            .protocol = kRouteProtocol,
            .metric = cidr.length() == bitsOf(cidr.family()) ? kBehindPods : 0};
}

/// Whether pods can have addresses of the pool when they ask for them. Errors: InvalidArgument.
Status givesToPods(const IpPool &pool, const std::string &subject)
{
    if (pool.isDisabled)
        return fail(Errc::InvalidArgument, "pool-disabled", "%1 is disabled", {subject});
    if (!pool.allowsWorkloads)
        return fail(Errc::InvalidArgument, "pool-not-for-pods",
                    "%1 is not for pods: its allowedUses do not name Workload", {subject});
    return {};
}

} // namespace

BlockKeeper::BlockKeeper(std::string node, StoreWorker &store, Kernel &kernel, AddressBook &book,
                         std::chrono::milliseconds idleTime, QObject *parent)
    : QObject(parent),
      m_node(std::move(node)),
      m_store(store),
      m_kernel(kernel),
      m_book(book),
      m_idleTime(idleTime)
{
    for (const auto &cidr : m_book.returning())
        m_returns[cidr] = std::nullopt;
    for (const auto &block : m_book.blocks())
        m_seen[block.cidr] = block.heldBy(m_node);
    connect(&m_idleTimer, &QTimer::timeout, this, &BlockKeeper::giveBack);
    m_claimRetry.setSingleShot(true);
    connect(&m_claimRetry, &QTimer::timeout, this, [this] {
        m_book.forbidOtherSizes(); // allowed while the store could not be asked for better
        emit blocksChanged();
    });
    m_returnRetry.setSingleShot(true);
    connect(&m_returnRetry, &QTimer::timeout, this, [this] {
        if (hasOpenReturns())
            sendReturns();
    });
}

Status BlockKeeper::reconcile(const Picture &picture)
{
    const auto &design = picture.design();
    const auto cluster = picture.clusterName();
    m_pools = poolsOf(design, cluster);
    m_rules = addressRulesOf(design, cluster);
    m_book.setCooldown(std::chrono::seconds(m_rules.cooldownSeconds));
    m_nodeNumber = 0;
    m_nodeLabels.clear();
    for (const auto &node : design.nodes) {
        if (node.meta.id.cluster != cluster)
            continue;
        if (node.meta.id.name < m_node)
            ++m_nodeNumber;
        if (node.meta.id.name == m_node)
            m_nodeLabels = node.meta.labels;
    }
    if (auto noticed = noticeLosses(picture); !noticed)
        return noticed;
    finishReturns(picture);
    for (const auto &[cidr, block] : picture.blocks()) {
        if (block.heldBy(m_node).isEmpty() || isReturning(cidr))
            continue;
        if (auto adopted = m_book.adopt(block); !adopted)
            return adopted;
    }
    m_isExhausted.clear();
    if (std::exchange(m_pictureRevision, picture.revision()) != picture.revision())
        m_book.forbidOtherSizes(); // somebody may have given back what is better
    if (!m_idleTimer.isActive())
        m_idleTimer.start(std::max(m_idleTime / 4, kShortestLook));
    notePools(picture);
    giveBack();
    claimAhead();
    giveBackUnclaimed(picture);
    return writeRoutes();
}

std::vector<IpPool> BlockKeeper::poolsFor(const Labels &namespaceLabels) const
{
    std::vector<IpPool> out;
    for (const auto &pool : m_pools) {
        if (servesByItself(pool, m_nodeLabels, namespaceLabels))
            out.push_back(pool);
    }
    return out;
}

Result<std::vector<IpPool>> BlockKeeper::poolsNamed(const std::vector<std::string> &names) const
{
    std::vector<IpPool> out;
    for (const auto &name : names) {
        const auto found = std::find_if(m_pools.begin(), m_pools.end(), [&](const IpPool &pool) {
            return pool.meta.id.name == name || pool.cidr.toString() == name;
        });
        if (found == m_pools.end())
            return fail(Errc::InvalidArgument, "no-pool", "there is no pool %1", {name});
        if (auto willing = givesToPods(*found, "the pool " + found->meta.id.name); !willing)
            return Failure{std::move(willing).error()};
        out.push_back(*found);
    }
    return out;
}

Result<FixedAddress> BlockKeeper::fixedAddress(const std::string &text) const
{
    const auto address = IpAddress::parse(text);
    if (!address)
        return fail(Errc::InvalidArgument, "fixed-address-invalid", "\"%1\" is no address", {text});
    const auto found = std::find_if(m_pools.begin(), m_pools.end(),
                                    [&](const IpPool &pool) { return pool.cidr.contains(*address); });
    if (found == m_pools.end())
        return fail(Errc::InvalidArgument, "fixed-address-outside", "%1 is in no pool", {text});
    const auto subject = "the pool " + found->meta.id.name + ", which has " + text + ',';
    if (auto willing = givesToPods(*found, subject); !willing)
        return Failure{std::move(willing).error()};
    return FixedAddress{.address = *address, .pool = *found};
}

bool BlockKeeper::canSpare(const Block &block) const
{
    // Of its own pool: the next pod may ask for that one, while the store is away.
    std::vector<IpPool> pools;
    for (const auto &pool : m_pools) {
        if (pool.cidr.contains(block.cidr))
            pools.push_back(pool);
    }
    auto others = m_rules.reserved;
    others.insert(block.cidr);
    return pools.empty() || countAhead(block.cidr.family(), pools, others) >= kLowWater;
}

const IpPool *BlockKeeper::poolOf(const Block &block) const
{
    const IpPool *found = nullptr;
    for (const auto &pool : m_pools) {
        if (pool.cidr.contains(block.cidr) && (!found || pool.meta.id.name == block.pool))
            found = &pool;
    }
    return found;
}

bool BlockKeeper::isFit(const Block &block) const
{
    // What is borrowed leaves by idleness only: this node would borrow it again at once.
    return block.affinity != m_node || std::any_of(m_pools.begin(), m_pools.end(), [&](const IpPool &pool) {
               return makes(pool, block.cidr);
           });
}

void BlockKeeper::tellOfUnfit(const Block &block)
{
    if (!m_toldUnfit.insert(block.cidr).second)
        return;
    const auto *pool = poolOf(block);
    const auto why = pool ? "the pool " + pool->meta.id.name + " makes blocks of /"
                                + std::to_string(pool->blockSize) + " now"
                          : std::string("no pool has it any more");
    log(LogLevel::Warning, "the block " + block.cidr.toString() + " stays although " + why
                               + ": addresses of it are in use; make those pods again to be rid of it "
                                 "(\"podloom-agentd doctor\")");
}

void BlockKeeper::giveBack()
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<Prefix> surplus;
    bool hasSpare = false;
    for (const auto &block : m_book.blocks()) {
        const bool isUnfit = !isFit(block);
        if (!m_book.isIdle(block.cidr)) {
            m_idleSince.erase(block.cidr);
            if (isUnfit)
                tellOfUnfit(block);
            continue;
        }
        const auto since = m_idleSince.try_emplace(block.cidr, now).first->second;
        const bool isSpare = !isUnfit && !hasSpare && now - since >= m_idleTime && canSpare(block);
        hasSpare = hasSpare || isSpare;
        if (isUnfit || isSpare)
            surplus.push_back(block.cidr);
    }
    if (!isClaiming() && !hasOpenReturns())
        beginReturns(surplus);
}

void BlockKeeper::giveBackUnclaimed(const Picture &picture)
{
    if (isClaiming() || hasOpenReturns())
        return; // the next claim goes on with what the last one has begun
    std::vector<Prefix> unclaimed;
    const auto known = m_book.blocks();
    for (const auto &[cidr, block] : picture.blocks()) {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&](const Block &each) { return each.cidr == block.cidr; });
        if (block.affinity == m_node && block.heldBy(m_node).isEmpty() && !isKnown && !isReturning(cidr))
            unclaimed.push_back(cidr);
    }
    beginReturns(unclaimed);
}

void BlockKeeper::beginReturns(const std::vector<Prefix> &cidrs)
{
    for (const auto &cidr : cidrs) {
        m_idleSince.erase(cidr);
        m_toldUnfit.erase(cidr);
        if (!m_book.beginReturn(cidr))
            continue;
        faultPoint("return-begun");
        m_returns[cidr] = std::nullopt;
    }
    if (!hasOpenReturns())
        return;
    sendReturns();
    emit blocksChanged();
}

void BlockKeeper::notePools(const Picture &picture)
{
    std::map<Prefix, IpPool> changed;
    for (const auto &[cidr, block] : picture.blocks()) {
        const auto *pool = block.affinity == m_node && !isReturning(cidr) ? poolOf(block) : nullptr;
        if (pool
            && (pool->meta.id.name != block.pool || pool->isNatOutgoing != block.isNatOutgoing
                || pool->isBgpExportDisabled != block.isBgpExportDisabled))
            changed.emplace(cidr, *pool);
    }
    if (changed.empty() || std::exchange(m_isNoting, true))
        return;
    m_store.ask<Status>(
        [changed, node = m_node, keys = m_store.keys()](Store &store) -> Status {
            for (const auto &[cidr, pool] : changed) {
                if (auto noted = notePool(store, keys, node, cidr, pool); !noted)
                    return noted;
            }
            return {};
        },
        [this](const Status &noted) {
            m_isNoting = false;
            if (!noted)
                log(LogLevel::Warning, noted.error().text()); // the next reconcile() tries again
        });
}

bool BlockKeeper::hasOpenReturns() const
{
    return std::any_of(m_returns.begin(), m_returns.end(), [](const auto &entry) { return !entry.second; });
}

void BlockKeeper::sendReturns()
{
    if (std::exchange(m_isReturning, true))
        return;
    std::vector<Prefix> open;
    for (const auto &[cidr, revision] : m_returns) {
        if (!revision)
            open.push_back(cidr);
    }
    using Answer = Result<std::map<Prefix, Revision>>;
    m_store.ask<Answer>(
        [open, node = m_node, keys = m_store.keys()](Store &store) -> Answer {
            std::map<Prefix, Revision> returned;
            for (const auto &cidr : open) {
                auto revision = returnBlock(store, keys, node, cidr);
                if (!revision)
                    return Failure{std::move(revision).error()};
                returned[cidr] = *revision;
            }
            return returned;
        },
        [this](Answer returned) {
            m_isReturning = false;
            if (returned) {
                m_returnRetry.stop();
                for (const auto &[cidr, revision] : *returned)
                    m_returns[cidr] = revision;
                emit blocksChanged(); // the picture may know it already
            } else {
                m_returnRetry.start(kStoreRetry);
            }
            const Status status = returned ? Status() : Status(Failure{returned.error()});
            for (const auto &each : std::exchange(m_afterReturns, {}))
                each(status);
        });
}

void BlockKeeper::finishReturns(const Picture &picture)
{
    std::erase_if(m_returns, [&](const auto &entry) {
        const auto &[cidr, revision] = entry;
        return revision && picture.revision() >= *revision && m_book.endReturn(cidr);
    });
    if (hasOpenReturns() && !m_returnRetry.isActive())
        sendReturns();
}

void BlockKeeper::addressesChanged()
{
    claimAhead();
    if (!std::exchange(m_isMirrorDue, true))
        QTimer::singleShot(kMirrorDelay, this, &BlockKeeper::mirror);
}

void BlockKeeper::mirror()
{
    m_isMirrorDue = false;
    m_store.ask<Status>(
        [keys = m_store.keys(), node = m_node, blocks = m_book.blocks()](Store &store) -> Status {
            for (const auto &block : blocks) {
                if (auto mirrored = mirrorUse(store, keys, node, block); !mirrored)
                    return mirrored;
            }
            return {};
        },
        [](const Status &) {}); // the next change tells again
}

std::vector<Prefix> BlockKeeper::ownBlocks() const
{
    std::vector<Prefix> own;
    for (const auto &block : m_book.blocks()) {
        if (block.affinity == m_node)
            own.push_back(block.cidr);
    }
    std::sort(own.begin(), own.end());
    return own;
}

std::vector<IpPool> BlockKeeper::remnants(const Picture &picture) const
{
    std::map<Prefix, IpPool> remnants;
    const auto look = [&](const Block &block) {
        if (block.used.empty() || poolOf(block))
            return;
        IpPool pool{.cidr = block.cidr, .blockSize = block.cidr.length()};
        pool.meta.id.name = block.pool;
        pool.isDisabled = true;
        pool.isNatOutgoing = block.isNatOutgoing;
        pool.isBgpExportDisabled = block.isBgpExportDisabled;
        remnants.emplace(block.cidr, std::move(pool));
    };
    for (const auto &[cidr, block] : picture.blocks()) {
        if (!isReturning(cidr))
            look(block);
    }
    for (const auto &block : m_book.blocks())
        look(block); // what the mirror does not tell yet
    std::vector<IpPool> out;
    for (auto &[cidr, pool] : remnants)
        out.push_back(std::move(pool));
    return out;
}

Status BlockKeeper::writeRoutes()
{
    auto desired = ownBlocks();
    auto routes = m_kernel.routes({.protocol = kRouteProtocol});
    if (!routes)
        return wrap(std::move(routes).error(), "read the routes of our blocks");
    for (const auto &route : *routes) {
        if (route.type != KernelRoute::Type::Blackhole)
            continue;
        const auto wanted = std::find(desired.begin(), desired.end(), route.destination);
        if (wanted != desired.end()) {
            desired.erase(wanted);
            continue;
        }
        if (auto removed = m_kernel.deleteRoute(route); !removed)
            return wrap(std::move(removed).error(), "remove a blackhole route");
    }
    for (const auto &cidr : desired) {
        if (auto added = m_kernel.addRoute(blackhole(cidr));
            !added && added.error().code != Errc::AlreadyExists)
            return wrap(std::move(added).error(), "add the blackhole route of " + cidr.toString());
    }
    return {};
}

} // namespace podloom
