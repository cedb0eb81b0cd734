// The engine against the naive evaluator, on random designs of all dialects: relation, single verdicts with
// their explanation, and differences of designs.
#include "core/policy/compile.h"
#include "core/policy/diff.h"
#include "core/policy/evaluate.h"
#include "core/policy/relation.h"
#include "tests/unit/core/policy/design_text.h"
#include "tests/unit/core/policy/naive.h"
#include "tests/unit/core/policy/random_design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <sstream>
#include <thread>

namespace podloom::policy {
namespace {

/// As many as a build does in seconds, the same ones each time; PODLOOM_DESIGNS=COUNT asks for more.
unsigned designCount()
{
    if (const auto *count = std::getenv("PODLOOM_DESIGNS"))
        return static_cast<unsigned>(std::strtoul(count, nullptr, 10));
#ifdef NDEBUG
    return 20'000;
#else
    return 500;
#endif
}

/// Takes everything away from the table without which there is a difference still.
template <class Object, class Check>
void shrink(Table<Object> &table, const Check &differs)
{
    for (std::size_t index = table.size(); index-- > 0;) {
        const auto kept = table;
        table.erase(table[index].meta.id);
        if (!differs())
            table = kept;
    }
}

template <class Check>
void shrink(Design &design, const Check &differs)
{
    shrink(design.calicoPolicies, differs);
    shrink(design.clusterPolicies, differs);
    shrink(design.networkPolicies, differs);
    shrink(design.calicoTiers, differs);
    shrink(design.networkSets, differs);
    shrink(design.services, differs);
    shrink(design.endpointSlices, differs);
    shrink(design.calicoProfiles, differs);
    shrink(design.felixConfigurations, differs);
    shrink(design.hostEndpoints, differs);
    shrink(design.serviceAccounts, differs);
    shrink(design.pods, differs);
    shrink(design.namespaces, differs);
    shrink(design.nodes, differs);
}

/// The difference of the seed in the smallest design that still has one, and that design.
template <class Check>
std::string shrunk(unsigned seed, Check check)
{
    auto random = randomDesign(seed);
    const auto differs = [&] { return !check(random).empty(); };
    shrink(random.design, differs);
    shrink(random.edited, differs);
    std::ostringstream text;
    text << "seed " << seed << ": " << check(random) << "\nin " << textOf(random.design);
    text << "\nedited to" << textOf(random.edited);
    return text.str();
}

/// Runs `check` on every seed, on two threads. The first difference is reported with its seed.
template <class Check>
void forEachSeed(Check check)
{
    std::atomic<unsigned> next{1};
    std::mutex mutex;
    const auto count = designCount();
    unsigned found = count + 1;
    const auto work = [&] {
        for (auto seed = next++; seed <= count; seed = next++) {
            if (check(randomDesign(seed)).empty())
                continue;
            const std::lock_guard lock(mutex);
            found = std::min(found, seed);
            next = count + 1;
        }
    };
    std::thread other(work);
    work();
    other.join();
    EXPECT_GT(found, count) << shrunk(found, check);
}

naive::Party partyOf(const Design &design, const Program &program, const FlowEnd &end, Family family)
{
    naive::Party party{.address = end.address(family)};
    if (end.endpoint != kNone)
        party.pod = design.pods.find(program.endpoints[end.endpoint].id);
    else if (const auto named = program.endpointByName(end.name); named != kNone)
        party.pod = design.pods.find(program.endpoints[named].id);
    return party;
}

std::vector<FlowEnd> endsOf(const Program &program, const std::vector<IpAddress> &outside)
{
    auto ends = podEnds(program);
    for (const auto address : outside)
        ends.push_back(endOf(program, address));
    return ends;
}

std::string textOf(const FlowEnd &from, const FlowEnd &to, const Traffic &traffic)
{
    std::ostringstream text;
    text << from.name << " -> " << to.name << ' ' << toString(traffic.protocol) << ' ' << traffic.port
         << " from " << traffic.sourcePort;
    if (traffic.icmpType)
        text << " type " << int{*traffic.icmpType};
    if (traffic.icmpCode)
        text << " code " << int{*traffic.icmpCode};
    if (traffic.family)
        text << (*traffic.family == Family::V4 ? " v4" : " v6");
    return text.str();
}

/// Whether the last step says what was decided, and only the last one decides. Behind a host endpoint an end
/// is asked several times, and only a refusal is the last step.
bool isToldAs(const Decision &decision, bool hasHosts)
{
    if (decision.steps.empty())
        return decision.action == Action::Allow; // an end without policies
    if (hasHosts)
        return decision.action == Action::Allow || decision.steps.back().action == Action::Deny;
    const auto decides = [](const Step &step) {
        return step.action == Action::Allow || step.action == Action::Deny;
    };
    const auto first = std::find_if(decision.steps.begin(), decision.steps.end(), decides);
    return first == decision.steps.end() - 1 && first->action == decision.action;
}

/// Compares relation, verdict and naive evaluator on every pair; returns what differs, or nothing.
std::string disagreement(const RandomDesign &random)
{
    const auto program = compile(random.design);
    const naive::Evaluator evaluator(random.design);
    const auto ends = endsOf(program, random.outside);
    for (const auto &traffic : random.traffic) {
        const Relation relation(program, ends, traffic);
        for (std::size_t from = 0; from < ends.size(); ++from) {
            for (std::size_t to = 0; to < ends.size(); ++to) {
                const auto family = familyFor(ends[from], ends[to], traffic);
                const auto told = verdict(program, ends[from], ends[to], traffic, true);
                const bool expected =
                    family
                    && evaluator.isAllowed({.from = partyOf(random.design, program, ends[from], *family),
                                            .to = partyOf(random.design, program, ends[to], *family),
                                            .protocol = traffic.protocol,
                                            .port = traffic.port,
                                            .sourcePort = traffic.sourcePort,
                                            .icmpType = traffic.icmpType,
                                            .icmpCode = traffic.icmpCode,
                                            .family = *family});
                const bool hasHosts = !random.design.hostEndpoints.empty();
                const bool isTold = isToldAs(told.egress, hasHosts) && isToldAs(told.ingress, hasHosts);
                if (relation.allowed(from, to) == expected && told.isAllowed() == expected && isTold)
                    continue;
                std::ostringstream text;
                text << textOf(ends[from], ends[to], traffic) << ": naive " << expected << ", relation "
                     << relation.allowed(from, to) << ", verdict " << told.isAllowed()
                     << (isTold ? "" : ", and its steps say something else");
                return text.str();
            }
        }
    }
    return {};
}

bool isNamed(const std::string &name, const FlowEnd &end, Family family)
{
    if (!end.isOutside)
        return name == end.name;
    if (!name.starts_with("ip:"))
        return false;
    const auto prefix = Prefix::parse(std::string_view(name).substr(3));
    const auto address = end.address(family);
    return prefix && address && prefix->contains(*address);
}

bool isListed(const std::vector<Connections> &list, const FlowEnd &from, const FlowEnd &to,
              const Traffic &traffic)
{
    return std::any_of(list.begin(), list.end(), [&](const Connections &each) {
        return each.protocol == traffic.protocol && each.ports.contains(traffic.port)
            && isNamed(each.from, from, *traffic.family) && isNamed(each.to, to, *traffic.family);
    });
}

/// What is allowed in the design, changed by what the comparison lists, is what is allowed in the edited one.
std::string wrongDifference(const RandomDesign &random)
{
    const auto first = compile(random.design);
    const auto second = compile(random.edited);
    for (auto traffic : random.traffic) {
        if (traffic.protocol == Protocol::Icmp)
            traffic.family = Family::V4;
        if (traffic.protocol == Protocol::Icmpv6)
            traffic.family = Family::V6;
        if (!traffic.family)
            traffic.family = Family::V4;
        traffic.sourcePort = kClientPort;
        traffic.icmpType = traffic.icmpCode = std::nullopt;
        traffic = withEchoRequest(traffic);
        if (traffic.protocol == static_cast<Protocol>(47))
            continue; // not compared
        const auto changes = difference(first, second, traffic.family);
        const auto ends = endsOf(first, random.outside);
        for (const auto &from : ends) {
            for (const auto &to : ends) {
                const auto inSecond = [&](const FlowEnd &end) {
                    return end.isOutside ? Result<FlowEnd>(end) : endByName(second, end.name);
                };
                const auto laterFrom = inSecond(from);
                const auto laterTo = inSecond(to);
                const bool isNode = from.name == "ip:192.168.0.1" || to.name == "ip:192.168.0.1";
                if (from.name == to.name || isNode || (from.isOutside && to.isOutside))
                    continue; // no pairs of a comparison
                const bool before = verdict(first, from, to, traffic).isAllowed();
                const bool after =
                    laterFrom && laterTo && verdict(second, *laterFrom, *laterTo, traffic).isAllowed();
                const bool isAdded = isListed(changes.added, from, to, traffic);
                const bool isRemoved = isListed(changes.removed, from, to, traffic);
                if (isAdded == (!before && after) && isRemoved == (before && !after))
                    continue;
                std::ostringstream text;
                text << textOf(from, to, traffic) << ": before " << before << ", after " << after
                     << ", added " << isAdded << ", removed " << isRemoved;
                return text.str();
            }
        }
    }
    return {};
}

TEST(Relation, EqualsTheNaiveEvaluatorOnRandomDesigns)
{
    forEachSeed(disagreement);
}

TEST(Difference, LeadsFromOneRandomDesignToTheOther)
{
    forEachSeed(wrongDifference);
}

} // namespace
} // namespace podloom::policy
