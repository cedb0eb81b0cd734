#include "app/cli/table.h"

#include "app/cli/verb.h"

#include <algorithm>

namespace podloom::cli {

namespace {

std::size_t widthOf(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

std::string Table::toString() const
{
    std::vector<std::size_t> widths;
    for (const auto &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], widthOf(row[column]));
    }
    std::string out;
    for (const auto &row : m_rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column)
            line += row[column] + std::string(widths[column] - widthOf(row[column]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

void Table::print() const
{
    if (!isEmpty())
        printLine(toString());
}

std::string counted(std::size_t count, const std::string &singular, const std::string &plural)
{
    return std::to_string(count) + ' ' + (count == 1 ? singular : plural);
}

} // namespace podloom::cli
