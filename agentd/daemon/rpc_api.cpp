#include "agentd/daemon/rpc_api.h"

#include "agentd/daemon/departed_nodes.h"
#include "agentd/daemon/ipam_api.h"
#include "agentd/daemon/log.h"
#include "agentd/daemon/object_choice.h"
#include "agentd/daemon/pod_control.h"
#include "core/base/text.h"
#include "core/manifest/snapshot.h"

#include <algorithm>

namespace podloom {

namespace {

/// Changes that come together are told together.
constexpr std::chrono::milliseconds kGather{50};

/// What is written to the store for one applied manifest.
struct Desired {
    ObjectId id{};
    Json manifest{};
};

/// Errors: InvalidArgument with the first thing that is wrong with the manifests.
Result<std::vector<Desired>> readManifests(const Json &objects)
{
    const auto snapshot = parseObjects(objects.items());
    for (const auto &diagnostic : snapshot->diagnostics()) {
        if (diagnostic.severity == Severity::Error)
            return fail(Errc::InvalidArgument, "bad-manifest", "%1", {diagnostic.message.text()});
    }
    std::vector<Desired> desired;
    for (const auto &id : snapshot->objects()) {
        if (id.kind == "Secret" && id.group.empty())
            return fail(Errc::InvalidArgument, "secret-refused",
                        "the Secret %1/%2 does not belong into a store", {id.ns, id.name});
        desired.push_back({id, snapshot->manifestJson(id)});
    }
    return desired;
}

} // namespace

RpcApi::RpcApi(Agent &agent, QObject *parent) : QObject(parent), m_agent(agent)
{
    const auto &options = agent.options();
    m_server.setIntroduction(
        Json::object({{"node", options.node}, {"cluster", options.cluster}, {"version", PODLOOM_VERSION}}));
    const auto now = [](auto produce) {
        return [produce](const Json &params, const rpc::Responder &answer) { answer(produce(params)); };
    };
    const auto later = [this](void (RpcApi::*method)(const Json &, const rpc::Responder &)) {
        return [this, method](const Json &params, const rpc::Responder &answer) {
            (this->*method)(params, answer);
        };
    };
    m_server.add("status", now([this](const Json &) { return statusJson(m_agent); }));
    m_server.add("get", now([this](const Json &params) { return get(params); }));
    m_server.add("endpoints", now([this](const Json &) { return endpoints(); }));
    m_server.add("doctor", now([this](const Json &) { return doctorJson(m_agent); }));
    m_server.add("ipam", [this](const Json &, const rpc::Responder &answer) { answer(ipamJson(m_agent)); });
    m_server.add("ipamRelease", [this](const Json &params, const rpc::Responder &answer) {
        answer(releaseAddress(m_agent, params["address"].asString()));
    });
    m_server.add("forgetNode", later(&RpcApi::forgetNode));
    m_server.add("bgp", now([this](const Json &) {
                     return Json::object({{"sessions", statusJson(m_agent)["bgp"]}});
                 }));
    m_server.add("routes", [this](const Json &, const rpc::Responder &answer) { m_agent.askRoutes(answer); });
    m_server.add("apply", later(&RpcApi::apply));
    m_server.add("delete", later(&RpcApi::remove));
    m_server.add("wait", later(&RpcApi::wait));
    m_server.add("probe", later(&RpcApi::probe));
    m_server.add("listen", later(&RpcApi::listenOn));
    m_server.addTopic("status", [this] { return statusJson(m_agent); });
    m_server.addTopic("routes", [this] {
        m_routesSoon.start(); // what was told last may be old
        return m_routes;
    });
    m_routesSoon.setSingleShot(true);
    m_routesSoon.setInterval(kGather);
    connect(&m_routesSoon, &QTimer::timeout, this, &RpcApi::publishRoutes);
    connect(&agent, &Agent::routesChanged, this, [this] {
        if (!m_routesSoon.isActive() && m_server.hasSubscribers("routes"))
            m_routesSoon.start();
    });
    m_publishSoon.setSingleShot(true);
    m_publishSoon.setInterval(kGather);
    connect(&m_publishSoon, &QTimer::timeout, this, [this] {
        if (m_server.hasSubscribers("status"))
            m_server.publish("status", statusJson(m_agent));
    });
    connect(&agent, &Agent::changed, this, [this] {
        if (!m_publishSoon.isActive())
            m_publishSoon.start();
    });
}

Status RpcApi::listen()
{
    return m_server.listen(m_agent.options().rpcSocket());
}

void RpcApi::publishRoutes()
{
    m_agent.askRoutes([this](Result<Json> routes) {
        if (!routes) // BIRD is away for a moment: its return is news
            return;
        routes->set("sessions", statusJson(m_agent)["bgp"]);
        if (*routes == m_routes)
            return;
        m_routes = *std::move(routes);
        m_server.publish("routes", m_routes);
    });
}

void RpcApi::write(std::vector<StoreChange> changes, const rpc::Responder &answer)
{
    if (changes.empty())
        return answer(Json::object({{"revision", m_agent.picture().revision()}}));
    m_agent.store().ask<Result<Revision>>(
        [changes = std::move(changes)](Store &store) { return store.putAll(changes); },
        [answer](Result<Revision> revision) {
            if (revision)
                answer(Json::object({{"revision", *revision}}));
            else
                answer(Failure{std::move(revision).error()});
        });
}

void RpcApi::apply(const Json &params, const rpc::Responder &answer)
{
    if (!m_agent.picture().isWhole())
        return answer(fail(Errc::Unavailable, "agent-starting", "the agent has not read the store yet"));
    const auto desired = readManifests(params["objects"]);
    if (!desired)
        return answer(Failure{desired.error()});
    const auto &keys = m_agent.store().keys();
    const auto &present = m_agent.picture().objects();
    std::vector<StoreChange> changes;
    std::set<std::string> applied;
    for (const auto &[id, manifest] : *desired) {
        const auto key = keys.object(id);
        applied.insert(key);
        const auto found = present.find(*keys.objectOf(key));
        if (found == present.end() || found->second != manifest)
            changes.push_back({.key = key, .value = manifest.dump()});
    }
    if (const auto &name = params["set"].asString(); !name.empty()) {
        const auto &sets = m_agent.picture().sets();
        const auto before = sets.find(name);
        std::set<std::string> members = applied;
        for (const auto &id : before == sets.end() ? std::set<ObjectId>() : before->second) {
            const auto key = keys.object(id);
            if (params["prune"].asBool() && !applied.contains(key))
                changes.push_back({.key = key});
            else
                members.insert(key);
        }
        Json list = Json::array();
        for (const auto &key : members)
            list.append(key);
        if (before == sets.end() || before->second.size() != members.size() || !changes.empty())
            changes.push_back({.key = keys.set(name), .value = list.dump()});
    }
    write(std::move(changes), answer);
}

void RpcApi::forgetNode(const Json &params, const rpc::Responder &answer)
{
    const auto node = params["node"].asString();
    if (node.empty() || node.find('/') != std::string::npos)
        return answer(fail(Errc::InvalidArgument, "no-node-name", "\"%1\" is no name of a node", {node}));
    m_agent.store().ask<Result<Json>>([node, keys = m_agent.store().keys()](
                                          Store &store) { return podloom::forgetNode(store, keys, node); },
                                      [answer](Result<Json> forgotten) {
                                          if (forgotten)
                                              log(LogLevel::Info,
                                                  "forgot a node, as asked for: " + forgotten->dump());
                                          answer(std::move(forgotten));
                                      });
}

void RpcApi::remove(const Json &params, const rpc::Responder &answer)
{
    const auto id = objectNamed(m_agent.picture().objects(), params["object"].asString());
    if (!id)
        return answer(Failure{id.error()});
    write({{.key = m_agent.store().keys().object(*id)}}, answer);
}

Result<Json> RpcApi::get(const Json &params) const
{
    const auto &present = m_agent.picture().objects();
    const auto wanted = objectsOfKind(present, params["kind"].asString());
    if (!wanted)
        return Failure{wanted.error()};
    Json objects = Json::array();
    for (const auto &id : *wanted)
        objects.append(present.at(id));
    return Json::object({{"objects", std::move(objects)}, {"revision", m_agent.picture().revision()}});
}

void RpcApi::wait(const Json &params, const rpc::Responder &answer)
{
    const std::chrono::milliseconds timeout(
        std::clamp<std::int64_t>(params["timeoutMs"].asInt(10'000), 0, 600'000));
    m_agent.waitFor(params["revision"].asInt(), timeout, [this, answer](bool isReached) {
        answer(Json::object({{"generation", m_agent.generation()}, {"reached", isReached}}));
    });
}

Json RpcApi::endpoints() const
{
    Json list = Json::array();
    for (const auto &[key, attachment] : m_agent.picture().endpoints()) {
        Json record = toJson(attachment);
        record.set("node", key.node);
        list.append(std::move(record));
    }
    return Json::object({{"endpoints", std::move(list)}, {"revision", m_agent.picture().revision()}});
}

Result<std::string> RpcApi::containerOf(const std::string &pod) const
{
    for (const auto &[key, attachment] : m_agent.attachments().all()) {
        if (attachment.state == Attachment::State::Ready
            && attachment.pod.ns + '/' + attachment.pod.name == pod)
            return key.containerId;
    }
    return fail(Errc::NotFound, "no-pod", "no pod %1 runs on %2", {pod, m_agent.options().node});
}

void RpcApi::probe(const Json &params, const rpc::Responder &answer)
{
    const auto container = containerOf(params["from"].asString());
    if (!container)
        return answer(Failure{container.error()});
    const auto timeout = std::clamp<std::int64_t>(params["timeoutMs"].asInt(1000), 1, 60'000);
    const auto request =
        Json::object({{"op", "probe"}, {"targets", params["targets"]}, {"timeoutMs", timeout}});
    askPod(this, m_agent.options().runFolder, *container, {request},
           std::chrono::milliseconds(timeout) + std::chrono::seconds(10), [answer](Result<Json> replies) {
               if (!replies)
                   return answer(Failure{std::move(replies).error()});
               answer(Json::object({{"results", replies->items().front()["results"]}}));
           });
}

void RpcApi::listenOn(const Json &params, const rpc::Responder &answer)
{
    const auto container = containerOf(params["pod"].asString());
    if (!container)
        return answer(Failure{container.error()});
    std::vector<Json> requests;
    for (const auto &port : params["ports"].items())
        requests.push_back(
            Json::object({{"op", "listen"}, {"port", port["port"]}, {"protocol", port["protocol"]}}));
    askPod(this, m_agent.options().runFolder, *container, requests, std::chrono::seconds(10),
           [answer](Result<Json> replies) {
               if (!replies)
                   return answer(Failure{std::move(replies).error()});
               answer(Json::object());
           });
}

} // namespace podloom
