#include "core/manifest/edit_text.h"

#include "core/base/text.h"
#include "core/manifest/document_text.h"

#include <algorithm>

namespace podloom::manifest {

namespace {

Failure refuse(std::string id, std::string english, std::vector<std::string> arguments)
{
    return fail(Errc::Unsupported, std::move(id), std::move(english), std::move(arguments));
}

std::string pointerOf(const std::vector<std::string> &parts, std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += '/' + parts[i];
    return out.empty() ? "/" : out;
}

/// How far the parts of a pointer lead: `node` is what the first `depth` parts name.
struct Walk {
    NodeIndex node = kNoNode;
    NodeIndex key = kNoNode; ///< of the member that `node` is the value of
    std::size_t depth = 0;
};

bool isNull(const YamlNode &node)
{
    return node.kind == NodeKind::Scalar && typeOf(node) == ScalarType::Null;
}

class Editing {
public:
    Editing(const YamlTree &tree, std::size_t documentEnd, const std::vector<std::string> &parts,
            NodeIndex near)
        : m_tree(tree),
          m_text(tree, documentEnd, near),
          m_parts(parts)
    {}

    /// Follows the pointer as far as it leads. Errors: what stands behind an anchor; a text with members.
    Result<Walk> walk(NodeIndex object) const
    {
        Walk at{object, kNoNode, 0};
        for (;;) {
            if (m_text.node(at.node).kind == NodeKind::Alias || m_text.node(at.node).isAliased)
                return refuse("behind-anchor",
                              "%1 is shared by an anchor and its aliases; write it out before you change it",
                              {pointerOf(m_parts, at.depth)});
            if (at.depth == m_parts.size())
                return at;
            const auto next = step(at);
            if (!next)
                return Failure{next.error()};
            if (next->node == kNoNode)
                return at;
            at = *next;
        }
    }

    Result<std::optional<TextChange>> set(const Walk &at, const Json &value) const
    {
        if (at.depth == m_parts.size())
            return replace(at, value);
        const auto nested = nest(at.depth + 1, value);
        if (isNull(m_text.node(at.node)))
            return replace(at, wrapIn(m_parts[at.depth], nested));
        const auto &container = m_text.node(at.node);
        if (container.childCount == 0)
            return replace(at, wrapIn(container.kind == NodeKind::Sequence ? "-" : m_parts[at.depth], nested,
                                      container.kind == NodeKind::Mapping));
        if (container.kind == NodeKind::Sequence)
            return std::optional(container.style == NodeStyle::Flow ? addToFlow(at.node, {}, nested)
                                                                    : addItem(at.node, nested));
        return std::optional(container.style == NodeStyle::Flow
                                 ? addToFlow(at.node, m_parts[at.depth], nested)
                                 : addMember(at.node, m_parts[at.depth], nested));
    }

    Result<TextChange> remove(const Walk &at) const
    {
        const auto parent = m_text.node(at.node).parent;
        const auto first = at.key == kNoNode ? at.node : at.key;
        const auto &container = m_text.node(parent);
        if (m_text.node(parent).isAliased)
            return refuse("behind-anchor",
                          "%1 is shared by an anchor and its aliases; write it out before you change it",
                          {pointerOf(m_parts, at.depth - 1)});
        const bool isOnly = container.childCount == (at.key == kNoNode ? 1U : 2U);
        if (isOnly)
            return emptied(parent);
        return container.style == NodeStyle::Flow ? removeFromFlow(first, at.node)
                                                  : removeFromBlock(parent, first, at.node);
    }

private:
    Result<Walk> step(const Walk &at) const
    {
        const auto &container = m_text.node(at.node);
        const auto &part = m_parts[at.depth];
        if (container.kind == NodeKind::Mapping)
            return stepIntoMapping(at, part);
        if (container.kind == NodeKind::Sequence)
            return stepIntoSequence(at, part);
        if (isNull(container))
            return Walk{};
        return fail(Errc::InvalidArgument, "no-container",
                    "%1 is neither a list nor a mapping, so it has no \"%2\"",
                    {pointerOf(m_parts, at.depth), part});
    }

    Result<Walk> stepIntoMapping(const Walk &at, const std::string &part) const
    {
        const auto &container = m_text.node(at.node);
        for (auto key = container.firstChild; key != kNoNode;) {
            const auto value = m_text.node(key).nextSibling;
            if (Value(m_tree, key).text() == part)
                return Walk{value, key, at.depth + 1};
            key = m_text.node(value).nextSibling;
        }
        if (container.hasMergeKey && Value(m_tree, at.node)[part])
            return refuse("behind-anchor", "%1 comes from a merge key; write it out before you change it",
                          {pointerOf(m_parts, at.depth + 1)});
        return Walk{};
    }

    Result<Walk> stepIntoSequence(const Walk &at, const std::string &part) const
    {
        const auto &container = m_text.node(at.node);
        if (part == "-")
            return Walk{};
        const auto number = parseUnsigned(part, UINT32_MAX);
        if (!number || *number > container.childCount)
            return fail(Errc::NotFound, "no-such-value", "%1 has %2 items, so there is no \"%3\"",
                        {pointerOf(m_parts, at.depth), std::to_string(container.childCount), part});
        auto item = container.firstChild;
        for (std::uint64_t i = 0; i < *number && item != kNoNode; ++i)
            item = m_text.node(item).nextSibling;
        return Walk{item, kNoNode, at.depth + 1};
    }

    static bool isListPart(const std::string &part) { return part == "-" || part == "0"; }

    static Json wrapIn(const std::string &part, Json value, bool isMapping = false)
    {
        if (!isMapping && isListPart(part))
            return Json::Array{std::move(value)};
        return Json::Object{{part, std::move(value)}};
    }

    /// `value` inside what the parts from `depth` on name.
    Json nest(std::size_t depth, const Json &value) const
    {
        auto out = value;
        for (auto i = m_parts.size(); i > depth; --i)
            out = wrapIn(m_parts[i - 1], std::move(out));
        return out;
    }

    /// The column that members of a block in the place of this node would be indented from.
    std::size_t columnOfKey(const Walk &at) const { return m_text.columnOf(m_text.node(at.key).begin); }

    Result<std::optional<TextChange>> replace(const Walk &at, const Json &value) const
    {
        const auto &old = m_text.node(at.node);
        if (toJson(Value(m_tree, at.node)) == value)
            return std::optional<TextChange>();
        const bool isCollection = value.isArray() || value.isObject();
        const bool isEmptyValue = value.items().empty() && value.members().empty();
        const auto begin = old.tag == NodeTag::None ? old.begin : old.outerBegin;
        if (m_text.isInFlow(at.node) || m_text.style().isJson)
            return std::optional(replaceInFlow(at, value));
        if (old.kind != NodeKind::Scalar && old.style == NodeStyle::Flow && old.childCount > 0)
            return std::optional(TextChange{begin, old.end - begin, oneLine(value)});
        if (isCollection && !isEmptyValue && at.key == kNoNode)
            return std::optional(blockInPlace(at, value));
        // A list may stand as far left as its key, a mapping may not.
        const bool hasRoom =
            at.key != kNoNode && (value.isArray() || m_text.columnOf(old.begin) > columnOfKey(at));
        if (hasRoom && old.style == NodeStyle::Block && isCollection && !isEmptyValue)
            return std::optional(blockInPlace(at, value));
        const bool isPlace = at.key == kNoNode
                          || (!isCollection && old.kind == NodeKind::Scalar && old.begin != old.end
                              && old.style != NodeStyle::Literal && old.style != NodeStyle::Folded
                              && !(value.isString() && value.asString().find('\n') != std::string::npos));
        if (isPlace && begin != old.end)
            return std::optional(TextChange{begin, old.end - begin,
                                            isCollection
                                                ? flowText(value, m_text.style())
                                                : scalarText(value, false, m_text.style(), old.style)});
        if (at.key == kNoNode)
            return std::optional(TextChange{begin, 0, ' ' + oneLine(value)});
        return std::optional(replaceBehindKey(at, value));
    }

    /// A block collection in the place of any value of a block sequence, or of another block.
    TextChange blockInPlace(const Walk &at, const Json &value) const
    {
        const auto &old = m_text.node(at.node);
        auto style = m_text.style();
        style.usesLiterals =
            style.usesLiterals && !m_text.hasCommentBetween(old.end, m_text.lineEnd(old.end));
        if (old.begin == old.end)
            return {old.begin, 0, ' ' + blockText(value, m_text.columnOf(old.begin) + 1, style)};
        const auto begin = old.tag == NodeTag::None ? old.begin : old.outerBegin;
        return {begin, old.end - begin, blockText(value, m_text.columnOf(begin), style)};
    }

    /// The whole text behind "key:", up to the end of the old value.
    TextChange replaceBehindKey(const Walk &at, const Json &value) const
    {
        const auto &old = m_text.node(at.node);
        const auto column = columnOfKey(at);
        auto colon = m_text.node(at.key).end;
        while (m_text.at(colon) != ':')
            ++colon;
        ++colon;
        // A comment behind the key stays behind the value, which then has one line.
        if (m_text.hasCommentBetween(colon, old.begin)) {
            const auto blanks = m_text.view(colon, old.outerBegin);
            const auto comment = blanks.substr(0, blanks.find_last_not_of(" \t\r\n") + 1);
            return {colon, old.end - colon, ' ' + oneLine(value) + std::string(comment)};
        }
        const auto newText = memberText(value, column, m_text.style());
        // "key: 5 # five" becomes "key: {…} # five": a block would leave the comment to another line.
        if (newText.find('\n') != std::string::npos
            && m_text.hasCommentBetween(old.end, m_text.lineEnd(old.end)))
            return {colon, old.end - colon, ' ' + oneLine(value)};
        return {colon, old.end - colon, newText};
    }

    std::string oneLine(const Json &value) const
    {
        return value.isArray() || value.isObject() ? flowText(value, m_text.style())
                                                   : scalarText(value, false, m_text.style());
    }

    TextChange replaceInFlow(const Walk &at, const Json &value) const
    {
        const auto &old = m_text.node(at.node);
        const auto newText = flowScalarOr(value, old.style);
        if (old.begin != old.end) {
            const auto begin = old.tag == NodeTag::None ? old.begin : old.outerBegin;
            return {begin, old.end - begin, newText};
        }
        // {a} and {a:}: the value is nothing but a place.
        auto behindKey = m_text.node(at.key).end;
        auto colon = behindKey;
        while (m_text.at(colon) == ' ')
            ++colon;
        return m_text.at(colon) == ':' ? TextChange{colon + 1, 0, ' ' + newText}
                                       : TextChange{behindKey, 0, ": " + newText};
    }

    std::string flowScalarOr(const Json &value, NodeStyle like) const
    {
        if (value.isArray() || value.isObject())
            return flowText(value, m_text.style());
        return scalarText(value, true, m_text.style(), like);
    }

    TextChange addMember(NodeIndex container, const std::string &key, const Json &value) const
    {
        const auto column = m_text.columnOf(m_text.node(m_text.node(container).firstChild).begin);
        const auto line = std::string(column, ' ') + keyText(key, false, m_text.style()) + ':'
                        + memberText(value, column, m_text.style());
        return m_text.linesBehind(container, line);
    }

    TextChange addItem(NodeIndex container, const Json &value) const
    {
        const auto column = m_text.columnOf(m_text.node(container).begin);
        const auto line = std::string(column, ' ') + blockText(Json::Array{value}, column, m_text.style());
        return m_text.linesBehind(container, line);
    }

    /// Behind the last member or item of a flow collection that has one.
    TextChange addToFlow(NodeIndex container, const std::string &key, const Json &value) const
    {
        const auto &node = m_text.node(container);
        const auto isMapping = node.kind == NodeKind::Mapping;
        auto text = flowText(value, m_text.style());
        if (isMapping)
            text = keyText(key, true, m_text.style()) + ": " + text;
        const auto last = m_text.lastChild(node);
        auto lastFirst = last; // the key of the last member, or the last item
        if (isMapping) {
            for (auto at = node.firstChild; at != last; at = m_text.node(at).nextSibling)
                lastFirst = at;
        }
        auto end = std::max<std::size_t>(m_text.node(last).end, m_text.node(lastFirst).end);
        auto comma = end;
        while (std::string_view(" \t\r\n").find(m_text.at(comma)) != std::string_view::npos
               && comma + 1 < node.end)
            ++comma;
        const bool hasComma = m_text.at(comma) == ',';
        const auto begin = m_text.node(lastFirst).begin;
        std::string separator = hasComma ? " " : ", ";
        if (m_text.isFirstInLine(begin) && begin != node.begin)
            separator = (hasComma ? std::string() : std::string(",")) + std::string(m_text.style().lineEnd)
                      + std::string(m_text.view(m_text.lineStart(begin), begin));
        return {hasComma ? comma + 1 : end, 0, separator + text + (hasComma ? "," : "")};
    }

    /// The collection without its only member: {} or [].
    TextChange emptied(NodeIndex container) const
    {
        const auto &node = m_text.node(container);
        const std::string empty = node.kind == NodeKind::Sequence ? "[]" : "{}";
        if (node.style == NodeStyle::Flow)
            return {node.begin, node.end - node.begin, empty};
        const auto key = keyOf(container);
        if (key == kNoNode || node.hasAnchor)
            return {node.begin, node.end - node.begin, empty};
        return replaceBehindKey({container, key, 0}, empty == "[]" ? Json::array() : Json::object());
    }

    /// The key of a member's value; none for items and the root.
    NodeIndex keyOf(NodeIndex value) const
    {
        const auto parent = m_text.node(value).parent;
        if (parent == kNoNode || m_text.node(parent).kind != NodeKind::Mapping)
            return kNoNode;
        auto key = m_text.node(parent).firstChild;
        while (m_text.node(key).nextSibling != value)
            key = m_text.node(m_text.node(key).nextSibling).nextSibling;
        return key;
    }

    TextChange removeFromFlow(NodeIndex first, NodeIndex value) const
    {
        const auto next = m_text.node(value).nextSibling;
        const auto begin = m_text.node(first).outerBegin;
        if (next != kNoNode)
            return {begin, m_text.node(next).outerBegin - begin, {}};
        // The last one goes with the comma before it.
        auto comma = begin;
        while (m_text.at(comma) != ',')
            --comma;
        const auto end = std::max(m_text.node(value).end, m_text.node(first).end);
        return {comma, end - comma, {}};
    }

    TextChange removeFromBlock(NodeIndex parent, NodeIndex first, NodeIndex value) const
    {
        const bool isItem = m_text.node(parent).kind == NodeKind::Sequence;
        auto begin = static_cast<std::size_t>(m_text.node(first).outerBegin);
        if (isItem)
            begin = m_text.dashOf(first);
        const auto end = std::max<std::size_t>(m_text.endWithKeptLines(value), m_text.node(first).end);
        const auto next = m_text.node(value).nextSibling;
        if (m_text.isFirstInLine(begin))
            return {m_text.lineStart(begin), m_text.nextLine(end) - m_text.lineStart(begin), {}};
        // The first one behind "- " or "--- ": the next moves up to its place.
        auto to = static_cast<std::size_t>(m_text.node(next).outerBegin);
        if (isItem)
            to = m_text.dashOf(next);
        if (m_text.hasCommentBetween(end, to))
            return {begin, m_text.lineEnd(end) - begin, {}};
        return {begin, to - begin, {}};
    }

    const YamlTree &m_tree;
    DocumentText m_text;
    const std::vector<std::string> &m_parts;
};

} // namespace

Result<std::optional<TextChange>> changeForSet(const YamlTree &tree, NodeIndex object,
                                               const std::vector<std::string> &parts, const Json &value,
                                               std::size_t documentEnd)
{
    const auto at = Editing(tree, documentEnd, parts, object).walk(object);
    if (!at)
        return Failure{at.error()};
    return Editing(tree, documentEnd, parts, at->node).set(*at, value);
}

Result<TextChange> changeForRemove(const YamlTree &tree, NodeIndex object,
                                   const std::vector<std::string> &parts, std::size_t documentEnd)
{
    const Editing editing(tree, documentEnd, parts, object);
    const auto at = editing.walk(object);
    if (!at)
        return Failure{at.error()};
    if (at->depth < parts.size() || parts.empty())
        return fail(Errc::NotFound, "no-such-value", "there is no value at %1",
                    {pointerOf(parts, parts.size())});
    return editing.remove(*at);
}

} // namespace podloom::manifest
