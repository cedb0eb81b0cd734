#include "core/base/json.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace podloom {

namespace {

const std::string kNoString;
const Json::Array kNoItems;
const Json::Object kNoMembers;
const Json kNull;

void appendEscaped(std::string &out, std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (byte < 0x20 || byte == 0x7F) {
                out += "\\u00";
                out += kHex[byte >> 4U];
                out += kHex[byte & 0xFU];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void appendDouble(std::string &out, double value)
{
    if (!std::isfinite(value)) {
        out += "null"; // JSON has no such number
        return;
    }
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    const std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    out += digits;
    if (digits.find_first_of(".en") == std::string_view::npos)
        out += ".0"; // stays a double when it is read again
}

/// Writes values; `indent` < 0 means on one line.
class Writer {
public:
    Writer(std::string &out, bool isPretty) : m_out(out), m_isPretty(isPretty) {}

    void write(const Json &value, int depth)
    {
        if (value.isString())
            appendEscaped(m_out, value.asString());
        else if (value.isInt())
            m_out += std::to_string(value.asInt());
        else if (value.isNumber())
            appendDouble(m_out, value.asDouble());
        else if (value.isBool())
            m_out += value.asBool() ? "true" : "false";
        else if (value.isArray())
            writeItems(value.items(), '[', ']', depth, [&](const Json &item) { write(item, depth + 1); });
        else if (value.isObject())
            writeItems(value.members(), '{', '}', depth, [&](const Json::Member &member) {
                appendEscaped(m_out, member.first);
                m_out += m_isPretty ? ": " : ":";
                write(member.second, depth + 1);
            });
        else
            m_out += "null";
    }

private:
    template <class Items, class WriteOne>
    void writeItems(const Items &items, char open, char close, int depth, WriteOne writeOne)
    {
        m_out += open;
        bool isFirst = true;
        for (const auto &item : items) {
            if (!std::exchange(isFirst, false))
                m_out += ',';
            breakLine(depth + 1);
            writeOne(item);
        }
        if (!isFirst)
            breakLine(depth);
        m_out += close;
    }

    void breakLine(int depth)
    {
        if (!m_isPretty)
            return;
        m_out += '\n';
        m_out.append(static_cast<std::size_t>(depth) * 2, ' ');
    }

    std::string &m_out;
    bool m_isPretty;
};

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Result<Json> parseWhole()
    {
        Json value;
        if (!parseValue(value, 0))
            return failure();
        skipBlanks();
        if (m_at != m_text.size()) {
            m_expected = "the end of the text";
            return failure();
        }
        return value;
    }

private:
    static constexpr int kMaxDepth = 256;

    Failure failure() const
    {
        return fail(Errc::InvalidArgument, "json-syntax", "byte %1: expected %2",
                    {std::to_string(m_at), std::string(m_expected)});
    }

    bool refuse(std::string_view expected)
    {
        m_expected = expected;
        return false;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size()
               && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    bool takeWord(std::string_view word)
    {
        if (m_text.substr(m_at, word.size()) != word)
            return refuse("a JSON value");
        m_at += word.size();
        return true;
    }

    bool parseValue(Json &out, int depth)
    {
        if (depth > kMaxDepth)
            return refuse("at most 256 levels of nesting");
        skipBlanks();
        switch (peek()) {
        case '{': return parseObject(out, depth);
        case '[': return parseArray(out, depth);
        case '"': return parseStringInto(out);
        case 't': out = true; return takeWord("true");
        case 'f': out = false; return takeWord("false");
        case 'n': out = nullptr; return takeWord("null");
        default: return parseNumber(out);
        }
    }

    bool parseStringInto(Json &out)
    {
        std::string text;
        if (!parseString(text))
            return false;
        out = std::move(text);
        return true;
    }

    bool parseObject(Json &out, int depth)
    {
        Json::Object members;
        ++m_at;
        skipBlanks();
        if (!take('}')) {
            do {
                skipBlanks();
                std::string key;
                if (!parseString(key))
                    return false;
                skipBlanks();
                if (!take(':'))
                    return refuse("':' after a key");
                Json value;
                if (!parseValue(value, depth + 1))
                    return false;
                members.emplace_back(std::move(key), std::move(value));
                skipBlanks();
            } while (take(','));
            if (!take('}'))
                return refuse("',' or '}'");
        }
        out = keepLastOfEachKey(std::move(members));
        return true;
    }

    static Json::Object keepLastOfEachKey(Json::Object members)
    {
        std::vector<std::string_view> keys;
        keys.reserve(members.size());
        for (const auto &member : members)
            keys.push_back(member.first);
        std::sort(keys.begin(), keys.end());
        if (std::adjacent_find(keys.begin(), keys.end()) == keys.end())
            return members;
        Json unique = Json::object();
        for (auto &member : members)
            unique.set(member.first, std::move(member.second));
        return unique.members();
    }

    bool parseArray(Json &out, int depth)
    {
        Json::Array items;
        ++m_at;
        skipBlanks();
        if (!take(']')) {
            do {
                items.emplace_back();
                if (!parseValue(items.back(), depth + 1))
                    return false;
                skipBlanks();
            } while (take(','));
            if (!take(']'))
                return refuse("',' or ']'");
        }
        out = std::move(items);
        return true;
    }

    bool parseString(std::string &out)
    {
        if (!take('"'))
            return refuse("a string");
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (static_cast<unsigned char>(c) < 0x20)
                return refuse("no control character in a string");
            ++m_at;
            if (c == '"')
                return isUtf8(out) ? true : refuse("UTF-8 text");
            if (c != '\\')
                out += c;
            else if (!parseEscape(out))
                return false;
        }
        return refuse("the end of a string");
    }

    bool parseEscape(std::string &out)
    {
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
        const char c = peek();
        if (const auto index = kNames.find(c); c != '\0' && index != std::string_view::npos) {
            ++m_at;
            out += kValues[index];
            return true;
        }
        std::uint32_t code = 0;
        if (!take('u') || !parseHex4(code))
            return refuse("an escape sequence");
        if (code >= 0xD800 && code < 0xDC00) {
            std::uint32_t low = 0;
            if (!take('\\') || !take('u') || !parseHex4(low) || low < 0xDC00 || low > 0xDFFF)
                return refuse("the second half of a surrogate pair");
            code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
        } else if (code >= 0xDC00 && code <= 0xDFFF) {
            return refuse("the first half of a surrogate pair");
        }
        appendUtf8(out, code);
        return true;
    }

    bool parseHex4(std::uint32_t &code)
    {
        const auto digits = m_text.substr(m_at, 4);
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (digits.size() != 4 || error != std::errc() || stop != digits.data() + 4)
            return false;
        m_at += 4;
        return true;
    }

    static void appendUtf8(std::string &out, std::uint32_t code)
    {
        const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
        if (code < 0x80) {
            put(code);
        } else if (code < 0x800) {
            put(0xC0U | (code >> 6U));
            put(0x80U | (code & 0x3FU));
        } else if (code < 0x10000) {
            put(0xE0U | (code >> 12U));
            put(0x80U | ((code >> 6U) & 0x3FU));
            put(0x80U | (code & 0x3FU));
        } else {
            put(0xF0U | (code >> 18U));
            put(0x80U | ((code >> 12U) & 0x3FU));
            put(0x80U | ((code >> 6U) & 0x3FU));
            put(0x80U | (code & 0x3FU));
        }
    }

    std::size_t takeDigits()
    {
        const auto start = m_at;
        while (peek() >= '0' && peek() <= '9')
            ++m_at;
        return m_at - start;
    }

    bool parseNumber(Json &out)
    {
        const auto start = m_at;
        take('-');
        const auto firstDigit = m_at;
        const auto digits = takeDigits();
        if (digits == 0 || (digits > 1 && m_text[firstDigit] == '0'))
            return refuse("a JSON value");
        bool isInteger = true;
        if (take('.')) {
            isInteger = false;
            if (takeDigits() == 0)
                return refuse("a digit after '.'");
        }
        if (take('e') || take('E')) {
            isInteger = false;
            if (!take('+'))
                take('-');
            if (takeDigits() == 0)
                return refuse("a digit in the exponent");
        }
        return convertNumber(m_text.substr(start, m_at - start), isInteger, out);
    }

    bool convertNumber(std::string_view text, bool isInteger, Json &out)
    {
        const auto *end = text.data() + text.size();
        if (std::int64_t whole = 0; isInteger && std::from_chars(text.data(), end, whole).ec == std::errc()) {
            out = whole;
            return true;
        }
        double value = 0;
        if (std::from_chars(text.data(), end, value).ec != std::errc())
            return refuse("a number that fits a double");
        out = value;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string_view m_expected;
};

template <class Same>
const Json &findMember(const Json::Object &members, Same same)
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto &each) { return same(each.first); });
    return found == members.end() ? kNull : found->second;
}

} // namespace

bool Json::asBool(bool fallback) const
{
    const auto *value = std::get_if<bool>(&m_value);
    return value ? *value : fallback;
}

std::int64_t Json::asInt(std::int64_t fallback) const
{
    const auto *value = std::get_if<std::int64_t>(&m_value);
    return value ? *value : fallback;
}

double Json::asDouble(double fallback) const
{
    if (const auto *whole = std::get_if<std::int64_t>(&m_value))
        return static_cast<double>(*whole);
    const auto *value = std::get_if<double>(&m_value);
    return value ? *value : fallback;
}

const std::string &Json::asString() const
{
    const auto *value = std::get_if<std::string>(&m_value);
    return value ? *value : kNoString;
}

const Json::Array &Json::items() const
{
    const auto *value = std::get_if<Array>(&m_value);
    return value ? *value : kNoItems;
}

const Json::Object &Json::members() const
{
    const auto *value = std::get_if<Object>(&m_value);
    return value ? *value : kNoMembers;
}

const Json &Json::operator[](std::string_view key) const
{
    return findMember(members(), [&](const std::string &name) { return name == key; });
}

const Json &Json::findIgnoringCase(std::string_view key) const
{
    return findMember(members(),
                      [wanted = toLower(key)](const std::string &name) { return toLower(name) == wanted; });
}

bool Json::contains(std::string_view key) const
{
    return std::any_of(members().begin(), members().end(),
                       [&](const auto &each) { return each.first == key; });
}

Json &Json::set(std::string_view key, Json value)
{
    if (!isObject())
        m_value = Object();
    auto &all = *std::get_if<Object>(&m_value);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.first == key; });
    if (found == all.end())
        all.emplace_back(std::string(key), std::move(value));
    else
        found->second = std::move(value);
    return *this;
}

void Json::remove(std::string_view key)
{
    if (auto *all = std::get_if<Object>(&m_value))
        std::erase_if(*all, [&](const auto &each) { return each.first == key; });
}

void Json::append(Json item)
{
    mutableItems().push_back(std::move(item));
}

Json::Array &Json::mutableItems()
{
    if (!isArray())
        m_value = Array();
    return *std::get_if<Array>(&m_value);
}

std::string Json::dump() const
{
    std::string out;
    Writer(out, false).write(*this, 0);
    return out;
}

std::string Json::pretty() const
{
    std::string out;
    Writer(out, true).write(*this, 0);
    out += '\n';
    return out;
}

Result<Json> parseJson(std::string_view text)
{
    return Parser(text).parseWhole();
}

} // namespace podloom
