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

/// The routers that the lab runs: those with an engine of ours, where it has emulated machines.
std::vector<std::unique_ptr<NodeLink>> routerLinks(const LabFolder &folder, const LabInventory &inventory,
                                                   const Design &placed, const LabJob &job);

/// Asks machines for their tables, all at once. Belongs to one thread; the links must outlive it.
class LabTableReader {
public:
    LabTableReader(std::vector<NodeLink *> nodes, std::vector<NodeLink *> routers, const Design &placed,
                   LabJob job);

    /// A machine that does not answer has `trouble`.
    LabTables read();

private:
    struct Router {
        NodeLink *link = nullptr;
        RouterEngine engine = RouterEngine::Bird;
        std::vector<BgpSession> sessions{}; ///< by the design
    };
    void readNode(NodeLink &link, MachineTable &table, std::vector<Prefix> &blocks) const;
    void readRouter(const Router &router, MachineTable &table) const;

    std::vector<NodeLink *> m_nodes;
    std::vector<Router> m_routers;
    LabJob m_job;
};

/// What `router` says to routerQuestion(): its kernel's tables, then its daemon's sessions and routes.
/// `sessions` are those of the design; peers are called as there.
MachineTable routerTable(RouterEngine engine, const std::vector<BgpSession> &sessions,
                         const std::string &answer);
/// The command that asks for it.
std::vector<std::string> routerQuestion(RouterEngine engine);

} // namespace podloom
