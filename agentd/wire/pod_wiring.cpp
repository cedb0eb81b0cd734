#include "agentd/wire/pod_wiring.h"

#include "agentd/wire/names.h"

#include <algorithm>

namespace podloom {

namespace {

bool hasFamily(const PodWiring &wiring, Family family)
{
    return std::any_of(wiring.addresses.begin(), wiring.addresses.end(),
                       [&](IpAddress address) { return address.family() == family; });
}

Status setAll(Kernel &kernel, const std::vector<std::pair<std::string, std::string>> &settings)
{
    for (const auto &[key, value] : settings) {
        if (auto set = kernel.setSysctl(key, value); !set)
            return set;
    }
    return {};
}

KernelRoute hostRoute(const PodWiring &wiring, IpAddress address)
{
    KernelRoute route;
    route.destination = Prefix::host(address);
    route.interface = wiring.hostInterface;
    route.protocol = kRouteProtocol;
    return route;
}

/// The route to one address, or a Conflict that says who has it.
Status addHostRoute(Kernel &kernel, const PodWiring &wiring, IpAddress address)
{
    const auto wanted = hostRoute(wiring, address);
    auto added = kernel.addRoute(wanted);
    if (added || added.error().code != Errc::AlreadyExists)
        return added;
    const auto all = kernel.routes({std::nullopt, address.family(), wanted.table});
    if (!all)
        return Failure{all.error()};
    for (const auto &route : *all) {
        if (route.destination == wanted.destination && route.interface != wiring.hostInterface)
            return fail(Errc::Conflict, "route-conflict", "a route to %1 goes by %2 already, not by %3",
                        {address.toString(), route.interface.empty() ? "a blackhole" : route.interface,
                         wiring.hostInterface});
    }
    return {};
}

Status limitRates(Kernel &kernel, const PodWiring &wiring)
{
    if (const auto &limit = wiring.toPod; limit.bitsPerSecond > 0) {
        if (auto done = kernel.limitRate(wiring.hostInterface, limit.bitsPerSecond, limit.burstBits); !done)
            return done;
    }
    const auto &limit = wiring.fromPod;
    if (limit.bitsPerSecond == 0)
        return {};
    const auto limiter = limiterName(wiring.hostInterface);
    if (auto done = kernel.addIfb(limiter); !done && done.error().code != Errc::AlreadyExists)
        return done;
    if (auto done = kernel.limitRate(limiter, limit.bitsPerSecond, limit.burstBits); !done)
        return done;
    if (auto done = kernel.setUp(limiter); !done)
        return done;
    return kernel.redirectIngress(wiring.hostInterface, limiter);
}

/// What is gone already is no error.
Status deleteLinkIfThere(Kernel &kernel, const std::string &name)
{
    auto gone = kernel.deleteLink(name);
    if (!gone && gone.error().code == Errc::NotFound)
        return {};
    return gone;
}

Status wireHostSide(Kernel &kernel, const PodWiring &wiring)
{
    const auto v4 = "net/ipv4/conf/" + wiring.hostInterface + "/";
    const auto v6 = "net/ipv6/conf/" + wiring.hostInterface + "/";
    auto done = setAll(kernel, {{v4 + "rp_filter", wiring.isSpoofingAllowed ? "0" : "1"},
                                {v4 + "forwarding", "1"},
                                {v6 + "disable_ipv6", "0"},
                                {v6 + "accept_ra", "0"},
                                {v6 + "forwarding", "1"}});
    if (!done)
        return done;
    if (wiring.isReachedFromLoopback) {
        if (done = kernel.setSysctl(v4 + "route_localnet", "1"); !done)
            return done;
    }
    if (done = limitRates(kernel, wiring); !done)
        return done;
    if (done = kernel.disableAutomaticLinkLocal(wiring.hostInterface); !done)
        return done;
    if (done = kernel.setUp(wiring.hostInterface); !done)
        return done;
    if (hasFamily(wiring, Family::V6)) {
        if (done = kernel.addAddress({wiring.hostInterface, {kPodGateway6, 64}}); !done)
            return done;
    }
    for (const auto address : wiring.addresses) {
        if (done = kernel.setNeighbour({wiring.hostInterface, address, wiring.podMac, true}); !done)
            return done;
        if (done = addHostRoute(kernel, wiring, address); !done)
            return done;
    }
    return {};
}

/// Tables of the pod's further interfaces, by their index.
constexpr std::uint32_t kFirstPodTable = 1000;

/// The next hop and the way to it, in `table`.
Status addPodRoutesIn(Kernel &pod, const PodWiring &wiring, Family family, std::uint32_t table)
{
    const auto gateway = family == Family::V4 ? kPodGateway4 : kPodGateway6;
    KernelRoute route;
    route.interface = wiring.podInterface;
    route.protocol = 3; // RTPROT_BOOT, as `ip route` writes; the pod's table is not ours to mark
    route.table = table;
    if (family == Family::V4) {
        route.destination = Prefix::host(gateway);
        if (auto done = pod.addRoute(route); !done)
            return done;
    }
    route.destination = Prefix::all(family);
    route.gateway = gateway;
    return pod.addRoute(route);
}

/// A pod whose way out is another interface sends by this one what comes from its addresses.
Status addPodRoutes(Kernel &pod, const PodWiring &wiring, Family family)
{
    const auto gateway = family == Family::V4 ? kPodGateway4 : kPodGateway6;
    if (auto done = pod.setNeighbour({wiring.podInterface, gateway, kHostSideMac, true}); !done)
        return done;
    const KernelRoute main;
    auto added = addPodRoutesIn(pod, wiring, family, main.table);
    if (added || added.error().code != Errc::AlreadyExists)
        return added;
    const auto link = pod.link(wiring.podInterface);
    if (!link)
        return Failure{link.error()};
    const auto table = kFirstPodTable + static_cast<std::uint32_t>(link->index);
    if (added = addPodRoutesIn(pod, wiring, family, table); !added)
        return added;
    for (const auto address : wiring.addresses) {
        if (address.family() != family)
            continue;
        if (added = pod.addSourceRule(address, table); !added)
            return added;
    }
    return {};
}

Status wirePodSide(Kernel &pod, const PodWiring &wiring)
{
    const auto v6 = "net/ipv6/conf/" + wiring.podInterface + "/";
    // Some runtimes make pods with IPv6 off; a pod that gets such an address needs it.
    if (hasFamily(wiring, Family::V6)) {
        auto done =
            setAll(pod, {{v6 + "disable_ipv6", "0"}, {v6 + "accept_dad", "0"}, {v6 + "accept_ra", "0"}});
        if (!done)
            return done;
    }
    for (const auto *name : {"lo", wiring.podInterface.c_str()}) {
        if (auto done = pod.setUp(name); !done)
            return done;
    }
    for (const auto address : wiring.addresses) {
        if (auto done = pod.addAddress({wiring.podInterface, {address, bitsOf(address.family())}}); !done)
            return done;
    }
    for (const auto family : {Family::V4, Family::V6}) {
        if (!hasFamily(wiring, family))
            continue;
        if (auto done = addPodRoutes(pod, wiring, family); !done)
            return done;
    }
    for (const auto address : wiring.addresses) {
        if (auto done = pod.awaitAddress(address); !done)
            return done;
    }
    return pod.settleCarrier(wiring.podInterface);
}

/// Makes the pair; what an earlier attempt left under the host's name goes away first.
Status addPair(Kernel &kernel, int podNetnsFd, const PodWiring &wiring)
{
    VethPair pair;
    pair.end = {wiring.hostInterface, kHostSideMac, -1};
    pair.peer = {wiring.podInterface, wiring.podMac, podNetnsFd};
    pair.mtuBytes = wiring.mtuBytes;
    auto added = kernel.addVeth(pair);
    if (added || added.error().code != Errc::AlreadyExists)
        return added;
    if (!kernel.link(wiring.hostInterface))
        return fail(Errc::AlreadyExists, "pod-interface-exists", "the pod has an interface %1 already",
                    {wiring.podInterface});
    // The same container has a working interface: that is a second ADD, not a leftover.
    const auto isWired = [&](Kernel &pod) -> Status {
        const auto link = pod.link(wiring.podInterface);
        return link ? Status() : Status(Failure{link.error()});
    };
    if (kernel.inside(podNetnsFd, isWired))
        return added;
    if (auto gone = deleteLinkIfThere(kernel, wiring.hostInterface); !gone)
        return gone;
    return kernel.addVeth(pair);
}

} // namespace

Status wirePod(Kernel &kernel, int podNetnsFd, const PodWiring &wiring)
{
    if (auto made = addPair(kernel, podNetnsFd, wiring); !made)
        return made;
    auto done = wireHostSide(kernel, wiring);
    if (done)
        done = kernel.inside(podNetnsFd, [&](Kernel &pod) { return wirePodSide(pod, wiring); });
    if (done) // the end that came up first got its carrier from the second
        done = kernel.settleCarrier(wiring.hostInterface);
    if (!done) {
        auto undone = deleteLinkIfThere(kernel, wiring.hostInterface);
        if (undone)
            undone = deleteLinkIfThere(kernel, limiterName(wiring.hostInterface));
        if (!undone)
            return wrap(std::move(done).error(), "and the link stays: " + undone.error().text());
    }
    return done;
}

Status unwirePod(Kernel &kernel, const std::string &hostInterface, const std::vector<IpAddress> &addresses)
{
    for (const auto &name : {hostInterface, limiterName(hostInterface)}) {
        if (auto gone = deleteLinkIfThere(kernel, name); !gone)
            return gone;
    }
    if (addresses.empty())
        return {};
    if (auto forgotten = kernel.forgetFlows(addresses); !forgotten)
        return Failure{std::move(forgotten).error()};
    return {};
}

Status repairPod(Kernel &kernel, const PodWiring &wiring)
{
    if (auto found = kernel.link(wiring.hostInterface); !found)
        return Failure{std::move(found).error()};
    return wireHostSide(kernel, wiring);
}

namespace {

/// What is wrong with the limits of rates, as sentences.
Status checkRates(Kernel &kernel, const PodWiring &wiring, std::vector<std::string> &faults)
{
    const auto expectLimit = [&](const std::string &link, std::uint64_t bitsPerSecond,
                                 const std::string &what) -> Status {
        const auto limit = kernel.rateLimit(link);
        if (!limit)
            return Failure{limit.error()};
        const auto wanted = std::max<std::uint64_t>(bitsPerSecond / 8, 1) * 8;
        if (!*limit)
            faults.push_back("nothing limits what the pod " + what + ": " + link
                             + " has lost its token bucket");
        else if (**limit != wanted)
            faults.push_back(link + " limits what the pod " + what + " to " + std::to_string(**limit)
                             + " bit/s, not to " + std::to_string(wanted));
        return {};
    };
    if (wiring.toPod.bitsPerSecond > 0) {
        if (auto done = expectLimit(wiring.hostInterface, wiring.toPod.bitsPerSecond, "receives"); !done)
            return done;
    }
    if (wiring.fromPod.bitsPerSecond == 0)
        return {};
    const auto name = limiterName(wiring.hostInterface);
    const auto limiter = kernel.link(name);
    if (!limiter || !limiter->isUp) {
        faults.push_back(name + ", which limits what the pod sends, is missing or down");
        return {};
    }
    if (auto done = expectLimit(name, wiring.fromPod.bitsPerSecond, "sends"); !done)
        return done;
    const auto isRedirected = kernel.isIngressRedirected(wiring.hostInterface, name);
    if (!isRedirected)
        return Failure{isRedirected.error()};
    if (!*isRedirected)
        faults.push_back("what the pod sends does not go through " + name
                         + ", which limits it: the filter of " + wiring.hostInterface + " is missing");
    return {};
}

/// A plugin behind us may have moved our routes to another table.
Status checkPodRoutes(Kernel &pod, const PodWiring &wiring, std::vector<std::string> &faults)
{
    const auto routes = pod.routes({std::nullopt, std::nullopt, std::nullopt});
    if (!routes)
        return Failure{routes.error()};
    for (const auto family : {Family::V4, Family::V6}) {
        const auto gateway = family == Family::V4 ? kPodGateway4 : kPodGateway6;
        const auto isWayOut = [&](const KernelRoute &route) {
            return route.gateway == gateway && route.interface == wiring.podInterface;
        };
        if (hasFamily(wiring, family) && std::none_of(routes->begin(), routes->end(), isWayOut))
            faults.push_back("the pod lacks the route by " + gateway.toString());
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> checkPod(Kernel &kernel, int podNetnsFd, const PodWiring &wiring)
{
    std::vector<std::string> faults;
    const auto link = kernel.link(wiring.hostInterface);
    if (!link) {
        faults.push_back(link.error().text());
    } else if (!link->isUp) {
        faults.push_back(wiring.hostInterface + " is down");
    }
    if (link) {
        if (auto looked = checkRates(kernel, wiring, faults); !looked)
            return Failure{std::move(looked).error()};
    }
    const auto routes = kernel.routes({kRouteProtocol, std::nullopt, 254});
    if (!routes)
        return Failure{routes.error()};
    for (const auto address : wiring.addresses) {
        const auto isIt = [&](const KernelRoute &route) {
            return route.destination == Prefix::host(address) && route.interface == wiring.hostInterface;
        };
        if (std::none_of(routes->begin(), routes->end(), isIt))
            faults.push_back("the route to " + address.toString() + " is missing");
    }
    if (podNetnsFd < 0)
        return faults;
    auto looked = kernel.inside(podNetnsFd, [&](Kernel &pod) -> Status {
        const auto end = pod.link(wiring.podInterface);
        if (!end || !end->isUp)
            faults.push_back(wiring.podInterface + " is missing or down in the pod");
        const auto held = pod.addresses();
        if (!held)
            return Failure{held.error()};
        for (const auto address : wiring.addresses) {
            const LinkAddress wanted{wiring.podInterface, {address, bitsOf(address.family())}};
            if (std::find(held->begin(), held->end(), wanted) == held->end())
                faults.push_back("the pod lacks the address " + address.toString());
        }
        return end ? checkPodRoutes(pod, wiring, faults) : Status();
    });
    if (!looked)
        return Failure{std::move(looked).error()};
    return faults;
}

} // namespace podloom
