// tests/system/enforce/pod_lab.h: a node with pods and an outside world, in network namespaces of the test's
// own.
#pragma once

#include "core/net/address.h"
#include "core/net/port_set.h"
#include "core/os/unique_fd.h"

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// A connection to be tried from one address to another.
struct Probe {
    IpAddress from = IpAddress::v4(0);
    IpAddress to = IpAddress::v4(0);
    Protocol protocol = Protocol::Tcp; ///< TCP, UDP, ICMP or ICMPv6 (echo), SCTP (its first packet, forged)
    std::uint16_t port = 0;
    std::uint16_t sourcePort = 0; ///< or identifier of an echo; 0 = any
    bool isExpected = true;       ///< waited for; of the others it is enough that none came meanwhile
};

/// A process in a network namespace of its own that answers on its addresses and tries connections.
class Station {
public:
    /// Forks; the child makes its namespace and waits for orders. Ends the test program when it cannot.
    Station();
    /// The same in the network namespace whose file is `netns`, as it is.
    explicit Station(const std::string &netns);
    Station(const Station &) = delete;
    Station &operator=(const Station &) = delete;
    ~Station();

    pid_t pid() const { return m_pid; }
    /// Runs `ip -batch -` with these lines inside.
    void configure(const std::string &ipLines);
    /// Answers TCP and UDP on every address and port but those where somebody else does; once.
    void serve(const std::vector<IpAddress> &addresses, const std::vector<std::uint16_t> &ports);
    /// Starts to try all of them at once; results() gives one entry a probe: whether it was answered.
    void start(const std::vector<Probe> &probes);
    std::vector<bool> results();
    /// Opens a UDP flow and keeps its socket, so that later exchanges belong to the same connection.
    bool exchangeOnKeptSocket(const Probe &probe);
    /// Sends one UDP datagram with a source address that is not its own.
    void sendSpoofed(IpAddress from, const Probe &probe);
    /// How many datagrams reached it.
    unsigned received();
    /// Who connected or sent a datagram last, as seen there.
    std::optional<IpAddress> lastPeer(Family family);

private:
    void begin(const std::string &netns);
    std::string ask(const std::string &line);

    pid_t m_pid = -1;
    UniqueFd m_socket{};
};

/// Adds "ip" lines in the namespace of the calling process.
void configureHere(const std::string &ipLines);
/// Writes a sysctl, e.g. "net/ipv4/ip_forward", of the calling process's namespace.
void setSysctl(const std::string &path, const std::string &value);
/// Link-local addresses of the calling process's namespace count at once: while one is tentative, no
/// neighbour of another address is asked for, and a probe meanwhile ends with "No route to host".
void skipAddressDetection();
/// Answers as Station::serve() does in the namespace of the calling process; gives the answering process.
pid_t serveHere(const std::vector<IpAddress> &addresses, const std::vector<std::uint16_t> &ports);
/// Tries `probes` from the calling process's namespace.
std::vector<bool> tryHere(const std::vector<Probe> &probes);

} // namespace podloom
