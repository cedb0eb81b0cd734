#include "app/cli/matrix_text.h"

#include "app/cli/verb.h"

#include <algorithm>

namespace podloom::cli {

namespace {

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

} // namespace

void printMatrix(const std::string &head, const std::vector<std::string> &from,
                 const std::vector<std::string> &to,
                 const std::function<MatrixCell(std::size_t row, std::size_t column)> &cellAt)
{
    std::size_t width = 0;
    for (const auto &name : from)
        width = std::max(width, name.size());
    const auto cell = std::to_string(to.size()).size() + 1;
    bool hasNoWay = false;
    std::vector<std::string> lines;
    for (std::size_t row = 0; row < from.size(); ++row) {
        auto line = padded(from[row], width);
        for (std::size_t column = 0; column < to.size(); ++column) {
            const auto each = cellAt(row, column);
            hasNoWay = hasNoWay || each == MatrixCell::NoWay;
            line += std::string(cell - 1, ' ')
                  + (each == MatrixCell::Allowed ? '+'
                     : each == MatrixCell::NoWay ? '!'
                                                 : '.');
        }
        lines.push_back(std::move(line));
    }
    printLine(head + ": + reaches, . does not"
              + (hasNoWay ? ", ! allowed, but no route leads there and back" : ""));
    auto numbers = padded("", width);
    for (std::size_t column = 1; column <= to.size(); ++column) {
        const auto number = std::to_string(column);
        numbers += std::string(cell - number.size(), ' ') + number;
    }
    printLine(numbers);
    for (const auto &line : lines)
        printLine(line);
    printLine("");
    for (std::size_t column = 0; column < to.size(); ++column)
        printLine(padded(std::to_string(column + 1), cell) + to[column]);
}

} // namespace podloom::cli
