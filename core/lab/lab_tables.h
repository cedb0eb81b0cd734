// core/lab/lab_tables.h: the real tables and sessions of a lab's machines. Blocking.
#pragma once

#include "core/lab/node_link.h"
#include "core/routing/kernel_table.h"
#include "core/routing/origins.h"
#include "core/routing/session.h"

#include <map>
#include <memory>
#include <set>

namespace podloom {

/// What one node or router has.
struct MachineTable {
    std::vector<KernelEntry> kernel{}; ///< the main table, whoever wrote it
    Json routes = Json::array();       ///< BGP's best ones, as core/routing's toJson(BirdRoute) writes them
    Json sessions = Json::array();     ///< as in `podloomctl status`
    std::string trouble{};             ///< why it could not be asked; the rest is then empty
    bool hasOwnInterfaces = false;     ///< a real machine: its interfaces are not called as in the design

    std::set<Prefix> knownToBgp() const;
};

struct LabTables {
    std::map<MachineId, MachineTable> machines{};
    NodeBlocks blocks{}; ///< what nodes have claimed or borrowed, by the nodes that answered
};

/// The machines of a lab by name that are routers: what is wired and neither a node nor the outside host.
std::vector<std::unique_ptr<NodeLink>> routerLinks(const LabFolder &folder, const LabInventory &inventory,
                                                   const LabJob &job);

/// Asks machines for their tables, all at once. Belongs to one thread; the links must outlive it.
class LabTableReader {
public:
    LabTableReader(std::vector<NodeLink *> nodes, std::vector<NodeLink *> routers, LabJob job);

    /// A machine that does not answer has `trouble`.
    LabTables read();

private:
    void readNode(NodeLink &link, MachineTable &table, std::vector<Prefix> &blocks) const;
    void readRouter(NodeLink &link, MachineTable &table) const;

    std::vector<NodeLink *> m_nodes;
    std::vector<NodeLink *> m_routers;
    LabJob m_job;
};

/// The command that asks a router, and what it answers: the kernel's tables, then the sessions and routes of
/// the daemon that runs there. Peers are called as the design describes them.
std::vector<std::string> routerQuestion();
MachineTable routerTable(const std::string &answer);

/// The table of a machine as `podloomctl routes --lab` tells it: every entry of the kernel, with what BGP
/// knows of its prefix, then what BGP knows and keeps out of the kernel ("owner" null).
Json tableJson(const MachineTable &table);
/// What an agent answers to "routes", without sessions.
MachineTable nodeTable(const Json &answer);

} // namespace podloom
