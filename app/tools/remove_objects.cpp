#include "app/tools/remove_objects.h"

#include <algorithm>

namespace podloom::app {

namespace {

bool isEndOf(const LinkEnd &end, const ObjectId &id)
{
    if (id.kind == "Router")
        return !end.router.empty() && end.router == id.name;
    return id.kind == "Node" && end.node == id.name && (end.cluster.empty() || end.cluster == id.cluster);
}

/// What happens to a link of which some ends go.
void addLinkSteps(const Link &link, const std::set<ObjectId> &objects, Edit &edit)
{
    std::vector<std::size_t> going;
    for (std::size_t index = 0; index < link.ends.size(); ++index) {
        if (std::any_of(objects.begin(), objects.end(),
                        [&](const ObjectId &id) { return isEndOf(link.ends[index], id); }))
            going.push_back(index);
    }
    if (going.empty())
        return;
    if (link.ends.size() - going.size() < 2) {
        edit.steps.emplace_back(RemoveObject{link.meta.id});
        return;
    }
    // From the back, so that the numbers of those before stay.
    for (auto index = going.rbegin(); index != going.rend(); ++index)
        edit.steps.emplace_back(RemoveValue{link.meta.id, "/spec/ends/" + std::to_string(*index)});
}

} // namespace

Edit removalOf(const Snapshot &snapshot, const std::set<ObjectId> &objects)
{
    Edit edit;
    const auto standing = snapshot.objects();
    const auto removeIfThere = [&](const ObjectId &id) {
        if (std::find(standing.begin(), standing.end(), id) != standing.end())
            edit.steps.emplace_back(RemoveObject{id});
    };
    for (const auto &id : objects) {
        removeIfThere(id);
        // One node may stand in two documents.
        if (id.kind == "Node" && id.group.empty())
            removeIfThere({id.cluster, "projectcalico.org", "Node", "", id.name});
    }
    for (const auto &link : snapshot.design().links) {
        if (!objects.contains(link.meta.id))
            addLinkSteps(link, objects, edit);
    }
    return edit;
}

} // namespace podloom::app
