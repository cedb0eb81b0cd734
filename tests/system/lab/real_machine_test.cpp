// A node that is no emulated one: another port, an ordinary user, a key, sudo, and an administrator who
// forwards nothing.
#include "tests/system/lab/real_machine.h"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace podloom {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class ARealMachine : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        if (missingForLab().empty())
            s_machine = std::make_unique<RealMachine>();
    }
    static void TearDownTestSuite() { s_machine.reset(); }

    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        ASSERT_TRUE(s_machine->trouble().empty()) << s_machine->trouble();
        command = std::make_unique<Command>(s_machine->atDesk());
        writeDesign(s_machine->userKey());
    }
    void TearDown() override
    {
        if (command)
            command->run({"lab", "down", "office", "--accept-new-host-keys"});
    }
    void writeDesign(const std::filesystem::path &key)
    {
        std::ofstream(command->folder / "design.yaml") << s_machine->design(key);
    }
    std::vector<std::string> with(std::vector<std::string> words) const
    {
        words.push_back((command->folder / "design.yaml").string());
        return words;
    }
    Json bringUp() const
    {
        auto words = with({"lab", "up", "--name", "office"});
        words.emplace_back("--accept-new-host-keys");
        return command->ask(words);
    }
    /// The only step that was not done, as "ID: ERROR".
    std::string failure()
    {
        const auto failed = notDone(command->ask(with({"apply"}), 1));
        for (const auto &each : failed) {
            if (!each.ends_with(": ")) // skipped ones have no error
                return each;
        }
        return {};
    }
    ChildOutput runAtTerminal(const std::vector<std::string> &words, const std::string &answer) const;

    static std::unique_ptr<RealMachine> s_machine;
    std::unique_ptr<Command> command;
};

std::unique_ptr<RealMachine> ARealMachine::s_machine;

/// What it said on the terminal is in standardOutput; `answer` is typed whenever a question ends in ": ".
ChildOutput ARealMachine::runAtTerminal(const std::vector<std::string> &words,
                                        const std::string &answer) const
{
    const auto argv = command->argv(words);
    std::vector<char *> arguments;
    for (const auto &each : argv)
        arguments.push_back(const_cast<char *>(each.c_str()));
    arguments.push_back(nullptr);
    ChildOutput output;
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        const auto environment = command->environment(); // putenv() keeps the pointers
        for (const auto &variable : environment)
            ::putenv(const_cast<char *>(variable.c_str()));
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    std::size_t answered = 0;
    std::array<char, 4096> buffer{};
    for (;;) {
        const auto size = ::read(terminal, buffer.data(), buffer.size()); // EIO when the child has ended
        if (size <= 0)
            break;
        output.standardOutput.append(buffer.data(), static_cast<std::size_t>(size));
        if (output.standardOutput.size() > answered && output.standardOutput.ends_with(": ")) {
            answered = output.standardOutput.size() + answer.size() + 1; // the terminal echoes it
            EXPECT_EQ(::write(terminal, answer.data(), answer.size()), static_cast<ssize_t>(answer.size()));
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    output.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return output;
}

TEST_F(ARealMachine, IsAskedForWhenItsHostKeyIsUnknown)
{
    const auto up = with({"lab", "up", "--name", "office"});

    const auto alone = command->run(up);
    EXPECT_EQ(alone.exitCode, 1);
    EXPECT_THAT(alone.standardError, HasSubstr(s_machine->fingerprint()));
    EXPECT_THAT(alone.standardError, HasSubstr("--accept-new-host-keys"));
    EXPECT_THAT(alone.standardOutput, HasSubstr("the host key of 10.99.0.2 port 2222 is unknown"));

    const auto refused = runAtTerminal(up, "no\n");
    EXPECT_EQ(refused.exitCode, 1);
    EXPECT_THAT(refused.standardOutput, HasSubstr(s_machine->fingerprint()));
    const auto question = refused.standardOutput.find("Type yes");
    EXPECT_EQ(refused.standardOutput.find("Type yes", question + 1), std::string::npos) << "asked once";

    const auto accepted = runAtTerminal(up, "yes\n");
    EXPECT_EQ(accepted.exitCode, 0) << accepted.standardOutput;
    EXPECT_EQ(command->run(up).exitCode, 0) << "the key is remembered";
}

TEST_F(ARealMachine, IsRefusedWhenItsHostKeyHasChanged)
{
    bringUp();
    s_machine->changeHostKey();

    for (const auto *option : {"--accept-new-host-keys", "--json"}) {
        auto words = with({"lab", "up", "--name", "office"});
        words.emplace_back(option);
        const auto up = command->run(words);
        EXPECT_EQ(up.exitCode, 1);
        EXPECT_THAT(up.standardOutput, HasSubstr("is not the one in"));
        EXPECT_THAT(up.standardOutput, HasSubstr(s_machine->fingerprint()));
    }
    EXPECT_THAT(failure(), StartsWith("box/connect: the host key of 10.99.0.2 port 2222 is not the one in"));
    std::filesystem::remove(command->folder / "known_hosts"); // so that it can be cleaned
}

TEST_F(ARealMachine, IsProvisionedProvedAndLeftAsItWas)
{
    s_machine->shell(
        "rmdir /etc/cni"); // emptied, not left out, where this host has one; an empty folder may go
    const auto before = s_machine->inventory();
    const auto up = bringUp();
    EXPECT_EQ(up["labs"].items().front()["nodes"].items().front()["address"].asString(), "10.99.0.2")
        << "the machine itself says where it is";

    EXPECT_THAT(notDone(command->ask(with({"apply"}))), IsEmpty());
    EXPECT_THAT(command->ask(with({"plan"}))["steps"].items(), IsEmpty());
    const auto node = command->ask({"status"})["nodes"].items().front();
    EXPECT_EQ(node["agent"]["state"].asString(), "ready");
    EXPECT_THAT(node["pods"].items(), SizeIs(2));
    const auto verified = command->ask(with({"verify"}));
    EXPECT_EQ(verified["checked"].asInt(), 8);
    EXPECT_THAT(verified["mismatches"].items(), IsEmpty());
    EXPECT_THAT(command->ask({"ipam", "check"})["problems"].items(), IsEmpty());

    const auto down = command->run({"lab", "down"});
    EXPECT_EQ(down.exitCode, 0) << down.standardError;
    EXPECT_EQ(s_machine->inventory(), before);
}

TEST_F(ARealMachine, SaysThatItsUserMayNotBecomeRoot)
{
    bringUp();
    s_machine->shell("mv /etc/sudoers.d/ops /etc/ops.away");

    EXPECT_THAT(failure(), StartsWith("box/connect: ops may not become root on 10.99.0.2 by \"sudo -n\""));

    s_machine->shell("mv /etc/ops.away /etc/sudoers.d/ops");
}

TEST_F(ARealMachine, SaysThatNoKeyIsAccepted)
{
    writeDesign(s_machine->strangeKey());
    auto words = with({"lab", "up", "--name", "office"});
    words.emplace_back("--accept-new-host-keys");

    const auto up = command->run(words);

    EXPECT_EQ(up.exitCode, 1);
    EXPECT_THAT(up.standardOutput, HasSubstr("ops@10.99.0.2 port 2222 lets us in with none of the keys "
                                             + s_machine->strangeKey().string()));
    std::ofstream(command->folder / "design.yaml") << s_machine->design(s_machine->userKey());
    bringUp(); // so that it can be taken down
}

TEST_F(ARealMachine, SaysThatItsDiskIsFull)
{
    bringUp();
    s_machine->shell("mkdir -p /usr/libexec/podloom && mount -t tmpfs -o size=64k none /usr/libexec/podloom");

    EXPECT_THAT(failure(),
                StartsWith("box/file/usr/libexec/podloom/podloom-agentd: write "
                           "/usr/libexec/podloom/podloom-agentd: the disk of the machine is full"));

    s_machine->shell("umount /usr/libexec/podloom");
}

TEST_F(ARealMachine, SaysWhatItsKernelLacks)
{
    bringUp();
    s_machine->shell("mount -t tmpfs none /proc/sys/net/ipv6");

    const auto said = failure();

    s_machine->shell("umount /proc/sys/net/ipv6");
    EXPECT_THAT(said, StartsWith("box/connect: the kernel of the machine ("));
    EXPECT_THAT(said, HasSubstr("lacks IPv6"));
}

TEST_F(ARealMachine, SaysWhatAnAgentSaidThatDoesNotStart)
{
    bringUp();
    s_machine->shell("mount --bind /dev/null /usr/lib/*/libQt6Network.so.6");

    const auto said = failure();

    s_machine->shell("umount /usr/lib/*/libQt6Network.so.6");
    EXPECT_THAT(said, StartsWith("box/ready: the agent of box does not come up"));
    EXPECT_THAT(said, HasSubstr("libQt6Network.so.6"));
}

} // namespace
} // namespace podloom
