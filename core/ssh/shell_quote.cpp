#include "core/ssh/shell_quote.h"

#include <algorithm>

namespace podloom {

namespace {

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("@%+=:,./-_").find(c) != std::string_view::npos;
}

} // namespace

std::string shellQuoted(std::string_view word)
{
    if (!word.empty() && std::all_of(word.begin(), word.end(), isPlain))
        return std::string(word);
    std::string out = "'";
    for (const char c : word) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out + '\'';
}

std::string shellLine(const std::vector<std::string> &argv)
{
    std::string line;
    for (const auto &word : argv) {
        if (!line.empty())
            line += ' ';
        line += shellQuoted(word);
    }
    return line;
}

} // namespace podloom
