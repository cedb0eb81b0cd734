#include "core/os/files.h"
#include "core/ssh/ssh_host.h"
#include "tests/unit/core/ssh/test_sshd.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <thread>

namespace {

using namespace podloom;
using namespace std::chrono_literals;

class AnSshHost : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!sshd.reason().empty())
            GTEST_SKIP() << sshd.reason();
    }
    test::TestSshd sshd{};
};

RemoteCommand command(std::vector<std::string> argv, std::string input = {})
{
    return {std::move(argv), std::move(input), 20s, true};
}

TEST_F(AnSshHost, IsRefusedWhenItsKeyIsUnknownAndNobodyAccepts)
{
    SshHost host(sshd.options());

    const auto connected = host.connect({});

    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().message.id, "host-key-unknown");
    EXPECT_EQ(connected.error().code, Errc::PermissionDenied);
    EXPECT_THAT(connected.error().text(), ::testing::HasSubstr("SHA256:"));
}

TEST_F(AnSshHost, AsksAboutAnUnknownKeyOnceAndRemembersIt)
{
    auto options = sshd.options();
    std::vector<HostKey> asked;
    options.acceptUnknownKey = [&](const HostKey &key) {
        asked.push_back(key);
        return true;
    };

    ASSERT_TRUE(SshHost(options).connect({}));
    ASSERT_TRUE(SshHost(options).connect({}));

    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked.front().type, "ssh-ed25519");
    EXPECT_THAT(asked.front().fingerprint, ::testing::StartsWith("SHA256:"));
}

TEST_F(AnSshHost, IsRefusedWithoutAQuestionWhenItsKeyHasChanged)
{
    auto options = sshd.trustedOptions();
    ASSERT_TRUE(SshHost(options).connect({}));
    sshd.changeHostKey();
    int questions = 0;
    options.acceptUnknownKey = [&](const HostKey &) {
        ++questions;
        return true;
    };

    const auto connected = SshHost(options).connect({});

    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().message.id, "host-key-changed");
    EXPECT_THAT(connected.error().text(),
                ::testing::HasSubstr("ssh-keygen -f " + options.knownHostsFile + " -R '[127.0.0.1]:"));
    EXPECT_EQ(questions, 0);
}

TEST_F(AnSshHost, IsRefusedWithAnotherUsersKey)
{
    auto options = sshd.trustedOptions();
    options.identityFiles = {(sshd.folder() / "host").string()};

    const auto connected = SshHost(options).connect({});

    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().message.id, "login-refused");
}

TEST_F(AnSshHost, PassesArgumentsAsTheyAre)
{
    SshHost host(sshd.trustedOptions());

    const auto output = host.run(command({"printf", "%s|", "a b", "it's", "$HOME", ""}), {});

    ASSERT_TRUE(output) << output.error().text();
    EXPECT_EQ(output->standardOutput, "a b|it's|$HOME||");
}

TEST_F(AnSshHost, ReportsTheExitCodeAndBothStreams)
{
    SshHost host(sshd.trustedOptions());

    const auto output = host.run(command({"sh", "-c", "echo out; echo bad >&2; exit 3"}), {});

    ASSERT_TRUE(output) << output.error().text();
    EXPECT_EQ(output->exitCode, 3);
    EXPECT_EQ(output->standardOutput, "out\n");
    EXPECT_THAT(output->standardError, ::testing::EndsWith("bad\n"));
}

TEST_F(AnSshHost, CarriesBigStreamsInEveryDirectionAtOnce)
{
    SshHost host(sshd.trustedOptions());
    const std::string input(8'000'000, 'x');

    const auto output = host.run(command({"sh", "-c", "tee /dev/stderr"}, input), {});

    ASSERT_TRUE(output) << output.error().text();
    EXPECT_TRUE(output->standardOutput == input);
    EXPECT_GE(output->standardError.size(), input.size());
}

TEST_F(AnSshHost, HearsACommandOutThatEndsBeforeItHasReadAll)
{
    SshHost host(sshd.trustedOptions());
    const std::string input(4'000'000, 'x');

    for (int round = 0; round < 20; ++round) { // its last words and the end may come at any time
        const auto read = std::to_string(round * 100'000);
        const auto output = host.run(
            command({"sh", "-c", "head -c " + read + " >/dev/null; echo full >&2; exit 3"}, input), {});

        ASSERT_TRUE(output) << round << ": " << output.error().text();
        EXPECT_EQ(output->exitCode, 3);
        EXPECT_EQ(output->standardError, "full\n");
    }
}

TEST_F(AnSshHost, GivesUpAtTheDeadlineAndConnectsAgain)
{
    SshHost host(sshd.trustedOptions());
    ASSERT_TRUE(host.connect({}));

    const auto late = host.run({{"sleep", "30"}, {}, 100ms}, {});
    const auto next = host.run(command({"true"}), {});

    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::Timeout);
    EXPECT_TRUE(next) << next.error().text();
}

TEST_F(AnSshHost, CanBeCancelled)
{
    SshHost host(sshd.trustedOptions());
    ASSERT_TRUE(host.connect({}));
    std::stop_source stop;
    std::jthread canceller([&] { stop.request_stop(); });

    const auto output = host.run({{"sleep", "30"}, {}, 60s}, stop.get_token());

    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, Errc::Cancelled);
}

TEST_F(AnSshHost, PutsFilesInPlaceWithTheirMode)
{
    SshHost host(sshd.trustedOptions());
    std::string bytes(3'000'000, 'a');
    for (std::size_t at = 0; at < bytes.size(); at += 7)
        bytes[at] = static_cast<char>(at);
    const auto path = (sshd.folder() / "new folder" / "program").string();
    std::size_t last = 0;

    const auto put =
        host.upload({path, bytes, 0750}, {}, [&](std::size_t done, std::size_t) { last = done; });
    const auto back = host.download(path, {});

    ASSERT_TRUE(put) << put.error().text();
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_TRUE(*back == bytes);
    EXPECT_EQ(last, bytes.size());
    struct stat info {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777U, 0750U);
}

TEST_F(AnSshHost, LeavesTheOldFileAloneWhenTheDiskIsFull)
{
    SshHost host(sshd.trustedOptions());
    if (::access("/dev/full", W_OK) != 0)
        GTEST_SKIP() << "no /dev/full";
    const auto path = (sshd.folder() / "file").string();
    ASSERT_TRUE(host.upload({path, "old", 0644}, {}, {}));
    std::filesystem::create_symlink("/dev/full", path + ".podloom-new");

    const auto put = host.upload({path, std::string(100'000, 'x'), 0644}, {}, {});

    ASSERT_FALSE(put);
    EXPECT_EQ(put.error().code, Errc::Exhausted);
    EXPECT_THAT(put.error().text(),
                ::testing::HasSubstr("write " + path + ": the disk of the machine is full"));
    EXPECT_EQ(*host.download(path, {}), "old");
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(path + ".podloom-new")));
}

TEST_F(AnSshHost, SaysThatAFileToDownloadIsMissing)
{
    SshHost host(sshd.trustedOptions());

    const auto got = host.download((sshd.folder() / "nothing").string(), {});

    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, Errc::NotFound);
}

TEST(AnSshHostThatIsNotThere, IsUnavailable)
{
    SshOptions options;
    options.host = "127.0.0.1";
    options.port = 1;
    options.knownHostsFile = "/nonexistent/known_hosts";

    const auto connected = SshHost(options).connect({});

    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error().code, Errc::Unavailable);
}

} // namespace
