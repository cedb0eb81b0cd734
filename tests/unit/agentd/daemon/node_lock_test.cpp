// Who keeps an agent from starting, and who does not.
#include "agentd/daemon/node_lock.h"

#include <gmock/gmock.h>

#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace podloom {
namespace {

constexpr uid_t kNobody = 65534;

/// A process of another user that has the name of the lock, until this object ends.
class Stranger {
public:
    explicit Stranger(bool isListening)
    {
        int ready[2] = {-1, -1};
        EXPECT_EQ(::pipe(ready), 0);
        m_pid = ::fork();
        if (m_pid == 0) {
            const bool isBound = ::setuid(kNobody) == 0 && bindName(isListening);
            const char answer = isBound ? 'y' : 'n';
            if (::write(ready[1], &answer, 1) == 1)
                ::pause();
            ::_exit(0);
        }
        char answer = 'n';
        EXPECT_EQ(::read(ready[0], &answer, 1), 1);
        EXPECT_EQ(answer, 'y');
        ::close(ready[0]);
        ::close(ready[1]);
    }
    Stranger(const Stranger &) = delete;
    Stranger &operator=(const Stranger &) = delete;
    ~Stranger()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }

    pid_t pid() const { return m_pid; }

private:
    static bool bindName(bool isListening)
    {
        constexpr std::string_view kName = "podloom-agentd";
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        std::memcpy(name.sun_path + 1, kName.data(), kName.size());
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + kName.size());
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        return ::bind(socket, reinterpret_cast<const sockaddr *>(&name), size) == 0
            && (!isListening || ::listen(socket, 1) == 0);
    }

    pid_t m_pid = -1;
};

class ANodeLock : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (::unshare(CLONE_NEWNET) != 0)
            GTEST_SKIP() << "needs root: a network namespace is made";
    }
};

TEST_F(ANodeLock, IsNotKeptByAProcessOfAnotherUser)
{
    for (const bool isListening : {true, false}) {
        const Stranger stranger(isListening);
        ::testing::internal::CaptureStderr();
        const auto lock = NodeLock::take();
        const auto said = ::testing::internal::GetCapturedStderr();

        ASSERT_TRUE(lock) << lock.error().text();
        lock->forgetAskers();
        EXPECT_THAT(said, ::testing::HasSubstr("is no agent"));
        const auto who = "the process " + std::to_string(stranger.pid()) + " of the user 65534";
        EXPECT_EQ(said.find(who) != std::string::npos, isListening) << said;
    }
}

TEST_F(ANodeLock, HasOneHolderWhoeverHasTheName)
{
    auto stranger = std::make_unique<Stranger>(true);
    const auto first = NodeLock::take();
    ASSERT_TRUE(first) << first.error().text();

    const auto beside = NodeLock::take();
    stranger.reset();
    const auto later = NodeLock::take();

    ASSERT_FALSE(beside);
    EXPECT_EQ(beside.error().code, Errc::Conflict);
    ASSERT_FALSE(later) << "the name is free, the namespace is not";
    EXPECT_EQ(later.error().code, Errc::Conflict);
}

} // namespace
} // namespace podloom
