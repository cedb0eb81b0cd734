#include "core/lab/observed_design.h"

#include <map>

namespace podloom {

Result<Design> observed(Design design, const std::vector<ProbeEnd> &ends)
{
    std::map<ObjectId, const ProbeEnd *> byId;
    for (const auto &end : ends) {
        const auto slash = end.pod.find('/');
        if (!end.isOutside())
            byId[{end.cluster, "", "Pod", end.pod.substr(0, slash), end.pod.substr(slash + 1)}] = &end;
    }
    std::vector<Table<Pod>::Pointer> pods;
    for (std::size_t index = 0; index < design.pods.size(); ++index) {
        const auto &pod = design.pods[index];
        const auto found = byId.find(pod.meta.id);
        const bool isMeasured = !pod.spec.isHostNetwork && !pod.isFinished && !pod.spec.nodeName.empty();
        if (isMeasured && found == byId.end())
            return fail(Errc::Unavailable, "pod-missing",
                        "the pod %1 of the design does not run in the lab: apply the design first",
                        {pod.meta.id.ns + '/' + pod.meta.id.name});
        if (!isMeasured) {
            pods.push_back(design.pods.pointer(index));
            continue;
        }
        auto copy = pod;
        copy.ips = found->second->ips;
        copy.spec.nodeName = found->second->node;
        pods.push_back(std::make_shared<const Pod>(std::move(copy)));
    }
    design.pods = Table<Pod>::fromUnsorted(std::move(pods));
    return design;
}

} // namespace podloom
