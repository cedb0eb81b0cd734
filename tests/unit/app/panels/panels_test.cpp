// What panels show and what a click in them does.
#include "app/panels/explain_panel.h"
#include "app/panels/fact_list.h"
#include "app/panels/panel_stack.h"
#include "app/panels/problems_panel.h"
#include "app/panels/reach_model.h"
#include "app/panels/reach_view.h"
#include "app/panels/reachability_panel.h"
#include "tests/unit/app/panels/panel_test.h"

#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>

#include <fstream>

namespace podloom::app {
namespace {

QStringList labelsOf(const QWidget &widget)
{
    QStringList out;
    for (const auto *label : widget.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&widget))
            out.append(label->text());
    }
    return out;
}

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

TEST_F(PanelsTest, ReachabilityAnswersAndExplainsTheCellThatIsClicked)
{
    ReachabilityPanel panel(document, selection);
    ExplainPanel why(document, selection);
    draw(why, QStringLiteral("explain-empty"), {1050, 220});
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

TEST_F(PanelsTest, ReachabilitySaysWhatIsWrongWithTypedTraffic)
{
    ReachabilityPanel panel(document, selection);
    ASSERT_TRUE(waitUntil([&] { return !panel.isBusy(); }));
    panel.setTraffic(QStringLiteral("TCP 99999"));
    EXPECT_FALSE(labelsOf(panel).filter(QStringLiteral("\"TCP 99999\" is no kind of traffic")).isEmpty());
    draw(panel, QStringLiteral("reachability-bad"), {1050, 300});
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
