#include "tests/system/enforce/policy_lab.h"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>

namespace podloom {

namespace {

constexpr std::string_view kHostMac = "ee:ee:ee:ee:ee:ee";

std::string macOf(std::size_t number)
{
    char text[18];
    std::snprintf(text, sizeof text, "02:00:00:00:%02x:%02x", static_cast<unsigned>(number >> 8U & 0xFFU),
                  static_cast<unsigned>(number & 0xFFU));
    return text;
}

std::string hostPrefix(IpAddress ip)
{
    return ip.toString() + (ip.isV4() ? "/32" : "/128");
}

/// "address add IP dev DEVICE" without waiting for duplicate address detection.
std::string addressLine(IpAddress ip, std::string_view device)
{
    return "address add " + hostPrefix(ip) + " dev " + std::string(device) + (ip.isV4() ? "" : " nodad")
         + '\n';
}

} // namespace

PolicyLab::PolicyLab(const Design &design, const std::vector<IpAddress> &outside,
                     const std::vector<std::uint16_t> &ports)
{
    skipAddressDetection();
    configureHere("link set lo up\n" + addressLine(kNodeV4, "lo") + addressLine(kNodeV6, "lo"));
    setSysctl("net/ipv4/ip_forward", "1");
    setSysctl("net/ipv6/conf/all/forwarding", "1");
    setSysctl("net/ipv4/ping_group_range", "0 0");
    auto beyond = outside;
    std::size_t number = 0;
    for (const auto &pod : design.pods) {
        if (pod.spec.nodeName != "node-1" || pod.spec.isHostNetwork) {
            beyond.insert(beyond.end(), pod.ips.begin(), pod.ips.end());
            continue;
        }
        addPod(pod, ++number);
        m_stations.back()->serve(pod.ips, ports);
    }
    addUplink(beyond);
    m_stations.back()->serve(beyond, ports);
    m_nodeServer = serveHere({kNodeV4, kNodeV6}, ports);
}

PolicyLab::~PolicyLab()
{
    ::kill(m_nodeServer, SIGKILL);
    ::waitpid(m_nodeServer, nullptr, 0);
}

void PolicyLab::addPod(const Pod &pod, std::size_t number)
{
    auto &station = *m_stations.emplace_back(std::make_unique<Station>());
    const auto name = "pod" + std::to_string(number);
    const auto host = std::string(kHostMac);
    std::string here = "link add " + name + " address " + host + " type veth peer name eth0 address "
                     + macOf(number) + " netns " + std::to_string(station.pid()) + "\nlink set " + name
                     + " up\naddress add fe80::1/64 dev " + name + " nodad\n";
    std::string inside = "link set eth0 up\nroute add 169.254.1.1 dev eth0 scope link\n"
                         "route add default via 169.254.1.1 dev eth0\n"
                         "route add ::/0 via fe80::1 dev eth0\n"
                         "neighbour add 169.254.1.1 lladdr "
                       + host + " dev eth0 nud permanent\nneighbour add fe80::1 lladdr " + host
                       + " dev eth0 nud permanent\n";
    for (const auto &ip : pod.ips) {
        here += "route add " + hostPrefix(ip) + " dev " + name + "\nneighbour add " + ip.toString()
              + " lladdr " + macOf(number) + " dev " + name + " nud permanent\n";
        inside += addressLine(ip, "eth0");
        m_byAddress[ip] = &station;
        m_interfaces[ip] = name;
    }
    configureHere(here);
    station.configure(inside);
}

void PolicyLab::addUplink(const std::vector<IpAddress> &addresses)
{
    auto &station = *m_stations.emplace_back(std::make_unique<Station>());
    std::string here = "link add uplink type veth peer name eth0 netns " + std::to_string(station.pid())
                     + "\nlink set uplink up\naddress add 198.51.100.1/30 dev uplink\n"
                       "address add 2001:db8:100::1/64 dev uplink nodad\n";
    std::string inside = "link set eth0 up\naddress add 198.51.100.2/30 dev eth0\n"
                         "address add 2001:db8:100::2/64 dev eth0 nodad\n"
                         "route add default via 198.51.100.1\nroute add ::/0 via 2001:db8:100::1\n";
    for (const auto &ip : addresses) {
        here +=
            "route add " + hostPrefix(ip) + " via " + (ip.isV4() ? "198.51.100.2" : "2001:db8:100::2") + '\n';
        inside += addressLine(ip, "lo");
        m_byAddress[ip] = &station;
    }
    configureHere(here);
    station.configure(inside);
}

std::vector<LocalEndpoint> PolicyLab::localEndpoints(const policy::Program &program) const
{
    std::vector<LocalEndpoint> out;
    for (policy::EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
        const auto &endpoint = program.endpoints[index];
        if (endpoint.kind == policy::Endpoint::Kind::Pod && endpoint.node == "node-1"
            && !endpoint.ips.empty())
            out.push_back({m_interfaces.at(endpoint.ips.front()), index, endpoint.ips});
    }
    return out;
}

std::vector<bool> PolicyLab::tryAll(std::vector<Probe> probes)
{
    for (auto &probe : probes)
        if (probe.sourcePort == 0)
            probe.sourcePort = freshSourcePort();
    std::map<Station *, std::vector<std::size_t>> bySource;
    for (std::size_t i = 0; i < probes.size(); ++i) {
        const auto station = m_byAddress.find(probes[i].from);
        bySource[station == m_byAddress.end() ? nullptr : station->second].push_back(i);
    }
    const auto chosen = [&](const std::vector<std::size_t> &indexes) {
        std::vector<Probe> out;
        for (const auto index : indexes)
            out.push_back(probes[index]);
        return out;
    };
    std::vector<bool> results(probes.size(), false);
    const auto note = [&](const std::vector<std::size_t> &indexes, const std::vector<bool> &answers) {
        for (std::size_t i = 0; i < indexes.size() && i < answers.size(); ++i)
            results[indexes[i]] = answers[i];
    };
    for (const auto &[station, indexes] : bySource)
        if (station)
            station->start(chosen(indexes));
    for (const auto &[station, indexes] : bySource)
        note(indexes, station ? station->results() : tryHere(chosen(indexes)));
    return results;
}

std::uint16_t PolicyLab::freshSourcePort()
{
    constexpr std::uint16_t kFirst = 10'000;
    m_lastSourcePort = m_lastSourcePort < kFirst || m_lastSourcePort == 65'535
                         ? kFirst
                         : static_cast<std::uint16_t>(m_lastSourcePort + 1);
    return m_lastSourcePort;
}

Station &PolicyLab::at(IpAddress address)
{
    return *m_byAddress.at(address);
}

} // namespace podloom
