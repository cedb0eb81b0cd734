// The semantic tables of every dialect: each case names the ids of the checklist that it shows.
#include "core/manifest/snapshot.h"
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/policy/prediction.h"
#include "core/policy/relation.h"
#include "tests/unit/core/policy/policy_table.h"

#include <gmock/gmock.h>

#include <set>

namespace podloom::policy {
namespace {

const std::vector<std::string> kTables{"network-policies", "cluster-policies", "calico-policies",
                                       "calico-hosts"};

/// What does not come out as the case says, one a line; relation and single verdict must agree too.
std::string differences(const TableCase &each)
{
    const auto snapshot = parseFiles({{"world.yaml", tableWorld()}, {"case.yaml", each.manifests}});
    std::string out;
    for (const auto &finding : snapshot->diagnostics()) {
        if (finding.severity == Severity::Error)
            out += finding.toString(snapshot->design().files) + '\n';
    }
    const auto program = compile(predicted(snapshot->design()));
    for (const auto &probe : each.probes) {
        const auto from = endByName(program, probe.from);
        const auto to = endByName(program, probe.to);
        if (!from || !to) {
            out += probe.text + ": unknown end\n";
            continue;
        }
        const bool isAllowed = verdict(program, *from, *to, probe.traffic).isAllowed();
        const Relation relation(program, {*from, *to}, probe.traffic);
        if (isAllowed != probe.isAllowed || relation.allowed(0, 1) != isAllowed)
            out += probe.from + " -> " + probe.to + " of \"" + probe.text + "\": verdict "
                 + std::to_string(isAllowed) + ", relation " + std::to_string(relation.allowed(0, 1)) + '\n';
    }
    return out;
}

class PolicyTable : public ::testing::TestWithParam<std::string> {};

TEST_P(PolicyTable, ComesOutAsItSays)
{
    const auto cases = readTable(GetParam());
    EXPECT_FALSE(cases.empty());
    for (const auto &each : cases) {
        EXPECT_FALSE(each.ids.empty()) << each.title;
        EXPECT_FALSE(each.probes.empty()) << each.title;
        EXPECT_EQ(differences(each), "") << each.title;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, PolicyTable, ::testing::ValuesIn(kTables), [](const auto &each) {
    std::string name = each.param;
    std::erase(name, '-');
    return name;
});

TEST(PolicyTables, ShowEveryIdThatAConnectionCanShow)
{
    std::set<std::string> shown;
    for (const auto &name : kTables) {
        for (const auto &each : readTable(name))
            shown.insert(each.ids.begin(), each.ids.end());
    }
    std::vector<std::string> wanted{"CA-30", "CA-31", "CA-32", "CA-33"};
    const auto addRange = [&](const std::string &prefix, int first, int last) {
        for (int number = first; number <= last; ++number)
            wanted.push_back(prefix + (number < 10 ? "0" : "") + std::to_string(number));
    };
    addRange("K-", 40, 64);
    addRange("K-", 70, 78);
    addRange("CA-", 9, 15);
    for (const auto &id : wanted)
        EXPECT_TRUE(shown.contains(id)) << id;
}

} // namespace
} // namespace podloom::policy
