// What follows from an edit of a large design, without a window: milliseconds of processor time, since other
// programs may run beside it, and memory.
//   bench_analysis [NODES [PODS [mesh|reflectors [policy|replicas]]]]    without arguments: 5000/50000, both
#include "app/document/analysis.h"
#include "core/manifest/edit.h"
#include "core/os/files.h"
#include "large_manifests.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace podloom::app {
namespace {

/// Of this thread.
double processorMilliseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// "VmRSS:" or "VmHWM:".
double megabytes(const char *what)
{
    const auto status = readFile("/proc/self/status");
    const auto at = status ? status->find(what) : std::string::npos;
    return at == std::string::npos ? 0 : std::stod(status->substr(at + 6)) / 1024;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

using MakeEdit = std::function<Edit(const Design &, int)>;

void edit(AnalysisPointer &analysis, const char *what, const MakeEdit &makeEdit)
{
    std::vector<double> applied;
    std::vector<double> analysed;
    for (int number = 0; number < 9; ++number) {
        const auto change = makeEdit(analysis->snapshot->design(), number);
        const auto start = processorMilliseconds();
        auto result = apply(*analysis->snapshot, change);
        const auto middle = processorMilliseconds();
        if (!result) {
            std::printf("  the edit was refused\n");
            return;
        }
        auto next = analyse(std::move(result->snapshot), analysis->revision + 1, analysis);
        analysed.push_back(processorMilliseconds() - middle);
        applied.push_back(middle - start);
        analysis = std::move(next);
    }
    std::printf("  %-22s applied %6.1f ms   analysed %6.1f ms\n", what, median(applied), median(analysed));
}

void measure(const Size &size, const std::string &which)
{
    auto snapshot = parseFiles({{"large.yaml", largeDesign(size)}});
    auto start = processorMilliseconds();
    auto analysis = analyse(snapshot, 1);
    std::printf("%d nodes, %d pods, %s\n  from nothing                               analysed %6.1f ms\n",
                size.nodes, size.pods, size.network.c_str(), processorMilliseconds() - start);
    if (which != "replicas") {
        edit(analysis, "edit of a policy", [](const Design &design, int number) {
            return Edit{
                {SetValue{design.networkPolicies[0].meta.id, "/spec/ingress/0/ports/0/port", 8081 + number}}};
        });
    }
    if (which != "policy") {
        edit(analysis, "edit of replicas", [](const Design &design, int number) {
            return Edit{{SetValue{design.workloads[0].meta.id, "/spec/replicas", 11 + number % 2}}};
        });
    }
    if (which != "replicas" && which != "policy") {
        // Adds a line at the beginning of the file, then takes it away again: all that follows moves.
        edit(analysis, "edit that moves lines", [](const Design &design, int number) {
            const auto &id = design.nodes[0].meta.id;
            if (number % 2 == 0)
                return Edit{{SetValue{id, "/spec", Json::object({{"unschedulable", false}})}}};
            return Edit{{RemoveValue{id, "/spec"}}};
        });
    }
    std::printf("  memory %.0f MB, at most %.0f MB\n", megabytes("VmRSS:"), megabytes("VmHWM:"));
}

} // namespace
} // namespace podloom::app

int main(int argc, char **argv)
{
    const auto number = [&](int at, int otherwise) { return argc > at ? std::atoi(argv[at]) : otherwise; };
    podloom::app::measure(
        {.nodes = number(1, 5000), .pods = number(2, 50'000), .network = argc > 3 ? argv[3] : "reflectors"},
        argc > 4 ? argv[4] : "");
    return 0;
}
