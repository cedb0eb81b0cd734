// core/manifest/reader.h: reads typed values out of a YAML tree and says what is wrong with them, and where.
#pragma once

#include "core/manifest/yaml_tree.h"
#include "core/model/diagnostic.h"
#include "core/model/label_selector.h"
#include "core/net/port_set.h"
#include "core/net/prefix.h"

#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>

namespace podloom::manifest {

/// Which document is read: its file, its number in the design and the lines before it. Without a number
/// places are those in the file.
struct DocumentPlace {
    std::uint32_t file = 0;
    std::uint32_t document = 0;
    std::uint32_t linesBefore = 0;
};

/// One document being read. Every read of a wrong value reports a finding at its place and gives nothing, so
/// that one pass finds all faults.
class Reader {
public:
    Reader(YamlTree &tree, const TextPositions &positions, DocumentPlace place, Diagnostics &findings)
        : m_tree(tree),
          m_positions(positions),
          m_place(place),
          m_findings(findings)
    {}

    SourceRef at(Value value) const { return at(value.node().begin); }
    SourceRef at(std::size_t offset) const;
    /// "spec.ports[0].port"; list members begin at their own object.
    std::string path(Value value) const;

    /// Findings belong to this object, whose manifest is `root`, until the next call.
    void beginObject(Value root) { m_object.reset(), m_root = root.index(), m_errors = 0; }
    void setObject(const ObjectId &id) { m_object = id; }
    const std::optional<ObjectId> &object() const { return m_object; }
    std::size_t errorsInObject() const { return m_errors; }

    /// `english` may use %1 for the path of `value`; further arguments follow as %2 ….
    void report(Severity severity, Value value, std::string rule, std::string english,
                std::vector<std::string> arguments = {});
    void error(Value value, std::string rule, std::string english, std::vector<std::string> arguments = {})
    {
        report(Severity::Error, value, std::move(rule), std::move(english), std::move(arguments));
    }

    /// What is wrong with a text in its own words, behind its path.
    void error(Value value, const Message &message);

    /// null counts as absent.
    bool isAbsent(Value value) const;

    std::optional<std::string> text(Value value);
    std::optional<bool> boolean(Value value);
    std::optional<std::int64_t> integer(Value value, std::int64_t minimum, std::int64_t maximum);
    std::optional<double> number(Value value);
    std::optional<IpAddress> address(Value value);
    std::optional<Prefix> prefix(Value value);
    /// A prefix whose host bits are cleared with a warning instead of refused: what policies may name.
    std::optional<Prefix> network(Value value);
    /// The same, or an address, which stands for its host network: what Calico's policies may name.
    std::optional<Prefix> addressOrNetwork(Value value);
    std::optional<InterfaceAddress> interfaceAddress(Value value);
    std::optional<Protocol> transportProtocol(Value value);

    /// Whether it is a list (or mapping); otherwise, unless absent, a finding.
    bool isList(Value value);
    bool isMapping(Value value);

    /// A mapping from texts to texts; label syntax is checked when `areLabels`.
    Labels labels(Value value, bool areLabels);
    LabelSelector labelSelector(Value value);
    std::vector<std::string> texts(Value value);
    std::vector<Prefix> prefixes(Value value);

    /// Reports members of `mapping` that are not in `known`, which must be sorted.
    void checkFields(Value mapping, std::span<const std::string_view> known);

private:
    void wrongType(Value value, std::string wanted);
    std::optional<LabelRequirement> requirement(Value value);

    YamlTree &m_tree;
    const TextPositions &m_positions;
    DocumentPlace m_place;
    Diagnostics &m_findings;
    std::optional<ObjectId> m_object;
    NodeIndex m_root = kNoNode;
    std::size_t m_errors = 0;
};

/// The members of one mapping. Wrong types are reported; a missing or null member gives the fallback.
class Fields {
public:
    /// A value that is absent or no mapping (which is reported) has no members.
    Fields(Reader &reader, Value mapping) : m_reader(reader)
    {
        if (reader.isMapping(mapping))
            m_mapping = mapping;
    }
    Fields(Reader &reader, Value mapping, std::span<const std::string_view> known) : Fields(reader, mapping)
    {
        if (m_mapping)
            reader.checkFields(m_mapping, known);
    }

    explicit operator bool() const { return static_cast<bool>(m_mapping); }
    Value value() const { return m_mapping; }
    Value operator[](std::string_view key) const
    {
        const auto found = m_mapping[key];
        return m_reader.isAbsent(found) ? Value() : found;
    }
    bool has(std::string_view key) const { return static_cast<bool>((*this)[key]); }

    std::string text(std::string_view key) const
    {
        const auto found = (*this)[key];
        return found ? m_reader.text(found).value_or(std::string()) : std::string();
    }
    bool boolean(std::string_view key, bool fallback = false) const
    {
        const auto found = (*this)[key];
        return found ? m_reader.boolean(found).value_or(fallback) : fallback;
    }
    template <class Number>
    std::optional<Number> integer(std::string_view key, std::int64_t minimum = 0,
                                  std::int64_t maximum = std::numeric_limits<Number>::max()) const
    {
        const auto found = (*this)[key];
        const auto number = found ? m_reader.integer(found, minimum, maximum) : std::nullopt;
        return number ? std::optional(static_cast<Number>(*number)) : std::nullopt;
    }
    std::optional<IpAddress> address(std::string_view key) const
    {
        const auto found = (*this)[key];
        return found ? m_reader.address(found) : std::nullopt;
    }
    template <class Visitor>
    void forEachItem(std::string_view key, Visitor visit) const
    {
        const auto found = (*this)[key];
        if (found && m_reader.isList(found))
            found.forEachItem(visit);
    }
    /// Reports a member that must be there and is not.
    bool require(std::string_view key) const;
    /// One of `words` as its index, else a finding and nothing.
    std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> words) const;

private:
    Reader &m_reader;
    Value m_mapping{};
};

// Kubernetes' name rules. Source: k8s.io/apimachinery/pkg/util/validation.
bool isDnsLabel(std::string_view text);     ///< RFC 1123 label, at most 63
bool isDnsSubdomain(std::string_view text); ///< RFC 1123 labels joined by dots, at most 253
bool isLabelKey(std::string_view text);     ///< [prefix/]name
bool isLabelValue(std::string_view text);   ///< at most 63, may be empty
bool isPortName(std::string_view text);     ///< IANA service name, at most 15

} // namespace podloom::manifest
