#include "agentd/bgp/bird_client.h"

#include <chrono>
#include <utility>

namespace podloom {

namespace {

/// BIRD answers in milliseconds; a large reconfiguration takes a fraction of a second.
constexpr auto kPatience = std::chrono::seconds(15);

Failure refusal(const BirdReply &reply)
{
    // The sentence about a file stands before the last line when BIRD has more to say.
    std::string text = reply.text();
    const auto code = reply.code() == 8007 ? Errc::PermissionDenied : Errc::InvalidArgument;
    return fail(code, "bird-refused", "BIRD says: %1", {std::move(text), std::to_string(reply.code())});
}

} // namespace

BirdClient::BirdClient(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_socket, &QLocalSocket::readyRead, this, &BirdClient::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, &BirdClient::breakOff);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &BirdClient::breakOff);
    connect(&m_patience, &QTimer::timeout, this, &BirdClient::breakOff);
}

BirdClient::~BirdClient()
{
    m_socket.disconnect(this);
    m_queue.clear();
}

void BirdClient::open(const std::string &path)
{
    close();
    m_parser = {};
    m_patience.start();
    m_socket.connectToServer(QString::fromStdString(path));
}

void BirdClient::close()
{
    if (m_isGreeted || m_socket.state() != QLocalSocket::UnconnectedState)
        breakOff();
}

void BirdClient::send(const std::string &command, Answer answer)
{
    m_queue.push_back({command, std::move(answer)});
    sendNext();
}

void BirdClient::sendNext()
{
    if (!m_isGreeted || m_isSent || m_queue.empty())
        return;
    m_isSent = true;
    m_patience.start();
    m_socket.write(QByteArray::fromStdString(m_queue.front().command + '\n'));
}

void BirdClient::read()
{
    const auto bytes = m_socket.readAll();
    m_parser.feed(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    while (const auto reply = m_parser.next()) {
        m_patience.stop();
        if (!m_isGreeted) {
            m_isGreeted = true;
            emit connected();
        } else if (m_isSent) {
            auto request = std::move(m_queue.front());
            m_queue.pop_front();
            m_isSent = false;
            if (reply->isError())
                request.answer(refusal(*reply));
            else
                request.answer(*reply);
        }
        sendNext();
    }
    if (m_parser.takeNotices() > 0)
        emit noticed();
}

void BirdClient::breakOff()
{
    m_patience.stop();
    m_isGreeted = false;
    m_isSent = false;
    const QSignalBlocker quiet(m_socket);
    m_socket.abort();
    for (auto queue = std::exchange(m_queue, {}); auto &request : queue)
        request.answer(fail(Errc::Unavailable, "bird-gone", "The connection to BIRD broke"));
    emit disconnected();
}

} // namespace podloom
