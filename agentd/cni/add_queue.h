// agentd/cni/add_queue.h: ADDs from a checked request to their answer, those that come together in one go.
#pragma once

#include "agentd/cni/attachment_book.h"
#include "agentd/cni/host.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"
#include "core/os/unique_fd.h"

#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace podloom {

/// A checked ADD. Its attachment gets addresses and a state on the way.
struct PendingAdd {
    Attachment attachment{};
    CniConfig config{};
    AddressWish wish{};
    UniqueFd netns{};
    std::function<void(CniAnswer)> reply{}; ///< called exactly once
    std::map<Family, int> claims{};         ///< how many were made: others may have taken what they gave
    std::set<IpAddress> claimed{};          ///< of the fixed addresses
    std::optional<Family> lacking{};        ///< no address of it is left here; a claim is due
    std::optional<FixedAddress> wanted{};   ///< this one is not held here; a claim is due
    Status outcome{};
};

/// Takes ADDs through books, policies and wiring. What waits is taken together: its records are written once,
/// its policies go to the kernel in one transaction. Each is whole or undone, whatever happens to the others.
/// One thread; an ADD may wait for a claim while others go on.
class AddQueue {
public:
    /// All must outlive this object.
    AddQueue(CniHost &host, Kernel &kernel, AddressBook &addresses, AttachmentBook &attachments);

    /// `add` goes on soon, or at once when enough wait.
    void push(std::unique_ptr<PendingAdd> add);
    bool contains(const AttachmentKey &key) const { return m_pending.contains(key); }
    /// A DEL came first: the ADD is answered with "try again later"; what it left is the DEL's to remove.
    void withdraw(const AttachmentKey &key);

    /// Policy, addresses and record of a pod whose link is gone.
    Status undo(const Attachment &attachment);

private:
    using Batch = std::vector<std::shared_ptr<PendingAdd>>;

    void enqueue(std::shared_ptr<PendingAdd> add);
    bool isCurrent(const PendingAdd &add) const;
    void work();
    /// On record before anything is in the kernel, so that a crash from then on is undone.
    void takeAddresses(const Batch &batch);
    Status takeAddresses(PendingAdd &add);
    Status takeFixedAddresses(PendingAdd &add);
    void claim(const std::shared_ptr<PendingAdd> &add);
    void attach(const Batch &batch);
    void answer(const PendingAdd &add);
    void abandon(const PendingAdd &add, const Error &why);

    CniHost &m_host;
    Kernel &m_kernel;
    AddressBook &m_addresses;
    AttachmentBook &m_attachments;
    std::map<AttachmentKey, std::shared_ptr<PendingAdd>> m_pending; ///< all that are not answered
    Batch m_waiting;                                                ///< of those, what can go on
    QTimer m_soon;
};

/// The pools of that family.
std::vector<IpPool> poolsOfFamily(const std::vector<IpPool> &pools, Family family);

} // namespace podloom
