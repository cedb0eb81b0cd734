// Topologies of other lab tools: nodes and links.
#include "app/tools/import_design.h"
#include "core/base/text.h"
#include "core/net/prefix.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace podloom::app {

namespace {

constexpr std::int64_t kFirstRouterAs = 64601;
constexpr auto kApiVersion = "podloom.dev/v1alpha1";

/// "Spine 1" and "spine_1" become "spine-1": names of objects are DNS labels.
std::string nameFrom(std::string_view text)
{
    std::string out;
    for (const char c : toLower(text))
        out += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    const auto first = out.find_first_not_of('-');
    const auto last = out.find_last_not_of('-');
    return first == std::string::npos ? "x" : out.substr(first, last - first + 1);
}

/// Machines and wires as both formats have them, on the way to objects.
struct Wire {
    struct End {
        std::string machine{};
        std::string interface {};
    };
    std::vector<End> ends{};
    std::string subnet{};
    std::int64_t mtu = 0;
};

/// Each name of the file gets one of its own, also where two fold into one.
class Names {
public:
    std::string operator()(std::string_view raw)
    {
        const auto known = m_names.find(std::string(raw));
        if (known != m_names.end())
            return known->second;
        const auto wanted = nameFrom(raw);
        auto name = wanted;
        for (int number = 2; !m_taken.insert(name).second; ++number)
            name = wanted + '-' + std::to_string(number);
        return m_names[std::string(raw)] = name;
    }

private:
    std::map<std::string, std::string> m_names;
    std::set<std::string> m_taken;
};

/// Names that Linux takes for an interface; others are chosen later.
std::string interfaceFrom(const std::string &text)
{
    constexpr std::size_t kLongest = 15; // IFNAMSIZ
    return text.size() > kLongest || text.find_first_of("/ :") != std::string::npos ? std::string() : text;
}

class Builder {
public:
    explicit Builder(std::string file) : m_file(std::move(file)) {}

    void addRouter(const std::string &name, std::int64_t as, const std::string &engine)
    {
        m_routers.insert(name);
        m_as[name] = as;
        m_engine[name] = engine;
        m_order.push_back(name);
    }
    void addNode(const std::string &name, const std::string &rack)
    {
        m_nodes.insert(name);
        m_rack[name] = rack;
        m_order.push_back(name);
    }
    void addWire(Wire wire) { m_wires.push_back(std::move(wire)); }
    bool knows(const std::string &name) const { return m_routers.contains(name) || m_nodes.contains(name); }
    void leaveOut(std::string id, std::string english, std::vector<std::string> arguments)
    {
        m_report.leftOut.push_back({m_file, {std::move(id), std::move(english), std::move(arguments)}});
    }

    ImportReport report(ImportFormat format) &&
    {
        auto nextAs = kFirstRouterAs;
        for (const auto &name : m_order)
            m_report.manifests.push_back(m_routers.contains(name) ? router(name, nextAs) : node(name));
        std::set<std::string> names;
        for (const auto &wire : m_wires)
            m_report.manifests.push_back(link(wire, names));
        for (const auto &each : m_report.manifests)
            ++m_report.kinds[each["kind"].asString()];
        m_report.files.push_back({m_file, format, m_report.manifests.size()});
        return std::move(m_report);
    }

private:
    static Json manifest(const char *version, const char *kind, Json metadata, Json spec)
    {
        Json out = Json::object({{"apiVersion", version}, {"kind", kind}, {"metadata", std::move(metadata)}});
        if (!spec.isNull())
            out.set("spec", std::move(spec));
        return out;
    }

    Json router(const std::string &name, std::int64_t &nextAs) const
    {
        const auto own = m_as.at(name);
        Json spec = Json::object({{"asNumber", own > 0 ? own : nextAs++}});
        if (!m_engine.at(name).empty())
            spec.set("engine", m_engine.at(name));
        return manifest(kApiVersion, "Router", Json::object({{"name", name}}), std::move(spec));
    }

    Json node(const std::string &name) const
    {
        Json metadata = Json::object({{"name", name}});
        if (const auto &rack = m_rack.at(name); !rack.empty())
            metadata.set("labels", Json::object({{"rack", rack}}));
        return manifest("v1", "Node", std::move(metadata), {});
    }

    Json link(const Wire &wire, std::set<std::string> &names) const
    {
        std::string wanted;
        Json ends = Json::array();
        for (const auto &end : wire.ends) {
            wanted += (wanted.empty() ? "" : "-") + end.machine;
            Json made = Json::object({{m_routers.contains(end.machine) ? "router" : "node", end.machine}});
            if (!end.interface.empty())
                made.set("interface", end.interface);
            ends.append(std::move(made));
        }
        auto name = wanted;
        for (int number = 2; !names.insert(name).second; ++number)
            name = wanted + '-' + std::to_string(number);
        Json spec = Json::object({{"ends", std::move(ends)}});
        if (!wire.subnet.empty())
            spec.set("subnet", wire.subnet);
        if (wire.mtu > 0)
            spec.set("mtu", wire.mtu);
        return manifest(kApiVersion, "Link", Json::object({{"name", name}}), std::move(spec));
    }

    std::string m_file;
    std::vector<std::string> m_order;
    std::set<std::string> m_routers;
    std::set<std::string> m_nodes;
    std::map<std::string, std::int64_t> m_as;
    std::map<std::string, std::string> m_engine;
    std::map<std::string, std::string> m_rack;
    std::vector<Wire> m_wires;
    ImportReport m_report;
};

bool contains(const std::string &text, std::string_view part)
{
    return toLower(text).find(part) != std::string::npos;
}

/// Routers are what speaks a routing protocol; a plain Linux container is a node.
bool isRouterKind(const std::string &kind, const std::string &image)
{
    if (kind.empty() || kind == "linux" || kind == "host" || kind == "none")
        return contains(image, "frr") || contains(image, "bird") || contains(image, "gobgp");
    return kind != "k8s-kind" && kind != "ext-container";
}

/// Which engine can play it in a lab; others are drawn and predicted, and not run.
std::string engineOf(const std::string &kind, const std::string &image)
{
    if (contains(kind, "frr") || contains(image, "frr"))
        return "frr";
    return contains(kind, "bird") || contains(image, "bird") ? std::string() : "external";
}

// --- containerlab ------------------------------------------------------------------------------------------

class Containerlab {
public:
    Containerlab(const Json &file, const std::string &name) : m_topology(file["topology"]), m_builder(name) {}

    Result<ImportReport> read()
    {
        for (const auto &[name, node] : m_topology["nodes"].members())
            addMachine(name, node);
        for (const auto &link : m_topology["links"].items())
            addLink(link);
        for (auto &[name, wire] : m_bridges) {
            if (wire.ends.size() >= 2)
                m_builder.addWire(std::move(wire));
        }
        return std::move(m_builder).report(ImportFormat::Containerlab);
    }

private:
    /// A value of the node, its kind, its group or the defaults: the nearest one.
    std::string valueOf(const Json &node, const std::string &kind, const char *key) const
    {
        for (const auto *from : {&node, &m_topology["groups"][node["group"].asString()],
                                 &m_topology["kinds"][kind], &m_topology["defaults"]}) {
            if ((*from)[key].isString())
                return (*from)[key].asString();
        }
        return {};
    }

    void addMachine(const std::string &raw, const Json &node)
    {
        const auto name = m_names(raw);
        const auto kind = valueOf(node, {}, "kind");
        const auto image = valueOf(node, kind, "image");
        if (kind == "bridge" || kind == "ovs-bridge") {
            m_bridges[name] = {};
            return;
        }
        const auto as = parseUnsigned(node["labels"]["podloom.dev/as"].asString(), UINT32_MAX).value_or(0);
        const bool isOurs = as > 0 && node["group"].asString() == "router"; // what our own export writes
        if (isOurs || isRouterKind(kind, image)) {
            const auto engine = isOurs ? std::string() : engineOf(kind, image);
            m_builder.addRouter(name, static_cast<std::int64_t>(as), engine);
            if (engine == "external")
                m_builder.leaveOut(
                    "import-external",
                    "%1 is a %2: it is drawn and predicted, but a lab does not run it (engine: external)",
                    {raw, kind});
        } else {
            m_builder.addNode(name, node["labels"]["rack"].asString());
        }
        for (const auto *key : {"startup-config", "binds", "exec", "license", "ports", "env", "cmd"}) {
            if (node.contains(key))
                m_builder.leaveOut("import-key",
                                   "\"%2\" of %1 is left out: it says how the container starts, which a "
                                   "design has no place for",
                                   {raw, key});
        }
    }

    std::optional<Wire::End> endOf(const Json &end)
    {
        auto machine = end["node"].asString();
        auto interface = end["interface"].asString();
        if (end.isString()) {
            const auto colon = end.asString().find(':');
            machine = end.asString().substr(0, colon);
            interface = colon == std::string::npos ? std::string() : end.asString().substr(colon + 1);
        }
        machine = m_names(machine);
        if (!m_builder.knows(machine) && !m_bridges.contains(machine))
            return std::nullopt;
        return Wire::End{machine, interfaceFrom(interface)};
    }

    void addLink(const Json &link)
    {
        Wire wire;
        wire.mtu = link["mtu"].asInt();
        for (const auto &end : link["endpoints"].items()) {
            if (auto read = endOf(end))
                wire.ends.push_back(*std::move(read));
        }
        if (wire.ends.size() != 2) {
            m_builder.leaveOut("import-link",
                               "link %1 is left out: an end of it is outside the topology (host, management "
                               "network, macvlan)",
                               {link.dump()});
            return;
        }
        const auto bridge = std::find_if(wire.ends.begin(), wire.ends.end(),
                                         [&](const auto &end) { return m_bridges.contains(end.machine); });
        if (bridge == wire.ends.end()) {
            m_builder.addWire(std::move(wire));
            return;
        }
        auto &segment = m_bridges[bridge->machine];
        segment.mtu = wire.mtu;
        const auto &other = wire.ends[bridge == wire.ends.begin() ? 1 : 0];
        if (!m_bridges.contains(other.machine))
            segment.ends.push_back(other);
    }

    const Json &m_topology;
    Builder m_builder;
    Names m_names;
    std::map<std::string, Wire> m_bridges;
};

// --- netlab ------------------------------------------------------------------------------------------------

/// `bgp: {as: 1}` and `bgp.as: 1` are the same there.
const Json &dotted(const Json &object, const std::string &first, const std::string &second)
{
    const auto &nested = object[first][second];
    return nested.isNull() ? object[first + '.' + second] : nested;
}

class Netlab {
public:
    Netlab(const Json &file, const std::string &name) : m_file(file), m_builder(name) {}

    Result<ImportReport> read()
    {
        const auto &nodes = m_file["nodes"];
        for (const auto &name : nodes.items())
            addMachine(name.asString(), {});
        for (const auto &[name, node] : nodes.members())
            addMachine(name, node);
        for (const auto &link : m_file["links"].items())
            addLink(link);
        for (const auto *key : {"vlans", "vrfs", "groups", "validate", "plugin", "addressing", "tools"}) {
            if (m_file.contains(key))
                m_builder.leaveOut("import-netlab-key",
                                   "\"%1\" is left out: say it with pools, links and policies", {key});
        }
        return std::move(m_builder).report(ImportFormat::Netlab);
    }

private:
    void addMachine(const std::string &raw, const Json &node)
    {
        const auto name = m_names(raw);
        auto device = node["device"].asString();
        if (device.empty())
            device = dotted(m_file, "defaults", "device").asString();
        const bool isHost = device == "linux" || node["role"].asString() == "host";
        if (isHost) {
            m_builder.addNode(name, {});
        } else {
            auto as = dotted(node, "bgp", "as").asInt();
            if (as == 0)
                as = dotted(m_file, "bgp", "as").asInt();
            m_builder.addRouter(name, as, engineOf(device, {}));
            if (engineOf(device, {}) == "external")
                m_builder.leaveOut(
                    "import-external",
                    "%1 is a %2: it is drawn and predicted, but a lab does not run it (engine: external)",
                    {raw, device.empty() ? "router" : device});
        }
        std::set<std::string> modules;
        for (const auto *from : {&m_file["module"], &node["module"]}) {
            for (const auto &module : from->items())
                modules.insert(module.asString());
        }
        modules.erase("bgp");
        if (!modules.empty() && m_modules.empty())
            m_builder.leaveOut("import-modules", "modules %1 are left out: a design knows BGP alone",
                               {join({modules.begin(), modules.end()}, ", ")});
        m_modules.insert(modules.begin(), modules.end());
    }

    void addEnd(Wire &wire, std::string_view name, const Json &end)
    {
        const auto machine = m_names(trimmed(name));
        if (m_builder.knows(machine))
            wire.ends.push_back({machine, interfaceFrom(end["ifname"].asString())});
    }

    void addLink(const Json &link)
    {
        static const std::set<std::string> attributes{"prefix", "mtu",  "type",      "name",    "bandwidth",
                                                      "role",   "pool", "bridge",    "vlan",    "interfaces",
                                                      "bgp",    "ospf", "isis",      "gateway", "unnumbered",
                                                      "ra",     "dhcp", "linkindex", "vrf",     "stp"};
        Wire wire;
        if (link.isString()) {
            for (const auto name : split(link.asString(), '-'))
                addEnd(wire, name, {});
        }
        for (const auto &end : link["interfaces"].items())
            addEnd(wire, end["node"].asString(), end);
        for (const auto &[key, value] : link.members()) {
            if (!attributes.contains(key))
                addEnd(wire, key, value);
        }
        for (const auto &name : link.items())
            addEnd(wire, name.asString(), {});
        const auto &prefix = link["prefix"].isObject() ? link["prefix"]["ipv4"] : link["prefix"];
        if (Prefix::parse(prefix.asString()))
            wire.subnet = prefix.asString();
        wire.mtu = link["mtu"].asInt();
        if (wire.ends.size() < 2)
            m_builder.leaveOut("import-stub",
                               "link %1 is left out: it has one end alone, or ends that are no nodes",
                               {link.dump()});
        else
            m_builder.addWire(std::move(wire));
    }

    const Json &m_file;
    Builder m_builder;
    Names m_names;
    std::set<std::string> m_modules;
};

Result<Json> fileWith(std::string_view text, const char *key, const char *tool)
{
    auto parsed = parseYamlValue(text);
    if (!parsed)
        return parsed;
    if (!parsed->isObject() || !parsed->contains(key))
        return fail(Errc::InvalidArgument, "import-format",
                    "this is no topology of %1: at its top there is no \"%2\"", {tool, key});
    return parsed;
}

} // namespace

Result<ImportReport> importContainerlab(const InputFile &file)
{
    const auto read = fileWith(file.bytes, "topology", "containerlab");
    return read ? Containerlab(*read, file.name).read() : Result<ImportReport>(Failure{read.error()});
}

Result<ImportReport> importNetlab(const InputFile &file)
{
    const auto read = fileWith(file.bytes, "nodes", "netlab");
    return read ? Netlab(*read, file.name).read() : Result<ImportReport>(Failure{read.error()});
}

} // namespace podloom::app
