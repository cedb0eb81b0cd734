#include "agentd/daemon/ipam_api.h"

#include "agentd/daemon/address_audit.h"
#include "agentd/daemon/log.h"

namespace podloom {

namespace {

AddressAudit auditOf(Agent &agent)
{
    return {agent.options().node, agent.kernel(), agent.addresses(), agent.attachments()};
}

Json poolsJson(const Agent &agent)
{
    Json pools = Json::array();
    for (const auto &pool : poolsOf(agent.picture().design(), agent.picture().clusterName()))
        pools.append(Json::object({{"name", pool.meta.id.name},
                                   {"cidr", pool.cidr.toString()},
                                   {"blockSize", pool.blockSize},
                                   {"disabled", pool.isDisabled}}));
    return pools;
}

Json addressesJson(const Agent &agent)
{
    Json addresses = Json::array();
    for (const auto &[address, key] : agent.addresses().taken()) {
        const auto *attachment = agent.attachments().find(key);
        const auto pod = attachment && !attachment->pod.name.empty()
                           ? attachment->pod.ns + '/' + attachment->pod.name
                           : std::string();
        addresses.append(Json::object({{"address", address.toString()},
                                       {"owner", key.isNode() ? key.ifName : key.toString()},
                                       {"pod", pod}}));
    }
    return addresses;
}

} // namespace

Result<Json> ipamJson(Agent &agent)
{
    const auto problems = auditOf(agent).problems();
    if (!problems)
        return Failure{problems.error()};
    Json blocks = Json::array();
    for (const auto &[cidr, block] : agent.picture().blocks())
        blocks.append(toJson(block));
    Json found = Json::array();
    for (const auto &problem : *problems)
        found.append(toJson(problem));
    return Json::object({{"pools", poolsJson(agent)},
                         {"blocks", std::move(blocks)},
                         {"addresses", addressesJson(agent)},
                         {"problems", std::move(found)}});
}

Result<Json> releaseAddress(Agent &agent, const std::string &text)
{
    const auto address = IpAddress::parse(text);
    if (!address)
        return fail(Errc::InvalidArgument, "not-an-address", "\"%1\" is no address", {text});
    const auto owner = auditOf(agent).ownerOfLeaked(*address);
    if (!owner)
        return Failure{owner.error()};
    if (auto released = agent.forget(*owner); !released)
        return Failure{std::move(released).error()};
    log("released " + address->toString() + " of " + owner->toString() + ", which had no interface any more");
    return Json::object({{"address", address->toString()}, {"owner", owner->toString()}});
}

} // namespace podloom
