#include "core/base/nearest_word.h"

#include "core/base/text.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace podloom {

namespace {

constexpr std::size_t kMostLetters = 2;

/// How many letters are put in, left out, replaced, or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(beforeLast, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
    }
    return row.back();
}

} // namespace

std::optional<std::string_view> nearestWord(std::string_view written, std::span<const std::string_view> words)
{
    const auto meant = toLower(written);
    auto nearest = std::min(kMostLetters, meant.size() / 3) + 1;
    std::optional<std::string_view> out;
    for (const auto word : words) {
        // The lengths alone tell most words apart, whatever a file holds.
        if (std::max(word.size(), meant.size()) - std::min(word.size(), meant.size()) >= nearest)
            continue;
        if (const auto letters = distance(meant, toLower(word)); letters < nearest) {
            nearest = letters;
            out = word;
        }
    }
    return out;
}

} // namespace podloom
