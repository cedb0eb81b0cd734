#include "core/policy/flow.h"

#include "core/base/nearest_word.h"
#include "core/policy/outside.h"

#include <algorithm>

namespace podloom::policy {

namespace {

constexpr std::string_view kAddressScheme = "ip:";
constexpr std::string_view kNodeScheme = "node:";
constexpr std::string_view kServiceScheme = "service:";

std::uint32_t nodeByAddress(const Program &program, IpAddress address)
{
    const auto owns = [&](const ProgramNode &node) {
        return std::find(node.ips.begin(), node.ips.end(), address) != node.ips.end();
    };
    const auto found = std::find_if(program.nodes.begin(), program.nodes.end(), owns);
    return found == program.nodes.end() ? kNone : static_cast<std::uint32_t>(found - program.nodes.begin());
}

std::uint32_t nodeByName(const Program &program, std::string_view cluster, std::string_view name)
{
    for (std::uint32_t index = 0; index < program.nodes.size(); ++index) {
        const auto &node = program.nodes[index];
        if (node.name == name && (cluster.empty() || node.cluster == cluster))
            return index;
    }
    return kNone;
}

/// `meant` is the nearest of the names that there are.
Failure unknown(std::string_view name, std::optional<std::string_view> meant)
{
    if (meant)
        return fail(Errc::NotFound, "endpoint-unknown",
                    "there is no endpoint \"%1\" in the design; did you mean \"%2\"?",
                    {std::string(name), std::string(*meant)});
    return fail(Errc::NotFound, "endpoint-unknown", "there is no endpoint \"%1\" in the design",
                {std::string(name)});
}

Result<FlowEnd> endByAddress(const Program &program, std::string_view text)
{
    auto address = IpAddress::parse(text);
    if (const auto prefix = Prefix::parse(text)) {
        if (prefix->length() < bitsOf(prefix->family()))
            return outsideEnd(program, *prefix);
        address = prefix->address();
    }
    if (!address)
        return fail(Errc::InvalidArgument, "endpoint-syntax", "\"%1\" is neither an address nor a network",
                    {std::string(text)});
    return endOf(program, *address);
}

Result<FlowEnd> nodeEndByName(const Program &program, std::string_view text)
{
    const auto colon = text.find(':');
    const auto cluster = colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
    const auto name = colon == std::string_view::npos ? text : text.substr(colon + 1);
    const auto node = nodeByName(program, cluster, name);
    if (node == kNone) {
        std::vector<std::string_view> names;
        for (const auto &each : program.nodes)
            names.push_back(each.name);
        return unknown(text, nearestWord(name, names));
    }
    return nodeEnd(program, node);
}

Result<FlowEnd> podEndByName(const Program &program, std::string_view name)
{
    auto endpoint = program.endpointByName(std::string(name));
    if (endpoint == kNone && name.find('/') == std::string_view::npos && !name.empty())
        endpoint = program.endpointByName(std::string(kDefaultNamespace) + '/' + std::string(name));
    if (endpoint == kNone) {
        std::vector<std::string_view> names;
        for (const auto &each : program.endpoints) {
            if (each.kind != Endpoint::Kind::HostInterface)
                names.push_back(each.name);
        }
        return unknown(name, nearestWord(name, names));
    }
    return endOf(program, endpoint);
}

} // namespace

Traffic withEchoRequest(Traffic traffic)
{
    constexpr std::uint8_t kEchoRequest = 8;
    constexpr std::uint8_t kEchoRequest6 = 128;
    const bool isV4 = traffic.protocol == Protocol::Icmp;
    if (traffic.icmpType || !(isV4 || traffic.protocol == Protocol::Icmpv6))
        return traffic;
    traffic.icmpType = isV4 ? kEchoRequest : kEchoRequest6;
    traffic.icmpCode = std::uint8_t{0};
    return traffic;
}

std::optional<IpAddress> FlowEnd::address(Family family) const
{
    const auto found = std::find_if(addresses.begin(), addresses.end(),
                                    [&](IpAddress each) { return each.family() == family; });
    return found == addresses.end() ? std::nullopt : std::optional(*found);
}

std::optional<Family> familyFor(const FlowEnd &from, const FlowEnd &to, const Traffic &traffic)
{
    const auto isPossible = [&](Family family) {
        return (!traffic.family || traffic.family == family) && from.speaks(family) && to.speaks(family)
            && !(traffic.protocol == Protocol::Icmp && family == Family::V6)
            && !(traffic.protocol == Protocol::Icmpv6 && family == Family::V4);
    };
    for (const auto family : {Family::V4, Family::V6}) {
        if (isPossible(family))
            return family;
    }
    return std::nullopt;
}

FlowEnd nodeEnd(const Program &program, std::uint32_t node)
{
    const auto &machine = program.nodes[node];
    const bool hasSeveralClusters = program.clusters.size() > 1;
    return {.name = std::string(kNodeScheme) + (hasSeveralClusters ? machine.cluster + ':' : std::string())
                  + machine.name,
            .node = node,
            .addresses = machine.ips};
}

FlowEnd endOf(const Program &program, EndpointIndex index)
{
    const auto &endpoint = program.endpoints[index];
    FlowEnd end{.name = endpoint.name, .addresses = endpoint.ips};
    if (endpoint.kind == Endpoint::Kind::HostNetworkPod)
        end.node = program.nodeByName(endpoint.id.cluster, endpoint.node);
    else
        end.endpoint = index;
    return end;
}

FlowEnd endOf(const Program &program, IpAddress address)
{
    FlowEnd end;
    if (const auto endpoint = program.endpointByAddress(address); endpoint != kNone)
        end = endOf(program, endpoint);
    else if (const auto node = nodeByAddress(program, address); node != kNone)
        end = nodeEnd(program, node);
    else
        end.isOutside = true;
    end.name = std::string(kAddressScheme) + address.toString();
    end.addresses = {address};
    return end;
}

Result<FlowEnd> endByName(const Program &program, std::string_view name)
{
    if (name.starts_with(kServiceScheme))
        return fail(Errc::Unsupported, "endpoint-service", "services are not endpoints yet: \"%1\"",
                    {std::string(name)});
    auto end = name.starts_with(kAddressScheme)
                 ? endByAddress(program, name.substr(kAddressScheme.size()))
                 : (name.starts_with(kNodeScheme) ? nodeEndByName(program, name.substr(kNodeScheme.size()))
                                                  : podEndByName(program, name));
    if (end)
        end->name = name;
    return end;
}

std::vector<FlowEnd> podEnds(const Program &program)
{
    std::vector<FlowEnd> out;
    for (EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
        if (program.endpoints[index].kind != Endpoint::Kind::HostInterface)
            out.push_back(endOf(program, index));
    }
    return out;
}

} // namespace podloom::policy
