#include "core/store/etcd_watch.h"

#include "core/base/handover.h"

#include <algorithm>

namespace podloom {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 3000ms;

StoreChange changeOf(const Json &keyValue, bool isGone)
{
    StoreChange change{.key = fromBase64(keyValue["key"].asString()),
                       .revision = etcdNumber(keyValue["mod_revision"])};
    if (!isGone)
        change.value = fromBase64(keyValue["value"].asString());
    return change;
}

} // namespace

EtcdWatch::EtcdWatch(EtcdClient *client, std::string prefix, WatchSink sink)
    : m_client(client),
      m_network(this),
      m_retry(this),
      m_pause(kFirstPause),
      m_prefix(std::move(prefix)),
      m_sink(std::move(sink))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EtcdWatch::begin);
}

EtcdWatch::~EtcdWatch()
{
    takeOver(this);
}

void EtcdWatch::begin()
{
    if (m_needsSnapshot) {
        m_snapshot = {.isSnapshot = true};
        listFrom(m_prefix, 0);
    } else {
        openStream();
    }
}

void EtcdWatch::silence()
{
    const std::lock_guard lock(m_sinkMutex);
    m_isSilent = true;
}

void EtcdWatch::listFrom(const std::string &from, Revision revision)
{
    m_client->call("/v3/kv/range", rangeRequest(m_prefix, from, revision),
                   [self = QPointer(this), revision](Result<Json> answer) {
                       if (!self)
                           return;
                       if (answer)
                           self->listed(*answer, revision);
                       else
                           self->retryLater(answer.error());
                   });
}

void EtcdWatch::listed(const Json &answer, Revision revision)
{
    if (revision == 0)
        revision = etcdNumber(answer["header"]["revision"]);
    for (const auto &keyValue : answer["kvs"].items())
        m_snapshot.changes.push_back(changeOf(keyValue, false));
    if (answer["more"].asBool())
        return listFrom(m_snapshot.changes.back().key + '\0', revision);
    m_snapshot.revision = revision;
    m_needsSnapshot = false;
    tell(std::exchange(m_snapshot, {}));
    openStream();
}

void EtcdWatch::openStream()
{
    const auto create = Json::object({{"key", toBase64(m_prefix)},
                                      {"range_end", toBase64(rangeEndOf(m_prefix))},
                                      {"start_revision", std::to_string(m_told + 1)}});
    m_line.clear();
    m_stream = m_client->openStream(m_network, "/v3/watch", Json::object({{"create_request", create}}));
    if (!m_stream) {
        m_needsSnapshot = true; // listing logs in first
        return m_retry.start(m_pause);
    }
    connect(m_stream, &QNetworkReply::readyRead, this, &EtcdWatch::readLines);
    connect(m_stream, &QNetworkReply::finished, this, &EtcdWatch::streamEnded);
}

void EtcdWatch::readLines()
{
    if (!m_stream)
        return;
    m_line += m_stream->readAll().toStdString();
    for (auto end = m_line.find('\n'); end != std::string::npos; end = m_line.find('\n')) {
        const auto message = parseJson(std::string_view(m_line).substr(0, end));
        m_line.erase(0, end + 1);
        if (message && (*message)["result"].isObject())
            handle((*message)["result"]);
        else if (m_stream)
            m_stream->abort(); // an error line, or none of etcd's: begin again
        if (!m_stream || !m_stream->isRunning())
            return;
    }
}

void EtcdWatch::handle(const Json &result)
{
    if (result["canceled"].asBool()) {
        m_needsSnapshot = m_needsSnapshot || etcdNumber(result["compact_revision"]) > 0;
        m_stream->abort();
        return;
    }
    m_pause = kFirstPause;
    StoreUpdate update{.revision = etcdNumber(result["header"]["revision"])};
    for (const auto &event : result["events"].items())
        update.changes.push_back(changeOf(event["kv"], event["type"].asString() == "DELETE"));
    if (update.changes.empty())
        return; // the answer to the creation: its revision may be ahead of events that are still to come
    update.revision = update.changes.back().revision;
    tell(std::move(update));
}

void EtcdWatch::streamEnded()
{
    const auto sentence = m_stream ? m_stream->errorString().toStdString() : std::string();
    if (m_stream) {
        m_stream->deleteLater();
        m_stream.clear();
    }
    if (m_needsSnapshot)
        m_retry.start(0ms);
    else
        retryLater(
            fail(Errc::Unavailable, "etcd-watch-lost", "the watch of etcd ended: %1", {sentence}).error);
}

void EtcdWatch::retryLater(const Error &error)
{
    {
        const std::lock_guard lock(m_sinkMutex);
        if (!m_isSilent && m_sink.trouble)
            m_sink.trouble(error);
    }
    m_retry.start(m_pause);
    m_pause = std::min(m_pause * 2, std::chrono::milliseconds(kLongestPause));
}

void EtcdWatch::tell(StoreUpdate update)
{
    m_told = update.revision;
    const std::lock_guard lock(m_sinkMutex);
    if (!m_isSilent && m_sink.update)
        m_sink.update(std::move(update));
}

EtcdSubscription::EtcdSubscription(std::shared_ptr<void> keeper, EtcdClient *client, std::string prefix,
                                   WatchSink sink)
    : m_keeper(std::move(keeper)),
      m_watch(new EtcdWatch(client, std::move(prefix), std::move(sink)))
{
    m_watch->moveToThread(client->thread());
    client->post([watch = QPointer(m_watch)] {
        if (watch) // its subscription may be over already
            watch->begin();
    });
}

EtcdSubscription::~EtcdSubscription()
{
    m_watch->silence();
    handOver(m_watch);
    m_watch->deleteLater();
}

} // namespace podloom
