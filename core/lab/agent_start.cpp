#include "core/lab/agent_start.h"

#include "core/base/text.h"
#include "core/lab/node_setup.h"
#include "core/lab/settling.h"

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{50};
/// A service that has died as often does not come up by trying on.
constexpr int kHopelessRestarts = 4;

/// First line: how often the service was started again; then the end of what it said.
constexpr auto kLookScript = R"sh(
if [ -S /run/podloom-init.sock ]; then
    /usr/libexec/podloom/podloom-node service status "$1" 2>/dev/null | sed -n 's/.*"restarts":\([0-9]*\).*/\1/p' | grep . || echo 0
    tail -n 5 "/var/log/podloom/$1.log"
else
    systemctl show -p NRestarts --value "$1" | grep . || echo 0
    journalctl -q -u "$1" -n 5 -o cat
fi
true
)sh";

struct ServiceLook {
    std::int64_t restarts = 0;
    std::string lastWords{};
};

ServiceLook lookAtService(RemoteHost &host, const LabJob &job)
{
    const auto output =
        host.run({{"sh", "-c", kLookScript, "sh", kAgentService}, {}, std::chrono::seconds(10)}, job.stop);
    if (!output)
        return {};
    const auto &text = output->standardOutput;
    const auto end = text.find('\n');
    ServiceLook look;
    look.restarts = static_cast<std::int64_t>(parseUnsigned(text.substr(0, end)).value_or(0));
    if (end == std::string::npos)
        return look;
    const auto lines = split(trimmed(std::string_view(text).substr(end + 1)), '\n');
    look.lastWords = join({lines.begin(), lines.end()}, " | ");
    return look;
}

} // namespace

Status waitForAgent(NodeLink &link, std::chrono::milliseconds timeout, const LabJob &job)
{
    const auto &node = link.member().node;
    const auto deadline = Clock::now() + timeout;
    auto nextLook = Clock::now() + std::chrono::seconds(2);
    for (;;) {
        const auto status = link.call("status", Json::object());
        const auto state = status ? (*status)["agent"]["state"].asString() : std::string();
        // An agent whose BIRD has refused a configuration works, and waits for a better one.
        if (state == "ready" || (state == "degraded" && (*status)["agent"]["refusal"].isObject()))
            return {};
        if (job.stop.stop_requested())
            return fail(Errc::Cancelled, "cancelled", "it was cancelled");
        const bool isOver = Clock::now() >= deadline;
        if (status && isOver)
            return fail(Errc::Timeout, "agent-state", "the agent of %1 is %2: %3",
                        {node, state, (*status)["agent"]["trouble"].asString()});
        if (!status && (isOver || Clock::now() >= nextLook)) {
            const auto look = lookAtService(link.host(), job);
            if (isOver || look.restarts >= kHopelessRestarts)
                return fail(Errc::Timeout, "agent-silent",
                            "the agent of %1 does not come up (%2); it said: %3",
                            {node, status.error().text(),
                             look.lastWords.empty() ? std::string("nothing") : look.lastWords});
            nextLook = Clock::now() + std::chrono::seconds(2);
        }
        pauseUnlessStopped(job, kPoll);
    }
}

} // namespace podloom
