// What follows from an edit, made from what followed from the state before, is what the whole design says.
#include "app/document/analysis.h"
#include "core/manifest/edit.h"
#include "core/model/replicas.h"
#include "tests/unit/core/manifest/places_in_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace podloom::app {
namespace {

bool areEqual(const Design &a, const Design &b)
{
    const auto isSame = [&](auto table) {
        return samples::areEqualInFiles(a.*table, a.lines, b.*table, b.lines);
    };
    return isSame(&Design::clusters) && isSame(&Design::namespaces) && isSame(&Design::nodes)
        && isSame(&Design::routers) && isSame(&Design::pods) && isSame(&Design::workloads)
        && isSame(&Design::networkPolicies) && isSame(&Design::ipPools);
}

bool areEqual(const policy::Program &a, const DocumentLines &linesOfA, const policy::Program &b,
              const DocumentLines &linesOfB)
{
    const auto areSameList = [&](const auto &one, const auto &other) {
        return samples::areEqualInFiles(one, linesOfA, other, linesOfB);
    };
    const auto isSame = [](const policy::Endpoint &one, const policy::Endpoint &other) {
        return one.kind == other.kind && one.id == other.id && one.name == other.name
            && one.node == other.node && *one.labels == *other.labels && one.ips == other.ips
            && one.ports == other.ports && one.chains == other.chains;
    };
    return a.clusters == b.clusters && a.nodes == b.nodes && a.sets == b.sets && a.portSets == b.portSets
        && areSameList(a.tiers, b.tiers) && areSameList(a.policies, b.policies) && a.chains == b.chains
        && std::equal(a.endpoints.begin(), a.endpoints.end(), b.endpoints.begin(), b.endpoints.end(), isSame);
}

bool areEqual(const Routes &a, const Routes &b)
{
    const auto isSame = [](const BgpSession &one, const BgpSession &other) {
        return one.local == other.local && one.peerName == other.peerName && one.family == other.family
            && one.localAddress == other.localAddress && one.peerAddress == other.peerAddress
            && one.isUp == other.isUp && one.origin == other.origin && one.counterpart == other.counterpart;
    };
    if (a.wires().machines != b.wires().machines
        || !std::equal(a.sessions().begin(), a.sessions().end(), b.sessions().begin(), b.sessions().end(),
                       isSame))
        return false;
    return std::all_of(a.wires().machines.begin(), a.wires().machines.end(), [&](const Machine &machine) {
        return a.tables().tableOf(machine.id) == b.tables().tableOf(machine.id);
    });
}

bool isSameUse(const PoolUse &a, const PoolUse &b)
{
    return a.cluster == b.cluster && a.pool == b.pool && a.addresses == b.addresses
        && a.usedAddresses == b.usedAddresses && a.blocks == b.blocks && a.claimedBlocks == b.claimedBlocks;
}

/// What the two differ in first, or nothing.
std::string differenceOf(const Analysis &a, const Analysis &b)
{
    if (!areEqual(a.placed, b.placed))
        return "the placed design";
    if (a.blocks != b.blocks || a.nodeBlocks != b.nodeBlocks)
        return "blocks";
    if (!std::equal(a.pools.begin(), a.pools.end(), b.pools.begin(), b.pools.end(), isSameUse))
        return "pools";
    if (!areEqual(a.program, a.placed.lines, b.program, b.placed.lines))
        return "the program";
    if (!areEqual(*a.routes, *b.routes))
        return "routes";
    if (a.findings != b.findings)
        return "findings";
    return a.isWhole == b.isWhole ? "" : "whether it is whole";
}

/// Edits as users make them, of everything that decides where pods run and what they may do.
class RandomEdits {
public:
    explicit RandomEdits(unsigned seed) : m_random(seed) {}

    std::string manifests()
    {
        std::string out = "apiVersion: podloom.dev/v1alpha1\nkind: Cluster\nmetadata:\n  name: prod\n"
                          "spec: {podCIDRs: ["
                        + std::string(below(2) == 0 ? "10.48.0.0/24" : "10.48.0.0/20")
                        + "], nodeCIDRs: [172.16.0.0/24]}\n";
        for (unsigned index = 0; index < 3 + below(3); ++index)
            out += "---\n" + node("node-" + std::to_string(index)) + "\n";
        for (unsigned index = 0; index < 4; ++index)
            out += "---\n" + workload("app-" + std::to_string(index)) + "\n---\n"
                 + policy("app-" + std::to_string(index)) + "\n";
        // Two in one line, which a workload has.
        out += "---\n{apiVersion: v1, kind: List, items: [" + pod("written-0", true) + ", "
             + pod("written-1", true) + "]}\n";
        return out;
    }

    Edit edit(const Design &design)
    {
        switch (below(12)) {
        case 0: return {{AddObject{*parseYamlValue(workload("new-" + std::to_string(below(3))))}}};
        case 1: return remove(design.workloads);
        case 2: return remove(design.networkPolicies);
        case 3: return {{AddObject{*parseYamlValue(node("node-" + std::to_string(below(9))))}}};
        case 4: return remove(design.nodes);
        case 5: return set(design.nodes, "/spec/unschedulable", Json(below(2) == 0));
        case 6: return set(design.networkPolicies, "/spec/ingress/0/ports/0/port", Json(80 + int(below(9))));
        case 7: return {{AddObject{*parseYamlValue(policy("app-" + std::to_string(below(9))))}}};
        case 8: // also one that has the name of a replica
            return {{AddObject{*parseYamlValue(
                pod((below(2) == 0 ? "pod-" : "app-1-") + std::to_string(below(4)), below(2) == 0))}}};
        case 9: // everything else moves by a line
            return set(design.clusters, "/metadata/annotations/note" + std::to_string(below(3)), Json("a"));
        case 10:
            return {{RemoveValue{design.clusters[0].meta.id,
                                 "/metadata/annotations/note" + std::to_string(below(3))}}};
        default: return set(design.workloads, "/spec/replicas", Json(int(below(14))));
        }
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(m_random); }
    std::string zone() { return below(2) == 0 ? "a" : "b"; }

    std::string node(const std::string &name)
    {
        return "{apiVersion: v1, kind: Node, metadata: {name: " + name + ", labels: {zone: " + zone() + "}}}";
    }

    std::string workload(const std::string &name)
    {
        const auto selector = below(3) == 0 ? "nodeSelector: {zone: " + zone() + "}, " : std::string();
        return "{apiVersion: apps/v1, kind: " + std::string(below(4) == 0 ? "DaemonSet" : "Deployment")
             + ", metadata: {name: " + name + ", namespace: shop}, spec: {replicas: "
             + std::to_string(below(12)) + ", selector: {matchLabels: {app: " + name
             + "}}, template: {metadata: {labels: {app: " + name + "}}, spec: {" + selector
             + "containers: [{name: main, image: a, ports: [{containerPort: 80}]}]}}}}";
    }

    std::string pod(const std::string &name, bool hasOwner)
    {
        const auto owner = "ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: app-"
                         + std::to_string(below(4)) + ", controller: true, uid: u}], ";
        return "{apiVersion: v1, kind: Pod, metadata: {" + (hasOwner ? owner : std::string())
             + "name: " + name + ", namespace: " + std::string(below(2) == 0 ? "shop" : "other")
             + "}, spec: {containers: [{name: main, image: a}]}}";
    }

    std::string policy(const std::string &app)
    {
        return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: " + app
             + ", namespace: shop}, spec: {podSelector: {matchLabels: {app: " + app
             + "}}, ingress: [{from: [{podSelector: {matchLabels: {app: app-" + std::to_string(below(4))
             + "}}}], ports: [{port: 80}]}]}}";
    }

    template <class Object>
    Edit remove(const Table<Object> &table)
    {
        if (table.empty())
            return {};
        return {{RemoveObject{table[below(static_cast<unsigned>(table.size()))].meta.id}}};
    }

    template <class Object>
    Edit set(const Table<Object> &table, const std::string &pointer, Json value)
    {
        if (table.empty())
            return {};
        return {
            {SetValue{table[below(static_cast<unsigned>(table.size()))].meta.id, pointer, std::move(value)}}};
    }

    std::mt19937 m_random;
};

/// Whether the two differ in what replicas of one workload differ in at most.
bool areAlike(Pod a, const Pod &b)
{
    a.meta.id.name = b.meta.id.name;
    a.ordinal = b.ordinal;
    a.spec.nodeName = b.spec.nodeName;
    a.ips = b.ips;
    return a == b;
}

/// A pair that areReplicas() takes for replicas though one was written or they are not alike; or nothing.
std::string falseReplicas(const Snapshot &snapshot, const Table<Pod> &pods)
{
    for (const auto &a : pods) {
        for (const auto &b : pods) {
            if (&a == &b || !areReplicas(a, b))
                continue;
            if (snapshot.meta(a.meta.id) || a.owner != b.owner || !areAlike(a, b))
                return a.meta.id.name + " and " + b.meta.id.name;
        }
    }
    return {};
}

TEST(Analysis, OfAnEditIsThatOfTheWholeDesign)
{
    unsigned shared = 0;
    for (unsigned seed = 1; seed <= 30; ++seed) {
        RandomEdits random(seed);
        auto snapshot = parseFiles({{"design.yaml", random.manifests()}});
        auto analysis = analyse(snapshot, 1);
        for (quint64 revision = 2; revision < 14; ++revision) {
            const auto applied = apply(*snapshot, random.edit(snapshot->design()));
            if (!applied)
                continue; // an object of that name is there already
            const auto before = std::exchange(analysis, analyse(applied->snapshot, revision, analysis));
            snapshot = applied->snapshot;
            const auto again = parseFiles({{"design.yaml", std::string(snapshot->bytes(0))}});
            ASSERT_EQ(differenceOf(*analysis, *analyse(again, revision)), "")
                << "seed " << seed << ", revision " << revision;
            ASSERT_EQ(falseReplicas(*snapshot, analysis->placed.pods), "")
                << "seed " << seed << ", revision " << revision;
            for (std::size_t index = 0; index < analysis->placed.pods.size(); ++index) {
                const auto &pod = analysis->placed.pods.pointer(index);
                shared += before->placed.pods.share(pod->meta.id) == pod ? 1 : 0;
            }
        }
    }
    EXPECT_GT(shared, 500U); // else nothing was taken over
}

} // namespace
} // namespace podloom::app
