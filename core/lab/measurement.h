// core/lab/measurement.h: probes between the pods of a lab, from inside them. Blocking.
#pragma once

#include "core/lab/settling.h"
#include "core/net/port_set.h"

#include <mutex>

namespace podloom {

class OutsideHost;

/// One connection to try.
struct ProbeTask {
    std::size_t from = 0; ///< index of an end
    std::size_t to = 0;
    Family family = Family::V4;
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    std::uint16_t sourcePort = 0; ///< 0 = a fresh one
    auto operator<=>(const ProbeTask &) const = default;
};

/// What came of it. Reached: the expected end answered, or refused. NotReached: nothing came back, or the
/// kernel knows no way. Failed: it could not be tried; `detail` of the measurement says why.
enum class ProbeOutcome { Reached, NotReached, Failed };

/// A pod, or an address on the outside host.
struct ProbeEnd {
    std::string name{}; ///< "[CLUSTER:]NS/POD", "ip:ADDR"
    std::string cluster{};
    std::string node{}; ///< empty for the outside host
    std::string pod{};  ///< "ns/pod"; empty for the outside host
    std::vector<IpAddress> ips{};

    std::optional<IpAddress> address(Family family) const;
    bool isOutside() const { return pod.empty(); }
};

/// A lab that is ready to be probed. Belongs to one thread; probes from all nodes at once. On destruction the
/// outside host gives its addresses back.
class Measurement {
public:
    /// Waits until all nodes agree, reads where the pods are and puts `outside` addresses on the outside
    /// host. Errors: NotFound (no such lab), Unavailable, Timeout, Cancelled, Unsupported (a lab without
    /// outside host).
    static Result<std::unique_ptr<Measurement>>
    open(const LabFolder &folder, const std::vector<IpAddress> &outside, const LabJob &job);
    ~Measurement();

    /// All pods by cluster, namespace, name and replica number, then the outside addresses as they were
    /// given.
    const std::vector<ProbeEnd> &ends() const { return m_ends; }
    /// Of every node; for the thread of the measurement.
    std::vector<NodeLink *> links() const;
    const LabInventory &inventory() const { return m_inventory; }
    /// The end of that name. Errors: NotFound.
    Result<std::size_t> endByName(const std::string &name) const;

    /// One outcome for each task. Errors: Cancelled; what cannot be tried is an outcome.
    Result<std::vector<ProbeOutcome>> run(const std::vector<ProbeTask> &tasks);
    /// Why the last failed probe failed; empty when none did.
    const std::string &detail() const { return m_detail; }

private:
    Measurement(LabFolder folder, LabInventory inventory, LabJob job);
    struct Batch;
    Status readEnds();
    Status prepareOutside(const std::vector<IpAddress> &outside);
    Status listenOutside(const std::vector<ProbeTask> &tasks);
    std::vector<Batch> batches(const std::vector<ProbeTask> &tasks) const;
    Json targetsOf(const Batch &batch, const std::vector<ProbeTask> &tasks) const;
    void probeFromNode(NodeLink &link, const std::vector<Batch> &work, const std::vector<ProbeTask> &tasks,
                       std::vector<ProbeOutcome> &outcomes);
    void probeFromOutside(const std::vector<Batch> &work, const std::vector<ProbeTask> &tasks,
                          std::vector<ProbeOutcome> &outcomes);
    /// Different batches write different outcomes.
    void judge(const Json &results, const std::vector<ProbeTask> &tasks, std::vector<ProbeOutcome> &outcomes);
    void failed(const std::string &why);

    LabFolder m_folder;
    LabInventory m_inventory;
    LabJob m_job;
    std::vector<std::unique_ptr<NodeLink>> m_links; ///< by member
    std::vector<ProbeEnd> m_ends;
    std::vector<EndpointRecord> m_endpoints;
    std::unique_ptr<OutsideHost> m_outside; // uses m_links
    std::mutex m_mutex;                     ///< guards m_detail while batches run
    std::string m_detail;
};

} // namespace podloom
