#include "app/tools/line_diff.h"

#include <algorithm>
#include <cstddef>

namespace podloom::app {

namespace {

using Kind = DiffLine::Kind;

/// With more of them nobody reads where they are.
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

using Lines = std::vector<std::string_view>;

/// Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986): kinds of the steps
/// from the beginning of both to their end; empty when there are too many differences.
std::vector<Kind> steps(const Lines &before, const Lines &after)
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
    return {};
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
    for (std::size_t line = 0; line < all.size(); ++line) {
        if (isShown[line])
            out.push_back(all[line]);
        else if (out.empty() || out.back().kind != Kind::Left)
            out.push_back({Kind::Left, {}});
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
    auto kinds = steps(old, now);
    if (kinds.empty()) {
        kinds.assign(old.size(), Kind::Removed);
        kinds.insert(kinds.end(), now.size(), Kind::Added);
    }
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
