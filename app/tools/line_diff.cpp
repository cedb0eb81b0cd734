#include "app/tools/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <unordered_map>

namespace podloom::app {

namespace {

using Kind = DiffLine::Kind;

/// With more of them finding the fewest takes too long.
constexpr std::ptrdiff_t kMostDifferences = 1500;

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        out.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

using Lines = std::span<const std::string_view>;

/// Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986): kinds of the steps
/// from the beginning of both to their end; nothing when there are too many differences.
std::optional<std::vector<Kind>> fewestSteps(Lines before, Lines after)
{
    const auto n = static_cast<std::ptrdiff_t>(before.size());
    const auto m = static_cast<std::ptrdiff_t>(after.size());
    const auto most = std::min(n + m, kMostDifferences);
    // Of each number of differences: how far it leads on each diagonal −d … d.
    std::vector<std::vector<std::ptrdiff_t>> reached;
    const auto at = [&](std::ptrdiff_t d, std::ptrdiff_t diagonal) {
        return reached[static_cast<std::size_t>(d)][static_cast<std::size_t>(diagonal + d)];
    };
    const auto goesDown = [&](std::ptrdiff_t d, std::ptrdiff_t diagonal) {
        return diagonal == -d || (diagonal != d && at(d - 1, diagonal - 1) < at(d - 1, diagonal + 1));
    };
    for (std::ptrdiff_t d = 0; d <= most; ++d) {
        std::vector<std::ptrdiff_t> now(static_cast<std::size_t>(2 * d + 1), -1);
        bool isDone = false;
        for (auto diagonal = -d; diagonal <= d && !isDone; diagonal += 2) {
            std::ptrdiff_t x = 0;
            if (d > 0)
                x = goesDown(d, diagonal) ? at(d - 1, diagonal + 1) : at(d - 1, diagonal - 1) + 1;
            while (x < n && x - diagonal < m && x - diagonal >= 0
                   && before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(x - diagonal)])
                ++x;
            now[static_cast<std::size_t>(diagonal + d)] = x;
            isDone = x >= n && x - diagonal >= m;
        }
        reached.push_back(std::move(now));
        if (!isDone)
            continue;
        std::vector<Kind> out;
        auto x = n;
        auto y = m;
        for (auto left = d; left > 0; --left) {
            const bool isDown = goesDown(left, x - y);
            const auto from = isDown ? x - y + 1 : x - y - 1;
            const auto fromX = at(left - 1, from);
            for (; x > (isDown ? fromX : fromX + 1); --x, --y)
                out.push_back(Kind::Same);
            out.push_back(isDown ? Kind::Added : Kind::Removed);
            x = fromX;
            y = fromX - from;
        }
        out.insert(out.end(), static_cast<std::size_t>(x), Kind::Same);
        std::reverse(out.begin(), out.end());
        return out;
    }
    return std::nullopt;
}

/// Where a line stands that each text has once.
struct Anchor {
    std::size_t before = 0;
    std::size_t after = 0;
};

/// The longest row of such lines that come in the same order in both.
std::vector<Anchor> anchorsOf(Lines before, Lines after)
{
    struct Places {
        std::size_t before = 0;
        std::size_t after = 0;
        std::size_t timesBefore = 0;
        std::size_t timesAfter = 0;
    };
    std::unordered_map<std::string_view, Places> places;
    for (std::size_t line = 0; line < before.size(); ++line) {
        auto &place = places[before[line]];
        place.before = line;
        ++place.timesBefore;
    }
    for (std::size_t line = 0; line < after.size(); ++line) {
        const auto place = places.find(after[line]);
        if (place == places.end())
            continue;
        place->second.after = line;
        ++place->second.timesAfter;
    }
    // Patience sorting: the end of a row of each length that comes first, and what stands before each.
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<Anchor> all;
    std::vector<std::size_t> ends;
    std::vector<std::size_t> previous;
    for (std::size_t line = 0; line < before.size(); ++line) {
        const auto &place = places.at(before[line]);
        if (place.timesBefore != 1 || place.timesAfter != 1)
            continue;
        const auto end =
            std::lower_bound(ends.begin(), ends.end(), place.after,
                             [&](std::size_t each, std::size_t after_) { return all[each].after < after_; });
        previous.push_back(end == ends.begin() ? kNone : *std::prev(end));
        if (end == ends.end())
            ends.push_back(all.size());
        else
            *end = all.size();
        all.push_back({line, place.after});
    }
    std::vector<Anchor> out;
    for (auto each = ends.empty() ? kNone : ends.back(); each != kNone; each = previous[each])
        out.push_back(all[each]);
    std::reverse(out.begin(), out.end());
    return out;
}

/// The fewest steps where there are not too many; else the lines that both texts have once divide them into
/// parts, each of which is told apart by itself.
void addSteps(Lines before, Lines after, std::vector<Kind> &out)
{
    const auto add = [&out](std::size_t count, Kind kind) { out.insert(out.end(), count, kind); };
    const auto head = static_cast<std::size_t>(std::ranges::mismatch(before, after).in1 - before.begin());
    before = before.subspan(head);
    after = after.subspan(head);
    std::size_t tail = 0;
    while (tail < before.size() && tail < after.size()
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    before = before.first(before.size() - tail);
    after = after.first(after.size() - tail);
    add(head, Kind::Same);
    const auto fewest = fewestSteps(before, after);
    const auto anchors = fewest ? std::vector<Anchor>() : anchorsOf(before, after);
    if (fewest) {
        out.insert(out.end(), fewest->begin(), fewest->end());
    } else if (anchors.empty()) {
        add(before.size(), Kind::Removed);
        add(after.size(), Kind::Added);
    } else {
        Anchor done;
        for (const auto &anchor : anchors) {
            addSteps(before.subspan(done.before, anchor.before - done.before),
                     after.subspan(done.after, anchor.after - done.after), out);
            add(1, Kind::Same);
            done = {anchor.before + 1, anchor.after + 1};
        }
        addSteps(before.subspan(done.before), after.subspan(done.after), out);
    }
    add(tail, Kind::Same);
}

/// Leaves out what is more than `around` lines away from every difference.
std::vector<DiffLine> shortened(const std::vector<DiffLine> &all, std::size_t around)
{
    std::vector<bool> isShown(all.size(), false);
    for (std::size_t line = 0; line < all.size(); ++line) {
        if (all[line].kind == Kind::Same)
            continue;
        const auto first = line - std::min(line, around);
        for (auto each = first; each < std::min(all.size(), line + around + 1); ++each)
            isShown[each] = true;
    }
    std::vector<DiffLine> out;
    std::size_t number = 0; // of `after`
    for (std::size_t line = 0; line < all.size(); ++line) {
        number += all[line].kind == Kind::Removed ? 0 : 1;
        if (isShown[line])
            out.push_back(all[line]);
        else if (out.empty() || out.back().kind != Kind::Left)
            out.push_back({Kind::Left, {}, number + 1});
        else
            out.back().line = number + 1;
    }
    return out;
}

} // namespace

std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after, std::size_t around)
{
    const auto old = linesOf(before);
    const auto now = linesOf(after);
    if (old == now)
        return {};
    std::vector<Kind> kinds;
    addSteps(old, now, kinds);
    std::vector<DiffLine> all;
    std::size_t x = 0;
    std::size_t y = 0;
    for (const auto kind : kinds) {
        all.push_back({kind, std::string(kind == Kind::Added ? now[y] : old[x])});
        x += kind == Kind::Added ? 0 : 1;
        y += kind == Kind::Removed ? 0 : 1;
    }
    return shortened(all, around);
}

} // namespace podloom::app
