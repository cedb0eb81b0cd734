// app/tools/line_diff.h: what is different between two texts, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace podloom::app {

struct DiffLine {
    enum class Kind { Same, Removed, Added, Left /* lines that are the same in both are left out here */ };
    Kind kind = Kind::Same;
    std::string text{};   ///< without its line end
    std::size_t line = 0; ///< of Left: the number of the line of `after` at which it goes on
    bool operator==(const DiffLine &) const = default;
};

/// The fewest lines that turn `before` into `after`, each run of them with `around` lines that are the same
/// on both sides; nothing for texts with the same lines. Where there are thousands of differences they may be
/// a few more; lines that both texts have once are found all the same.
std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after, std::size_t around = 3);

} // namespace podloom::app
