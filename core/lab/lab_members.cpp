#include "core/lab/lab_members.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom {

namespace {

struct Wanted {
    std::string cluster{};
    std::string node{};
    const Node *drawn = nullptr;
};

std::vector<Wanted> wantedNodes(const Design &design, const LabRequest &request)
{
    std::vector<Wanted> out;
    for (const auto &node : design.nodes)
        out.push_back({node.meta.id.cluster, node.meta.id.name, &node});
    if (!out.empty())
        return out;
    const auto cluster = design.clusterNames().front();
    for (int number = 1; number <= request.nodes; ++number)
        out.push_back({cluster, "node-" + std::to_string(number), nullptr});
    return out;
}

/// Every underlay address that the design itself gives away.
std::set<IpAddress> givenAddresses(const Design &design)
{
    std::set<IpAddress> given;
    for (const auto &node : design.nodes) {
        for (const auto &each : node.addresses)
            given.insert(each.address);
    }
    for (const auto &router : design.routers) {
        for (const auto &each : router.addresses)
            given.insert(each.address);
    }
    return given;
}

/// Addresses that Links give to their ends, in the order of the ends (docs/kinds.md, Link).
std::vector<InterfaceAddress> linkAddresses(const Design &design, const Wanted &wanted)
{
    std::vector<InterfaceAddress> out;
    for (const auto &link : design.links) {
        for (std::size_t index = 0; index < link.ends.size(); ++index) {
            const auto &end = link.ends[index];
            if (end.node != wanted.node || (!end.cluster.empty() && end.cluster != wanted.cluster))
                continue;
            for (const auto &subnet : link.subnets) {
                if (!addressOf(out, subnet.family()))
                    out.push_back({subnet.first().plus({0, index + 1}), subnet.length()});
            }
        }
    }
    return out;
}

/// Gives out host addresses of node CIDRs, each once.
class Purse {
public:
    explicit Purse(std::set<IpAddress> taken) : m_taken(std::move(taken)) {}

    Result<InterfaceAddress> next(const Prefix &cidr)
    {
        auto &cursor = m_next.try_emplace(cidr, cidr.first().plus({0, 1})).first->second;
        // The last ones stay free: the broadcast address, and the lab's own on the segment.
        const auto end = cidr.last().plus(~Uint128{0, 1});
        for (; cursor < end; cursor = cursor.plus({0, 1})) {
            if (m_taken.insert(cursor).second)
                return InterfaceAddress{cursor, cidr.length()};
        }
        return fail(Errc::Exhausted, "node-cidr-full", "the node network %1 has no address left for a node",
                    {cidr.toString()});
    }

private:
    std::set<IpAddress> m_taken;
    std::map<Prefix, IpAddress> m_next;
};

/// A drawn address without a length of its own gets that of the Link's subnet or the node CIDR in which it
/// stands.
InterfaceAddress inItsNetwork(InterfaceAddress address, const Design &design, const Cluster &cluster)
{
    if (address.prefixLength != bitsOf(address.address.family()))
        return address;
    for (const auto &link : design.links) {
        for (const auto &subnet : link.subnets) {
            if (subnet.contains(address.address))
                return {address.address, subnet.length()};
        }
    }
    for (const auto &cidr : cluster.nodeCidrs) {
        if (cidr.contains(address.address))
            address.prefixLength = cidr.length();
    }
    if (address.prefixLength == bitsOf(address.address.family()))
        address.prefixLength = address.address.isV4() ? 24 : 64;
    return address;
}

const LabNode *labNodeOf(const Lab *lab, const Wanted &wanted)
{
    if (!lab)
        return nullptr;
    const auto found = std::find_if(lab->nodes.begin(), lab->nodes.end(), [&](const LabNode &each) {
        return each.node == wanted.node && (each.cluster.empty() || each.cluster == wanted.cluster);
    });
    return found == lab->nodes.end() ? nullptr : &*found;
}

Status giveAddresses(LabMember &member, const Design &design, const Wanted &wanted, Purse &purse)
{
    const auto cluster = design.clusterOrDefault(wanted.cluster);
    if (wanted.drawn) {
        for (const auto &each : wanted.drawn->addresses)
            member.addresses.push_back(inItsNetwork(each, design, cluster));
    }
    if (member.addresses.empty())
        member.addresses = linkAddresses(design, wanted);
    if (!member.addresses.empty() || member.ssh)
        return {};
    for (const auto &cidr : cluster.nodeCidrs) {
        auto address = purse.next(cidr);
        if (!address)
            return Failure{std::move(address).error()};
        member.addresses.push_back(*address);
    }
    return {};
}

} // namespace

std::optional<InterfaceAddress> addressOf(const std::vector<InterfaceAddress> &addresses, Family family)
{
    const auto found = std::find_if(addresses.begin(), addresses.end(),
                                    [&](const auto &each) { return each.address.family() == family; });
    return found == addresses.end() ? std::nullopt : std::optional(*found);
}

Result<std::vector<LabMember>> labMembers(const Design &design, const LabRequest &request)
{
    const auto wanted = wantedNodes(design, request);
    if (wanted.empty())
        return fail(Errc::InvalidArgument, "lab-empty", "a lab needs at least one node");
    std::map<std::string, int> names;
    for (const auto &each : wanted)
        ++names[each.node];
    Purse purse(givenAddresses(design));
    std::vector<LabMember> members;
    for (const auto &each : wanted) {
        LabMember member{each.cluster, each.node, each.node, {}, {}};
        if (names[each.node] > 1)
            member.machine = each.cluster + '-' + each.node;
        if (const auto *labNode = labNodeOf(request.lab, each))
            member.ssh = labNode->ssh;
        if (auto given = giveAddresses(member, design, each, purse); !given)
            return Failure{std::move(given).error()};
        members.push_back(std::move(member));
    }
    return members;
}

Design withMembers(Design design, const std::vector<LabMember> &members)
{
    for (const auto &member : members) {
        const ObjectId id{member.cluster, "", "Node", "", member.node};
        const auto *drawn = design.nodes.find(id);
        Node node = drawn ? *drawn : Node{};
        node.meta.id = id;
        if (node.meta.version.empty())
            node.meta.version = "v1";
        node.meta.labels.try_emplace("kubernetes.io/hostname", member.node);
        if (!member.addresses.empty())
            node.addresses = member.addresses;
        design.nodes.put(std::move(node));
    }
    return design;
}

} // namespace podloom
