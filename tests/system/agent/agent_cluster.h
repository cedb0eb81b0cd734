// tests/system/agent/agent_cluster.h: several nodes on one wire, each with an agent and a BIRD, on one etcd.
#pragma once

#include "tests/system/agent/agent_world.h"

namespace podloom {

/// Nodes node-1 … node-N with the addresses 172.31.0.N/16 and fd00:31::N/64. lacking() comes first.
class AgentCluster {
public:
    explicit AgentCluster(int nodes);
    ~AgentCluster();
    AgentCluster(const AgentCluster &) = delete;
    AgentCluster &operator=(const AgentCluster &) = delete;

    /// Enters namespaces of the test's own, and says what keeps a cluster from being made here; empty:
    /// nothing.
    static std::string lacking();

    /// Starts every agent, puts the nodes and `yaml` in force, and waits until all sessions are up.
    void start(const std::string &yaml = {});
    AgentWorld &node(int number) { return *m_nodes.at(static_cast<std::size_t>(number - 1)); }
    int size() const { return static_cast<int>(m_nodes.size()); }

    /// The Node objects of the first `count` nodes, both spellings; with lengths of 31 and 127 no two of them
    /// share a network.
    static std::string nodesYaml(int count, int length4 = 16, int length6 = 64);
    bool areSessionsUp() const;
    /// Waits, bounded, until every node leads to every address of `ips` that is not its own pod's by an
    /// interface whose name, or the text around it, contains `interface`.
    bool goesBy(const std::string &interface, const std::map<int, std::vector<std::string>> &ipsByNode) const;
    /// The keys of the store that are below the cluster's root, sorted, one a line.
    std::string storeKeys() const;
    void stopStore();
    void startStore();

private:
    std::vector<std::unique_ptr<AgentWorld>> m_nodes;
    std::filesystem::path m_folder;
    pid_t m_etcd = -1;
};

} // namespace podloom
