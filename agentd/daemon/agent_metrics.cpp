#include "agentd/daemon/agent_metrics.h"

#include "agentd/daemon/agent.h"
#include "core/os/files.h"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>

namespace podloom {

namespace {

double residentBytes()
{
    const auto statm = readFile("/proc/self/statm");
    const auto second = statm ? statm->find(' ') : std::string::npos;
    std::uint64_t pages = 0;
    if (second != std::string::npos)
        std::from_chars(statm->data() + second + 1, statm->data() + statm->size(), pages);
    return static_cast<double>(pages) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void writeAddresses(MetricText &text, const Agent &agent)
{
    std::map<std::string, std::pair<double, double>> counts{{"4", {}}, {"6", {}}}; ///< held, used
    double blocks = 0;
    for (const auto &block : agent.addresses().blocks()) {
        auto &[held, used] = counts[block.cidr.family() == Family::V4 ? "4" : "6"];
        held += static_cast<double>(block.heldBy(agent.options().node).size());
        for (const auto &[node, ordinals] : block.used)
            used += static_cast<double>(ordinals.size());
        ++blocks;
    }
    text.family("podloom_addresses_held", "gauge", "Addresses that this node may hand out.");
    for (const auto &[family, count] : counts)
        text.sample("podloom_addresses_held", {{"family", family}}, count.first);
    text.family("podloom_addresses_used", "gauge", "Of those, addresses that somebody has.");
    for (const auto &[family, count] : counts)
        text.sample("podloom_addresses_used", {{"family", family}}, count.second);
    text.family("podloom_blocks", "gauge", "Blocks of which this node holds addresses.");
    text.sample("podloom_blocks", {}, blocks);
}

void writeSessions(MetricText &text, const Agent &agent)
{
    std::map<std::string, double> states;
    const auto sessions = agent.bgpJson(); // outlives the loop over its items
    for (const auto &session : sessions.items())
        ++states[session["state"].asString()];
    text.family("podloom_bgp_sessions", "gauge", "BGP sessions of this node, by state.");
    for (const auto &[state, count] : states)
        text.sample("podloom_bgp_sessions", {{"state", state}}, count);
}

} // namespace

std::string metricsOf(const Agent &agent)
{
    MetricText text;
    text.family("podloom_agent", "info", "Which agent this is.");
    text.sample(
        "podloom_agent_info",
        {{"node", agent.options().node}, {"cluster", agent.options().cluster}, {"version", PODLOOM_VERSION}},
        1);
    text.family("podloom_agent_ready", "gauge", "1 when nothing troubles the agent.");
    text.sample("podloom_agent_ready", {}, agent.state() == Agent::State::Ready ? 1 : 0);
    text.family("podloom_generation", "gauge", "The revision of the store that is in force here.");
    text.sample("podloom_generation", {}, static_cast<double>(agent.generation()));
    text.family("podloom_pods", "gauge", "Interfaces of containers.");
    text.sample("podloom_pods", {}, static_cast<double>(agent.attachments().all().size()));
    writeAddresses(text, agent);
    writeSessions(text, agent);
    agent.metrics().write(text);
    text.family("process_resident_memory_bytes", "gauge", "Memory of the agent.");
    text.sample("process_resident_memory_bytes", {}, residentBytes());
    text.family("process_cpu_seconds", "counter", "Processor time of the agent.");
    text.sample("process_cpu_seconds_total", {}, processorSeconds());
    return std::move(text).finish();
}

} // namespace podloom
