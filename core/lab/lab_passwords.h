// core/lab/lab_passwords.h: the passwords of BGP sessions in an emulated lab.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/routing/frr_config.h"

namespace podloom {

/// A password for every one that the design's sessions ask for. Designs name Secrets and never hold their
/// values, so a lab makes its own once and keeps them, readable by root alone, in its folder (`passwords()`);
/// who writes others there has a lab with those. Errors: Io, InvalidArgument (a damaged file).
Result<RoutingPasswords> labPasswords(const Design &design, const LabFolder &folder);

/// The file that BIRD includes: `define CONSTANT = "PASSWORD";` for each.
std::string birdSecrets(const RoutingPasswords &passwords);

} // namespace podloom
