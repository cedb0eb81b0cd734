#include "core/lab/route_settling.h"

#include "core/lab/settling.h"

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{100};

} // namespace

Result<TableReport> waitForTables(LabTableReader &reader, const Design &placed, Settled settled,
                                  std::chrono::milliseconds patience, const LabJob &job)
{
    const auto deadline = Clock::now() + patience;
    std::optional<RoutePrediction> prediction;
    NodeBlocks blocks;
    while (!job.stop.stop_requested()) {
        const auto tables = reader.read();
        if (!prediction || tables.blocks != blocks) {
            blocks = tables.blocks;
            prediction.emplace(placed, blocks);
        }
        auto report = compareTables(placed, *prediction, tables);
        const bool isDone = settled == Settled::Routes
                              ? report.missing.empty() && report.surplus.empty() && report.unread.empty()
                              : report.isProof();
        if (isDone || Clock::now() >= deadline)
            return report;
        pauseUnlessStopped(job, kPoll);
    }
    return fail(Errc::Cancelled, "cancelled", "it was cancelled");
}

} // namespace podloom
