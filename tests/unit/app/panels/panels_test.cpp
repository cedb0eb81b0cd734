// What panels show and what a click in them does.
#include "app/panels/explain_panel.h"
#include "app/panels/fact_list.h"
#include "app/panels/lab_controller.h"
#include "app/panels/lab_panel.h"
#include "app/panels/lab_questions.h"
#include "app/panels/panel_stack.h"
#include "app/panels/plan_panel.h"
#include "app/panels/problems_panel.h"
#include "app/panels/reach_model.h"
#include "app/panels/reach_view.h"
#include "app/panels/reachability_panel.h"
#include "tests/unit/app/panels/panel_test.h"

#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>

#include <fstream>
#include <set>

namespace podloom::app {
namespace {

/// A design with faults of every severity.
constexpr auto kFaulty = R"(apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: racks-a}
spec: {cidr: 10.48.0.0/16}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: racks-b}
spec: {cidr: 10.48.64.0/18, blokSize: 26}
---
apiVersion: v1
kind: Pod
metadata: {name: web-0, namespace: shop}
spec:
  containers: [{name: web, ports: [{containerPort: 70000}]}]
)";

using PanelsTest = PanelTest;

/// Rows whose links are costly to work out.
class CostlyRows final : public QAbstractListModel {
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 400; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == LinkRole)
            m_asked.insert(index.row());
        return role == Qt::DisplayRole || role == LinkRole
                 ? QStringLiteral("words that take more than one line in a list as narrow as this one")
                 : QVariant();
    }
    std::size_t asked() const { return m_asked.size(); }

private:
    mutable std::set<int> m_asked;
};

TEST(FactList, AsksForLinksOfRowsThatAreSeenOnly)
{
    CostlyRows rows;
    FactList list;
    list.setModel(&rows);
    list.setMostLines(3);
    list.setEndReserved(true);
    list.resize(400, 300);
    list.grab();
    QCoreApplication::processEvents();
    list.grab();
    EXPECT_GT(rows.asked(), 0U);
    EXPECT_LT(rows.asked(), 40U);
}

TEST_F(PanelsTest, ReachabilityAnswersAndExplainsTheCellThatIsClicked)
{
    ReachabilityPanel panel(document, selection);
    ExplainPanel why(document, selection);
    draw(why, QStringLiteral("explain-empty"), {1050, 220});
    panel.show(); // a matrix that nobody sees is not computed
    panel.setTraffic(QStringLiteral("TCP 5432"));
    auto *view = panel.findChild<ReachView *>();
    auto *model = qobject_cast<ReachModel *>(view->model());
    ASSERT_TRUE(waitUntil([&] { return model->answer() && model->answer()->traffic.port == 5432; }));
    draw(panel, QStringLiteral("reachability"), {1050, 640});

    emit view->chosen(model->index(0, model->columnCount() - 1));
    ASSERT_TRUE(selection.question());
    EXPECT_EQ(selection.question()->from, model->fromName(0).toStdString());
    EXPECT_EQ(selection.question()->traffic.port, 5432);
    draw(why, QStringLiteral("explain"), {1050, 220});
    EXPECT_GT(why.findChild<FactList *>()->model()->rowCount(), 0);
}

TEST_F(PanelsTest, ReachabilityShowsTheConnectionThatIsAskedFor)
{
    ReachabilityPanel panel(document, selection);
    panel.resize(700, 300);
    panel.show();
    auto *view = panel.findChild<ReachView *>();
    auto *model = qobject_cast<ReachModel *>(view->model());
    selection.ask({"app/cart-0", "data/redis-0", {.protocol = Protocol::Tcp, .port = 6379}});
    ASSERT_TRUE(waitUntil([&] { return view->currentIndex().isValid(); }));
    EXPECT_EQ(model->answer()->traffic.port, 6379);
    EXPECT_EQ(model->fromName(view->currentIndex().row()), QStringLiteral("app/cart-0"));
    EXPECT_EQ(model->toName(view->currentIndex().column()), QStringLiteral("data/redis-0"));
    EXPECT_TRUE(view->viewport()->rect().contains(view->visualRect(view->currentIndex())));
}

TEST_F(PanelsTest, ReachabilityHasCellsInSightInALowPanelToo)
{
    ReachabilityPanel panel(document, selection);
    panel.setTraffic(QStringLiteral("TCP 6379"));
    for (const bool isGrouped : {false, true}) {
        panel.setGrouped(isGrouped);
        draw(panel, QStringLiteral("reachability-low"), {1050, 200});
        auto *view = panel.findChild<ReachView *>();
        ASSERT_TRUE(waitUntil([&] { return view->model()->rowCount() > 0; }));
        QCoreApplication::processEvents();
        EXPECT_GE(2 * view->viewport()->height(), 3 * view->rowHeight(0)) << isGrouped;
    }
}

TEST_F(PanelsTest, ReachabilityExplainsAPairOfTheGroupsThatAreClicked)
{
    ReachabilityPanel panel(document, selection);
    panel.resize(1050, 400);
    panel.show();
    panel.setGrouped(true);
    auto *view = panel.findChild<ReachView *>();
    auto *model = qobject_cast<ReachModel *>(view->model());
    selection.ask({"app/cart-1", "data/redis-0", {.protocol = Protocol::Tcp, .port = 6379}});
    ASSERT_TRUE(waitUntil([&] { return view->currentIndex().isValid(); }));
    EXPECT_EQ(model->fromName(view->currentIndex().row()), QStringLiteral("app/cart"));
    emit view->chosen(view->currentIndex());
    EXPECT_EQ(selection.question()->from, "app/cart-0");
    EXPECT_EQ(selection.question()->to, "data/redis-0");
}

TEST_F(PanelsTest, ReachabilityStaysWhereSomebodyScrolledWhenTheDesignIsEdited)
{
    ReachabilityPanel panel(document, selection);
    panel.resize(500, 300);
    panel.show();
    auto *view = panel.findChild<ReachView *>();
    auto *model = qobject_cast<ReachModel *>(view->model());
    selection.ask({"app/cart-0", "app/cart-1", {.protocol = Protocol::Tcp, .port = 6379}});
    ASSERT_TRUE(waitUntil([&] { return view->currentIndex().isValid(); }));
    const auto asked = view->currentIndex();
    view->horizontalScrollBar()->setValue(view->horizontalScrollBar()->maximum());
    view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
    const auto place = view->verticalScrollBar()->value();
    const auto across = view->horizontalScrollBar()->value();
    ASSERT_GT(place, 0);
    ASSERT_FALSE(view->viewport()->rect().intersects(view->visualRect(asked)));
    const auto before = model->answer();
    ASSERT_TRUE(
        document.apply(Edit{{SetValue{{"prod", "", "Node", "", "node-1"}, "/metadata/labels/x", "y"}}}, {}));
    ASSERT_TRUE(waitUntil([&] { return model->answer() != before; }));
    QCoreApplication::processEvents();
    EXPECT_EQ(view->verticalScrollBar()->value(), place);
    EXPECT_EQ(view->horizontalScrollBar()->value(), across);
    EXPECT_EQ(model->fromName(view->currentIndex().row()), QStringLiteral("app/cart-0")) << "still marked";
    // Another question is shown.
    selection.ask({"app/cart-1", "app/cart-0", {.protocol = Protocol::Tcp, .port = 6379}});
    EXPECT_TRUE(view->viewport()->rect().contains(view->visualRect(view->currentIndex())));
}

TEST_F(PanelsTest, NamespacesOfOneColumnAreNamedInFull)
{
    std::string yaml;
    for (const auto *ns : {"a", "kube-system", "monitoring", "web"})
        yaml += "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: " + std::string(ns)
              + "}, spec: {containers: [{name: c, image: x}]}}\n---\n";
    ReachModel model;
    model.setAnswer(computeReach({.analysis = analyse(parseFiles({{"a.yaml", yaml}}), 1),
                                  .traffic = {.protocol = Protocol::Tcp, .port = 80}}));
    ReachView view(&model);
    draw(view, QStringLiteral("reachability-narrow"), {400, 300});
    ASSERT_EQ(model.columnCount(), 4);
    const auto crowded = view.horizontalHeader()->sizeHint().height();
    model.setFilters({}, QStringLiteral("kube"));
    EXPECT_LT(view.horizontalHeader()->sizeHint().height(), crowded) << "one line is enough for one";
}

TEST_F(PanelsTest, AnExplanationTakesMoreLinesWhereThereIsLittleRoom)
{
    ExplainPanel panel(document, selection);
    selection.ask({"web/frontend-0", "data/redis-0", {.protocol = Protocol::Tcp, .port = 6379}});
    auto *list = panel.findChild<FactList *>();
    const auto height = [&](int width) {
        draw(panel, QStringLiteral("explain-%1").arg(width), {width, 400});
        EXPECT_TRUE(waitUntil([&] { return list->viewport()->width() > width - 40; }));
        QCoreApplication::processEvents();
        return list->visualRect(list->model()->index(0, 0)).height();
    };
    const auto wide = height(1600);
    EXPECT_GT(height(480), wide);
    EXPECT_EQ(height(1600), wide);
}

TEST_F(PanelsTest, ReachabilitySaysWhatIsWrongWithTypedTraffic)
{
    ReachabilityPanel panel(document, selection);
    panel.show();
    ASSERT_TRUE(waitUntil([&] { return !panel.isBusy(); }));
    panel.setTraffic(QStringLiteral("TCP 99999"));
    EXPECT_FALSE(labelsOf(panel).filter(QStringLiteral("\"TCP 99999\" is no kind of traffic")).isEmpty());
    draw(panel, QStringLiteral("reachability-bad"), {1050, 300});
}

TEST_F(PanelsTest, TheSumOfALargeMatrixComesLater)
{
    ASSERT_TRUE(document.apply(
        Edit{{SetValue{{"prod", "apps", "Deployment", "app", "cart"}, "/spec/replicas", 200}}}, {}));
    document.waitForAnalysis();
    ReachabilityPanel panel(document, selection);
    panel.show();
    auto *model = qobject_cast<ReachModel *>(panel.findChild<ReachView *>()->model());
    ASSERT_TRUE(waitUntil([&] { return !panel.isBusy() && model->answer(); }));
    const auto sum = QStringLiteral("of %L1 connections").arg(model->count()->all);
    EXPECT_TRUE(waitUntil([&] { return !labelsOf(panel).filter(sum).isEmpty(); }));
    // A filter while it counts: the sum is that of what is shown then.
    auto *filter = panel.findChild<QLineEdit *>();
    filter->setText(QStringLiteral("cart"));
    filter->setText(QString());
    EXPECT_FALSE(labelsOf(panel).filter(QStringLiteral("sources ×")).isEmpty());
    EXPECT_TRUE(waitUntil([&] { return !labelsOf(panel).filter(sum).isEmpty(); }));
}

TEST_F(PanelsTest, AStepOfAnExplanationLeadsToItsPolicyAndLine)
{
    ExplainPanel panel(document, selection);
    selection.ask({"app/checkout-0", "data/postgres-0", {.protocol = Protocol::Tcp, .port = 5432}});
    SourceRef shown;
    QObject::connect(&selection, &Selection::sourceRequested, [&](const SourceRef &at) { shown = at; });
    auto *list = panel.findChild<FactList *>();
    emit list->chosen(list->model()->index(list->model()->rowCount() - 1, 0));
    ASSERT_TRUE(selection.primary());
    EXPECT_EQ(selection.primary()->kind, "NetworkPolicy");
    EXPECT_GT(shown.line, 0U);
}

TEST_F(PanelsTest, AProblemIsMendedByItsLinkAndComesBackWithUndo)
{
    ASSERT_TRUE(document.apply(
        Edit{{AddObject{Json::object({{"apiVersion", "networking.k8s.io/v1"},
                                      {"kind", "NetworkPolicy"},
                                      {"metadata", Json::object({{"name", "empty"}, {"namespace", "web"}})},
                                      {"spec", Json::object({{"podSelector", Json::object()}})}}),
                        {}}}},
        QStringLiteral("add")));
    document.waitForAnalysis();
    ProblemsPanel panel(document, selection);
    panel.resize(900, 240);
    panel.show();
    auto *list = panel.findChild<FactList *>();
    ASSERT_TRUE(list);
    const auto countOf = [&] {
        return std::count_if(document.analysis()->findings.begin(), document.analysis()->findings.end(),
                             [](const auto &finding) { return finding.rule() == "policy-empty"; });
    };
    ASSERT_EQ(countOf(), 1);
    QModelIndex row;
    for (int at = 0; at < list->model()->rowCount(); ++at) {
        if (list->model()->index(at, 0).data(LinkRole).toString().contains(QLatin1String("policyTypes")))
            row = list->model()->index(at, 0);
    }
    ASSERT_TRUE(row.isValid());
    EXPECT_FALSE(FactDelegate::linkRect(list->visualRect(row), row).isEmpty());
    emit list->acted(row);
    document.waitForAnalysis();
    EXPECT_EQ(countOf(), 0);
    document.undoStack()->undo();
    document.waitForAnalysis();
    EXPECT_EQ(countOf(), 1);
}

TEST_F(PanelsTest, ProblemsAreCountedShownAndLeadToTheirObject)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("faulty.yaml"));
    std::ofstream(path.toStdString()) << kFaulty;
    ProblemsPanel panel(document, selection);
    draw(panel, QStringLiteral("problems-none"), {1050, 220});
    EXPECT_EQ(panel.title(), QStringLiteral("Problems"));

    ASSERT_TRUE(document.openNow({path}));
    document.waitForAnalysis();
    auto *list = panel.findChild<FactList *>();
    ASSERT_GE(list->model()->rowCount(), 2);
    EXPECT_EQ(panel.title(), QStringLiteral("Problems %1").arg(list->model()->rowCount()));
    draw(panel, QStringLiteral("problems"), {1050, 220});

    emit list->chosen(list->model()->index(0, 0));
    EXPECT_TRUE(selection.primary());

    ReachabilityPanel matrix(document, selection);
    draw(matrix, QStringLiteral("reachability-broken"), {1050, 300});
    EXPECT_FALSE(labelsOf(matrix).filter(QStringLiteral("The design has errors")).isEmpty());
}

class LabTest : public PanelTest {
protected:
    LabState state;
};

TEST_F(LabTest, OffersToBringUpALabThatDoesNotRun)
{
    LabController controller(document, state);
    controller.chooseLab("no-such-lab-runs");
    LabPanel panel(document, selection, controller, state);
    PlanPanel plan(document, selection, controller, state);
    ASSERT_TRUE(waitUntil([&] { return controller.hasLooked(); }));
    ASSERT_TRUE(waitUntil([&] { return state.picture().name == "no-such-lab-runs"; }));
    EXPECT_FALSE(labelsOf(panel).filter(QStringLiteral("is not running")).isEmpty());
    draw(panel, QStringLiteral("lab-down"), {1050, 240});
    draw(plan, QStringLiteral("plan-down"), {1050, 240});
}

TEST_F(LabTest, SaysWhyAJobCouldNotBeDone)
{
    LabController controller(document, state);
    controller.chooseLab("no-such-lab-runs");
    LabPanel panel(document, selection, controller, state);
    controller.verify();
    EXPECT_TRUE(controller.isBusy());
    ASSERT_TRUE(waitUntil([&] { return !controller.isBusy(); }));
    ASSERT_TRUE(controller.error());
    EXPECT_FALSE(labelsOf(panel).filter(QStringLiteral("there is no lab called no-such-lab-runs")).isEmpty());
    draw(panel, QStringLiteral("lab-error"), {1050, 240});
}

TEST_F(LabTest, DeploysNothingOfABrokenDesign)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("faulty.yaml"));
    std::ofstream(path.toStdString()) << kFaulty;
    ASSERT_TRUE(document.openNow({path}));
    LabController controller(document, state);
    controller.deploy();
    EXPECT_FALSE(controller.isBusy());
    ASSERT_TRUE(controller.error());
    EXPECT_EQ(controller.error()->message.id, "design-broken");
}

TEST_F(LabTest, AsksForKeysAndSecretsAndTakesClosingForNo)
{
    QWidget window;
    window.resize(700, 400);
    window.show();
    std::vector<int> answers;
    auto *key = askHostKey(
        &window, {"192.0.2.11", 22, "ssh-ed25519", "SHA256:k1Yq0GJxJ3sX6x0k3j4n5T5l2mH5b0mZ9n1c4d7e8f9"},
        [&](bool isRight) { answers.push_back(isRight ? 1 : 0); });
    draw(*key, QStringLiteral("host-key"), key->sizeHint());
    key->close();
    std::optional<std::string> secret = "untouched";
    auto *password = askSecret(&window, {SecretQuestion::Kind::Password, "ops@192.0.2.11"},
                               [&](std::optional<std::string> given) { secret = std::move(given); });
    draw(*password, QStringLiteral("secret"), password->sizeHint());
    password->findChild<QLineEdit *>()->setText(QStringLiteral("hunter2"));
    static_cast<QDialog *>(password)->accept();
    EXPECT_EQ(answers, std::vector<int>{0});
    EXPECT_EQ(secret, "hunter2");
}

} // namespace
} // namespace podloom::app

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    podloom::app::applyTheme(*qApp, podloom::app::ThemeKind::Light);
    ::testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
