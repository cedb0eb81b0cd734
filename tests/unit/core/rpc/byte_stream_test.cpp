#include "core/rpc/byte_stream.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace podloom {
namespace {

using std::chrono::milliseconds;

/// With the default effect of SIGPIPE, which ends a program.
class AStreamWhosePeerHasGone : public ::testing::Test {
protected:
    AStreamWhosePeerHasGone() : before(std::signal(SIGPIPE, SIG_DFL)) {}
    ~AStreamWhosePeerHasGone() override { std::signal(SIGPIPE, before); }

    void (*before)(int);
};

TEST_F(AStreamWhosePeerHasGone, AnswersAWriteWithUnavailableAndEndsNoProgram)
{
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    FdStream stream{UniqueFd(ends[0])};
    ::close(ends[1]);

    const auto written = stream.write("hello\n", milliseconds(100));

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, Errc::Unavailable);
}

TEST_F(AStreamWhosePeerHasGone, AnswersAReadWithTheEnd)
{
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    FdStream stream{UniqueFd(ends[0])};
    ::close(ends[1]);

    const auto read = stream.read(milliseconds(100));

    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, "");
}

TEST(AStreamOfTwoPipes, CarriesBytesBothWays)
{
    std::array<int, 2> there{};
    std::array<int, 2> back{};
    ASSERT_EQ(::pipe2(there.data(), O_CLOEXEC), 0);
    ASSERT_EQ(::pipe2(back.data(), O_CLOEXEC), 0);
    FdStream near{UniqueFd(back[0]), UniqueFd(there[1])};
    FdStream far{UniqueFd(there[0]), UniqueFd(back[1])};

    ASSERT_TRUE(near.write("question\n", milliseconds(100)));
    ASSERT_TRUE(far.write("answer\n", milliseconds(100)));

    EXPECT_EQ(*far.read(milliseconds(100)), "question\n");
    EXPECT_EQ(*near.read(milliseconds(100)), "answer\n");
}

} // namespace
} // namespace podloom
