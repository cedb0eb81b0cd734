#include "core/address/ordinal_set.h"

#include "core/base/text.h"

#include <algorithm>
#include <bit>

namespace podloom {

OrdinalSet OrdinalSet::range(Ordinal first, Ordinal count)
{
    OrdinalSet set;
    for (Ordinal ordinal = first; ordinal < first + count; ++ordinal)
        set.insert(ordinal);
    return set;
}

std::optional<OrdinalSet> OrdinalSet::parse(std::string_view text)
{
    OrdinalSet set;
    if (text.empty())
        return set;
    for (const auto part : split(text, ',')) {
        const auto dash = part.find('-');
        const auto first = parseUnsigned(part.substr(0, dash), kMaxBlockSize - 1);
        const auto last =
            dash == std::string_view::npos ? first : parseUnsigned(part.substr(dash + 1), kMaxBlockSize - 1);
        if (!first || !last || *first > *last)
            return std::nullopt;
        for (auto ordinal = *first; ordinal <= *last; ++ordinal)
            set.insert(static_cast<Ordinal>(ordinal));
    }
    return set;
}

std::string OrdinalSet::toString() const
{
    std::string text;
    const auto all = members();
    for (std::size_t i = 0; i < all.size();) {
        auto end = i;
        while (end + 1 < all.size() && all[end + 1] == all[end] + 1)
            ++end;
        text += (text.empty() ? "" : ",") + std::to_string(all[i]);
        if (end > i)
            text += '-' + std::to_string(all[end]);
        i = end + 1;
    }
    return text;
}

void OrdinalSet::insert(Ordinal ordinal)
{
    const auto word = ordinal / 64;
    if (m_words.size() <= word)
        m_words.resize(word + 1);
    m_words[word] |= std::uint64_t{1} << (ordinal % 64);
}

void OrdinalSet::remove(Ordinal ordinal)
{
    if (ordinal / 64 >= m_words.size())
        return;
    m_words[ordinal / 64] &= ~(std::uint64_t{1} << (ordinal % 64));
    trim();
}

bool OrdinalSet::contains(Ordinal ordinal) const
{
    return ordinal / 64 < m_words.size() && ((m_words[ordinal / 64] >> (ordinal % 64)) & 1U) != 0;
}

std::size_t OrdinalSet::size() const
{
    std::size_t count = 0;
    for (const auto word : m_words)
        count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

std::vector<Ordinal> OrdinalSet::members() const
{
    std::vector<Ordinal> out;
    for (Ordinal ordinal = 0; ordinal < m_words.size() * 64; ++ordinal) {
        if (contains(ordinal))
            out.push_back(ordinal);
    }
    return out;
}

OrdinalSet OrdinalSet::united(const OrdinalSet &other) const
{
    OrdinalSet out = *this;
    out.m_words.resize(std::max(m_words.size(), other.m_words.size()));
    for (std::size_t i = 0; i < other.m_words.size(); ++i)
        out.m_words[i] |= other.m_words[i];
    return out;
}

OrdinalSet OrdinalSet::without(const OrdinalSet &other) const
{
    OrdinalSet out = *this;
    for (std::size_t i = 0; i < std::min(m_words.size(), other.m_words.size()); ++i)
        out.m_words[i] &= ~other.m_words[i];
    out.trim();
    return out;
}

OrdinalSet OrdinalSet::lowest(std::size_t count) const
{
    OrdinalSet out;
    for (const auto ordinal : members()) {
        if (count-- == 0)
            break;
        out.insert(ordinal);
    }
    return out;
}

std::optional<Ordinal> OrdinalSet::nextFrom(Ordinal start) const
{
    const auto all = members();
    if (all.empty())
        return std::nullopt;
    const auto at = std::lower_bound(all.begin(), all.end(), start);
    return at == all.end() ? all.front() : *at;
}

void OrdinalSet::trim()
{
    while (!m_words.empty() && m_words.back() == 0)
        m_words.pop_back();
}

} // namespace podloom
