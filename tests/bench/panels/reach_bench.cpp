// What the matrix of a large design costs: a screen of it, and a filter that is typed.
#include "app/panels/reach_model.h"
#include "app/panels/reach_view.h"
#include "app/theme/theme.h"
#include "core/policy/compile.h"
#include "tests/bench/policy/large_design.h"

#include <QApplication>
#include <QPixmap>

#include <benchmark/benchmark.h>

#include <map>

namespace podloom::app {
namespace {

constexpr policy::Traffic kTraffic{.protocol = Protocol::Tcp, .port = 80};

QApplication &application()
{
    static int count = 1;
    static char name[] = "bench";
    static char *arguments[] = {name, nullptr};
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    static QApplication instance(count, arguments);
    return instance;
}

ReachAnswerPointer answerFor(unsigned pods)
{
    static std::map<unsigned, ReachAnswerPointer> known;
    auto &answer = known[pods];
    if (!answer) {
        auto analysis = std::make_shared<Analysis>();
        analysis->placed = policy::largeDesign(policy::Size{.pods = pods});
        analysis->program = policy::compile(analysis->placed);
        analysis->routes = std::make_shared<const Routes>(analysis->placed, analysis->placed, NodeBlocks());
        answer = computeReach({.analysis = analysis, .traffic = kTraffic});
    }
    return answer;
}

/// One frame of a window full of cells, scrolled somewhere else each time.
void paintScreen(benchmark::State &state)
{
    applyTheme(application(), ThemeKind::Light);
    ReachModel model;
    model.setAnswer(answerFor(static_cast<unsigned>(state.range(0))));
    ReachView view(&model);
    view.resize(1600, 900);
    view.show();
    int row = 0;
    for (auto _ : state) {
        row = (row + 37) % model.rowCount();
        view.scrollTo(model.index(row, row), QAbstractItemView::PositionAtTop);
        benchmark::DoNotOptimize(view.grab());
    }
}
BENCHMARK(paintScreen)->Arg(100)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void filterNames(benchmark::State &state)
{
    ReachModel model;
    model.setAnswer(answerFor(static_cast<unsigned>(state.range(0))));
    bool isFiltered = false;
    for (auto _ : state) {
        isFiltered = !isFiltered;
        model.setFilters(isFiltered ? QStringLiteral("ns-1/") : QString(), {});
    }
}
BENCHMARK(filterNames)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void countPairs(benchmark::State &state)
{
    ReachModel model;
    model.setAnswer(answerFor(static_cast<unsigned>(state.range(0))));
    for (auto _ : state)
        benchmark::DoNotOptimize(model.count());
}
BENCHMARK(countPairs)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace podloom::app
