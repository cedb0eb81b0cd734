// core/manifest/yaml_tree.h: one YAML document as a tree of nodes that know their bytes.
#pragma once

#include "core/base/json.h"
#include "core/base/message.h"
#include "core/manifest/text_positions.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom::manifest {

enum class NodeKind : std::uint8_t { Scalar, Sequence, Mapping, Alias };
enum class NodeStyle : std::uint8_t { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Block, Flow };
enum class NodeTag : std::uint8_t { None, String, Bool, Int, Float, Null, Other };

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = UINT32_MAX;

struct YamlNode {
    std::string_view text{};      ///< of a scalar, decoded; of an alias, the name of its anchor
    std::uint32_t outerBegin = 0; ///< byte offset in the text, tag and anchor included
    std::uint32_t begin = 0;      ///< of the value itself
    std::uint32_t end = 0;        ///< behind the last byte that belongs to the value
    NodeIndex parent = kNoNode;
    NodeIndex firstChild = kNoNode; ///< of a mapping: key, value, key, value, …
    NodeIndex nextSibling = kNoNode;
    NodeIndex target = kNoNode; ///< of an alias
    std::uint32_t childCount = 0;
    NodeKind kind = NodeKind::Scalar;
    NodeStyle style = NodeStyle::Plain;
    NodeTag tag = NodeTag::None;
    bool hasAnchor = false;
    bool isAliased = false; ///< an alias points here
    bool hasMergeKey = false;
    bool wasReadAsText = false; ///< a plain YAML 1.1 word (on, yes, …) that a reader took as text
};

/// Why a text is not the YAML that we read.
struct YamlFault {
    std::size_t offset = 0;
    Message message{};
};

/// The limits that a document must keep. Source: docs/manifests.md.
inline constexpr int kMaximumDepth = 256;
inline constexpr std::size_t kMaximumScalarBytes = 2U * 1024 * 1024;
inline constexpr std::size_t kMaximumAliasedNodes = 100'000;

/// A tree is reused for one document after another, so that loading allocates once. Nodes and their texts
/// stay valid until the next parse, as long as the text does.
class YamlTree {
public:
    /// Parses the document in bytes begin … end of `text` (UTF-8 without a byte order mark). Returns whether
    /// there is a whole tree; faults that leave one (a key that stands twice) are in faults() too.
    bool parse(std::string_view text, const TextPositions &positions, std::size_t begin, std::size_t end);

    const std::vector<YamlFault> &faults() const { return m_faults; }
    std::string_view text() const { return m_text; }
    NodeIndex root() const { return m_root; } ///< kNoNode for an empty document
    const YamlNode &node(NodeIndex index) const { return m_nodes[index]; }
    std::size_t size() const { return m_nodes.size(); }
    void markReadAsText(NodeIndex index) { m_nodes[index].wasReadAsText = true; }

    // What the parsers build with.
    void clear(std::string_view text);
    NodeIndex add(YamlNode node);
    YamlNode &mutableNode(NodeIndex index) { return m_nodes[index]; }
    void setRoot(NodeIndex root) { m_root = root; }
    void addFault(std::size_t offset, Message message);
    void addFault(std::size_t offset, std::string id, std::string english,
                  std::vector<std::string> arguments = {})
    {
        addFault(offset, Message{std::move(id), std::move(english), std::move(arguments)});
    }
    /// A copy of `text` that lives as long as the tree.
    std::string_view keep(std::string text);
    /// Reports keys that stand twice and marks merge keys. Called once a mapping is whole.
    void finishMapping(NodeIndex mapping);

private:
    bool checkAliases();

    std::string_view m_text;
    std::vector<YamlNode> m_nodes;
    std::deque<std::string> m_kept;
    std::vector<YamlFault> m_faults;
    std::vector<NodeIndex> m_lastChild;
    NodeIndex m_root = kNoNode;
};

/// A node of a tree with aliases followed: what decoders read. A Value without node is "absent".
class Value {
public:
    Value() = default;
    Value(const YamlTree &tree, NodeIndex index);

    explicit operator bool() const { return m_index != kNoNode; }
    const YamlNode &node() const { return m_tree->node(m_index); }
    const YamlTree &tree() const { return *m_tree; }
    NodeIndex index() const { return m_index; }
    bool isScalar() const { return *this && node().kind == NodeKind::Scalar; }
    bool isSequence() const { return *this && node().kind == NodeKind::Sequence; }
    bool isMapping() const { return *this && node().kind == NodeKind::Mapping; }
    std::string_view text() const { return isScalar() ? node().text : std::string_view(); }

    /// The value under `key`, merge keys included; absent when there is none or it is no mapping.
    Value operator[](std::string_view key) const;
    /// Items of a sequence; keys and values of a mapping are read with forEachMember.
    template <class Visitor>
    void forEachItem(Visitor visit) const
    {
        if (!isSequence())
            return;
        for (auto at = node().firstChild; at != kNoNode; at = m_tree->node(at).nextSibling)
            visit(Value(*m_tree, at));
    }
    /// visit(key, value) for each member, then for those that merge keys add.
    template <class Visitor>
    void forEachMember(Visitor visit) const
    {
        if (!isMapping())
            return;
        for (auto at = node().firstChild; at != kNoNode;) {
            const auto value = m_tree->node(at).nextSibling;
            if (!node().hasMergeKey || !isMergeKey(at))
                visit(Value(*m_tree, at), Value(*m_tree, value));
            at = m_tree->node(value).nextSibling;
        }
        if (node().hasMergeKey) {
            for (const auto &[key, value] : mergedMembers())
                visit(key, value);
        }
    }

private:
    bool isMergeKey(NodeIndex key) const;
    std::vector<std::pair<Value, Value>> mergedMembers() const;

    const YamlTree *m_tree = nullptr;
    NodeIndex m_index = kNoNode;
};

/// What a scalar is to Kubernetes (YAML 1.1 as its library reads it). Word11: a plain y, yes, on, n, no, off.
enum class ScalarType : std::uint8_t { Null, Bool, Int, Float, String, Word11 };

ScalarType typeOf(const YamlNode &scalar);
/// Of a Bool or Word11.
bool boolOf(std::string_view text);
/// Of an Int: decimal, 0x, 0o, 0b and leading-zero octal; none beyond 64 bits.
std::optional<std::int64_t> intOf(std::string_view text);

/// The value as JSON; Kubernetes' types. Aliases and merge keys are expanded.
Json toJson(Value value);

} // namespace podloom::manifest
