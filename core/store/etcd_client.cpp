#include "core/store/etcd_client.h"

#include "core/base/text.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QUrl>

namespace podloom {

namespace {

// https://grpc.github.io/grpc/core/md_doc_statuscodes.html
enum GrpcCode : std::int64_t {
    kDeadlineExceeded = 4,
    kNotFound = 5,
    kPermissionDenied = 7,
    kOutOfRange = 11,
    kUnavailable = 14,
    kUnauthenticated = 16,
};

Errc codeOf(std::int64_t grpcCode)
{
    switch (grpcCode) {
    case kDeadlineExceeded: return Errc::Timeout;
    case kNotFound: return Errc::NotFound;
    case kOutOfRange: return Errc::Conflict;
    case kPermissionDenied:
    case kUnauthenticated: return Errc::PermissionDenied;
    case kUnavailable: return Errc::Unavailable;
    default: return Errc::Io;
    }
}

/// etcd 3.4 answers an expired token with code 16, some paths with a plain text only.
bool isAboutToken(const Json &answer)
{
    return answer["code"].asInt() == kUnauthenticated
        || answer["error"].asString().find("invalid auth token") != std::string::npos;
}

QSslConfiguration tlsOf(const EtcdOptions &options)
{
    auto tls = QSslConfiguration::defaultConfiguration();
    if (!options.caFile.empty())
        tls.setCaCertificates(QSslCertificate::fromPath(QString::fromStdString(options.caFile)));
    if (options.certificateFile.empty())
        return tls;
    tls.setLocalCertificateChain(QSslCertificate::fromPath(QString::fromStdString(options.certificateFile)));
    QFile file(QString::fromStdString(options.keyFile));
    if (file.open(QIODevice::ReadOnly)) {
        const auto pem = file.readAll();
        QSslKey key(pem, QSsl::Rsa);
        tls.setPrivateKey(key.isNull() ? QSslKey(pem, QSsl::Ec) : key);
    }
    return tls;
}

} // namespace

std::string toBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64()
        .toStdString();
}

std::string fromBase64(const std::string &text)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(text)).toStdString();
}

std::int64_t etcdNumber(const Json &value)
{
    if (value.isString())
        return static_cast<std::int64_t>(parseUnsigned(value.asString(), INT64_MAX).value_or(0));
    return value.asInt();
}

std::string rangeEndOf(std::string_view prefix)
{
    std::string end(prefix);
    while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xFF)
        end.pop_back();
    if (end.empty())
        return std::string(1, '\0'); // etcd: to the last key
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    return end;
}

Json rangeRequest(std::string_view prefix, std::string_view from, Revision revision)
{
    auto request = Json::object({{"key", toBase64(from)}, {"range_end", toBase64(rangeEndOf(prefix))}});
    request.set("limit", std::to_string(kEtcdPage));
    if (revision > 0)
        request.set("revision", std::to_string(revision));
    return request;
}

Failure etcdFailure(const Json &answer, int httpStatus)
{
    const auto &sentence = answer["message"].isString() ? answer["message"] : answer["error"];
    return fail(codeOf(answer["code"].asInt()), "etcd", "etcd says: %1",
                {sentence.isString() ? sentence.asString() : "HTTP status " + std::to_string(httpStatus)});
}

EtcdClient::EtcdClient(EtcdOptions options) : m_options(std::move(options)), m_network(this) {}

QNetworkRequest EtcdClient::requestTo(const std::string &path) const
{
    const auto &member = m_options.endpoints[m_member % m_options.endpoints.size()];
    QNetworkRequest request(QUrl(QString::fromStdString(member + path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (member.starts_with("https:"))
        request.setSslConfiguration(tlsOf(m_options));
    if (!m_token.empty())
        request.setRawHeader("Authorization", QByteArray::fromStdString(m_token));
    return request;
}

void EtcdClient::call(const std::string &path, const Json &body, Done done)
{
    auto request = std::make_shared<Request>();
    request->path = path;
    request->body = QByteArray::fromStdString(body.dump());
    request->done = std::move(done);
    if (!m_options.user.empty() && m_token.empty())
        authenticateThenSend(request);
    else
        send(request);
}

QNetworkReply *EtcdClient::openStream(QNetworkAccessManager &network, const std::string &path,
                                      const Json &body)
{
    if (!m_options.user.empty() && m_token.empty())
        return nullptr;
    return network.post(requestTo(path), QByteArray::fromStdString(body.dump()));
}

void EtcdClient::send(const RequestPointer &request)
{
    auto httpRequest = requestTo(request->path);
    httpRequest.setTransferTimeout(static_cast<int>(m_options.deadline.count()));
    if (request->isAuthentication)
        httpRequest.setRawHeader("Authorization", QByteArray());
    auto *reply = m_network.post(httpRequest, request->body);
    connect(reply, &QNetworkReply::finished, this, [this, request, reply] {
        reply->deleteLater();
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
            answered(request, reply);
        else
            unanswered(request, reply);
    });
}

void EtcdClient::authenticateThenSend(const RequestPointer &request)
{
    auto login = std::make_shared<Request>();
    login->path = "/v3/auth/authenticate";
    login->isAuthentication = true;
    login->body = QByteArray::fromStdString(
        Json::object({{"name", m_options.user}, {"password", m_options.password}}).dump());
    login->done = [this, request](Result<Json> answer) {
        if (!answer)
            return request->done(wrap(std::move(answer).error(), "log in to etcd as " + m_options.user));
        m_token = (*answer)["token"].asString();
        request->hasNewToken = true;
        send(request);
    };
    send(login);
}

void EtcdClient::answered(const RequestPointer &request, QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    auto answer = parseJson(reply->readAll().toStdString());
    if (!answer)
        return request->done(wrap(std::move(answer).error(), "read the answer of etcd"));
    if (status == 200)
        return request->done(std::move(answer));
    const bool mayLogIn = !m_options.user.empty() && !request->isAuthentication && !request->hasNewToken;
    if (mayLogIn && isAboutToken(*answer)) {
        m_token.clear();
        return authenticateThenSend(request);
    }
    request->done(etcdFailure(*answer, status));
}

void EtcdClient::unanswered(const RequestPointer &request, QNetworkReply *reply)
{
    // Only what surely did not arrive is sent to the next member: a write may not happen twice.
    const auto error = reply->error();
    const bool wasNotSent = error == QNetworkReply::ConnectionRefusedError
                         || error == QNetworkReply::HostNotFoundError
                         || error == QNetworkReply::NetworkSessionFailedError;
    if (wasNotSent && ++request->membersTried < m_options.endpoints.size()) {
        ++m_member;
        return send(request);
    }
    const auto code = error == QNetworkReply::OperationCanceledError ? Errc::Timeout : Errc::Unavailable;
    request->done(
        fail(code, "etcd-unreachable", "etcd at %1 does not answer: %2",
             {reply->url().toString(QUrl::RemovePath).toStdString(), reply->errorString().toStdString()}));
    ++m_member;
}

} // namespace podloom
