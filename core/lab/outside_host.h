// core/lab/outside_host.h: what stands for the world outside a lab while `ip:` ends are probed. Private to
// core/lab.
#pragma once

#include "core/lab/settling.h"

#include <memory>

namespace podloom {

/// An outside host that is up: addresses on it, routes to every pod, and on every node a route to each
/// address.
class OutsideHost {
public:
    /// Idempotent. Errors: as RemoteHost; Unsupported (the lab has no outside host).
    static Result<std::unique_ptr<OutsideHost>> raise(const LabFolder &folder, const LabInventory &inventory,
                                                      std::vector<std::unique_ptr<NodeLink>> &nodes,
                                                      std::vector<IpAddress> ips,
                                                      const std::vector<EndpointRecord> &endpoints,
                                                      const LabJob &job);
    /// Takes addresses and routes away again.
    ~OutsideHost();

    /// One request to the podloom-pod that runs there (agentd/pod/control.h). Errors: as NodeLink, Io.
    Result<Json> ask(const Json &request, std::chrono::milliseconds timeout);

private:
    OutsideHost(const LabFolder &folder, const LabInventory &inventory,
                std::vector<std::unique_ptr<NodeLink>> &nodes, std::vector<IpAddress> ips, const LabJob &job);
    Status startAnswering();
    Status routeToPods(const std::vector<EndpointRecord> &endpoints);
    Status routeFromNodes();

    const LabInventory &m_inventory;
    std::vector<std::unique_ptr<NodeLink>> &m_nodes;
    std::vector<IpAddress> m_ips;
    LabJob m_job;
    NodeLink m_link;
    std::unique_ptr<ByteStream> m_control;
};

} // namespace podloom
