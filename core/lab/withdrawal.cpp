#include "core/lab/withdrawal.h"

#include "core/lab/deployment.h"
#include "core/lab/settling.h"

#include <algorithm>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kPoll{100};

/// Reads "service NAME" and "file PATH" lines. What an agent that does not answer has left (pods, its table,
/// BIRD) goes as well.
constexpr auto kCleanScript = R"sh(
node=/usr/libexec/podloom/podloom-node
list=$(cat)
if [ -x $node ] && [ -d /run/podloom/pods ]; then
    $node pod list --json | grep -o '"name":"[^"]*"' | cut -d'"' -f4 | while read -r pod; do
        $node pod rm --name "$pod" || echo "pod $pod stays" >&2
    done
fi
echo "$list" | while read -r kind name; do
    [ "$kind" = service ] || continue
    if [ -S /run/podloom-init.sock ]; then
        [ -x $node ] && $node service stop "$name" >/dev/null 2>&1
    else
        systemctl disable --now --quiet "podloom-${name#podloom-}" 2>/dev/null
    fi
done
if [ -f /run/podloom/bird.pid ]; then
    pid=$(cat /run/podloom/bird.pid)
    kill "$pid" 2>/dev/null
    for try in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
fi
for table in podloom podloom-ports; do
    if command -v nft >/dev/null && nft list table inet $table >/dev/null 2>&1; then nft delete table inet $table; fi
done
for protocol in 112 113; do
    ip -4 route flush proto $protocol
    ip -6 route flush proto $protocol
done
for tunnel in vxlan-podloom4 vxlan-podloom6; do
    ip link del $tunnel 2>/dev/null
done
echo "$list" | while read -r kind name; do
    [ "$kind" = file ] || continue
    rm -f "$name"
done
rm -rf /var/lib/podloom /run/podloom
rm -f /var/log/podloom/etcd.log /var/log/podloom/podloom-agentd.log
rmdir --ignore-fail-on-non-empty -p /usr/libexec/podloom /etc/podloom/services /etc/cni/net.d /opt/cni/bin /var/log/podloom 2>/dev/null
[ -d /run/systemd/system ] && systemctl daemon-reload
true
)sh";

/// Tells the cluster to become empty: its agents end pods, sessions and policies in good order.
void emptyCluster(const std::vector<NodeLink *> &links)
{
    for (auto *link : links) {
        const auto answer = link->call(
            "apply", Json::object({{"objects", Json::array()}, {"set", kObjectSet}, {"prune", true}}),
            std::chrono::minutes(1));
        if (answer)
            return;
    }
}

/// Until the agent has no pods and no sessions any more; one that does not answer is not waited for.
void awaitEmpty(NodeLink &link, const LabJob &job)
{
    const auto deadline = Clock::now() + kPatience;
    while (Clock::now() < deadline && !job.stop.stop_requested()) {
        const auto status = link.call("status", Json::object());
        if (!status || ((*status)["pods"].items().empty() && (*status)["bgp"].items().empty()))
            return;
        pauseUnlessStopped(job, kPoll);
    }
}

Status clean(NodeLink &link, const LabInventory &inventory, const ProgramFiles &programs, const LabJob &job)
{
    const auto &member = link.member();
    const auto facts = probeFacts(link.host(), job.stop);
    if (!facts)
        return wrap(facts.error(), member.node);
    const auto setup = nodeSetup(inventory, member, *facts, programs);
    std::string lines;
    for (auto service = setup.wanted.services.rbegin(); service != setup.wanted.services.rend(); ++service)
        lines += "service " + service->name + '\n';
    for (const auto &file : setup.wanted.files)
        lines += "file " + file.path + '\n';
    auto done =
        runChecked(link.host(), {{"sh", "-c", kCleanScript}, lines, std::chrono::minutes(3)}, job.stop);
    if (!done)
        return wrap(std::move(done).error(), member.node);
    job.say(member.node, {"nothing-left", "nothing of Podloom is left on %1", {member.node}});
    return {};
}

} // namespace

Status withdrawFromRealMachines(const LabFolder &folder, const LabInventory &inventory, const LabJob &job)
{
    std::vector<std::unique_ptr<NodeLink>> links;
    for (const auto &member : inventory.members) {
        if (member.ssh)
            links.push_back(std::make_unique<NodeLink>(folder, member, job));
    }
    if (links.empty())
        return {};
    auto programs = ProgramFiles::read();
    if (!programs)
        return Failure{std::move(programs).error()};
    for (const auto &cluster : inventory.clusters()) {
        std::vector<NodeLink *> ofCluster;
        for (const auto &link : links) {
            if (link->member().cluster == cluster)
                ofCluster.push_back(link.get());
        }
        emptyCluster(ofCluster);
    }
    std::vector<Status> done(links.size());
    // All are empty before the first one stops: the store runs on one of them.
    forEachParallel(links.size(), [&](std::size_t index) { awaitEmpty(*links[index], job); });
    forEachParallel(links.size(), [&](std::size_t index) {
        done[index] = clean(*links[index], inventory, *programs, job);
    });
    const auto failed = std::find_if(done.begin(), done.end(), [](const Status &status) { return !status; });
    return failed == done.end() ? Status() : std::move(*failed);
}

} // namespace podloom
