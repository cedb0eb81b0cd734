// core/net/prefix_trie.h: values by prefix with longest-prefix match.
#pragma once

#include "core/net/prefix.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace podloom {

/// A binary trie over the prefixes of both families. put, find, longestMatch: O(length of the prefix).
template <class Value>
class PrefixTrie {
public:
    /// Stores `value` under `prefix`; what was there is replaced.
    void put(const Prefix &prefix, Value value)
    {
        auto &node = descend(prefix);
        node.entry = Entry{prefix, std::move(value)};
    }

    /// The value stored under exactly this prefix, or null.
    const Value *find(const Prefix &prefix) const
    {
        const Node *node = &rootOf(prefix.family());
        for (int depth = 0; node && depth < prefix.length(); ++depth)
            node = node->children[bitAt(prefix.address(), depth)].get();
        return node && node->entry ? &node->entry->value : nullptr;
    }

    struct Entry {
        Prefix prefix;
        Value value;
    };

    /// The entry with the longest prefix that contains `address`, or null.
    const Entry *longestMatch(IpAddress address) const
    {
        const Entry *best = nullptr;
        const Node *node = &rootOf(address.family());
        for (int depth = 0; node; ++depth) {
            if (node->entry)
                best = &*node->entry;
            if (depth == bitsOf(address.family()))
                break;
            node = node->children[bitAt(address, depth)].get();
        }
        return best;
    }

    /// Every entry whose prefix contains `prefix`, shortest first.
    std::vector<const Entry *> covering(const Prefix &prefix) const
    {
        std::vector<const Entry *> out;
        const Node *node = &rootOf(prefix.family());
        for (int depth = 0; node; ++depth) {
            if (node->entry)
                out.push_back(&*node->entry);
            if (depth == prefix.length())
                break;
            node = node->children[bitAt(prefix.address(), depth)].get();
        }
        return out;
    }

private:
    struct Node {
        std::optional<Entry> entry{};
        std::array<std::unique_ptr<Node>, 2> children{};
    };

    static std::size_t bitAt(IpAddress address, int depth)
    {
        return static_cast<std::size_t>((address.bits() >> (bitsOf(address.family()) - 1 - depth)).low & 1U);
    }

    const Node &rootOf(Family family) const { return family == Family::V4 ? m_v4 : m_v6; }

    Node &descend(const Prefix &prefix)
    {
        Node *node = prefix.family() == Family::V4 ? &m_v4 : &m_v6;
        for (int depth = 0; depth < prefix.length(); ++depth) {
            auto &child = node->children[bitAt(prefix.address(), depth)];
            if (!child)
                child = std::make_unique<Node>();
            node = child.get();
        }
        return *node;
    }

    Node m_v4;
    Node m_v6;
};

} // namespace podloom
