#include "core/manifest/yaml_tree.h"

#include <algorithm>

namespace podloom::manifest {

void YamlTree::clear(std::string_view text)
{
    m_text = text;
    m_nodes.clear();
    m_lastChild.clear();
    m_kept.clear();
    m_faults.clear();
    m_root = kNoNode;
}

NodeIndex YamlTree::add(YamlNode node)
{
    const auto index = static_cast<NodeIndex>(m_nodes.size());
    if (node.parent != kNoNode) {
        auto &parent = m_nodes[node.parent];
        ++parent.childCount;
        if (parent.firstChild == kNoNode)
            parent.firstChild = index;
        else
            m_nodes[m_lastChild[node.parent]].nextSibling = index;
        m_lastChild[node.parent] = index;
    }
    m_nodes.push_back(node);
    m_lastChild.push_back(kNoNode);
    return index;
}

void YamlTree::addFault(std::size_t offset, Message message)
{
    m_faults.push_back({offset, std::move(message)});
}

std::string_view YamlTree::keep(std::string text)
{
    return m_kept.emplace_back(std::move(text));
}

void YamlTree::finishMapping(NodeIndex mapping)
{
    constexpr std::uint32_t kFewKeys = 16;
    std::vector<std::pair<std::string_view, NodeIndex>> keys;
    keys.reserve(m_nodes[mapping].childCount / 2);
    for (auto at = m_nodes[mapping].firstChild; at != kNoNode;) {
        const auto &key = m_nodes[at];
        const auto &scalar = key.kind == NodeKind::Alias ? m_nodes[key.target] : key;
        if (scalar.kind != NodeKind::Scalar)
            addFault(key.begin, "complex-key", "a key must be a text, not a list or a mapping");
        else if (scalar.text == "<<" && scalar.style == NodeStyle::Plain)
            m_nodes[mapping].hasMergeKey = true;
        else
            keys.emplace_back(scalar.text, at);
        at = m_nodes[key.nextSibling].nextSibling;
    }
    const auto report = [&](NodeIndex again, std::string_view name) {
        addFault(m_nodes[again].begin, "duplicate-key", "the key \"%1\" stands here for the second time",
                 {std::string(name)});
    };
    if (keys.size() <= kFewKeys) {
        for (std::size_t i = 1; i < keys.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (keys[i].first == keys[j].first) {
                    report(keys[i].second, keys[i].first);
                    break;
                }
            }
        }
        return;
    }
    std::sort(keys.begin(), keys.end());
    for (std::size_t i = 1; i < keys.size(); ++i) {
        if (keys[i].first == keys[i - 1].first)
            report(keys[i].second, keys[i].first);
    }
}

/// Aliases may not make a small text huge: counts what readers would walk. Children stand behind their
/// parents and targets before their aliases, so sizes are known in one pass each.
bool YamlTree::checkAliases()
{
    const bool hasAliases = std::any_of(m_nodes.begin(), m_nodes.end(),
                                        [](const YamlNode &node) { return node.kind == NodeKind::Alias; });
    if (!hasAliases)
        return true;
    std::vector<std::size_t> extra(m_nodes.size(), 0); // nodes reached through aliases, per finished subtree
    std::vector<std::size_t> own(m_nodes.size(), 1);
    // A target is finished before its alias begins (an alias inside its own target was refused), so that a
    // walk in the order of closing sees every target before its aliases.
    std::vector<std::pair<NodeIndex, bool>> stack{{m_root, false}};
    while (!stack.empty()) {
        const auto [index, isClosing] = stack.back();
        stack.pop_back();
        auto &node = m_nodes[index];
        if (isClosing) {
            for (auto at = node.firstChild; at != kNoNode; at = m_nodes[at].nextSibling) {
                own[index] += own[at];
                extra[index] += extra[at];
            }
        } else if (node.kind == NodeKind::Alias) {
            extra[index] = own[node.target] + extra[node.target];
            m_nodes[node.target].isAliased = true;
        } else {
            stack.emplace_back(index, true);
            std::vector<NodeIndex> children;
            for (auto at = node.firstChild; at != kNoNode; at = m_nodes[at].nextSibling)
                children.push_back(at);
            for (auto at = children.rbegin(); at != children.rend(); ++at)
                stack.emplace_back(*at, false);
        }
        if (extra[index] > kMaximumAliasedNodes) {
            addFault(node.begin, "alias-limit",
                     "aliases in this document stand for more than %1 values; write them out",
                     {std::to_string(kMaximumAliasedNodes)});
            return false;
        }
    }
    return true;
}

Value::Value(const YamlTree &tree, NodeIndex index) : m_tree(&tree), m_index(index)
{
    while (m_index != kNoNode && tree.node(m_index).kind == NodeKind::Alias)
        m_index = tree.node(m_index).target;
}

bool Value::isMergeKey(NodeIndex key) const
{
    const Value resolved(*m_tree, key);
    return resolved.text() == "<<" && resolved.node().style == NodeStyle::Plain;
}

Value Value::operator[](std::string_view key) const
{
    if (!isMapping())
        return {};
    for (auto at = node().firstChild; at != kNoNode;) {
        const auto &keyNode = m_tree->node(at);
        if (keyNode.kind == NodeKind::Alias ? Value(*m_tree, at).text() == key : keyNode.text == key)
            return {*m_tree, keyNode.nextSibling};
        at = m_tree->node(keyNode.nextSibling).nextSibling;
    }
    if (node().hasMergeKey) {
        for (const auto &[mergedKey, value] : mergedMembers()) {
            if (mergedKey.text() == key)
                return value;
        }
    }
    return {};
}

/// Members that merge keys add: own members win, then the mapping that is named first.
std::vector<std::pair<Value, Value>> Value::mergedMembers() const
{
    std::vector<std::string_view> seen;
    std::vector<Value> sources;
    for (auto at = node().firstChild; at != kNoNode;) {
        const auto valueIndex = m_tree->node(at).nextSibling;
        if (isMergeKey(at)) {
            const Value source(*m_tree, valueIndex);
            if (source.isMapping())
                sources.push_back(source);
            source.forEachItem([&](Value item) { sources.push_back(item); });
        } else {
            seen.push_back(Value(*m_tree, at).text());
        }
        at = m_tree->node(valueIndex).nextSibling;
    }
    std::vector<std::pair<Value, Value>> out;
    for (const auto &source : sources) {
        source.forEachMember([&](Value key, Value value) {
            if (std::find(seen.begin(), seen.end(), key.text()) != seen.end())
                return;
            seen.push_back(key.text());
            out.emplace_back(key, value);
        });
    }
    return out;
}

} // namespace podloom::manifest
