#include "tests/system/enforce/pod_lab.h"

#include "core/base/json.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"
#include "tests/system/enforce/probing.h"
#include "tests/system/enforce/sctp_packet.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <optional>

namespace podloom {

namespace {

/// What the answering process has seen, shared with the station.
struct Seen {
    unsigned received = 0;
    sockaddr_storage lastPeer[2]{}; ///< IPv4, IPv6
};
Seen *seen = nullptr;

void note(const SocketAddress &peer)
{
    seen->lastPeer[peer.storage.ss_family == AF_INET ? 0 : 1] = peer.storage;
}

std::string lastPeerText(Family family)
{
    if (family == Family::V4) {
        const auto *v4 = reinterpret_cast<const sockaddr_in *>(&seen->lastPeer[0]);
        const auto ip = IpAddress::fromBytes(reinterpret_cast<const std::uint8_t *>(&v4->sin_addr), 4);
        return ip ? ip->toString() : "";
    }
    const auto *v6 = reinterpret_cast<const sockaddr_in6 *>(&seen->lastPeer[1]);
    const auto ip = IpAddress::fromBytes(reinterpret_cast<const std::uint8_t *>(&v6->sin6_addr), 16);
    return ip ? ip->toString() : "";
}

/// Answers what has come to a raw socket of SCTP.
void answerSctp(int fd, Family family)
{
    std::array<char, 512> buffer{};
    SocketAddress peer;
    peer.size = sizeof peer.storage;
    const auto size = ::recvfrom(fd, buffer.data(), buffer.size(), MSG_DONTWAIT,
                                 reinterpret_cast<sockaddr *>(&peer.storage), &peer.size);
    if (size < 0)
        return;
    const auto answer =
        sctpInitAck(withoutIpHeader({buffer.data(), static_cast<std::size_t>(size)}, family == Family::V4));
    reinterpret_cast<sockaddr_in *>(&peer.storage)->sin_port = 0; // sin6_port has the same place
    if (!answer.empty())
        (void)!::sendto(fd, answer.data(), answer.size(), MSG_NOSIGNAL, peer.get(), peer.size);
}

/// Opens a raw socket for SCTP on each address; every port is answered.
void serveSctp(const std::vector<IpAddress> &addresses, std::map<int, Family> &raw,
               std::vector<UniqueFd> &sockets)
{
    for (const auto &ip : addresses) {
        auto fd = openSocket(ip, Protocol::Sctp);
        const auto at = socketAddress(ip, 0);
        if (::bind(fd.get(), at.get(), at.size) != 0)
            die("serve SCTP on " + ip.toString());
        raw[fd.get()] = ip.family();
        sockets.push_back(std::move(fd));
    }
}

/// Echoes datagrams and accepts connections for ever; its parent's death ends it.
[[noreturn]] void answerForEver(const std::vector<UniqueFd> &sockets, const std::map<int, Family> &raw)
{
    std::vector<pollfd> polls;
    for (const auto &socket : sockets)
        polls.push_back({.fd = socket.get(), .events = POLLIN, .revents = 0});
    for (;;) {
        if (::poll(polls.data(), polls.size(), -1) < 0)
            continue;
        for (const auto &entry : polls) {
            if ((entry.revents & POLLIN) == 0)
                continue;
            if (const auto family = raw.find(entry.fd); family != raw.end()) {
                answerSctp(entry.fd, family->second);
                continue;
            }
            SocketAddress peer;
            peer.size = sizeof peer.storage;
            char byte = 0;
            auto *address = reinterpret_cast<sockaddr *>(&peer.storage);
            const auto size = ::recvfrom(entry.fd, &byte, 1, MSG_DONTWAIT, address, &peer.size);
            if (size >= 0) {
                ++seen->received;
                note(peer);
                (void)!::sendto(entry.fd, &byte, 1, MSG_NOSIGNAL, peer.get(), peer.size);
                continue;
            }
            peer.size = sizeof peer.storage;
            if (const UniqueFd accepted(::accept4(entry.fd, address, &peer.size, SOCK_CLOEXEC)); accepted)
                note(peer);
        }
    }
}

pid_t startToServe(const std::vector<IpAddress> &addresses, const std::vector<std::uint16_t> &ports)
{
    seen = static_cast<Seen *>(
        ::mmap(nullptr, sizeof(Seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    if (seen == MAP_FAILED)
        die("mmap");
    std::vector<UniqueFd> sockets;
    for (const auto &ip : addresses) {
        for (const auto port : ports) {
            for (const auto protocol : {Protocol::Tcp, Protocol::Udp}) {
                auto fd = openSocket(ip, protocol);
                const auto at = socketAddress(ip, port);
                const bool isBound = ::bind(fd.get(), at.get(), at.size) == 0
                                  && (protocol != Protocol::Tcp || ::listen(fd.get(), 128) == 0);
                if (!isBound && errno == EADDRINUSE)
                    continue;
                if (!isBound)
                    die("serve on " + ip.toString());
                sockets.push_back(std::move(fd));
            }
        }
    }
    std::map<int, Family> raw;
    serveSctp(addresses, raw, sockets);
    const auto child = ::fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        answerForEver(sockets, raw);
    }
    return child;
}

void serveInChild(const Json &order)
{
    std::vector<IpAddress> addresses;
    for (const auto &address : order["addresses"].items())
        addresses.push_back(*IpAddress::parse(address.asString()));
    std::vector<std::uint16_t> ports;
    for (const auto &port : order["ports"].items())
        ports.push_back(static_cast<std::uint16_t>(port.asInt()));
    startToServe(addresses, ports);
}

Json toJson(const Probe &probe)
{
    Json json;
    json.set("from", probe.from.toString());
    json.set("to", probe.to.toString());
    json.set("protocol", static_cast<int>(probe.protocol));
    json.set("port", static_cast<int>(probe.port));
    json.set("source", static_cast<int>(probe.sourcePort));
    json.set("expected", probe.isExpected);
    return json;
}

Probe probeOf(const Json &json)
{
    return {.from = *IpAddress::parse(json["from"].asString()),
            .to = *IpAddress::parse(json["to"].asString()),
            .protocol = static_cast<Protocol>(json["protocol"].asInt()),
            .port = static_cast<std::uint16_t>(json["port"].asInt()),
            .sourcePort = static_cast<std::uint16_t>(json["source"].asInt()),
            .isExpected = json["expected"].asBool()};
}

Json tryInChild(const Json &order)
{
    std::vector<Probe> probes;
    for (const auto &probe : order["probes"].items())
        probes.push_back(probeOf(probe));
    Json answered = Json::array();
    for (const bool each : tryProbes(probes))
        answered.append(each);
    return answered;
}

/// One datagram there and back over a socket that lives as long as the process.
bool exchangeInChild(const Probe &probe)
{
    static std::map<std::string, UniqueFd> kept;
    auto flow = probe;
    flow.isExpected = true; // the same flow, whatever is expected of it
    auto &fd = kept[toJson(flow).dump()];
    if (!fd) {
        fd = openSocket(probe.from, Protocol::Udp);
        const auto from = socketAddress(probe.from, 0);
        const auto to = socketAddress(probe.to, probe.port);
        if (::bind(fd.get(), from.get(), from.size) != 0 || ::connect(fd.get(), to.get(), to.size) != 0)
            die("keep a flow");
    }
    char byte = 'x';
    (void)!::send(fd.get(), &byte, 1, MSG_NOSIGNAL);
    pollfd entry{.fd = fd.get(), .events = POLLIN, .revents = 0};
    const auto wait = probe.isExpected ? kPatience : kQuiet;
    return ::poll(&entry, 1, static_cast<int>(wait.count())) > 0
        && ::recv(fd.get(), &byte, 1, MSG_DONTWAIT) == 1;
}

void spoofInChild(const Probe &probe)
{
    const auto fd = openSocket(probe.from, Protocol::Udp, probe.from.isV4() ? IP_FREEBIND : 0);
    const int on = 1;
    if (!probe.from.isV4())
        ::setsockopt(fd.get(), SOL_IPV6, IPV6_FREEBIND, &on, sizeof on);
    const auto from = socketAddress(probe.from, 0);
    const auto to = socketAddress(probe.to, probe.port);
    if (::bind(fd.get(), from.get(), from.size) != 0)
        die("bind a foreign address");
    (void)!::sendto(fd.get(), "x", 1, MSG_NOSIGNAL, to.get(), to.size);
}

std::string obey(const Json &order)
{
    const auto &verb = order["do"].asString();
    if (verb == "configure")
        configureHere(order["lines"].asString());
    else if (verb == "serve")
        serveInChild(order);
    else if (verb == "try")
        return tryInChild(order).dump();
    else if (verb == "exchange")
        return exchangeInChild(probeOf(order["probe"])) ? "true" : "false";
    else if (verb == "spoof")
        spoofInChild(probeOf(order["probe"]));
    else if (verb == "received")
        return std::to_string(seen->received);
    else if (verb == "last-peer")
        return lastPeerText(order["family"].asInt() == 4 ? Family::V4 : Family::V6);
    return "null";
}

std::string readLine(int fd)
{
    std::string line;
    char byte = 0;
    while (::read(fd, &byte, 1) == 1 && byte != '\n')
        line += byte;
    return line;
}

/// Its own network namespace, or the one at `netns`.
void enter(const std::string &netns)
{
    if (netns.empty()) {
        if (::unshare(CLONE_NEWNET) != 0)
            die("unshare");
        skipAddressDetection();
        configureHere("link set lo up\n");
        return;
    }
    const UniqueFd fd(::open(netns.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd || ::setns(fd.get(), CLONE_NEWNET) != 0)
        die("enter " + netns);
}

[[noreturn]] void live(int socket, const std::string &netns)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    enter(netns);
    setSysctl("net/ipv4/ping_group_range", "0 0");
    (void)!::write(socket, "\n", 1);
    for (;;) {
        const auto order = parseJson(readLine(socket));
        if (!order)
            ::_exit(0);
        if (!writeAll(socket, obey(*order) + '\n'))
            ::_exit(1);
    }
}

} // namespace

Station::Station()
{
    begin({});
}

Station::Station(const std::string &netns)
{
    begin(netns);
}

void Station::begin(const std::string &netns)
{
    auto pair = socketPair();
    if (!pair)
        die("socketpair");
    m_pid = ::fork();
    if (m_pid < 0)
        die("fork");
    if (m_pid == 0) {
        pair->first.reset();
        live(pair->second.get(), netns);
    }
    m_socket = std::move(pair->first);
    readLine(m_socket.get());
}

Station::~Station()
{
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
}

std::string Station::ask(const std::string &line)
{
    if (!writeAll(m_socket.get(), line + '\n'))
        die("write to a station");
    return readLine(m_socket.get());
}

void Station::configure(const std::string &ipLines)
{
    Json order;
    order.set("do", "configure");
    order.set("lines", ipLines);
    ask(order.dump());
}

void Station::serve(const std::vector<IpAddress> &addresses, const std::vector<std::uint16_t> &ports)
{
    Json order;
    order.set("do", "serve");
    Json all = Json::array();
    for (const auto &address : addresses)
        all.append(address.toString());
    order.set("addresses", std::move(all));
    Json numbers = Json::array();
    for (const auto port : ports)
        numbers.append(static_cast<int>(port));
    order.set("ports", std::move(numbers));
    ask(order.dump());
}

void Station::start(const std::vector<Probe> &probes)
{
    Json order;
    order.set("do", "try");
    Json all = Json::array();
    for (const auto &probe : probes)
        all.append(toJson(probe));
    order.set("probes", std::move(all));
    if (!writeAll(m_socket.get(), order.dump() + '\n'))
        die("write to a station");
}

std::vector<bool> Station::results()
{
    std::vector<bool> out;
    const auto answer = parseJson(readLine(m_socket.get()));
    if (!answer)
        die("a station has ended");
    for (const auto &each : answer->items())
        out.push_back(each.asBool());
    return out;
}

bool Station::exchangeOnKeptSocket(const Probe &probe)
{
    Json order;
    order.set("do", "exchange");
    order.set("probe", toJson(probe));
    return ask(order.dump()) == "true";
}

void Station::sendSpoofed(IpAddress from, const Probe &probe)
{
    auto forged = probe;
    forged.from = from;
    Json order;
    order.set("do", "spoof");
    order.set("probe", toJson(forged));
    ask(order.dump());
}

unsigned Station::received()
{
    return static_cast<unsigned>(std::stoul(ask(R"({"do":"received"})")));
}

std::optional<IpAddress> Station::lastPeer(Family family)
{
    const std::string digit = family == Family::V4 ? "4" : "6";
    return IpAddress::parse(ask(R"({"do":"last-peer","family":)" + digit + '}'));
}

void configureHere(const std::string &ipLines)
{
    FILE *ip = ::popen("ip -batch -", "w");
    if (!ip)
        die("ip");
    std::fputs(ipLines.c_str(), ip);
    if (::pclose(ip) != 0)
        die("ip -batch: " + ipLines);
}

void setSysctl(const std::string &path, const std::string &value)
{
    FILE *file = std::fopen(("/proc/sys/" + path).c_str(), "w");
    if (!file)
        die(path);
    std::fputs(value.c_str(), file);
    std::fclose(file);
}

void skipAddressDetection()
{
    setSysctl("net/ipv6/conf/default/accept_dad", "0");
}

pid_t serveHere(const std::vector<IpAddress> &addresses, const std::vector<std::uint16_t> &ports)
{
    return startToServe(addresses, ports);
}

std::vector<bool> tryHere(const std::vector<Probe> &probes)
{
    return tryProbes(probes);
}

} // namespace podloom
