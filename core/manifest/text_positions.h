// core/manifest/text_positions.h: lines and columns of byte offsets in a file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace podloom::manifest {

/// Lines end with a line feed; columns count code points; both from 1. Finding a place: O(log lines), and for
/// text beyond ASCII O(1024) more. `text` must outlive the object.
class TextPositions {
public:
    explicit TextPositions(std::string_view text);
    /// The same for a text that differs from that of `before` in one place: there `length` bytes at `offset`
    /// were replaced by `newLength`.
    TextPositions(std::string_view text, const TextPositions &before, std::size_t offset, std::size_t length,
                  std::size_t newLength);

    struct Place {
        std::uint32_t line = 1;
        std::uint32_t column = 1;
    };
    Place placeOf(std::size_t offset) const;
    std::uint32_t linesBefore(std::size_t offset) const;
    /// Where the line that holds `offset` begins.
    std::size_t lineStart(std::size_t offset) const;

    /// The offset of the code point with this number, counted from `from` (a code point's first byte).
    /// Calls with a rising `index` cost only the way between them.
    class Cursor {
    public:
        Cursor(const TextPositions &positions, std::size_t from)
            : m_text(positions.m_text),
              m_isAscii(positions.m_isAscii),
              m_from(from),
              m_offset(from)
        {}
        std::size_t offsetOf(std::size_t index);

    private:
        std::string_view m_text;
        bool m_isAscii;
        std::size_t m_from;
        std::size_t m_offset;
        std::size_t m_index = 0;
    };

private:
    void countCodePoints();
    std::size_t codePointsBefore(std::size_t offset) const;

    std::string_view m_text;
    bool m_isAscii = true;
    std::vector<std::size_t> m_lineStarts;
    std::vector<std::size_t> m_codePoints; ///< before each 1024th byte; empty for ASCII
};

} // namespace podloom::manifest
