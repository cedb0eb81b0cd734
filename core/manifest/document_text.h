// core/manifest/document_text.h: the lines around the nodes of a document, for those who edit them.
#pragma once

#include "core/manifest/document.h"
#include "core/manifest/edit_text.h"
#include "core/manifest/yaml_writer.h"

#include <algorithm>

namespace podloom::manifest {

/// The text of one document and where the lines around its nodes are.
class DocumentText {
public:
    DocumentText(const YamlTree &tree, std::size_t documentEnd, NodeIndex near)
        : m_tree(tree),
          m_text(tree.text().substr(0, documentEnd)),
          m_style(writeStyleOf(tree, near))
    {
        // At the end of a text without a last line feed, "|" would lose the one that it stands for.
        m_style.usesLiterals = endsWithLineFeed();
    }

    const YamlNode &node(NodeIndex index) const { return m_tree.node(index); }
    const WriteStyle &style() const { return m_style; }

    std::size_t lineStart(std::size_t at) const
    {
        const auto found = at == 0 ? std::string_view::npos : m_text.rfind('\n', at - 1);
        return found == std::string_view::npos ? byteOrderMark(m_text) : found + 1;
    }
    std::size_t columnOf(std::size_t at) const { return at - lineStart(at); }
    /// Behind the line feed of the line that holds `at`, or the end of the document.
    std::size_t nextLine(std::size_t at) const
    {
        const auto found = m_text.find('\n', at);
        return found == std::string_view::npos ? m_text.size() : found + 1;
    }
    /// Before the line end of the line that holds `at`.
    std::size_t lineEnd(std::size_t at) const
    {
        const auto found = std::min(m_text.find_first_of("\r\n", at), m_text.size());
        return found;
    }
    bool isBlankBetween(std::size_t from, std::size_t to) const
    {
        return m_text.substr(from, to - from).find_first_not_of(" \t\r\n") == std::string_view::npos;
    }
    bool isFirstInLine(std::size_t at) const { return isBlankBetween(lineStart(at), at); }
    bool hasCommentBetween(std::size_t from, std::size_t to) const
    {
        return m_text.substr(from, to - from).find('#') != std::string_view::npos;
    }
    bool endsWithLineFeed() const { return m_text.empty() || m_text.back() == '\n'; }
    char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    std::string_view view(std::size_t from, std::size_t to) const { return m_text.substr(from, to - from); }

    bool isInFlow(NodeIndex index) const
    {
        const auto parent = node(index).parent;
        return parent != kNoNode && node(parent).style == NodeStyle::Flow;
    }

    /// A block scalar with "+" owns the blank lines behind it.
    std::size_t endWithKeptLines(NodeIndex index) const
    {
        const auto *last = &node(index);
        while (last->style == NodeStyle::Block && last->childCount > 0)
            last = &node(lastChild(*last));
        std::size_t end = node(index).end;
        const bool isBlockScalar = last->style == NodeStyle::Literal || last->style == NodeStyle::Folded;
        if (!isBlockScalar || view(last->begin, lineEnd(last->begin)).find('+') == std::string_view::npos)
            return end;
        auto next = nextLine(end);
        while (next < m_text.size() && isBlankBetween(next, lineEnd(next))) {
            end = next;
            next = nextLine(next);
        }
        return end;
    }

    NodeIndex lastChild(const YamlNode &parent) const
    {
        auto at = parent.firstChild;
        while (node(at).nextSibling != kNoNode)
            at = node(at).nextSibling;
        return at;
    }

    /// The "-" of an item of a block sequence.
    std::size_t dashOf(NodeIndex item) const
    {
        const auto &sequence = node(node(item).parent);
        auto before = kNoNode;
        for (auto at = sequence.firstChild; at != item; at = node(at).nextSibling)
            before = at;
        if (before == kNoNode)
            return sequence.begin;
        auto dash = endWithKeptLines(before);
        do {
            dash = m_text.find_first_not_of(" \t", nextLine(dash));
        } while (dash < m_text.size() && m_text[dash] != '-');
        return std::min(dash, m_text.size());
    }

    /// Inserts whole lines behind the line in which `index` ends.
    TextChange linesBehind(NodeIndex index, std::string lines) const
    {
        const auto end = endWithKeptLines(index);
        const auto at = nextLine(end);
        const bool needsFeed = at == m_text.size() && !endsWithLineFeed();
        const std::string feed(m_style.lineEnd);
        return needsFeed ? TextChange{at, 0, feed + lines} : TextChange{at, 0, lines + feed};
    }

private:
    const YamlTree &m_tree;
    std::string_view m_text;
    WriteStyle m_style;
};

} // namespace podloom::manifest
