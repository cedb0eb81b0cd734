#include "agentd/cni/add_queue.h"

#include "agentd/cni/result.h"
#include "core/os/fault_point.h"

#include <algorithm>

namespace podloom {

namespace {

/// So many are taken together that sharing saves what it can, and so few that the first need not wait long.
constexpr std::size_t kBatch = 16;
/// One claim gives at least one address, so this many ADDs at the same time are served.
constexpr int kMaxClaims = 64;
/// Nobody can claim a wished range; more blocks may hold it by luck.
constexpr int kMaxClaimsForRanges = 4;

} // namespace

std::vector<IpPool> poolsOfFamily(const std::vector<IpPool> &pools, Family family)
{
    std::vector<IpPool> out;
    std::copy_if(pools.begin(), pools.end(), std::back_inserter(out),
                 [&](const IpPool &pool) { return pool.cidr.family() == family; });
    return out;
}

AddQueue::AddQueue(CniHost &host, Kernel &kernel, AddressBook &addresses, AttachmentBook &attachments)
    : m_host(host),
      m_kernel(kernel),
      m_addresses(addresses),
      m_attachments(attachments)
{
    m_soon.setSingleShot(true);
    // Behind the calls that have come already.
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { work(); });
}

void AddQueue::push(std::unique_ptr<PendingAdd> add)
{
    std::shared_ptr<PendingAdd> shared = std::move(add);
    m_pending[shared->attachment.key] = shared;
    enqueue(std::move(shared));
}

void AddQueue::enqueue(std::shared_ptr<PendingAdd> add)
{
    m_waiting.push_back(std::move(add));
    if (m_waiting.size() >= kBatch)
        work();
    else if (!m_soon.isActive())
        m_soon.start(0);
}

bool AddQueue::isCurrent(const PendingAdd &add) const
{
    const auto found = m_pending.find(add.attachment.key);
    return found != m_pending.end() && found->second.get() == &add;
}

void AddQueue::withdraw(const AttachmentKey &key)
{
    const auto pending = m_pending.extract(key);
    if (pending.empty())
        return;
    const auto &add = *pending.mapped();
    add.reply(answerWith({cni_code::kTryAgainLater, "the container was deleted meanwhile", {}},
                         add.config.cniVersion));
}

void AddQueue::work()
{
    auto batch = std::exchange(m_waiting, {});
    std::erase_if(batch, [this](const auto &add) { return !isCurrent(*add); });
    if (batch.empty())
        return;
    takeAddresses(batch);
    Batch ready;
    for (const auto &add : batch) {
        if (!add->outcome)
            abandon(*add, add->outcome.error());
        else if (add->lacking || add->wanted)
            claim(add);
        else
            ready.push_back(add);
    }
    if (!ready.empty())
        attach(ready);
}

void AddQueue::takeAddresses(const Batch &batch)
{
    auto noted = m_attachments.inOneTransaction([&]() -> Status {
        for (const auto &add : batch) {
            add->outcome = takeAddresses(*add);
            faultPoint("add-addresses-taken");
        }
        return {};
    });
    for (const auto &add : batch) {
        if (!noted && add->outcome)
            add->outcome = Failure{noted.error()};
    }
    faultPoint("add-noted");
}

Status AddQueue::takeAddresses(PendingAdd &add)
{
    auto &attachment = add.attachment;
    add.lacking.reset();
    add.wanted.reset();
    if (auto fixed = takeFixedAddresses(add); !fixed)
        return fixed;
    for (const auto family : {Family::V4, Family::V6}) {
        if (add.wanted)
            break;
        const auto pools = poolsOfFamily(add.wish.pools, family);
        const auto have = m_addresses.addressesOf(attachment.key);
        const bool hasOne = std::any_of(have.begin(), have.end(),
                                        [&](const IpAddress &address) { return address.family() == family; });
        if (pools.empty() || hasOne)
            continue;
        const auto taken = m_addresses.take(attachment.key, family, pools, add.wish.reserved);
        if (taken)
            continue;
        const int most = add.config.runtime.ranges.empty() ? kMaxClaims : kMaxClaimsForRanges;
        if (taken.error().code != Errc::Exhausted || ++add.claims[family] > most)
            return Failure{taken.error()};
        add.lacking = family;
        break;
    }
    attachment.addresses = m_addresses.addressesOf(attachment.key);
    return m_attachments.put(attachment);
}

Status AddQueue::takeFixedAddresses(PendingAdd &add)
{
    for (const auto &fixed : add.wish.fixed) {
        auto taken = m_addresses.takeFixed(add.attachment.key, fixed.address);
        if (taken)
            continue;
        if (taken.error().code != Errc::NotFound || !add.claimed.insert(fixed.address).second)
            return taken;
        add.wanted = fixed;
        break;
    }
    return {};
}

void AddQueue::claim(const std::shared_ptr<PendingAdd> &add)
{
    const auto goOn = [this, add](const Status &claimed) {
        if (!isCurrent(*add))
            return; // a DEL came first and has answered for it
        if (!claimed)
            return abandon(*add, claimed.error());
        enqueue(add);
    };
    if (add->wanted)
        m_host.claimAddress(*add->wanted, goOn);
    else
        m_host.claim(*add->lacking, poolsOfFamily(add->wish.pools, *add->lacking), goOn);
}

void AddQueue::attach(const Batch &batch)
{
    std::vector<const Attachment *> pods;
    for (const auto &add : batch)
        pods.push_back(&add->attachment);
    auto enforced = m_host.enforce(pods);
    faultPoint("add-enforced");
    for (std::size_t i = 0; i < batch.size(); ++i) {
        auto &add = *batch[i];
        add.outcome = std::move(enforced[i]);
        if (add.outcome)
            add.outcome = wirePod(m_kernel, add.netns.get(), wiringOf(add.attachment));
        faultPoint("add-wired");
    }
    auto noted = m_attachments.inOneTransaction([&]() -> Status {
        for (const auto &add : batch) {
            if (!add->outcome)
                continue;
            add->attachment.state = Attachment::State::Ready;
            add->outcome = m_attachments.put(add->attachment);
        }
        return {};
    });
    faultPoint("add-ready");
    for (const auto &add : batch) {
        if (!noted && add->outcome)
            add->outcome = Failure{noted.error()};
        if (add->outcome)
            answer(*add);
        else
            abandon(*add, add->outcome.error());
    }
}

void AddQueue::answer(const PendingAdd &add)
{
    const auto keep = m_pending.extract(add.attachment.key);
    add.reply({.output = resultOf(add.attachment, add.config).dump()});
    m_host.attached(add.attachment);
}

void AddQueue::abandon(const PendingAdd &add, const Error &why)
{
    const auto keep = m_pending.extract(add.attachment.key);
    const auto &attachment = add.attachment;
    // The link first: from then on nothing uses the addresses, and their connections can be forgotten.
    auto undone = unwirePod(m_kernel, attachment.hostInterface, m_addresses.addressesOf(attachment.key));
    if (undone)
        undone = undo(attachment);
    auto error = cniErrorFrom(why);
    if (!undone)
        error.details += "; undoing it failed too: " + undone.error().text();
    add.reply(answerWith(error, add.config.cniVersion));
}

Status AddQueue::undo(const Attachment &attachment)
{
    if (auto unenforced = m_host.unenforce(attachment); !unenforced)
        return unenforced;
    faultPoint("undo-unenforced");
    return m_attachments.inOneTransaction([&]() -> Status {
        if (auto released = m_addresses.release(attachment.key); !released)
            return released;
        return m_attachments.remove(attachment.key);
    });
}

} // namespace podloom
