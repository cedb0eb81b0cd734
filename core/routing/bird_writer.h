// core/routing/bird_writer.h: writes BIRD's configuration language, indented.
#pragma once

#include "core/net/prefix.h"

#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// Stands above a block, with the object that it was written for (birdOriginAt).
inline constexpr std::string_view kOriginMark = "# for ";

/// Private to this folder.
class BirdWriter {
public:
    void origin(const std::string &kind, const std::string &name)
    {
        line(std::string(kOriginMark) + kind + '/' + name);
    }
    void line(std::string_view text = {})
    {
        if (!text.empty())
            m_text.append(static_cast<std::size_t>(m_depth) * 2, ' ');
        m_text += text;
        m_text += '\n';
    }
    void open(std::string_view head)
    {
        line(std::string(head) + " {");
        ++m_depth;
    }
    void close()
    {
        --m_depth;
        line(m_depth > 0 ? "};" : "}");
    }
    /// A block of statements, which no semicolon ends.
    void openBlock(std::string_view head) { open(head); }
    void closeBlock()
    {
        --m_depth;
        line("}");
    }
    void function(const std::string &name, const std::string &expression)
    {
        line("function " + name + "() { return " + expression + "; }");
    }
    const std::string &text() const { return m_text; }

private:
    std::string m_text;
    int m_depth = 0;
};

inline std::string familyDigit(Family family)
{
    return family == Family::V4 ? "4" : "6";
}

inline std::string channel(Family family)
{
    return "ipv" + familyDigit(family);
}

/// Whether the route is one of `prefixes`, or with suffix "+" inside one. BIRD knows no empty set.
inline std::string inSet(const std::vector<Prefix> &prefixes, std::string_view suffix)
{
    if (prefixes.empty())
        return "false";
    std::string text = "net ~ [ ";
    for (const auto &prefix : prefixes) {
        if (text.back() != ' ')
            text += ", ";
        text += prefix.toString();
        text += suffix;
    }
    return text + " ]";
}

} // namespace podloom
