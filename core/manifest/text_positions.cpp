#include "core/manifest/text_positions.h"

#include <algorithm>

namespace podloom::manifest {

namespace {

constexpr std::size_t kStride = 1024;

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t codePointsIn(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !isContinuation(byte); }));
}

bool isAscii(std::string_view text)
{
    unsigned char all = 0; // without a way out of the loop, so that it takes many bytes at once
    for (const char byte : text)
        all |= static_cast<unsigned char>(byte);
    return (all & 0x80U) == 0;
}

} // namespace

TextPositions::TextPositions(std::string_view text) : m_text(text), m_lineStarts{0}
{
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        m_lineStarts.push_back(at + 1);
    m_isAscii = isAscii(text);
    if (!m_isAscii)
        countCodePoints();
}

TextPositions::TextPositions(std::string_view text, const TextPositions &before, std::size_t offset,
                             std::size_t length, std::size_t newLength)
    : m_text(text)
{
    const auto &old = before.m_lineStarts;
    const auto added = text.substr(offset, newLength);
    m_lineStarts.reserve(old.size() + 8);
    // A line that begins at the offset itself does so because of what stands before it.
    m_lineStarts.assign(old.begin(), std::upper_bound(old.begin(), old.end(), offset));
    for (auto at = added.find('\n'); at != std::string_view::npos; at = added.find('\n', at + 1))
        m_lineStarts.push_back(offset + at + 1);
    for (auto each = std::upper_bound(old.begin(), old.end(), offset + length); each != old.end(); ++each)
        m_lineStarts.push_back(*each - length + newLength);
    m_isAscii = before.m_isAscii ? isAscii(added) : isAscii(text);
    if (!m_isAscii)
        countCodePoints();
}

void TextPositions::countCodePoints()
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < m_text.size(); at += kStride) {
        m_codePoints.push_back(count);
        count += codePointsIn(m_text.substr(at, kStride));
    }
    m_codePoints.push_back(count);
}

std::size_t TextPositions::codePointsBefore(std::size_t offset) const
{
    if (m_isAscii)
        return offset;
    const auto step = offset / kStride;
    return m_codePoints[step] + codePointsIn(m_text.substr(step * kStride, offset - step * kStride));
}

std::size_t TextPositions::lineStart(std::size_t offset) const
{
    return *std::prev(std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset));
}

std::uint32_t TextPositions::linesBefore(std::size_t offset) const
{
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    return static_cast<std::uint32_t>(next - m_lineStarts.begin() - 1);
}

TextPositions::Place TextPositions::placeOf(std::size_t offset) const
{
    offset = std::min(offset, m_text.size());
    const auto line = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    const auto start = *std::prev(line);
    const auto column = codePointsBefore(offset) - codePointsBefore(start) + 1;
    return {static_cast<std::uint32_t>(line - m_lineStarts.begin()), static_cast<std::uint32_t>(column)};
}

std::size_t TextPositions::Cursor::offsetOf(std::size_t index)
{
    if (m_isAscii)
        return std::min(m_from + index, m_text.size());
    if (index < m_index) {
        m_index = 0;
        m_offset = m_from;
    }
    while (m_index < index && m_offset < m_text.size()) {
        ++m_offset;
        while (m_offset < m_text.size() && isContinuation(m_text[m_offset]))
            ++m_offset;
        ++m_index;
    }
    return m_offset;
}

} // namespace podloom::manifest
