#include "core/routing/bird_reply.h"

#include "core/base/text.h"

#include <utility>

namespace podloom {

void BirdReplyParser::feed(std::string_view bytes)
{
    m_partial += bytes;
    std::size_t begin = 0;
    for (auto end = m_partial.find('\n'); end != std::string::npos; end = m_partial.find('\n', begin)) {
        takeLine(std::string_view(m_partial).substr(begin, end - begin));
        begin = end + 1;
    }
    m_partial.erase(0, begin);
}

void BirdReplyParser::takeLine(std::string_view line)
{
    if (!line.empty() && line.front() == '+') {
        ++m_notices;
        return;
    }
    const auto code = line.size() >= 5 ? parseUnsigned(line.substr(0, 4)) : std::nullopt;
    const char mark = code ? line[4] : '\0';
    if (!code || (mark != '-' && mark != ' ')) {
        // A continuation: one blank, then text of the same code.
        const int same = m_open.lines.empty() ? 0 : m_open.lines.back().code;
        m_open.lines.push_back({same, std::string(line.empty() ? line : line.substr(1))});
        return;
    }
    m_open.lines.push_back({static_cast<int>(*code), std::string(line.substr(5))});
    if (mark == ' ')
        m_ready.push_back(std::exchange(m_open, {}));
}

std::optional<BirdReply> BirdReplyParser::next()
{
    if (m_ready.empty())
        return std::nullopt;
    auto reply = std::move(m_ready.front());
    m_ready.erase(m_ready.begin());
    return reply;
}

std::size_t BirdReplyParser::takeNotices()
{
    return std::exchange(m_notices, 0);
}

} // namespace podloom
