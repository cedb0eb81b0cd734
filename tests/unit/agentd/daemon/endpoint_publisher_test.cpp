// What the cluster is told of pods, by a store that goes away in the middle of a write.
#include "agentd/daemon/endpoint_publisher.h"

#include "core/store/etcd_store.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// As much of etcd's gateway as a write needs. While it is not well it takes a request and ends.
class FakeEtcd {
public:
    FakeEtcd()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, [this] {
            auto *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    std::string address() const { return "etcd:http://127.0.0.1:" + std::to_string(m_server.serverPort()); }

    bool isWell = false;
    std::vector<std::string> bodies{}; ///< of every request

private:
    void read(QTcpSocket &socket)
    {
        const auto bytes = socket.peek(1 << 20).toStdString();
        const auto head = bytes.find("\r\n\r\n");
        const auto length = bytes.find("Content-Length: ");
        if (head == std::string::npos || length == std::string::npos
            || bytes.size() < head + 4 + std::stoul(bytes.substr(length + 16)))
            return;
        socket.readAll();
        bodies.push_back(bytes.substr(head + 4));
        if (!isWell)
            return socket.abort();
        const std::string answer = R"({"header":{"revision":"7"},"succeeded":true})";
        socket.write(
            QByteArray::fromStdString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                      + std::to_string(answer.size()) + "\r\n\r\n" + answer));
        socket.flush(); // nobody waits for the answer when the test ends now
    }

    QTcpServer m_server;
};

Attachment attachment(const std::string &container)
{
    return {.key = {container, "eth0"},
            .state = Attachment::State::Ready,
            .network = "podloom",
            .hostInterface = "pod-" + container};
}

TEST(EndpointPublisher, LeavesAloneWhatTheStoreHasOfPodsThatRun)
{
    int argc = 1;
    char name[5] = "test";
    char *argv[2] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    FakeEtcd etcd;
    etcd.isWell = true;
    const StoreKeys keys("prod");
    StoreWorker store(keys);
    ASSERT_TRUE(store.open(etcd.address(), {}));
    const auto db = attachment("db");
    Picture picture(keys, "node-1");
    picture.applyOthers(
        {.isSnapshot = true,
         .changes = {{.key = keys.endpoint({"node-1", "db", "eth0"}), .value = toJson(db).dump()}},
         .revision = 3});
    ASSERT_EQ(picture.endpoints().size(), 1U);
    EndpointPublisher publisher("node-1", store);

    publisher.seed(picture);
    publisher.publish({{db.key, db}});

    // Requests go out one after the other: one about the pod that runs would come before this one.
    const auto web = attachment("web");
    publisher.publish({{db.key, db}, {web.key, web}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !etcd.bodies.empty(); }, 30'000));
    const auto put = [&](const Attachment &pod) {
        const auto key = keys.endpoint({"node-1", pod.key.containerId, "eth0"});
        return HasSubstr(QByteArray::fromStdString(key).toBase64().toStdString());
    };
    EXPECT_THAT(etcd.bodies.front(), put(web));
    EXPECT_THAT(etcd.bodies.front(), Not(put(db)));
}

TEST(EndpointPublisher, TakesBackWhatALostStoreMayHaveWritten)
{
    int argc = 1;
    char name[5] = "test";
    char *argv[2] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    FakeEtcd etcd;
    const StoreKeys keys("prod");
    StoreWorker store(keys);
    ASSERT_TRUE(store.open(etcd.address(), {}));
    EndpointPublisher publisher("node-1", store);
    publisher.seed(Picture(keys, "node-1"));

    const auto db = attachment("db");
    publisher.publish({{db.key, db}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !etcd.bodies.empty(); }, 30'000));
    EXPECT_THAT(etcd.bodies.front(), HasSubstr("request_put"));
    // The pod goes while nobody knows whether it is in the store.
    publisher.publish({});
    etcd.isWell = true;

    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return etcd.bodies.back().find("request_delete_range") != std::string::npos; }, 30'000));
    const auto told = etcd.bodies.size();
    EXPECT_FALSE(QTest::qWaitFor([&] { return etcd.bodies.size() > told; }, 1500))
        << "nothing is left to tell";
}

} // namespace
} // namespace podloom
