// core/lab/machine_addresses.h: the addresses by which a real machine is known to the others.
#pragma once

#include "core/net/prefix.h"
#include "core/ssh/remote_host.h"

#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// Lines "default INTERFACE" and "address INTERFACE ADDRESS/LENGTH" in, at most one address of each family
/// out, IPv4 first. The one that equals `reachedAs` wins and with it its interface; otherwise the interface
/// of the default route, otherwise the first. What cannot be read is passed over.
std::vector<InterfaceAddress> chooseAddresses(std::string_view lines, const std::string &reachedAs);

/// Asks the machine. `reachedAs` is the host of its SSH target. Errors: NotFound (it has no address that
/// others can reach), and as RemoteHost.
Result<std::vector<InterfaceAddress>> askForAddresses(RemoteHost &host, const std::string &reachedAs,
                                                      const std::stop_token &stop);

} // namespace podloom
