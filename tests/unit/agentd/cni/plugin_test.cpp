// podloom-cni as a process, with an agent that the test plays: what it hands over, by the quick way and by
// main().
#include "agentd/cni/request.h"
#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <gmock/gmock.h>
#include <sys/socket.h>

#include <filesystem>
#include <thread>

namespace podloom {
namespace {

using ::testing::SizeIs;

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr bool kHasQuickWay = true;
#else
constexpr bool kHasQuickWay = false;
#endif

/// What a caller said, and the memory of its process while it waited.
struct Call {
    CniRequest request{};
    std::string maps{};
};

class ThePlugin : public ::testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "podloom-plugin-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    /// One DEL, for which the agent has these answers, one a call.
    ChildOutput del(const std::string &config, const std::vector<std::string> &answers)
    {
        listener.reset();
        auto made = listenUnix(folder / "cni.sock", 0600);
        EXPECT_TRUE(made);
        if (!made)
            return {};
        listener = *std::move(made);
        std::thread agent([&] {
            for (const auto &answer : answers)
                serve(answer);
        });
        const auto output =
            runChild({.argv = {std::string(PODLOOM_BIN_DIR) + "/podloom-cni"},
                      .environment = {"CNI_COMMAND=DEL", "CNI_CONTAINERID=c1", "CNI_IFNAME=eth0",
                                      "CNI_NETNS=", "CNI_PATH=/opt/cni/bin", "CNI_ARGS=" + args},
                      .input = config});
        ::shutdown(listener.get(), SHUT_RDWR); // an agent that was not called stops waiting
        agent.join();
        EXPECT_TRUE(output);
        return output ? *output : ChildOutput{};
    }
    std::string configWith(const std::string &members) const
    {
        return R"({"cniVersion":"1.0.0","name":"n","type":"podloom-cni","socket":")"
             + (folder / "agentd.sock").string() + '"' + members + '}';
    }
    bool tookTheQuickWay() const
    {
        return !calls.empty() && calls.front().maps.find("[heap]") == std::string::npos;
    }

    std::filesystem::path folder;
    UniqueFd listener;
    std::string args = "K8S_POD_NAME=web";
    std::vector<Call> calls;

private:
    void serve(const std::string &answer)
    {
        const UniqueFd caller(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        std::string line;
        while (caller && !line.ends_with('\n')) {
            const auto more = receiveWithFd(caller.get());
            if (!more || more->bytes.empty())
                return;
            line += more->bytes;
        }
        const auto json = parseJson(line);
        ucred peer{};
        socklen_t size = sizeof peer;
        if (!json || ::getsockopt(caller.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
            return;
        const auto maps = readFile("/proc/" + std::to_string(peer.pid) + "/maps");
        calls.push_back({cniRequestFromJson(*json), maps ? *maps : std::string()});
        (void)sendWithFd(caller.get(), answer, -1);
    }
};

TEST_F(ThePlugin, HandsOverWhatItWasGiven)
{
    args = "IgnoreUnknown=1;NOTE=a \"quoted\" \\ word\tand\nlines";
    const auto config = configWith(",\"note\": {\"socket\": \"another\", \"text\": \"\\u00e9 \\\" ä 网\"}\n");
    const auto output = del(config, {toWire({.exitStatus = 0, .output = {}})});

    ASSERT_THAT(calls, SizeIs(1));
    EXPECT_EQ(calls[0].request, (CniRequest{.command = "DEL",
                                            .containerId = "c1",
                                            .ifName = "eth0",
                                            .args = args,
                                            .path = "/opt/cni/bin",
                                            .netnsPath = {},
                                            .config = config}));
    EXPECT_EQ(output.exitCode, 0);
    EXPECT_EQ(output.standardOutput, "");
}

TEST_F(ThePlugin, HandsOverConfigurationsOfEverySize)
{
    for (const std::size_t size : {1000U, 65535U, 65536U, 65537U, 700'000U, 3'000'000U}) {
        calls.clear();
        const std::string frame = configWith(R"(,"padding":"")");
        const auto config = configWith(R"(,"padding":")" + std::string(size - frame.size(), 'x') + '"');
        ASSERT_EQ(config.size(), size);
        del(config, {toWire({.exitStatus = 0, .output = {}})});

        ASSERT_THAT(calls, SizeIs(1)) << size;
        EXPECT_EQ(calls[0].request.config, config) << size;
    }
}

TEST_F(ThePlugin, PrintsTheAnswerAndExitsAsItSays)
{
    const auto output = del(configWith(""), {toWire({.exitStatus = 1, .output = R"({"code":7})"})});

    EXPECT_EQ(output.exitCode, 1);
    EXPECT_EQ(output.standardOutput, "{\"code\":7}\n");
}

TEST_F(ThePlugin, TakesTheQuickWay)
{
    if (!kHasQuickWay)
        GTEST_SKIP() << "the quick way is for x86-64 without sanitizers";
    del(configWith(""), {toWire({.exitStatus = 0, .output = {}})});
    EXPECT_TRUE(tookTheQuickWay());
}

TEST_F(ThePlugin, LeavesToMainWhereOnlyAParserFindsTheSocket)
{
    const auto output = del(configWith(R"(,"na\u006de2":"x")"), {toWire({.exitStatus = 0, .output = {}})});

    EXPECT_THAT(calls, SizeIs(1));
    EXPECT_FALSE(kHasQuickWay && tookTheQuickWay());
    EXPECT_EQ(output.exitCode, 0);
}

TEST_F(ThePlugin, DoesByItselfWhatATornAnswerLeavesOpen)
{
    std::vector<std::string> torn{"0 10\ntorn"};
    if (kHasQuickWay) // main() asks once more
        torn.emplace_back("0");
    const auto output = del(configWith(""), torn);

    EXPECT_THAT(calls, SizeIs(torn.size()));
    EXPECT_EQ(output.exitCode, 0) << output.standardOutput;
    EXPECT_TRUE(std::filesystem::exists(folder / "tombstones" / "c1:eth0"));
}

} // namespace
} // namespace podloom
