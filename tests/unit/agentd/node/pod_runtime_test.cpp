// The pod runtime against plugins that are not ours: bridge and host-local of containernetworking-plugins.
#include "agentd/node/pod_runtime.h"
#include "agentd/wire/netlink_kernel.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>

namespace podloom {
namespace {

namespace fs = std::filesystem;

class APodRuntime : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!fs::exists("/usr/lib/cni/bridge"))
            GTEST_SKIP() << "needs the plugins of Debian's containernetworking-plugins";
        if (::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0)
            GTEST_SKIP() << "needs CAP_SYS_ADMIN for namespaces of its own";
        ASSERT_EQ(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr), 0);
        ASSERT_EQ(::mount("tmpfs", "/run", "tmpfs", 0, nullptr), 0);
        ASSERT_TRUE(replaceFile("/run/net.conflist", R"({"cniVersion":"1.0.0","name":"lab","plugins":[
            {"type":"bridge","bridge":"cni0","isGateway":true,
             "ipam":{"type":"host-local","dataDir":"/run/cni","ranges":[[{"subnet":"10.88.0.0/24"}]]}}]})"));
        options.runFolder = "/run/podloom";
        options.conflist = "/run/net.conflist";
        options.cniPath = {"/usr/lib/cni"};
    }

    std::vector<std::string> linkNames()
    {
        std::vector<std::string> names;
        const auto kernel = NetlinkKernel::open();
        const auto links = (*kernel)->links();
        for (const auto &link : *links)
            names.push_back(link.name);
        return names;
    }

    static std::vector<std::string> filesBelow(const char *folder)
    {
        std::vector<std::string> files;
        std::error_code error;
        for (const auto &entry : fs::recursive_directory_iterator(folder, error)) {
            if (!entry.is_directory())
                files.push_back(entry.path());
        }
        return files;
    }

    PodRuntimeOptions options;
};

TEST_F(APodRuntime, RunsAPodThatAnswersAndOutlivesTheRuntime)
{
    const auto pod = PodRuntime(options).run({.name = "shop/web-0", .ports = "8080/TCP"});

    ASSERT_TRUE(pod) << pod.error().text();
    EXPECT_THAT(pod->ips, ::testing::ElementsAre(::testing::StartsWith("10.88.0.")));
    PodRuntime later(options);
    const auto pods = later.list();
    ASSERT_EQ(pods.size(), 1U);
    EXPECT_EQ(PodRuntime::stateOf(pods.front()), PodState::Running);
    EXPECT_TRUE(connectUnix("/run/podloom/pods/" + pod->id + ".sock"));
    EXPECT_TRUE(later.remove("shop/web-0"));
}

TEST_F(APodRuntime, GivesBackThePodThatRunsAlready)
{
    PodRuntime runtime(options);
    const auto first = runtime.run({.name = "shop/web-0"});
    ASSERT_TRUE(first) << first.error().text();

    const auto second = runtime.run({.name = "shop/web-0"});

    ASSERT_TRUE(second) << second.error().text();
    EXPECT_EQ(second->id, first->id);
    EXPECT_TRUE(runtime.remove("shop/web-0"));
}

TEST_F(APodRuntime, ReplacesAPodWhoseProcessDied)
{
    PodRuntime runtime(options);
    const auto first = runtime.run({.name = "shop/web-0"});
    ASSERT_TRUE(first) << first.error().text();
    ::kill(first->pid, SIGKILL);
    ::waitpid(first->pid, nullptr, 0);

    const auto second = runtime.run({.name = "shop/web-0"});

    ASSERT_TRUE(second) << second.error().text();
    EXPECT_NE(second->id, first->id);
    EXPECT_EQ(runtime.list().size(), 1U);
    EXPECT_TRUE(runtime.remove("shop/web-0"));
}

TEST_F(APodRuntime, LeavesNothingAfterManyPods)
{
    PodRuntime runtime(options);
    ASSERT_TRUE(runtime.run({.name = "warm/up"}));
    ASSERT_TRUE(runtime.remove("warm/up"));
    const auto linksBefore = linkNames();
    const auto filesBefore = filesBelow("/run/podloom");

    for (int i = 0; i < 20; ++i) {
        const auto pod = runtime.run({.name = "shop/web-" + std::to_string(i)});
        ASSERT_TRUE(pod) << pod.error().text();
        ASSERT_TRUE(runtime.remove(pod->name));
        while (::waitpid(-1, nullptr, WNOHANG) > 0) {
        }
    }

    EXPECT_EQ(linkNames(), linksBefore);
    EXPECT_EQ(filesBelow("/run/podloom"), filesBefore);
    EXPECT_TRUE(filesBelow("/run/netns").empty());
    EXPECT_TRUE(runtime.list().empty());
}

TEST_F(APodRuntime, UndoesWhatItDidWhenAPluginFails)
{
    ASSERT_TRUE(replaceFile("/run/net.conflist", R"({"cniVersion":"1.0.0","name":"lab","plugins":[
        {"type":"bridge","bridge":"cni0","ipam":{"type":"host-local","dataDir":"/run/cni","ranges":[]}}]})"));
    PodRuntime runtime(options);

    const auto pod = runtime.run({.name = "shop/web-0"});

    ASSERT_FALSE(pod);
    EXPECT_THAT(pod.error().text(), ::testing::HasSubstr("CNI plugin bridge"));
    EXPECT_TRUE(runtime.list().empty());
    EXPECT_TRUE(filesBelow("/run/netns").empty());
    EXPECT_TRUE(filesBelow("/run/podloom").empty());
}

TEST_F(APodRuntime, RemovesWhatIsNotThereWithoutAWord)
{
    EXPECT_TRUE(PodRuntime(options).remove("shop/never"));
}

} // namespace
} // namespace podloom
