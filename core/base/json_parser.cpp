#include "core/base/json.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace podloom {

namespace {

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

} // namespace

Result<Json> parseJson(std::string_view text)
{
    return Parser(text).parseWhole();
}

} // namespace podloom
