// tests/system/agent/agent_world.h: a node in namespaces of its own, with a real agent and a small runtime.
#pragma once

#include "core/base/json.h"
#include "core/os/unique_fd.h"

#include <gtest/gtest.h>

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace podloom {

/// What a plugin printed and how it exited.
struct CniOutcome {
    int exitStatus = -1;
    std::string text{};
    Json json{}; ///< null when it printed nothing
};

/// A pod that a test started: its namespace has a name, its program answers on port 80.
struct LabPod {
    std::string name{}; ///< "ns/pod"
    std::string container{};
    pid_t pid = -1;
    std::vector<std::string> ips{};
};

/// Network and mount namespaces of this process's own, made once per process: everything that a test starts
/// is in them, and nothing of the machine's is touched.
bool enterOwnNamespaces();

/// Where the node of a world stands.
struct NodePlace {
    std::string name = "node-1";
    std::string netns{}; ///< name of its network namespace; empty: that of the test
    std::string store{}; ///< empty: a file of its own
    std::string runFolder = "/run/podloom";
    bool runsBgp = false;
    std::string agentProgram = "podloom-agentd";
};

/// A node: agent, state, sockets. Everything ends with the object.
class AgentWorld {
public:
    explicit AgentWorld(NodePlace place = {});
    ~AgentWorld();
    AgentWorld(const AgentWorld &) = delete;
    AgentWorld &operator=(const AgentWorld &) = delete;

    /// Starts the agent and waits, bounded, until it is ready, or what else it shall become.
    void startAgent(const std::vector<std::string> &options = {}, const std::string &state = "ready");
    void spawnAgent(const std::vector<std::string> &options = {}); ///< and waits for nothing
    void killAgent();                                              ///< kill -9
    void endAgent();                                               ///< SIGTERM, and waits
    pid_t agentPid() const { return m_agent; }
    /// The agent is the caller's to wait for; it ends by itself.
    pid_t takeAgent() { return std::exchange(m_agent, -1); }
    pid_t birdPid() const; ///< -1: no BIRD of this node runs

    /// Runs the plugin as a runtime does.
    CniOutcome cni(const std::string &command, const std::string &container, const std::string &podName = {},
                   const std::string &config = {}) const;
    /// One call of the agent's protocol. A failed call fails the test and gives null.
    Json call(const std::string &method, Json params = Json::object()) const;
    /// The answer to one request to the agent's metrics socket; empty when it drops the connection.
    std::string askMetrics(const std::string &request = "GET /metrics HTTP/1.1\r\nHost: node\r\n\r\n") const;
    /// Puts manifests in force and waits until the kernel has them.
    void apply(const std::string &yaml, const std::string &set = "test") const;

    /// ADD and podloom-pod, in a new namespace.
    LabPod startPod(const std::string &name);
    /// DEL and the end of its program and namespace.
    void endPod(const LabPod &pod);
    /// "answered", "refused", "timeout", by what the agent's probe says.
    std::string probe(const LabPod &from, const std::string &ip, const std::string &protocol = "TCP",
                      int port = 80) const;
    std::string netnsPath(const std::string &container) const { return "/run/netns/" + container; }

    /// What a program prints that runs on the node.
    std::string onNode(std::vector<std::string> argv) const;
    /// Everything of the kernel and of the books that a pod could leave behind, as sorted text.
    std::string inventory() const;
    /// The rows of the agent's own books, one a line; it must not run.
    std::string stateRows() const;
    /// inventory(), as soon as it has not changed for a while: nothing is under way.
    std::string quietInventory() const;
    /// Waits, bounded, until `holds`.
    static bool eventually(const std::function<bool()> &holds,
                           std::chrono::seconds atMost = std::chrono::seconds(20));
    const std::string &runFolder() const { return m_place.runFolder; }
    std::filesystem::path folder() const { return m_folder; }
    std::string log() const;

private:
    NodePlace m_place;
    std::filesystem::path m_folder;
    pid_t m_agent = -1;
    std::map<std::string, LabPod> m_pods;

    std::string defaultConfig() const;
    void endBird() const;
};

/// Starts a program whose output goes to `log`; inside the network namespace at `netns` if it is set.
pid_t spawnProgram(const std::vector<std::string> &argv, const std::string &log,
                   const std::string &netns = {});
/// Runs a program to its end and returns what it printed.
std::string outputOf(const std::vector<std::string> &argv);

} // namespace podloom
