// Nodes of one cluster that no wire joins: their pods are apart, whatever policies allow.
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/routing/islands.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

namespace {

struct Place {
    const Node *node = nullptr;
    std::vector<std::size_t> islands{};

    bool isOn(std::size_t island) const { return std::binary_search(islands.begin(), islands.end(), island); }
    bool meets(const Place &other) const
    {
        return std::any_of(islands.begin(), islands.end(),
                           [&](std::size_t island) { return other.isOn(island); });
    }
};

/// The nodes of each cluster.
std::map<std::string, std::vector<Place>> placesIn(const Design &design, const Underlay &wires)
{
    const Islands islands(wires);
    std::map<std::string, std::vector<Place>> out;
    for (const auto &machine : wires.machines) {
        const auto &id = machine.id;
        if (id.isRouter())
            continue;
        if (const auto *node = design.nodes.find({id.cluster, "", "Node", "", id.name}))
            out[id.cluster].push_back({node, islands.of(machine)});
    }
    return out;
}

/// The island on which most nodes stand.
std::optional<std::size_t> largestIsland(const std::vector<Place> &places)
{
    std::map<std::size_t, std::size_t> counts;
    for (const auto &place : places) {
        for (const auto island : place.islands)
            ++counts[island];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    return most == counts.end() ? std::nullopt : std::optional(most->first);
}

/// One finding for each island, at its first node.
void checkCluster(const std::vector<Place> &places, Diagnostics &findings)
{
    const auto largest = largestIsland(places);
    if (!largest)
        return;
    std::map<std::size_t, std::vector<const Place *>> apart;
    std::map<std::size_t, const Place *> missed;
    for (const auto &place : places) {
        if (place.isOn(*largest))
            continue;
        const auto other = std::find_if(places.begin(), places.end(), [&](const Place &each) {
            return each.isOn(*largest) && !each.meets(place);
        });
        if (other == places.end())
            continue;
        // Without any interface a node is an island of its own.
        const auto island = place.islands.empty() ? static_cast<std::size_t>(-1) : place.islands.front();
        apart[island].push_back(&place);
        missed.try_emplace(island, &*other);
    }
    for (const auto &[island, nodes] : apart) {
        const auto &first = nodes.front()->node->meta;
        const auto &there = missed[island]->node->meta.id.name;
        const FindingsAbout about(first, findings);
        if (nodes.size() == 1)
            about.error(
                first.at, "nodes-without-way",
                "there is no way between the nodes \"%1\" and \"%2\": no Link and no router joins their "
                "networks, so that neither pods nor BGP get from one to the other; draw a Link between "
                "them, or from each to a router (machines without any Link share a network of their own)",
                {first.id.name, there});
        else
            about.error(
                first.at, "nodes-without-way",
                "there is no way between the node \"%1\" (and %3 more beside it) and the node \"%2\": no "
                "Link and no router joins their networks, so that neither pods nor BGP get from one to "
                "the other; draw a Link between them, or from each to a router (machines without any "
                "Link share a network of their own)",
                {first.id.name, there, std::to_string(nodes.size() - 1)});
    }
}

} // namespace

void checkWays(const Design &design, const Underlay &wires, Diagnostics &findings)
{
    if (design.links.empty()) // then all machines share one segment
        return;
    for (const auto &[cluster, places] : placesIn(design, wires))
        checkCluster(places, findings);
}

} // namespace podloom
