// What can be done in the window, and where that is said: the palette, the manual, the sheet of keys; and
// every action.
#include "tests/app/window_test.h"

#include "app/main/bottom_panel.h"
#include "app/main/command_line.h"
#include "app/main/command_palette.h"
#include "app/main/manual.h"
#include "app/main/notice_bar.h"
#include "app/panels/problems_panel.h"
#include "app/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTabBar>
#include <QTimer>

#include <algorithm>
#include <set>

namespace podloom::app {
namespace {

TEST_F(WindowTest, FindReachesEveryAction)
{
    trigger("find");
    auto *palette = window.findChild<CommandPalette *>();
    auto *field = palette->findChild<QLineEdit *>();
    auto *list = palette->findChild<QListWidget *>();
    for (const auto *action : window.actions().all()) {
        if (!action->isEnabled() || action->text().isEmpty())
            continue;
        field->setText(action->text());
        bool isFound = false;
        for (int row = 0; row < list->count(); ++row)
            isFound = isFound || list->item(row)->text() == action->text();
        EXPECT_TRUE(isFound) << action->text().toStdString();
    }
}

TEST_F(WindowTest, ThePaletteGivesTheKeysBack)
{
    window.canvas().setFocus();
    trigger("find");
    auto *palette = window.findChild<CommandPalette *>();
    auto *field = palette->findChild<QLineEdit *>();
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_TRUE(palette->isHidden());
    EXPECT_EQ(window.focusWidget(), &window.canvas());

    trigger("find");
    field->setText(QStringLiteral("node-3"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(window.selection().primary()->name, "node-3");
    EXPECT_EQ(window.focusWidget(), &window.canvas()) << "so that arrows move it";
}

TEST_F(WindowTest, ASentenceThatWaitsBehindAnotherOneCanBeReached)
{
    auto &bar = window.notices();
    bar.add({.key = QStringLiteral("a"), .sentence = QStringLiteral("first")});
    bar.add({.key = QStringLiteral("b"), .sentence = QStringLiteral("second")});
    const auto buttons = bar.findChildren<QPushButton *>();
    const auto more = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *each) {
        return each->text() == QLatin1String("1 more");
    });
    ASSERT_NE(more, buttons.end());
    (*more)->click();
    EXPECT_EQ(bar.sentence(), QStringLiteral("second"));
    bar.withdraw(QStringLiteral("b"));
    EXPECT_EQ(bar.sentence(), QStringLiteral("first"));
}

TEST_F(WindowTest, ThePaletteSaysWhyAnActionCannotBeRun)
{
    trigger("find");
    auto *palette = window.findChild<CommandPalette *>();
    auto *field = palette->findChild<QLineEdit *>();
    auto *list = palette->findChild<QListWidget *>();
    field->setText(QStringLiteral("align"));
    ASSERT_GT(list->count(), 5);
    const auto *first = list->item(0);
    EXPECT_FALSE(first->flags().testFlag(Qt::ItemIsEnabled));
    EXPECT_EQ(first->data(Qt::AccessibleDescriptionRole).toString(),
              QStringLiteral("Choose two cards or more of this drawing"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_TRUE(palette->isVisible()) << "there is nothing to run";
    for (const auto *action : window.actions().all())
        EXPECT_TRUE(action->isEnabled() || !action->isVisible() || !Actions::needsOf(*action).isEmpty())
            << action->objectName().toStdString();

    window.selection().set({kNode1, {"prod", "", "Node", "", "node-2"}});
    trigger("find");
    field->setText(QStringLiteral("align"));
    EXPECT_TRUE(list->item(0)->flags().testFlag(Qt::ItemIsEnabled));
}

TEST_F(WindowTest, APanelThatIsOpenedKeepsItsHeight)
{
    const auto height = window.panels().height();
    for (const auto &panel : panelNames()) {
        window.panels().raise(panel);
        QApplication::processEvents();
        EXPECT_EQ(window.panels().height(), height) << panel.toStdString();
    }
}

TEST_F(WindowTest, HelpKnowsEveryPlace)
{
    for (const auto &panel : panelNames()) {
        window.panels().raise(panel);
        EXPECT_TRUE(Manual::has(manualPageOf(&window.panels()))) << panel.toStdString();
    }
    for (const auto &lens : viewNames()) {
        window.showLens(lens);
        EXPECT_TRUE(Manual::has(manualPageOf(&window.canvas()))) << lens.toStdString();
    }
    // F1 opens the page about what has the keys.
    window.panels().raise(QStringLiteral("explain"));
    window.activateWindow();
    window.panels().findChild<QTabBar *>()->setFocus();
    trigger("manual");
    EXPECT_TRUE(window.manual().isVisible());
    EXPECT_EQ(window.manual().page(), manualPageOfPanel(QStringLiteral("explain")));
    window.manual().close();
}

TEST_F(WindowTest, TheManualHasNoDeadLinksAndNoMissingPictures)
{
    static const QRegularExpression link(QStringLiteral(R"(\]\(([^)#\s]+)(#[^)]*)?\))"));
    for (const auto &page : Manual::pages()) {
        QFile file(QStringLiteral(":/manual/") + page + QStringLiteral(".md"));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        auto found = link.globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext()) {
            const auto target = found.next().captured(1);
            if (target.contains(QLatin1String("://")))
                continue;
            const auto path = QDir::cleanPath(QStringLiteral(":/manual/") + QFileInfo(page).path()
                                              + QLatin1Char('/') + target);
            // What the manual does not have at least stands in the repository.
            const bool isInTree = QFileInfo::exists(QStringLiteral(PODLOOM_SOURCE_DIR "/docs/")
                                                    + QFileInfo(page).path() + QLatin1Char('/') + target);
            EXPECT_TRUE(QFile::exists(path) || (isInTree && !page.startsWith(QLatin1String("guide/"))))
                << page.toStdString() << ": " << target.toStdString();
        }
    }
}

TEST_F(WindowTest, TheSheetOfKeysShowsEveryKey)
{
    trigger("shortcuts");
    const auto *sheet = window.findChild<QDialog *>(QStringLiteral("shortcuts"));
    ASSERT_NE(sheet, nullptr);
    QStringList texts;
    for (const auto *text : sheet->findChildren<QLabel *>())
        texts << text->text();
    for (const auto *action : window.actions().all()) {
        EXPECT_TRUE(action->shortcut().isEmpty() || texts.contains(action->text()))
            << action->text().toStdString();
    }
}

TEST_F(WindowTest, EveryPanelAndPartOfTheInspectorIsReachedByAnAction)
{
    for (const auto &panel : panelNames()) {
        const bool isTable = panel == QLatin1String("table");
        auto *action = window.actions().find(isTable ? panel : QStringLiteral("panel-") + panel);
        ASSERT_NE(action, nullptr) << panel.toStdString();
        window.panels().hide();
        action->trigger();
        EXPECT_EQ(window.panels().current(), panel);
        EXPECT_TRUE(window.panels().isVisible());
    }
    window.selection().select(kNode1);
    auto *parts = window.findChild<QTabBar *>(QStringLiteral("parts"));
    const char *names[] = {"properties", "pods", "bgp", "routes", "yaml"};
    for (int part = 0; part < 5; ++part) {
        auto *action = window.actions().find(QStringLiteral("inspector-") + QLatin1String(names[part]));
        ASSERT_TRUE(action->isEnabled()) << names[part];
        action->trigger();
        EXPECT_EQ(parts->currentIndex(), part);
    }
    window.selection().select({"prod", "", "Namespace", "", "app"});
    EXPECT_FALSE(window.actions().find(QStringLiteral("inspector-bgp"))->isEnabled());
    EXPECT_TRUE(window.actions().find(QStringLiteral("inspector-yaml"))->isEnabled());
}

TEST_F(WindowTest, TheChosenProblemIsMendedByKeysAlone)
{
    const auto pod = parseYamlValue("{apiVersion: v1, kind: Pod, metadata: {name: lone, namespace: app}, "
                                    "spec: {nodeName: node-11, containers: [{name: a, image: b}]}}");
    ASSERT_TRUE(pod);
    ASSERT_TRUE(window.document().apply(Edit{{AddObject{*pod, {}}}}, QStringLiteral("add")));
    window.document().waitForAnalysis();
    window.panels().raise(QStringLiteral("problems"));
    trigger("panel-problems");
    auto *list = window.findChild<ProblemsPanel *>()->findChild<QAbstractItemView *>();
    const auto count = window.document().undoStack()->count();
    bool isMended = false;
    for (int row = 0; row < list->model()->rowCount() && !isMended; ++row) {
        list->setCurrentIndex(list->model()->index(row, 0));
        trigger("mend");
        isMended = window.document().undoStack()->count() > count;
    }
    EXPECT_TRUE(isMended);
}

TEST_F(WindowTest, F1OpensTheManualInEveryDialog)
{
    window.selection().select(kNode1);
    const std::map<const char *, QString> dialogs{{"settings", QStringLiteral("designer")},
                                                  {"about", QStringLiteral("designer")},
                                                  {"shortcuts", QStringLiteral("designer")},
                                                  {"group", QStringLiteral("guide/02-drawing")},
                                                  {"link-pattern", QStringLiteral("guide/02-drawing")},
                                                  {"new-policy", QStringLiteral("guide/05-policies")},
                                                  {"import", QStringLiteral("guide/07-import")}};
    for (const auto &[name, page] : dialogs) {
        SCOPED_TRACE(name);
        trigger(name);
        QApplication::processEvents();
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (dialog == nullptr) {
            for (auto *each : window.findChildren<QDialog *>())
                dialog = each->isVisible() ? each : dialog;
        }
        ASSERT_NE(dialog, nullptr);
        dialog->activateWindow();
        QTest::keyClick(dialog, Qt::Key_F1);
        const auto *manual = dialog->findChild<Manual *>();
        ASSERT_NE(manual, nullptr);
        EXPECT_EQ(manual->page(), page);
        delete dialog;
    }
}

/// What an action may change: something of this must be different afterwards.
std::string stateOf(MainWindow &window)
{
    std::string out = window.lens().toStdString() + window.panels().current().toStdString();
    out += std::to_string(window.document().revision()) + " "
         + std::to_string(window.document().undoStack()->index());
    out += window.document().isLoading() ? "loading" : "";
    out += std::to_string(window.canvas().zoom()) + (currentTheme() == ThemeKind::Dark ? "dark" : "light");
    for (const auto &id : window.selection().objects())
        out += id.toString();
    if (const auto *field = window.focusWidget())
        out += std::string(field->metaObject()->className()) + field->accessibleName().toStdString();
    for (const auto *said : window.findChildren<QLabel *>())
        out += said->text().toStdString();
    for (const auto *choice : window.findChildren<QComboBox *>())
        out += choice->currentText().toStdString();
    for (const auto *widget : window.findChildren<QWidget *>())
        out += widget->isHidden() ? '0' : '1';
    return out + (window.isVisible() ? "open" : "closed");
}

/// Closes what is open beside the window; false when there was nothing.
bool closeDialogs(MainWindow &window)
{
    bool any = false;
    for (auto *dialog : window.findChildren<QDialog *>()) {
        any = any || dialog->isVisible();
        dialog->close();
    }
    QApplication::processEvents();
    return any;
}

TEST_F(WindowTest, EveryActionDoesSomething)
{
    // These start work on labs of this machine, which has tests of its own; without a lab "cancel" is
    // disabled.
    const std::set<QString> ofLabs{
        QStringLiteral("plan"),   QStringLiteral("deploy"),     QStringLiteral("verify"),
        QStringLiteral("cancel"), QStringLiteral("way-back"),   QStringLiteral("down"),
        QStringLiteral("lab-up"), QStringLiteral("lab-routes"), QStringLiteral("lab-trace")};
    std::vector<QString> names;
    for (const auto *action : window.actions().all())
        names.push_back(action->objectName());
    EXPECT_GT(names.size(), 25U);
    for (const auto &name : names) {
        if (ofLabs.contains(name) || !window.actions().find(name)->isVisible())
            continue; // a place for a recent design that there is not
        SCOPED_TRACE(name.toStdString());
        // A state in which every action has something to do.
        window.showLens(name == QLatin1String("lens-topology") ? QStringLiteral("bgp")
                                                               : QStringLiteral("topology"));
        while (window.document().undoStack()->canUndo())
            window.document().undoStack()->undo();
        window.document().move({{"topology/prod:Node/node-1", QPointF(5, 5)}}, QStringLiteral("move"));
        if (name == QLatin1String("redo"))
            window.document().undoStack()->undo();
        window.selection().set({kNode1,
                                {"prod", "", "Node", "", "node-3"},
                                {"", "podloom.dev", "Router", "", "tor-b"},
                                {"prod", "apps", "Deployment", "app", "cart"}},
                               name.startsWith(QLatin1String("inspector-"))
                                   ? kNode1
                                   : ObjectId{"prod", "apps", "Deployment", "app", "cart"});
        window.document().drafts().clear();
        const TextKey key{.object = kNode1};
        const auto text = placeOf(*window.document().snapshot(), key)->text;
        window.document().drafts().keep(key, {text, text + "# typed\n"});
        window.canvas().zoomTo(0.7);
        closeDialogs(window);
        auto *action = window.actions().find(name);
        ASSERT_TRUE(action->isEnabled());
        const auto before = stateOf(window);
        // A dialog is something, too; it is closed again.
        bool hadDialog = false;
        QTimer closer;
        QObject::connect(&closer, &QTimer::timeout, &closer, [&] {
            if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
                hadDialog = true;
                dialog->reject();
            }
        });
        closer.start(10);
        const bool wasModified = window.document().isModified();
        action->trigger();
        QApplication::processEvents();
        hadDialog = closeDialogs(window) || hadDialog;
        static_cast<void>(window.document().waitForSave());
        const bool isSaved = wasModified && !window.document().isModified();
        EXPECT_TRUE(hadDialog || isSaved || stateOf(window) != before);
        window.show();
    }
}

TEST_F(WindowTest, ThePaletteIsAsHighAsWhatItFindsAndGivesTheKeysBack)
{
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    window.canvas().setFocus();
    trigger("find");
    auto *palette = window.findChild<CommandPalette *>();
    auto *field = palette->findChild<QLineEdit *>();
    auto *list = palette->findChild<QListWidget *>();
    const auto whole = palette->height();
    QTest::keyClicks(field, QStringLiteral("tidy"));
    QApplication::processEvents();
    EXPECT_LT(palette->height(), whole / 2);
    EXPECT_FALSE(list->verticalScrollBar()->isVisible());
    EXPECT_TRUE(list->viewport()->rect().contains(list->visualItemRect(list->item(list->count() - 1))));
    field->clear();
    EXPECT_EQ(palette->height(), whole);
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_TRUE(palette->isHidden());
    EXPECT_TRUE(window.canvas().hasFocus());
}

TEST_F(WindowTest, TheLensesKeepTheirPlaceWhenThereIsMoreBesideThem)
{
    window.resize(1440, 900);
    QApplication::processEvents();
    const auto *lens = window.findChild<QPushButton *>(QStringLiteral("bgp"));
    ASSERT_TRUE(lens);
    const auto place = [&] { return lens->mapTo(&window, QPoint()).x(); };
    const auto before = place();
    window.actions().find(QStringLiteral("way-back"))->setEnabled(true);
    QApplication::processEvents();
    EXPECT_EQ(place(), before) << "Take back stands beside them now";
}

} // namespace
} // namespace podloom::app
