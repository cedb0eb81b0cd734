// tests/system/tables/table_lab.h: one emulated lab for all cases of the semantic tables.
#pragma once

#include "core/model/design.h"
#include "core/policy/flow.h"
#include "tests/system/enforce/pod_lab.h"
#include "tests/system/lab/command.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace podloom {

/// The world of tests/data/policy on two nodes, a third node that has the store and no pods, and the outside.
/// It is brought up and deployed by podloomctl once; then policies, labels and pods come and go through an
/// agent. Whoever has an address there answers, and can try connections.
class TableLab {
public:
    /// Failures are failures of the test; isUp() then stays false.
    TableLab(const std::vector<IpAddress> &outside, const std::vector<std::uint16_t> &ports);
    TableLab(const TableLab &) = delete;
    TableLab &operator=(const TableLab &) = delete;
    ~TableLab();

    bool isUp() const { return m_isUp; }
    /// Puts the objects of a case in force instead of those of the case before, and `world` instead of the
    /// one before, and waits until every node's kernel has them and the pods run. Returns what went wrong, or
    /// nothing.
    std::string apply(const std::string &manifests, const std::string &world);
    /// What the designer predicts for them, with the addresses that the pods have here.
    policy::Program program(const std::string &manifests, const std::string &world) const;
    /// Tries all at once, each from the end that has its address. Precondition: canTry() for each.
    std::vector<bool> tryAll(std::vector<Probe> probes);
    bool canTry(const Probe &probe) const { return m_byAddress.contains(probe.from); }
    /// A source port that this address has not used yet.
    std::uint16_t freshSourcePort(IpAddress address);

private:
    struct RunningPod {
        std::string node{};
        std::vector<IpAddress> ips{};
        std::unique_ptr<Station> station{};
    };

    Json ask(const std::string &node, const std::string &method, Json params) const;
    void shell(const std::string &machine, const std::string &script) const;
    void bringUp();
    void wireOutside();
    std::unique_ptr<Station> stationAt(const std::string &netns, const std::vector<IpAddress> &addresses);
    std::string waitFor(std::int64_t revision) const;
    std::string followPods(const Design &design);
    bool isKnownEverywhere(const std::map<std::string, RunningPod> &pods) const;
    void routeFromOutside(const Design &design, const RunningPod &pod) const;
    std::string netnsOf(const std::string &node, const std::string &pod) const;

    Command m_command{};
    std::vector<IpAddress> m_outside;
    std::vector<std::uint16_t> m_ports;
    std::map<std::string, std::string> m_pids{}; ///< by machine
    std::map<std::string, RunningPod> m_pods{};  ///< by "ns/pod"
    std::vector<std::unique_ptr<Station>> m_machines{};
    std::map<IpAddress, Station *> m_byAddress{};
    std::map<IpAddress, std::uint16_t> m_lastSourcePort{};
    bool m_isUp = false;
};

} // namespace podloom
