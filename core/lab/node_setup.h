// core/lab/node_setup.h: the files, programs and services of a node, and how they get there.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"
#include "core/lab/machine_probe.h"

namespace podloom {

inline constexpr auto kEtcdService = "etcd";
inline constexpr auto kAgentService = "podloom-agentd";

/// What a node needs: the plan's view, and the bytes behind it.
struct NodeSetup {
    WantedMachine wanted{};
    std::map<std::string, std::string> bytes{}; ///< by path
    MachineFacts facts{};
};

/// Our programs as they are installed beside this one; read once for all nodes.
class ProgramFiles {
public:
    /// Errors: NotFound (a program is not there), Io.
    static Result<ProgramFiles> read();

    struct Program {
        std::string path{}; ///< on a node
        std::string bytes{};
        std::string digest{};
    };
    const std::vector<Program> &programs() const { return m_programs; }

private:
    std::vector<Program> m_programs;
};

/// The setup of one member of `inventory`. `secrets` are the passwords of BGP in a lab; the file for them is
/// written on emulated nodes alone, since real ones belong to their operator. Pure.
NodeSetup nodeSetup(const LabInventory &inventory, const LabMember &member, const MachineFacts &facts,
                    const ProgramFiles &programs, const std::string &secrets = {});

/// Does one step of machineSteps(). Errors: as RemoteHost, and what the machine said.
Status executeMachineStep(RemoteHost &host, const NodeSetup &setup, const PlanStep &step, const LabJob &job);

/// "http://ADDRESS:2379" of every store machine, with commas.
std::string storeUrls(const LabInventory &inventory);

} // namespace podloom
