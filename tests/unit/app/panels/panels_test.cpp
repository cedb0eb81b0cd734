// What panels show and what a click in them does.
#include "app/panels/explain_panel.h"
#include "app/panels/fact_list.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/lab_controller.h"
#include "app/panels/lab_panel.h"
#include "app/panels/lab_questions.h"
#include "app/panels/manifest_pane.h"
#include "app/panels/panel_stack.h"
#include "app/panels/plan_panel.h"
#include "app/panels/problems_panel.h"
#include "app/panels/properties.h"
#include "app/panels/property_form.h"
#include "app/panels/property_row.h"
#include "app/panels/reach_model.h"
#include "app/panels/reach_view.h"
#include "app/panels/reachability_panel.h"
#include "tests/unit/app/panels/panel_test.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextBlock>

#include <fstream>
#include <memory>

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

class InspectorTest : public PanelTest {
protected:
    void SetUp() override
    {
        PanelTest::SetUp();
        panel = std::make_unique<InspectorPanel>(document, selection, lab);
    }
    void choose(const ObjectId &id, InspectorPanel::Tab tab, const QString &picture)
    {
        selection.select(id);
        panel->showTab(tab);
        draw(*panel, picture, {330, 640});
    }
    PropertyRow *row(const QString &label)
    {
        for (auto *each : panel->findChildren<PropertyRow *>()) {
            if (each->field().label == label)
                return each;
        }
        return nullptr;
    }

    const ObjectId node{"prod", "", "Node", "", "node-1"};
    const ObjectId router{"", "podloom.dev", "Router", "", "tor-a"};
    const ObjectId policy{"prod", "networking.k8s.io", "NetworkPolicy", "data", "postgres"};
    LabState lab;
    std::unique_ptr<InspectorPanel> panel;
};

TEST_F(InspectorTest, ShowsEveryPartOfANode)
{
    draw(*panel, QStringLiteral("inspector-empty"), {330, 640});
    choose(node, InspectorPanel::Properties, QStringLiteral("inspector-node"));
    EXPECT_TRUE(row(QStringLiteral("AS number")));
    choose(node, InspectorPanel::Pods, QStringLiteral("inspector-pods"));
    choose(node, InspectorPanel::Bgp, QStringLiteral("inspector-bgp"));
    choose(node, InspectorPanel::Routes, QStringLiteral("inspector-routes"));
    choose(node, InspectorPanel::Yaml, QStringLiteral("inspector-yaml"));
}

TEST_F(InspectorTest, HasAFormForEveryKindOfObject)
{
    int pictures = 0;
    std::string lastKind;
    for (const auto &id : document.snapshot()->objects()) {
        const auto sections = propertiesOf(*document.analysis(), id);
        const bool isBareNode = id.kind == "Node" && id.group == "projectcalico.org";
        EXPECT_TRUE(isBareNode || !sections.empty() || id.kind == "ServiceAccount" || id.kind == "Lab")
            << id.toString();
        if (id.kind != lastKind && id.kind != "Node") {
            choose(id, InspectorPanel::Properties,
                   QStringLiteral("inspector-kind-") + QString::fromStdString(id.kind));
            ++pictures;
        }
        lastKind = id.kind;
    }
    EXPECT_GT(pictures, 5);
}

TEST_F(InspectorTest, ChangesAFieldAsOneUndoableCommand)
{
    selection.select(router);
    auto *as = row(QStringLiteral("AS number"));
    ASSERT_TRUE(as);
    const auto before = std::string(document.snapshot()->manifestText(router));
    emit as->entered(64999);
    EXPECT_EQ(document.design().routers.find(router)->asNumber, 64999U);
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(document.snapshot()->manifestText(router), before);
}

TEST_F(InspectorTest, RefusesAValueThatTheStandardDoesNotAllowAndSaysSoAtTheField)
{
    selection.select(router);
    auto *as = row(QStringLiteral("AS number"));
    emit as->entered(std::int64_t{5'000'000'000});
    EXPECT_EQ(document.undoStack()->count(), 0);
    const auto errors = labelsOf(*as).filter(QStringLiteral("4294967295"));
    EXPECT_EQ(errors.size(), 1) << "the error stands at the field";
    draw(*panel, QStringLiteral("inspector-error"), {330, 640});
    emit as->entered(64999);
    EXPECT_TRUE(labelsOf(*as).filter(QStringLiteral("4294967295")).isEmpty());
}

TEST_F(InspectorTest, ShowsTheLineThatAFindingOrRuleIsAbout)
{
    const auto *found = document.design().networkPolicies.find(policy);
    ASSERT_TRUE(found);
    selection.showSource(found->ingress.front().at);
    EXPECT_EQ(selection.primary(), policy);
    draw(*panel, QStringLiteral("inspector-policy-line"), {330, 640});
    const auto *editor = panel->findChild<ManifestEdit *>();
    EXPECT_TRUE(editor->textCursor().block().text().trimmed().startsWith(QStringLiteral("- from:")))
        << editor->textCursor().block().text().toStdString();
}

TEST_F(InspectorTest, TextThatIsEditedBecomesOneChangeOfThoseBytesOnly)
{
    selection.select(policy);
    panel->showTab(InspectorPanel::Yaml);
    auto *editor = panel->findChild<ManifestEdit *>();
    auto text = editor->toPlainText();
    ASSERT_TRUE(text.contains(QStringLiteral("port: postgres")));
    const auto place = text.indexOf(QStringLiteral("port: postgres"));
    auto cursor = editor->textCursor();
    cursor.setPosition(static_cast<int>(place));
    cursor.setPosition(static_cast<int>(place) + 14, QTextCursor::KeepAnchor);
    cursor.insertText(QStringLiteral("port: 5432"));
    for (auto *button : panel->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Apply changes"))
            button->click();
    }
    document.waitForAnalysis();
    EXPECT_EQ(document.undoStack()->count(), 1);
    EXPECT_THAT(std::string(document.snapshot()->manifestText(policy)), ::testing::HasSubstr("port: 5432"));
    document.undoStack()->undo();
    EXPECT_THAT(std::string(document.snapshot()->manifestText(policy)),
                ::testing::HasSubstr("port: postgres"));
}

TEST_F(InspectorTest, LabelsAreFieldsAndEmptyOnesGo)
{
    ASSERT_TRUE(document.apply(Edit{{SetValue{node, "/metadata/labels/a~1b", "c"}}}, {}));
    document.waitForAnalysis();
    selection.select(node);
    auto *label = row(QStringLiteral("a/b"));
    ASSERT_TRUE(label);
    ASSERT_TRUE(label->field().isEditable());
    emit label->entered(Json("d"));
    EXPECT_EQ(document.snapshot()->meta(node)->labels.at("a/b"), "d");
    emit label->entered(Json());
    EXPECT_FALSE(document.snapshot()->meta(node)->labels.contains("a/b"));
}

TEST_F(InspectorTest, TheFirstFieldOfBgpMakesCalicosManifestOfANode)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("bare.yaml"));
    std::ofstream(path.toStdString()) << "apiVersion: v1\nkind: Node\nmetadata: {name: n}\n";
    ASSERT_TRUE(document.openNow({path}));
    const ObjectId bare{"default", "", "Node", "", "n"};
    selection.select(bare);
    auto *as = row(QStringLiteral("AS number"));
    ASSERT_TRUE(as);
    ASSERT_TRUE(as->field().isEditable());
    emit as->entered(64999);
    ASSERT_TRUE(document.design().nodes.find(bare));
    EXPECT_EQ(document.design().nodes.find(bare)->asNumber, 64999U);
    document.waitForAnalysis();
    EXPECT_EQ(row(QStringLiteral("AS number"))->field().value, QStringLiteral("64999"));
    document.undoStack()->undo();
    EXPECT_EQ(document.design().nodes.find(bare)->asNumber, std::nullopt);
}

/// Types behind a text of the manifest that is shown.
void typeBehind(ManifestEdit &editor, const QString &place, const QString &typed)
{
    const auto at = editor.toPlainText().indexOf(place);
    ASSERT_GE(at, 0);
    auto cursor = editor.textCursor();
    cursor.setPosition(static_cast<int>(at + place.size()));
    cursor.insertText(typed);
}

void press(const QWidget &panel, const QString &button)
{
    for (auto *each : panel.findChildren<QPushButton *>()) {
        if (each->text() == button)
            each->click();
    }
}

TEST_F(InspectorTest, TextThatIsNotAppliedIsThereAgainWhenItsObjectIsChosenAgain)
{
    selection.select(policy);
    panel->showTab(InspectorPanel::Yaml);
    auto *editor = panel->findChild<ManifestEdit *>();
    typeBehind(*editor, QStringLiteral("port: postgres"), QStringLiteral(" # mine"));
    const auto typed = editor->toPlainText();
    EXPECT_FALSE(labelsOf(*panel).filter(QStringLiteral("not applied yet")).isEmpty());
    selection.select(node);
    EXPECT_NE(editor->toPlainText(), typed);
    EXPECT_TRUE(labelsOf(*panel).filter(QStringLiteral("not applied yet")).isEmpty());
    ASSERT_TRUE(document.apply(Edit{{SetValue{node, "/metadata/labels/x", "y"}}}, {}));
    document.waitForAnalysis();
    selection.select(policy);
    EXPECT_EQ(editor->toPlainText(), typed);
    draw(*panel, QStringLiteral("inspector-draft"), {330, 640});
    press(*panel, QStringLiteral("Apply changes"));
    EXPECT_TRUE(document.drafts().isEmpty());
    EXPECT_THAT(std::string(document.snapshot()->manifestText(policy)),
                ::testing::HasSubstr("port: postgres # mine"));
    EXPECT_EQ(document.undoStack()->count(), 2);
}

TEST_F(InspectorTest, DiscardBringsTheManifestBack)
{
    selection.select(policy);
    auto *editor = panel->findChild<ManifestEdit *>();
    const auto before = editor->toPlainText();
    typeBehind(*editor, QStringLiteral("port: postgres"), QStringLiteral(" # mine"));
    press(*panel, QStringLiteral("Discard"));
    EXPECT_EQ(editor->toPlainText(), before);
    EXPECT_TRUE(document.drafts().isEmpty());
}

TEST_F(InspectorTest, AMistakeIsShownWhileItIsTypedAndRefusedWithItsLine)
{
    selection.select(policy);
    panel->showTab(InspectorPanel::Yaml);
    auto *editor = panel->findChild<ManifestEdit *>();
    const auto before = document.snapshot();
    typeBehind(*editor, QStringLiteral("port: postgres"), QStringLiteral("\n  bogus: [1, 2"));
    const auto typed = editor->toPlainText();
    ASSERT_TRUE(waitUntil([&] {
        return !labelsOf(*panel).filter(QRegularExpression(QStringLiteral("^Line [0-9]+: "))).isEmpty();
    }));
    draw(*panel, QStringLiteral("inspector-mistake"), {330, 640});
    press(*panel, QStringLiteral("Apply changes"));
    EXPECT_EQ(document.snapshot(), before) << "nothing changes";
    EXPECT_EQ(editor->toPlainText(), typed) << "and nothing is lost";
    EXPECT_EQ(selection.primary(), policy);
}

TEST_F(InspectorTest, AnObjectThatIsRenamedInItsTextStaysChosen)
{
    selection.select(policy);
    auto *editor = panel->findChild<ManifestEdit *>();
    typeBehind(*editor, QStringLiteral("name: postgres"), QStringLiteral("-2"));
    press(*panel, QStringLiteral("Apply changes"));
    ASSERT_TRUE(selection.primary());
    EXPECT_EQ(selection.primary()->name, "postgres-2");
}

TEST_F(InspectorTest, TheOtherManifestOfANodeStaysShownWhenItIsEdited)
{
    selection.select(node);
    panel->showTab(InspectorPanel::Yaml);
    auto *editor = panel->findChild<ManifestEdit *>();
    press(*panel, QStringLiteral("Calico's Node"));
    ASSERT_TRUE(editor->toPlainText().contains(QStringLiteral("projectcalico.org/v3")));
    EXPECT_EQ(selection.primary(), node);
    typeBehind(*editor, QStringLiteral("projectcalico.org/v3"), QStringLiteral(" # mine"));
    press(*panel, QStringLiteral("Apply changes"));
    document.waitForAnalysis();
    EXPECT_TRUE(editor->toPlainText().contains(QStringLiteral("projectcalico.org/v3 # mine")));
    EXPECT_EQ(selection.primary(), node);
}

TEST_F(InspectorTest, TextThatNobodyCouldReadIsMendedWhereItsErrorLeads)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("broken.yaml"));
    std::ofstream(path.toStdString()) << "apiVersion: v1\nkind: Namespace\nmetadata: {name: one}\n---\n"
                                         "apiVersion: v1\nkind: Namespace\nmetadata: {name: two\n";
    ASSERT_TRUE(document.openNow({path}));
    ASSERT_EQ(document.snapshot()->diagnostics().size(), 1U);
    selection.showSource(document.snapshot()->diagnostics().front().at);
    EXPECT_FALSE(selection.primary()) << "it is no object";
    auto *editor = panel->findChild<ManifestEdit *>();
    draw(*panel, QStringLiteral("inspector-bare-text"), {330, 640});
    EXPECT_FALSE(editor->isReadOnly());
    typeBehind(*editor, QStringLiteral("name: two"), QStringLiteral("}"));
    press(*panel, QStringLiteral("Apply changes"));
    EXPECT_TRUE(document.snapshot()->diagnostics().empty());
    ASSERT_TRUE(selection.primary());
    EXPECT_EQ(selection.primary()->name, "two");
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
