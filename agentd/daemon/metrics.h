// agentd/daemon/metrics.h: counts and durations of what the agent did, as OpenMetrics text.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace podloom {

/// Labels of a sample, in the order in which they are printed.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// The text of OpenMetrics 1.0, family by family. Values are escaped.
class MetricText {
public:
    /// `type` is counter, gauge, histogram or info; `name` is without its suffix.
    void family(const std::string &name, const std::string &type, const std::string &help);
    void sample(const std::string &name, const MetricLabels &labels, double value);
    /// With the end mark.
    std::string finish() &&;

private:
    std::string m_text;
};

/// What is counted. One thread.
class Metrics {
public:
    void countCall(const std::string &verb, bool isOk, std::chrono::duration<double> taken);
    void countReconciliation(std::chrono::duration<double> taken) { m_reconciliations.add(taken.count()); }
    void countRepair(const std::string &what) { ++m_repairs[what]; }
    void countCollected(std::size_t attachments) { m_collected += attachments; }

    void write(MetricText &text) const;

private:
    /// Upper ends in seconds; a last one without end follows.
    static constexpr std::array<double, 9> kBuckets{0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2, 10};
    struct Histogram {
        std::array<std::uint64_t, kBuckets.size() + 1> counts{};
        double sum = 0;
        void add(double seconds);
        void write(MetricText &text, const std::string &name, const MetricLabels &labels) const;
    };

    std::map<std::pair<std::string, bool>, std::uint64_t> m_calls; ///< by verb, and whether it succeeded
    std::map<std::string, Histogram> m_durations;                  ///< by verb
    Histogram m_reconciliations;
    std::map<std::string, std::uint64_t> m_repairs;
    std::uint64_t m_collected = 0;
};

} // namespace podloom
