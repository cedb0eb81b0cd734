// Traps of the cluster-wide policies: each rule finds its fault, and is silent beside it.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kPods = pod("shop", "web", "app: web") + "---\n" + pod("lab", "scan", "app: scan");

/// An AdminNetworkPolicy; its spec begins in line 5.
std::string admin(const std::string &name, int priority, const std::string &subject, const std::string &rules)
{
    return "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: " + name
         + "}\nspec:\n  priority: " + std::to_string(priority) + "\n  subject: " + subject + "\n" + rules;
}

const std::string kAll = "{namespaces: {}}";
const std::string kDeny = "  ingress:\n  - action: Deny\n    from:\n    - namespaces: {}\n";
const std::string kAllow = "  ingress:\n  - action: Allow\n    from:\n    - namespaces: {}\n";

std::string podsOf(const std::string &ns, const std::string &labels)
{
    return "{pods: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: " + ns
         + "}}, podSelector: {matchLabels: {" + labels + "}}}}";
}

TEST(ClusterPolicySelectsNothing, ByNamespaceOrByPod)
{
    EXPECT_THAT(
        findingsOf(documents({admin("a", 1, "{namespaces: {matchLabels: {team: x}}}", kDeny), kPods})),
        ElementsAre(HasSubstr("1:1 warning policy-selects-nothing: no namespace of this design")));
    EXPECT_THAT(findingsOf(documents({admin("a", 1, podsOf("shop", "app: db"), kDeny), kPods})),
                ElementsAre(HasSubstr("1:1 warning policy-selects-nothing: no pod matches the subject")));
    EXPECT_THAT(findingsOf(documents({admin("a", 1, podsOf("shop", "app: web"), kDeny), kPods})), IsEmpty());
}

TEST(ClusterPolicyPeer, ThatMatchesNothingMayBeOutsideOfTheDesign)
{
    const auto rule = [](const std::string &peer) {
        return "  ingress:\n  - action: Deny\n    from:\n    - " + peer + "\n";
    };
    EXPECT_THAT(
        findingsOf(documents({admin("a", 1, kAll, rule("namespaces: {matchLabels: {team: x}}")), kPods})),
        ElementsAre(HasSubstr("10:7 info peer-matches-nothing: no namespace")));
    EXPECT_THAT(
        findingsOf(
            documents({admin("a", 1, kAll,
                             rule(podsOf("lab", "app: web").substr(1, podsOf("lab", "app: web").size() - 2))),
                       kPods})),
        ElementsAre(HasSubstr("10:7 info peer-matches-nothing: no pod of this design matches app=web in "
                              "namespaces kubernetes.io/metadata.name=lab")));
}

TEST(EqualPriority, IsUndefinedForCommonPodsWithOtherDecisions)
{
    EXPECT_THAT(findingsOf(documents({admin("a", 5, kAll, kDeny), admin("b", 5, kAll, kAllow), kPods})),
                ElementsAre(HasSubstr("12:1 warning equal-priority: the priority 5 is also that of \"a\"")));
    EXPECT_THAT(findingsOf(documents(
                    {admin("a", 5, kAll, kDeny), admin("b", 6, podsOf("shop", "app: web"), kDeny), kPods})),
                ::testing::Not(::testing::Contains(HasSubstr("equal-priority"))));
    EXPECT_THAT(findingsOf(documents({admin("a", 5, podsOf("lab", "app: scan"), kDeny),
                                      admin("b", 5, podsOf("shop", "app: web"), kAllow), kPods})),
                IsEmpty())
        << "no pod in common";
}

} // namespace
} // namespace podloom::test
