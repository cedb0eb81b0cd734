#include "agentd/daemon/metrics.h"

#include <algorithm>
#include <cstdio>

namespace podloom {

namespace {

std::string numberText(double value)
{
    std::array<char, 32> buffer{};
    const int size = std::snprintf(buffer.data(), buffer.size(), "%.9g", value);
    return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string escaped(const std::string &value)
{
    std::string out;
    for (const char c : value) {
        if (c == '\n')
            out += "\\n";
        else if (c == '"' || c == '\\')
            out += {'\\', c};
        else
            out += c;
    }
    return out;
}

} // namespace

void MetricText::family(const std::string &name, const std::string &type, const std::string &help)
{
    m_text += "# TYPE " + name + ' ' + type + "\n# HELP " + name + ' ' + escaped(help) + '\n';
}

void MetricText::sample(const std::string &name, const MetricLabels &labels, double value)
{
    m_text += name;
    for (std::size_t i = 0; i < labels.size(); ++i)
        m_text += (i == 0 ? '{' : ',') + labels[i].first + "=\"" + escaped(labels[i].second) + '"';
    m_text += (labels.empty() ? " " : "} ") + numberText(value) + '\n';
}

std::string MetricText::finish() &&
{
    return std::move(m_text) + "# EOF\n";
}

void Metrics::Histogram::add(double seconds)
{
    const auto at = std::lower_bound(kBuckets.begin(), kBuckets.end(), seconds);
    ++counts[static_cast<std::size_t>(at - kBuckets.begin())];
    sum += seconds;
}

void Metrics::Histogram::write(MetricText &text, const std::string &name, const MetricLabels &labels) const
{
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        total += counts[i];
        auto withEnd = labels;
        withEnd.emplace_back("le", i < kBuckets.size() ? numberText(kBuckets[i]) : "+Inf");
        text.sample(name + "_bucket", withEnd, static_cast<double>(total));
    }
    text.sample(name + "_count", labels, static_cast<double>(total));
    text.sample(name + "_sum", labels, sum);
}

void Metrics::countCall(const std::string &verb, bool isOk, std::chrono::duration<double> taken)
{
    ++m_calls[{verb, isOk}];
    m_durations[verb].add(taken.count());
}

void Metrics::write(MetricText &text) const
{
    text.family("podloom_cni_calls", "counter", "Calls of container runtimes that were answered.");
    for (const auto &[call, count] : m_calls)
        text.sample("podloom_cni_calls_total",
                    {{"verb", call.first}, {"result", call.second ? "ok" : "error"}},
                    static_cast<double>(count));
    text.family("podloom_cni_seconds", "histogram", "From the arrival of a call to its answer.");
    for (const auto &[verb, histogram] : m_durations)
        histogram.write(text, "podloom_cni_seconds", {{"verb", verb}});
    text.family("podloom_reconcile_seconds", "histogram", "Bringing the kernel to what is desired.");
    m_reconciliations.write(text, "podloom_reconcile_seconds", {});
    text.family("podloom_repairs", "counter", "What other programs had changed and was put right.");
    for (const auto &[what, count] : m_repairs)
        text.sample("podloom_repairs_total", {{"what", what}}, static_cast<double>(count));
    text.family("podloom_collected_attachments", "counter", "Attachments that garbage collection released.");
    text.sample("podloom_collected_attachments_total", {}, static_cast<double>(m_collected));
}

} // namespace podloom
