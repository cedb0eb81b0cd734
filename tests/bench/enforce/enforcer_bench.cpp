// What it costs to enforce: the first load of a node, one more pod, one edited policy, a look whether all is
// right. A real kernel in a network namespace of its own; the argument is the number of pods, all on this
// node.
#include "agentd/enforce/enforcer.h"
#include "agentd/enforce/nft_helper.h"
#include "core/policy/compile.h"

#include <benchmark/benchmark.h>

#include <sched.h>

#include <memory>

namespace podloom {
namespace {

constexpr int kPodsOfANamespace = 50;

ObjectId idOf(std::string group, std::string kind, std::string ns, std::string name)
{
    return {std::string(kDefaultCluster), std::move(group), std::move(kind), std::move(ns), std::move(name)};
}

Pod podNumber(int number)
{
    Pod pod;
    pod.meta.id =
        idOf("", "Pod", "ns-" + std::to_string(number / kPodsOfANamespace), "pod-" + std::to_string(number));
    pod.meta.labels = {{"app", number % 2 == 0 ? "web" : "db"}};
    const auto offset = static_cast<std::uint32_t>(number + 1);
    pod.ips = {IpAddress::v4(0x0A300000U + offset), IpAddress::v6({0xFD00004800000000ULL, offset})};
    pod.spec.nodeName = "node-1";
    pod.spec.ports = {{"http", 8080, Protocol::Tcp}};
    return pod;
}

NetworkPolicy webToDb(const std::string &ns, std::uint16_t port)
{
    NetworkPolicy policy;
    policy.meta.id = idOf("networking.k8s.io", "NetworkPolicy", ns, "web-to-db");
    policy.podSelector.matchLabels = {{"app", "db"}};
    NetworkPolicyPeer web;
    web.podSelector = LabelSelector{.matchLabels = {{"app", "web"}}};
    policy.ingress = {{.peers = {web}, .ports = {{.port = port}, {.port = std::string("http")}}}};
    return policy;
}

/// Two policies a namespace: all isolated, web reaches db.
Design designOf(int pods)
{
    Design design;
    for (int number = 0; number < pods; ++number)
        design.pods.put(podNumber(number));
    for (int number = 0; number < pods; number += kPodsOfANamespace) {
        const auto ns = "ns-" + std::to_string(number / kPodsOfANamespace);
        Namespace space;
        space.meta.id = idOf("", "Namespace", "", ns);
        design.namespaces.put(space);
        NetworkPolicy isolate;
        isolate.meta.id = idOf("networking.k8s.io", "NetworkPolicy", ns, "isolate");
        design.networkPolicies.put(isolate);
        design.networkPolicies.put(webToDb(ns, 5432));
    }
    return design;
}

std::vector<LocalEndpoint> allOf(const policy::Program &program)
{
    std::vector<LocalEndpoint> out;
    for (policy::EndpointIndex index = 0; index < program.endpoints.size(); ++index)
        out.push_back({"pod" + std::to_string(index), index, program.endpoints[index].ips});
    return out;
}

struct Node {
    explicit Node(int pods)
    {
        isReady = ::unshare(CLONE_NEWNET) == 0;
        program = policy::compile(designOf(pods));
        endpoints = allOf(program);
    }
    bool load() { return static_cast<bool>(enforcer.apply(program, endpoints, {})); }

    bool isReady = false;
    NftHelper helper{{.program = PODLOOM_BIN_DIR "/podloom-nft"}};
    Enforcer enforcer{helper};
    policy::Program program;
    std::vector<LocalEndpoint> endpoints;
};

#define PODLOOM_NEEDS(condition)                                                                             \
    if (!(condition))                                                                                        \
    return state.SkipWithError("no network namespace, or the kernel refused")

void firstLoad(benchmark::State &state)
{
    Node node(static_cast<int>(state.range(0)));
    PODLOOM_NEEDS(node.isReady);
    for (auto _ : state) {
        Enforcer fresh(node.helper);
        PODLOOM_NEEDS(fresh.apply(node.program, node.endpoints, {}));
        state.PauseTiming();
        PODLOOM_NEEDS(node.helper.run("delete table inet podloom\n"));
        state.ResumeTiming();
    }
}

void onePodComesAndGoes(benchmark::State &state)
{
    Node node(static_cast<int>(state.range(0)));
    PODLOOM_NEEDS(node.isReady && node.load());
    const auto &pod = node.endpoints[node.endpoints.size() / 2];
    for (auto _ : state) {
        PODLOOM_NEEDS(node.enforcer.removeEndpoint(pod.interfaceName));
        PODLOOM_NEEDS(node.enforcer.addEndpoint(node.program, pod));
    }
}

void onePolicyIsEdited(benchmark::State &state)
{
    auto design = designOf(static_cast<int>(state.range(0)));
    Node node(static_cast<int>(state.range(0)));
    PODLOOM_NEEDS(node.isReady && node.load());
    design.networkPolicies.put(webToDb("ns-0", 5433));
    const policy::Program programs[] = {policy::compile(design), node.program};
    std::size_t turn = 0;
    for (auto _ : state)
        PODLOOM_NEEDS(node.enforcer.apply(programs[turn++ % 2], node.endpoints, {}));
}

void nothingToDo(benchmark::State &state)
{
    Node node(static_cast<int>(state.range(0)));
    PODLOOM_NEEDS(node.isReady && node.load());
    for (auto _ : state)
        PODLOOM_NEEDS(node.enforcer.verify());
}

BENCHMARK(onePodComesAndGoes)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(onePolicyIsEdited)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(firstLoad)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(nothingToDo)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
} // namespace podloom
