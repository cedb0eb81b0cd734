#include "core/manifest/yaml_tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace podloom::manifest {

namespace {

template <std::size_t Count>
bool isOneOf(std::string_view text, const std::array<std::string_view, Count> &words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> kNulls{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 6> kBools{"true", "True", "TRUE", "false", "False", "FALSE"};
constexpr std::array<std::string_view, 16> kWords{"y", "Y", "yes", "Yes", "YES", "on",  "On",  "ON",
                                                  "n", "N", "no",  "No",  "NO",  "off", "Off", "OFF"};
constexpr std::array<std::string_view, 9> kSpecialFloats{".inf",  ".Inf", ".INF", "+.inf", "-.inf",
                                                         "-.Inf", ".nan", ".NaN", ".NAN"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string withoutUnderscores(std::string_view text)
{
    std::string out(text);
    out.erase(std::remove(out.begin(), out.end(), '_'), out.end());
    return out;
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool isFloat(std::string_view text)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const auto from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - from;
    };
    const auto skipSign = [&] {
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
    };
    skipSign();
    const auto whole = digits();
    std::size_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = digits();
    }
    if (whole + fraction == 0)
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        skipSign();
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

ScalarType plainType(std::string_view text)
{
    if (text.empty())
        return ScalarType::Null;
    const char first = text.front();
    if (isDigit(first) || first == '-' || first == '+' || first == '.') {
        if (intOf(text))
            return ScalarType::Int;
        if (isFloat(withoutUnderscores(text)) || isOneOf(text, kSpecialFloats))
            return ScalarType::Float;
        return ScalarType::String;
    }
    if (text.size() > 5)
        return ScalarType::String;
    if (isOneOf(text, kNulls))
        return ScalarType::Null;
    if (isOneOf(text, kBools))
        return ScalarType::Bool;
    return isOneOf(text, kWords) ? ScalarType::Word11 : ScalarType::String;
}

Json floatToJson(std::string_view text)
{
    const auto number = std::strtod(withoutUnderscores(text).c_str(), nullptr);
    if (!std::isfinite(number))
        return Json(text);
    if (number == std::floor(number) && std::fabs(number) < 9e15)
        return Json(static_cast<std::int64_t>(number));
    return Json(number);
}

Json scalarToJson(const YamlNode &node)
{
    switch (typeOf(node)) {
    case ScalarType::Null: return {};
    case ScalarType::Bool: return boolOf(node.text);
    case ScalarType::Word11: return node.wasReadAsText ? Json(node.text) : Json(boolOf(node.text));
    case ScalarType::Int: return *intOf(node.text);
    case ScalarType::Float: return floatToJson(node.text);
    case ScalarType::String: return node.text;
    }
    return {};
}

} // namespace

ScalarType typeOf(const YamlNode &scalar)
{
    switch (scalar.tag) {
    case NodeTag::String: return ScalarType::String;
    case NodeTag::Null: return ScalarType::Null;
    case NodeTag::Bool:
    case NodeTag::Int:
    case NodeTag::Float: return plainType(scalar.text);
    case NodeTag::None:
    case NodeTag::Other: break;
    }
    return scalar.style == NodeStyle::Plain ? plainType(scalar.text) : ScalarType::String;
}

bool boolOf(std::string_view text)
{
    const char first = text.empty() ? 'n' : text.front();
    return first == 't' || first == 'T' || first == 'y' || first == 'Y' || text == "on" || text == "On"
        || text == "ON";
}

std::optional<std::int64_t> intOf(std::string_view text)
{
    auto digits = withoutUnderscores(text);
    bool isNegative = false;
    if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) {
        isNegative = digits.front() == '-';
        digits.erase(0, 1);
    }
    int base = 10;
    if (digits.size() > 1 && digits.front() == '0') {
        const char mark = digits[1];
        base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
        digits.erase(0, isDigit(mark) ? 1 : 2);
        if (base == 8 && !isDigit(mark) && mark != 'o' && mark != 'O')
            return std::nullopt;
    }
    std::uint64_t value = 0;
    const auto *end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
    if (digits.empty() || error != std::errc() || stop != end || value > INT64_MAX)
        return std::nullopt;
    return isNegative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
}

Json toJson(Value value)
{
    if (value.isSequence()) {
        auto out = Json::array();
        value.forEachItem([&](Value item) { out.append(toJson(item)); });
        return out;
    }
    if (value.isMapping()) {
        Json::Object members;
        members.reserve(value.node().childCount / 2);
        value.forEachMember(
            [&](Value key, Value member) { members.emplace_back(std::string(key.text()), toJson(member)); });
        return members;
    }
    return value ? scalarToJson(value.node()) : Json();
}

} // namespace podloom::manifest
