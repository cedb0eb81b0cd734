// core/ssh/shell_quote.h: arguments as one line for a POSIX shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// `word` so that a POSIX shell reads it back as exactly one word with these bytes (none of them 0).
std::string shellQuoted(std::string_view word);

/// Every argument quoted, with blanks between.
std::string shellLine(const std::vector<std::string> &argv);

} // namespace podloom
