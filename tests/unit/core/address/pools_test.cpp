#include "core/address/plan_addresses.h"
#include "core/address/pools.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Node nodeOf(const std::string &name, Labels labels = {})
{
    Node node;
    node.meta.id = {"default", "", "Node", "", name};
    node.meta.labels = std::move(labels);
    return node;
}

Pod podOn(const std::string &node, const std::string &name)
{
    Pod pod;
    pod.meta.id = {"default", "", "Pod", "shop", name};
    pod.spec.nodeName = node;
    return pod;
}

IpPool poolOf(const std::string &name, const std::string &cidr, int blockSize)
{
    IpPool pool;
    pool.meta.id = {"default", "projectcalico.org", "IPPool", "", name};
    pool.cidr = *Prefix::parse(cidr);
    pool.blockSize = blockSize;
    return pool;
}

TEST(Pools, ComeFromTheClusterWhenTheDesignHasNone)
{
    const auto pools = poolsOf(Design(), "default");

    ASSERT_THAT(pools, SizeIs(2));
    EXPECT_EQ(pools[0].cidr.toString(), "10.48.0.0/16");
    EXPECT_EQ(pools[0].blockSize, 26);
    EXPECT_EQ(pools[1].cidr.toString(), "fd00:48::/48");
    EXPECT_EQ(pools[1].blockSize, 122);
}

TEST(Pools, OfTheDesignTakeThePlaceOfTheClusters)
{
    Design design;
    design.ipPools.put(poolOf("rack-a", "10.1.0.0/24", 28));

    const auto pools = poolsOf(design, "default");

    ASSERT_THAT(pools, SizeIs(1));
    EXPECT_EQ(pools[0].meta.id.name, "rack-a");
    EXPECT_THAT(poolsOf(design, "another"), SizeIs(2));
}

TEST(Pools, ServeNodesAndNamespacesThatBothSelectorsHold)
{
    auto pool = poolOf("p", "10.1.0.0/24", 28);
    pool.nodeSelector = "rack == 'a'";
    pool.namespaceSelector = "has(team)";

    EXPECT_TRUE(servesByItself(pool, {{"rack", "a"}}, {{"team", "x"}}));
    EXPECT_FALSE(servesByItself(pool, {{"rack", "b"}}, {{"team", "x"}}));
    EXPECT_FALSE(servesByItself(pool, {{"rack", "a"}}, {}));
    pool.isManual = true;
    EXPECT_FALSE(servesByItself(pool, {{"rack", "a"}}, {{"team", "x"}}));
    pool.isManual = false;
    pool.nodeSelector = "rack = a";
    EXPECT_FALSE(servesByItself(pool, {{"rack", "a"}}, {{"team", "x"}})) << "unreadable selects nobody";
}

TEST(Capacity, CountsBlocksAddressesAndPods)
{
    Design design;
    design.nodes.put(nodeOf("node-1", {{"rack", "a"}}));
    design.nodes.put(nodeOf("node-2", {{"rack", "b"}}));
    design.nodes.put(nodeOf("node-3", {{"rack", "a"}}));
    auto pool = poolOf("p", "10.1.0.0/24", 26);
    pool.nodeSelector = "rack == 'a'";
    design.ipPools.put(pool);
    design.ipPools.put(poolOf("v6", "fd00::/48", 122));
    IpReservation reservation;
    reservation.meta.id = {"default", "projectcalico.org", "IPReservation", "", "r"};
    reservation.reserved = {*Prefix::parse("10.1.0.0/28"), *Prefix::parse("10.9.0.0/16")};
    design.ipReservations.put(reservation);

    const auto capacity = capacityOf(design, "default");

    ASSERT_THAT(capacity, SizeIs(2));
    EXPECT_EQ(capacity[0].blocks.toString(), "4");
    EXPECT_EQ(capacity[0].addresses.toString(), "240");
    EXPECT_THAT(capacity[0].usableByNodes, ElementsAre("node-1", "node-3"));
    EXPECT_EQ(capacity[0].maxNodes.toString(), "4");
    EXPECT_EQ(capacity[0].podsPerNode.toString(), "128");
    EXPECT_EQ(capacity[1].blocks.toString(), "18889465931478580854784");
    EXPECT_EQ(capacity[1].podsPerNode.toString(), "1280");
}

TEST(AddressPlan, GivesEveryPodOneAddressOfEachFamilyFromItsNodesBlock)
{
    Design design;
    design.nodes.put(nodeOf("node-1"));
    design.nodes.put(nodeOf("node-2"));
    for (int i = 0; i < 70; ++i)
        design.pods.put(podOn("node-1", "a" + std::to_string(100 + i)));
    design.pods.put(podOn("node-2", "b"));
    design.pods.put(podOn("", "unplaced"));
    auto fixed = podOn("node-2", "c");
    fixed.ips = {*IpAddress::parse("10.48.0.64")};
    design.pods.put(fixed);

    const auto plan = planAddresses(design);

    std::set<IpAddress> seen;
    for (const auto &pod : plan.design.pods) {
        for (const auto ip : pod.ips)
            EXPECT_TRUE(seen.insert(ip).second) << ip.toString();
    }
    const auto ipsOf = [&](const std::string &name) {
        return plan.design.pods.find({"default", "", "Pod", "shop", name})->ips;
    };
    EXPECT_EQ(ipsOf("a100").front().toString(), "10.48.0.0");
    EXPECT_EQ(ipsOf("a100").back().toString(), "fd00:48::");
    EXPECT_EQ(ipsOf("a169").front().toString(), "10.48.0.133") << "its second block";
    EXPECT_EQ(ipsOf("b").front().toString(), "10.48.0.65") << "the first one is taken";
    EXPECT_EQ(ipsOf("c"), fixed.ips);
    EXPECT_TRUE(ipsOf("unplaced").empty());
    EXPECT_EQ(planAddresses(design).blocks, plan.blocks);
    EXPECT_THAT(plan.blocks, SizeIs(6));
}

/// Where they say that they run.
Placement placementIn(const Design &design)
{
    Placement out;
    for (const auto &pod : design.pods)
        out.push_back(pod.spec.nodeName);
    return out;
}

/// As NextPlacement::kept.
std::vector<std::uint32_t> keptIn(const Design &design, const Placement &placement, const Design &before,
                                  const Table<Pod> &placedBefore)
{
    std::vector<std::uint32_t> out;
    for (std::size_t index = 0; index < design.pods.size(); ++index) {
        out.push_back(UINT32_MAX);
        for (std::uint32_t old = 0; old < before.pods.size(); ++old) {
            if (before.pods.pointer(old) == design.pods.pointer(index)
                && placedBefore[old].spec.nodeName == placement[index])
                out.back() = old;
        }
    }
    return out;
}

TEST(AddressPlan, ChangesAreThoseOfThePlanOfTheWholeDesign)
{
    std::mt19937 random(7);
    const auto below = [&](unsigned limit) {
        return std::uniform_int_distribution<unsigned>(0, limit - 1)(random);
    };
    unsigned followed = 0;
    for (unsigned round = 0; round < 40; ++round) {
        Design design;
        for (unsigned node = 0; node < 2 + round % 3; ++node)
            design.nodes.put(nodeOf("node-" + std::to_string(node)));
        const auto edit = [&](Design &next) {
            const auto name = "pod-" + std::to_string(below(150));
            auto pod = podOn("node-" + std::to_string(below(4)), name);
            pod.spec.isHostNetwork = below(20) == 0;
            if (below(60) == 0)
                pod.ips = {*IpAddress::parse("10.48.0." + std::to_string(below(200)))};
            if (below(4) == 0)
                next.pods.erase(pod.meta.id);
            else
                next.pods.put(std::move(pod));
        };
        for (unsigned count = below(150); count > 0; --count)
            edit(design);
        auto plan = planAddresses(design);
        for (unsigned step = 0; step < 12; ++step) {
            auto next = design;
            for (unsigned count = below(4); count > 0; --count)
                edit(next);
            const auto placement = placementIn(next);
            const auto kept = keptIn(next, placement, design, plan.design.pods);
            const auto changed =
                changedAddresses(next, placement, {design, plan.design.pods, plan.blocks, kept});
            const auto whole = plannedAddresses(next, placement);
            if (changed) {
                ++followed;
                ASSERT_EQ(changed->blocks, whole.blocks);
                for (std::size_t index = 0; index < next.pods.size(); ++index) {
                    const auto at = changed->ips.find(index);
                    const auto *before = plan.design.pods.find(next.pods[index].meta.id);
                    const auto &ips = at != changed->ips.end() ? at->second
                                    : before                   ? before->ips
                                                               : next.pods[index].ips;
                    ASSERT_EQ(ips, whole.ips[index]) << next.pods[index].meta.id.toString();
                }
            }
            design = next;
            plan = planAddresses(design);
        }
    }
    EXPECT_GT(followed, 100U);     // else nothing is shown
    EXPECT_LT(followed, 40U * 12); // full blocks are nobody's alone
}

} // namespace
} // namespace podloom
