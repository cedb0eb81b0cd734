#include "core/manifest/reader.h"

#include "core/base/nearest_word.h"

#include <algorithm>
#include <array>

namespace podloom::manifest {

namespace {

std::string kindOf(Value value)
{
    if (value.isSequence())
        return "a list";
    if (value.isMapping())
        return "a mapping";
    switch (typeOf(value.node())) {
    case ScalarType::Null: return "null";
    case ScalarType::Bool: return "a truth value";
    case ScalarType::Int:
    case ScalarType::Float: return "a number";
    case ScalarType::String:
    case ScalarType::Word11: return "a text";
    }
    return "a text";
}

/// Whether objects of the kind allow or deny.
bool decidesConnections(const ObjectId &id)
{
    return id.kind.ends_with("NetworkPolicy");
}

} // namespace

SourceRef Reader::at(std::size_t offset) const
{
    const auto place = m_positions.placeOf(offset);
    return {m_place.file, place.line - m_place.linesBefore, place.column, m_place.document};
}

std::string Reader::path(Value value) const
{
    std::string out;
    for (auto at = value.index(); at != m_root && at != kNoNode;) {
        const auto parent = m_tree.node(at).parent;
        if (parent == kNoNode)
            break;
        std::size_t position = 0;
        auto before = kNoNode;
        for (auto child = m_tree.node(parent).firstChild; child != at && child != kNoNode;
             child = m_tree.node(child).nextSibling) {
            before = child;
            ++position;
        }
        if (!out.empty() && out.front() != '[')
            out.insert(0, ".");
        if (m_tree.node(parent).kind == NodeKind::Sequence)
            out.insert(0, '[' + std::to_string(position) + ']');
        else
            out.insert(0, Value(m_tree, position % 2 == 1 ? before : at).text());
        at = parent;
    }
    return out.empty() ? "the object" : out;
}

void Reader::report(Severity severity, Value value, std::string rule, std::string english,
                    std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), path(value));
    if (severity == Severity::Error)
        ++m_errors;
    m_findings.push_back(
        {severity, at(value), Message{std::move(rule), std::move(english), std::move(arguments)}, m_object});
}

void Reader::error(Value value, const Message &message)
{
    std::string english = "%1: ";
    for (const char c : message.english) {
        const bool isNumber = english.back() == '%' && c >= '1' && c < '9';
        english += isNumber ? static_cast<char>(c + 1) : c; // its arguments stand behind the path
    }
    report(Severity::Error, value, message.id, std::move(english), message.arguments);
}

void Reader::wrongType(Value value, std::string wanted)
{
    error(value, "wrong-type", "%1 must be %2, not %3", {std::move(wanted), kindOf(value)});
}

bool Reader::isAbsent(Value value) const
{
    return !value || (value.isScalar() && typeOf(value.node()) == ScalarType::Null);
}

std::optional<std::string> Reader::text(Value value)
{
    if (!value.isScalar()) {
        wrongType(value, "a text");
        return std::nullopt;
    }
    switch (typeOf(value.node())) {
    case ScalarType::String: return std::string(value.text());
    case ScalarType::Word11:
        m_tree.markReadAsText(value.index());
        report(Severity::Warning, value, "yaml-word",
               "Kubernetes reads %2 as a truth value where %1 wants a text; put it in quotes",
               {std::string(value.text())});
        return std::string(value.text());
    default:
        error(value, "wrong-type", "%1 must be a text, and %2 without quotes is %3; put it in quotes",
              {std::string(value.text()), kindOf(value)});
        return std::nullopt;
    }
}

std::optional<bool> Reader::boolean(Value value)
{
    if (value.isScalar()) {
        const auto type = typeOf(value.node());
        if (type == ScalarType::Bool || type == ScalarType::Word11)
            return boolOf(value.text());
    }
    wrongType(value, "true or false");
    return std::nullopt;
}

std::optional<std::int64_t> Reader::integer(Value value, std::int64_t minimum, std::int64_t maximum)
{
    std::optional<std::int64_t> number;
    if (value.isScalar()) {
        const auto type = typeOf(value.node());
        if (type == ScalarType::Int) {
            number = intOf(value.text());
        } else if (type == ScalarType::Float) {
            const auto json = toJson(value);
            if (json.isInt())
                number = json.asInt();
        }
    }
    if (!number) {
        wrongType(value, "a whole number");
        return std::nullopt;
    }
    if (*number < minimum || *number > maximum) {
        error(value, "number-range", "%1 is %2; it must be from %3 to %4",
              {std::to_string(*number), std::to_string(minimum), std::to_string(maximum)});
        return std::nullopt;
    }
    return number;
}

std::optional<double> Reader::number(Value value)
{
    if (value.isScalar()) {
        const auto json = toJson(value);
        if (json.isNumber())
            return json.asDouble();
    }
    wrongType(value, "a number");
    return std::nullopt;
}

std::optional<IpAddress> Reader::address(Value value)
{
    const auto written = text(value);
    if (!written)
        return std::nullopt;
    const auto parsed = IpAddress::parse(*written);
    if (!parsed)
        error(value, "address-syntax", "%1: \"%2\" is not an IPv4 or IPv6 address", {*written});
    return parsed;
}

std::optional<Prefix> Reader::prefix(Value value)
{
    const auto written = text(value);
    if (!written)
        return std::nullopt;
    auto parsed = Prefix::parse(*written);
    if (parsed)
        return *parsed;
    error(value, parsed.error().message);
    return std::nullopt;
}

std::optional<Prefix> Reader::network(Value value)
{
    const auto written = text(value);
    if (!written)
        return std::nullopt;
    auto parsed = Prefix::parse(*written);
    if (parsed)
        return *parsed;
    const auto withHostBits = InterfaceAddress::parse(*written);
    if (withHostBits && written->find('/') != std::string::npos) {
        report(Severity::Warning, value, "cidr-host-bits", "%1: %2 is read as its network, %3",
               {*written, withHostBits->network().toString()});
        return withHostBits->network();
    }
    error(value, parsed.error().message);
    return std::nullopt;
}

std::optional<Prefix> Reader::addressOrNetwork(Value value)
{
    const auto address = value.isScalar() ? IpAddress::parse(value.text()) : std::nullopt;
    return address ? Prefix::host(*address) : network(value);
}

std::optional<InterfaceAddress> Reader::interfaceAddress(Value value)
{
    const auto written = text(value);
    if (!written)
        return std::nullopt;
    auto parsed = InterfaceAddress::parse(*written);
    if (parsed)
        return *parsed;
    error(value, parsed.error().message);
    return std::nullopt;
}

std::optional<Protocol> Reader::transportProtocol(Value value)
{
    const auto written = text(value);
    if (!written)
        return std::nullopt;
    if (*written == "TCP")
        return Protocol::Tcp;
    if (*written == "UDP")
        return Protocol::Udp;
    if (*written == "SCTP")
        return Protocol::Sctp;
    error(value, "protocol", "%1 is \"%2\"; it must be TCP, UDP or SCTP", {*written});
    return std::nullopt;
}

bool Reader::isList(Value value)
{
    if (value.isSequence())
        return true;
    if (!isAbsent(value))
        wrongType(value, "a list");
    return false;
}

bool Reader::isMapping(Value value)
{
    if (value.isMapping())
        return true;
    if (!isAbsent(value))
        wrongType(value, "a mapping");
    return false;
}

Labels Reader::labels(Value value, bool areLabels)
{
    Labels out;
    if (!isMapping(value))
        return out;
    value.forEachMember([&](Value key, Value member) {
        if (isAbsent(member)) {
            out[std::string(key.text())] = "";
            return;
        }
        const auto written = text(member);
        if (!written)
            return;
        if (areLabels && !isLabelKey(key.text()))
            error(key, "label-key",
                  "the label key \"%2\" must be [prefix/]name of letters, digits, \"-\", \"_\" and \".\", at "
                  "most "
                  "63 long",
                  {std::string(key.text())});
        if (areLabels && !isLabelValue(*written))
            error(member, "label-value",
                  "%1 is \"%2\"; a label value has at most 63 letters, digits, \"-\", \"_\" and \".\", and "
                  "begins "
                  "and ends with a letter or digit",
                  {*written});
        out[std::string(key.text())] = *written;
    });
    return out;
}

std::vector<std::string> Reader::texts(Value value)
{
    std::vector<std::string> out;
    if (isList(value)) {
        value.forEachItem([&](Value item) {
            if (auto written = text(item))
                out.push_back(std::move(*written));
        });
    }
    return out;
}

std::vector<Prefix> Reader::prefixes(Value value)
{
    std::vector<Prefix> out;
    if (isList(value)) {
        value.forEachItem([&](Value item) {
            if (const auto parsed = prefix(item))
                out.push_back(*parsed);
        });
    }
    return out;
}

LabelSelector Reader::labelSelector(Value value)
{
    static constexpr std::array<std::string_view, 2> kKnown{"matchExpressions", "matchLabels"};
    LabelSelector out;
    const Fields fields(*this, value, kKnown);
    if (fields.has("matchLabels"))
        out.matchLabels = labels(fields["matchLabels"], true);
    fields.forEachItem("matchExpressions", [&](Value item) {
        if (auto one = requirement(item))
            out.matchExpressions.push_back(std::move(*one));
    });
    return out;
}

std::optional<LabelRequirement> Reader::requirement(Value value)
{
    static constexpr std::array<std::string_view, 3> kKnown{"key", "operator", "values"};
    static constexpr std::array<std::string_view, 4> kOperators{"In", "NotIn", "Exists", "DoesNotExist"};
    const Fields fields(*this, value, kKnown);
    if (!fields || !fields.require("key") || !fields.require("operator"))
        return std::nullopt;
    LabelRequirement out;
    out.key = fields.text("key");
    if (!isLabelKey(out.key))
        error(fields["key"], "label-key", "%1: \"%2\" cannot be the key of a label", {out.key});
    const auto op = fields.word("operator", kOperators);
    if (!op)
        return std::nullopt;
    out.op = static_cast<LabelRequirement::Operator>(*op);
    if (fields.has("values"))
        out.values = texts(fields["values"]);
    const bool wantsValues =
        out.op == LabelRequirement::Operator::In || out.op == LabelRequirement::Operator::NotIn;
    if (wantsValues && out.values.empty()) {
        error(value, "selector-values", "%1: operator %2 needs at least one of values",
              {std::string(kOperators[*op])});
        return std::nullopt;
    }
    if (!wantsValues && !out.values.empty()) {
        error(fields["values"], "selector-values", "%1 must be left out with operator %2",
              {std::string(kOperators[*op])});
        return std::nullopt;
    }
    return out;
}

static Message unknownField(bool isOfPolicy, bool isMeant)
{
    if (isOfPolicy)
        return isMeant ? Message{"unknown-field",
                                 "%1 is no field that is known here, did you mean \"%2\"? Without it the "
                                 "policy would mean something else",
                                 {}}
                       : Message{"unknown-field",
                                 "%1 is no field that is known here; without it the policy would mean "
                                 "something else",
                                 {}};
    return isMeant ? Message{"unknown-field",
                             "%1 is no field that is known here, did you mean \"%2\"? It is kept as it is",
                             {}}
                   : Message{"unknown-field", "%1 is no field that is known here; it is kept as it is", {}};
}

void Reader::checkFields(Value mapping, std::span<const std::string_view> known)
{
    // What narrows a rule and is not read would leave it open.
    const bool isOfPolicy = m_object && decidesConnections(*m_object) && path(mapping).starts_with("spec");
    mapping.forEachMember([&](Value key, Value) {
        if (std::binary_search(known.begin(), known.end(), key.text()))
            return;
        const auto meant = nearestWord(key.text(), known);
        auto message = unknownField(isOfPolicy, meant.has_value());
        report(isOfPolicy ? Severity::Error : Severity::Warning, key, std::move(message.id),
               std::move(message.english),
               meant ? std::vector{std::string(*meant)} : std::vector<std::string>());
    });
}

bool Fields::require(std::string_view key) const
{
    if (!m_mapping)
        return false;
    if (has(key))
        return true;
    m_reader.error(m_mapping, "missing-field", "%1 needs the field %2", {std::string(key)});
    return false;
}

std::optional<std::size_t> Fields::word(std::string_view key, std::span<const std::string_view> words) const
{
    const auto found = (*this)[key];
    const auto written = found ? m_reader.text(found) : std::nullopt;
    if (!written)
        return std::nullopt;
    const auto at = std::find(words.begin(), words.end(), *written);
    if (at != words.end())
        return static_cast<std::size_t>(at - words.begin());
    std::string list;
    for (const auto word : words)
        list += (list.empty() ? "" : word == words.back() ? " or " : ", ") + std::string(word);
    m_reader.error(found, "unknown-word", "%1 is \"%2\"; it must be %3", {*written, list});
    return std::nullopt;
}

} // namespace podloom::manifest
