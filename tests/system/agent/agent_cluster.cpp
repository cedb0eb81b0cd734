#include "tests/system/agent/agent_cluster.h"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>

namespace podloom {

namespace fs = std::filesystem;

namespace {

constexpr const char *kStoreUrl = "http://172.31.255.254:2379";

std::string nameOf(int node)
{
    return "node-" + std::to_string(node);
}

std::string portOf(int node)
{
    return "port" + std::to_string(node);
}

/// A namespace with an interface eth0 on the bridge.
void wire(int node)
{
    const auto name = nameOf(node);
    const auto port = portOf(node);
    outputOf({"ip", "netns", "add", name});
    outputOf({"ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name});
    outputOf({"ip", "link", "set", port, "master", "wire", "up"});
    const auto inside = [&](std::vector<std::string> argv) {
        argv.insert(argv.begin(), {"ip", "netns", "exec", name});
        outputOf(argv);
    };
    inside({"sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0",
            "net.ipv6.conf.eth0.accept_dad=0"});
    inside({"ip", "link", "set", "lo", "up"});
    inside({"ip", "link", "set", "eth0", "up"});
    inside({"ip", "addr", "add", "172.31.0." + std::to_string(node) + "/16", "dev", "eth0"});
    inside({"ip", "addr", "add", "fd00:31::" + std::to_string(node) + "/64", "dev", "eth0"});
}

} // namespace

std::string AgentCluster::lacking()
{
    if (!enterOwnNamespaces())
        return "needs root: network namespaces are made";
    for (const std::string program : {"etcd", "bird"}) {
        if (outputOf({"sh", "-c", "PATH=$PATH:/usr/sbin command -v " + program}).empty())
            return "needs " + program;
    }
    return {};
}

AgentCluster::AgentCluster(int nodes)
{
    auto pattern = (fs::temp_directory_path() / "podloom-cluster-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    m_folder = pattern;
    outputOf({"ip", "link", "add", "wire", "type", "bridge"});
    outputOf({"ip", "link", "set", "wire", "up"});
    outputOf({"ip", "addr", "add", "172.31.255.254/16", "dev", "wire"});
    startStore();
    for (int node = 1; node <= nodes; ++node) {
        wire(node);
        m_nodes.push_back(std::make_unique<AgentWorld>(NodePlace{.name = nameOf(node),
                                                                 .netns = nameOf(node),
                                                                 .store = std::string("etcd:") + kStoreUrl,
                                                                 .runFolder = "/run/" + nameOf(node),
                                                                 .runsBgp = true}));
    }
}

AgentCluster::~AgentCluster()
{
    m_nodes.clear();
    stopStore();
    outputOf({"ip", "link", "del", "wire"});
    for (int node = 1; outputOf({"ip", "netns", "list"}).find(nameOf(node)) != std::string::npos; ++node) {
        outputOf({"ip", "link", "del", portOf(node)}); // the namespace itself goes later
        outputOf({"ip", "netns", "del", nameOf(node)});
    }
    if (!::testing::Test::HasFailure()) {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
}

void AgentCluster::startStore()
{
    m_etcd = spawnProgram({"/usr/bin/env", "etcd", "--data-dir", (m_folder / "etcd").string(),
                           "--listen-client-urls", kStoreUrl, "--advertise-client-urls", kStoreUrl,
                           "--listen-peer-urls", "http://127.0.0.1:2380", "--logger", "zap"},
                          (m_folder / "etcd.log").string());
}

void AgentCluster::stopStore()
{
    ::kill(m_etcd, SIGKILL);
    ::waitpid(m_etcd, nullptr, 0);
}

std::string AgentCluster::nodesYaml(int count, int length4, int length6)
{
    std::string yaml;
    for (int node = 1; node <= count; ++node) {
        const auto v4 = "172.31.0." + std::to_string(node);
        const auto v6 = "fd00:31::" + std::to_string(node);
        yaml += "---\napiVersion: v1\nkind: Node\nmetadata: {name: " + nameOf(node)
              + "}\nstatus: {addresses: [{type: InternalIP, address: " + v4
              + "}, {type: InternalIP, address: \"" + v6 + "\"}]}\n"
              + "---\napiVersion: projectcalico.org/v3\nkind: Node\nmetadata: {name: " + nameOf(node)
              + "}\nspec: {bgp: {ipv4Address: " + v4 + '/' + std::to_string(length4) + ", ipv6Address: \""
              + v6 + '/' + std::to_string(length6) + "\"}}\n";
    }
    return yaml;
}

void AgentCluster::start(const std::string &yaml)
{
    for (const auto &node : m_nodes)
        node->startAgent();
    node(1).apply(nodesYaml(size()) + "---\n" + yaml);
    ASSERT_TRUE(AgentWorld::eventually([&] { return areSessionsUp(); })) << node(1).log();
}

bool AgentCluster::areSessionsUp() const
{
    for (const auto &node : m_nodes) {
        const auto status = node->call("status");
        const auto sessions = status["bgp"].items();
        if (sessions.size() != 2 * (m_nodes.size() - 1))
            return false;
        for (const auto &session : sessions) {
            if (session["state"].asString() != "Established" || session["imported"].asInt() == 0)
                return false;
        }
    }
    return true;
}

bool AgentCluster::goesBy(const std::string &interface,
                          const std::map<int, std::vector<std::string>> &ipsByNode) const
{
    const auto leads = [&](int node, const std::string &ip) {
        return m_nodes.at(static_cast<std::size_t>(node - 1))
                   ->onNode({"ip", "route", "get", ip})
                   .find(interface)
            != std::string::npos;
    };
    return AgentWorld::eventually([&] {
        for (const auto &[home, ips] : ipsByNode) {
            for (int node = 1; node <= size(); ++node) {
                if (node != home
                    && !std::all_of(ips.begin(), ips.end(), [&](auto &ip) { return leads(node, ip); }))
                    return false;
            }
        }
        return true;
    });
}

std::string AgentCluster::storeKeys() const
{
    // Everything from "/podloom/" on, by etcd's JSON gateway, where bytes are base64.
    static constexpr auto kScript = R"(
import base64, json, sys, urllib.request
key = lambda text: base64.b64encode(text).decode()
body = json.dumps({"key": key(b"/podloom/"), "range_end": key(b"/podloom0"), "keys_only": True}).encode()
reply = json.load(urllib.request.urlopen(sys.argv[1] + "/v3/kv/range", body, timeout=10))
for each in sorted(base64.b64decode(each["key"]).decode() for each in reply.get("kvs", [])):
    print(each)
)";
    return outputOf({"python3", "-c", kScript, kStoreUrl});
}

} // namespace podloom
