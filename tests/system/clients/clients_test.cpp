// Containers of containerd and podman on our plugin, across two nodes.
#include "tests/system/agent/agent_cluster.h"
#include "tests/system/clients/runtimes.h"

#include "core/base/text.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

class RealClients : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "needs root: network namespaces are made";
        if (const auto missing = missingRuntime())
            GTEST_SKIP() << "needs " << *missing;
        cluster = std::make_unique<AgentCluster>(2);
        cluster->start();
        first = std::make_unique<RuntimeHome>("node-1", cluster->node(1));
        second = std::make_unique<RuntimeHome>("node-2", cluster->node(2));
    }

    /// The addresses of the only pod of a node.
    std::vector<std::string> addressesOn(int node) const
    {
        std::vector<std::string> ips;
        const auto status = cluster->node(node).call("status");
        for (const auto &pod : status["pods"].items()) {
            for (const auto &ip : pod["ips"].items())
                ips.push_back(ip.asString());
        }
        return ips;
    }

    std::unique_ptr<AgentCluster> cluster;
    std::unique_ptr<RuntimeHome> first;
    std::unique_ptr<RuntimeHome> second;
};

const std::vector<std::string> kServer{"/bin/httpd", "-f", "-p", "80", "-h", "/tmp"};

std::vector<std::string> ping(const std::string &address)
{
    const bool isV4 = address.find(':') == std::string::npos;
    return {isV4 ? "/bin/ping" : "/bin/ping6", "-c", "1", "-W", "5", address};
}

/// Fetches the page of the published port.
std::vector<std::string> fetch(const std::string &address)
{
    return {"/bin/busybox", "sh", "-c",
            "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | /bin/busybox nc -w 5 " + address + " 18080"};
}

/// The lines that tell of pods: routers and the store talk all the time.
std::string podLines(const std::string &inventory)
{
    std::string out;
    for (const auto line : split(inventory, '\n')) {
        const bool isFlow = line.find("src=") != std::string_view::npos;
        const bool isOfPods =
            line.find("10.48.") != std::string_view::npos || line.find("fd00:48:") != std::string_view::npos;
        const bool isNodeNeighbour = line.find(" dev eth0 ") != std::string_view::npos && !isOfPods;
        if (!isNodeNeighbour && (!isFlow || isOfPods))
            out += std::string(line) + '\n';
    }
    return out;
}

TEST_F(RealClients, ContainerdAndPodmanReachEachOtherAcrossNodesAndLeaveNothing)
{
    const std::vector<std::string> before{podLines(cluster->node(1).inventory()),
                                          podLines(cluster->node(2).inventory())};
    Containerd containerd(*first);
    const Podman podman(*second);

    containerd.start("web", kServer);
    std::vector<std::string> run{"run",       "-d",      "--name", "db",       "--network", "podloom",
                                 "--cap-add", "NET_RAW", "-p",     "18080:80", "--rootfs",  second->root()};
    run.insert(run.end(), kServer.begin(), kServer.end());
    const auto started = podman.run(run);

    const auto web = addressesOn(1);
    const auto db = addressesOn(2);
    ASSERT_EQ(web.size(), 2U) << containerd.log();
    ASSERT_EQ(db.size(), 2U) << started;
    for (std::size_t family = 0; family < 2; ++family) {
        EXPECT_THAT(containerd.execute("web", ping(db[family])), HasSubstr(" 0% packet loss"));
        auto command = ping(web[family]);
        command.insert(command.begin(), {"exec", "db"});
        EXPECT_THAT(podman.run(command), HasSubstr(" 0% packet loss"));
    }
    // The port is published on the node: for containers of other nodes and for the node itself.
    const auto saysHello = [](auto &&ask) {
        return AgentWorld::eventually([&] { return ask().find("hello of node-2") != std::string::npos; });
    };
    EXPECT_TRUE(saysHello([&] { return containerd.execute("web", fetch("172.31.0.2")); }));
    for (const auto *address : {"172.31.0.2", "127.0.0.1"})
        EXPECT_TRUE(saysHello([&] { return second->run(fetch(address)); })) << address;
    EXPECT_THAT(podman.run({"inspect", "db"}), HasSubstr(db[0]))
        << "podman knows the address from our result";

    containerd.remove("web");
    EXPECT_THAT(podman.run({"rm", "-f", "-t", "0", "db"}), HasSubstr("db"));

    for (int node = 1; node <= 2; ++node) {
        const auto &was = before[static_cast<std::size_t>(node - 1)];
        const bool isClean =
            AgentWorld::eventually([&] { return podLines(cluster->node(node).inventory()) == was; });
        EXPECT_TRUE(isClean) << was << "\nafter:\n" << podLines(cluster->node(node).inventory());
    }
}

} // namespace
} // namespace podloom
