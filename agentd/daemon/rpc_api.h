// agentd/daemon/rpc_api.h: what the agent answers on its socket.
#pragma once

#include "agentd/daemon/agent.h"
#include "core/rpc/server.h"

#include <QObject>
#include <QTimer>

namespace podloom {

/// The methods hello, status, apply, get, delete, wait, endpoints, probe, listen, doctor, bgp, routes, ipam,
/// ipamRelease, and the topics "status" and "routes". Lives in the agent's thread; what needs the store or a
/// pod is answered later.
class RpcApi final : public QObject {
    Q_OBJECT
public:
    /// `agent` must outlive this object.
    explicit RpcApi(Agent &agent, QObject *parent = nullptr);

    /// Errors: AlreadyExists (another agent listens), PermissionDenied, Io.
    Status listen();

private:
    /// Puts manifests into the store: {objects:[…], set, prune} -> {revision}.
    void apply(const Json &params, const rpc::Responder &answer);
    void remove(const Json &params, const rpc::Responder &answer);
    void forgetNode(const Json &params, const rpc::Responder &answer);
    Result<Json> get(const Json &params) const;
    void wait(const Json &params, const rpc::Responder &answer);
    Json endpoints() const;
    /// {from:"ns/pod", targets:[{id,ip,port,protocol,expect}], timeoutMs} -> {results:[…]}.
    void probe(const Json &params, const rpc::Responder &answer);
    /// {pod:"ns/pod", ports:[{port,protocol}]} -> {}: a lab pod of this node answers there from now on.
    void listenOn(const Json &params, const rpc::Responder &answer);
    /// Tells who listens of the routes, when they are others than before.
    void publishRoutes();
    void write(std::vector<StoreChange> changes, const rpc::Responder &answer);
    /// The container that runs the pod here. Errors: NotFound.
    Result<std::string> containerOf(const std::string &pod) const;

    Agent &m_agent;
    rpc::Server m_server;
    QTimer m_publishSoon;
    QTimer m_routesSoon;
    Json m_routes{}; ///< as they were told last; null: not yet
};

/// The node's entry in `podloomctl status`, with "generation" and "trouble" added.
Json statusJson(const Agent &agent);
/// {"findings":[{"kind","subject","detail"}]}: who owns this node's networking, leaks, stale files.
Json doctorJson(Agent &agent);

} // namespace podloom
