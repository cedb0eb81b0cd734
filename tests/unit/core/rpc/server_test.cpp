#include "core/rpc/client.h"
#include "core/rpc/server.h"
#include "core/store/call_receiver.h"

#include <QCoreApplication>
#include <QTimer>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <thread>

namespace podloom::rpc {
namespace {

using ::testing::SizeIs;

/// A server on the test's thread; what a client does runs on a thread of its own until it is done.
class AServer : public ::testing::Test {
protected:
    AServer()
    {
        EXPECT_NE(::mkdtemp(folder.data()), nullptr);
        server.setIntroduction(Json::object({{"node", "node-1"}}));
        server.add("echo", [](const Json &params, const Responder &answer) { answer(params); });
        server.add("later", [](const Json &, const Responder &answer) {
            QTimer::singleShot(0, [answer] { answer(Json("done")); });
        });
        server.add("full", [](const Json &, const Responder &answer) {
            answer(fail(Errc::Exhausted, "no-address", "no address is left in %1", {"10.0.0.0/26"}));
        });
        server.addTopic("state", [this] { return state; });
        const auto listening = server.listen(path());
        EXPECT_TRUE(listening) << listening.error().text();
    }
    ~AServer() override { std::filesystem::remove_all(folder); }

    std::string path() const { return folder + "/agentd.sock"; }

    void converse(const std::function<void(Client &)> &talk)
    {
        std::thread peer([&] {
            auto stream = FdStream::connect(path());
            if (stream) {
                Client client(*std::move(stream));
                talk(client);
            } else {
                ADD_FAILURE() << stream.error().text();
            }
            calls.post([] { QCoreApplication::quit(); });
        });
        QCoreApplication::exec();
        peer.join();
    }

    int argc = 1;
    std::string name = "test";
    std::vector<char *> argv{name.data(), nullptr};
    QCoreApplication application{argc, argv.data()};
    CallReceiver calls; ///< from the client's thread
    std::string folder = (std::filesystem::temp_directory_path() / "podloom-rpc-XXXXXX").string();
    Json state = "idle";
    Server server;
};

TEST_F(AServer, AgreesOnAVersionAndIntroducesItself)
{
    converse([](Client &client) {
        const auto hello = client.hello();

        ASSERT_TRUE(hello) << hello.error().text();
        EXPECT_EQ((*hello)["protocol"].asInt(), 1);
        EXPECT_EQ((*hello)["node"].asString(), "node-1");
        const auto tooNew = client.call("hello", Json::object({{"protocol", Json::array({7, 9})}}));
        ASSERT_FALSE(tooNew);
        EXPECT_EQ(tooNew.error().code, Errc::Unsupported);
    });
}

TEST_F(AServer, AnswersAtOnceOrLater)
{
    converse([](Client &client) {
        const auto params = Json::object({{"text", std::string(200'000, 'x')}});
        EXPECT_EQ(*client.call("echo", params), params);
        EXPECT_EQ(client.call("later")->asString(), "done");
    });
}

TEST_F(AServer, PassesErrorsOnWithTheirCode)
{
    converse([](Client &client) {
        const auto full = client.call("full");
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error().code, Errc::Exhausted);
        EXPECT_EQ(full.error().message.arguments, std::vector<std::string>{"10.0.0.0/26"});
        EXPECT_EQ(client.call("nothing").error().code, Errc::Unsupported);
    });
}

TEST_F(AServer, TellsSubscribersASnapshotAndThenEvents)
{
    converse([this](Client &client) {
        std::vector<Request> events;
        client.onNotification([&](const Request &event) { events.push_back(event); });

        const auto snapshot = client.call("subscribe", Json::object({{"topics", Json::array({"state"})}}));
        calls.post([this] { server.publish("state", "busy"); });
        const auto heard = client.listen(std::chrono::seconds(10));

        ASSERT_TRUE(snapshot) << snapshot.error().text();
        EXPECT_EQ((*snapshot)["topics"]["state"]["value"].asString(), "idle");
        ASSERT_TRUE(heard) << heard.error().text();
        ASSERT_THAT(events, SizeIs(1));
        EXPECT_EQ(events[0].params["value"].asString(), "busy");
        EXPECT_EQ(events[0].params["sequence"].asInt(), 1);
    });
}

TEST_F(AServer, RefusesASecondOneOnItsSocketAndHidesItFromOthers)
{
    Server second;

    const auto listening = second.listen(path());

    ASSERT_FALSE(listening);
    EXPECT_EQ(listening.error().code, Errc::AlreadyExists);
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(path()).permissions(), perms::owner_read | perms::owner_write);
}

} // namespace
} // namespace podloom::rpc
