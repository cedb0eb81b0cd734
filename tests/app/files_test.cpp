// Files that other programs change while they are open.
#include "tests/app/window_test.h"

#include "app/document/file_watch.h"
#include "app/main/notice_bar.h"

#include <QDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTimer>

#include <algorithm>

namespace podloom::app {
namespace {

/// The shop in a window that watches its files.
class FilesTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        fs::copy(PODLOOM_SOURCE_DIR "/resources/examples/shop", shop(), fs::copy_options::recursive);
        ASSERT_TRUE(window.document().openNow({QString::fromStdString(shop().string())}));
        window.resize(1600, 1000);
        window.show();
        QApplication::processEvents();
        window.selection().select(kNode1);
    }
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }

    fs::path shop() const { return fs::path(folder.path().toStdString()) / "shop"; }
    fs::path nodes() const { return shop() / "nodes.yaml"; }
    std::string ownNodes()
    {
        const auto &snapshot = *window.document().snapshot();
        for (std::size_t each = 0; each < snapshot.fileCount(); ++each) {
            if (snapshot.fileName(each) == nodes().string())
                return std::string(snapshot.bytes(each));
        }
        return {};
    }
    bool says(const char *words)
    {
        return QTest::qWaitFor([&] { return window.notices().sentence().contains(QLatin1String(words)); },
                               20'000);
    }
    bool saysNothing()
    {
        return QTest::qWaitFor([&] { return window.notices().sentence().isEmpty(); }, 20'000);
    }
    /// Buttons of a new sentence are shown when the bar is laid out.
    QPushButton *button(const char *text)
    {
        QPushButton *found = nullptr;
        static_cast<void>(QTest::qWaitFor([&] {
            const auto all = window.notices().findChildren<QPushButton *>();
            const auto each = std::find_if(all.begin(), all.end(), [&](const QPushButton *button) {
                return button->isVisible() && button->text() == QString::fromUtf8(text);
            });
            found = each == all.end() ? nullptr : *each;
            return found != nullptr;
        }));
        return found;
    }
    void answer(const char *text)
    {
        auto *found = button(text);
        ASSERT_TRUE(found) << text;
        found->click();
    }

    QTemporaryDir folder;
    MainWindow window;
};

TEST_F(FilesTest, AChangeOnTheDiskIsSaidAtOnceAndReadKeepingWhatIsChosen)
{
    const auto mine = ownNodes();
    const auto theirs = mine + "# theirs\n";
    ASSERT_TRUE(replaceFile(nodes(), theirs)) << "by a rename, as many editors do";
    ASSERT_TRUE(says("nodes.yaml was changed on the disk"));
    EXPECT_TRUE(button("Keep mine"));
    answer("Reload");
    ASSERT_TRUE(QTest::qWaitFor([&] { return ownNodes() == theirs; }));
    EXPECT_TRUE(window.selection().contains(kNode1));
    EXPECT_FALSE(window.document().isModified());
    EXPECT_TRUE(saysNothing());

    // A second time, and in place.
    const auto more = theirs + "# more\n";
    QFile file(QString::fromStdString(nodes().string()));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Append));
    file.write("# more\n");
    file.close();
    ASSERT_TRUE(says("nodes.yaml was changed on the disk"));
    answer("Reload");
    ASSERT_TRUE(QTest::qWaitFor([&] { return ownNodes() == more; }));
    window.document().undoStack()->undo();
    EXPECT_EQ(ownNodes(), theirs);
    window.document().undoStack()->undo();
    EXPECT_EQ(ownNodes(), mine) << "reading the disk is an edit like another";
}

TEST_F(FilesTest, WhatIsKeptIsAnEditThatSavingWritesOverTheDisk)
{
    const auto mine = ownNodes();
    const auto theirs = mine + "# theirs\n";
    ASSERT_TRUE(replaceFile(nodes(), theirs));
    ASSERT_TRUE(says("nodes.yaml"));
    answer("Keep mine");
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.document().isModified(); }));
    EXPECT_EQ(ownNodes(), mine);
    EXPECT_EQ(*readFile(nodes()), theirs) << "nothing is written before it is saved";
    EXPECT_TRUE(saysNothing());
    window.actions().find(QStringLiteral("save"))->trigger();
    ASSERT_TRUE(window.document().waitForSave());
    EXPECT_EQ(*readFile(nodes()), mine);
    window.document().undoStack()->undo();
    EXPECT_EQ(ownNodes(), theirs);
}

TEST_F(FilesTest, WithEditsOfOnesOwnTheyAreComparedFirst)
{
    ASSERT_TRUE(window.document().apply(Edit{{SetValue{kNode1, "/metadata/labels/x", "mine"}}},
                                        QStringLiteral("label")));
    const auto theirs = *readFile(nodes()) + "# theirs\n";
    ASSERT_TRUE(replaceFile(nodes(), theirs));
    ASSERT_TRUE(says("You have edits that are not saved"));
    ASSERT_TRUE(button("Compare…"));
    QTimer::singleShot(0, [] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        ASSERT_TRUE(dialog);
        const auto *text = dialog->findChild<QPlainTextEdit *>();
        ASSERT_TRUE(text);
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return text->toPlainText().contains(QLatin1String("- # theirs")); }));
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto next = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *each) {
            return each->text() == QLatin1String("Next change");
        });
        ASSERT_NE(next, buttons.end());
        QStringList seen;
        while ((*next)->isEnabled() && seen.size() < 10) {
            (*next)->click();
            seen << text->textCursor().block().text().trimmed();
        }
        EXPECT_THAT(seen.join(QLatin1Char('\n')).toStdString(),
                    ::testing::AllOf(::testing::HasSubstr("x: mine"), ::testing::HasSubstr("# theirs")));
        dialog->reject();
    });
    answer("Compare…");
    EXPECT_EQ(*readFile(nodes()), theirs);
    ASSERT_TRUE(says("nodes.yaml")) << "it is still to be decided";
    answer("Reload");
    ASSERT_TRUE(QTest::qWaitFor([&] { return ownNodes() == theirs; }));
    window.document().undoStack()->undo();
    EXPECT_THAT(ownNodes(), ::testing::HasSubstr("x: mine"));
}

TEST_F(FilesTest, OnesOwnSavesAreNoNews)
{
    for (const auto *value : {"one", "two"}) {
        ASSERT_TRUE(window.document().apply(Edit{{SetValue{kNode1, "/metadata/labels/x", value}}},
                                            QStringLiteral("label")));
        window.document().move({{"topology/Node/node-1", QPointF(10, 20)}}, QStringLiteral("move"));
        window.actions().find(QStringLiteral("save"))->trigger();
        ASSERT_TRUE(window.document().waitForSave());
        QSignalSpy looked(window.findChild<FileWatch *>(), &FileWatch::looked);
        ASSERT_TRUE(looked.wait());
        EXPECT_EQ(window.notices().sentence().toStdString(), "");
    }
    // A change by another program that comes and goes leaves nothing to decide.
    const auto own = *readFile(nodes());
    ASSERT_TRUE(replaceFile(nodes(), own + "# theirs\n"));
    ASSERT_TRUE(says("nodes.yaml"));
    ASSERT_TRUE(replaceFile(nodes(), own));
    EXPECT_TRUE(saysNothing());
}

TEST_F(FilesTest, FilesThatComeAndGoAreSaid)
{
    const auto added = shop() / "more.yaml";
    ASSERT_TRUE(replaceFile(added, "apiVersion: v1\nkind: Namespace\nmetadata: {name: later}\n"));
    ASSERT_TRUE(says("more.yaml was added"));
    answer("Reload");
    const ObjectId later{"prod", "", "Namespace", "", "later"};
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.document().snapshot()->meta(later) != nullptr; }));
    EXPECT_FALSE(window.document().isModified());
    EXPECT_TRUE(saysNothing());

    fs::remove(added);
    ASSERT_TRUE(says("more.yaml was removed"));
    answer("Reload");
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.document().snapshot()->meta(later) == nullptr; }));
    EXPECT_TRUE(window.selection().contains(kNode1));

    const auto mine = ownNodes();
    fs::remove(nodes());
    ASSERT_TRUE(says("nodes.yaml was removed"));
    answer("Keep mine");
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.document().isModified(); }));
    window.actions().find(QStringLiteral("save"))->trigger();
    ASSERT_TRUE(window.document().waitForSave());
    EXPECT_EQ(*readFile(nodes()), mine);
    EXPECT_FALSE(fs::exists(added)) << "what was taken out stays out";
}

TEST_F(FilesTest, ReadingTheFilesAgainAsksNothingAndCanBeUndone)
{
    const auto onDisk = ownNodes();
    ASSERT_TRUE(window.document().apply(Edit{{SetValue{kNode1, "/metadata/labels/x", "mine"}}},
                                        QStringLiteral("label")));
    const auto mine = ownNodes();
    window.actions().find(QStringLiteral("reload"))->trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return ownNodes() == onDisk; }));
    EXPECT_TRUE(window.selection().contains(kNode1));
    EXPECT_FALSE(window.isWindowModified());
    EXPECT_EQ(window.document().undoStack()->undoText(), QStringLiteral("Read the files again"));
    window.actions().find(QStringLiteral("undo"))->trigger();
    EXPECT_EQ(ownNodes(), mine);
    EXPECT_TRUE(window.isWindowModified());
}

TEST_F(FilesTest, WhatCouldNotBeReadAgainIsSaidUntilItCan)
{
    const auto away = shop().parent_path() / "away";
    fs::rename(shop(), away);
    window.actions().find(QStringLiteral("reload"))->trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.notices().has(QStringLiteral("settle")); }));
    fs::rename(away, shop());
    window.actions().find(QStringLiteral("reload"))->trigger();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window.notices().has(QStringLiteral("settle")); }));
    EXPECT_FALSE(window.document().undoStack()->canUndo()) << "nothing has changed";
}

} // namespace
} // namespace podloom::app
