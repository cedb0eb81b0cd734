#include "core/routing/template_writer.h"

#include <cstdio>

namespace podloom {

namespace {

constexpr int kManyNodes = 250; ///< from here on a /16 of pods is tight
constexpr int kClusterAs = 64512;
constexpr int kSpineAs = 64600;
constexpr int kFirstRackAs = 64601;
constexpr std::int64_t kFirstNodeAs = 4200000001; ///< RFC 6996
constexpr const char *kCalico = "projectcalico.org/v3";
constexpr const char *kPodloom = "podloom.dev/v1alpha1";

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

std::string hex(int value)
{
    char text[9] = "";
    std::snprintf(text, sizeof text, "%x", static_cast<unsigned>(value));
    return text;
}

std::string rackName(int rack)
{
    return "rack-" + number(rack);
}

std::string rackV4(int rack, int host)
{
    return "192.168." + number(rack) + '.' + number(host);
}

std::string rackV6(int rack, const std::string &host)
{
    return "fd00:192:" + number(rack) + "::" + host;
}

} // namespace

TemplateWriter::TemplateWriter(const TemplateRequest &request) : m_request(request)
{
    for (int index = 0; index < request.nodes; ++index) {
        const int rack = static_cast<int>(std::int64_t{index} * request.racks / request.nodes) + 1;
        const bool isFirst = m_nodes.empty() || m_nodes.back().rack != rack;
        m_nodes.push_back({index + 1, rack, isFirst ? 1 : m_nodes.back().place + 1});
    }
}

void TemplateWriter::writeCluster(ManifestText &out, bool peersWithRouters, bool isMesh) const
{
    out.open(kPodloom, "Cluster", m_request.cluster);
    out.line("spec:");
    out.line("  asNumber: " + number(kClusterAs));
    out.line("  serviceCIDRs: [10.96.0.0/16, \"fd00:96::/112\"]");
    if (peersWithRouters)
        out.line("  topology: routers");
    out.line("  encapsulation: none");
    writePool(out, "pods-v4", m_request.nodes > kManyNodes ? "10.48.0.0/12" : "10.48.0.0/16", "26");
    writePool(out, "pods-v6", "fd00:48::/48", "122");
    out.open(kCalico, "BGPConfiguration", "default");
    out.line("spec:");
    out.line(std::string("  nodeToNodeMeshEnabled: ") + (isMesh ? "true" : "false"));
    out.line("  asNumber: " + number(kClusterAs));
}

void TemplateWriter::writePool(ManifestText &out, const std::string &name, const std::string &cidr,
                               const std::string &blockSize)
{
    out.open(kCalico, "IPPool", name);
    out.line("spec:");
    out.line("  cidr: " + cidr);
    out.line("  blockSize: " + blockSize);
    out.line("  nodeSelector: all()");
}

void TemplateWriter::writeNode(ManifestText &out, const RackNode &node, const std::string &ipv4,
                               const std::string &ipv6, std::optional<std::int64_t> as,
                               const std::string &reflectorId) const
{
    out.open(kCalico, "Node", "node-" + number(node.number));
    out.line("  labels:");
    out.line("    rack: " + rackName(node.rack));
    if (!reflectorId.empty())
        out.line("    route-reflector: \"true\"");
    out.line("spec:");
    out.line("  bgp:");
    if (as)
        out.line("    asNumber: " + number(*as));
    out.line("    ipv4Address: " + ipv4);
    out.line("    ipv6Address: " + ipv6);
    if (!reflectorId.empty())
        out.line("    routeReflectorClusterID: " + reflectorId);
}

void TemplateWriter::writeFlatNodes(ManifestText &out,
                                    const std::function<std::string(const RackNode &)> &reflectorId) const
{
    constexpr int kFirstHost = 10;
    constexpr int kHosts = 240;
    for (const auto &node : m_nodes) {
        const int high = (node.number - 1) / kHosts;
        const int low = kFirstHost + (node.number - 1) % kHosts;
        writeNode(out, node, "172.31." + number(high) + '.' + number(low) + "/16",
                  "fd00:31::" + (high == 0 ? std::string() : number(high) + ':') + number(low) + "/64", {},
                  reflectorId(node));
    }
}

void TemplateWriter::writeRackNodes(ManifestText &out, NodeAs as) const
{
    constexpr int kFirstHost = 10;
    for (const auto &node : m_nodes) {
        std::optional<std::int64_t> own;
        if (as == NodeAs::OfRack)
            own = kFirstRackAs + node.rack - 1;
        else if (as == NodeAs::Own)
            own = kFirstNodeAs + node.number - 1;
        const int host = kFirstHost + node.place;
        writeNode(out, node, rackV4(node.rack, host) + "/24", rackV6(node.rack, number(host)) + "/64", own,
                  {});
    }
}

void TemplateWriter::writePeerSelection(ManifestText &out, const std::string &name, const std::string &nodes,
                                        const std::string &peers)
{
    out.open(kCalico, "BGPPeer", name);
    out.line("spec:");
    out.line("  nodeSelector: " + nodes);
    out.line("  peerSelector: " + peers);
}

void TemplateWriter::writeRouter(ManifestText &out, const std::string &name, int as,
                                 const std::vector<std::string> &more)
{
    out.open(kPodloom, "Router", name);
    out.line("spec:");
    out.line("  asNumber: " + number(as));
    out.line("  engine: bird");
    for (const auto &each : more)
        out.line("  " + each);
}

void TemplateWriter::writeRackRouters(ManifestText &out, const std::string &prefix) const
{
    for (int rack = 1; rack <= m_request.racks; ++rack)
        writeRouter(out, prefix + number(rack), kFirstRackAs + rack - 1,
                    {"addresses: [" + rackV4(rack, 1) + "/24, \"" + rackV6(rack, "1") + "/64\"]",
                     "networks: [" + rackV4(rack, 0) + "/24, \"" + rackV6(rack, {}) + "/64\"]"});
}

void TemplateWriter::writeRackLinks(ManifestText &out, const std::string &prefix) const
{
    for (int rack = 1; rack <= m_request.racks; ++rack) {
        out.open(kPodloom, "Link", rackName(rack));
        out.line("  annotations:");
        out.line("    podloom.dev/bfd: graceful");
        out.line("spec:");
        out.line("  ends:");
        out.line("  - router: " + prefix + number(rack));
        for (const auto &node : m_nodes) {
            if (node.rack == rack)
                out.line("  - node: node-" + number(node.number));
        }
        out.line("  subnet: [" + rackV4(rack, 0) + "/24, \"" + rackV6(rack, {}) + "/64\"]");
    }
}

void TemplateWriter::writeRackPeers(ManifestText &out) const
{
    for (int rack = 1; rack <= m_request.racks; ++rack) {
        for (const bool isV4 : {true, false}) {
            out.open(kCalico, "BGPPeer", rackName(rack) + (isV4 ? "-v4" : "-v6"));
            out.line("  annotations:");
            out.line("    podloom.dev/bfd: graceful");
            out.line("spec:");
            out.line("  nodeSelector: rack == '" + rackName(rack) + '\'');
            out.line("  peerIP: " + (isV4 ? rackV4(rack, 1) : rackV6(rack, "1")));
            out.line("  asNumber: " + number(kFirstRackAs + rack - 1));
        }
    }
}

void TemplateWriter::writeCore(ManifestText &out) const
{
    if (m_request.racks < 2)
        return;
    out.open(kPodloom, "Link", "core");
    out.line("  annotations:");
    out.line("    podloom.dev/bfd: \"true\"");
    out.line("spec:");
    out.line("  ends:");
    for (int rack = 1; rack <= m_request.racks; ++rack)
        out.line("  - router: tor-" + number(rack));
    out.line("  subnet: [172.30.0.0/24, \"fd00:30::/64\"]");
}

void TemplateWriter::writeWire(ManifestText &out, const std::string &a, const std::string &b, int wire,
                               const std::string &bfd)
{
    constexpr int kWiresPerByte = 128;
    out.open(kPodloom, "Link", a + '-' + b);
    out.line("  annotations:");
    out.line("    podloom.dev/bfd: " + bfd);
    out.line("spec:");
    out.line("  ends:");
    out.line("  - router: " + a);
    out.line("  - router: " + b);
    out.line("  subnet: [172.30." + number(wire / kWiresPerByte) + '.' + number(wire % kWiresPerByte * 2)
             + "/31, \"fd00:30:" + hex(wire) + "::/127\"]");
}

std::string TemplateWriter::mesh()
{
    ManifestText out("Every node speaks BGP with every other; all of them share one segment.");
    writeCluster(out, false, true);
    writeFlatNodes(out, [](const RackNode &) { return std::string(); });
    return std::move(out).text();
}

std::string TemplateWriter::reflectors()
{
    constexpr int kReflectors = 2;
    ManifestText out("Two nodes reflect the routes of all others; all of them share one segment.");
    writeCluster(out, false, false);
    writePeerSelection(out, "reflectors", "all()", "has(route-reflector)");
    writeFlatNodes(
        out, [](const RackNode &node) { return std::string(node.number <= kReflectors ? "244.0.0.1" : ""); });
    return std::move(out).text();
}

std::string TemplateWriter::rackReflectors()
{
    ManifestText out("The first node of each rack reflects the routes of its rack, and the reflectors tell "
                     "each other.");
    writeCluster(out, false, false);
    if (m_request.racks > 1)
        writePeerSelection(out, "between-reflectors", "has(route-reflector)", "has(route-reflector)");
    for (int rack = 1; rack <= m_request.racks; ++rack) {
        const auto here = "rack == '" + rackName(rack) + '\'';
        writePeerSelection(out, rackName(rack), here, here + " && has(route-reflector)");
    }
    writeFlatNodes(out, [](const RackNode &node) {
        return node.place == 1 ? "244.0.0." + number(node.rack) : std::string();
    });
    return std::move(out).text();
}

std::string TemplateWriter::rackAs()
{
    ManifestText out("Each rack is an AS: its router reflects the routes of its nodes and tells the other "
                     "racks.");
    writeCluster(out, false, false);
    writeRackPeers(out);
    writeRackNodes(out, NodeAs::OfRack);
    writeRackRouters(out, "tor-");
    writeRackLinks(out, "tor-");
    writeCore(out);
    return std::move(out).text();
}

std::string TemplateWriter::nodeAs()
{
    ManifestText out("Each node is an AS of its own and speaks eBGP with the router of its rack.");
    writeCluster(out, false, false);
    writeRackPeers(out);
    writeRackNodes(out, NodeAs::Own);
    writeRackRouters(out, "tor-");
    writeRackLinks(out, "tor-");
    writeCore(out);
    return std::move(out).text();
}

std::string TemplateWriter::spineLeaf()
{
    ManifestText out("Leaves with their nodes below spines: equal ways between any two racks.");
    writeCluster(out, true, false);
    writeRackNodes(out, NodeAs::OfCluster);
    for (int spine = 1; spine <= m_request.spines; ++spine)
        writeRouter(out, "spine-" + number(spine), kSpineAs, {});
    writeRackRouters(out, "leaf-");
    writeRackLinks(out, "leaf-");
    int wire = 0;
    for (int spine = 1; spine <= m_request.spines; ++spine) {
        for (int rack = 1; rack <= m_request.racks; ++rack)
            writeWire(out, "spine-" + number(spine), "leaf-" + number(rack), wire++, "\"true\"");
    }
    return std::move(out).text();
}

std::string TemplateWriter::edge()
{
    ManifestText out("Sites with one uplink each to a common upstream, which has the default route.");
    writeCluster(out, true, false);
    writeRackNodes(out, NodeAs::OfCluster);
    writeRouter(out, "upstream", kSpineAs, {"networks: [0.0.0.0/0, \"::/0\"]"});
    writeRackRouters(out, "edge-");
    writeRackLinks(out, "edge-");
    for (int rack = 1; rack <= m_request.racks; ++rack)
        writeWire(out, "upstream", "edge-" + number(rack), rack - 1, "graceful");
    return std::move(out).text();
}

} // namespace podloom
