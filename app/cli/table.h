// app/cli/table.h: answers as columns that a person can read.
#pragma once

#include <string>
#include <vector>

namespace podloom::cli {

/// Rows of text in aligned columns; the first row is the head.
class Table {
public:
    explicit Table(std::vector<std::string> head) : m_rows{std::move(head)} {}

    void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }
    bool isEmpty() const { return m_rows.size() == 1; }
    /// Two blanks between columns, none at the end of a line. Widths count code points.
    std::string toString() const;
    /// On standard output, with an empty line behind it; nothing when there is no row.
    void print() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

/// "1 step", "2 steps".
std::string counted(std::size_t count, const std::string &singular, const std::string &plural);
inline std::string counted(std::size_t count, const std::string &singular)
{
    return counted(count, singular, singular + 's');
}

} // namespace podloom::cli
