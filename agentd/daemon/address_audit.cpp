#include "agentd/daemon/address_audit.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom {

Json toJson(const AddressProblem &problem)
{
    return Json::object({{"kind", problem.kind},
                         {"address", problem.address.toString()},
                         {"owner", problem.owner.toString()},
                         {"detail", problem.detail}});
}

/// By address: interfaces to which a route for it alone leads, whoever wrote it.
Result<AddressAudit::Ways> AddressAudit::ways() const
{
    const auto routes = m_kernel.routes({std::nullopt, std::nullopt, KernelRoute().table});
    if (!routes)
        return Failure{routes.error()};
    Ways ways;
    for (const auto &route : *routes) {
        const auto address = route.destination.address();
        if (route.destination == Prefix::host(address) && !route.interface.empty())
            ways[address].push_back(route.interface);
    }
    return ways;
}

/// Empty when the pod has its interface.
std::string AddressAudit::whyNotAttached(const AttachmentKey &key) const
{
    const auto *attachment = m_attachments.find(key);
    if (!attachment)
        return key.toString() + " is not attached";
    if (attachment->state != Attachment::State::Ready)
        return {}; // a verb is at it
    const auto link = m_kernel.link(attachment->hostInterface);
    if (link || link.error().code != Errc::NotFound)
        return {};
    return key.toString() + " has lost its interface " + attachment->hostInterface;
}

bool AddressAudit::isHeld(const std::vector<Block> &blocks, IpAddress address) const
{
    return std::any_of(blocks.begin(), blocks.end(), [&](const Block &block) {
        return block.cidr.contains(address) && block.heldBy(m_node).contains(block.ordinalOf(address));
    });
}

void AddressAudit::findUnallocated(std::vector<AddressProblem> &problems) const
{
    for (const auto &[key, attachment] : m_attachments.all()) {
        for (const auto address : attachment.addresses) {
            const auto found = m_addresses.taken().find(address);
            if (found != m_addresses.taken().end() && found->second == key)
                continue;
            const auto whose = found == m_addresses.taken().end() ? "nobody" : found->second.toString();
            problems.push_back({"not-allocated", address, key,
                                key.toString() + " has it, and the book says that " + whose + " has"});
        }
    }
}

Result<std::vector<AddressProblem>> AddressAudit::problems() const
{
    const auto ways = this->ways();
    if (!ways)
        return Failure{ways.error()};
    const auto blocks = m_addresses.blocks();
    std::vector<AddressProblem> problems;
    for (const auto &[address, key] : m_addresses.taken()) {
        if (key.isNode())
            continue;
        if (!isHeld(blocks, address))
            problems.push_back({"not-held", address, key,
                                key.toString() + " has it, and " + m_node + " may not hand it out"});
        const auto why = whyNotAttached(key);
        if (why.empty())
            continue;
        if (const auto way = ways->find(address); way != ways->end())
            problems.push_back(
                {"in-use", address, key, why + ", but a route to it leads to " + join(way->second, ", ")});
        else
            problems.push_back({"leaked", address, key, why});
    }
    findUnallocated(problems);
    return problems;
}

Result<AttachmentKey> AddressAudit::ownerOfLeaked(IpAddress address) const
{
    const auto taken = m_addresses.taken().find(address);
    if (taken == m_addresses.taken().end())
        return fail(Errc::NotFound, "address-free", "nobody on %1 has the address %2",
                    {m_node, address.toString()});
    const auto found = problems();
    if (!found)
        return Failure{found.error()};
    const auto at = std::find_if(found->begin(), found->end(), [&](const AddressProblem &problem) {
        return problem.address == address && problem.kind != "not-held";
    });
    if (at != found->end() && at->kind == "leaked")
        return taken->second;
    return fail(Errc::Conflict, "address-in-use", "%1 stays: %2",
                {address.toString(),
                 at == found->end() ? taken->second.toString() + " has its interface" : at->detail});
}

} // namespace podloom
