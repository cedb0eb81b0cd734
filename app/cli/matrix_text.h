// app/cli/matrix_text.h: who reaches whom, as text.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace podloom::cli {

enum class MatrixCell { Denied, Allowed, NoWay };

/// A row for each source with "+" (reaches), "." (does not) or "!" (no route leads there) for each
/// destination; columns are numbered, and the numbers explained below. `head` is the first line.
void printMatrix(const std::string &head, const std::vector<std::string> &from,
                 const std::vector<std::string> &to,
                 const std::function<MatrixCell(std::size_t row, std::size_t column)> &cellAt);

} // namespace podloom::cli
