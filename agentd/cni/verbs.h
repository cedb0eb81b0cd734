// agentd/cni/verbs.h: the agent's side of every CNI verb.
#pragma once

#include "agentd/cni/attachment_book.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"
#include "core/os/unique_fd.h"

#include <functional>
#include <map>
#include <memory>

namespace podloom {

/// Where a pod may get addresses from; a family without pools is left out.
struct AddressWish {
    std::vector<IpPool> pools{};
    PrefixSet reserved{};
    unsigned mtuBytes = 1500;
};

/// What the verbs need from the rest of the agent.
class CniHost {
public:
    virtual ~CniHost() = default;

    /// Whether pods can be added now. Errors: Unavailable, with the reason.
    virtual Status readiness() const = 0;
    /// Errors: NotFound (a pool that the configuration names), Exhausted (no pool serves this pod).
    virtual Result<AddressWish> wishFor(const CniConfig &config) const = 0;
    /// Gets more ordinals into the address book; `done` is called later, on the same thread.
    virtual void claim(Family family, const std::vector<IpPool> &pools, std::function<void(Status)> done) = 0;
    /// Whether the last attempt to get more ordinals of the family gave none.
    virtual bool isExhausted(Family family) const = 0;

    /// The pod's policy is in the kernel when this returns; its interface need not exist yet.
    virtual Status enforce(const Attachment &attachment) = 0;
    /// Takes the pod's policy away; nothing there is no error.
    virtual Status unenforce(const Attachment &attachment) = 0;
    /// Errors: NotFound, with what is missing.
    virtual Status checkEnforced(const Attachment &attachment) = 0;

    /// The second half of a DEL failed after its answer; finishRemovals() is due some time.
    virtual void removalFailed(const Error &error) = 0;

    /// Told after the fact; publishing to the cluster goes on behind the answer.
    virtual void attached(const Attachment &attachment) = 0;
    virtual void detached(const Attachment &attachment) = 0;
};

/// Each verb leaves the kernel, the books and the policy in step: an ADD is whole or undone, a DEL can be
/// repeated until it is done. One thread; an ADD may wait for a claim while other calls go on.
class CniVerbs {
public:
    using Reply = std::function<void(CniAnswer)>;

    /// All must outlive this object.
    CniVerbs(CniHost &host, Kernel &kernel, AddressBook &addresses, AttachmentBook &attachments)
        : m_host(host),
          m_kernel(kernel),
          m_addresses(addresses),
          m_attachments(attachments)
    {}

    /// `netns` is the open CNI_NETNS, or nothing. `reply` is called exactly once, now or later.
    void run(const CniRequest &request, UniqueFd netns, const Reply &reply);

    /// Undoes what a crash cut off: ADDs that were not answered, DELs that were not finished, addresses
    /// without an owner, and pods whose interface has gone with their namespace. Errors: Io; what could be
    /// done is done.
    Status recover();

    /// Finishes DELs whose second half failed after their answer. One that fails
    /// holds up no other. Errors: the first, as remove(); can be repeated.
    Status finishRemovals();

    /// What a DEL does. Errors: the link or its connections could not be removed; can be repeated.
    Status remove(const AttachmentKey &key);

private:
    struct PendingAdd;

    void add(const CniRequest &request, const CniConfig &config, UniqueFd netns, const Reply &reply);
    void takeAddresses(const std::shared_ptr<PendingAdd> &pending);
    void finishAdd(PendingAdd &pending);
    void abandon(PendingAdd &pending, const Error &why);
    Status takeFixedAddresses(PendingAdd &pending);
    bool isCurrent(const PendingAdd &pending) const;
    void del(const CniRequest &request, const CniConfig &config, const Reply &reply);
    /// Takes the pod off the network and notes that the rest is to be done.
    Status unplug(const AttachmentKey &key);
    /// The rest: connections, policy, addresses, the record.
    Status forget(const AttachmentKey &key);
    CniAnswer check(const CniRequest &request, const CniConfig &config, const UniqueFd &netns);
    CniAnswer collectGarbage(const CniConfig &config);
    CniAnswer status(const CniConfig &config);
    /// Policy, addresses and record; the link is gone.
    Status undo(const Attachment &attachment);

    CniHost &m_host;
    Kernel &m_kernel;
    AddressBook &m_addresses;
    AttachmentBook &m_attachments;
    std::map<AttachmentKey, std::shared_ptr<PendingAdd>> m_pending; ///< ADDs that wait for a claim
};

} // namespace podloom
