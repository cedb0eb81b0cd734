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

/// The distance of Levenshtein.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const auto replaced = diagonal + (a[i] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
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
