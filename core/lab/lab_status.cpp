#include "core/lab/lab_status.h"

#include "core/lab/settling.h"

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

Status watchLab(const LabFolder &folder, const LabJob &unguarded,
                const std::function<void(const Json &)> &changed)
{
    const auto job = serialised(unguarded);
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    std::vector<std::unique_ptr<NodeLink>> links;
    for (const auto &member : inventory->members)
        links.push_back(std::make_unique<NodeLink>(folder, member, job));
    std::vector<Json> nodes(links.size());
    Json last;
    while (!job.stop.stop_requested()) {
        forEachParallel(links.size(), [&](std::size_t index) { nodes[index] = nodeStatus(*links[index]); });
        if (auto status = Json::object({{"nodes", Json(nodes)}});
            status != last && !job.stop.stop_requested())
            changed(last = std::move(status));
        pauseUnlessStopped(job, std::chrono::seconds(1));
    }
    return {};
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
