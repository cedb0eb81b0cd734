// agentd/daemon/endpoint_publisher.h: tells the cluster which pods this node has.
#pragma once

#include "agentd/daemon/picture.h"
#include "agentd/daemon/store_worker.h"

#include <QObject>

#include <map>
#include <optional>
#include <vector>

namespace podloom {

/// Keeps the endpoint records of this node in step with its attachments, by difference, behind the answers to
/// the runtimes. What fails is tried again; until then nobody knows whether it was written. Lives in the
/// agent's thread.
class EndpointPublisher final : public QObject {
    Q_OBJECT
public:
    EndpointPublisher(std::string node, StoreWorker &store, QObject *parent = nullptr);

    /// What the store has of this node, by its own account. Nothing is written before the next publish():
    /// until then nobody has said which pods there are.
    void seed(const Picture &picture);
    /// Writes what differs from `attachments` that are Ready.
    void publish(const std::map<AttachmentKey, Attachment> &attachments);

private:
    void writeNext();
    std::vector<StoreChange> changes() const;

    std::string m_node;
    StoreWorker &m_store;
    std::map<EndpointKey, Attachment> m_desired;
    std::map<EndpointKey, std::optional<Attachment>>
        m_written; ///< without a value: there in an unknown form, if at all
    bool m_isSeeded = false;
    bool m_isWriting = false;
};

} // namespace podloom
