// Process 1 of a machine, by itself in a pid namespace.
#include "core/os/process.h"
#include "tests/system/node/test_lab.h"

#include <sys/wait.h>

#include <csignal>
#include <thread>

namespace podloom {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Services : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "pid namespaces need root";
        std::string pattern = (fs::temp_directory_path() / "podloom-init-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        fs::create_directories(m_folder / "services");
        fs::create_directories(m_folder / "logs");
    }
    void TearDown() override
    {
        if (m_pid > 0)
            end();
        fs::remove_all(m_folder);
    }

    void define(const std::string &name, const std::string &script)
    {
        const auto json = Json::object({{"argv", Json::array({"sh", "-c", script})},
                                        {"environment", Json::object({{"WORD", "from the definition"}})}});
        ASSERT_TRUE(replaceFile(m_folder / "services" / (name + ".json"), json.dump()));
    }
    void boot()
    {
        const auto pid = spawnDetached({{kPodloomNode, "init", "--services", (m_folder / "services").string(),
                                         "--logs", (m_folder / "logs").string(), "--socket", socket()}});
        ASSERT_TRUE(pid);
        m_pid = *pid;
        eventually([&] { return fs::exists(socket()) && ask({"list"}).exitCode == 0; });
    }
    int end()
    {
        ::kill(m_pid, SIGTERM);
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = -1;
        return status;
    }
    std::string socket() const { return (m_folder / "init.sock").string(); }
    ChildOutput ask(std::vector<std::string> words) const
    {
        std::vector<std::string> argv{kPodloomNode, "service"};
        argv.insert(argv.end(), words.begin(), words.end());
        argv.insert(argv.end(), {"--socket", socket()});
        return runProgram(std::move(argv));
    }
    Json statusOf(const std::string &name) const
    {
        const auto json = parseJson(ask({"status", name}).standardOutput);
        return json ? *json : Json();
    }
    /// Waits for something that happens in another process; a minute is for ever.
    static void eventually(const std::function<bool()> &isSo)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (!isSo()) {
            ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "it never came";
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    std::string log(const std::string &name) const
    {
        const auto bytes = readFile(m_folder / "logs" / (name + ".log"));
        return bytes ? *bytes : std::string();
    }

    fs::path m_folder;
    pid_t m_pid = -1;
};

TEST_F(Services, AreStartedAtBootAndLogged)
{
    define("one", "echo hello $WORD; exec sleep 1000");
    boot();
    EXPECT_EQ(statusOf("one")["state"].asString(), "running");
    eventually([&] { return log("one") == "hello from the definition\n"; });
}

TEST_F(Services, WhatDiesIsStartedAgain)
{
    define("one", "exec sleep 1000");
    boot();
    const auto first = statusOf("one")["pid"].asInt();
    ASSERT_EQ(::kill(static_cast<pid_t>(first), SIGKILL), 0);
    eventually([&] {
        const auto status = statusOf("one");
        return status["state"].asString() == "running" && status["pid"].asInt() != first;
    });
    EXPECT_EQ(statusOf("one")["restarts"].asInt(), 1);
}

TEST_F(Services, StopWaitsForTheEndAndStaysSo)
{
    define("one", "trap 'sleep 0.1; echo bye; exit 0' TERM; while :; do sleep 0.01; done");
    boot();
    EXPECT_THAT(ask({"stop", "one"}).standardOutput, HasSubstr("\"stopped\""));
    EXPECT_EQ(log("one"), "bye\n");
    EXPECT_EQ(ask({"status", "one"}).exitCode, 1);
    EXPECT_EQ(ask({"stop", "one"}).exitCode, 0) << "again is no error";
    EXPECT_EQ(ask({"start", "one"}).exitCode, 0);
    EXPECT_EQ(ask({"status", "one"}).exitCode, 0);
}

TEST_F(Services, ARestartTakesTheNewDefinition)
{
    define("one", "echo old; exec sleep 1000");
    boot();
    define("one", "echo new; exec sleep 1000");
    define("two", "exec sleep 1000");
    EXPECT_EQ(ask({"restart", "one"}).exitCode, 0);
    eventually([&] { return log("one") == "old\nnew\n"; });
    EXPECT_EQ(ask({"restart", "two"}).exitCode, 0) << "one that came after the boot";
    EXPECT_EQ(statusOf("two")["state"].asString(), "running");
}

TEST_F(Services, WhatAServiceStartedLivesOn)
{
    const auto pidFile = m_folder / "child";
    define("one", "setsid sleep 1000 & echo $! > " + pidFile.string() + "; wait");
    boot();
    eventually([&] { return fs::exists(pidFile) && fs::file_size(pidFile) > 1; });
    const auto child = static_cast<pid_t>(std::stoi(*readFile(pidFile)));
    EXPECT_EQ(ask({"stop", "one"}).exitCode, 0);
    const auto still = identify(child);
    ASSERT_TRUE(still) << still.error().text();
    EXPECT_TRUE(endProcess(*still, std::chrono::seconds(5)));
}

TEST_F(Services, MistakesAreSentences)
{
    boot();
    EXPECT_THAT(ask({"start", "none"}).standardError, HasSubstr("no service none"));
    ASSERT_TRUE(replaceFile(m_folder / "services" / "bad.json", "{"));
    EXPECT_THAT(ask({"start", "bad"}).standardError, HasSubstr("bad.json"));
    ASSERT_TRUE(replaceFile(m_folder / "services" / "empty.json", "{}"));
    EXPECT_THAT(ask({"start", "empty"}).standardError, HasSubstr("argv"));
    EXPECT_EQ(ask({"dance"}).exitCode, 2);
}

TEST_F(Services, SigtermEndsAllAndThenInit)
{
    define("one", "exec sleep 1000");
    define("two", "exec sleep 1000");
    boot();
    const auto one = identify(static_cast<pid_t>(statusOf("one")["pid"].asInt()));
    ASSERT_TRUE(one);
    EXPECT_EQ(end(), 0);
    EXPECT_FALSE(isRunning(*one));
    EXPECT_FALSE(fs::exists(socket()));
}

} // namespace
} // namespace podloom
