// Unsaved edits outlive their program.
#include "app/document/journal.h"

#include "core/os/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <gmock/gmock.h>

#include <filesystem>

namespace podloom::app {
namespace {

constexpr std::string_view kNode = "# mine\napiVersion: v1\nkind: Node\nmetadata: {name: a}\n";
const ObjectId kNodeA{"default", "", "Node", "", "a"};

class JournalTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(replaceFile(file(), kNode));
        ASSERT_TRUE(document.openNow({path()}));
    }

    QString path() const { return folder.filePath(QStringLiteral("design.yaml")); }
    std::filesystem::path file() const { return path().toStdString(); }
    QString journals() const { return folder.filePath(QStringLiteral("unsaved")); }
    Status label(const char *value)
    {
        return document.apply(Edit{{SetValue{kNodeA, "/metadata/labels/rack", value}}},
                              QStringLiteral("label"));
    }
    /// What a crashed program would have left of the document.
    void leave(Unsaved unsaved)
    {
        unsaved.at = QDateTime::currentDateTime();
        QDir().mkpath(journals());
        ASSERT_TRUE(replaceFile((journals() + QStringLiteral("/left.unsaved")).toStdString(),
                                formatUnsaved(unsaved).toStdString()));
    }
    static void finishLoading(Document &loading)
    {
        while (loading.isLoading())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    int argumentCount = 1;
    std::string program = "test";
    char *arguments[2] = {program.data(), nullptr};
    QCoreApplication application{argumentCount, arguments};
    QTemporaryDir folder;
    Document document;
};

TEST_F(JournalTest, WhatIsWrittenIsReadAgain)
{
    Unsaved unsaved{.paths = {QStringLiteral("/a b/ü")}, .layoutText = "positions: {}\n"};
    unsaved.files["/a b/ü/x.yaml"] = {"00", std::string("no text: \xff\0", 11)};
    unsaved.drafts[TextKey{.object = kNodeA}] = {"base", "text: [\xff"};
    unsaved.drafts[TextKey{.file = "/a b/ü/x.yaml", .document = 3}] = {"", "{"};
    unsaved.leftOut = {"/a b/ü/y.yaml"};
    unsaved.at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000);
    const auto back = parseUnsaved(formatUnsaved(unsaved));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, unsaved);
    EXPECT_FALSE(parseUnsaved(QByteArray("garbage")));
    EXPECT_FALSE(parseUnsaved({}));
}

TEST_F(JournalTest, TextThatIsNotAppliedIsKeptAndComesBack)
{
    const TextKey key{.object = kNodeA};
    const auto base = placeOf(*document.snapshot(), key)->text;
    Unsaved left;
    {
        Journal journal(document, journals());
        document.drafts().keep(key, {base, base + "spec: {"});
        journal.flush();
        document.drafts().keep(key, {base, base + "spec: {a"});
        journal.flush();
        const auto files = QDir(journals()).entryInfoList({QStringLiteral("*.unsaved")}, QDir::Files);
        ASSERT_EQ(files.size(), 1);
        left = *parseUnsaved(QByteArray::fromStdString(*readFile(files[0].absoluteFilePath().toStdString())));
        document.drafts().drop(key);
        journal.flush();
        EXPECT_TRUE(QDir(journals()).entryList({QStringLiteral("*.unsaved")}).isEmpty());
    }
    EXPECT_TRUE(left.files.empty()) << "nothing else was edited";
    Document next;
    next.restoreUnsaved(left);
    finishLoading(next);
    ASSERT_NE(next.drafts().find(key), nullptr);
    EXPECT_EQ(next.drafts().find(key)->text, base + "spec: {a");
    EXPECT_EQ(next.snapshot()->bytes(0), kNode);
    EXPECT_FALSE(next.isModified());
}

TEST_F(JournalTest, ADesignThatIsSavedLeavesNothing)
{
    Journal journal(document, journals());
    ASSERT_TRUE(label("x"));
    journal.flush();
    EXPECT_EQ(QDir(journals()).entryList({QStringLiteral("*.unsaved")}).size(), 1);
    document.save();
    ASSERT_TRUE(document.waitForSave());
    journal.flush();
    EXPECT_TRUE(QDir(journals()).entryList({QStringLiteral("*.unsaved")}).isEmpty());
}

TEST_F(JournalTest, AProgramThatRunsKeepsItsEditsToItself)
{
    Journal journal(document, journals());
    ASSERT_TRUE(label("x"));
    journal.flush();
    Document other;
    EXPECT_TRUE(Journal(other, journals()).leftBehind().empty());
}

TEST_F(JournalTest, AProgramThatEndsByItselfLeavesNothing)
{
    {
        Journal journal(document, journals());
        ASSERT_TRUE(label("x"));
        journal.flush();
    }
    EXPECT_TRUE(QDir(journals()).entryList(QDir::Files).isEmpty());
}

TEST_F(JournalTest, RestoringIsOneUndoableChange)
{
    ASSERT_TRUE(label("x"));
    document.move({{"topology/Node/a", QPointF(8, 12)}}, QStringLiteral("move"));
    leave(document.unsaved());

    Document next;
    Journal journal(next, journals());
    const auto left = journal.leftBehind();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_FALSE(left[0].isOutdated);
    next.restoreUnsaved(left[0].unsaved);
    finishLoading(next);

    EXPECT_TRUE(next.isModified());
    EXPECT_EQ(next.snapshot()->bytes(0), document.snapshot()->bytes(0));
    EXPECT_EQ(next.layout(), document.layout());
    EXPECT_EQ(next.undoStack()->count(), 1);
    next.undoStack()->undo();
    EXPECT_EQ(next.snapshot()->bytes(0), kNode);
    EXPECT_EQ(*readFile(file()), kNode) << "nothing is written without a save";
    Journal::discard(left[0]);
    EXPECT_TRUE(journal.leftBehind().empty());
}

TEST_F(JournalTest, FilesThatWereLeftOutStayOut)
{
    ASSERT_TRUE(document.openNow({folder.path()}));
    const auto added = folder.filePath(QStringLiteral("more.yaml")).toStdString();
    const std::string theirs = "apiVersion: v1\nkind: Node\nmetadata: {name: b}\n";
    ASSERT_TRUE(replaceFile(added, theirs));
    document.noteConflicts(changesOnDisk(document.diskState()).files);
    document.keepMine(QStringLiteral("theirs"), QStringLiteral("mine"));
    while (!document.conflicts().empty())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    ASSERT_TRUE(label("x"));

    Document next;
    next.restoreUnsaved(*parseUnsaved(formatUnsaved(document.unsaved())));
    finishLoading(next);
    EXPECT_EQ(next.design().nodes.size(), 1U);
    next.save();
    ASSERT_TRUE(next.waitForSave());
    EXPECT_EQ(*readFile(added), theirs);
    next.undoStack()->undo();
    EXPECT_EQ(next.design().nodes.size(), 2U);
    EXPECT_EQ(next.undoStack()->count(), 1);
}

TEST_F(JournalTest, ARelativePathIsFoundFromAnotherFolder)
{
    const auto here = QDir::currentPath();
    QDir::setCurrent(folder.path());
    Document relative;
    ASSERT_TRUE(relative.openNow({QStringLiteral("./design.yaml")}));
    ASSERT_TRUE(relative.apply(Edit{{SetValue{kNodeA, "/metadata/labels/rack", "x"}}}, QStringLiteral("x")));
    const auto unsaved = relative.unsaved();
    QDir::setCurrent(here);
    Document next;
    next.restoreUnsaved(unsaved);
    finishLoading(next);
    EXPECT_EQ(next.snapshot()->bytes(0), relative.snapshot()->bytes(0));
    EXPECT_EQ(next.snapshot()->fileCount(), 1U);
}

TEST_F(JournalTest, AFolderThatIsGoneStopsNoJournal)
{
    const auto here = QDir::currentPath();
    const auto gone = folder.filePath(QStringLiteral("gone"));
    QDir().mkpath(gone);
    QDir::setCurrent(gone);
    ASSERT_TRUE(replaceFile("design.yaml", kNode));
    Document relative;
    ASSERT_TRUE(relative.openNow({QStringLiteral("design.yaml")}));
    ASSERT_TRUE(relative.apply(Edit{{SetValue{kNodeA, "/metadata/labels/rack", "x"}}}, QStringLiteral("x")));
    QDir(gone).removeRecursively();
    const auto unsaved = relative.unsaved();
    QDir::setCurrent(here);
    EXPECT_EQ(unsaved.files.at("design.yaml").bytes, relative.snapshot()->bytes(0));
}

TEST_F(JournalTest, ADesignWithoutAFileIsRestoredToo)
{
    Document first;
    ASSERT_TRUE(
        first.apply(Edit{{AddObject{*parseYamlValue("{apiVersion: v1, kind: Namespace, metadata: {name: x}}"),
                                    "design.yaml"}}},
                    QStringLiteral("add")));
    Document next;
    next.restoreUnsaved(first.unsaved());
    finishLoading(next);
    EXPECT_TRUE(next.paths().isEmpty());
    EXPECT_TRUE(next.isModified());
    EXPECT_EQ(next.design().namespaces.size(), 1U);
}

TEST_F(JournalTest, AChangeOfAnotherProgramIsSaid)
{
    ASSERT_TRUE(label("x"));
    leave(document.unsaved());
    ASSERT_TRUE(replaceFile(file(), "# theirs\n"));
    const auto left = Journal(document, journals()).leftBehind();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_TRUE(left[0].isOutdated);
}

TEST_F(JournalTest, ADamagedJournalIsPutAside)
{
    QDir().mkpath(journals());
    const auto damaged = journals() + QStringLiteral("/x.unsaved");
    ASSERT_TRUE(replaceFile(damaged.toStdString(), "half a jour"));
    EXPECT_TRUE(Journal(document, journals()).leftBehind().empty());
    EXPECT_FALSE(QFile::exists(damaged));
    EXPECT_TRUE(QFile::exists(damaged + QStringLiteral(".damaged")));
}

} // namespace
} // namespace podloom::app
