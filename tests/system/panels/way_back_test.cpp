// One click deploys, one click takes it back: in the window, against a real lab of emulated machines.
#include "app/main/actions.h"
#include "app/main/main_window.h"
#include "app/panels/lab_controller.h"
#include "app/theme/theme.h"
#include "core/os/programs.h"

#include <QApplication>
#include <QThreadPool>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

#include <unistd.h>

namespace podloom::app {
namespace {

constexpr auto kLab = "way-back-test";
constexpr int kLongestMs = 240'000;

class WayBack : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "emulated machines need root";
        for (const auto *program :
             {"podloom-agentd", "podloom-node", "podloom-cni", "podloom-nft", "podloom-pod"}) {
            if (!siblingProgram(program))
                GTEST_SKIP() << program << " is not built";
        }
        ASSERT_TRUE(
            window.document().openNow({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/minimal")}));
        window.lab().chooseLab(kLab);
        window.show();
    }
    void TearDown() override
    {
        if (window.lab().isBusy()) {
            window.lab().cancel();
            waitForJob();
        }
        window.lab().down();
        waitForJob();
        QThreadPool::globalInstance()->waitForDone();
    }
    void waitForJob()
    {
        EXPECT_TRUE(QTest::qWaitFor([this] { return !window.lab().isBusy(); }, kLongestMs));
    }
    void click(const char *action)
    {
        auto *found = window.actions().find(QLatin1String(action));
        ASSERT_TRUE(found->isEnabled()) << action;
        found->trigger();
        waitForJob();
        EXPECT_EQ(window.lab().error() ? window.lab().error()->text() : std::string(), "");
    }

    MainWindow window{true};
};

TEST_F(WayBack, MakesDesignAndLabWhatTheyWere)
{
    const auto before = window.document().snapshot();
    click("deploy");
    const auto policy = window.document().design().networkPolicies[0].meta.id;
    ASSERT_TRUE(window.document().apply(Edit{{RemoveObject{policy}}}, QStringLiteral("remove")));
    click("deploy");
    click("way-back");
    for (std::size_t file = 0; file < before->fileCount(); ++file)
        EXPECT_EQ(window.document().snapshot()->bytes(file), before->bytes(file));
    // The lab has the policy again: there is nothing left to do, and taking it back can be undone.
    click("plan");
    ASSERT_TRUE(window.lab().plan());
    EXPECT_TRUE(window.lab().plan()->empty());
    window.document().undoStack()->undo();
    click("plan");
    ASSERT_TRUE(window.lab().plan());
    EXPECT_EQ(window.lab().plan()->size(), 1U);
}

TEST_F(WayBack, LeadsOutOfADeploymentThatWasStopped)
{
    const auto before = window.document().snapshot();
    click("deploy");
    const auto policy = window.document().design().networkPolicies[0].meta.id;
    ASSERT_TRUE(window.document().apply(Edit{{RemoveObject{policy}}}, QStringLiteral("remove")));
    window.actions().find(QStringLiteral("deploy"))->trigger();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return window.lab().job() == LabController::Job::Apply || !window.lab().isBusy(); },
        kLongestMs));
    window.lab().cancel();
    waitForJob();
    // Stopped halfway or, on a quick machine, just done: one click makes the lab what it was.
    click("way-back");
    for (std::size_t file = 0; file < before->fileCount(); ++file)
        EXPECT_EQ(window.document().snapshot()->bytes(file), before->bytes(file));
    click("plan");
    ASSERT_TRUE(window.lab().plan());
    EXPECT_TRUE(window.lab().plan()->empty());
    EXPECT_FALSE(window.actions().find(QStringLiteral("way-back"))->isEnabled());
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
