// agentd/node/launch_spec.h: the machines of a lab and the wires between them, as they are asked for.
#pragma once

#include "agentd/wire/mac_address.h"
#include "core/base/json.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

struct InterfaceSpec {
    std::string name{};
    std::string segment{}; ///< empty: the interface is there already, which only "lo" is
    MacAddress mac{};
    unsigned mtuBytes = 1500;
    std::uint64_t rateBitsPerSecond = 0; ///< 0: unlimited
    std::vector<InterfaceAddress> addresses{};
};

struct RouteSpec {
    Prefix to = Prefix::all(Family::V4);
    IpAddress via = IpAddress::v4(0);
    std::string interface {}; ///< empty: the kernel finds it
};

struct NeighbourSpec {
    std::string interface {};
    IpAddress address = IpAddress::v4(0);
    MacAddress mac{};
};

struct FileSpec {
    std::string path{}; ///< absolute, inside the machine
    std::string content{};
    unsigned mode = 0644;
};

struct ServiceSpec {
    std::string name{};
    std::vector<std::string> argv{};
    std::vector<std::string> environment{}; ///< "KEY=VALUE"
};

struct MachineSpec {
    std::string name{};
    std::string hostname{};
    std::vector<InterfaceSpec> interfaces{};
    std::vector<RouteSpec> routes{};
    std::vector<NeighbourSpec> neighbours{};
    std::vector<std::pair<std::string, std::string>> sysctls{}; ///< "net.ipv4.ip_forward" and its value
    std::vector<FileSpec> files{};
    std::vector<ServiceSpec> services{};
};

struct LaunchSpec {
    std::string lab{};
    std::string directory{};
    std::vector<std::string> segments{};
    std::vector<MachineSpec> machines{};
};

/// Reads what `podloom-node launch` gets on its standard input; docs/lab-machines.md describes it.
/// Errors: InvalidArgument, with the machine and the field that is wrong.
Result<LaunchSpec> launchSpecFrom(const Json &json);

/// Whether `name` can be a folder and the name of a machine, segment or service: letters, digits, '.', '_',
/// '-', at most 63 of them, the first a letter or a digit.
bool isPlainName(std::string_view name);

} // namespace podloom
