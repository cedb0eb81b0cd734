// core/routing/template_writer.h: the manifests of each network template.
#pragma once

#include "core/routing/network_template.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// A design as text, document by document.
class ManifestText {
public:
    /// `comment` stands above everything.
    explicit ManifestText(const std::string &comment) : m_text("# " + comment + '\n') {}

    /// Begins a document up to its name; what belongs to it follows by line().
    void open(const std::string &apiVersion, const std::string &kind, const std::string &name)
    {
        if (m_hasDocument)
            m_text += "---\n";
        m_hasDocument = true;
        m_text += "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: " + name + '\n';
    }
    void line(const std::string &text) { m_text += text + '\n'; }
    std::string text() && { return std::move(m_text); }

private:
    std::string m_text;
    bool m_hasDocument = false;
};

/// Writes templates; a request has been checked before. The request outlives the writer.
class TemplateWriter {
public:
    explicit TemplateWriter(const TemplateRequest &request);

    std::string mesh();
    std::string reflectors();
    std::string rackReflectors();
    std::string rackAs();
    std::string nodeAs();
    std::string spineLeaf();
    std::string edge();

private:
    /// Numbers count from 1.
    struct RackNode {
        int number = 0;
        int rack = 0;
        int place = 0; ///< in its rack
    };
    enum class NodeAs { OfCluster, OfRack, Own };

    void writeCluster(ManifestText &out, bool peersWithRouters, bool isMesh) const;
    static void writePool(ManifestText &out, const std::string &name, const std::string &cidr,
                          const std::string &blockSize);
    /// Nodes that share one segment; `reflectorId` gives the cluster id of those that reflect.
    void writeFlatNodes(ManifestText &out,
                        const std::function<std::string(const RackNode &)> &reflectorId) const;
    /// Nodes behind the router of their rack.
    void writeRackNodes(ManifestText &out, NodeAs as) const;
    void writeNode(ManifestText &out, const RackNode &node, const std::string &ipv4, const std::string &ipv6,
                   std::optional<std::int64_t> as, const std::string &reflectorId) const;
    static void writePeerSelection(ManifestText &out, const std::string &name, const std::string &nodes,
                                   const std::string &peers);
    void writeRackRouters(ManifestText &out, const std::string &prefix) const;
    void writeRackLinks(ManifestText &out, const std::string &prefix) const;
    void writeRackPeers(ManifestText &out) const;
    void writeCore(ManifestText &out) const;
    static void writeRouter(ManifestText &out, const std::string &name, int as,
                            const std::vector<std::string> &more);
    /// A wire between two routers; wires are numbered from 0.
    static void writeWire(ManifestText &out, const std::string &a, const std::string &b, int wire,
                          const std::string &bfd);

    const TemplateRequest &m_request;
    std::vector<RackNode> m_nodes;
};

} // namespace podloom
