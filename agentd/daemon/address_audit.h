// agentd/daemon/address_audit.h: the node's books of addresses beside what its kernel really has.
#pragma once

#include "agentd/cni/attachment_book.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"

#include <map>
#include <string>
#include <vector>

namespace podloom {

struct AddressProblem {
    /// "leaked": given to somebody who has no interface any more, and nothing in the kernel leads to it;
    /// "in-use": the same, but a route still leads there; "not-allocated": a pod has it, the book does not;
    /// "not-held": given, although this node may not hand it out.
    std::string kind{};
    IpAddress address = IpAddress::v4(0);
    AttachmentKey owner{};
    std::string detail{};
};

/// Compares, and changes nothing. One thread, that of the books.
class AddressAudit {
public:
    /// All must outlive this object.
    AddressAudit(std::string node, Kernel &kernel, const AddressBook &addresses,
                 const AttachmentBook &attachments)
        : m_node(std::move(node)),
          m_kernel(kernel),
          m_addresses(addresses),
          m_attachments(attachments)
    {}

    /// As of now, read from the kernel. Errors: as Kernel.
    Result<std::vector<AddressProblem>> problems() const;
    /// The owner of a leaked address, proven again. Errors: NotFound (nobody has it), Conflict (it is not
    /// leaked; the message says what speaks against it), as Kernel.
    Result<AttachmentKey> ownerOfLeaked(IpAddress address) const;

private:
    using Ways = std::map<IpAddress, std::vector<std::string>>;
    Result<Ways> ways() const;
    std::string whyNotAttached(const AttachmentKey &key) const;
    void findUnallocated(std::vector<AddressProblem> &problems) const;
    bool isHeld(const std::vector<Block> &blocks, IpAddress address) const;

    std::string m_node;
    Kernel &m_kernel;
    const AddressBook &m_addresses;
    const AttachmentBook &m_attachments;
};

Json toJson(const AddressProblem &problem);

} // namespace podloom
