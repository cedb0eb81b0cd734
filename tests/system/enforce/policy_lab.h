// tests/system/enforce/policy_lab.h: the pods of a Design on one node, with pods of other nodes and hosts
// beyond.
#pragma once

#include "agentd/enforce/enforcer.h"
#include "agentd/enforce/nft_helper.h"
#include "core/model/design.h"
#include "tests/system/enforce/pod_lab.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace podloom {

/// The node's own addresses in a lab.
inline const IpAddress kNodeV4 = *IpAddress::parse("172.31.0.1");
inline const IpAddress kNodeV6 = *IpAddress::parse("fd00:31::1");

/// Wires each pod whose nodeName is "node-1" as a pod of this node: a veth pair to a namespace of its own, a
/// host route, permanent neighbours. The addresses of all other pods, and `outside` ones, sit in one more
/// namespace behind the uplink. Lives in the namespace of the calling process.
class PolicyLab {
public:
    /// All stations and the node itself answer on `ports`.
    PolicyLab(const Design &design, const std::vector<IpAddress> &outside,
              const std::vector<std::uint16_t> &ports);
    PolicyLab(const PolicyLab &) = delete;
    PolicyLab &operator=(const PolicyLab &) = delete;
    ~PolicyLab();

    /// The interface of each local pod with its place in `program`.
    std::vector<LocalEndpoint> localEndpoints(const policy::Program &program) const;
    /// Tries all probes at once, from wherever their source address is; one without a source port gets a
    /// fresh one.
    std::vector<bool> tryAll(std::vector<Probe> probes);
    /// A source port that was not used before, so that no probe continues an older flow.
    std::uint16_t freshSourcePort();
    /// The station that has this address; never of the node itself.
    Station &at(IpAddress address);
    /// The interface of the pod that has this address.
    const std::string &interfaceOf(IpAddress address) const { return m_interfaces.at(address); }

private:
    void addPod(const Pod &pod, std::size_t number);
    void addUplink(const std::vector<IpAddress> &addresses);

    std::vector<std::unique_ptr<Station>> m_stations{};
    std::map<IpAddress, Station *> m_byAddress{};
    std::map<IpAddress, std::string> m_interfaces{};
    pid_t m_nodeServer = -1;
    std::uint16_t m_lastSourcePort = 0;
};

} // namespace podloom
