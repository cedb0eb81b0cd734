// A design that is open: edits, undo, and what a save touches.
#include "app/document/document.h"

#include "core/os/files.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QThreadPool>

#include <gmock/gmock.h>

#include <filesystem>
#include <functional>
#include <optional>

namespace podloom::app {
namespace {

constexpr std::string_view kNodes = "# two machines\napiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\n"
                                    "apiVersion: v1\nkind: Node\nmetadata: {name: b}\n";
constexpr std::string_view kPods = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: web}\n";
const ObjectId kNodeA{"default", "", "Node", "", "a"};

class DocumentTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(replaceFile(file("nodes.yaml"), kNodes));
        ASSERT_TRUE(replaceFile(file("pods.yaml"), kPods));
        ASSERT_TRUE(document.openNow({folder.path()}));
    }

    std::filesystem::path file(const char *name) const
    {
        return std::filesystem::path(folder.path().toStdString()) / name;
    }
    static Status save(Document &saved)
    {
        saved.save();
        return saved.waitForSave();
    }
    static void takeTheirs(Document &changed)
    {
        EXPECT_TRUE(settle(changed, [&] { changed.takeTheirs(QStringLiteral("theirs")); }));
    }
    /// What ends with settled() or settleFailed(); whether it is the first.
    static bool settle(Document &changed, const std::function<void()> &start)
    {
        std::optional<bool> isSettled;
        const auto settled =
            QObject::connect(&changed, &Document::settled, &changed, [&] { isSettled = true; });
        const auto failed =
            QObject::connect(&changed, &Document::settleFailed, &changed, [&] { isSettled = false; });
        start();
        while (!isSettled)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QObject::disconnect(settled);
        QObject::disconnect(failed);
        return *isSettled;
    }
    bool reload()
    {
        return settle(document, [this] { document.reload(QStringLiteral("again")); });
    }
    std::string bytes(const char *name) const
    {
        const auto read = readFile(file(name));
        return read ? *read : "";
    }
    Status label(const std::string &value, const QString &mergeKey = {})
    {
        return document.apply(Edit{{SetValue{kNodeA, "/metadata/labels/rack", value}}},
                              QStringLiteral("label"), mergeKey);
    }

    int argumentCount = 1;
    std::string program = "test";
    char *arguments[2] = {program.data(), nullptr};
    QCoreApplication application{argumentCount, arguments};
    QTemporaryDir folder;
    Document document;
};

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

TEST_F(DocumentTest, AFileThatAnotherProgramChangedIsNotOverwritten)
{
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# mine\n"));
    const auto saved = save(document);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, Errc::Conflict);
    EXPECT_EQ(bytes("nodes.yaml"), "# mine\n");
    EXPECT_TRUE(document.isModified());
}

TEST_F(DocumentTest, ASaveIntoFilesOfAnotherProgramWritesNoneAndKeepsBothVersions)
{
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(
        document.apply(Edit{{SetValue{{"default", "", "Pod", "web", "p"}, "/metadata/labels/app", "p"}}},
                       QStringLiteral("app")));
    const auto mine = bytes("nodes.yaml");
    const std::string theirs = std::string(kPods) + "# theirs\n";
    ASSERT_TRUE(replaceFile(file("pods.yaml"), theirs));
    ASSERT_FALSE(save(document));
    EXPECT_EQ(bytes("nodes.yaml"), mine) << "a design is not saved in parts";
    ASSERT_EQ(document.conflicts().size(), 1U);
    EXPECT_EQ(document.conflicts().begin()->second, theirs);

    document.saveOverTheirs(QStringLiteral("theirs"), QStringLiteral("mine"));
    ASSERT_TRUE(document.waitForSave());
    EXPECT_THAT(bytes("pods.yaml"), ::testing::HasSubstr("app: p"));
    EXPECT_FALSE(document.isModified());
    document.undoStack()->undo();
    EXPECT_EQ(document.snapshot()->bytes(1), theirs) << "nothing is lost";
}

TEST_F(DocumentTest, WhatAnotherProgramWroteIsTakenAsOneChange)
{
    ASSERT_TRUE(label("x"));
    const auto mine = std::string(document.snapshot()->bytes(0));
    const std::string theirs = "# theirs\n" + std::string(kNodes);
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), theirs));
    ASSERT_FALSE(save(document));
    takeTheirs(document);
    EXPECT_EQ(document.snapshot()->bytes(0), theirs);
    EXPECT_FALSE(document.isModified());
    document.undoStack()->undo();
    EXPECT_EQ(document.snapshot()->bytes(0), mine);
    EXPECT_TRUE(document.isModified());
    ASSERT_TRUE(save(document)) << "what lay on the disk was seen";
    EXPECT_EQ(bytes("nodes.yaml"), mine);
}

TEST_F(DocumentTest, AFileOfAnotherProgramStaysWhenTakingItIsUndone)
{
    const auto name = file("theirs.yaml").string();
    const std::string theirs = "apiVersion: v1\nkind: Node\nmetadata: {name: c}\n";
    ASSERT_TRUE(replaceFile(name, theirs));
    document.noteConflicts(changesOnDisk(document.diskState()).files);
    takeTheirs(document);
    ASSERT_EQ(document.design().nodes.size(), 3U);
    document.undoStack()->undo();
    ASSERT_TRUE(label("x"));
    ASSERT_EQ(document.design().nodes.size(), 2U);
    EXPECT_FALSE(document.unsaved().files.contains(name));
    ASSERT_TRUE(save(document));
    EXPECT_EQ(bytes("theirs.yaml"), theirs);
    EXPECT_THAT(bytes("nodes.yaml"), ::testing::HasSubstr("rack: x"));
    EXPECT_FALSE(document.isModified());
    EXPECT_TRUE(changesOnDisk(document.diskState()).files.empty()) << "nothing that must be asked again";

    ASSERT_TRUE(document.apply(
        Edit{{AddObject{*parseYamlValue("{apiVersion: v1, kind: Namespace, metadata: {name: n}}"), name}}},
        QStringLiteral("add")));
    const auto saved = save(document);
    ASSERT_FALSE(saved) << "it is not written over unasked either";
    EXPECT_EQ(saved.error().code, Errc::Conflict);
    EXPECT_EQ(bytes("theirs.yaml"), theirs);
    document.saveOverTheirs(QStringLiteral("theirs"), QStringLiteral("mine"));
    ASSERT_TRUE(document.waitForSave());
    EXPECT_EQ(bytes("theirs.yaml"), document.snapshot()->bytes(2));
}

TEST_F(DocumentTest, AFileThatWasTakenAndIsEmptiedIsWritten)
{
    ASSERT_TRUE(replaceFile(file("theirs.yaml"), "apiVersion: v1\nkind: Node\nmetadata: {name: c}\n"));
    document.noteConflicts(changesOnDisk(document.diskState()).files);
    takeTheirs(document);
    document.undoStack()->undo();
    document.undoStack()->redo();
    EXPECT_FALSE(document.isModified());
    ASSERT_TRUE(
        document.apply(Edit{{RemoveObject{{"default", "", "Node", "", "c"}}}}, QStringLiteral("remove")));
    ASSERT_TRUE(save(document));
    EXPECT_EQ(bytes("theirs.yaml"), document.snapshot()->bytes(2));
    EXPECT_THAT(bytes("theirs.yaml"), ::testing::Not(::testing::HasSubstr("kind")));
}

TEST_F(DocumentTest, ReadingTheFilesAgainIsAnEditThatCanBeUndone)
{
    ASSERT_TRUE(label("x"));
    document.move({{"topology/Node/a", QPointF(10, 20)}}, QStringLiteral("move"));
    const auto edited = std::string(document.snapshot()->bytes(0));
    const TextKey typed{.object = {"default", "", "Pod", "web", "p"}};
    document.drafts().keep(typed, {std::string(kPods), std::string(kPods) + "# typed\n"});
    const auto theirs = "# theirs\n" + std::string(kPods);
    ASSERT_TRUE(replaceFile(file("pods.yaml"), theirs));
    ASSERT_TRUE(replaceFile(file("new.yaml"), "apiVersion: v1\nkind: Node\nmetadata: {name: c}\n"));

    ASSERT_TRUE(reload());
    EXPECT_FALSE(document.isModified());
    EXPECT_FALSE(document.isLoading());
    EXPECT_EQ(document.snapshot()->bytes(0), kNodes);
    EXPECT_EQ(document.snapshot()->bytes(1), theirs);
    EXPECT_EQ(document.design().nodes.size(), 3U);
    EXPECT_TRUE(document.layout().positions.empty());
    EXPECT_NE(document.drafts().find(typed), nullptr) << "what is typed is nobody else's";

    document.undoStack()->undo();
    EXPECT_TRUE(document.isModified());
    EXPECT_EQ(document.snapshot()->bytes(0), edited);
    EXPECT_EQ(document.snapshot()->bytes(1), kPods);
    EXPECT_EQ(document.design().nodes.size(), 2U);
    EXPECT_EQ(document.layout().positions.size(), 1U);
    document.undoStack()->undo();
    document.undoStack()->undo();
    EXPECT_EQ(document.snapshot()->bytes(0), kNodes) << "the edits before it can be undone, too";
    EXPECT_TRUE(document.isModified()) << "the pods are not those of the disk";
    while (document.undoStack()->canRedo())
        document.undoStack()->redo();
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(document.snapshot()->bytes(1), theirs);
    EXPECT_TRUE(changesOnDisk(document.diskState()).files.empty());
    EXPECT_EQ(bytes("pods.yaml"), theirs) << "nothing was written";
}

TEST_F(DocumentTest, WhatWasReadAgainAndUndoneIsSavedOverTheDiskButForOthersFiles)
{
    ASSERT_TRUE(label("x"));
    const auto edited = std::string(document.snapshot()->bytes(0));
    const std::string added = "apiVersion: v1\nkind: Node\nmetadata: {name: c}\n";
    ASSERT_TRUE(replaceFile(file("pods.yaml"), "# theirs\n" + std::string(kPods)));
    ASSERT_TRUE(replaceFile(file("new.yaml"), added));
    ASSERT_TRUE(reload());
    document.undoStack()->undo();
    ASSERT_TRUE(save(document)) << "what lies on the disk was seen";
    EXPECT_EQ(bytes("nodes.yaml"), edited);
    EXPECT_EQ(bytes("pods.yaml"), kPods);
    EXPECT_EQ(bytes("new.yaml"), added);
    EXPECT_FALSE(document.isModified());
}

TEST_F(DocumentTest, ReadingAgainWhatHasNotChangedIsNoStep)
{
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(save(document));
    std::optional<bool> isStep;
    QObject::connect(&document, &Document::settled, [&](bool, bool is) { isStep = is; });
    ASSERT_TRUE(reload());
    EXPECT_EQ(isStep, false);
    EXPECT_EQ(document.undoStack()->count(), 1);
    EXPECT_FALSE(document.isModified());
    ASSERT_TRUE(replaceFile(file("pods.yaml"), "# theirs\n"));
    ASSERT_TRUE(reload());
    EXPECT_EQ(isStep, true);
}

TEST_F(DocumentTest, ReadingAgainWhileItSavesTakesWhatWasSaved)
{
    for (int pass = 0; pass < 2; ++pass) {
        const auto value = std::to_string(pass);
        ASSERT_TRUE(label(value));
        ASSERT_TRUE(
            document.apply(Edit{{SetValue{{"default", "", "Pod", "web", "p"}, "/metadata/labels/x", value}}},
                           QStringLiteral("label")));
        const auto steps = document.undoStack()->count();
        ASSERT_TRUE(settle(document, [&] {
            if (pass == 0)
                document.save();
            document.reload(QStringLiteral("again"));
            if (pass == 1)
                document.save();
        }));
        EXPECT_TRUE(document.waitForSave());
        EXPECT_EQ(document.undoStack()->count(), steps) << "own bytes are no news";
        EXPECT_FALSE(document.isModified());
        EXPECT_FALSE(document.isLoading());
        EXPECT_THAT(bytes("nodes.yaml"), ::testing::HasSubstr("rack: \"" + value));
        EXPECT_EQ(bytes("pods.yaml"), document.snapshot()->bytes(1));
        EXPECT_TRUE(changesOnDisk(document.diskState()).files.empty());
    }
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

TEST_F(DocumentTest, WhatWasReadOfOneDesignComesIntoNoOther)
{
    const auto other = file("other.yaml");
    ASSERT_TRUE(replaceFile(other, "apiVersion: v1\nkind: Node\nmetadata: {name: o}\n"));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# theirs\n"));
    document.noteConflicts(changesOnDisk(document.diskState()).files);
    ASSERT_FALSE(document.conflicts().empty());
    const auto name = QString::fromStdString(other.string());
    const auto comesIn = [&](const std::function<void()> &start) {
        start();
        if (!document.openNow({name}))
            return true;
        static_cast<void>(document.waitForSave());
        for (int round = 0; round < 3; ++round) { // an answer may ask once more
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
        }
        return document.snapshot()->fileCount() != 1 || document.undoStack()->count() != 0
            || document.isModified();
    };
    EXPECT_FALSE(comesIn([&] { document.takeTheirs(QStringLiteral("theirs")); }));
    ASSERT_TRUE(document.openNow({folder.path()}));
    EXPECT_FALSE(comesIn([&] { document.reload(QStringLiteral("again")); }));
    ASSERT_TRUE(document.openNow({folder.path()}));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# more\n"));
    document.noteConflicts(changesOnDisk(document.diskState()).files);
    EXPECT_FALSE(comesIn([&] { document.saveOverTheirs(QStringLiteral("theirs"), QStringLiteral("mine")); }));
    EXPECT_EQ(bytes("nodes.yaml"), "# more\n");
}

TEST_F(DocumentTest, FilesThatCannotBeReadAgainChangeNothing)
{
    ASSERT_TRUE(label("x"));
    std::filesystem::remove_all(folder.path().toStdString());
    EXPECT_FALSE(reload());
    EXPECT_EQ(document.design().nodes.find(kNodeA)->meta.labels.at("rack"), "x");
    EXPECT_EQ(document.undoStack()->count(), 1);
    EXPECT_FALSE(document.isLoading());
}

TEST_F(DocumentTest, GoingBackToAnEarlierDesignLeavesFilesThatCameLaterOnTheDisk)
{
    const auto earlier = document.snapshot();
    const std::string theirs = "apiVersion: v1\nkind: Node\nmetadata: {name: c}\n";
    ASSERT_TRUE(replaceFile(file("theirs.yaml"), theirs));
    document.noteConflicts(changesOnDisk(document.diskState()).files);
    takeTheirs(document);
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(document.becomeLike(*earlier, QStringLiteral("back")));
    EXPECT_EQ(document.design().nodes.size(), 2U) << "it is no part of the design";
    EXPECT_TRUE(document.design().nodes.find(kNodeA)->meta.labels.empty());
    ASSERT_TRUE(save(document));
    EXPECT_EQ(bytes("theirs.yaml"), theirs) << "and stays what it is";
    EXPECT_TRUE(changesOnDisk(document.diskState()).files.empty());

    document.undoStack()->undo();
    EXPECT_EQ(document.design().nodes.size(), 3U);
    EXPECT_EQ(document.design().nodes.find(kNodeA)->meta.labels.at("rack"), "x");
    ASSERT_TRUE(save(document));
    EXPECT_EQ(bytes("theirs.yaml"), theirs);
    document.undoStack()->redo();
    EXPECT_EQ(document.design().nodes.size(), 2U);
    ASSERT_TRUE(save(document));
    EXPECT_EQ(bytes("theirs.yaml"), theirs);
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

TEST_F(DocumentTest, OverwritingMeansTheVersionThatWasSeen)
{
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# one\n"));
    ASSERT_FALSE(save(document));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# two\n"));
    document.saveOverTheirs(QStringLiteral("theirs"), QStringLiteral("mine"));
    const auto saved = document.waitForSave();
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, Errc::Conflict);
    EXPECT_EQ(bytes("nodes.yaml"), "# two\n");
    EXPECT_EQ(document.design().nodes.find(kNodeA)->meta.labels.at("rack"), "x");
}

TEST_F(DocumentTest, OverwritingWaitsForTheSaveThatRuns)
{
    ASSERT_TRUE(label("x"));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# one\n"));
    ASSERT_FALSE(save(document));
    document.save();
    document.saveOverTheirs(QStringLiteral("theirs"), QStringLiteral("mine"));
    EXPECT_TRUE(document.waitForSave());
    EXPECT_EQ(bytes("nodes.yaml"), document.snapshot()->bytes(0));
    EXPECT_FALSE(document.isModified());
    EXPECT_TRUE(document.conflicts().empty());

    ASSERT_TRUE(label("y"));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# one\n"));
    ASSERT_FALSE(save(document));
    ASSERT_TRUE(replaceFile(file("nodes.yaml"), "# two\n"));
    document.save();
    document.saveOverTheirs(QStringLiteral("theirs"), QStringLiteral("mine"));
    EXPECT_FALSE(document.waitForSave()) << "nobody has seen that version";
    EXPECT_EQ(bytes("nodes.yaml"), "# two\n");
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
