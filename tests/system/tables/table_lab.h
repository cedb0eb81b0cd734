// tests/system/tables/table_lab.h: one emulated lab for all cases of the semantic tables.
#pragma once

#include "core/policy/flow.h"
#include "tests/system/enforce/pod_lab.h"
#include "tests/system/lab/command.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace podloom {

/// The world of tests/data/policy on two nodes, a third node that has the store and no pods, and the outside.
/// It is brought up and deployed by podloomctl once; then policies come and go through an agent. Whoever has
/// an address there answers, and can try connections.
class TableLab {
public:
    /// Failures are failures of the test; isUp() then stays false.
    TableLab(const std::vector<IpAddress> &outside, const std::vector<std::uint16_t> &ports);
    TableLab(const TableLab &) = delete;
    TableLab &operator=(const TableLab &) = delete;
    ~TableLab();

    bool isUp() const { return m_isUp; }
    /// Puts the objects of a case in force instead of those of the case before, and waits until every node's
    /// kernel has them. Returns what went wrong, or nothing.
    std::string apply(const std::string &manifests);
    /// What the designer predicts for the case, with the addresses that the pods have here.
    policy::Program program(const std::string &manifests) const;
    /// Tries all at once, each from the end that has its address. Precondition: canTry() for each.
    std::vector<bool> tryAll(std::vector<Probe> probes);
    bool canTry(const Probe &probe) const { return m_byAddress.contains(probe.from); }
    /// A source port that this address has not used yet.
    std::uint16_t freshSourcePort(IpAddress address);

private:
    Json ask(const std::string &node, const std::string &method, Json params) const;
    std::string shell(const std::string &machine, const std::string &script) const;
    void bringUp();
    void wireOutside();
    void addStation(const std::string &netns, const std::vector<IpAddress> &addresses);
    void addStations(const std::vector<std::uint16_t> &ports);

    Command m_command{};
    std::vector<IpAddress> m_outside;
    std::map<std::string, std::string> m_pids{};              ///< by machine
    std::map<std::string, std::vector<IpAddress>> m_podIps{}; ///< by "ns/pod"
    std::vector<std::pair<std::unique_ptr<Station>, std::vector<IpAddress>>> m_stations{};
    std::map<IpAddress, Station *> m_byAddress{};
    std::map<IpAddress, std::uint16_t> m_lastSourcePort{};
    bool m_isUp = false;
};

} // namespace podloom
