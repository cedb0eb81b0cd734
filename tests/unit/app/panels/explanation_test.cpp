// An explanation has the verdict of the engine and leads to the lines of the files.
#include "app/panels/explanation.h"
#include "tests/unit/app/panels/shop.h"

#include <algorithm>

namespace podloom::app {
namespace {

using Kind = ExplanationStep::Kind;

constexpr auto kGuarded = R"(apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - podSelector: {matchLabels: {app: web}}
    ports:
    - port: 5432
)";

Selection::Question ask(std::string from, std::string to, std::uint16_t port)
{
    return {std::move(from), std::move(to), {.protocol = Protocol::Tcp, .port = port}};
}

TEST(Explanation, NamesTheRuleThatAllowsAndItsLine)
{
    const auto why = explain(analysisOf(kGuarded), ask("shop/web", "shop/db", 5432));
    ASSERT_TRUE(why);
    EXPECT_TRUE(why->isAllowed);
    const auto &last = why->steps.back();
    EXPECT_EQ(last.kind, Kind::Allowed);
    EXPECT_EQ(last.direction, policy::Direction::Ingress);
    ASSERT_TRUE(last.policy);
    EXPECT_EQ(last.policy->name, "db");
    EXPECT_EQ(last.at.line, 15U);
    EXPECT_EQ(last.tier, QStringLiteral("default"));
}

TEST(Explanation, SaysWhatNearlyMatched)
{
    const auto why = explain(analysisOf(kGuarded), ask("shop/web", "shop/db", 5433));
    ASSERT_TRUE(why);
    EXPECT_FALSE(why->isAllowed);
    EXPECT_TRUE(why->egressAllows);
    EXPECT_FALSE(why->ingressAllows);
    const auto nearly = std::find_if(why->steps.begin(), why->steps.end(),
                                     [](const auto &step) { return step.kind == Kind::Nearly; });
    ASSERT_NE(nearly, why->steps.end());
    EXPECT_EQ(nearly->message.text(), "rule 1 would match but for port 5433");
    EXPECT_EQ(nearly->at.line, 15U);
}

TEST(Explanation, AgreesWithTheEngineForEveryPairOfTheShop)
{
    const auto analysis = shopAnalysis();
    ASSERT_TRUE(analysis);
    const auto ends = policy::podEnds(analysis->program);
    for (const auto &from : ends) {
        for (const auto &to : ends) {
            const auto question = ask(from.name, to.name, 5432);
            const auto why = explain(analysis, question);
            ASSERT_TRUE(why) << from.name << " -> " << to.name;
            EXPECT_EQ(why->isAllowed,
                      policy::verdict(analysis->program, from, to, question.traffic).isAllowed());
            EXPECT_EQ(why->isAllowed, why->egressAllows && why->ingressAllows);
        }
    }
}

TEST(Explanation, OfAPodThatIsGoneIsAnErrorWithItsName)
{
    const auto why = explain(analysisOf(kGuarded), ask("shop/gone", "shop/db", 80));
    ASSERT_FALSE(why);
    EXPECT_THAT(why.error().text(), ::testing::HasSubstr("shop/gone"));
}

} // namespace
} // namespace podloom::app
