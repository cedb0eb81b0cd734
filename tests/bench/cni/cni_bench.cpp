// What an ADD and a DEL cost a container runtime, from the start of the plugin to its answer, with policies
// in force; beside them Debian's bridge with host-local, which has no policies. Both give an address of each
// family. The reference is measured bare, and with the masquerade of what leaves the cluster, which ours has
// too.
#include "tests/system/cni/call.h"

#include "core/os/files.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <thread>

namespace podloom {
namespace {

namespace fs = std::filesystem;

/// A plugin that is measured: ours with its agent, or the reference.
class Network {
public:
    virtual ~Network() = default;
    virtual std::string program() const = 0;
    virtual std::string config() const = 0;
    virtual std::string verb(const std::string &command) const { return command; }

    double call(const std::string &command, int pod) const
    {
        const auto name = nameOf(pod);
        const CniCall call{.command = verb(command),
                           .container = name,
                           .netns = "/run/netns/" + name,
                           .args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=" + name,
                           .config = config()};
        const auto begin = std::chrono::steady_clock::now();
        const auto outcome = callPlugin(program(), call);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        if (outcome.exitStatus != 0)
            std::fprintf(stderr, "%s of %s: %s\n", command.c_str(), name.c_str(), outcome.text.c_str());
        return outcome.exitStatus == 0 ? taken.count() : -1;
    }
    static std::string nameOf(int pod) { return "bench" + std::to_string(pod); }
};

class Reference final : public Network {
public:
    explicit Reference(bool isMasquerading) : m_isMasquerading(isMasquerading)
    {
        fs::remove_all("/run/reference");
    }
    ~Reference() override { outputOf({"ip", "link", "del", "cni0"}); }
    std::string program() const override { return "/usr/lib/cni/bridge"; }
    std::string config() const override
    {
        return R"({"cniVersion":"1.0.0","name":"reference","type":"bridge","bridge":"cni0","isGateway":true,)"
             + std::string(m_isMasquerading ? R"("ipMasq":true,)" : "") + R"(
            "ipam":{"type":"host-local","dataDir":"/run/reference",
                    "ranges":[[{"subnet":"10.99.0.0/16"}],[{"subnet":"fd00:99::/64"}]]}})";
    }

private:
    bool m_isMasquerading;
};

/// Pools whose pods are masqueraded outside, policies on a thousand groups of pods that are elsewhere, and
/// one on the pods of the bench.
std::string designWith(int count)
{
    std::string yaml = R"(
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: four}
spec: {cidr: 10.48.0.0/16, natOutgoing: true}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: six}
spec: {cidr: "fd00:48::/48", natOutgoing: true}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all, namespace: shop}
spec:
  podSelector: {}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]
)";
    for (int i = 1; i < count; ++i) {
        const auto number = std::to_string(i);
        yaml += "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p" + number
              + ", namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: a" + number
              + "}}\n  ingress: [{from: [{podSelector: {matchLabels: {app: b" + number
              + "}}}], ports: [{port: 80}]}]\n";
    }
    return yaml;
}

class Podloom final : public Network {
public:
    explicit Podloom(int policyCount)
    {
        m_world.startAgent();
        m_world.apply(designWith(policyCount));
    }
    std::string program() const override { return std::string(PODLOOM_BIN_DIR) + "/podloom-cni"; }
    std::string config() const override
    {
        return R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni"})";
    }
    const AgentWorld &world() const { return m_world; }

private:
    AgentWorld m_world;
};

/// Our plugin without work: it says its versions. What starting programs costs, which no agent can save.
class Nothing final : public Network {
public:
    std::string program() const override { return std::string(PODLOOM_BIN_DIR) + "/podloom-cni"; }
    std::string config() const override { return R"({"cniVersion":"1.0.0"})"; }
    std::string verb(const std::string &) const override { return "VERSION"; }
};

std::unique_ptr<Network> networkOf(std::int64_t number, int policyCount = 1)
{
    if (number == 0 || number == 3)
        return std::make_unique<Reference>(number == 3);
    if (number == 2)
        return std::make_unique<Nothing>();
    return std::make_unique<Podloom>(policyCount);
}

bool prepare(benchmark::State &state)
{
    if (!enterOwnNamespaces())
        return state.SkipWithError("network namespaces cannot be made here (run as root)"), false;
    if (!fs::exists("/usr/lib/cni/bridge"))
        return state.SkipWithError("needs containernetworking-plugins"), false;
    return true;
}

void makeNamespace(int pod)
{
    outputOf({"ip", "netns", "add", Network::nameOf(pod)});
}
void endNamespace(int pod)
{
    outputOf({"ip", "netns", "del", Network::nameOf(pod)});
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

/// Adds and deletes pod after pod beside `others` that stay; `isAdd` says which of the two is timed.
void one(benchmark::State &state, const Network &network, bool isAdd, int others)
{
    for (int pod = 1; pod <= others; ++pod) {
        makeNamespace(pod);
        network.call("ADD", pod);
    }
    std::vector<double> all;
    for (auto _ : state) {
        makeNamespace(0);
        const auto added = network.call("ADD", 0);
        const auto deleted = network.call("DEL", 0);
        endNamespace(0);
        if (added < 0 || deleted < 0) {
            state.SkipWithError("the plugin failed");
            break;
        }
        state.SetIterationTime(isAdd ? added : deleted);
        all.push_back(isAdd ? added : deleted);
    }
    if (!all.empty())
        state.counters["median_ms"] = median(all) * 1000;
    for (int pod = 1; pod <= others; ++pod) {
        network.call("DEL", pod);
        endNamespace(pod);
    }
}

/// Argument: 0 the reference, 1 Podloom, 3 the reference with masquerade; of a hundred at once also 2, the
/// start of our plugin alone.
void Add(benchmark::State &state)
{
    if (prepare(state))
        one(state, *networkOf(state.range(0)), true, 0);
}
void Delete(benchmark::State &state)
{
    if (prepare(state))
        one(state, *networkOf(state.range(0)), false, 0);
}

void HundredAddsAtOnce(benchmark::State &state)
{
    if (!prepare(state))
        return;
    constexpr int kPods = 100;
    const auto network = networkOf(state.range(0));
    for (auto _ : state) {
        for (int pod = 0; pod < kPods; ++pod)
            makeNamespace(pod);
        std::vector<std::thread> runtimes;
        const auto begin = std::chrono::steady_clock::now();
        for (int pod = 0; pod < kPods; ++pod)
            runtimes.emplace_back([&network, pod] { network->call("ADD", pod); });
        for (auto &each : runtimes)
            each.join();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        state.SetIterationTime(taken.count());
        for (int pod = 0; pod < kPods; ++pod) {
            network->call("DEL", pod);
            endNamespace(pod);
        }
    }
}

/// Argument: how many pods the node has.
void AddBesidePods(benchmark::State &state)
{
    if (prepare(state))
        one(state, Podloom(1), true, static_cast<int>(state.range(0)));
}

/// Argument: how many policies the cluster has.
void AddUnderPolicies(benchmark::State &state)
{
    if (prepare(state))
        one(state, Podloom(static_cast<int>(state.range(0))), true, 0);
}

/// Memory and rest of an agent with 250 pods: MiB, and the per cent of a processor while nothing happens.
void AgentAtRest(benchmark::State &state)
{
    if (!prepare(state))
        return;
    constexpr int kPods = 250;
    const Podloom network(1);
    for (int pod = 1; pod <= kPods; ++pod) {
        makeNamespace(pod);
        network.call("ADD", pod);
    }
    const auto stat = "/proc/" + std::to_string(network.world().agentPid()) + "/stat";
    const auto ticks = [&] {
        const auto text = outputOf({"awk", "{print $14 + $15}", stat});
        return std::atof(text.c_str());
    };
    std::this_thread::sleep_for(std::chrono::seconds(2)); // what was put off
    for (auto _ : state) {
        const auto before = ticks();
        std::this_thread::sleep_for(std::chrono::seconds(10));
        state.counters["cpu_percent"] = (ticks() - before) / 10;
        state.SetIterationTime(10);
    }
    state.counters["rss_MiB"] =
        std::atof(outputOf({"awk", "/^VmRSS/ {print $2 / 1024}",
                            "/proc/" + std::to_string(network.world().agentPid()) + "/status"})
                      .c_str());
    for (int pod = 1; pod <= kPods; ++pod) {
        network.call("DEL", pod);
        endNamespace(pod);
    }
}

BENCHMARK(Add)->Arg(0)->Arg(3)->Arg(1)->UseManualTime()->Iterations(50)->Unit(benchmark::kMillisecond);
BENCHMARK(Delete)->Arg(0)->Arg(3)->Arg(1)->UseManualTime()->Iterations(50)->Unit(benchmark::kMillisecond);
BENCHMARK(HundredAddsAtOnce)
    ->Arg(0)
    ->Arg(3)
    ->Arg(1)
    ->Arg(2)
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(AddBesidePods)
    ->Arg(0)
    ->Arg(50)
    ->Arg(250)
    ->UseManualTime()
    ->Iterations(30)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(AddUnderPolicies)
    ->Arg(1)
    ->Arg(1000)
    ->UseManualTime()
    ->Iterations(30)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(AgentAtRest)->UseManualTime()->Iterations(1)->Unit(benchmark::kSecond);

} // namespace
} // namespace podloom
