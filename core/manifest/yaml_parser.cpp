// libyaml's events become a tree. This is the only file that sees libyaml.
#include "core/manifest/yaml_problem.h"
#include "core/manifest/yaml_tree.h"

#include <yaml.h>

#include <algorithm>
#include <map>

namespace podloom::manifest {

namespace {

std::string_view viewOf(const yaml_char_t *text)
{
    return text ? reinterpret_cast<const char *>(text) : std::string_view();
}

NodeTag tagOf(std::string_view tag)
{
    constexpr std::string_view kYaml = "tag:yaml.org,2002:";
    if (tag.empty() || tag == "!")
        return tag.empty() ? NodeTag::None : NodeTag::String;
    if (!tag.starts_with(kYaml))
        return NodeTag::Other;
    tag.remove_prefix(kYaml.size());
    if (tag == "str")
        return NodeTag::String;
    if (tag == "int")
        return NodeTag::Int;
    if (tag == "float")
        return NodeTag::Float;
    if (tag == "bool")
        return NodeTag::Bool;
    return tag == "null" ? NodeTag::Null : NodeTag::Other;
}

NodeStyle styleOf(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return NodeStyle::SingleQuoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return NodeStyle::DoubleQuoted;
    case YAML_LITERAL_SCALAR_STYLE: return NodeStyle::Literal;
    case YAML_FOLDED_SCALAR_STYLE: return NodeStyle::Folded;
    default: return NodeStyle::Plain;
    }
}

/// Owner of a yaml_event_t.
class Event {
public:
    Event() = default;
    Event(const Event &) = delete;
    Event &operator=(const Event &) = delete;
    ~Event() { yaml_event_delete(&m_event); }
    yaml_event_t *raw() { return &m_event; }
    const yaml_event_t *operator->() const { return &m_event; }

private:
    yaml_event_t m_event{};
};

class Parser {
public:
    Parser(YamlTree &tree, const TextPositions &positions, std::size_t begin, std::size_t end)
        : m_tree(tree),
          m_cursor(positions, begin),
          m_positions(positions),
          m_begin(begin),
          m_end(end)
    {
        m_isReady = yaml_parser_initialize(&m_parser) == 1;
        if (!m_isReady)
            return;
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(
            &m_parser, reinterpret_cast<const unsigned char *>(tree.text().data()) + begin, end - begin);
    }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;
    ~Parser()
    {
        if (m_isReady)
            yaml_parser_delete(&m_parser);
    }

    bool run()
    {
        if (!m_isReady) {
            m_tree.addFault(m_begin, "out-of-memory", "there is no memory left to read this document");
            return false;
        }
        for (;;) {
            Event event;
            if (yaml_parser_parse(&m_parser, event.raw()) != 1) {
                reportSyntax();
                return false;
            }
            if (event->type == YAML_STREAM_END_EVENT)
                return true;
            if (!take(event))
                return false;
        }
    }

private:
    bool take(const Event &event)
    {
        switch (event->type) {
        case YAML_DOCUMENT_START_EVENT:
            if (m_tree.root() == kNoNode)
                return true;
            return refuse(event, "yaml-syntax",
                          "a second document begins here without a line \"---\" before it");
        case YAML_SCALAR_EVENT: return takeScalar(event);
        case YAML_ALIAS_EVENT: return takeAlias(event);
        case YAML_SEQUENCE_START_EVENT:
            return open(event, NodeKind::Sequence,
                        event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                        viewOf(event->data.sequence_start.anchor), viewOf(event->data.sequence_start.tag));
        case YAML_MAPPING_START_EVENT:
            return open(event, NodeKind::Mapping, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                        viewOf(event->data.mapping_start.anchor), viewOf(event->data.mapping_start.tag));
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT: close(event); return true;
        default: return true;
        }
    }

    bool refuse(const Event &event, std::string id, std::string english,
                std::vector<std::string> arguments = {})
    {
        m_tree.addFault(m_cursor.offsetOf(event->start_mark.index), std::move(id), std::move(english),
                        std::move(arguments));
        return false;
    }

    YamlNode nodeAt(const Event &event, NodeKind kind, NodeStyle style, std::string_view anchor,
                    std::string_view tag)
    {
        YamlNode node;
        node.kind = kind;
        node.style = style;
        node.tag = tagOf(tag);
        node.hasAnchor = !anchor.empty();
        node.outerBegin = static_cast<std::uint32_t>(m_cursor.offsetOf(event->start_mark.index));
        node.begin = anchor.empty() && tag.empty() ? node.outerBegin : behindProperties(node.outerBegin);
        node.end = node.begin;
        node.parent = m_open.empty() ? kNoNode : m_open.back();
        return node;
    }

    NodeIndex addNode(const YamlNode &node, std::string_view anchor)
    {
        const auto index = m_tree.add(node);
        if (node.parent == kNoNode)
            m_tree.setRoot(index);
        if (!anchor.empty())
            m_anchors[std::string(anchor)] = index;
        return index;
    }

    /// Skips "&anchor", "!tag" and the blanks and line ends behind them.
    std::uint32_t behindProperties(std::size_t at) const
    {
        const auto text = m_tree.text().substr(0, m_end);
        while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
            at = std::min(text.find_first_of(" \t\r\n,[]{}", at), text.size());
            at = skipBlanks(text, at);
        }
        return static_cast<std::uint32_t>(at);
    }

    static std::size_t skipBlanks(std::string_view text, std::size_t at)
    {
        for (;;) {
            at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
            if (at == text.size() || text[at] != '#')
                return at;
            at = std::min(text.find('\n', at), text.size());
        }
    }

    bool takeScalar(const Event &event)
    {
        const auto &scalar = event->data.scalar;
        if (scalar.length > kMaximumScalarBytes)
            return refuse(event, "scalar-limit", "this text is %1 bytes long; at most %2 are read",
                          {std::to_string(scalar.length), std::to_string(kMaximumScalarBytes)});
        const auto anchor = viewOf(scalar.anchor);
        const auto tag = viewOf(scalar.tag);
        auto node = nodeAt(event, NodeKind::Scalar, styleOf(scalar.style), anchor, tag);
        node.end = static_cast<std::uint32_t>(m_cursor.offsetOf(event->end_mark.index));
        node.end = std::max(node.end, node.outerBegin);
        node.begin = std::min(node.begin, node.end);
        if (node.style == NodeStyle::Literal || node.style == NodeStyle::Folded)
            node.end = endOfBlockScalar(node.begin, node.end);
        node.text = textOf(node, {reinterpret_cast<const char *>(scalar.value), scalar.length});
        addNode(node, anchor);
        return true;
    }

    /// The scanner's end lies behind blank lines and comments that follow; ours behind the last line of text.
    std::uint32_t endOfBlockScalar(std::uint32_t begin, std::uint32_t end) const
    {
        const auto text = m_tree.text();
        while (end > begin && std::string_view(" \t\r\n").find(text[end - 1]) != std::string_view::npos)
            --end;
        return end;
    }

    /// What stands in the file as it is read needs no copy.
    std::string_view textOf(const YamlNode &node, std::string_view decoded)
    {
        const std::size_t quotes =
            node.style == NodeStyle::SingleQuoted || node.style == NodeStyle::DoubleQuoted;
        const auto written = m_tree.text().substr(node.begin, node.end - node.begin);
        if (written.size() == decoded.size() + 2 * quotes
            && written.substr(quotes, decoded.size()) == decoded)
            return written.substr(quotes, decoded.size());
        return m_tree.keep(std::string(decoded));
    }

    bool takeAlias(const Event &event)
    {
        const auto name = viewOf(event->data.alias.anchor);
        const auto found = m_anchors.find(name);
        if (found == m_anchors.end())
            return refuse(event, "unknown-alias", "there is no anchor \"%1\" before this alias",
                          {std::string(name)});
        if (std::find(m_open.begin(), m_open.end(), found->second) != m_open.end())
            return refuse(event, "alias-cycle", "the alias \"%1\" stands inside the value that it names",
                          {std::string(name)});
        auto node = nodeAt(event, NodeKind::Alias, NodeStyle::Plain, {}, {});
        node.end = static_cast<std::uint32_t>(m_cursor.offsetOf(event->end_mark.index));
        node.text = m_tree.keep(std::string(name));
        node.target = found->second;
        addNode(node, {});
        return true;
    }

    bool open(const Event &event, NodeKind kind, bool isFlow, std::string_view anchor, std::string_view tag)
    {
        if (m_open.size() >= static_cast<std::size_t>(kMaximumDepth))
            return refuse(event, "depth-limit", "lists and mappings are nested more than %1 deep",
                          {std::to_string(kMaximumDepth)});
        m_open.push_back(
            addNode(nodeAt(event, kind, isFlow ? NodeStyle::Flow : NodeStyle::Block, anchor, tag), anchor));
        return true;
    }

    void close(const Event &event)
    {
        const auto index = m_open.back();
        m_open.pop_back();
        auto &node = m_tree.mutableNode(index);
        if (node.style == NodeStyle::Flow) {
            node.end = static_cast<std::uint32_t>(m_cursor.offsetOf(event->end_mark.index));
        } else {
            for (auto at = node.firstChild; at != kNoNode; at = m_tree.node(at).nextSibling)
                node.end = std::max(node.end, m_tree.node(at).end);
        }
        if (node.kind == NodeKind::Mapping)
            m_tree.finishMapping(index);
    }

    void reportSyntax()
    {
        if (m_parser.error == YAML_MEMORY_ERROR) {
            m_tree.addFault(m_begin, "out-of-memory", "there is no memory left to read this document");
            return;
        }
        const std::string problem(m_parser.problem ? m_parser.problem : "the text ends too early");
        if (m_parser.error == YAML_READER_ERROR) {
            const auto offset = std::min(m_begin + m_parser.problem_offset, m_end);
            m_tree.addFault(offset, "yaml-character", "a control character may not stand in YAML (%1)",
                            {problem});
            return;
        }
        const auto offset = std::min(m_cursor.offsetOf(m_parser.problem_mark.index), m_end);
        if (tabBefore(offset)) {
            m_tree.addFault(offset, "yaml-tab", "a tab cannot indent YAML; use spaces");
            return;
        }
        const std::string_view context = m_parser.context ? m_parser.context : "";
        const auto began =
            context.empty() ? 0U : m_positions.placeOf(m_cursor.offsetOf(m_parser.context_mark.index)).line;
        m_tree.addFault(offset, syntaxMessage(problem, context, began));
    }

    /// Whether the fault is a tab in the indentation of its line.
    bool tabBefore(std::size_t offset) const
    {
        const auto text = m_tree.text();
        const auto start = m_positions.lineStart(offset);
        const auto indent = text.substr(start, std::min(text.find_first_not_of(" \t", start), m_end) - start);
        return offset <= start + indent.size() && indent.find('\t') != std::string_view::npos;
    }

    YamlTree &m_tree;
    TextPositions::Cursor m_cursor;
    const TextPositions &m_positions;
    std::size_t m_begin;
    std::size_t m_end;
    yaml_parser_t m_parser{};
    bool m_isReady = false;
    std::vector<NodeIndex> m_open;
    std::map<std::string, NodeIndex, std::less<>> m_anchors;
};

} // namespace

bool YamlTree::parse(std::string_view text, const TextPositions &positions, std::size_t begin,
                     std::size_t end)
{
    clear(text);
    return Parser(*this, positions, begin, end).run() && checkAliases();
}

} // namespace podloom::manifest
