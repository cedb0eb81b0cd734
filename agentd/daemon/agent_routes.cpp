// What the agent tells of the routes of its node.
#include "agentd/daemon/agent.h"

#include "core/routing/kernel_table.h"

#include <algorithm>

namespace podloom {

namespace {

Json kernelTableJson(const std::vector<KernelRoute> &routes)
{
    Json list = Json::array();
    for (const auto &route : routes) {
        KernelEntry entry{route.destination, route.gateway, route.interface, routeOwner(route.protocol),
                          route.metric};
        switch (route.type) {
        case KernelRoute::Type::Blackhole: entry.interface = "blackhole"; break;
        case KernelRoute::Type::Unreachable: entry.interface = "unreachable"; break;
        case KernelRoute::Type::Prohibit: entry.interface = "prohibit"; break;
        case KernelRoute::Type::Unicast: break;
        case KernelRoute::Type::Other: continue;
        }
        list.append(toJson(entry));
    }
    return list;
}

} // namespace

/// Addresses of pods here that lie in no block of this node: their blocks are those of others.
Json Agent::borrowedJson() const
{
    const auto own = m_blocks->ownBlocks();
    Json list = Json::array();
    for (const auto &[key, attachment] : m_attachments->all()) {
        for (const auto &address : attachment.addresses) {
            const bool isOwn = std::any_of(own.begin(), own.end(),
                                           [&](const Prefix &block) { return block.contains(address); });
            if (!isOwn && attachment.state == Attachment::State::Ready)
                list.append(Prefix::host(address).toString());
        }
    }
    return list;
}

void Agent::askRoutes(std::function<void(Result<Json>)> answer)
{
    const auto whole = [this, answer = std::move(answer)](Result<Json> routes) {
        if (!routes)
            return answer(Failure{std::move(routes).error()});
        const auto kernel = m_kernel->routes({});
        if (!kernel)
            return answer(Failure{kernel.error()});
        Json blocks = Json::array();
        for (const auto &block : m_blocks->ownBlocks())
            blocks.append(block.toString());
        answer(Json::object({{"blocks", std::move(blocks)},
                             {"borrowed", borrowedJson()},
                             {"routes", *std::move(routes)},
                             {"kernel", kernelTableJson(*kernel)}}));
    };
    if (m_bgp)
        m_bgp->askRoutes(whole);
    else
        whole(Json::array());
}

} // namespace podloom
