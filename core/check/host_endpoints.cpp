// Host endpoints whose rules leave no way in for SSH or for BGP (P-11): a HostEndpoint denies all that no
// policy allows, except failsafe ports.
#include "core/check/finding.h"
#include "core/check/policy_checks.h"
#include "core/check/rule_cover.h"

#include <algorithm>
#include <array>
#include <set>

namespace podloom {

namespace {

using policy::Action;
using policy::Direction;
using policy::Stage;

constexpr std::uint16_t kBgpPort = 179;

/// On which a lab or an operator reaches the node by SSH.
std::uint16_t sshPort(const Design &design, const HostEndpoint &host)
{
    for (const auto &lab : design.labs) {
        for (const auto &node : lab.nodes) {
            if (node.node == host.node && node.ssh)
                return node.ssh->port;
        }
    }
    return 22;
}

/// Whether some connection to the port comes through the interface, in one direction.
bool isOpen(const policy::Program &program, const policy::Endpoint &host, Direction direction,
            std::uint16_t port)
{
    const auto canMatch = [port](const policy::Rule &rule) {
        return canMatchPort(rule, Protocol::Tcp, port);
    };
    const auto isOpenIn = [&](Stage stage) {
        const auto chain = host.chain(direction, stage);
        return chain == policy::kNone || canLetThrough(program, program.chains[chain], direction, canMatch);
    };
    return isOpenIn(Stage::Untracked) && isOpenIn(Stage::PreDnat) && isOpenIn(Stage::Normal);
}

void checkHost(const Design &design, const policy::Program &program, const policy::Endpoint &host,
               Diagnostics &findings)
{
    const auto *object = design.hostEndpoints.find(host.id);
    if (!object)
        return;
    const auto severity = host.interface == "*" ? Severity::Error : Severity::Warning;
    const auto ssh = sshPort(design, *object);
    const FindingsAbout about(object->meta, findings);
    if (!isOpen(program, host, Direction::Ingress, ssh))
        about.add(
            severity, object->meta.at, "host-lock-out",
            "no policy and no failsafe port lets SSH (TCP %1) in to the node \"%2\" through this host "
            "endpoint: it would be locked out; allow it in a policy, or keep it in failsafeInboundHostPorts",
            {std::to_string(ssh), object->node});
    if (!isOpen(program, host, Direction::Ingress, kBgpPort)
        && !isOpen(program, host, Direction::Egress, kBgpPort))
        about.add(
            severity, object->meta.at, "host-lock-out",
            "no policy and no failsafe port lets BGP (TCP %1) through this host endpoint of the node \"%2\", "
            "in "
            "neither direction: its sessions would go down; allow it in a policy, or keep it in the failsafe "
            "ports",
            {std::to_string(kBgpPort), object->node});
}

} // namespace

void checkHostEndpoints(const Design &design, const policy::Program &program, Diagnostics &findings)
{
    std::set<policy::EndpointIndex> uplinks;
    for (const auto &node : program.nodes) {
        if (node.uplink != policy::kNone)
            uplinks.insert(node.uplink);
    }
    for (const auto index : uplinks)
        checkHost(design, program, program.endpoints[index], findings);
}

} // namespace podloom
