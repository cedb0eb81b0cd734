// Files that others changed on the disk while a design is open, and reading them again.
#include "tests/unit/app/document/document_test.h"

#include <QThreadPool>

namespace podloom::app {
namespace {

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

} // namespace
} // namespace podloom::app
