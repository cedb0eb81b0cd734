#include "core/model/calico_selector.h"

#include <algorithm>
#include <utility>

namespace podloom {

namespace {

constexpr std::size_t kMaxLength = 1024; // what the API accepts
constexpr int kMaxDepth = 100;

bool isLabelCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
        || c == '/' || c == '-';
}

} // namespace

/// Recursive descent over the text; the first mistake ends it.
class CalicoSelectorParser {
public:
    explicit CalicoSelectorParser(std::string_view text) : m_text(text) {}

    Result<CalicoSelector> parse()
    {
        skipBlanks();
        if (m_at == m_text.size())
            return std::move(m_selector);
        auto root = parseOr(0);
        if (!root)
            return Failure{std::move(root).error()};
        if (m_at != m_text.size())
            return mistake("an operator or the end of the selector is expected");
        return std::move(m_selector);
    }

private:
    using Op = CalicoSelector::Op;
    using Node = CalicoSelector::Node;

    Failure mistake(std::string what) const
    {
        return fail(Errc::InvalidArgument, "selector-syntax", "selector, column %1: %2",
                    {std::to_string(m_at + 1), std::move(what)});
    }

    std::size_t add(Node node)
    {
        m_selector.m_nodes.push_back(std::move(node));
        return m_selector.m_nodes.size() - 1;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }

    /// Takes `token` and the blanks behind it.
    bool take(std::string_view token)
    {
        if (!m_text.substr(m_at).starts_with(token))
            return false;
        m_at += token.size();
        skipBlanks();
        return true;
    }

    /// Takes a word that is not the beginning of a longer one.
    bool takeWord(std::string_view word)
    {
        const auto end = m_at + word.size();
        if (!m_text.substr(m_at).starts_with(word) || (end < m_text.size() && isLabelCharacter(m_text[end])))
            return false;
        return take(word);
    }

    Result<std::size_t> parseOr(int depth) { return parseChain("||", Op::Or, depth); }

    Result<std::size_t> parseChain(std::string_view token, Op op, int depth)
    {
        if (depth > kMaxDepth)
            return mistake("the selector is nested too deeply");
        std::vector<std::size_t> children;
        do {
            auto child = op == Op::Or ? parseChain("&&", Op::And, depth + 1) : parseNot(depth + 1);
            if (!child)
                return child;
            children.push_back(*child);
        } while (take(token));
        return children.size() == 1 ? children.front() : add({.op = op, .children = std::move(children)});
    }

    Result<std::size_t> parseNot(int depth)
    {
        bool isNegated = false;
        while (m_at < m_text.size() && m_text[m_at] == '!' && !m_text.substr(m_at).starts_with("!=")) {
            take("!");
            isNegated = !isNegated;
        }
        auto operand = parsePrimary(depth);
        if (!operand || !isNegated)
            return operand;
        if (const auto &last = m_selector.m_nodes.back(); last.op == Op::Not) { // the operand itself
            const auto inner = last.children.front();
            m_selector.m_nodes.pop_back();
            return inner;
        }
        return add({.op = Op::Not, .children = {*operand}});
    }

    Result<std::size_t> parsePrimary(int depth)
    {
        if (take("(")) {
            auto inner = parseOr(depth + 1);
            if (inner && !take(")"))
                return mistake("a closing parenthesis is missing");
            return inner;
        }
        for (const auto &[word, op] : {std::pair("all(", Op::All), std::pair("global(", Op::Global)}) {
            if (!take(word))
                continue;
            if (!take(")"))
                return mistake("all() and global() take nothing between their parentheses");
            return add({.op = op});
        }
        if (take("has(")) {
            auto label = parseLabel();
            if (!label)
                return Failure{std::move(label).error()};
            if (!take(")"))
                return mistake("a closing parenthesis is missing");
            return add({.op = Op::Has, .label = *std::move(label)});
        }
        auto label = parseLabel();
        if (!label)
            return Failure{std::move(label).error()};
        return parseComparison(*std::move(label));
    }

    Result<std::string> parseLabel()
    {
        const auto begin = m_at;
        while (m_at < m_text.size() && isLabelCharacter(m_text[m_at]))
            ++m_at;
        if (m_at == begin)
            return mistake("a label, has(), all() or a parenthesis is expected");
        std::string label(m_text.substr(begin, m_at - begin));
        skipBlanks();
        return label;
    }

    Result<std::size_t> parseComparison(std::string label)
    {
        const bool isNegated = take("!=");
        if (isNegated || take("=="))
            return withString(Op::Equals, std::move(label), isNegated);
        if (takeWord("contains"))
            return withString(Op::Contains, std::move(label), false);
        if (takeWord("starts"))
            return takeWord("with") ? withString(Op::StartsWith, std::move(label), false)
                                    : mistake("\"starts\" goes on with \"with\"");
        if (takeWord("ends"))
            return takeWord("with") ? withString(Op::EndsWith, std::move(label), false)
                                    : mistake("\"ends\" goes on with \"with\"");
        if (takeWord("in"))
            return withSet(std::move(label), false);
        if (takeWord("notin") || (takeWord("not") && takeWord("in")))
            return withSet(std::move(label), true);
        return mistake("==, !=, in, not in, contains, starts with or ends with is expected");
    }

    Result<std::size_t> negatedIf(bool isNegated, Node node)
    {
        const auto at = add(std::move(node));
        return isNegated ? add({.op = Op::Not, .children = {at}}) : at;
    }

    Result<std::size_t> withString(Op op, std::string label, bool isNegated)
    {
        auto value = parseString();
        if (!value)
            return Failure{std::move(value).error()};
        return negatedIf(isNegated, {.op = op, .label = std::move(label), .values = {*std::move(value)}});
    }

    Result<std::string> parseString()
    {
        if (m_at == m_text.size() || (m_text[m_at] != '"' && m_text[m_at] != '\''))
            return mistake("a text in quotes is expected");
        const auto end = m_text.find(m_text[m_at], m_at + 1);
        if (end == std::string_view::npos)
            return mistake("the closing quote is missing");
        std::string value(m_text.substr(m_at + 1, end - m_at - 1));
        m_at = end + 1;
        skipBlanks();
        return value;
    }

    Result<std::size_t> withSet(std::string label, bool isNegated)
    {
        if (!take("{"))
            return mistake("a set in braces is expected");
        std::vector<std::string> values;
        while (!take("}")) {
            auto value = parseString();
            if (!value)
                return Failure{std::move(value).error()};
            values.push_back(*std::move(value));
            if (!take(",") && (m_at == m_text.size() || m_text[m_at] != '}'))
                return mistake("a comma or a closing brace is expected");
        }
        std::sort(values.begin(), values.end());
        return negatedIf(isNegated, {.op = Op::In, .label = std::move(label), .values = std::move(values)});
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    CalicoSelector m_selector;
};

Result<CalicoSelector> CalicoSelector::parse(std::string_view text)
{
    if (text.size() > kMaxLength)
        return fail(Errc::InvalidArgument, "selector-syntax", "selector, column %1: %2",
                    {std::to_string(kMaxLength + 1), "a selector has at most 1024 characters"});
    return CalicoSelectorParser(text).parse();
}

namespace {

CalicoSelector::Lookup lookupIn(const Labels &labels)
{
    return [&labels](const std::string &label) {
        const auto found = labels.find(label);
        return found == labels.end() ? nullptr : &found->second;
    };
}

} // namespace

bool CalicoSelector::matches(const Labels &labels) const
{
    return matches(lookupIn(labels));
}

bool CalicoSelector::matches(const Lookup &lookup) const
{
    return m_nodes.empty() || matches(m_nodes.back(), lookup, {});
}

bool CalicoSelector::matchesNamespace(const Labels &labels, bool isGlobalObject) const
{
    return matchesNamespace(lookupIn(labels), isGlobalObject);
}

bool CalicoSelector::matchesNamespace(const Lookup &lookup, bool isGlobalObject) const
{
    const Meaning meaning{.all = !isGlobalObject, .global = isGlobalObject};
    return m_nodes.empty() ? meaning.all : matches(m_nodes.back(), lookup, meaning);
}

bool CalicoSelector::matches(const Node &node, const Lookup &lookup, Meaning meaning) const
{
    const auto child = [&](std::size_t at) { return matches(m_nodes[at], lookup, meaning); };
    switch (node.op) {
    case Op::All: return meaning.all;
    case Op::Global: return meaning.global;
    case Op::Not: return !child(node.children.front());
    case Op::And: return std::all_of(node.children.begin(), node.children.end(), child);
    case Op::Or: return std::any_of(node.children.begin(), node.children.end(), child);
    default: break;
    }
    const auto *value = lookup(node.label);
    if (!value)
        return false;
    switch (node.op) {
    case Op::Equals: return *value == node.values.front();
    case Op::Contains: return value->find(node.values.front()) != std::string::npos;
    case Op::StartsWith: return value->starts_with(node.values.front());
    case Op::EndsWith: return value->ends_with(node.values.front());
    case Op::In: return std::binary_search(node.values.begin(), node.values.end(), *value);
    default: return true; // Has
    }
}

bool CalicoSelector::usesGlobal() const
{
    return std::any_of(m_nodes.begin(), m_nodes.end(),
                       [](const Node &node) { return node.op == Op::Global; });
}

std::optional<CalicoSelector::Anchor> CalicoSelector::anchor() const
{
    const auto anchorOf = [](const Node &node) -> std::optional<Anchor> {
        if (node.op != Op::Equals && node.op != Op::In)
            return std::nullopt;
        return Anchor{node.label, &node.values};
    };
    if (m_nodes.empty())
        return std::nullopt;
    const auto &root = m_nodes.back();
    if (root.op != Op::And)
        return anchorOf(root);
    for (const auto at : root.children) {
        if (auto found = anchorOf(m_nodes[at]))
            return found;
    }
    return std::nullopt;
}

std::string CalicoSelector::toString() const
{
    return m_nodes.empty() ? "all()" : toString(m_nodes.back());
}

std::string CalicoSelector::toString(const Node &node) const
{
    const auto quoted = [](const std::string &value) {
        const char quote = value.find('"') == std::string::npos ? '"' : '\'';
        return quote + value + quote;
    };
    const auto joined = [&](const char *separator) {
        std::string out;
        for (const auto at : node.children)
            out += (out.empty() ? "(" : separator) + toString(m_nodes[at]);
        return out + ')';
    };
    switch (node.op) {
    case Op::All: return "all()";
    case Op::Global: return "global()";
    case Op::Has: return "has(" + node.label + ')';
    case Op::Equals: return node.label + " == " + quoted(node.values.front());
    case Op::Contains: return node.label + " contains " + quoted(node.values.front());
    case Op::StartsWith: return node.label + " starts with " + quoted(node.values.front());
    case Op::EndsWith: return node.label + " ends with " + quoted(node.values.front());
    case Op::Not: return '!' + toString(m_nodes[node.children.front()]);
    case Op::And: return joined(" && ");
    case Op::Or: return joined(" || ");
    case Op::In: break;
    }
    std::string set;
    for (const auto &value : node.values)
        set += (set.empty() ? "" : ", ") + quoted(value);
    return node.label + " in {" + set + '}';
}

} // namespace podloom
