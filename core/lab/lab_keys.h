// core/lab/lab_keys.h: the SSH keys of an emulated lab; they are made with it and go with it.
#pragma once

#include "core/lab/lab_inventory.h"

#include <stop_token>

namespace podloom {

/// One key for the driver and one host key for each machine; existing ones stay. Writes known_hosts for all
/// of them, so that host keys are as strict here as anywhere. Errors: NotFound (ssh-keygen is not installed),
/// Io.
Status makeLabKeys(const LabFolder &folder, const std::vector<std::string> &machines,
                   const std::stop_token &stop);

/// What a machine is called in known_hosts: its own name, which nobody looks up.
std::string sshName(const std::string &machine);

} // namespace podloom
