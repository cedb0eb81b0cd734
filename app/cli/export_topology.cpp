#include "app/cli/export_topology.h"

#include "core/base/json.h"
#include "core/manifest/encode.h"
#include "core/routing/session.h"

#include <map>
#include <set>
#include <vector>

namespace podloom::cli {

namespace {

/// An interface on a segment.
struct End {
    std::size_t machine = 0;
    std::size_t interface = 0;
};

std::vector<std::vector<End>> endsBySegment(const Underlay &wires)
{
    std::vector<std::vector<End>> out(wires.segments.size());
    for (std::size_t machine = 0; machine < wires.machines.size(); ++machine) {
        const auto &interfaces = wires.machines[machine].interfaces;
        for (std::size_t index = 0; index < interfaces.size(); ++index)
            out[interfaces[index].segment].push_back({machine, index});
    }
    return out;
}

std::string containerInterface(std::size_t index)
{
    return "eth" + std::to_string(index + 1);
}

Json containerOf(const Machine &machine)
{
    Json commands = Json::array();
    const auto add = [&](const InterfaceAddress &address, const std::string &interface) {
        commands.append("ip address add " + address.toString() + " dev " + interface);
    };
    for (std::size_t index = 0; index < machine.interfaces.size(); ++index) {
        for (const auto &address : machine.interfaces[index].addresses)
            add(address, containerInterface(index));
    }
    for (const auto &address : machine.loopback)
        add(address, "lo");
    for (const auto &gateway : machine.gateways)
        commands.append("ip route replace default via " + gateway.toString());
    auto labels = Json::object({{"podloom.dev/as", std::to_string(machine.asNumber)}});
    if (!machine.id.isRouter())
        labels.set("podloom.dev/cluster", machine.id.cluster);
    return Json::object({{"kind", "linux"},
                         {"group", machine.id.isRouter() ? "router" : "node"},
                         {"labels", std::move(labels)},
                         {"exec", std::move(commands)}});
}

/// In double quotes, as Graphviz reads it.
std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

std::string labelOf(const Machine &machine)
{
    std::string text = machine.id.name;
    for (const auto family : {Family::V4, Family::V6}) {
        if (const auto address = machine.address(family))
            text += "\\n" + address->toString();
    }
    if (machine.asNumber != 0)
        text += "\\nAS " + std::to_string(machine.asNumber);
    return '"' + text + '"';
}

/// Names of machines in the graph; nodes of several clusters may share one.
class Graph {
public:
    Graph(const Design &design, const std::string &name)
        : m_wires(underlay(design)),
          m_design(design),
          m_hasSeveralClusters(design.clusterNames().size() > 1),
          m_text("graph " + quoted(name) + " {\n  graph [compound=true];\n  node [shape=box];\n")
    {}

    std::string text() &&
    {
        addMachines();
        addSegments();
        addSessions();
        return std::move(m_text) + "}\n";
    }

private:
    std::string nameOf(const MachineId &id) const
    {
        return quoted((id.isRouter() ? "router " : "") + machineName(id, m_hasSeveralClusters));
    }

    void addMachines()
    {
        std::map<std::string, std::vector<const Machine *>> clusters;
        for (const auto &machine : m_wires.machines) {
            if (machine.id.isRouter())
                m_text += "  " + nameOf(machine.id) + " [shape=ellipse, label=" + labelOf(machine) + "];\n";
            else
                clusters[machine.id.cluster].push_back(&machine);
        }
        for (const auto &[cluster, machines] : clusters) {
            m_text +=
                "  subgraph " + quoted("cluster_" + cluster) + " {\n    label=" + quoted(cluster) + ";\n";
            for (const auto *machine : machines)
                m_text += "    " + nameOf(machine->id) + " [label=" + labelOf(*machine) + "];\n";
            m_text += "  }\n";
        }
    }

    void addSegments()
    {
        const auto segments = endsBySegment(m_wires);
        for (std::size_t index = 0; index < segments.size(); ++index) {
            const auto &ends = segments[index];
            const auto &segment = m_wires.segments[index].name;
            if (ends.size() == 2) {
                m_text += "  " + nameOf(m_wires.machines[ends[0].machine].id) + " -- "
                        + nameOf(m_wires.machines[ends[1].machine].id) + " [label=" + quoted(segment)
                        + "];\n";
                continue;
            }
            const auto hub = quoted("segment " + segment);
            m_text += "  " + hub + " [shape=plaintext, label=" + quoted(segment) + "];\n";
            for (const auto &end : ends)
                m_text += "  " + hub + " -- " + nameOf(m_wires.machines[end.machine].id) + ";\n";
        }
    }

    /// One line for both ends and families of a pair; red when any of them stays down.
    void addSessions()
    {
        std::map<std::pair<MachineId, MachineId>, bool> pairs;
        for (const auto &session : bgpSessions(m_design, m_wires)) {
            if (!session.peer)
                continue;
            const auto key = std::minmax(session.local, *session.peer);
            auto &isUp = pairs.try_emplace({key.first, key.second}, true).first->second;
            isUp = isUp && session.isUp;
        }
        for (const auto &[pair, isUp] : pairs)
            m_text += "  " + nameOf(pair.first) + " -- " + nameOf(pair.second)
                    + " [style=dashed, constraint=false, color=" + (isUp ? "darkgreen" : "red") + "];\n";
    }

    Underlay m_wires;
    const Design &m_design;
    bool m_hasSeveralClusters;
    std::string m_text;
};

/// "node-1", with the cluster in front where two clusters share the name.
std::vector<std::string> containerNames(const Underlay &wires)
{
    std::map<std::string, int> uses;
    for (const auto &machine : wires.machines)
        ++uses[machine.id.name];
    std::vector<std::string> out;
    for (const auto &machine : wires.machines) {
        const auto &id = machine.id;
        out.push_back(uses[id.name] == 1 ? id.name : (id.isRouter() ? "router" : id.cluster) + '-' + id.name);
    }
    return out;
}

} // namespace

std::string containerlabText(const Design &design, const std::string &name)
{
    const auto wires = underlay(design);
    const auto names = containerNames(wires);
    Json nodes = Json::object();
    for (std::size_t index = 0; index < wires.machines.size(); ++index)
        nodes.set(names[index], containerOf(wires.machines[index]));
    Json links = Json::array();
    const auto segments = endsBySegment(wires);
    const auto endpoint = [&](const End &end) {
        return Json(names[end.machine] + ':' + containerInterface(end.interface));
    };
    for (std::size_t index = 0; index < segments.size(); ++index) {
        const auto &ends = segments[index];
        if (ends.size() == 2) {
            links.append(Json::object({{"endpoints", Json::array({endpoint(ends[0]), endpoint(ends[1])})},
                                       {"mtu", wires.segments[index].mtuBytes}}));
            continue;
        }
        const auto bridge = "br-" + wires.segments[index].name;
        nodes.set(bridge, Json::object({{"kind", "bridge"}}));
        for (std::size_t port = 0; port < ends.size(); ++port)
            links.append(Json::object(
                {{"endpoints", Json::array({endpoint(ends[port]), Json(bridge + ":p" + std::to_string(index)
                                                                       + '-' + std::to_string(port))})},
                 {"mtu", wires.segments[index].mtuBytes}}));
    }
    const auto kinds =
        Json::object({{"linux", Json::object({{"image", "ghcr.io/srl-labs/network-multitool"}})}});
    return toYaml(Json::object(
        {{"name", name},
         {"topology",
          Json::object({{"kinds", kinds}, {"nodes", std::move(nodes)}, {"links", std::move(links)}})}}));
}

std::string dotText(const Design &design, const std::string &name)
{
    return Graph(design, name).text();
}

} // namespace podloom::cli
