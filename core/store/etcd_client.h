// core/store/etcd_client.h: requests to etcd's v3 JSON gateway; private to core/store.
#pragma once

#include "core/base/json.h"
#include "core/store/call_receiver.h"
#include "core/store/etcd_store.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>

#include <functional>

namespace podloom {

/// Bytes as the gateway wants them, and back.
std::string toBase64(std::string_view bytes);
std::string fromBase64(const std::string &text);

/// A 64-bit number of an answer: the gateway writes them as strings, and leaves zeros out.
std::int64_t etcdNumber(const Json &value);

/// The end of the range of all keys that begin with `prefix`.
std::string rangeEndOf(std::string_view prefix);

/// One page of the keys under `prefix`, from key `from` on, as of `revision` (0 = now).
Json rangeRequest(std::string_view prefix, std::string_view from, Revision revision);
constexpr std::size_t kEtcdPage = 500;

/// The failure that an answer of the gateway means ({"error","code","message"}, gRPC's codes).
Failure etcdFailure(const Json &answer, int httpStatus);

/// Lives in the thread of its store and does everything there without blocking. Members are tried in turn; a
/// token that expired is fetched again.
class EtcdClient final : public CallReceiver {
    Q_OBJECT
public:
    using Done = std::function<void(Result<Json>)>;

    explicit EtcdClient(EtcdOptions options);

    /// POSTs `body` to `path`, e.g. "/v3/kv/range"; `done` is called exactly once, unless this object dies.
    void call(const std::string &path, const Json &body, Done done);

    /// Opens an answer that never ends on `network`, a connection of its own. Null reply = no token yet: try
    /// again later, after a call().
    QNetworkReply *openStream(QNetworkAccessManager &network, const std::string &path, const Json &body);

private:
    struct Request {
        std::string path;
        QByteArray body;
        Done done;
        std::size_t membersTried = 0;
        bool isAuthentication = false;
        bool hasNewToken = false;
    };
    using RequestPointer = std::shared_ptr<Request>;

    QNetworkRequest requestTo(const std::string &path) const;
    void send(const RequestPointer &request);
    void authenticateThenSend(const RequestPointer &request);
    void answered(const RequestPointer &request, QNetworkReply *reply);
    void unanswered(const RequestPointer &request, QNetworkReply *reply);

    EtcdOptions m_options;
    QNetworkAccessManager m_network;
    std::size_t m_member = 0;
    std::string m_token;
};

} // namespace podloom
