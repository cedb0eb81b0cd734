// core/model/calico_selector.h: Calico's selector expressions, e.g. `rack == 'a' && !has(spare)`.
#pragma once

#include "core/base/result.h"
#include "core/model/object.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// A parsed expression. Source: projectcalico.org/v3, "Selectors"; the whole grammar.
class CalicoSelector {
public:
    /// The empty expression, which is all().
    CalicoSelector() = default;

    /// Errors: InvalidArgument, id "selector-syntax": argument 1 is the column (from 1), argument 2 what is
    /// wrong.
    static Result<CalicoSelector> parse(std::string_view text);

    /// `k != 'v'` and `k not in {…}` also hold when the label is absent; global() holds for no labelled
    /// object.
    bool matches(const Labels &labels) const;
    /// The same for labels that are looked up: null = there is no such label.
    using Lookup = std::function<const std::string *(const std::string &label)>;
    bool matches(const Lookup &lookup) const;
    /// A namespaceSelector: all() holds for every object of a namespace, global() for every object without
    /// one. `labels` are those of the namespace, empty for a global object.
    bool matchesNamespace(const Labels &labels, bool isGlobalObject) const;
    bool matchesNamespace(const Lookup &lookup, bool isGlobalObject) const;
    /// Whether it is all() or the empty expression.
    bool isAll() const { return m_nodes.empty() || m_nodes.back().op == Op::All; }
    bool usesGlobal() const;
    /// A label without one of these values rules an object out, for indexes; nothing when there is none.
    struct Anchor {
        std::string_view label{};
        const std::vector<std::string> *values = nullptr;
    };
    std::optional<Anchor> anchor() const;
    /// In one form: expressions that differ in blanks, quotes or the order of a set have the same text.
    std::string toString() const;

    bool operator==(const CalicoSelector &) const = default;

private:
    friend class CalicoSelectorParser;
    enum class Op : std::uint8_t {
        All,
        Global,
        Has,
        Equals,
        Contains,
        StartsWith,
        EndsWith,
        In,
        Not,
        And,
        Or
    };
    struct Node {
        Op op = Op::All;
        std::string label{};
        std::vector<std::string> values{};   ///< sorted
        std::vector<std::size_t> children{}; ///< indexes into m_nodes
        bool operator==(const Node &) const = default;
    };
    /// What all() and global() mean.
    struct Meaning {
        bool all = true;
        bool global = false;
    };
    bool matches(const Node &node, const Lookup &lookup, Meaning meaning) const;
    std::string toString(const Node &node) const;

    std::vector<Node> m_nodes; ///< the root is the last one
};

} // namespace podloom
