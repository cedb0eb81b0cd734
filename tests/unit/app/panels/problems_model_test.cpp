// Findings as a list: the worst first, none lost.
#include "app/panels/fact_list.h"
#include "app/panels/problems_model.h"
#include "tests/unit/app/panels/shop.h"

namespace podloom::app {
namespace {

constexpr auto kFaulty = R"(apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: one}
spec: {cidr: 10.0.0.0/16}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: two}
spec: {cidr: 10.0.1.0/24}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers: [{ports: [{containerPort: 70000}]}]
)";

TEST(ProblemsModel, ShowsEveryFindingTheWorstFirst)
{
    const auto analysis = analysisOf(kFaulty);
    ProblemsModel model;
    model.setAnalysis(analysis);
    ASSERT_EQ(model.rowCount(), static_cast<int>(analysis->findings.size()));
    ASSERT_GE(model.rowCount(), 2);
    for (int row = 1; row < model.rowCount(); ++row)
        EXPECT_LE(model.finding(row - 1).severity, model.finding(row).severity);
    EXPECT_EQ(model.count(Severity::Error) + model.count(Severity::Warning) + model.count(Severity::Info),
              analysis->findings.size());
}

TEST(ProblemsModel, NamesRuleFileAndLine)
{
    ProblemsModel model;
    model.setAnalysis(analysisOf(kFaulty));
    model.setFilter(QStringLiteral("70000"));
    ASSERT_EQ(model.rowCount(), 1);
    const auto place = model.index(0).data(SubRole).toString();
    EXPECT_TRUE(place.endsWith(QStringLiteral(" · design.yaml:15"))) << place.toStdString();
    EXPECT_TRUE(place.startsWith(QString::fromStdString(model.finding(0).rule())));
}

TEST(ProblemsModel, CountsWhateverTheFilterHides)
{
    ProblemsModel model;
    model.setAnalysis(analysisOf(kFaulty));
    const auto errors = model.count(Severity::Error);
    model.setFilter(QStringLiteral("nothing has these words"));
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_EQ(model.count(Severity::Error), errors);
}

TEST(ProblemsModel, IsEmptyForTheShippedExample)
{
    const auto analysis = shopAnalysis();
    ASSERT_TRUE(analysis);
    ProblemsModel model;
    model.setAnalysis(analysis);
    EXPECT_EQ(model.count(Severity::Error), 0U);
}

} // namespace
} // namespace podloom::app
