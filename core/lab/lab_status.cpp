#include "core/lab/lab_status.h"

namespace podloom {

Json nodeEntry(const std::string &node, Json status)
{
    status.set("name", node);
    for (const auto *key : {"bgp", "pods"}) {
        if (!status[key].isArray())
            status.set(key, Json::array());
    }
    return status;
}

Json unreachableEntry(const std::string &node, const Error &why)
{
    auto agent = Json::object({{"state", "unreachable"}, {"version", Json()}, {"generation", Json()}});
    agent.set("trouble", why.text());
    return Json::object(
        {{"name", node}, {"agent", std::move(agent)}, {"bgp", Json::array()}, {"pods", Json::array()}});
}

Json nodeStatus(NodeLink &link)
{
    const auto &name = link.member().node;
    auto answer = link.call("status", Json::object());
    return answer ? nodeEntry(name, *std::move(answer)) : unreachableEntry(name, answer.error());
}

Result<Json> labStatus(const LabFolder &folder, const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    std::vector<Json> nodes(inventory->members.size());
    forEachParallel(nodes.size(), [&](std::size_t index) {
        NodeLink link(folder, inventory->members[index], job);
        nodes[index] = nodeStatus(link);
    });
    if (job.stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    return Json::object({{"nodes", Json(std::move(nodes))}});
}

} // namespace podloom
