// tests/system/enforce/probing.h: the sockets of probes, in the network namespace of the calling process.
#pragma once

#include "core/os/unique_fd.h"
#include "tests/system/enforce/pod_lab.h"

#include <sys/socket.h>

#include <chrono>
#include <string>
#include <vector>

namespace podloom {

/// An answer that is expected is waited for that long; for the others this much quiet is enough.
inline constexpr std::chrono::milliseconds kPatience{15'000};
inline constexpr std::chrono::milliseconds kQuiet{40};

/// Ends the test program with the reason in errno.
[[noreturn]] void die(const std::string &what);

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
};

SocketAddress socketAddress(IpAddress ip, std::uint16_t port);
/// Not blocking; for SCTP a raw one. `flag` is an option of the level IP to be set, or 0.
UniqueFd openSocket(IpAddress ip, Protocol protocol, int flag = 0);
bool isEcho(Protocol protocol);

/// Tries all at once.
std::vector<bool> tryProbes(const std::vector<Probe> &probes);

} // namespace podloom
