// agentd/node/pod_runtime.h: makes a pod and takes it away: namespace, network, process.
#pragma once

#include "agentd/node/pod_records.h"

#include <string>
#include <vector>

namespace podloom {

struct PodRuntimeOptions {
    std::string runFolder = "/run/podloom";
    std::string conflist = "/etc/cni/net.d/10-podloom.conflist";
    std::vector<std::string> cniPath{};
};

struct PodRequest {
    std::string name{}; ///< "ns/pod"
    std::string uid{};
    std::string ports{}; ///< "80/TCP,53/UDP"
};

enum class PodState { Running, Starting, Failed };

/// A pod runtime of its own process: nothing of it runs on when a call has returned but the pods.
class PodRuntime {
public:
    explicit PodRuntime(PodRuntimeOptions options);

    /// Makes the namespace, attaches it, starts podloom-pod. What was done is undone when a step fails. A pod
    /// of that name which runs is returned as it is; one whose process has died is replaced. Errors: Conflict
    /// (it is being started by somebody else), and those of the steps.
    Result<PodRecord> run(const PodRequest &request);

    /// Ends the process, detaches and removes everything; no such pod is fine. When a plugin fails the record
    /// stays, so that it can be tried again.
    Status remove(const std::string &name);

    std::vector<PodRecord> list() const { return m_records.all(); }
    static PodState stateOf(const PodRecord &record);

private:
    Result<PodRecord> make(PodRecord record);
    Status removeRecord(const PodRecord &record);

    PodRuntimeOptions m_options;
    PodRecords m_records;
};

} // namespace podloom
