#include "agentd/daemon/endpoint_publisher.h"

#include "core/os/fault_point.h"

#include <QTimer>

#include <chrono>

namespace podloom {

namespace {

constexpr std::chrono::seconds kRetryDelay{1};

} // namespace

EndpointPublisher::EndpointPublisher(std::string node, StoreWorker &store, QObject *parent)
    : QObject(parent),
      m_node(std::move(node)),
      m_store(store)
{}

void EndpointPublisher::seed(const Picture &picture)
{
    if (m_isWriting)
        return; // what is under way knows better
    m_written.clear();
    for (const auto &[key, attachment] : picture.endpoints()) {
        if (key.node == m_node)
            m_written[key] = attachment;
    }
    m_isSeeded = true;
}

void EndpointPublisher::publish(const std::map<AttachmentKey, Attachment> &attachments)
{
    m_desired.clear();
    for (const auto &[key, attachment] : attachments) {
        if (attachment.state == Attachment::State::Ready)
            m_desired[{m_node, key.containerId, key.ifName}] = attachment;
    }
    writeNext();
}

std::vector<StoreChange> EndpointPublisher::changes() const
{
    std::vector<StoreChange> changes;
    for (const auto &[key, record] : m_desired) {
        const auto written = m_written.find(key);
        if (written == m_written.end() || written->second != record)
            changes.push_back({.key = m_store.keys().endpoint(key), .value = toJson(record).dump()});
    }
    for (const auto &[key, record] : m_written) {
        if (!m_desired.contains(key))
            changes.push_back({.key = m_store.keys().endpoint(key)});
    }
    return changes;
}

void EndpointPublisher::writeNext()
{
    if (m_isWriting || !m_isSeeded)
        return;
    auto next = changes();
    if (next.empty())
        return;
    m_isWriting = true;
    m_store.ask<Status>(
        [next = std::move(next)](Store &store) -> Status {
            faultPoint("publish-begun");
            auto put = store.putAll(next);
            faultPoint("publish-written");
            return put ? Status() : Status(Failure{std::move(put).error()});
        },
        [this, attempted = m_desired](const Status &status) {
            m_isWriting = false;
            if (status) {
                m_written = {attempted.begin(), attempted.end()};
                return writeNext();
            }
            // A store that went away before it answered may have written all the same.
            for (const auto &[key, record] : attempted) {
                const auto known = m_written.find(key);
                if (known == m_written.end() || known->second != record)
                    m_written[key] = std::nullopt;
            }
            QTimer::singleShot(kRetryDelay, this, &EndpointPublisher::writeNext);
        });
}

} // namespace podloom
