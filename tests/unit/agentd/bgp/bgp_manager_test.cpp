// Real BIRDs without access to the kernel's routes, whose sessions stay on this machine: they disturb nobody.
#include "agentd/bgp/bgp_manager.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtCore/qtestsupport_core.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <gmock/gmock.h>
#include <sched.h>

namespace podloom {
namespace {

using namespace std::chrono_literals;

std::string text(const std::string &routerId)
{
    return "router id " + routerId + ";\ntimeformat protocol iso long ms;\nprotocol device { }\n";
}

class BgpManagerTest : public testing::Test {
protected:
    void SetUp() override
    {
        if (QStandardPaths::findExecutable(QStringLiteral("bird"), {QStringLiteral("/usr/sbin")}).isEmpty())
            GTEST_SKIP() << "there is no BIRD on this machine (package bird2)";
        ::unshare(CLONE_NEWNET); // where that is not allowed it does no harm: there is no session to anybody
        options.stateDirectory = folder.path().toStdString();
        options.runDirectory = options.stateDirectory;
    }
    void TearDown() override
    {
        if (pidOfBird() > 0)
            ::kill(pidOfBird(), SIGKILL);
    }

    int pidOfBird() const
    {
        std::ifstream file(options.runDirectory + "/bird.pid");
        int pid = 0;
        file >> pid;
        return pid;
    }

    /// Runs the event loop until `isDone`, at most thirty seconds.
    static bool waitFor(const std::function<bool()> &isDone) { return QTest::qWaitFor(isDone, 30'000); }

    static bool isApplied(const BgpManager &manager)
    {
        return waitFor([&] { return manager.status().isApplied; });
    }

    int argc = 1;
    char name[5] = "test";
    char *argv[2] = {name, nullptr};
    QCoreApplication application{argc, argv};
    QTemporaryDir folder;
    BgpOptions options;
};

TEST_F(BgpManagerTest, BirdRunsWithTheFirstTextAndTakesTheNextOne)
{
    BgpManager manager(options);
    manager.start();
    manager.reconcile(text("10.0.0.1"));
    ASSERT_TRUE(isApplied(manager));
    const auto pid = pidOfBird();
    manager.reconcile(text("10.0.0.1") + "protocol static { ipv4; route 10.48.0.0/26 blackhole; }\n");
    EXPECT_FALSE(manager.status().isApplied);
    ASSERT_TRUE(isApplied(manager));
    EXPECT_EQ(pidOfBird(), pid) << "the same BIRD";
}

TEST_F(BgpManagerTest, ATextThatBirdRefusesChangesNothing)
{
    BgpManager manager(options);
    std::optional<Error> refusal;
    QObject::connect(&manager, &BgpManager::refused, [&](const Error &why) { refusal = why; });
    manager.start();
    manager.reconcile(text("10.0.0.1"));
    ASSERT_TRUE(isApplied(manager));
    manager.reconcile(text("10.0.0.1") + "protocol nonsense { }\n");
    ASSERT_TRUE(waitFor([&] { return refusal.has_value(); }));
    EXPECT_THAT(refusal->text(), testing::HasSubstr("syntax error"));
    EXPECT_FALSE(manager.status().isApplied);
    EXPECT_TRUE(manager.status().isRunning);
    EXPECT_TRUE(manager.status().refusal);
    manager.reconcile(text("10.0.0.1"));
    EXPECT_TRUE(isApplied(manager)) << "what runs is wanted again";
}

TEST_F(BgpManagerTest, TheNextManagerAdoptsTheBirdThatRuns)
{
    {
        BgpManager manager(options);
        manager.start();
        manager.reconcile(text("10.0.0.1"));
        ASSERT_TRUE(isApplied(manager));
    }
    const auto pid = pidOfBird();
    ASSERT_EQ(::kill(pid, 0), 0) << "BIRD outlives its manager";
    BgpManager manager(options);
    manager.start();
    manager.reconcile(text("10.0.0.1"));
    ASSERT_TRUE(isApplied(manager));
    EXPECT_EQ(pidOfBird(), pid);
}

TEST_F(BgpManagerTest, ABirdThatDiesIsStartedAgain)
{
    BgpManager manager(options);
    manager.start();
    manager.reconcile(text("10.0.0.1"));
    ASSERT_TRUE(isApplied(manager));
    const auto pid = pidOfBird();
    ::kill(pid, SIGKILL);
    ASSERT_TRUE(waitFor([&] { return manager.status().isApplied && pidOfBird() != pid; }));
    EXPECT_TRUE(manager.status().isRunning);
}

TEST_F(BgpManagerTest, AFirstTextThatIsRefusedIsSaidAndTheNextOneStarts)
{
    BgpManager manager(options);
    manager.start();
    manager.reconcile("nonsense;\n");
    ASSERT_TRUE(waitFor([&] { return manager.status().refusal.has_value(); }));
    EXPECT_THAT(manager.status().refusal->text(), testing::HasSubstr("syntax error"));
    manager.reconcile(text("10.0.0.1"));
    EXPECT_TRUE(isApplied(manager));
}

TEST_F(BgpManagerTest, StopEndsBirdAndLeavesNoMarkWhenItWithdraws)
{
    BgpManager manager(options);
    bool isStopped = false;
    QObject::connect(&manager, &BgpManager::stopped, [&] { isStopped = true; });
    manager.start();
    manager.reconcile(text("10.0.0.1"));
    ASSERT_TRUE(isApplied(manager));
    const auto pid = pidOfBird();
    manager.stop(BgpManager::StopMode::Withdraw);
    ASSERT_TRUE(waitFor([&] { return isStopped; }));
    EXPECT_TRUE(waitFor([&] { return ::kill(pid, 0) != 0; }));
    EXPECT_FALSE(std::ifstream(manager.files().mark).good());
}

TEST_F(BgpManagerTest, AMissingBirdIsAnErrorWithTheNameOfThePackage)
{
    options.bird = "no-such-bird";
    BgpManager manager(options);
    manager.start();
    manager.reconcile(text("10.0.0.1"));
    ASSERT_TRUE(waitFor([&] { return manager.status().refusal.has_value(); }));
    EXPECT_THAT(manager.status().refusal->text(), testing::HasSubstr("bird2"));
}

/// Two BIRDs that speak with each other.
class BgpManagersTest : public BgpManagerTest {
protected:
    void SetUp() override
    {
        BgpManagerTest::SetUp();
        if (IsSkipped())
            return;
        QProcess::execute(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("set"),
                                                 QStringLiteral("lo"), QStringLiteral("up")});
        ASSERT_TRUE(peerFolder.isValid());
        peerOptions.stateDirectory = peerFolder.path().toStdString();
        peerOptions.runDirectory = peerOptions.stateDirectory;
        options.confirmWithin = 20s;
    }

    static std::string speaker(int self, int peer, const std::string &settings = {})
    {
        const auto end = [](int number) {
            return "127.0.0." + std::to_string(number) + " port " + std::to_string(17900 + number)
                 + " as 64512;\n";
        };
        return text("10.0.0." + std::to_string(self)) + "protocol bgp 'n:peer:4' {\n  local " + end(self)
             + "  neighbor " + end(peer) + "  strict bind on;\n" + settings
             + "  connect delay time 1;\n  connect retry time 1;\n  graceful restart on;\n"
               "  ipv4 {\n    import all;\n    export all;\n  };\n}\n";
    }
    static bool isUp(const BgpManager &manager)
    {
        const auto &sessions = manager.status().sessions;
        return sessions.size() == 1 && sessions.front().isEstablished();
    }
    static int pidIn(const BgpOptions &where)
    {
        std::ifstream file(where.runDirectory + "/bird.pid");
        int pid = 0;
        file >> pid;
        return pid;
    }
    void TearDown() override
    {
        if (const auto pid = pidIn(peerOptions); pid > 0)
            ::kill(pid, SIGKILL);
        BgpManagerTest::TearDown();
    }
    /// Both run, and their session is up.
    void bringUp(BgpManager &manager, BgpManager &peer) const
    {
        manager.start();
        peer.start();
        manager.reconcile(speaker(1, 2));
        peer.reconcile(speaker(2, 1));
        ASSERT_TRUE(waitFor([&] { return isUp(manager) && isUp(peer); }));
    }

    QTemporaryDir peerFolder;
    BgpOptions peerOptions;
};

TEST_F(BgpManagersTest, ASessionThatBirdStartsAgainIsCarriedOverARestart)
{
    BgpManager manager(options);
    BgpManager peer(peerOptions);
    bringUp(manager, peer);
    const auto pid = pidOfBird();
    manager.reconcile(speaker(1, 2, "  rr client;\n"));
    ASSERT_TRUE(isApplied(manager));
    EXPECT_TRUE(isUp(manager));
    EXPECT_NE(pidOfBird(), pid);
    EXPECT_FALSE(manager.status().refusal);
    std::ifstream config(manager.files().config);
    const std::string kept{std::istreambuf_iterator<char>(config), {}};
    EXPECT_THAT(kept, testing::HasSubstr("rr client")) << "what the next start begins with";
}

TEST_F(BgpManagersTest, ARestartThatNobodyConfirmedIsTakenUpByTheNextManager)
{
    BgpManager peer(peerOptions);
    {
        BgpManager manager(options);
        bringUp(manager, peer);
        const auto pid = pidOfBird();
        ::kill(pidIn(peerOptions), SIGSTOP); // the session cannot come back, and nothing is confirmed
        manager.reconcile(speaker(1, 2, "  rr client;\n"));
        ASSERT_TRUE(waitFor([&] {
            const auto now = pidOfBird(); // none between the two
            return now > 0 && now != pid && manager.status().isRunning;
        }));
    }
    const auto config = [&] {
        std::ifstream file(options.stateDirectory + "/bird.conf");
        return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    EXPECT_THAT(config(), testing::Not(testing::HasSubstr("rr client")));
    const auto pid = pidOfBird();
    ::kill(pidIn(peerOptions), SIGCONT);
    BgpManager manager(options);
    manager.start();
    ASSERT_TRUE(isApplied(manager));
    EXPECT_EQ(pidOfBird(), pid);
    EXPECT_THAT(config(), testing::HasSubstr("rr client")) << "the file is what BIRD runs with";
    EXPECT_TRUE(waitFor([&] { return isUp(manager); }));
}

TEST_F(BgpManagersTest, ARestartThatCostsTheSessionIsUndone)
{
    options.confirmWithin = 4s; // nothing comes
    BgpManager manager(options);
    BgpManager peer(peerOptions);
    bringUp(manager, peer);
    const auto pid = pidOfBird();
    ::kill(pidIn(peerOptions), SIGSTOP);
    manager.reconcile(speaker(1, 2, "  rr client;\n"));
    ASSERT_TRUE(waitFor([&] { return manager.status().refusal.has_value(); }));
    EXPECT_EQ(manager.status().refusal->message.id, "bgp-sessions-lost");
    EXPECT_THAT(manager.status().lost, testing::ElementsAre("n:peer:4"));
    EXPECT_NE(pidOfBird(), pid);
    std::ifstream config(manager.files().config);
    const std::string kept{std::istreambuf_iterator<char>(config), {}};
    EXPECT_THAT(kept, testing::Not(testing::HasSubstr("rr client")));
    const auto before = pidOfBird();
    ::kill(pidIn(peerOptions), SIGCONT);
    EXPECT_TRUE(waitFor([&] { return isUp(manager); })) << "with what it had";
    EXPECT_EQ(pidOfBird(), before) << "and it stays so";
}

} // namespace
} // namespace podloom
