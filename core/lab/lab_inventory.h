// core/lab/lab_inventory.h: what is remembered about a lab between two commands.
#pragma once

#include "core/base/json.h"
#include "core/lab/lab_members.h"
#include "core/lab/lab_wires.h"

#include <filesystem>
#include <map>
#include <set>

namespace podloom {

/// A lab as it was brought up, and what was applied to it.
struct LabInventory {
    std::string name{};
    std::vector<LabMember> members{};
    std::vector<std::string> storeMachines{}; ///< machines that run etcd
    std::string outside{};                    ///< machine of the outside host; empty = there is none
    std::map<std::string, std::set<ObjectId>> applied{}; ///< by cluster
    LabWires wires{};                                    ///< of the emulated machines, as they were started

    const LabMember *find(const std::string &cluster, const std::string &node) const;
    std::vector<std::string> clusters() const;
    bool hasEmulated() const;
};

Json toJson(const LabInventory &inventory);
Result<LabInventory> inventoryFrom(const Json &json);

/// The folder of one lab, below $PODLOOM_LABS or /var/lib/podloom/labs.
class LabFolder {
public:
    explicit LabFolder(const std::string &name);

    const std::string &name() const { return m_name; }
    const std::filesystem::path &path() const { return m_path; }
    std::filesystem::path machines() const { return m_path / "machines"; } ///< the launcher's own
    std::filesystem::path clientKey() const { return m_path / "ssh" / "id_ed25519"; }
    std::filesystem::path hostKey(const std::string &machine) const { return m_path / "ssh" / machine; }
    std::filesystem::path knownHosts() const { return m_path / "ssh" / "known_hosts"; }
    std::filesystem::path passwords() const { return m_path / "passwords.json"; } ///< of BGP sessions

    bool exists() const;
    /// Errors: NotFound (no such lab), InvalidArgument (a damaged inventory).
    Result<LabInventory> load() const;
    /// Errors: as replaceFile().
    Status save(const LabInventory &inventory) const;
    /// Removes the folder and all in it. Errors: Io.
    Status remove() const;

private:
    std::string m_name;
    std::filesystem::path m_path;
};

/// Names of the labs that have an inventory, sorted.
std::vector<std::string> labNames();
/// The lab of that name; with an empty name the only one there is.
/// Errors: NotFound, InvalidArgument (several labs, or a name that is no file name).
Result<LabFolder> findLab(const std::string &name);
/// The same for a lab that has an inventory. Errors: as findLab, and NotFound.
Result<LabFolder> existingLab(const std::string &name);

} // namespace podloom
