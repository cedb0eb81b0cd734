#include "core/lab/lab_status.h"

namespace podloom {

Json nodeStatus(NodeLink &link)
{
    const auto &name = link.member().node;
    const auto answer = link.call("status", Json::object());
    auto agent = Json::object({{"state", "unreachable"}, {"version", Json()}, {"generation", Json()}});
    if (!answer) {
        agent.set("trouble", answer.error().text());
        return Json::object(
            {{"name", name}, {"agent", std::move(agent)}, {"bgp", Json::array()}, {"pods", Json::array()}});
    }
    Json out = *answer;
    out.set("name", name);
    for (const auto *key : {"bgp", "pods"}) {
        if (!out[key].isArray())
            out.set(key, Json::array());
    }
    return out;
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
