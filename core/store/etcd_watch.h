// core/store/etcd_watch.h: follows the keys under a prefix of etcd; private to core/store.
#pragma once

#include "core/store/etcd_client.h"

#include <QPointer>
#include <QTimer>

#include <mutex>

namespace podloom {

/// Lives in the thread of the client: lists, tells the snapshot, then follows from that revision on. A lost
/// connection is opened again from the last revision that was told; a compacted one means another snapshot.
class EtcdWatch final : public QObject {
    Q_OBJECT
public:
    EtcdWatch(EtcdClient *client, std::string prefix, WatchSink sink);
    ~EtcdWatch() override;

    void begin();
    /// No sink is called after this returns, from whatever thread.
    void silence();

private:
    void listFrom(const std::string &from, Revision revision);
    void listed(const Json &answer, Revision revision);
    void openStream();
    void readLines();
    void handle(const Json &result);
    void streamEnded();
    void retryLater(const Error &error);
    void tell(StoreUpdate update);

    EtcdClient *m_client;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_stream;
    QTimer m_retry;
    std::chrono::milliseconds m_pause;
    std::string m_prefix;
    std::string m_line;
    StoreUpdate m_snapshot;
    Revision m_told = 0;
    bool m_needsSnapshot = true;

    std::mutex m_sinkMutex; ///< held while a sink runs
    WatchSink m_sink;
    bool m_isSilent = false;
};

/// The caller's end of a watch; `keeper` holds the thread that the watch lives in.
class EtcdSubscription final : public Subscription {
public:
    EtcdSubscription(std::shared_ptr<void> keeper, EtcdClient *client, std::string prefix, WatchSink sink);
    ~EtcdSubscription() override;

private:
    std::shared_ptr<void> m_keeper;
    EtcdWatch *m_watch; // lives in the client's thread and is deleted there
};

} // namespace podloom
