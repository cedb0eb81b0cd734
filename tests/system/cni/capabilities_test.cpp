// Port mappings and bandwidth, as users know them from the reference plugins.
#include "tests/system/cni/call.h"

#include "agentd/wire/names.h"

#include <gmock/gmock.h>

#include <signal.h>
#include <sys/wait.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kBin = PODLOOM_BIN_DIR;

/// Asks ADDRESS PORT over TCP or UDP and prints what comes back, or nothing.
constexpr auto kAsk = R"(
import socket, sys
address, port, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3]
family = socket.AF_INET6 if ":" in address else socket.AF_INET
s = socket.socket(family, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
s.settimeout(3)
try:
    s.connect((address, port))
    s.send(b"?\n")
    print(s.recv(500).decode())
except OSError as e:
    print("-", e)
)";

/// Sends for a second over TCP and prints how many bytes a second arrived. `argv`: address, port,
/// listen|send.
constexpr auto kRate = R"(
import socket, sys, time
address, port, role = sys.argv[1], int(sys.argv[2]), sys.argv[3]
if role == "listen":
    l = socket.create_server((address, port))
    print("ready", flush=True)
    c, _ = l.accept()
    total, first, last = 0, None, None
    while True:
        data = c.recv(1 << 16)
        if not data: break
        last = time.monotonic()
        if first is None: first = last
        else: total += len(data)
    print(int(total * 8 / (last - first)))
else:
    s = socket.create_connection((address, port), 2)
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        s.send(bytes(1 << 14))
)";

class Capabilities : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "needs root: network namespaces are made";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
        for (const auto &line : std::vector<std::vector<std::string>>{
                 {"ip", "netns", "add", "outside"},
                 {"ip", "link", "add", "up0", "type", "veth", "peer", "name", "eth0", "netns", "outside"},
                 {"ip", "addr", "add", "192.0.2.1/24", "dev", "up0"},
                 {"ip", "addr", "add", "192.0.2.11/24", "dev", "up0"},
                 {"ip", "addr", "add", "2001:db8:2::1/64", "dev", "up0", "nodad"},
                 {"ip", "link", "set", "up0", "addrgenmode", "none"}, // nothing comes of itself, later
                 {"ip", "link", "set", "up0", "up"},
                 {"ip", "-n", "outside", "addr", "add", "192.0.2.2/24", "dev", "eth0"},
                 {"ip", "-n", "outside", "addr", "add", "2001:db8:2::2/64", "dev", "eth0", "nodad"},
                 {"ip", "-n", "outside", "link", "set", "eth0", "addrgenmode", "none"},
                 {"ip", "-n", "outside", "link", "set", "eth0", "up"},
                 {"ip", "-n", "outside", "route", "add", "default", "via", "192.0.2.1"},
                 {"ip", "-n", "outside", "link", "set", "lo", "up"}})
            outputOf(line);
    }

    void TearDown() override
    {
        if (!world)
            return;
        if (world->agentPid() < 0)
            world->startAgent();
        for (const auto &[name, pid] : pods)
            endPod(name, pid);
        outputOf({"ip", "netns", "del", "outside"});
        outputOf({"ip", "link", "del", "up0"});
        EXPECT_TRUE(AgentWorld::eventually([] {
            return outputOf({"conntrack", "-L"}).find("10.48.") == std::string::npos;
        })) << "connections of pods: "
            << outputOf({"conntrack", "-L"});
        EXPECT_THAT(outputOf({"nft", "list", "tables"}), Not(HasSubstr("podloom-ports")));
        EXPECT_THAT(outputOf({"ip", "-o", "link"}), Not(HasSubstr(": lim")));
        world.reset();
    }

    CniCall call(const std::string &command, const std::string &name, const std::string &runtime = "{}") const
    {
        return {.command = command,
                .container = name,
                .netns = world->netnsPath(name),
                .args = "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=" + name,
                .config = R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni","socket":")"
                        + world->runFolder() + R"(/cni.sock","runtimeConfig":)" + runtime + "}"};
    }

    CniOutcome add(const std::string &name, const std::string &runtime)
    {
        outputOf({"ip", "netns", "add", name});
        return callPlugin(kBin + "/podloom-cni", call("ADD", name, runtime));
    }

    /// A pod that answers on 80/TCP and 53/UDP; its first address.
    std::string startPod(const std::string &name, const std::string &runtime)
    {
        const auto added = add(name, runtime);
        EXPECT_EQ(added.exitStatus, 0) << added.text << world->log();
        const auto socket = (world->folder() / (name + ".sock")).string();
        pods[name] = spawnProgram({kBin + "/podloom-pod", "--name", "shop/" + name, "--control", socket,
                                   "--ports", "80/TCP,53/UDP"},
                                  (world->folder() / "pods.log").string(), world->netnsPath(name));
        EXPECT_TRUE(AgentWorld::eventually([&] { return std::filesystem::exists(socket); }));
        const auto address = valueAt(added.json, "ips/0/address").asString();
        return address.substr(0, address.find('/'));
    }

    void endPod(const std::string &name, pid_t pid)
    {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        remove(name);
    }
    void remove(const std::string &name)
    {
        const auto deleted = callPlugin(kBin + "/podloom-cni", call("DEL", name));
        EXPECT_EQ(deleted.exitStatus, 0) << deleted.text;
        outputOf({"ip", "netns", "del", name});
    }

    /// From the network namespace `from`; empty: from the node.
    static std::string ask(const std::string &from, const std::string &address, int port,
                           const std::string &protocol = "tcp")
    {
        std::vector<std::string> argv{"python3", "-c", kAsk, address, std::to_string(port), protocol};
        if (!from.empty())
            argv.insert(argv.begin(), {"ip", "netns", "exec", from});
        return outputOf(argv);
    }

    std::unique_ptr<AgentWorld> world;
    std::map<std::string, pid_t> pods;
};

constexpr auto kWebPorts = R"({"portMappings":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"},
    {"HostPort":8053,"ContainerPort":53,"Protocol":"UDP"}]})";

TEST_F(Capabilities, PublishPortsOfTheNodeForBothFamiliesAndProtocols)
{
    startPod("web", kWebPorts);

    for (const auto *address : {"192.0.2.1", "192.0.2.11", "2001:db8:2::1"}) {
        EXPECT_THAT(ask("outside", address, 8080), HasSubstr("shop/web")) << address;
        EXPECT_THAT(ask("outside", address, 8053, "udp"), HasSubstr("shop/web")) << address;
        EXPECT_THAT(ask("outside", address, 8081), HasSubstr("-")) << "only what is mapped";
    }
    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("192.0.2.2")) << "the pod sees who asks";
}

TEST_F(Capabilities, T24_PublishPortsToTheNodeItselfAndToItsPods)
{
    startPod("web", kWebPorts);
    startPod("other", "{}");

    for (const auto *address : {"127.0.0.1", "192.0.2.1", "2001:db8:2::1"})
        EXPECT_THAT(ask("", address, 8080), HasSubstr("shop/web")) << address;
    EXPECT_THAT(ask("", "127.0.0.1", 8053, "udp"), HasSubstr("shop/web"));
    for (const auto *address : {"192.0.2.1", "2001:db8:2::1"}) {
        EXPECT_THAT(ask("other", address, 8080), HasSubstr("shop/web")) << address;
        EXPECT_THAT(ask("web", address, 8080), HasSubstr("shop/web")) << "hairpin, " << address;
    }
}

TEST_F(Capabilities, PublishPortsOnOneAddressWhereARuntimeSaysSo)
{
    startPod("web", R"({"portMappings":[{"hostPort":8080,"containerPort":80,"hostIP":"192.0.2.11"},
                                        {"hostPort":8090,"containerPort":80,"hostIP":"127.0.0.1"},
                                        {"hostPort":8070,"containerPort":80,"hostIP":"2001:db8:2::1"}]})");

    EXPECT_THAT(ask("outside", "192.0.2.11", 8080), HasSubstr("shop/web"));
    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("-"));
    EXPECT_THAT(ask("", "127.0.0.1", 8090), HasSubstr("shop/web"));
    EXPECT_THAT(ask("outside", "192.0.2.1", 8090), HasSubstr("-"));
    EXPECT_THAT(ask("outside", "2001:db8:2::1", 8070), HasSubstr("shop/web"));
}

TEST_F(Capabilities, RefuseAPortThatAnotherPodHasAndLeaveNothing)
{
    startPod("web", kWebPorts);
    const auto before = world->quietInventory();

    const auto refused = add("second", kWebPorts);

    EXPECT_EQ(refused.json["code"].asInt(), 100) << refused.text;
    EXPECT_THAT(refused.json["msg"].asString(), HasSubstr("8080"));
    outputOf({"ip", "netns", "del", "second"});
    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }))
        << before << "\nafter:\n"
        << world->inventory();
    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("shop/web"));
}

TEST_F(Capabilities, RefuseAPortThatShallLeadToTwoOfThePod)
{
    const auto refused = add("web", R"({"portMappings":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"},
                                        {"hostPort":8080,"containerPort":81,"protocol":"tcp"}]})");

    EXPECT_NE(refused.exitStatus, 0);
    EXPECT_THAT(refused.json["msg"].asString(), HasSubstr("8080"));
    outputOf({"ip", "netns", "del", "web"});
    EXPECT_THAT(outputOf({"ip", "-o", "link"}), Not(HasSubstr(": pod")));
    EXPECT_THAT(outputOf({"nft", "list", "tables"}), Not(HasSubstr("podloom-ports")));
    startPod("web", kWebPorts);
    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("shop/web"));
}

TEST_F(Capabilities, SayWhatOfThePortsIsDifferentAndPutItRight)
{
    const auto added = add("web", kWebPorts);
    ASSERT_EQ(added.exitStatus, 0) << added.text;
    auto check = call("CHECK", "web", kWebPorts);
    auto config = *parseJson(check.config);
    config.set("prevResult", added.json);
    check.config = config.dump();
    const auto answer = [&] { return callPlugin(kBin + "/podloom-cni", check).text; };
    const auto intact = outputOf({"nft", "list", "table", "inet", "podloom-ports"});
    EXPECT_EQ(answer(), "");

    for (const auto *damage :
         {"nft 'delete element inet podloom-ports any-v4 { tcp . 8080 }; "
          "add element inet podloom-ports any-v4 { tcp . 8080 : 10.9.9.9 . 80 }'",
          "nft replace rule inet podloom-ports guard handle "
          "$(nft -a list chain inet podloom-ports guard | grep -o 'drop # handle.*' | grep -o '[0-9]*$') "
          "accept",
          "nft 'flush chain inet podloom-ports incoming; add rule inet podloom-ports incoming accept'"}) {
        outputOf({"sh", "-c", damage});
        EXPECT_NE(outputOf({"nft", "list", "table", "inet", "podloom-ports"}), intact) << damage;
        EXPECT_THAT(answer(), HasSubstr("port mappings")) << damage;
        EXPECT_EQ(outputOf({"nft", "list", "table", "inet", "podloom-ports"}), intact) << damage;
        EXPECT_EQ(answer(), "") << damage;
    }
    remove("web");
}

TEST_F(Capabilities, KeepPublishedPortsUnderPolicies)
{
    world->apply(R"(
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {nodeName: node-1, containers: [{name: c, image: i}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{from: [{ipBlock: {cidr: 192.0.2.2/32}}], ports: [{port: 80}]}]
)");
    startPod("web", kWebPorts);
    startPod("other", "{}");

    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("shop/web"));
    EXPECT_THAT(ask("outside", "2001:db8:2::1", 8080), HasSubstr("-"));
    EXPECT_THAT(ask("outside", "192.0.2.1", 8053, "udp"), HasSubstr("-"));
    EXPECT_THAT(ask("other", "192.0.2.1", 8080), HasSubstr("-"));
}

TEST_F(Capabilities, ForgetWhatCameBeforeThePortWasOpen)
{
    startPod("other", "{}");
    ASSERT_THAT(ask("outside", "192.0.2.1", 8053, "udp"), HasSubstr("-"));
    // A client that keeps its port, as name servers do.
    const std::vector<std::string> client{
        "ip",
        "netns",
        "exec",
        "outside",
        "python3",
        "-c",
        "import socket\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\ns.settimeout(1)\n"
        "s.bind(('192.0.2.2',5353))\ns.sendto(b'?',('192.0.2.1',8053))\n"
        "try: print(s.recv(500).decode())\nexcept OSError as e: print('-', e)\n"};
    ASSERT_THAT(outputOf(client), HasSubstr("-"));

    startPod("web", kWebPorts);

    EXPECT_THAT(outputOf(client), HasSubstr("shop/web"));
}

TEST_F(Capabilities, LeaveConnectionsAloneThatAreForwarded)
{
    const auto other = startPod("other", "{}");
    ask("outside", other, 8053, "udp");
    const auto listing = std::vector<std::string>{"conntrack", "-L", "-p", "udp", "--dport", "8053"};
    ASSERT_THAT(outputOf(listing), HasSubstr(other));

    startPod("web", kWebPorts);

    EXPECT_THAT(outputOf(listing), HasSubstr(other));
}

TEST_F(Capabilities, KeepPortsWhileTheAgentIsAwayAndBringThemBack)
{
    startPod("web", kWebPorts);
    world->killAgent();
    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("shop/web"));
    outputOf({"nft", "delete", "table", "inet", "podloom-ports"});

    world->startAgent();

    EXPECT_THAT(ask("outside", "192.0.2.1", 8080), HasSubstr("shop/web"));
    EXPECT_THAT(ask("", "127.0.0.1", 8080), HasSubstr("shop/web"));
}

TEST_F(Capabilities, T24_GuardTheNodesLoopback)
{
    startPod("web", kWebPorts);
    outputOf({"ip", "-n", "web", "route", "add", "127.0.0.2/32", "via", "169.254.1.1", "dev", "eth0"});
    outputOf({"ip", "netns", "exec", "web", "sysctl", "-qw", "net.ipv4.conf.all.route_localnet=1"});
    const auto socket = (world->folder() / "node.sock").string();
    const auto server = spawnProgram(
        {kBin + "/podloom-pod", "--name", "the/node", "--control", socket, "--ports", "7777/TCP"},
        (world->folder() / "server.log").string());
    EXPECT_TRUE(AgentWorld::eventually([&] { return std::filesystem::exists(socket); }));
    EXPECT_THAT(ask("", "127.0.0.2", 7777), HasSubstr("the/node"));

    EXPECT_THAT(ask("web", "127.0.0.2", 7777), HasSubstr("-"));

    ::kill(server, SIGKILL);
    ::waitpid(server, nullptr, 0);
}

/// Bits a second that arrive from a sender in `from` at `address` in `to`.
double measure(const std::string &from, const std::string &to, const std::string &address,
               const std::string &log)
{
    const auto listener =
        spawnProgram({"/usr/bin/python3", "-c", kRate, address, "5001", "listen"}, log, "/run/netns/" + to);
    AgentWorld::eventually([&] { return outputOf({"cat", log}).find("ready") != std::string::npos; });
    outputOf({"ip", "netns", "exec", from, "python3", "-c", kRate, address, "5001", "send"});
    const bool hasEnded = AgentWorld::eventually([&] { return ::waitpid(listener, nullptr, WNOHANG) != 0; });
    if (!hasEnded) {
        ::kill(listener, SIGKILL);
        ::waitpid(listener, nullptr, 0);
    }
    const auto text = outputOf({"cat", log});
    return std::atof(text.substr(text.find('\n') + 1).c_str());
}

TEST_F(Capabilities, BoundTheBandwidthInBothDirections)
{
    const auto slow = startPod("slow", R"({"bandwidth":{"ingressRate":20000000,"ingressBurst":1000000,
                                          "egressRate":10000000,"egressBurst":1000000}})");
    const auto fast = startPod("fast", "{}");

    const auto into = measure("fast", "slow", slow, (world->folder() / "into").string());
    const auto outOf = measure("slow", "fast", fast, (world->folder() / "out").string());
    const auto free = measure("outside", "fast", fast, (world->folder() / "free").string());

    EXPECT_GT(into, 5e6);
    EXPECT_LT(into, 30e6);
    EXPECT_GT(outOf, 2.5e6);
    EXPECT_LT(outOf, 15e6);
    EXPECT_GT(free, 4 * into) << "only the pod that asked for it is slow";
    EXPECT_THAT(outputOf({"tc", "qdisc", "show", "dev", podInterfaceName("slow", "eth0")}), HasSubstr("tbf"));

    const auto limiter = limiterName(podInterfaceName("slow", "eth0"));
    outputOf({"ip", "link", "del", limiter});
    EXPECT_TRUE(AgentWorld::eventually([&] {
        return outputOf({"tc", "filter", "show", "dev", podInterfaceName("slow", "eth0"), "ingress"})
                   .find("to device " + limiter)
            != std::string::npos;
    })) << world->log();

    // So does what another program takes away of it.
    const auto host = podInterfaceName("slow", "eth0");
    const auto rates = [&] {
        return outputOf({"tc", "qdisc", "show", "dev", host})
             + outputOf({"tc", "qdisc", "show", "dev", limiter})
             + outputOf({"tc", "filter", "show", "dev", host, "ingress"});
    };
    const auto isWhole = [&] {
        const auto text = rates();
        return text.find("rate 20Mbit") != std::string::npos && text.find("rate 10Mbit") != std::string::npos
            && text.find("to device " + limiter) != std::string::npos;
    };
    ASSERT_TRUE(isWhole()) << rates();
    for (const std::vector<std::string> &damage :
         {std::vector<std::string>{"qdisc", "del", "dev", host, "root"},
          {"qdisc", "del", "dev", limiter, "root"},
          {"filter", "del", "dev", host, "ingress"},
          {"qdisc", "del", "dev", host, "ingress"}}) {
        auto argv = damage;
        argv.insert(argv.begin(), "tc");
        outputOf(argv);
        EXPECT_TRUE(AgentWorld::eventually(isWhole)) << argv[1] << ' ' << argv[4] << '\n'
                                                     << rates() << world->log();
    }
}

} // namespace
} // namespace podloom
