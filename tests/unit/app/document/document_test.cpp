// A design that is open: edits, undo, and what a save touches.
#include "tests/unit/app/document/document_test.h"

namespace podloom::app {
namespace {

TEST_F(DocumentTest, OpeningReadsEveryFileAndWritesNone)
{
    EXPECT_EQ(document.design().nodes.size(), 2U);
    EXPECT_EQ(document.analysis()->placed.pods.size(), 1U);
    EXPECT_EQ(document.analysis()->revision, document.revision());
    EXPECT_FALSE(document.isModified());
    EXPECT_TRUE(save(document));
    EXPECT_FALSE(std::filesystem::exists(file(".layout.yaml")));
    EXPECT_EQ(bytes("nodes.yaml"), kNodes);
}

TEST_F(DocumentTest, AnEditAndItsUndoGiveTheSameBytes)
{
    ASSERT_TRUE(label("x"));
    EXPECT_EQ(document.design().nodes.find(kNodeA)->meta.labels.at("rack"), "x");
    EXPECT_TRUE(document.isModified());

    document.undoStack()->undo();

    EXPECT_FALSE(document.isModified());
    EXPECT_TRUE(document.design().nodes.find(kNodeA)->meta.labels.empty());
    EXPECT_EQ(document.snapshot()->bytes(0), kNodes);
    document.undoStack()->redo();
    EXPECT_EQ(document.design().nodes.find(kNodeA)->meta.labels.at("rack"), "x");
}

TEST_F(DocumentTest, TypingIsUndoneAsOne)
{
    for (const auto *value : {"x", "xy", "xyz"})
        ASSERT_TRUE(label(value, QStringLiteral("rack")));
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(document.snapshot()->bytes(0), kNodes);
    document.undoStack()->redo();
    EXPECT_EQ(document.design().nodes.find(kNodeA)->meta.labels.at("rack"), "xyz");
}

TEST_F(DocumentTest, ARefusedEditChangesNothing)
{
    const auto refused = document.apply(Edit{{RemoveObject{{"default", "", "Node", "", "nobody"}}}}, {});
    EXPECT_FALSE(refused);
    EXPECT_EQ(document.undoStack()->count(), 0);
    EXPECT_FALSE(document.isModified());
}

TEST_F(DocumentTest, TheAnalysisFollowsAnEdit)
{
    ASSERT_TRUE(document.apply(Edit{{RemoveObject{kNodeA}}}, QStringLiteral("remove")));
    document.waitForAnalysis();
    EXPECT_EQ(document.analysis()->revision, document.revision());
    EXPECT_EQ(document.analysis()->placed.nodes.size(), 1U);
}

TEST_F(DocumentTest, AMoveTouchesTheSideFileOnly)
{
    document.move({{"topology/Node/a", QPointF(10, 20)}}, QStringLiteral("move"));
    EXPECT_TRUE(document.isModified());
    ASSERT_TRUE(save(document));
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(bytes("nodes.yaml"), kNodes);
    EXPECT_EQ(bytes("pods.yaml"), kPods);

    Document again;
    ASSERT_TRUE(again.openNow({folder.path()}));
    EXPECT_EQ(again.layout().positions.at("topology/Node/a"), QPointF(10, 20));
    document.undoStack()->undo();
    EXPECT_TRUE(document.layout().positions.empty());
}

TEST_F(DocumentTest, ASaveWritesOnlyTheFileThatChanged)
{
    std::filesystem::permissions(file("pods.yaml"), std::filesystem::perms::owner_read);
    const auto before = std::filesystem::last_write_time(file("pods.yaml"));
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(save(document));
    EXPECT_EQ(bytes("nodes.yaml"), document.snapshot()->bytes(0));
    EXPECT_EQ(std::filesystem::last_write_time(file("pods.yaml")), before);
}

TEST_F(DocumentTest, WhatIsSavedForTheFirstTimeIsSaidWhenItIsAllKnown)
{
    Document fresh;
    ASSERT_TRUE(fresh.apply(
        Edit{
            {AddObject{*parseYamlValue("{apiVersion: v1, kind: Node, metadata: {name: a}}"), "design.yaml"}}},
        QStringLiteral("add")));
    int told = 0;
    QObject::connect(&fresh, &Document::modifiedChanged, [&] {
        ++told;
        EXPECT_FALSE(fresh.isModified());
        EXPECT_EQ(fresh.paths().size(), 1);
        EXPECT_TRUE(fresh.unsaved().isEmpty());
    });
    fresh.saveAs(folder.filePath(QStringLiteral("fresh.yaml")));
    ASSERT_TRUE(fresh.waitForSave());
    EXPECT_GT(told, 0);
}

TEST_F(DocumentTest, StepsOfAMoveAreUndoneAsOne)
{
    const std::string a = "topology/Node/a";
    const auto move = QStringLiteral("move");
    document.move({{a, QPointF(4, 0)}}, move, QStringLiteral("a"));
    document.move({{a, QPointF(8, 0)}}, move, QStringLiteral("a"));
    document.move({{"topology/Node/b", QPointF(4, 0)}}, move, QStringLiteral("b"));
    EXPECT_EQ(document.undoStack()->count(), 2);
    document.undoStack()->undo();
    EXPECT_EQ(document.layout().positions.at(a), QPointF(8, 0));
    document.undoStack()->undo();
    EXPECT_TRUE(document.layout().positions.empty());
    document.undoStack()->redo();
    EXPECT_EQ(document.layout().positions.at(a), QPointF(8, 0));
}

TEST_F(DocumentTest, OpeningOnAnotherThreadEndsWithOpened)
{
    Document other;
    bool isOpen = false;
    QObject::connect(&other, &Document::opened, [&] { isOpen = true; });
    other.open({folder.path()});
    EXPECT_TRUE(other.isLoading());
    while (other.isLoading())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    EXPECT_TRUE(isOpen);
    EXPECT_EQ(other.design().nodes.size(), 2U);
}

TEST_F(DocumentTest, AFolderThatIsNotThereIsSaid)
{
    Document other;
    std::string said;
    QObject::connect(&other, &Document::openFailed, [&](const Error &error) { said = error.text(); });
    other.open({QStringLiteral("/nowhere/at/all")});
    while (other.isLoading())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    EXPECT_THAT(said, ::testing::HasSubstr("/nowhere/at/all"));
}

TEST_F(DocumentTest, ANewDesignGetsItsFileWhenItIsSaved)
{
    Document other;
    ASSERT_TRUE(
        other.apply(Edit{{AddObject{*parseYamlValue("{apiVersion: v1, kind: Namespace, metadata: {name: x}}"),
                                    "untitled.yaml"}}},
                    QStringLiteral("add")));
    EXPECT_FALSE(save(other));
    other.saveAs(QString::fromStdString(file("new.yaml").string()));
    ASSERT_TRUE(other.waitForSave());
    EXPECT_FALSE(other.isModified());
    EXPECT_EQ(bytes("new.yaml"), other.snapshot()->bytes(0));
    EXPECT_EQ(other.name(), QStringLiteral("new"));

    // It is the same design: what was done before can be undone, and saved so.
    other.undoStack()->undo();
    EXPECT_TRUE(other.isModified());
    EXPECT_TRUE(other.design().namespaces.empty());
    ASSERT_TRUE(save(other));
    EXPECT_EQ(bytes("new.yaml"), "");
    other.undoStack()->redo();
    ASSERT_TRUE(save(other));
    EXPECT_EQ(bytes("new.yaml"), other.snapshot()->bytes(0));
    EXPECT_EQ(other.design().namespaces.size(), 1U);
}

TEST_F(DocumentTest, ASaveThatRunsIsNotStartedTwice)
{
    Document other;
    ASSERT_TRUE(
        other.apply(Edit{{AddObject{*parseYamlValue("{apiVersion: v1, kind: Namespace, metadata: {name: x}}"),
                                    "untitled.yaml"}}},
                    QStringLiteral("add")));
    int opened = 0;
    QObject::connect(&other, &Document::opened, [&] { ++opened; });
    other.saveAs(QString::fromStdString(file("new.yaml").string()));
    other.saveAs(QString::fromStdString(file("second.yaml").string()));
    ASSERT_TRUE(other.waitForSave());
    EXPECT_EQ(opened, 1);
    EXPECT_FALSE(other.isModified());
    EXPECT_FALSE(std::filesystem::exists(file("second.yaml")));

    ASSERT_TRUE(label("x"));
    document.save();
    document.saveAs(QString::fromStdString(file("elsewhere.yaml").string()));
    EXPECT_TRUE(document.isSaving()) << "whoever closes the window waits for it";
    ASSERT_TRUE(document.waitForSave());
    EXPECT_EQ(bytes("nodes.yaml"), document.snapshot()->bytes(0));
    EXPECT_FALSE(document.isModified());
}

TEST_F(DocumentTest, AFirstSaveTakesNothingFromADesignThatIsOpenedMeanwhile)
{
    Document other;
    ASSERT_TRUE(
        other.apply(Edit{{AddObject{*parseYamlValue("{apiVersion: v1, kind: Namespace, metadata: {name: x}}"),
                                    "untitled.yaml"}}},
                    QStringLiteral("add")));
    other.saveAs(QString::fromStdString(file("new.yaml").string()));
    ASSERT_TRUE(other.openNow({QString::fromStdString(file("nodes.yaml").string())}));
    ASSERT_TRUE(other.waitForSave());
    EXPECT_EQ(other.paths(), QStringList{QString::fromStdString(file("nodes.yaml").string())});
    EXPECT_NE(other.snapshot()->meta(kNodeA), nullptr);
    EXPECT_THAT(bytes("new.yaml"), ::testing::HasSubstr("kind: Namespace"))
        << "what was asked for was written";
}

TEST_F(DocumentTest, AnEditIsAnalysedAsTheWholeDesignWouldBe)
{
    const auto policies = file("policies.yaml");
    ASSERT_TRUE(replaceFile(policies, "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                                      "metadata: {name: p, namespace: web}\n"
                                      "spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}\n"));
    ASSERT_TRUE(document.openNow({folder.path()}));
    const auto before = document.analysis();
    const ObjectId id{"default", "networking.k8s.io", "NetworkPolicy", "web", "p"};

    ASSERT_TRUE(document.apply(Edit{{SetValue{id, "/spec/ingress/0/ports/0/port", Json(443)}}},
                               QStringLiteral("port")));
    document.waitForAnalysis();

    const auto after = document.analysis();
    const auto fresh = analyse(after->snapshot, after->revision);
    EXPECT_NE(after->program.policies, before->program.policies);
    EXPECT_EQ(after->program.policies, fresh->program.policies);
    EXPECT_EQ(after->placed.pods[0], fresh->placed.pods[0]);
    EXPECT_EQ(after->findings.size(), fresh->findings.size());
    EXPECT_EQ(after->routes, before->routes); // nothing that routes depend on
}

} // namespace
} // namespace podloom::app
