// Wizards as a user goes through them: what is typed, what is shown, one undoable edit.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/main/actions.h"
#include "app/main/main_window.h"
#include "app/wizards/cluster_wizard.h"
#include "app/wizards/import_wizard.h"
#include "app/wizards/policy_wizard.h"
#include "core/os/files.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;

constexpr int kPatience = 60'000; ///< milliseconds

class WizardTest : public ::testing::Test {
protected:
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }
    void openShop()
    {
        ASSERT_TRUE(
            window.document().openNow({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")}));
    }
    template <class Wizard>
    Wizard *open(const char *action)
    {
        window.show();
        window.actions().find(QLatin1String(action))->trigger();
        return window.findChild<Wizard *>();
    }
    static QString textOf(const QDialog &dialog)
    {
        QString out;
        for (const auto *each : dialog.findChildren<QLabel *>())
            out += each->text() + QLatin1Char('\n');
        return out;
    }
    static QPushButton *primary(const QDialog &dialog)
    {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->property("role") == QLatin1String("primary"))
                return button;
        }
        return nullptr;
    }

    MainWindow window{true};
};

TEST_F(WizardTest, AClusterComesFromNodesAndPodsAndGoesByOneUndo)
{
    auto *wizard = open<ClusterWizard>("new-cluster");
    ASSERT_NE(wizard, nullptr);
    auto *name = wizard->findChild<QLineEdit *>();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("first"));
    wizard->findChildren<QSpinBox *>()[0]->setValue(3);
    wizard->findChildren<QSpinBox *>()[1]->setValue(30);
    EXPECT_THAT(textOf(*wizard).toStdString(), HasSubstr("Blocks: /27, 32 addresses"));
    QTest::mouseClick(primary(*wizard), Qt::LeftButton);
    EXPECT_EQ(window.document().design().nodes.size(), 3U);
    EXPECT_EQ(window.document().undoStack()->count(), 1);
    window.actions().find(QStringLiteral("undo"))->trigger();
    EXPECT_EQ(window.document().design().nodes.size(), 0U);
}

TEST_F(WizardTest, TheKeysBeginInTheFirstQuestionAndEndAtTheButtons)
{
    window.show();
    window.findChild<QPushButton *>(QStringLiteral("start-new-cluster"))->setFocus();
    auto *wizard = open<ClusterWizard>("new-cluster");
    ASSERT_NE(wizard, nullptr);
    ASSERT_TRUE(QTest::qWaitForWindowActive(wizard));
    const auto type = [](const char *text) {
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    };
    for (const auto *text : {"first", "3", "30", "1", ""})
        type(text);
    EXPECT_EQ(wizard->findChild<QLineEdit *>()->text(), QStringLiteral("first"));
    const auto numbers = wizard->findChildren<QSpinBox *>();
    EXPECT_EQ(numbers[0]->value(), 3);
    EXPECT_EQ(numbers[1]->value(), 30);
    int steps = 0;
    for (; !primary(*wizard)->hasFocus() && steps < 4; ++steps)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    EXPECT_TRUE(primary(*wizard)->hasFocus()) << "after the answer and Cancel";
    QTest::keyClick(primary(*wizard), Qt::Key_Return);
    EXPECT_EQ(window.document().design().nodes.size(), 3U);
    EXPECT_EQ(window.focusWidget(), &window.canvas()) << "the start page, which had the keys, has gone";
}

TEST_F(WizardTest, AClusterOnAnEmptyDrawingIsInSight)
{
    window.canvas().setStill(false); // with the motion that people see
    window.resize(1280, 800);
    auto *wizard = open<ClusterWizard>("new-cluster");
    ASSERT_NE(wizard, nullptr);
    QTest::mouseClick(primary(*wizard), Qt::LeftButton);
    const auto isInSight = [&] {
        const auto content = window.canvas().canvas()->contentRect();
        return !content.isEmpty() && window.canvas().visibleArea().contains(content);
    };
    ASSERT_TRUE(QTest::qWaitFor(isInSight, kPatience));
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.canvas().isMoving(); }, kPatience));
    EXPECT_TRUE(isInSight());
}

TEST_F(WizardTest, AWrongNameIsSaidAndCannotBeAdded)
{
    auto *wizard = open<ClusterWizard>("new-cluster");
    wizard->findChild<QLineEdit *>()->setText(QStringLiteral("No Name"));
    EXPECT_THAT(textOf(*wizard).toStdString(), HasSubstr("cannot be a cluster's name"));
    EXPECT_FALSE(primary(*wizard)->isEnabled());
    wizard->reject();
    EXPECT_FALSE(window.document().isModified());
}

TEST_F(WizardTest, APolicySaysWhatItChangesBeforeItIsAdded)
{
    openShop();
    window.selection().select({"prod", "apps", "StatefulSet", "data", "redis"});
    auto *wizard = open<PolicyWizard>("new-policy");
    ASSERT_NE(wizard, nullptr);
    wizard->findChildren<QComboBox *>()[0]->setCurrentText(nameOf(Recipe::AllowFromNamespace));
    wizard->findChildren<QComboBox *>()[4]->setCurrentText(QStringLiteral("app"));
    wizard->findChildren<QLineEdit *>().back()->setText(QStringLiteral("TCP 6379"));
    EXPECT_THAT(wizard->findChild<QPlainTextEdit *>()->toPlainText().toStdString(),
                HasSubstr("name: redis-from-app"));
    EXPECT_TRUE(QTest::qWaitFor([&] {
        return textOf(*wizard).contains(QLatin1String("No connection changes"));
    })) << "catalog and the others are not let out to redis";
    const auto policies = window.document().design().networkPolicies.size();
    QTest::mouseClick(primary(*wizard), Qt::LeftButton);
    EXPECT_EQ(window.document().design().networkPolicies.size(), policies + 1);
    EXPECT_EQ(window.document().undoStack()->count(), 1);
}

TEST_F(WizardTest, EveryRecipeCanBeAdded)
{
    openShop();
    for (const auto recipe : kRecipes) {
        SCOPED_TRACE(nameOf(recipe).toStdString());
        auto *wizard = open<PolicyWizard>("new-policy");
        wizard->findChildren<QComboBox *>()[0]->setCurrentText(nameOf(recipe));
        wizard->findChildren<QLineEdit *>().front()->setText(QStringLiteral("192.0.2.0/24"));
        ASSERT_TRUE(primary(*wizard)->isEnabled());
        const auto revision = window.document().revision();
        QTest::mouseClick(primary(*wizard), Qt::LeftButton);
        EXPECT_GT(window.document().revision(), revision);
        delete wizard;
    }
}

TEST_F(WizardTest, AnImportReportsBeforeItAdds)
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("lab.clab.yml"));
    ASSERT_TRUE(replaceFile(
        file.toStdString(),
        "topology:\n  nodes:\n    a: {kind: linux, image: frr}\n    b: {kind: linux, binds: [x]}\n"
        "  links:\n  - endpoints: [\"a:eth1\", \"b:eth1\"]\n"));
    auto *wizard = open<ImportWizard>("import");
    ASSERT_NE(wizard, nullptr);
    EXPECT_FALSE(primary(*wizard)->isEnabled()) << "nothing is chosen";
    QSignalSpy shown(wizard, &ImportWizard::reportShown);
    wizard->read({file});
    ASSERT_TRUE(shown.wait());
    EXPECT_THAT(textOf(*wizard).toStdString(), HasSubstr("1 × Node"));
    EXPECT_THAT(textOf(*wizard).toStdString(), HasSubstr("\"binds\""));
    QTest::mouseClick(primary(*wizard), Qt::LeftButton);
    EXPECT_EQ(window.document().design().routers.size(), 1U);
    EXPECT_EQ(window.document().design().links.size(), 1U);
    EXPECT_EQ(window.document().undoStack()->count(), 1);
}

} // namespace
} // namespace podloom::app
