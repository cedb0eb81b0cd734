#include "agentd/daemon/log.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace podloom {

namespace {

struct LevelName {
    std::string_view word;
    std::string_view priority; ///< of syslog(3)
};
constexpr std::array<LevelName, 3> kLevels{{{"info", "<6>"}, {"warning", "<4>"}, {"error", "<3>"}}};

bool needsQuotes(std::string_view value)
{
    return value.empty() || value.find_first_of(" \"=\n\t\\") != std::string_view::npos;
}

std::string quoted(std::string_view value)
{
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c == '\n' ? ' ' : c; // a line stays one
    }
    return out + '"';
}

} // namespace

std::string logLine(LogLevel level, const std::string &sentence, const LogFields &fields)
{
    std::string line = "podloom-agentd: level=";
    line += kLevels[static_cast<std::size_t>(level)].word;
    line += " msg=" + quoted(sentence);
    for (const auto &[key, value] : fields)
        line += ' ' + std::string(key) + '=' + (needsQuotes(value) ? quoted(value) : value);
    return line;
}

void log(LogLevel level, const std::string &sentence, const LogFields &fields)
{
    static const bool kIsJournal = std::getenv("JOURNAL_STREAM") != nullptr;
    std::string line;
    if (kIsJournal)
        line += kLevels[static_cast<std::size_t>(level)].priority;
    line += logLine(level, sentence, fields) + '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void log(const std::string &sentence)
{
    log(LogLevel::Info, sentence);
}

} // namespace podloom
