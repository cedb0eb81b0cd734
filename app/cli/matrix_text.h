// app/cli/matrix_text.h: who reaches whom, as text.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace podloom::cli {

/// A row for each source with "+" (reaches) or "." for each destination; columns are numbered, and the
/// numbers explained below. `head` is the first line.
void printMatrix(const std::string &head, const std::vector<std::string> &from,
                 const std::vector<std::string> &to,
                 const std::function<bool(std::size_t row, std::size_t column)> &isAllowed);

} // namespace podloom::cli
