// What joining a pod to its node and taking it away costs, in namespaces of this program.
#include "agentd/wire/names.h"
#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/pod_wiring.h"

#include <benchmark/benchmark.h>

namespace podloom {
namespace {

PodWiring dualStackPod()
{
    PodWiring wiring;
    wiring.hostInterface = podInterfaceName("bench", "eth0");
    wiring.podMac = podMac("bench", "eth0");
    wiring.addresses = {*IpAddress::parse("10.48.0.1"), *IpAddress::parse("fd00:48::1")};
    return wiring;
}

/// `isAdd`: whether adding is timed, or deleting.
void wireAndUnwire(benchmark::State &state, bool isAdd)
{
    const auto host = Netns::create();
    const auto pod = Netns::create();
    if (!host || !pod)
        return state.SkipWithError("network namespaces cannot be made here (run as root)");
    const auto kernel = NetlinkKernel::openIn(host->fd());
    const auto wiring = dualStackPod();
    const auto add = [&] { return wirePod(**kernel, pod->fd(), wiring).has_value(); };
    const auto remove = [&] {
        return unwirePod(**kernel, wiring.hostInterface, wiring.addresses).has_value();
    };
    for (auto _ : state) {
        if (!isAdd) {
            state.PauseTiming();
            add();
            state.ResumeTiming();
        }
        if (!(isAdd ? add() : remove()))
            return state.SkipWithError("the kernel refused");
        if (isAdd) {
            state.PauseTiming();
            remove();
            state.ResumeTiming();
        }
    }
}

void AddPod(benchmark::State &state)
{
    wireAndUnwire(state, true);
}
void DeletePod(benchmark::State &state)
{
    wireAndUnwire(state, false);
}

BENCHMARK(AddPod)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(DeletePod)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace
} // namespace podloom
