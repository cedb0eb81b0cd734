// What the inspector shows, and what becomes of what is typed into its form and its manifest.
#include "app/panels/inspector_panel.h"
#include "app/panels/manifest_pane.h"
#include "app/panels/properties.h"
#include "app/panels/property_field.h"
#include "app/panels/property_row.h"
#include "tests/unit/app/panels/panel_test.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QToolButton>

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

    void openText(const std::string &manifests)
    {
        document.openText(manifests);
        document.waitForAnalysis();
    }
    PropertyRow *rowAt(const std::string &pointer)
    {
        for (auto *each : panel->findChildren<PropertyRow *>()) {
            if (each->field().pointer == pointer)
                return each;
        }
        return nullptr;
    }
    /// Into the field of that number of a row, ended by Enter.
    static void type(PropertyRow &row, int number, const char *text)
    {
        auto *field = row.findChildren<PropertyField *>().value(number)->findChild<QLineEdit *>();
        ASSERT_TRUE(field);
        field->setText(QLatin1String(text));
        emit field->editingFinished();
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
    emit as->entered(as->field(), 64999);
    EXPECT_EQ(document.design().routers.find(router)->asNumber, 64999U);
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(document.snapshot()->manifestText(router), before);
}

TEST_F(InspectorTest, RefusesAValueThatTheStandardDoesNotAllowAndSaysSoAtTheField)
{
    selection.select(router);
    auto *as = row(QStringLiteral("AS number"));
    emit as->entered(as->field(), std::int64_t{5'000'000'000});
    EXPECT_EQ(document.undoStack()->count(), 0);
    const auto errors = labelsOf(*as).filter(QStringLiteral("4294967295"));
    EXPECT_EQ(errors.size(), 1) << "the error stands at the field";
    draw(*panel, QStringLiteral("inspector-error"), {330, 640});
    emit as->entered(as->field(), 64999);
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
    emit label->entered(label->field(), Json("d"));
    EXPECT_EQ(document.snapshot()->meta(node)->labels.at("a/b"), "d");
    emit label->entered(label->field(), Json());
    EXPECT_FALSE(document.snapshot()->meta(node)->labels.contains("a/b"));
}

TEST_F(InspectorTest, LabelsAreAddedAndTakenAwayInTheForm)
{
    selection.select(node);
    draw(*panel, QStringLiteral("inspector-labels"), {330, 900});
    auto *entry = row(QStringLiteral("Add"));
    ASSERT_TRUE(entry);
    type(*entry, 0, "tier");
    EXPECT_FALSE(labelsOf(*entry).filter(QStringLiteral("key=value")).isEmpty()) << "half of it is no label";
    type(*entry, 0, "example.org/tier = a/b");
    EXPECT_FALSE(document.snapshot()->meta(node)->labels.contains("example.org/tier"));
    EXPECT_FALSE(labelsOf(*entry).filter(QStringLiteral("a/b")).isEmpty()) << "what no label may say";
    type(*entry, 0, "example.org/tier = front");
    EXPECT_EQ(document.snapshot()->meta(node)->labels.at("example.org/tier"), "front");
    document.waitForAnalysis();
    auto *label = row(QStringLiteral("example.org/tier"));
    ASSERT_TRUE(label);
    type(*row(QStringLiteral("Add")), 0, "example.org/tier=back");
    EXPECT_EQ(document.snapshot()->meta(node)->labels.at("example.org/tier"), "front")
        << "one that is there is changed where it stands";
    label->findChild<QToolButton *>()->click();
    EXPECT_FALSE(document.snapshot()->meta(node)->labels.contains("example.org/tier"));
    document.undoStack()->undo();
    document.undoStack()->undo();
    EXPECT_FALSE(document.isModified());
}

TEST_F(InspectorTest, PortsOfAPolicyAreLinesWithTheirRules)
{
    selection.select(policy);
    draw(*panel, QStringLiteral("inspector-policy-ports"), {330, 640});
    const auto ports = [&] { return document.design().networkPolicies.find(policy)->ingress[0].ports; };
    const auto before = ports().size();
    ASSERT_GE(before, 1U);
    auto *port = rowAt("/spec/ingress/0/ports/0");
    ASSERT_TRUE(port);
    type(*port, 1, "5432");
    EXPECT_EQ(std::get<std::uint16_t>(*ports()[0].port), 5432);
    type(*port, 2, "5000");
    EXPECT_FALSE(ports()[0].endPort) << "a range does not end before it begins";
    EXPECT_FALSE(labelsOf(*port).isEmpty());
    type(*port, 2, "5440");
    EXPECT_EQ(ports()[0].endPort, 5440);
    document.waitForAnalysis();
    auto *add = row(QStringLiteral("Add a port"));
    ASSERT_TRUE(add);
    add->findChild<QPushButton *>()->click();
    EXPECT_EQ(ports().size(), before + 1);
    document.waitForAnalysis();
    auto *added = rowAt("/spec/ingress/0/ports/" + std::to_string(before));
    ASSERT_TRUE(added);
    type(*added, 1, "metrics");
    EXPECT_EQ(std::get<std::string>(*ports().back().port), "metrics");
    added->findChild<QToolButton *>()->click();
    EXPECT_EQ(ports().size(), before);
    while (document.undoStack()->canUndo())
        document.undoStack()->undo();
    EXPECT_FALSE(document.isModified());
}

TEST_F(InspectorTest, PortsOfACalicoPolicyAreNumbersRangesAndNames)
{
    openText("apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: web}\n"
             "spec:\n  selector: all()\n  ingress:\n  - action: Allow\n    protocol: TCP\n"
             "    destination: {ports: [80, 'http']}\n  - action: Deny\n");
    const ObjectId id{"default", "projectcalico.org", "GlobalNetworkPolicy", "", "web"};
    const auto rule = [&](std::size_t at) { return document.design().calicoPolicies.find(id)->ingress[at]; };
    choose(id, InspectorPanel::Properties, QStringLiteral("inspector-calico-ports"));
    auto *port = rowAt("/spec/ingress/0/destination/ports/0");
    ASSERT_TRUE(port);
    type(*port, 0, "8000:8080");
    const auto range = std::get<PortRange>(rule(0).destination.ports[0]);
    EXPECT_EQ(range.first, 8000);
    EXPECT_EQ(range.last, 8080);
    type(*port, 0, "90:80");
    EXPECT_EQ(std::get<PortRange>(rule(0).destination.ports[0]).first, 8000)
        << "it would end before it begins";
    EXPECT_FALSE(labelsOf(*port).filter(QStringLiteral("90:80")).isEmpty()) << "and the field says so";

    document.waitForAnalysis();
    rowAt("/spec/ingress/0/destination/ports/1")->findChild<QToolButton *>()->click();
    EXPECT_EQ(rule(0).destination.ports.size(), 1U);
    document.waitForAnalysis();
    auto *only = row(QStringLiteral("One port only"));
    ASSERT_TRUE(only) << "the second rule is about every port";
    only->findChild<QPushButton *>()->click();
    ASSERT_EQ(rule(1).destination.ports.size(), 1U);
    EXPECT_TRUE(rule(1).protocol) << "ports need a protocol";
    EXPECT_EQ(document.undoStack()->count(), 3);
    while (document.undoStack()->canUndo())
        document.undoStack()->undo();
    EXPECT_FALSE(document.isModified());
}

TEST_F(InspectorTest, PortsOfAClusterPolicyAreThoseOfItsVersion)
{
    const std::string subject = "  tier: Admin\n  priority: 5\n  subject: {namespaces: {}}\n  ingress:\n"
                                "  - action: Accept\n    from: [{namespaces: {}}]\n";
    openText("apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\n"
             "metadata: {name: new}\nspec:\n"
             + subject
             + "    protocols: [{tcp: {destinationPort: {number: 80}}}, "
               "{udp: {destinationPort: {range: {start: 100, end: 200}}}}]\n"
               "---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\n"
               "metadata: {name: old}\nspec:\n  priority: 6\n  subject: {namespaces: {}}\n  ingress:\n"
               "  - action: Allow\n    from: [{namespaces: {}}]\n    ports: [{portNumber: {protocol: TCP, "
               "port: 80}}, {namedPort: http}]\n");
    const auto portsOf = [&](const ObjectId &id) {
        return document.design().clusterPolicies.find(id)->ingress[0].ports;
    };
    const ObjectId current{"default", "policy.networking.k8s.io", "ClusterNetworkPolicy", "", "new"};
    choose(current, InspectorPanel::Properties, QStringLiteral("inspector-cluster-ports"));
    auto *number = rowAt("/spec/ingress/0/protocols/0");
    auto *range = rowAt("/spec/ingress/0/protocols/1");
    ASSERT_TRUE(number && range);
    type(*number, 0, "443");
    type(*range, 1, "300");
    EXPECT_EQ(portsOf(current)[0].range->first, 443);
    EXPECT_EQ(portsOf(current)[1].range->last, 300);
    type(*number, 0, "70000");
    EXPECT_EQ(portsOf(current)[0].range->first, 443);
    EXPECT_FALSE(labelsOf(*number).filter(QStringLiteral("65535")).isEmpty());
    document.waitForAnalysis();
    row(QStringLiteral("Add a port"))->findChild<QPushButton *>()->click();
    EXPECT_EQ(portsOf(current).size(), 3U);

    document.waitForAnalysis();
    const ObjectId old{"default", "policy.networking.k8s.io", "AdminNetworkPolicy", "", "old"};
    choose(old, InspectorPanel::Properties, QStringLiteral("inspector-admin-ports"));
    auto *named = rowAt("/spec/ingress/0/ports/1");
    ASSERT_TRUE(named);
    type(*named, 0, "metrics");
    EXPECT_EQ(portsOf(old)[1].namedPort, "metrics");
    while (document.undoStack()->canUndo())
        document.undoStack()->undo();
    EXPECT_FALSE(document.isModified());
}

TEST_F(InspectorTest, PortsOfAServiceHaveNamesWhenThereAreSeveral)
{
    const auto &services = document.design().services;
    ASSERT_FALSE(services.empty());
    const auto id = services[0].meta.id;
    selection.select(id);
    const auto before = services[0].ports.size();
    draw(*panel, QStringLiteral("inspector-service-ports"), {330, 640});
    row(QStringLiteral("Add a port"))->findChild<QPushButton *>()->click();
    const auto &after = document.design().services.find(id)->ports;
    ASSERT_EQ(after.size(), before + 1);
    for (const auto &port : after)
        EXPECT_FALSE(port.name.empty());
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(InspectorTest, ANewNameIsFollowedByWhatSaysIt)
{
    document.move({{"topology/prod:Node/node-1", QPointF(7, 8)}}, QStringLiteral("move"));
    const auto bytes = [&] {
        std::string out;
        for (std::size_t file = 0; file < document.snapshot()->fileCount(); ++file)
            out += document.snapshot()->bytes(file);
        return out;
    };
    const auto before = bytes();
    selection.select(node);
    type(*row(QStringLiteral("Name")), 0, "node-2");
    ASSERT_TRUE(waitUntil([&] {
        return !labelsOf(*row(QStringLiteral("Name"))).filter(QStringLiteral("there is")).isEmpty();
    })) << "that is another one";
    EXPECT_EQ(bytes(), before);
    type(*row(QStringLiteral("Name")), 0, "left");
    ObjectId left = node;
    left.name = "left";
    ASSERT_TRUE(waitUntil([&] { return document.snapshot()->meta(left) != nullptr; }));
    EXPECT_EQ(selection.primary(), left);
    EXPECT_EQ(document.layout().positions.at("topology/prod:Node/left"), QPointF(7, 8));
    EXPECT_EQ(document.undoStack()->count(), 2);
    for (const auto &link : document.design().links) {
        for (const auto &end : link.ends)
            EXPECT_NE(end.node, "node-1");
    }
    document.undoStack()->undo();
    EXPECT_EQ(bytes(), before);
    EXPECT_TRUE(document.layout().positions.contains("topology/prod:Node/node-1"));
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
    emit as->entered(as->field(), 64999);
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
