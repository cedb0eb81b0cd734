#include "core/manifest/reader.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom::manifest {

namespace {

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlphanumeric(char c)
{
    return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
}

bool isQualifiedName(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && isAlphanumeric(text.front()) && isAlphanumeric(text.back())
        && std::all_of(text.begin(), text.end(),
                       [](char c) { return isAlphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

} // namespace

bool isDnsLabel(std::string_view text)
{
    const auto isInner = [](char c) { return isLower(c) || isDigit(c) || c == '-'; };
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-'
        && std::all_of(text.begin(), text.end(), isInner);
}

bool isDnsSubdomain(std::string_view text)
{
    if (text.empty() || text.size() > 253)
        return false;
    const auto isInner = [](char c) { return isLower(c) || isDigit(c) || c == '-'; };
    for (const auto part : split(text, '.')) {
        if (part.empty() || part.front() == '-' || part.back() == '-'
            || !std::all_of(part.begin(), part.end(), isInner))
            return false;
    }
    return true;
}

bool isLabelKey(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return isQualifiedName(text);
    return isDnsSubdomain(text.substr(0, slash)) && isQualifiedName(text.substr(slash + 1));
}

bool isLabelValue(std::string_view text)
{
    return text.empty() || isQualifiedName(text);
}

bool isPortName(std::string_view text)
{
    const auto isInner = [](char c) { return isLower(c) || isDigit(c) || c == '-'; };
    return !text.empty() && text.size() <= 15 && text.front() != '-' && text.back() != '-'
        && text.find("--") == std::string_view::npos && std::any_of(text.begin(), text.end(), isLower)
        && std::all_of(text.begin(), text.end(), isInner);
}

} // namespace podloom::manifest
