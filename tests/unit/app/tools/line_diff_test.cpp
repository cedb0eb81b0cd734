#include "app/tools/line_diff.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <utility>

namespace podloom::app {

namespace {

using Kind = DiffLine::Kind;

std::string side(const std::vector<DiffLine> &diff, Kind own)
{
    std::string out;
    for (const auto &line : diff) {
        if (line.kind == Kind::Same || line.kind == own)
            out += line.text + '\n';
    }
    return out;
}

} // namespace

TEST(LineDiffTest, SaysWhichLinesCameAndWent)
{
    EXPECT_THAT(lineDiff("a\nb\nc\n", "a\nx\nc\n"),
                ::testing::ElementsAre(DiffLine{Kind::Same, "a"}, DiffLine{Kind::Removed, "b"},
                                       DiffLine{Kind::Added, "x"}, DiffLine{Kind::Same, "c"}));
    EXPECT_THAT(lineDiff("a\r\nb", "a\nb\n"), ::testing::IsEmpty()) << "line ends are no lines";
    EXPECT_THAT(lineDiff("", "a"), ::testing::ElementsAre(DiffLine{Kind::Added, "a"}));
    EXPECT_THAT(lineDiff("a", ""), ::testing::ElementsAre(DiffLine{Kind::Removed, "a"}));
}

TEST(LineDiffTest, LeavesOutWhatIsFarFromEveryDifference)
{
    std::string before;
    for (int line = 0; line < 100; ++line)
        before += std::to_string(line) + '\n';
    auto after = before;
    after.replace(after.find("50\n"), 3, "");
    const auto diff = lineDiff(before, after, 1);
    EXPECT_THAT(diff, ::testing::ElementsAre(DiffLine{Kind::Left, "", 50}, DiffLine{Kind::Same, "49"},
                                             DiffLine{Kind::Removed, "50"}, DiffLine{Kind::Same, "51"},
                                             DiffLine{Kind::Left, "", 100}));
}

TEST(LineDiffTest, BothTextsCanBeReadFromEveryDifference)
{
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::string before;
        std::string after;
        for (auto *text : {&before, &after}) {
            for (auto left = random() % 12; left > 0; --left)
                *text += std::string(1, static_cast<char>('a' + random() % 4)) + '\n';
        }
        const auto diff = lineDiff(before, after, 100);
        if (before == after)
            continue;
        EXPECT_EQ(side(diff, Kind::Removed), before);
        EXPECT_EQ(side(diff, Kind::Added), after);
    }
}

TEST(LineDiffTest, ThousandsOfDifferencesAreToldEachAtItsPlace)
{
    // As a design in which something of every object was changed.
    std::string before;
    std::string after;
    for (int number = 0; number < 2500; ++number) {
        const auto name = "  name: pod-" + std::to_string(number) + '\n';
        before += "kind: Pod\n" + name + "  image: old\n---\n";
        after += "kind: Pod\n" + name + "  image: new\n  port: 80\n---\n";
    }
    const auto diff = lineDiff(before, after, 100);
    EXPECT_EQ(side(diff, Kind::Removed), before);
    EXPECT_EQ(side(diff, Kind::Added), after);
    const auto count = [&](Kind kind) {
        return std::count_if(diff.begin(), diff.end(), [&](const auto &line) { return line.kind == kind; });
    };
    EXPECT_EQ(count(Kind::Removed), 2500);
    EXPECT_EQ(count(Kind::Added), 5000);
}

TEST(LineDiffTest, PartsThatMovedAreReadFromBothSides)
{
    std::mt19937 random(11);
    std::vector<std::string> lines;
    for (int line = 0; line < 6000; ++line)
        lines.push_back(line % 3 == 0 ? "---" : "line " + std::to_string(line));
    const auto textOf = [&] {
        std::string out;
        for (const auto &line : lines)
            out += line + '\n';
        return out;
    };
    const auto before = textOf();
    for (int swap = 0; swap < 2000; ++swap)
        std::swap(lines[random() % lines.size()], lines[random() % lines.size()]);
    const auto after = textOf();
    const auto diff = lineDiff(before, after, 10'000);
    EXPECT_EQ(side(diff, Kind::Removed), before);
    EXPECT_EQ(side(diff, Kind::Added), after);
}

TEST(LineDiffTest, TextsThatAreVeryDifferentAreToldApartAsAWhole)
{
    std::string before;
    std::string after;
    for (int line = 0; line < 5000; ++line) {
        before += "a" + std::to_string(line) + '\n';
        after += "b" + std::to_string(line) + '\n';
    }
    const auto diff = lineDiff(before, after);
    EXPECT_EQ(side(diff, Kind::Removed), before);
    EXPECT_EQ(side(diff, Kind::Added), after);
}

} // namespace podloom::app
