// agentd/node/pod_records.h: what the pod runtime knows of its pods, in files that outlive it.
#pragma once

#include "core/base/json.h"

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace podloom {

/// A pod of the runtime. Everything that is needed to take it away again stands in here.
struct PodRecord {
    std::string id{};   ///< container id: 32 hexadecimal digits
    std::string name{}; ///< "ns/pod"
    std::string uid{};
    pid_t pid = 0;               ///< of podloom-pod; 0 while it is being started
    std::uint64_t startTime = 0; ///< of that process: a number may be used again, number and time may not
    std::string netnsPath{};
    std::string conflist{};
    std::vector<std::string> cniPath{};
    std::string ports{}; ///< "80/TCP,53/UDP"
    std::vector<std::string> ips{};
    Json result{}; ///< of the last plugin

    Json toJson() const;
    static PodRecord fromJson(const Json &json);
};

/// Files RUN/pods/ID.json, and RUN/pods/names/NS_POD, links that make each name belong to one pod.
class PodRecords {
public:
    explicit PodRecords(std::string runFolder) : m_folder(std::move(runFolder) + "/pods") {}

    /// Makes the folders. Errors: PermissionDenied, Io.
    Status prepare() const;
    /// Takes the name for `id`, atomically. Errors: AlreadyExists (another pod has it).
    Status claim(const std::string &name, const std::string &id) const;
    Status write(const PodRecord &record) const;
    /// The pod of that name; a claim whose record was never written gives a record with an id alone.
    std::optional<PodRecord> find(const std::string &name) const;
    /// All pods by name.
    std::vector<PodRecord> all() const;
    /// Removes the record and its name.
    void remove(const PodRecord &record) const;
    std::string controlSocket(const std::string &id) const { return m_folder + '/' + id + ".sock"; }

private:
    std::string recordFile(const std::string &id) const { return m_folder + '/' + id + ".json"; }
    std::string nameLink(const std::string &name) const;

    std::string m_folder;
};

/// When the process began, in clock ticks since the machine did (proc(5), stat field 22); 0 when there is
/// none.
std::uint64_t startTimeOf(pid_t pid);

} // namespace podloom
