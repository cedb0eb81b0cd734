// agentd/daemon/log.h: what the agent says of its own accord.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace podloom {

enum class LogLevel { Info, Warning, Error };
using LogFields = std::vector<std::pair<std::string_view, std::string>>;

/// One line on standard error, where a service manager keeps it: `podloom-agentd: level=info msg="…"` and the
/// fields as `key=value`, a value with blanks or quotes in quotes. Where standard error leads to the journal
/// (JOURNAL_STREAM is set) the priority stands in front, as sd-daemon(3) says.
void log(LogLevel level, const std::string &sentence, const LogFields &fields = {});
/// At the level Info.
void log(const std::string &sentence);

/// The line without its end.
std::string logLine(LogLevel level, const std::string &sentence, const LogFields &fields);

} // namespace podloom
