// Nodes that the drawn links do not join.
#include "tests/unit/core/check/findings.h"

namespace {

using namespace podloom::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string node(const std::string &name)
{
    return "{apiVersion: v1, kind: Node, metadata: {name: " + name + "}}\n";
}

std::string link(const std::string &name, const std::string &ends)
{
    return "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: " + name + "}, spec: {ends: ["
         + ends + "]}}\n";
}

const std::string kRouter =
    "{apiVersion: podloom.dev/v1alpha1, kind: Router, metadata: {name: tor}, spec: {asNumber: 65001}}\n";
const auto kTold = Contains(HasSubstr("nodes-without-way"));

TEST(Ways, BetweenNodesOfOneNetworkAreThere)
{
    EXPECT_THAT(findingsOf(documents({node("a"), node("b"), node("c")})), Not(kTold));
    EXPECT_THAT(findingsOf(documents({node("a"), node("b"), link("l", "{node: a}, {node: b}")})), Not(kTold));
}

TEST(Ways, AreMissedWhereTheFirstLinkLeavesANodeOut)
{
    const auto found =
        findingsOf(documents({node("a"), node("b"), node("c"), link("l", "{node: a}, {node: c}")}));
    EXPECT_THAT(found, Contains(AllOf(HasSubstr("3:1 error nodes-without-way: "),
                                      HasSubstr("between the nodes \"b\" and \"a\""))));
}

TEST(Ways, LeadOverRoutersAndNotOverNodes)
{
    const auto overRouter = documents({node("a"), node("b"), kRouter, link("l", "{node: a}, {router: tor}"),
                                       link("m", "{node: b}, {router: tor}")});
    EXPECT_THAT(findingsOf(overRouter), Not(kTold));
    const auto overNode = documents({node("a"), node("b"), node("c"), link("l", "{node: a}, {node: b}"),
                                     link("m", "{node: b}, {node: c}")});
    EXPECT_THAT(findingsOf(overNode), kTold);
}

TEST(Ways, OfSeveralNodesApartAreOneFinding)
{
    const auto found = findingsOf(
        documents({node("a"), node("b"), node("c"), node("d"), node("e"),
                   link("l", "{node: a}, {node: b}, {node: c}"), link("m", "{node: d}, {node: e}")}));
    std::vector<std::string> told;
    for (const auto &each : found) {
        if (each.find("nodes-without-way") != std::string::npos)
            told.push_back(each.substr(0, each.find(", so")));
    }
    EXPECT_THAT(told,
                ElementsAre(AllOf(HasSubstr("the node \"d\" (and 1 more"), HasSubstr("the node \"a\""))));
}

} // namespace
