// tests/system/clients/runtimes.h: container runtimes that nobody here wrote, each on one node of a cluster.
#pragma once

#include "tests/system/agent/agent_world.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// What the runtimes of a test need that is not there; nothing when all is.
std::optional<std::string> missingRuntime();

/// Files and processes of one runtime on the node whose network namespace is `node`. It finds the plugin in a
/// configuration folder of its own.
class RuntimeHome {
public:
    RuntimeHome(std::string node, const AgentWorld &world);
    ~RuntimeHome();
    RuntimeHome(const RuntimeHome &) = delete;
    RuntimeHome &operator=(const RuntimeHome &) = delete;

    /// A file system with busybox.
    std::string root() const { return (m_folder / "root").string(); }
    std::filesystem::path folder() const { return m_folder; }
    /// `argv` with our own folders in place of /etc/cni/net.d and /usr/lib/cni. What it mounts, others do not
    /// see.
    std::vector<std::string> withOwnFolders(const std::vector<std::string> &argv) const;
    /// Runs `argv` on the node and returns what it says on both outputs.
    std::string run(const std::vector<std::string> &argv) const;
    /// The same without waiting.
    pid_t start(const std::vector<std::string> &argv, const std::string &log) const;

private:
    std::vector<std::string> onNode(const std::vector<std::string> &argv) const;

    std::string m_node;
    std::filesystem::path m_folder;
};

/// containerd with `ctr run --cni`.
class Containerd {
public:
    explicit Containerd(const RuntimeHome &home);
    ~Containerd();
    Containerd(const Containerd &) = delete;
    Containerd &operator=(const Containerd &) = delete;

    /// Starts a container and waits until its task runs.
    void start(const std::string &name, const std::vector<std::string> &argv);
    std::string execute(const std::string &name, const std::vector<std::string> &argv) const;
    void remove(const std::string &name);
    std::string log() const;

private:
    std::vector<std::string> ctr(std::vector<std::string> argv) const;

    const RuntimeHome &m_home;
    pid_t m_daemon = -1;
    pid_t m_client = -1;
};

/// podman with its CNI backend.
class Podman {
public:
    explicit Podman(const RuntimeHome &home);
    /// One command of podman; what it says.
    std::string run(std::vector<std::string> argv) const;

private:
    const RuntimeHome &m_home;
};

} // namespace podloom
