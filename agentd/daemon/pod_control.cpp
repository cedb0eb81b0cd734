#include "agentd/daemon/pod_control.h"

#include "core/rpc/message_codec.h"

#include <QLocalSocket>
#include <QTimer>

#include <memory>

namespace podloom {

namespace {

/// One conversation; it ends itself.
class PodCall final : public QObject {
public:
    PodCall(QObject *owner, std::size_t expected, std::function<void(Result<Json>)> done)
        : QObject(owner),
          m_answers(expected),
          m_left(expected),
          m_done(std::move(done))
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this,
                [this] { finish(fail(Errc::Timeout, "pod-timeout", "the pod did not answer in time")); });
        connect(&m_socket, &QLocalSocket::readyRead, this, [this] { read(); });
        connect(&m_socket, &QLocalSocket::errorOccurred, this, [this] {
            finish(fail(Errc::Unavailable, "pod-gone", "the pod does not answer: %1",
                        {m_socket.errorString().toStdString()}));
        });
    }

    void start(const std::string &path, const std::string &lines, std::chrono::milliseconds timeout)
    {
        m_timer.start(timeout);
        connect(&m_socket, &QLocalSocket::connected, this,
                [this, lines] { m_socket.write(lines.data(), static_cast<qint64>(lines.size())); });
        m_socket.connectToServer(QString::fromStdString(path));
        if (m_left == 0)
            finish(Json(Json::Array()));
    }

private:
    void read()
    {
        const auto bytes = m_socket.readAll();
        m_lines.append({bytes.data(), static_cast<std::size_t>(bytes.size())});
        while (m_left > 0) {
            const auto line = m_lines.next();
            if (!line)
                return finish(Failure{line.error()});
            if (!*line)
                return;
            const auto json = parseJson(**line);
            const auto index = json ? static_cast<std::size_t>((*json)["id"].asInt(-1)) : m_answers.size();
            if (index >= m_answers.size() || json->contains("error"))
                return finish(fail(Errc::InvalidArgument, "pod-mistake", "the pod answered %1", {**line}));
            m_answers[index] = *json;
            --m_left;
        }
        finish(Json(m_answers));
    }

    void finish(Result<Json> result)
    {
        if (!m_done)
            return;
        const auto done = std::exchange(m_done, {});
        m_timer.stop();
        m_socket.disconnect(this);
        deleteLater();
        done(std::move(result));
    }

    QLocalSocket m_socket;
    QTimer m_timer;
    rpc::LineBuffer m_lines;
    Json::Array m_answers;
    std::size_t m_left;
    std::function<void(Result<Json>)> m_done;
};

} // namespace

void askPod(QObject *owner, const std::string &runFolder, const std::string &container,
            const std::vector<Json> &requests, std::chrono::milliseconds timeout,
            std::function<void(Result<Json>)> done)
{
    std::string lines;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        Json request = requests[i];
        request.set("id", i);
        lines += request.dump() + '\n';
    }
    auto *call = new PodCall(owner, requests.size(), std::move(done));
    call->start(runFolder + "/pods/" + container + ".sock", lines, timeout);
}

} // namespace podloom
