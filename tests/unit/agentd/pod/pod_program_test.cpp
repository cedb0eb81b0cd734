// Runs podloom-pod as the pod runtime does, in a network namespace with nothing but its loopback.
#include "core/base/json.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <thread>

namespace podloom {
namespace {

bool setLoopbackUp()
{
    const UniqueFd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    return ::ioctl(fd.get(), SIOCSIFFLAGS, &request) == 0;
}

class TheLabPod : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (::unshare(CLONE_NEWNET) != 0)
            GTEST_SKIP() << "needs CAP_SYS_ADMIN for a network namespace of its own";
        ASSERT_TRUE(setLoopbackUp());
        std::string pattern = (std::filesystem::temp_directory_path() / "podloom-pod-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        start();
    }

    void TearDown() override
    {
        control.reset();
        if (pid > 0) {
            ::kill(pid, SIGTERM);
            int status = 0;
            ::waitpid(pid, &status, 0);
            EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "SIGTERM ends it in order";
            EXPECT_FALSE(std::filesystem::exists(folder / "pod.sock"));
        }
        std::filesystem::remove_all(folder);
    }

    void start()
    {
        const auto socket = (folder / "pod.sock").string();
        const char *program = PODLOOM_BIN_DIR "/podloom-pod";
        pid = ::fork();
        if (pid == 0) {
            ::execl(program, program, "--name", "shop/web-0", "--control", socket.c_str(), "--ports",
                    "8080/TCP,5353/UDP", nullptr);
            ::_exit(127);
        }
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!control && std::chrono::steady_clock::now() < deadline) {
            if (auto connected = connectUnix(socket))
                control = *std::move(connected);
            else
                std::this_thread::yield();
        }
        ASSERT_TRUE(control) << "podloom-pod did not start";
    }

    Json ask(const Json &request)
    {
        EXPECT_TRUE(writeAll(control.get(), request.dump() + '\n'));
        while (received.find('\n') == std::string::npos) {
            std::array<char, 65536> buffer{};
            const auto size = ::read(control.get(), buffer.data(), buffer.size());
            if (size <= 0)
                return {};
            received.append(buffer.data(), static_cast<std::size_t>(size));
        }
        const auto end = received.find('\n');
        auto answer = parseJson(std::string_view(received).substr(0, end));
        received.erase(0, end + 1);
        return answer ? *answer : Json();
    }

    static Json target(const char *id, const char *ip, int port, const char *protocol)
    {
        return Json::object({{"id", id}, {"ip", ip}, {"port", port}, {"protocol", protocol}});
    }

    std::filesystem::path folder;
    pid_t pid = -1;
    UniqueFd control;
    std::string received;
};

TEST_F(TheLabPod, SaysItsNameOnEveryPortFamilyAndProtocol)
{
    const auto answer = ask(Json::object(
        {{"op", "probe"},
         {"id", 7},
         {"timeoutMs", 5000},
         {"targets",
          Json::array({target("tcp4", "127.0.0.1", 8080, "TCP"), target("tcp6", "::1", 8080, "TCP"),
                       target("udp4", "127.0.0.1", 5353, "UDP"), target("udp6", "::1", 5353, "UDP")})}}));

    EXPECT_EQ(answer["id"].asInt(), 7);
    ASSERT_EQ(answer["results"].items().size(), 4U) << answer.dump();
    for (const auto &result : answer["results"].items()) {
        EXPECT_EQ(result["outcome"].asString(), "answered") << result.dump();
        EXPECT_EQ(result["by"].asString(), "shop/web-0") << result.dump();
    }
}

TEST_F(TheLabPod, TellsARefusalFromSilence)
{
    const auto answer = ask(Json::object(
        {{"op", "probe"},
         {"timeoutMs", 5000},
         {"targets", Json::array({target("tcp", "127.0.0.1", 9, "TCP"), target("udp", "127.0.0.1", 9, "UDP"),
                                  target("nowhere", "192.0.2.1", 80, "TCP")})}}));

    const auto &results = answer["results"].items();
    ASSERT_EQ(results.size(), 3U) << answer.dump();
    EXPECT_EQ(results[0]["outcome"].asString(), "refused");
    EXPECT_EQ(results[1]["outcome"].asString(), "refused");
    EXPECT_EQ(results[2]["outcome"].asString(), "error") << "there is no route in this namespace";
}

TEST_F(TheLabPod, AnswersEchoRequestsFromItsKernel)
{
    const auto answer = ask(
        Json::object({{"op", "probe"},
                      {"targets", Json::array({Json::object({{"ip", "127.0.0.1"}, {"protocol", "ICMP"}}),
                                               Json::object({{"ip", "::1"}, {"protocol", "ICMPv6"}})})}}));

    for (const auto &result : answer["results"].items())
        EXPECT_EQ(result["outcome"].asString(), "answered") << result.dump();
}

TEST_F(TheLabPod, OpensAPortThatAProbeAsksFor)
{
    const auto opened = ask(Json::object({{"op", "listen"}, {"port", 5432}, {"protocol", "TCP"}}));
    const auto again = ask(Json::object({{"op", "listen"}, {"port", 5432}, {"protocol", "TCP"}}));

    EXPECT_TRUE(opened["ok"].asBool()) << opened.dump();
    EXPECT_TRUE(again["ok"].asBool()) << again.dump();
    const auto answer = ask(
        Json::object({{"op", "probe"}, {"targets", Json::array({target("db", "127.0.0.1", 5432, "TCP")})}}));
    EXPECT_EQ(answer["results"].items().front()["by"].asString(), "shop/web-0");
}

TEST_F(TheLabPod, TriesManyMoreThanRunAtOnce)
{
    auto targets = Json::array();
    for (int i = 0; i < 1000; ++i)
        targets.append(target(std::to_string(i).c_str(), "127.0.0.1", 8080, "TCP"));

    const auto answer = ask(Json::object({{"op", "probe"}, {"timeoutMs", 10'000}, {"targets", targets}}));

    const auto &results = answer["results"].items();
    ASSERT_EQ(results.size(), 1000U);
    for (std::size_t i = 0; i < results.size(); ++i) {
        EXPECT_EQ(results[i]["id"].asString(), std::to_string(i));
        EXPECT_EQ(results[i]["outcome"].asString(), "answered");
    }
}

TEST_F(TheLabPod, AnswersAMistakeWithASentence)
{
    for (const auto *request :
         {R"({"op":"fly"})", R"({"op":"probe","targets":[{"ip":"x"}]})",
          R"({"op":"listen","port":70000,"protocol":"TCP"})",
          R"({"op":"probe","targets":[{"ip":"127.0.0.1","protocol":"SCTP","port":1}]})"})
        EXPECT_FALSE(ask(*parseJson(request))["error"].asString().empty()) << request;
}

TEST_F(TheLabPod, KeepsSmall)
{
    const auto status = readFile("/proc/" + std::to_string(pid) + "/status");
    ASSERT_TRUE(status);
    const auto at = status->find("VmRSS:");
    ASSERT_NE(at, std::string::npos);

    const long kib = std::strtol(status->c_str() + at + 6, nullptr, 10);

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's memory is not the program's";
#endif
    EXPECT_LT(kib, 2048);
}

} // namespace
} // namespace podloom
