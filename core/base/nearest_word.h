// core/base/nearest_word.h: which known word a misspelt one means.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace podloom {

/// The word that is the fewest letters (put in, left out, replaced or swapped; their case does not matter)
/// away from `written`, the first of several; nothing when that is more than two letters, or more than a
/// third of it.
std::optional<std::string_view> nearestWord(std::string_view written,
                                            std::span<const std::string_view> words);

} // namespace podloom
