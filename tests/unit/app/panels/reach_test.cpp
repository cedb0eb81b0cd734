// The matrix shows what the relation says, and never an answer to an older question.
#include "app/panels/reach_model.h"
#include "app/panels/traffic.h"
#include "core/policy/evaluate.h"
#include "tests/unit/app/panels/shop.h"

#include <QEventLoop>
#include <QThreadPool>

namespace podloom::app {
namespace {

using ::testing::ElementsAre;

constexpr policy::Traffic kPostgres{.protocol = Protocol::Tcp, .port = 5432};

class ReachModelOfTheShop : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(analysis);
        model.setAnswer(computeReach({.analysis = analysis, .traffic = kPostgres}));
    }
    AnalysisPointer analysis = shopAnalysis();
    ReachModel model;
};

TEST_F(ReachModelOfTheShop, SaysOfEveryPairWhatThePolicyEngineSays)
{
    const auto ends = policy::podEnds(analysis->program);
    ASSERT_GE(ends.size(), 16U);
    ASSERT_EQ(model.rowCount(), static_cast<int>(ends.size()));
    ASSERT_EQ(model.columnCount(), static_cast<int>(ends.size()));
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const auto &from = ends[static_cast<std::size_t>(row)];
            const auto &to = ends[static_cast<std::size_t>(column)];
            const bool isAllowed = policy::verdict(analysis->program, from, to, kPostgres).isAllowed();
            const auto expected = row == column ? ReachModel::Self
                                : isAllowed     ? ReachModel::Allowed
                                                : ReachModel::Denied;
            EXPECT_EQ(model.verdict(row, column), expected) << from.name << " -> " << to.name;
        }
    }
}

TEST_F(ReachModelOfTheShop, SignsEveryCellSoThatColourIsNotNeeded)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto cell = model.index(row, (row + 1) % model.columnCount());
        const auto sign = cell.data(Qt::DisplayRole).toString();
        EXPECT_EQ(sign, model.verdict(cell.row(), cell.column()) == ReachModel::Allowed
                            ? QStringLiteral("+")
                            : QStringLiteral("–"));
    }
}

/// Three nodes with a pod each, and what else is given.
AnalysisPointer threeNodes(const std::string &more)
{
    std::string yaml;
    for (const auto *name : {"a", "b", "c"}) {
        const std::string node(name);
        yaml += "{apiVersion: v1, kind: Node, metadata: {name: node-" + node
              + "}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: " + node
              + ", namespace: shop}, spec: {nodeName: node-" + node
              + ", containers: [{name: c, image: x}]}}\n---\n";
    }
    return analyse(parseFiles({{"a.yaml", yaml + more}}), 1);
}

/// The signs of all cells, row by row.
QString signsOf(const AnalysisPointer &analysis)
{
    ReachModel model;
    model.setAnswer(computeReach({.analysis = analysis, .traffic = kPostgres}));
    QString out;
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            out += row == column ? QStringLiteral(".") : model.index(row, column).data().toString();
        out += QLatin1Char(' ');
    }
    return out;
}

TEST(ReachModel, TellsWhatPoliciesAllowAndNoRouteCarries)
{
    EXPECT_EQ(signsOf(threeNodes("")), QStringLiteral(".++ +.+ ++. "));
    EXPECT_EQ(
        signsOf(threeNodes("{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: l}, spec: {ends: "
                           "[{node: node-a}, {node: node-c}]}}\n")),
        QStringLiteral(".!+ !.! +!. "))
        << "node-b is on no link";
    EXPECT_EQ(
        signsOf(threeNodes("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: "
                           "{cidr: 10.48.0.0/16, disableBGPExport: true}}\n")),
        QStringLiteral(".!! !.! !!. "))
        << "nobody tells of the pool";
}

TEST(ReachComparison, MarksWhatAnEditGainsAndLosesAgainstTheSavedFiles)
{
    const std::string pods = R"(apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: b}}
---
)";
    const std::string shut = R"(apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shut}
spec: {podSelector: {matchLabels: {app: NAME}}, policyTypes: [Ingress]}
)";
    const auto shutting = [&](const char *name) {
        auto text = shut;
        return pods + text.replace(text.find("NAME"), 4, name);
    };
    ReachModel model;
    model.setAnswer(computeReach({.analysis = analysisOf(shutting("b")),
                                  .traffic = kPostgres,
                                  .base = ReachBase::Saved,
                                  .saved = {{"design.yaml", shutting("a")}}}));
    EXPECT_EQ(model.change(0, 1), ReachAnswer::Change::Lost);
    EXPECT_EQ(model.change(1, 0), ReachAnswer::Change::Gained);
    EXPECT_EQ(model.change(0, 0), ReachAnswer::Change::None);
    EXPECT_EQ(model.index(0, 1).data().toString(), QStringLiteral("▼"));
    EXPECT_EQ(model.index(1, 0).data().toString(), QStringLiteral("▲"));
    ASSERT_TRUE(model.count());
    EXPECT_EQ(model.count()->gained, 1U);
    EXPECT_EQ(model.count()->lost, 1U);
}

TEST_F(ReachModelOfTheShop, CountsThePairsThatAreShown)
{
    ASSERT_TRUE(model.count());
    const auto all = *model.count();
    const auto size = static_cast<std::size_t>(model.rowCount());
    EXPECT_EQ(all.all, size * (size - 1));
    EXPECT_GT(all.allowed, 0U);
    EXPECT_LT(all.allowed, all.all);
    EXPECT_EQ(all.noWay, 0U);
}

TEST(ReachCount, IsOfWhatIsShownAndNotOfPoliciesAlone)
{
    std::string yaml;
    for (const auto *name : {"a", "b", "c"})
        yaml += "{apiVersion: v1, kind: Node, metadata: {name: node-" + std::string(name)
              + "}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: " + name + "}, spec: {nodeName: node-"
              + name + ", containers: [{name: c, image: x}]}}\n---\n";
    yaml += "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: l}, spec: {ends: "
            "[{node: node-a}, {node: node-b}]}}\n";
    ReachModel model;
    model.setAnswer(computeReach({.analysis = analysisOf(yaml), .traffic = kPostgres}));
    EXPECT_EQ(model.verdict(0, 1), ReachModel::Allowed);
    EXPECT_EQ(model.verdict(0, 2), ReachModel::NoWay);
    ASSERT_TRUE(model.count());
    EXPECT_EQ(model.count()->allowed, 2U);
    EXPECT_EQ(model.count()->noWay, 4U);
    EXPECT_EQ(model.count()->all, 6U);
}

TEST_F(ReachModelOfTheShop, FiltersSourcesAndDestinationsByTheWordsOfTheirNames)
{
    model.setFilters(QStringLiteral("CHECKOUT app"), QStringLiteral("data postgres"));
    ASSERT_GT(model.rowCount(), 0);
    ASSERT_GT(model.columnCount(), 0);
    for (int row = 0; row < model.rowCount(); ++row)
        EXPECT_TRUE(model.fromName(row).startsWith(QStringLiteral("app/checkout")))
            << model.fromName(row).toStdString();
    for (int column = 0; column < model.columnCount(); ++column)
        EXPECT_TRUE(model.toName(column).startsWith(QStringLiteral("data/postgres")));
    EXPECT_EQ(model.verdict(0, 0), ReachModel::Allowed);
}

TEST_F(ReachModelOfTheShop, IsEmptyWhenNothingMatchesTheFilter)
{
    model.setFilters(QStringLiteral("no such pod"), {});
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_EQ(model.count()->all, 0U);
}

TEST_F(ReachModelOfTheShop, GroupsByNamespace)
{
    QStringList groups;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.headerData(row, Qt::Vertical, ReachModel::IsFirstOfGroupRole).toBool())
            groups.append(model.headerData(row, Qt::Vertical, ReachModel::GroupRole).toString());
    }
    EXPECT_EQ(groups.removeDuplicates(), 0) << "pods of a namespace stand together";
    EXPECT_TRUE(groups.contains(QStringLiteral("data")));
}

TEST_F(ReachModelOfTheShop, FiltersByLabels)
{
    model.setFilters(QStringLiteral("app=checkout"), QStringLiteral("app=postgres data"));
    ASSERT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.fromName(0), QStringLiteral("app/checkout-0"));
    ASSERT_EQ(model.columnCount(), 1);
    EXPECT_EQ(model.toName(0), QStringLiteral("data/postgres-0"));
}

TEST_F(ReachModelOfTheShop, HasOneRowForAllPodsOfANamespaceWithTheSameLabels)
{
    const auto ends = policy::podEnds(analysis->program);
    const auto verdict = [&](const std::string &from, const std::string &to) {
        int allowed = 0;
        int all = 0;
        for (const auto &a : ends) {
            for (const auto &b : ends) {
                if (a.name == b.name || !a.name.starts_with(from) || !b.name.starts_with(to))
                    continue;
                ++all;
                allowed += policy::verdict(analysis->program, a, b, kPostgres).isAllowed() ? 1 : 0;
            }
        }
        return all == 0 ? ReachModel::Self : allowed == all ? ReachModel::Allowed : ReachModel::Denied;
    };
    model.setGrouping(ReachModel::Grouping::Labels);
    ASSERT_LT(model.rowCount(), static_cast<int>(ends.size()));
    const auto row = model.rowOf("app/checkout-1");
    EXPECT_EQ(row, model.rowOf("app/checkout-0"));
    EXPECT_EQ(model.fromName(row), QStringLiteral("app/checkout"));
    EXPECT_EQ(model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString(), QStringLiteral("checkout ×2"));
    EXPECT_EQ(model.headerData(row, Qt::Vertical, ReachModel::GroupRole).toString(), QStringLiteral("app"));
    EXPECT_EQ(model.verdict(row, model.columnOf("data/postgres-0")), ReachModel::Allowed);
    EXPECT_EQ(model.verdict(row, row), verdict("app/checkout", "app/checkout"));
    const auto database = model.rowOf("data/postgres-0");
    EXPECT_EQ(model.verdict(database, database), ReachModel::Self) << "a single pod";
    const auto cell = model.endsAt(row, model.columnOf("data/postgres-0"));
    EXPECT_EQ(cell.first, QStringLiteral("app/checkout-0"));
    ASSERT_TRUE(model.count());
    EXPECT_EQ(model.count()->partly, 0U);

    model.setGrouping(ReachModel::Grouping::Pods);
    EXPECT_EQ(model.rowCount(), static_cast<int>(ends.size()));
}

TEST(ReachKinds, SayThatOnlySomeOfThemConnectAndWhich)
{
    const auto analysis = analysisOf(R"(apiVersion: v1
kind: Node
metadata: {name: n}
---
apiVersion: v1
kind: Pod
metadata: {name: a-0, namespace: x, labels: {app: a, statefulset.kubernetes.io/pod-name: a-0}}
---
apiVersion: v1
kind: Pod
metadata: {name: a-1, namespace: x, labels: {app: a, statefulset.kubernetes.io/pod-name: a-1}}
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: x, labels: {app: b}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one, namespace: x}
spec:
  podSelector: {matchLabels: {app: b}}
  ingress: [{from: [{podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: a-0}}}]}]
)");
    ReachModel model;
    model.setGrouping(ReachModel::Grouping::Labels);
    model.setAnswer(computeReach({.analysis = analysis, .traffic = kPostgres}));
    ASSERT_EQ(model.rowCount(), 2);
    const auto row = model.rowOf("x/a-0");
    const auto column = model.columnOf("x/b");
    EXPECT_EQ(model.verdict(row, column), ReachModel::Partly);
    EXPECT_EQ(model.index(row, column).data(Qt::DisplayRole).toString(), QStringLiteral("±"));
    EXPECT_THAT(model.index(row, column).data(Qt::ToolTipRole).toString().toStdString(),
                ::testing::HasSubstr("1 of 2 pairs of pods connect"));
    EXPECT_EQ(model.endsAt(row, column).first, QStringLiteral("x/a-1")) << "the one to be explained";
    EXPECT_EQ(model.verdict(column, row), ReachModel::Allowed);

    const auto kinds = reachKinds(*model.answer());
    ASSERT_EQ(kinds.size(), 2U);
    EXPECT_EQ(reachCell(*model.answer(), kinds[0], kinds[1], 2).pairs, 2U);
    EXPECT_FALSE(reachCell(*model.answer(), kinds[0], kinds[1], 2).isSampled);
    const auto sampled = reachCell(*model.answer(), kinds[0], kinds[1], 1);
    EXPECT_EQ(sampled.pairs, 1U) << "one speaks for both";
    EXPECT_TRUE(sampled.isSampled);
}

TEST(ReachModel, APodWithoutLabelsIsAloneAndFiltersKeepTheKinds)
{
    ReachModel model;
    model.setGrouping(ReachModel::Grouping::Labels);
    model.setAnswer(computeReach({.analysis = analysisOf(R"(apiVersion: v1
kind: Pod
metadata: {name: lone, namespace: x}
---
apiVersion: v1
kind: Pod
metadata: {name: other, namespace: x}
---
apiVersion: v1
kind: Pod
metadata: {name: a-0, namespace: x, labels: {app: a}}
---
apiVersion: v1
kind: Pod
metadata: {name: a-1, namespace: x, labels: {app: a}}
)"),
                                  .traffic = kPostgres}));
    EXPECT_EQ(model.rowCount(), 3);
    EXPECT_NE(model.rowOf("x/lone"), model.rowOf("x/other"));
    EXPECT_EQ(model.rowOf("x/a-0"), model.rowOf("x/a-1"));
    model.setFilters(QStringLiteral("app=a"), {});
    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.verdict(0, model.columnOf("x/lone")), ReachModel::Allowed);
}

TEST(ReachModel, TheFirstSpeakersOfAKindAreOfEveryClassOfPolicies)
{
    std::string text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n";
    for (int pod = 0; pod < 40; ++pod)
        text += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a-" + std::to_string(pod)
              + ", namespace: x, labels: {app: a, statefulset.kubernetes.io/pod-name: a-"
              + std::to_string(pod) + "}}\n";
    text += R"(---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: last, namespace: x}
spec:
  podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: a-33}}
  policyTypes: [Ingress]
)";
    const auto answer = computeReach({.analysis = analysisOf(text), .traffic = kPostgres});
    const auto kinds = reachKinds(*answer);
    ASSERT_EQ(kinds.size(), 1U);
    EXPECT_THAT(kinds[0].speakers, ::testing::UnorderedElementsAreArray(kinds[0].members));
    const auto cell = reachCell(*answer, kinds[0], kinds[0], 3);
    EXPECT_EQ(cell.pairs, 6U);
    EXPECT_EQ(cell.allowed, 4U) << "the pod that none may reach is one of the three";
    EXPECT_EQ(answer->relation.ends()[cell.to].name, "x/a-33");
}

using ReachQueryTest = WithApplication;

TEST_F(ReachQueryTest, DropsAnswersToQuestionsThatAreNoLongerAsked)
{
    const auto analysis = shopAnalysis();
    ASSERT_TRUE(analysis);
    ReachQuery query;
    std::vector<std::uint16_t> answered;
    QEventLoop loop;
    QObject::connect(&query, &ReachQuery::answered, &loop, [&] {
        answered.push_back(query.answer()->traffic.port);
        loop.quit();
    });
    for (std::uint16_t port = 1; port <= 20; ++port)
        query.ask({.analysis = analysis, .traffic = {.protocol = Protocol::Tcp, .port = port}});
    loop.exec();
    EXPECT_THAT(answered, ElementsAre(20)) << "the newest question alone is answered";
    EXPECT_FALSE(query.isBusy());
}

TEST_F(ReachQueryTest, DropsAnswersAboutAnOlderDesign)
{
    const auto older = shopAnalysis();
    const auto newer = analysisOf("apiVersion: v1\nkind: Pod\nmetadata: {name: only}\n", 2);
    ReachQuery query;
    QEventLoop loop;
    QObject::connect(&query, &ReachQuery::answered, &loop, &QEventLoop::quit);
    query.ask({.analysis = older, .traffic = kPostgres});
    query.ask({.analysis = newer, .traffic = kPostgres});
    loop.exec();
    EXPECT_EQ(query.answer()->analysis, newer);
    EXPECT_EQ(query.answer()->relation.ends().size(), 1U);
}

TEST_F(ReachQueryTest, MayGoAwayWhileItThinks)
{
    const auto analysis = shopAnalysis();
    {
        ReachQuery query;
        query.ask({.analysis = analysis, .traffic = kPostgres});
    }
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

} // namespace
} // namespace podloom::app
