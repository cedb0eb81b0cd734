// A launch specification: what is accepted must be safe to make folders, interfaces and services of.
#include "agentd/node/launch_spec.h"

#include <cstdint>
#include <cstdlib>

namespace {

bool isInside(const std::string &path)
{
    return path.starts_with('/') && path.find("/../") == std::string::npos && !path.ends_with("/..");
}

void check(const podloom::MachineSpec &machine)
{
    if (!podloom::isPlainName(machine.name))
        std::abort();
    for (const auto &each : machine.interfaces) {
        if (each.name.empty() || each.name.size() > 15 || each.name.find('/') != std::string::npos)
            std::abort();
    }
    for (const auto &route : machine.routes) {
        if (route.to.family() != route.via.family())
            std::abort();
    }
    for (const auto &file : machine.files) {
        if (!isInside(file.path) || file.mode > 07777)
            std::abort();
    }
    for (const auto &service : machine.services) {
        if (!podloom::isPlainName(service.name) || service.argv.empty())
            std::abort();
    }
    for (const auto &[key, value] : machine.sysctls) {
        if (key.find('/') != std::string::npos)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto json = podloom::parseJson({reinterpret_cast<const char *>(data), size});
    if (!json)
        return 0;
    const auto spec = podloom::launchSpecFrom(*json);
    if (!spec)
        return 0;
    if (!isInside(spec->directory))
        std::abort();
    for (const auto &machine : spec->machines)
        check(machine);
    return 0;
}
