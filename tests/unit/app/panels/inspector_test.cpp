// What the inspector shows, and what becomes of what is typed into its form and its manifest.
#include "app/panels/inspector_panel.h"
#include "app/panels/manifest_pane.h"
#include "app/panels/properties.h"
#include "app/panels/property_row.h"
#include "tests/unit/app/panels/panel_test.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTextBlock>

#include <fstream>
#include <memory>

namespace podloom::app {
namespace {

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

TEST_F(InspectorTest, TypingThatIsTakenBackShowsWhatWasEditedMeanwhile)
{
    selection.select(policy);
    auto *editor = panel->findChild<ManifestEdit *>();
    typeBehind(*editor, QStringLiteral("port: postgres"), QStringLiteral("#"));
    ASSERT_TRUE(document.apply(Edit{{SetValue{policy, "/metadata/labels/by-form", "y"}}}, {}));
    document.waitForAnalysis();
    auto cursor = editor->textCursor();
    cursor.setPosition(static_cast<int>(editor->toPlainText().indexOf(QStringLiteral("postgres#")) + 9));
    cursor.deletePreviousChar();
    EXPECT_TRUE(document.drafts().isEmpty());
    EXPECT_EQ(editor->toPlainText().toStdString(), document.snapshot()->manifestText(policy));
    typeBehind(*editor, QStringLiteral("port: postgres"), QStringLiteral(" # mine"));
    press(*panel, QStringLiteral("Apply changes"));
    EXPECT_TRUE(document.snapshot()->meta(policy)->labels.contains("by-form")) << "not reverted";
}

TEST_F(InspectorTest, LinesEndAsThoseOfTheFileWhateverIsTyped)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("crlf.yaml"));
    std::ofstream(path.toStdString(), std::ios::binary)
        << "apiVersion: v1\r\nkind: Namespace\r\nmetadata: {name: one}\r\n";
    ASSERT_TRUE(document.openNow({path}));
    const ObjectId one{"default", "", "Namespace", "", "one"};
    selection.select(one);
    auto *editor = panel->findChild<ManifestEdit *>();
    editor->setPlainText(QStringLiteral("kind: Namespace"));
    selection.clear();
    selection.select(one);
    typeBehind(*editor, QStringLiteral("kind: Namespace"), QStringLiteral("\napiVersion: v1"));
    ASSERT_EQ(document.drafts().all().size(), 1U);
    EXPECT_EQ(document.drafts().all().begin()->second.text, "kind: Namespace\r\napiVersion: v1");
}

TEST_F(InspectorTest, APodShowsTheServiceAccountOfWhatMakesIt)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("robot.yaml"));
    std::ofstream(path.toStdString()) << "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n"
                                         "spec:\n  replicas: 1\n  selector: {matchLabels: {app: web}}\n"
                                         "  template:\n    metadata: {labels: {app: web}}\n"
                                         "    spec: {serviceAccountName: robot, containers: [{name: c}]}\n";
    ASSERT_TRUE(document.openNow({path}));
    document.waitForAnalysis();
    selection.select({"default", "", "Pod", "default", "web-0"});
    ASSERT_TRUE(row(QStringLiteral("Service account")));
    EXPECT_EQ(row(QStringLiteral("Service account"))->field().value, QStringLiteral("robot"));
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

TEST_F(InspectorTest, WhatIsTypedOverTextWithoutAnObjectIsShownUntilItIsGivenUp)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("broken.yaml"));
    std::ofstream(path.toStdString()) << "apiVersion: v1\nkind: Namespace\nmetadata: {name: one}\n---\n"
                                         "apiVersion: v1\nkind: Namespace\nmetadata: {name: two\n";
    ASSERT_TRUE(document.openNow({path}));
    const TextKey bare{.file = document.snapshot()->fileName(0), .document = 1};
    panel->showText(bare, 0);
    auto *editor = panel->findChild<ManifestEdit *>();
    typeBehind(*editor, QStringLiteral("name: two"), QStringLiteral(", x: y"));
    const auto typed = editor->toPlainText();
    const auto saysNothing = [&] {
        return !labelsOf(*panel).filter(QStringLiteral("Nothing is selected")).isEmpty();
    };
    panel->showAside({}, {}); // the drawing is drawn anew
    EXPECT_FALSE(saysNothing());
    const auto place = placeOf(*document.snapshot(), bare);
    ASSERT_TRUE(place);
    ASSERT_TRUE(document.applyText({{place->file, place->offset, place->text, {}}}, {}));
    document.waitForAnalysis();
    ASSERT_FALSE(placeOf(*document.snapshot(), bare));
    EXPECT_FALSE(saysNothing());
    EXPECT_EQ(editor->toPlainText(), typed);
    press(*panel, QStringLiteral("Discard"));
    EXPECT_TRUE(document.drafts().isEmpty());
    EXPECT_TRUE(saysNothing());
}

} // namespace
} // namespace podloom::app
