// agentd/daemon/departed_nodes.h: what nodes leave in the store that are no more.
#pragma once

#include "agentd/daemon/picture.h"
#include "agentd/daemon/store_worker.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <string>

namespace podloom {

/// Takes what `node` holds of blocks, its blocks and its endpoints out of the store, and the mark that it has
/// been there. `{"node","blocks":[CIDR],"endpoints":N}`. Errors: Conflict (its agent answers, or there is a
/// Node of that name), as Store; can be repeated.
Result<Json> forgetNode(Store &store, const StoreKeys &keys, const std::string &node);

/// Marks this node in the store as soon as there is a Node of its name, and forgets others that have such a
/// mark, no Node any more, and an agent that has been silent for `patience`: so no node that merely is down,
/// and none that never had a Node. Of the agents that answer the one of the first name does it. Lives in the
/// agent's thread.
class DepartedNodes final : public QObject {
    Q_OBJECT
public:
    /// The store must outlive this object.
    DepartedNodes(std::string node, StoreWorker &store, std::chrono::milliseconds patience,
                  QObject *parent = nullptr);

    void look(const Picture &picture);

signals:
    /// It is time to look again.
    void due();

private:
    using Clock = std::chrono::steady_clock;
    void mark();
    void forget(const std::string &node);

    std::string m_node;
    StoreWorker &m_store;
    std::chrono::milliseconds m_patience;
    std::map<std::string, Clock::time_point> m_since; ///< nodes that seem to be no more
    bool m_isMarking = false;
    bool m_isForgetting = false;
    QTimer m_again;
};

} // namespace podloom
