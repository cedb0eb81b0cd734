// A program that is killed loses no edit.
#include "tests/app/crash_test.h"

#include "app/document/journal.h"
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "core/os/files.h"

#include <QApplication>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>

#include <gmock/gmock.h>

#include <cstdio>

namespace podloom::app {

int editAndWait(const QString &path)
{
    MainWindow window;
    if (!window.document().openNow({path}))
        return 1;
    window.show();
    const auto edited = window.document().apply(
        Edit{{SetValue{{"default", "", "Node", "", "a"}, "/metadata/labels/rack", "kept"}}},
        QStringLiteral("label"));
    auto *journal = window.findChild<Journal *>();
    if (!edited || journal == nullptr)
        return 1;
    QObject::connect(journal, &Journal::kept, [] {
        std::puts("kept");
        std::fflush(stdout);
    });
    return QApplication::exec();
}

namespace {

constexpr std::string_view kNode = "apiVersion: v1\nkind: Node\nmetadata: {name: a}\n";

TEST(Crash, TheNextStartOffersTheUnsavedEdits)
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("design.yaml"));
    ASSERT_TRUE(replaceFile(path.toStdString(), kNode));
    const auto before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());

    QProcess program;
    program.start(QApplication::applicationFilePath(), {QLatin1String(kEditAndWait), path});
    ASSERT_TRUE(program.waitForReadyRead(60'000)) << program.readAllStandardError().toStdString();
    ASSERT_EQ(program.readLine().trimmed(), "kept");
    program.kill(); // SIGKILL: nothing of it runs any more
    ASSERT_TRUE(program.waitForFinished());
    EXPECT_EQ(*readFile(path.toStdString()), kNode);

    {
        MainWindow window;
        window.show();
        window.offerLeftBehind();
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
        window.offerLeftBehind();
        EXPECT_FALSE(window.notices().isVisible());
    }
    if (before.isNull())
        qunsetenv("XDG_DATA_HOME");
    else
        qputenv("XDG_DATA_HOME", before);
}

} // namespace
} // namespace podloom::app
