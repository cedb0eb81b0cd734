// core/routing/kernel_table.h: what the kernel of a machine has in its main table, as programs tell each
// other.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// One way to a prefix; equal ways are several entries.
struct KernelEntry {
    Prefix prefix = Prefix::all(Family::V4);
    std::optional<IpAddress> nextHop{}; ///< none: connected, or dropped
    std::string interface {};           ///< or "blackhole", "unreachable", "prohibit"
    std::string owner{};                ///< as routeOwner() calls it
    std::uint32_t metric = 0;
    bool operator==(const KernelEntry &) const = default;
};

/// Who writes routes of this number (rtnetlink's rtm_protocol): "kernel", "boot", "static", "ra", "bird",
/// "bgp" (FRR), "agent" (Podloom's), else "protocol N".
std::string routeOwner(unsigned protocol);
/// Whether packets end there: "blackhole", "unreachable" or "prohibit" stands for the interface.
bool drops(const KernelEntry &entry);
/// Whether a daemon that speaks BGP wrote it.
bool isOfBgp(const KernelEntry &entry);

/// The answer of `ip -j route show table main`. What is no unicast route and drops nothing is left out.
/// Errors: InvalidArgument (no list in JSON; an empty table is an empty answer too).
Result<std::vector<KernelEntry>> parseKernelTable(std::string_view json, Family family);

/// {"prefix","nextHop","interface","owner","metric"}.
Json toJson(const KernelEntry &entry);
std::optional<KernelEntry> kernelEntryFrom(const Json &json);

} // namespace podloom
