#include "core/os/files.h"
#include "core/os/unix_socket.h"
#include "core/ssh/ssh_streams.h"
#include "tests/unit/core/ssh/test_sshd.h"

#include <gmock/gmock.h>

#include <sys/socket.h>

#include <thread>

namespace {

using namespace podloom;
using namespace std::chrono_literals;

class SshStreamsToAMachine : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!sshd.reason().empty())
            GTEST_SKIP() << sshd.reason();
        auto connected = SshStreams::connect(sshd.trustedOptions(), {});
        ASSERT_TRUE(connected) << connected.error().text();
        streams = *std::move(connected);
    }
    test::TestSshd sshd{};
    std::unique_ptr<SshStreams> streams{};
};

/// Accepts one connection, sends everything back until the end, then closes.
std::jthread echoOnce(UniqueFd listener)
{
    return std::jthread([listener = std::move(listener)] {
        const UniqueFd peer(::accept(listener.get(), nullptr, nullptr));
        const auto bytes = readAll(peer.get());
        if (bytes)
            static_cast<void>(writeAll(peer.get(), *bytes));
    });
}

TEST_F(SshStreamsToAMachine, CarryAUnixSocket)
{
    const auto path = (sshd.folder() / "echo.sock").string();
    auto listener = listenUnix(path);
    ASSERT_TRUE(listener);
    const auto echo = echoOnce(*std::move(listener));
    const std::string said(2'000'000, 'y');

    auto fd = streams->openUnix(path, 10s, {});
    ASSERT_TRUE(fd) << fd.error().text();
    ASSERT_TRUE(writeAll(fd->get(), said));
    ::shutdown(fd->get(), SHUT_WR);
    const auto heard = readAll(fd->get());

    ASSERT_TRUE(heard);
    EXPECT_TRUE(*heard == said);
}

TEST_F(SshStreamsToAMachine, SayThatNobodyListens)
{
    const auto fd = streams->openUnix((sshd.folder() / "nothing.sock").string(), 10s, {});

    ASSERT_FALSE(fd);
    EXPECT_EQ(fd.error().code, Errc::Unavailable);
}

TEST_F(SshStreamsToAMachine, CarryAProgram)
{
    auto fd = streams->openProgram({"sh", "-c", "read line; echo \"got $line\""}, false, 10s, {});
    ASSERT_TRUE(fd) << fd.error().text();

    ASSERT_TRUE(writeAll(fd->get(), "it's\n"));
    const auto heard = readAll(fd->get());

    ASSERT_TRUE(heard);
    EXPECT_EQ(*heard, "got it's\n");
}

TEST_F(SshStreamsToAMachine, CarryManyStreamsAtOnce)
{
    std::vector<UniqueFd> fds;
    const auto path = (sshd.folder() / "many.sock").string();
    auto listener = listenUnix(path);
    ASSERT_TRUE(listener);
    const std::jthread server([&] {
        for (int each = 0; each < 30; ++each) {
            const UniqueFd peer(::accept(listener->get(), nullptr, nullptr));
            static_cast<void>(writeAll(peer.get(), "hello " + std::to_string(each)));
        }
    });
    for (int each = 0; each < 30; ++each) {
        auto fd = streams->openUnix(path, 10s, {});
        ASSERT_TRUE(fd) << fd.error().text();
        fds.push_back(*std::move(fd));
    }

    for (std::size_t each = 0; each < fds.size(); ++each)
        EXPECT_EQ(*readAll(fds[each].get()), "hello " + std::to_string(each));
}

TEST_F(SshStreamsToAMachine, EndWithTheConnection)
{
    auto fd = streams->openProgram({"sleep", "30"}, false, 10s, {});
    ASSERT_TRUE(fd) << fd.error().text();

    streams.reset();

    EXPECT_EQ(*readAll(fd->get()), "");
}

TEST_F(SshStreamsToAMachine, LeadToAnotherMachine)
{
    auto options = sshd.trustedOptions();
    options.dial = [&](std::chrono::milliseconds timeout, const std::stop_token &stop) {
        return streams->openTcp("127.0.0.1", options.port, timeout, stop);
    };

    auto second = SshStreams::connect(options, {});
    ASSERT_TRUE(second) << second.error().text();
    auto fd = (*second)->openProgram({"echo", "over two machines"}, false, 10s, {});

    ASSERT_TRUE(fd) << fd.error().text();
    EXPECT_EQ(*readAll(fd->get()), "over two machines\n");
}

} // namespace
