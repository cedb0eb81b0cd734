// A program that is killed loses no edit.
#include "tests/app/crash_test.h"

#include "app/document/journal.h"
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/manifest_pane.h"
#include "core/os/files.h"

#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <gmock/gmock.h>

#include <cstdio>

namespace podloom::app {

namespace {

int waitForJournal(MainWindow &window)
{
    auto *journal = window.findChild<Journal *>();
    if (journal == nullptr)
        return 1;
    QObject::connect(journal, &Journal::kept, [] {
        std::puts("kept");
        std::fflush(stdout);
    });
    return QApplication::exec();
}

} // namespace

int typeAndWait(const QString &path)
{
    MainWindow window;
    if (!window.document().openNow({path}))
        return 1;
    window.show();
    window.selection().select({"default", "", "Node", "", "a"});
    window.findChild<InspectorPanel *>()->showTab(InspectorPanel::Yaml);
    auto *editor = window.findChild<ManifestEdit *>();
    editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor, QLatin1String(kTyped));
    return waitForJournal(window);
}

int editAndWait(const QString &path)
{
    MainWindow window;
    if (!window.document().openNow({path}))
        return 1;
    window.show();
    const auto edited = window.document().apply(
        Edit{{SetValue{{"default", "", "Node", "", "a"}, "/metadata/labels/rack", "kept"}}},
        QStringLiteral("label"));
    return edited ? waitForJournal(window) : 1;
}

namespace {

constexpr std::string_view kNode = "apiVersion: v1\nkind: Node\nmetadata: {name: a}\n";

/// A design, and a place of its own for journals.
class Crash : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(replaceFile(path.toStdString(), kNode));
        qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
    }
    void TearDown() override
    {
        if (before.isNull())
            qunsetenv("XDG_DATA_HOME");
        else
            qputenv("XDG_DATA_HOME", before);
    }
    void runAndKill(const char *how) const
    {
        QProcess program;
        program.start(QApplication::applicationFilePath(), {QLatin1String(how), path});
        ASSERT_TRUE(program.waitForReadyRead(60'000)) << program.readAllStandardError().toStdString();
        ASSERT_EQ(program.readLine().trimmed(), "kept");
        program.kill(); // SIGKILL: nothing of it runs any more
        ASSERT_TRUE(program.waitForFinished());
    }
    static void lookForLeftBehind(MainWindow &window)
    {
        window.offerLeftBehind();
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
    }

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("design.yaml"));
    const QByteArray before = qgetenv("XDG_DATA_HOME");
};

TEST_F(Crash, TheNextStartOffersTheUnsavedEdits)
{
    runAndKill(kEditAndWait);
    EXPECT_EQ(*readFile(path.toStdString()), kNode);

    {
        MainWindow window;
        window.show();
        lookForLeftBehind(window);
        auto &notices = window.notices();
        ASSERT_TRUE(notices.isVisible());
        EXPECT_THAT(notices.sentence().toStdString(), ::testing::HasSubstr("design.yaml"));
        notices.findChildren<QPushButton *>().front()->click();
        while (window.document().isLoading())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        EXPECT_FALSE(notices.isVisible());
        EXPECT_TRUE(window.document().isModified());
        EXPECT_EQ(window.document().design().nodes[0].meta.labels.at("rack"), "kept");
        window.document().save();
        EXPECT_TRUE(window.document().waitForSave());
        EXPECT_THAT(*readFile(path.toStdString()), ::testing::HasSubstr("rack: kept"));
        window.findChild<Journal *>()->flush();
        QApplication::processEvents();
    }
    {
        MainWindow window;
        lookForLeftBehind(window);
        EXPECT_FALSE(window.notices().isVisible());
    }
}

TEST_F(Crash, TextThatWasTypedAndNotAppliedIsThereAgain)
{
    runAndKill(kTypeAndWait);
    MainWindow window;
    window.show();
    lookForLeftBehind(window);
    ASSERT_TRUE(window.notices().isVisible());
    window.notices().findChildren<QPushButton *>().front()->click();
    while (window.document().isLoading())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    EXPECT_FALSE(window.document().isModified());
    EXPECT_TRUE(window.isWindowModified());
    const auto *editor = window.findChild<ManifestEdit *>();
    EXPECT_TRUE(editor->isVisible()) << "what is not applied is shown";
    EXPECT_EQ(editor->toPlainText().toStdString(), std::string(kNode) + kTyped);
    window.document().drafts().clear();
    window.findChild<Journal *>()->flush();
    QApplication::processEvents();
    EXPECT_TRUE(QDir(Journal::standardFolder()).entryList({QStringLiteral("*.unsaved")}).isEmpty());
}

TEST_F(Crash, WhatIsSavedRightAfterItWasRestoredIsNotOfferedAgain)
{
    const auto journal = Journal::standardFolder() + QStringLiteral("/left.unsaved");
    Unsaved unsaved{.paths = {path}, .at = QDateTime::currentDateTime()};
    unsaved.files[path.toStdString()] = {"", std::string(kNode) + "# mine\n"};
    QDir().mkpath(Journal::standardFolder());
    ASSERT_TRUE(replaceFile(journal.toStdString(), formatUnsaved(unsaved).toStdString()));
    {
        MainWindow window;
        window.show();
        lookForLeftBehind(window);
        window.notices().findChildren<QPushButton *>().front()->click();
        while (window.document().isLoading())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        ASSERT_TRUE(window.document().isModified());
        // Saved and closed before the journal of this window had its turn.
        window.document().save();
        ASSERT_TRUE(window.document().waitForSave());
        EXPECT_TRUE(window.close());
    }
    EXPECT_FALSE(QFile::exists(journal));
    MainWindow next;
    lookForLeftBehind(next);
    EXPECT_FALSE(next.notices().isVisible());
}

TEST_F(Crash, EditsWhoseDesignCannotBeOpenedStayOnOffer)
{
    const auto gone = folder.filePath(QStringLiteral("gone.yaml"));
    const auto journal = Journal::standardFolder() + QStringLiteral("/left.unsaved");
    Unsaved unsaved{.paths = {gone}, .at = QDateTime::currentDateTime()};
    unsaved.files[gone.toStdString()] = {"", "# mine\n"};
    QDir().mkpath(Journal::standardFolder());
    ASSERT_TRUE(replaceFile(journal.toStdString(), formatUnsaved(unsaved).toStdString()));

    MainWindow window;
    ASSERT_TRUE(window.document().openNow({path}));
    window.show();
    lookForLeftBehind(window);
    auto &notices = window.notices();
    ASSERT_THAT(notices.sentence().toStdString(), ::testing::HasSubstr("gone.yaml"));
    notices.findChildren<QPushButton *>().front()->click();
    while (window.document().isLoading())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    ASSERT_EQ(window.document().paths(), QStringList(path)) << "what was open stays";

    // The design that is still open gets a journal of its own now.
    ASSERT_TRUE(window.document().apply(
        Edit{{SetValue{{"default", "", "Node", "", "a"}, "/metadata/labels/rack", "x"}}},
        QStringLiteral("label")));
    window.findChild<Journal *>()->flush();
    QApplication::processEvents();
    EXPECT_TRUE(QFile::exists(journal));
    EXPECT_EQ(QDir(Journal::standardFolder()).entryList({QStringLiteral("*.unsaved")}).size(), 2);
    notices.withdraw(QStringLiteral("open"));
    EXPECT_THAT(notices.sentence().toStdString(), ::testing::HasSubstr("before edits of gone.yaml"));
}

} // namespace
} // namespace podloom::app
