#include "core/base/json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace podloom {

namespace {

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

/// Writes values, on one line or on many.
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

} // namespace

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

} // namespace podloom
