// agentd/cni/verbs.h: the agent's side of every CNI verb.
#pragma once

#include "agentd/cni/add_queue.h"
#include "agentd/cni/attachment_book.h"
#include "agentd/cni/host.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"
#include "core/os/unique_fd.h"

#include <functional>

namespace podloom {

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
          m_attachments(attachments),
          m_adds(host, kernel, addresses, attachments)
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
    void add(const CniRequest &request, const CniConfig &config, UniqueFd netns, const Reply &reply);
    void del(const CniRequest &request, const CniConfig &config, const Reply &reply);
    /// Takes the pod off the network and notes that the rest is to be done.
    Status unplug(const AttachmentKey &key);
    /// The rest: connections, policy, addresses, the record.
    Status forget(const AttachmentKey &key);
    CniAnswer check(const CniRequest &request, const CniConfig &config, const UniqueFd &netns);
    CniAnswer collectGarbage(const CniConfig &config);
    /// Asks the kernel, before what a runtime does not list is released: it may know of part of the node
    /// only. Errors: Conflict, with the interface that one of the addresses is reached by.
    Status proveUnused(const Attachment &attachment);
    CniAnswer status(const CniConfig &config);

    CniHost &m_host;
    Kernel &m_kernel;
    AddressBook &m_addresses;
    AttachmentBook &m_attachments;
    AddQueue m_adds;
};

} // namespace podloom
