#include "app/panels/traffic.h"

#include "core/base/text.h"
#include "core/model/replicas.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace podloom::app {

namespace {

using policy::Traffic;

/// Ports by protocol number, so that TCP (6) stands before UDP (17).
using NamedPorts = std::set<std::pair<Protocol, std::uint16_t>>;

void addContainerPorts(const PodSpec &spec, NamedPorts &ports)
{
    for (const auto &port : spec.ports)
        ports.emplace(port.protocol, port.port);
}

void addRulePorts(const std::vector<NetworkPolicyRule> &rules, NamedPorts &ports)
{
    for (const auto &rule : rules) {
        for (const auto &port : rule.ports) {
            if (!port.port)
                continue;
            if (const auto *number = std::get_if<std::uint16_t>(&*port.port))
                ports.emplace(port.protocol, *number);
        }
    }
}

void addServicePorts(const Service &service, NamedPorts &ports)
{
    for (const auto &port : service.ports) {
        const auto *target = std::get_if<std::uint16_t>(&port.targetPort);
        if (target && *target != 0)
            ports.emplace(port.protocol, *target);
        else if (target)
            ports.emplace(port.protocol, port.port);
    }
}

Failure badTraffic(std::string_view text)
{
    return fail(Errc::InvalidArgument, "traffic-syntax",
                "\"%1\" is no kind of traffic; write a protocol and a port, such as TCP 80, UDP 53 or ICMP",
                {std::string(text)});
}

} // namespace

std::vector<Traffic> trafficNamedBy(const Design &design)
{
    NamedPorts ports;
    const Pod *last = nullptr;
    for (const auto &pod : design.pods) {
        const auto *neighbour = std::exchange(last, &pod);
        if (!neighbour || !areReplicas(*neighbour, pod))
            addContainerPorts(pod.spec, ports);
    }
    for (const auto &service : design.services)
        addServicePorts(service, ports);
    for (const auto &policy : design.networkPolicies) {
        addRulePorts(policy.ingress, ports);
        addRulePorts(policy.egress, ports);
    }
    std::vector<Traffic> out;
    for (const auto &[protocol, port] : ports) {
        if (port != 0)
            out.push_back({.protocol = protocol, .port = port});
    }
    if (out.empty())
        out.push_back({.protocol = Protocol::Tcp, .port = 80});
    return out;
}

Traffic mainTrafficOf(const Design &design)
{
    std::map<std::pair<Protocol, std::uint16_t>, std::size_t> pods;
    for (std::size_t begin = 0; begin < design.pods.size();) {
        const auto &pod = design.pods[begin];
        auto end = begin + 1;
        while (end < design.pods.size() && areReplicas(pod, design.pods[end]))
            ++end;
        for (const auto &port : pod.spec.ports)
            pods[{port.protocol, port.port}] += end - begin;
        begin = end;
    }
    const auto most = std::max_element(pods.begin(), pods.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    if (most == pods.end())
        return {.protocol = Protocol::Tcp, .port = 80};
    return {.protocol = most->first.first, .port = most->first.second};
}

std::string titleOf(const Traffic &traffic)
{
    auto out = podloom::toString(traffic.protocol);
    if (hasPorts(traffic.protocol))
        out += ' ' + std::to_string(traffic.port);
    return out;
}

Result<Traffic> parseTraffic(std::string_view text)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c != ' ' && c != '/' && c != ':' && c != '\t')
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.size() > 1 && words.back().empty())
        words.pop_back();
    if (words.size() > 2)
        return badTraffic(text);
    const auto port = parseUnsigned(words.back(), 65535).value_or(0);
    const auto protocol = parseProtocol(words.front());
    if (words.size() == 1 && port > 0)
        return Traffic{.protocol = Protocol::Tcp, .port = static_cast<std::uint16_t>(port)};
    if (!protocol || hasPorts(*protocol) != (words.size() == 2) || (words.size() == 2 && port == 0))
        return badTraffic(text);
    return Traffic{.protocol = *protocol, .port = static_cast<std::uint16_t>(words.size() == 2 ? port : 0)};
}

} // namespace podloom::app
