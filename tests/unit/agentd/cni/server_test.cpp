// The agent's socket for podloom-cni, with peers that are slow, silent or too many.
#include "agentd/cni/server.h"
#include "core/os/unix_socket.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>

#include <filesystem>

namespace podloom {
namespace {

class TheCniServer : public ::testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "podloom-cni-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        path = (folder / "cni.sock").string();
        ASSERT_TRUE(server.listen(path));
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    static bool isReadable(const UniqueFd &fd)
    {
        pollfd entry{.fd = fd.get(), .events = POLLIN, .revents = 0};
        return ::poll(&entry, 1, 0) > 0;
    }
    /// The answer, or the empty end.
    static std::string answerOn(const UniqueFd &fd)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!isReadable(fd) && std::chrono::steady_clock::now() < deadline)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const auto received = receiveWithFd(fd.get());
        return received ? received->bytes : "nothing";
    }

    int argumentCount = 1;
    char name[5] = "test";
    char *arguments[2] = {name, nullptr};
    QCoreApplication application{argumentCount, arguments};
    CniServer server{[](const CniRequest &, UniqueFd, const CniServer::Reply &reply) {
                         reply({.exitStatus = 7, .output = "done"});
                     },
                     std::chrono::milliseconds(50)};
    std::filesystem::path folder;
    std::string path;
};

TEST_F(TheCniServer, DropsWhoeverSaysNothing)
{
    const auto silent = connectUnix(path);
    ASSERT_TRUE(silent);
    const auto half = connectUnix(path);
    ASSERT_TRUE(half);
    ASSERT_TRUE(sendWithFd(half->get(), "{\"command\"", -1));

    EXPECT_EQ(answerOn(*silent), "");
    EXPECT_EQ(answerOn(*half), "");
}

TEST_F(TheCniServer, PausesWhenThereAreNoDescriptorsLeft)
{
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer looks at vtables through a pipe, for which no descriptor is left";
#endif
    const auto caller = connectUnix(path);
    ASSERT_TRUE(caller);
    ASSERT_TRUE(sendWithFd(caller->get(), "{}\n", -1));
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const UniqueFd next(::fcntl(caller->get(), F_DUPFD_CLOEXEC, 0)); // the lowest number that is free
    rlimit none{.rlim_cur = static_cast<rlim_t>(next.get()), .rlim_max = before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);

    int rounds = 0;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &application,
                     [&] { ++rounds; });
    QEventLoop loop;
    QTimer::singleShot(std::chrono::milliseconds(300), &loop, &QEventLoop::quit);
    loop.exec();
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);

    EXPECT_LT(rounds, 100) << "it waits";
    EXPECT_EQ(answerOn(*caller), "7 4\ndone");
}

} // namespace
} // namespace podloom
