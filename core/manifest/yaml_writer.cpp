#include "core/manifest/yaml_writer.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom::manifest {

namespace {

bool hasControl(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

/// NEL, LS and PS end lines in YAML 1.1, and a byte order mark is none inside a text.
bool hasSpecial(std::string_view text)
{
    for (const auto *special : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
        if (text.find(special) != std::string_view::npos)
            return true;
    }
    return false;
}

/// Whether a plain scalar with this text is read as this text.
bool isPlainSafe(std::string_view text, bool isFlow)
{
    constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`=";
    if (text.empty() || hasControl(text) || hasSpecial(text) || text.front() == ' ' || text.back() == ' '
        || text.back() == ':')
        return false;
    // "-x" and ":x" are plain, but nobody reads them so.
    if (kIndicators.find(text.front()) != std::string_view::npos || text.starts_with("<<")
        || text.starts_with("..."))
        return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos)
        return false;
    if (isFlow && text.find_first_of(",[]{}") != std::string_view::npos)
        return false;
    YamlNode probe;
    probe.text = text;
    return typeOf(probe) == ScalarType::String;
}

std::string doubleQuoted(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\r')
            out += "\\r";
        else if (byte < 0x20 || byte == 0x7F)
            out += std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 15U];
        else if (text.substr(i).starts_with("\xC2\x85"))
            out += "\\u0085", ++i;
        else if (text.substr(i).starts_with("\xE2\x80\xA8"))
            out += "\\u2028", i += 2;
        else if (text.substr(i).starts_with("\xE2\x80\xA9"))
            out += "\\u2029", i += 2;
        else if (text.substr(i).starts_with("\xEF\xBB\xBF"))
            out += "\\ufeff", i += 2;
        else
            out += c;
    }
    return out + '"';
}

std::string singleQuoted(std::string_view text)
{
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + '\'';
}

/// Lines that "|" can hold: no control characters, no blanks that an editor would eat.
bool isLiteralSafe(std::string_view text)
{
    if (text.find('\n') == std::string_view::npos || text.front() == ' ' || text.front() == '\n'
        || text.ends_with("\n\n"))
        return false;
    for (const auto line : split(text, '\n')) {
        if (hasControl(line) || (!line.empty() && line.back() == ' ') || hasSpecial(line))
            return false;
    }
    return true;
}

std::string literalText(std::string_view text, std::size_t column, const WriteStyle &style)
{
    const bool endsLine = text.ends_with('\n');
    if (endsLine)
        text.remove_suffix(1);
    std::string out = endsLine ? "|" : "|-";
    for (const auto line : split(text, '\n')) {
        out += style.lineEnd;
        if (!line.empty())
            out += std::string(column, ' ') + std::string(line);
    }
    return out;
}

bool isEmptyCollection(const Json &value)
{
    return (value.isArray() && value.items().empty()) || (value.isObject() && value.members().empty());
}

bool isBlock(const Json &value)
{
    return (value.isArray() || value.isObject()) && !isEmptyCollection(value);
}

/// How much deeper than its key a block stands that is the value of a member.
class Indents {
public:
    explicit Indents(const YamlTree &tree) : m_tree(tree) {}

    std::optional<std::size_t> of(NodeIndex index) const
    {
        const auto &node = m_tree.node(index);
        if (node.style != NodeStyle::Block || node.parent == kNoNode)
            return std::nullopt;
        const auto &parent = m_tree.node(node.parent);
        const auto inner = columnOf(node.begin);
        const auto outer = columnOf(parent.begin);
        if (parent.kind != NodeKind::Mapping || parent.style != NodeStyle::Block || inner < outer)
            return std::nullopt;
        return inner - outer;
    }

private:
    std::size_t columnOf(std::size_t at) const
    {
        const auto lineFeed = at == 0 ? std::string_view::npos : m_tree.text().rfind('\n', at - 1);
        return lineFeed == std::string_view::npos ? at : at - lineFeed - 1;
    }

    const YamlTree &m_tree;
};

} // namespace

WriteStyle writeStyleOf(const YamlTree &tree, NodeIndex near)
{
    WriteStyle out;
    const auto text = tree.text();
    const auto lineFeed = text.find('\n');
    if (lineFeed != std::string_view::npos && lineFeed > 0 && text[lineFeed - 1] == '\r')
        out.lineEnd = "\r\n";
    if (tree.root() == kNoNode)
        return out;
    const auto &root = tree.node(tree.root());
    out.isJson = root.style == NodeStyle::Flow
              && (root.firstChild == kNoNode || tree.node(root.firstChild).style == NodeStyle::DoubleQuoted);
    // A node that is closer in the document is asked first: ancestors, then what stands before, then behind.
    const Indents indents(tree);
    bool knowsStep = false;
    bool knowsSequence = false;
    const auto ask = [&](NodeIndex i) {
        const auto indent = indents.of(i);
        if (!indent)
            return;
        const bool isSequence = tree.node(i).kind == NodeKind::Sequence;
        if (isSequence && !knowsSequence)
            out.indentsSequences = *indent > 0;
        if (*indent > 0 && !knowsStep)
            out.step = *indent;
        knowsSequence = knowsSequence || isSequence;
        knowsStep = knowsStep || *indent > 0;
    };
    for (auto at = tree.node(near).firstChild; at != kNoNode; at = tree.node(at).nextSibling)
        ask(at);
    for (auto at = near; at != kNoNode; at = tree.node(at).parent)
        ask(at);
    for (auto at = near; at-- > 0 && !(knowsStep && knowsSequence);)
        ask(at);
    for (auto at = near; at < tree.size() && !(knowsStep && knowsSequence); ++at)
        ask(at);
    return out;
}

std::string scalarText(const Json &scalar, bool isFlow, const WriteStyle &style, NodeStyle like)
{
    if (!scalar.isString())
        return scalar.dump();
    const auto &text = scalar.asString();
    if (style.isJson || like == NodeStyle::DoubleQuoted)
        return doubleQuoted(text);
    if (like == NodeStyle::SingleQuoted && !hasControl(text) && !hasSpecial(text))
        return singleQuoted(text);
    return isPlainSafe(text, isFlow) ? text : doubleQuoted(text);
}

std::string keyText(std::string_view key, bool isFlow, const WriteStyle &style)
{
    // The reader takes any plain scalar as a key, but a number or "on" reads as text only in quotes.
    return scalarText(Json(key), isFlow, style);
}

std::string flowText(const Json &value, const WriteStyle &style)
{
    std::string out;
    if (value.isArray()) {
        for (const auto &item : value.items())
            out += (out.empty() ? "" : ", ") + flowText(item, style);
        return '[' + out + ']';
    }
    if (value.isObject()) {
        for (const auto &[key, member] : value.members())
            out += (out.empty() ? "" : ", ") + keyText(key, true, style) + ": " + flowText(member, style);
        return '{' + out + '}';
    }
    return scalarText(value, true, style);
}

std::string memberText(const Json &value, std::size_t column, const WriteStyle &style)
{
    if (value.isString() && style.usesLiterals && !style.isJson && isLiteralSafe(value.asString()))
        return ' ' + literalText(value.asString(), column + style.step, style);
    if (style.isJson || isEmptyCollection(value))
        return ' ' + flowText(value, style);
    if (!isBlock(value))
        return ' ' + scalarText(value, false, style);
    const auto inner = value.isArray() && !style.indentsSequences ? column : column + style.step;
    return std::string(style.lineEnd) + std::string(inner, ' ') + blockText(value, inner, style);
}

std::string blockText(const Json &value, std::size_t column, const WriteStyle &style)
{
    const auto newLine = std::string(style.lineEnd) + std::string(column, ' ');
    std::string out;
    for (const auto &item : value.items()) {
        out += (out.empty() ? "" : newLine) + "- ";
        if (isBlock(item))
            out += blockText(item, column + 2, style);
        else if (item.isString() && style.usesLiterals && isLiteralSafe(item.asString()))
            out += literalText(item.asString(), column + 2, style);
        else
            out += isEmptyCollection(item) ? flowText(item, style) : scalarText(item, false, style);
    }
    for (const auto &[key, member] : value.members()) {
        out += (out.empty() ? "" : newLine) + keyText(key, false, style) + ':'
             + memberText(member, column, style);
    }
    return out;
}

} // namespace podloom::manifest
