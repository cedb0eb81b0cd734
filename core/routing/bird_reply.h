// core/routing/bird_reply.h: what BIRD says on its control socket, cut into replies.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// One line of a reply. Codes as in BIRD's doc/reply_codes: below 1000 success, 1000 … 7999 data, from 8000
/// on errors.
struct BirdLine {
    int code = 0;
    std::string text{};
    bool operator==(const BirdLine &) const = default;
};

/// A whole reply; `lines` is never empty.
struct BirdReply {
    std::vector<BirdLine> lines{};

    int code() const { return lines.back().code; }
    bool isError() const { return code() >= 8000; }
    /// The sentence of the last line.
    const std::string &text() const { return lines.back().text; }
};

/// Collects bytes from the socket and gives whole replies. Lines that BIRD sends on its own accord (they
/// begin with '+') are counted apart.
class BirdReplyParser {
public:
    void feed(std::string_view bytes);
    /// The next whole reply, in order; nothing when more bytes are needed.
    std::optional<BirdReply> next();
    /// How many spontaneous lines came since the last call.
    std::size_t takeNotices();

private:
    void takeLine(std::string_view line);

    std::string m_partial;
    BirdReply m_open;
    std::vector<BirdReply> m_ready; ///< the oldest first
    std::size_t m_notices = 0;
};

} // namespace podloom
