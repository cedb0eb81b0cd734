#include "core/routing/network_template.h"

#include "core/base/text.h"
#include "core/routing/template_writer.h"

#include <algorithm>
#include <array>

namespace podloom {

namespace {

constexpr int kMostNodes = 2000;
constexpr int kMostRacks = 200;
constexpr int kMostSpines = 64;
constexpr int kMostNodesPerRack = 240; ///< of a rack that is a /24

struct Entry {
    NetworkTemplate info;
    std::string (TemplateWriter::*write)();
    bool hasRackNetworks; ///< each rack is a network of its own
};

constexpr std::array kEntries{
    Entry{{"mesh", "Every node peers with every other.", false}, &TemplateWriter::mesh, false},
    Entry{{"reflectors", "Two nodes reflect the routes of all others.", false},
          &TemplateWriter::reflectors,
          false},
    Entry{{"rack-reflectors", "One reflector a rack, and a mesh of the reflectors.", false},
          &TemplateWriter::rackReflectors,
          false},
    Entry{{"rack-as", "An AS a rack; nodes speak iBGP with the router of their rack.", false},
          &TemplateWriter::rackAs,
          true},
    Entry{{"node-as", "An AS a node; nodes speak eBGP with the router of their rack.", false},
          &TemplateWriter::nodeAs,
          true},
    Entry{{"spine-leaf", "Racks below leaves, and every leaf below every spine.", true},
          &TemplateWriter::spineLeaf,
          true},
    Entry{{"edge", "Sites that share nothing but an upstream, with one uplink each.", false},
          &TemplateWriter::edge,
          true},
};

Status checkRange(const char *what, int value, int least, int most)
{
    if (value >= least && value <= most)
        return {};
    return fail(Errc::InvalidArgument, "template-number", "%1 has to be a number from %2 to %3",
                {what, std::to_string(least), std::to_string(most)});
}

bool isClusterName(const std::string &name)
{
    constexpr std::size_t kLongest = 63; // RFC 1123
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= kLongest && isLetter(name.front()) && isLetter(name.back())
        && std::all_of(name.begin(), name.end(), [&](char c) { return isLetter(c) || c == '-'; });
}

Status check(const TemplateRequest &request, const Entry &entry)
{
    if (!isClusterName(request.cluster))
        return fail(Errc::InvalidArgument, "template-cluster",
                    "\"%1\" cannot be a cluster's name: small letters, digits and dashes, at most 63",
                    {request.cluster});
    if (auto nodes = checkRange("the number of nodes", request.nodes, 1, kMostNodes); !nodes)
        return nodes;
    if (auto racks = checkRange("the number of racks", request.racks, 1, kMostRacks); !racks)
        return racks;
    if (auto spines = checkRange("the number of spines", request.spines, 1, kMostSpines); !spines)
        return spines;
    if (request.nodes < request.racks)
        return fail(Errc::InvalidArgument, "template-racks",
                    "%1 nodes do not fill %2 racks: ask for more nodes or for fewer racks",
                    {std::to_string(request.nodes), std::to_string(request.racks)});
    if (entry.hasRackNetworks && request.nodes > request.racks * kMostNodesPerRack)
        return fail(Errc::InvalidArgument, "template-rack-size",
                    "a rack of this template holds %1 nodes: ask for more racks",
                    {std::to_string(kMostNodesPerRack)});
    return {};
}

} // namespace

std::span<const NetworkTemplate> networkTemplates()
{
    static const auto kInfos = [] {
        std::array<NetworkTemplate, kEntries.size()> infos{};
        std::transform(kEntries.begin(), kEntries.end(), infos.begin(),
                       [](const Entry &entry) { return entry.info; });
        return infos;
    }();
    return kInfos;
}

Result<std::string> writeTemplate(const TemplateRequest &request)
{
    const auto entry = std::find_if(kEntries.begin(), kEntries.end(),
                                    [&](const Entry &each) { return each.info.name == request.name; });
    if (entry == kEntries.end()) {
        std::vector<std::string> names;
        for (const auto &each : kEntries)
            names.emplace_back(each.info.name);
        return fail(Errc::NotFound, "no-such-template", "there is no template \"%1\", but %2",
                    {request.name, join(names, ", ")});
    }
    if (auto checked = check(request, *entry); !checked)
        return Failure{std::move(checked).error()};
    TemplateWriter writer(request);
    return (writer.*entry->write)();
}

} // namespace podloom
