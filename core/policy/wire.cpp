#include "core/policy/wire.h"

#include <algorithm>

namespace podloom::policy {

namespace {

constexpr std::uint8_t kEchoRequest = 8;
constexpr std::uint8_t kEchoReply = 0;
constexpr std::uint8_t kEchoRequest6 = 128;
constexpr std::uint8_t kEchoReply6 = 129;

} // namespace

std::optional<Traffic> answerTo(const Traffic &traffic)
{
    auto out = traffic;
    if (hasPorts(traffic.protocol)) {
        std::swap(out.port, out.sourcePort);
        return out;
    }
    if (traffic.protocol == Protocol::Icmp || traffic.protocol == Protocol::Icmpv6) {
        const bool isV4 = traffic.protocol == Protocol::Icmp;
        if (traffic.icmpType && *traffic.icmpType != (isV4 ? kEchoRequest : kEchoRequest6))
            return std::nullopt;
        if (traffic.icmpType)
            out.icmpType = isV4 ? kEchoReply : kEchoReply6;
    }
    return out;
}

bool isStateful(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::Sctp || protocol == Protocol::Icmp
        || protocol == Protocol::Icmpv6;
}

std::optional<Action> endpointToHostOf(const Program &program, std::uint32_t machine)
{
    const auto &node = program.nodes[machine];
    if (node.endpointToHost)
        return node.endpointToHost;
    const auto found = std::find_if(program.clusters.begin(), program.clusters.end(),
                                    [&](const ClusterSettings &each) { return each.name == node.cluster; });
    return found == program.clusters.end() ? std::nullopt : found->endpointToHost;
}

std::uint32_t machineOf(const Program &program, const FlowEnd &end)
{
    if (end.endpoint == kNone)
        return end.node;
    const auto &endpoint = program.endpoints[end.endpoint];
    return endpoint.node.empty() ? kNone : program.nodeByName(endpoint.id.cluster, endpoint.node);
}

ChainIndex uplinkChain(const Program &program, std::uint32_t machine, Stage stage, Direction direction)
{
    if (machine == kNone || program.nodes[machine].uplink == kNone)
        return kNone;
    return program.endpoints[program.nodes[machine].uplink].chain(direction, stage);
}

bool isCrossingJudged(const Program &program, std::uint32_t machine, bool isPod)
{
    if (machine == kNone || program.nodes[machine].uplink == kNone)
        return false;
    const auto has = [&](Stage stage) {
        return std::any_of(kDirections.begin(), kDirections.end(), [&](Direction direction) {
            return uplinkChain(program, machine, stage, direction) != kNone;
        });
    };
    return !isPod || has(Stage::Untracked) || has(Stage::PreDnat) || has(Stage::Forward);
}

} // namespace podloom::policy
