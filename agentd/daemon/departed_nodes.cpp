#include "agentd/daemon/departed_nodes.h"

#include "agentd/daemon/log.h"
#include "agentd/ipam/block_claims.h"
#include "core/os/fault_point.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr std::chrono::seconds kRetry{2};

bool hasNode(const Picture &picture, const std::string &name)
{
    const auto &nodes = picture.design().nodes;
    return std::any_of(nodes.begin(), nodes.end(), [&](const Node &node) {
        return node.meta.id.cluster == picture.clusterName() && node.meta.id.name == name;
    });
}

/// Errors: Conflict when the node is there after all, as Store.
Status proveDeparted(Store &store, const StoreKeys &keys, const std::string &node)
{
    const auto status = store.read(keys.status(node));
    if (!status)
        return Failure{status.error()};
    if (*status)
        return fail(Errc::Conflict, "node-alive", "the agent of the node %1 answers", {node});
    for (const auto *group : {"", "projectcalico.org"}) {
        const auto object = store.read(keys.object({keys.cluster(), group, "Node", "", node}));
        if (!object)
            return Failure{object.error()};
        if (*object)
            return fail(Errc::Conflict, "node-there", "there is a Node %1: delete it first", {node});
    }
    return {};
}

/// Removes what nobody has changed since it was listed. Errors: as Store.
Result<std::size_t> removeAll(Store &store, const std::string &prefix)
{
    const auto listing = store.list(prefix);
    if (!listing)
        return Failure{listing.error()};
    for (const auto &entry : listing->entries) {
        auto removed = store.compareAndPut(entry.key, entry.revision, std::nullopt);
        if (!removed && removed.error().code != Errc::Conflict)
            return Failure{std::move(removed).error()};
    }
    return listing->entries.size();
}

/// The blocks that were its, or of which it held something. Errors: as returnBlock().
Result<Json> returnBlocks(Store &store, const StoreKeys &keys, const std::string &node)
{
    const auto blocks = blocksOf(store, keys, node);
    if (!blocks)
        return Failure{blocks.error()};
    Json returned = Json::array();
    for (const auto &block : *blocks) {
        if (auto departed = proveDeparted(store, keys, node); !departed) // it may just have come back
            return Failure{std::move(departed).error()};
        if (auto done = returnBlock(store, keys, node, block.cidr); !done)
            return Failure{std::move(done).error()};
        faultPoint("forget-returned");
        returned.append(block.cidr.toString());
    }
    return returned;
}

} // namespace

Result<Json> forgetNode(Store &store, const StoreKeys &keys, const std::string &node)
{
    if (auto departed = proveDeparted(store, keys, node); !departed)
        return wrap(std::move(departed).error(), "forget the node " + node);
    auto blocks = returnBlocks(store, keys, node);
    if (!blocks)
        return wrap(std::move(blocks).error(), "forget the node " + node);
    const auto endpoints = removeAll(store, keys.endpoints() + node + '/');
    if (!endpoints)
        return wrap(endpoints.error(), "forget the node " + node);
    // Last: until then whoever finds the mark goes on.
    const auto mark = store.read(keys.node(node));
    if (!mark)
        return wrap(mark.error(), "forget the node " + node);
    if (*mark) {
        auto removed = store.compareAndPut(keys.node(node), (*mark)->revision, std::nullopt);
        if (!removed && removed.error().code != Errc::Conflict)
            return wrap(std::move(removed).error(), "forget the node " + node);
    }
    return Json::object({{"node", node},
                         {"blocks", *std::move(blocks)},
                         {"endpoints", static_cast<std::int64_t>(*endpoints)}});
}

DepartedNodes::DepartedNodes(std::string node, StoreWorker &store, std::chrono::milliseconds patience,
                             QObject *parent)
    : QObject(parent),
      m_node(std::move(node)),
      m_store(store),
      m_patience(patience)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &DepartedNodes::due);
}

void DepartedNodes::look(const Picture &picture)
{
    const auto &members = picture.members();
    if (!members.contains(m_node) && hasNode(picture, m_node))
        mark();
    const auto now = Clock::now();
    std::erase_if(m_since, [&](const auto &entry) { return !members.contains(entry.first); });
    for (const auto &name : members) {
        if (picture.alive().contains(name) || hasNode(picture, name)) {
            m_since.erase(name);
            continue;
        }
        const auto silence = now - m_since.try_emplace(name, now).first->second;
        const bool isFirst = !picture.alive().empty() && *picture.alive().begin() == m_node;
        if (silence >= m_patience && isFirst)
            forget(name);
        else if (!m_again.isActive())
            m_again.start(std::max<std::chrono::milliseconds>(m_patience, kRetry));
    }
}

void DepartedNodes::mark()
{
    if (std::exchange(m_isMarking, true))
        return;
    m_store.ask<Result<Revision>>(
        [key = m_store.keys().node(m_node), value = Json::object({{"node", m_node}}).dump()](Store &store) {
            return store.compareAndPut(key, 0, value);
        },
        [this](const Result<Revision> &marked) {
            m_isMarking = false;
            if (!marked && marked.error().code != Errc::Conflict && !m_again.isActive())
                m_again.start(kRetry);
        });
}

void DepartedNodes::forget(const std::string &node)
{
    if (std::exchange(m_isForgetting, true))
        return;
    m_store.ask<Result<Json>>(
        [node, keys = m_store.keys()](Store &store) { return forgetNode(store, keys, node); },
        [this, node](const Result<Json> &forgotten) {
            m_isForgetting = false;
            if (!m_again.isActive())
                m_again.start(kRetry); // there may be another one
            if (!forgotten)
                return log(LogLevel::Warning, forgotten.error().text());
            log("forgot the node " + node + ", whose Node was deleted: "
                + std::to_string((*forgotten)["blocks"].items().size()) + " blocks and "
                + std::to_string((*forgotten)["endpoints"].asInt()) + " endpoints of it are free");
        });
}

} // namespace podloom
