#include "app/tools/cluster_plan.h"

#include "app/tools/copy_objects.h"
#include "core/address/pools.h"
#include "core/routing/network_template.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom::app {

namespace {

constexpr int kMostPodsPerNode = 1000;
constexpr int kMostInMesh = 100; ///< from here on a mesh has more sessions than a person can look after
constexpr std::uint32_t kFirstPrivateAs = 64512;
constexpr int kMostShift = 9;     ///< further clusters whose networks are found by themselves
constexpr int kLargestBlock = 20; ///< Calico's largest IPv4 block

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

/// The block that a node fills with one to four of them: /26 for up to 256 pods, Calico's own default.
int blockFor(int podsPerNode)
{
    constexpr int kBlocks = 4;
    int length = podsPerNode <= 16 ? 28 : podsPerNode <= 32 ? 27 : 26;
    while (podsPerNode > kBlocks << (32 - length) && length > kLargestBlock)
        --length;
    return length;
}

/// Every network that the design uses for something.
std::vector<Prefix> networksOf(const Design &design)
{
    std::vector<Prefix> out;
    for (const auto &name : design.clusterNames()) {
        if (design.clusters.empty() && design.nodes.empty())
            break; // nothing there: the defaults of nobody are in nobody's way
        for (const auto &pool : poolsOf(design, name))
            out.push_back(pool.cidr);
        const auto cluster = design.clusterOrDefault(name);
        for (const auto *more : {&cluster.serviceCidrs, &cluster.nodeCidrs})
            out.insert(out.end(), more->begin(), more->end());
    }
    for (const auto &link : design.links)
        out.insert(out.end(), link.subnets.begin(), link.subnets.end());
    for (const auto &node : design.nodes) {
        for (const auto &each : node.addresses)
            out.push_back(each.network());
    }
    return out;
}

bool isFree(const Prefix &wanted, const std::vector<Prefix> &used)
{
    return std::none_of(used.begin(), used.end(), [&](const Prefix &each) { return each.overlaps(wanted); });
}

/// The first free network of that length from 10.48.0.0 on.
std::optional<Prefix> freePool(int length, const std::vector<Prefix> &used)
{
    constexpr std::uint64_t kFirst = 0x0a300000; // 10.48.0.0
    constexpr std::uint64_t kEnd = 0x0b000000;   // 11.0.0.0
    const auto step = std::uint64_t{1} << (32 - length);
    for (auto at = (kFirst + step - 1) / step * step; at + step <= kEnd; at += step) {
        const auto text = number(static_cast<std::int64_t>(at >> 24)) + '.'
                        + number(static_cast<std::int64_t>(at >> 16 & 255)) + '.'
                        + number(static_cast<std::int64_t>(at >> 8 & 255)) + '.'
                        + number(static_cast<std::int64_t>(at & 255)) + '/' + number(length);
        const auto pool = Prefix::parse(text);
        if (pool && isFree(*pool, used))
            return *pool;
    }
    return std::nullopt;
}

std::uint32_t freeAs(const Design &design)
{
    std::set<std::uint32_t> used;
    for (const auto &cluster : design.clusters)
        used.insert(cluster.asNumber);
    for (const auto &router : design.routers)
        used.insert(router.asNumber);
    auto as = kFirstPrivateAs;
    while (used.contains(as))
        ++as;
    return as;
}

Status check(const ClusterWish &wish, const Design &design)
{
    if (wish.podsPerNode < 1 || wish.podsPerNode > kMostPodsPerNode)
        return fail(Errc::InvalidArgument, "wish-pods", "pods a node has to be a number from 1 to %1",
                    {number(kMostPodsPerNode)});
    for (const auto &cluster : design.clusters) {
        if (cluster.meta.id.name == wish.name)
            return fail(Errc::InvalidArgument, "wish-cluster-taken",
                        "there is a cluster called %1 already: give this one another name", {wish.name});
    }
    return {};
}

/// How the networks of the templates begin, and how they begin in a further cluster.
std::vector<std::pair<std::string, std::string>> movesOf(int shift)
{
    const auto byte = [shift](int first) { return "10." + number(first + 4 * (shift - 1)) + '.'; };
    return {{"172.31.", byte(200)},
            {"172.30.", byte(201)},
            {"192.168.", byte(202)},
            {"10.96.", "10." + number(96 + shift) + '.'},
            {"fd00:", "fd0" + number(shift) + ':'}};
}

/// 0 for the first cluster; else the first shift whose networks nothing in the design has.
std::optional<int> freeShift(const Design &design)
{
    if (design.clusters.empty())
        return 0;
    auto used = networksOf(design);
    for (const auto &router : design.routers) {
        for (const auto &each : router.addresses)
            used.push_back(each.network());
    }
    for (int shift = 1; shift <= kMostShift; ++shift) {
        bool allFree = true;
        for (const auto &[from, to] : movesOf(shift)) {
            const bool isV6 = to.back() == ':';
            const auto network = Prefix::parse(isV6 ? to + ":/16" : to + "0.0/16");
            allFree = allFree && network && isFree(*network, used);
        }
        if (allFree)
            return shift;
    }
    return std::nullopt;
}

/// Makes the plan of one wish.
class Planner {
public:
    Planner(const ClusterWish &wish, const Snapshot &snapshot) : m_wish(wish), m_snapshot(snapshot) {}

    Result<ClusterPlan> plan()
    {
        if (auto checked = check(m_wish, m_snapshot.design()); !checked)
            return Failure{std::move(checked).error()};
        const auto shift = freeShift(m_snapshot.design());
        if (!shift)
            return fail(
                Errc::Exhausted, "wish-clusters",
                "beside %1 clusters there are no networks left that would go without saying: add the next "
                "one by hand",
                {number(static_cast<std::int64_t>(m_snapshot.design().clusters.size()))});
        m_plan.shift = *shift;
        chooseRouting();
        if (auto chosen = choosePool(); !chosen)
            return Failure{std::move(chosen).error()};
        chooseAs();
        auto text = writeTemplate(
            {.name = m_plan.routing, .cluster = m_wish.name, .nodes = m_wish.nodes, .racks = m_wish.racks});
        if (!text)
            return Failure{std::move(text).error()};
        m_plan.name = m_wish.name;
        m_plan.text = *std::move(text);
        return m_plan;
    }

private:
    void because(std::string id, std::string english, std::vector<std::string> arguments)
    {
        m_plan.reasons.push_back({std::move(id), std::move(english), std::move(arguments)});
    }

    void chooseRouting()
    {
        m_plan.routing = !m_wish.routing.empty()     ? m_wish.routing
                       : m_wish.nodes <= kMostInMesh ? "mesh"
                       : m_wish.racks > 1            ? "rack-reflectors"
                                                     : "reflectors";
        const std::int64_t nodes = m_wish.nodes;
        const auto sessions = number(nodes * (nodes - 1) / 2);
        if (m_plan.routing == "mesh")
            because(
                "why-mesh",
                "Routes: a mesh. %1 sessions, %2 a node; nothing has to be looked after, and up to %3 nodes "
                "that stays little.",
                {sessions, number(std::max<std::int64_t>(nodes - 1, 0)), number(kMostInMesh)});
        else if (m_plan.routing == "reflectors" || m_plan.routing == "rack-reflectors")
            because(
                "why-reflectors",
                "Routes: reflectors. A mesh of %1 nodes would have %2 sessions; through reflectors a node "
                "keeps a few, and a reflector may fail.",
                {number(nodes), sessions});
        else
            because(
                "why-routers",
                "Routes: the nodes peer with the routers of their racks, so that the network itself knows "
                "where pods are and nothing is wrapped into tunnels.",
                {});
    }

    Status choosePool()
    {
        m_plan.blockV4 = blockFor(m_wish.podsPerNode);
        m_plan.blockV6 = m_plan.blockV4 + 96;
        const auto inBlock = std::int64_t{1} << (32 - m_plan.blockV4);
        const auto blocks = (m_wish.podsPerNode + inBlock - 1) / inBlock;
        because(
            "why-block",
            "Blocks: /%1, %2 addresses. Nodes take whole blocks: %3 pods need %4, and the network carries "
            "one route a block instead of one a pod.",
            {number(m_plan.blockV4), number(inBlock), number(m_wish.podsPerNode), number(blocks)});
        const auto needed = std::int64_t{m_wish.nodes} * blocks * inBlock;
        int length = m_plan.blockV4;
        while ((std::int64_t{1} << (32 - length)) < 2 * needed && length > 8)
            --length;
        auto used = networksOf(m_snapshot.design());
        if (m_plan.shift > 0) {
            for (const auto &[from, to] : movesOf(m_plan.shift)) {
                if (const auto own = Prefix::parse(to + "0.0/16"))
                    used.push_back(*own);
            }
        } else {
            used.push_back(*Prefix::parse("10.96.0.0/16")); // the services of the template
        }
        m_plan.poolV4 = freePool(length, used);
        if (!m_plan.poolV4)
            return fail(Errc::Exhausted, "wish-no-pool",
                        "no /%1 between 10.48.0.0 and 10.255.255.255 is free for %2 nodes with %3 pods each: "
                        "ask for fewer, or make the pools by hand",
                        {number(length), number(m_wish.nodes), number(m_wish.podsPerNode)});
        because(
            "why-pool",
            "Pool: %1, %2 addresses. %3 nodes need %4; the pool has at least twice that, so that it can grow "
            "without a second one.",
            {m_plan.poolV4->toString(), number(std::int64_t{1} << (32 - length)), number(m_wish.nodes),
             number(needed)});
        return {};
    }

    void chooseAs()
    {
        m_plan.asNumber = freeAs(m_snapshot.design());
        because("why-as", "AS number: %1, the first private one (RFC 6996) that nothing here has.",
                {number(m_plan.asNumber)});
    }

    const ClusterWish &m_wish;
    const Snapshot &m_snapshot;
    ClusterPlan m_plan;
};

/// The template's manifests with the numbers of the plan; beside other clusters with networks, AS numbers and
/// names that those do not have.
class Settler {
public:
    explicit Settler(const ClusterPlan &plan) : m_plan(plan), m_shift(plan.shift) {}

    std::vector<Json> manifests() const
    {
        const auto made = parseFiles({{"cluster", m_shift > 0 ? moved(m_plan.text) : m_plan.text}});
        std::vector<Json> out;
        for (const auto &id : made->objects()) {
            auto manifest = made->manifestJson(id);
            settle(id, manifest);
            if (m_shift > 0)
                setApart(id, manifest);
            out.push_back(std::move(manifest));
        }
        return out;
    }

private:
    void settle(const ObjectId &id, Json &manifest) const
    {
        auto spec = manifest["spec"];
        if (id.kind == "IPPool") {
            const bool isV4 = spec["cidr"].asString().find(':') == std::string::npos;
            if (isV4)
                spec.set("cidr", m_plan.poolV4->toString());
            spec.set("blockSize", isV4 ? m_plan.blockV4 : m_plan.blockV6);
        } else if (id.kind == "Cluster" || id.kind == "BGPConfiguration") {
            spec.set("asNumber", std::int64_t{m_plan.asNumber});
        } else {
            return;
        }
        manifest.set("spec", std::move(spec));
    }

    /// The networks of the template, each in the place that is free.
    std::string moved(std::string text) const
    {
        for (const auto &[from, to] : movesOf(m_shift)) {
            for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
                const bool isStart =
                    at == 0 || std::string("0123456789.:").find(text[at - 1]) == std::string::npos;
                if (isStart)
                    text.replace(at, from.size(), to);
            }
        }
        return text;
    }

    void setApart(const ObjectId &id, Json &manifest) const
    {
        auto metadata = manifest["metadata"];
        auto spec = manifest["spec"];
        const auto shift = std::int64_t{m_shift};
        constexpr std::int64_t kRouters = 100; // AS numbers that one cluster's routers may have
        constexpr std::int64_t kNodes = 10000;
        if (id.kind == "Router" || id.kind == "Link")
            metadata.set("name", ours(id.name));
        if (id.kind == "Router")
            spec.set("asNumber", spec["asNumber"].asInt() + shift * kRouters);
        if (id.kind == "Link")
            spec.set("ends", ends(spec["ends"]));
        if (auto bgp = spec["bgp"]; bgp.contains("asNumber")) {
            const auto as = bgp["asNumber"].asInt();
            bgp.set("asNumber", as + shift * (as > 0xffff ? kNodes : kRouters));
            spec.set("bgp", std::move(bgp));
        }
        if (!id.cluster.empty() && id.kind != "Cluster") {
            auto labels = metadata["labels"];
            labels.set(kClusterLabel, m_plan.name);
            metadata.set("labels", std::move(labels));
        }
        manifest.set("metadata", std::move(metadata));
        manifest.set("spec", std::move(spec));
    }

    Json ends(const Json &all) const
    {
        Json out = Json::array();
        for (auto end : all.items()) {
            if (end.contains("router"))
                end.set("router", ours(end["router"].asString()));
            else
                end.set("cluster", m_plan.name);
            out.append(std::move(end));
        }
        return out;
    }

    /// Routers and links belong to no cluster: their names say whose they are.
    std::string ours(const std::string &name) const { return m_plan.name + '-' + name; }

    const ClusterPlan &m_plan;
    int m_shift;
};

} // namespace

Result<ClusterPlan> planCluster(const ClusterWish &wish, const Snapshot &snapshot)
{
    return Planner(wish, snapshot).plan();
}

Edit editOf(const ClusterPlan &plan, const Snapshot &snapshot, const std::string &file)
{
    const auto names = snapshot.design().clusterNames();
    const auto others = snapshot.design().clusters.size();
    auto edit = others == 1 && names.size() == 1 ? sayingCluster(snapshot, names.front()) : Edit{};
    for (auto &manifest : Settler(plan).manifests())
        edit.steps.emplace_back(AddObject{std::move(manifest), file});
    return edit;
}

} // namespace podloom::app
