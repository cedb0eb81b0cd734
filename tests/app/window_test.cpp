// The window as a user works with it: mouse, keys, menus.
#include "tests/app/window_test.h"

#include "app/main/bottom_panel.h"
#include "app/main/command_line.h"
#include "app/main/command_palette.h"
#include "app/main/find_bar.h"
#include "app/main/notice_bar.h"
#include "app/main/show_what.h"
#include "app/theme/theme.h"
#include "app/tools/find_objects.h"

#include <QAbstractItemView>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QTreeWidget>

namespace podloom::app {
namespace {

TEST_F(WindowTest, AClickChoosesANodeEverywhere)
{
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, titleOf(kNode1));
    EXPECT_TRUE(window.selection().contains(kNode1));
    EXPECT_TRUE(card(kNode1)->isSelected());
    const auto rows = window.findChild<QTreeWidget *>()->selectedItems();
    ASSERT_EQ(rows.size(), 1);
    EXPECT_EQ(rows[0]->text(0), QStringLiteral("node-1"));
}

TEST_F(WindowTest, SavingAppliesWhatWasTypedOrSaysWhyItCannot)
{
    auto &document = window.document();
    const TextKey key{.object = kNode1};
    const auto base = placeOf(*document.snapshot(), key)->text;
    document.drafts().keep(key, {base, base + "  bogus: [1, 2\n"});
    EXPECT_TRUE(window.isWindowModified()) << "it is not saved";
    const auto before = filesOf();
    trigger("save");
    EXPECT_THAT(window.notices().sentence().toStdString(), ::testing::HasSubstr("node-1"));
    EXPECT_EQ(filesOf(), before);
    EXPECT_FALSE(document.drafts().isEmpty());

    document.drafts().keep(key, {base, base + "# mine\n"});
    trigger("save");
    ASSERT_TRUE(document.waitForSave());
    EXPECT_THAT(filesOf().at("nodes.yaml"), ::testing::HasSubstr("# mine\n"));
    EXPECT_FALSE(window.isWindowModified());
}

TEST_F(WindowTest, AConflictOnTheDiskIsDecidedInTheWindow)
{
    auto &document = window.document();
    ASSERT_TRUE(document.apply(Edit{{SetValue{kNode1, "/metadata/labels/x", "y"}}}, QStringLiteral("label")));
    const auto file = shop() / "nodes.yaml";
    const auto theirs = *readFile(file) + "# theirs\n";
    ASSERT_TRUE(replaceFile(file, theirs));
    const auto nodes = [&] {
        const auto &snapshot = *document.snapshot();
        for (std::size_t each = 0; each < snapshot.fileCount(); ++each) {
            if (snapshot.fileName(each) == file.string())
                return std::string(snapshot.bytes(each));
        }
        return std::string();
    };
    trigger("save");
    ASSERT_FALSE(document.waitForSave());
    EXPECT_THAT(window.notices().sentence().toStdString(), ::testing::HasSubstr("another program"));
    const auto answer = [&](const QString &text) -> QPushButton * {
        for (auto *button : window.notices().findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return answer(QStringLiteral("Compare…")) != nullptr; }));
    QTimer::singleShot(0, [&] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        ASSERT_TRUE(dialog);
        const auto *text = dialog->findChild<QPlainTextEdit *>();
        EXPECT_TRUE(text && QTest::qWaitFor([&] {
                        return text->toPlainText().contains(QLatin1String("- # theirs"));
                    }));
        dialog->reject();
    });
    answer(QStringLiteral("Compare…"))->click();
    ASSERT_FALSE(document.waitForSave());
    EXPECT_EQ(*readFile(file), theirs) << "looking changes nothing";
    ASSERT_TRUE(QTest::qWaitFor([&] { return answer(QStringLiteral("Overwrite")) != nullptr; }));
    answer(QStringLiteral("Overwrite"))->click();
    ASSERT_TRUE(document.waitForSave());
    EXPECT_EQ(*readFile(file), nodes());
    document.undoStack()->undo();
    EXPECT_EQ(nodes(), theirs);
}

TEST_F(WindowTest, WhatAnUndoTookAwayIsNotChosenAnyMore)
{
    auto &document = window.document();
    ASSERT_TRUE(document.apply(
        Edit{{AddObject{*parseYamlValue("{apiVersion: v1, kind: Namespace, metadata: {name: gone}}"), {}}}},
        QStringLiteral("add")));
    window.selection().set({{"prod", "", "Namespace", "", "gone"}, kNode1},
                           ObjectId{"prod", "", "Namespace", "", "gone"});
    document.waitForAnalysis();
    EXPECT_EQ(window.selection().objects().size(), 2U);
    document.undoStack()->undo();
    document.waitForAnalysis();
    EXPECT_EQ(window.selection().objects(), std::set<ObjectId>{kNode1});
    EXPECT_EQ(window.selection().primary(), kNode1);
}

TEST_F(WindowTest, ANodeThatOnlyCalicoDeclaresIsOneThing)
{
    const auto file = fs::path(folder.path().toStdString()) / "calico.yaml";
    ASSERT_TRUE(replaceFile(file, "apiVersion: projectcalico.org/v3\nkind: Node\nmetadata: {name: n-1}\n---\n"
                                  "apiVersion: projectcalico.org/v3\nkind: Node\nmetadata: {name: n-2}\n"));
    ASSERT_TRUE(window.document().openNow({QString::fromStdString(file.string())}));
    const ObjectId shown{"default", "", "Node", "", "n-1"};
    const ObjectId written{"default", "projectcalico.org", "Node", "", "n-1"};
    window.selection().select(written);
    EXPECT_TRUE(card(shown)->isSelected());
    EXPECT_EQ(window.selection().primary(), shown);
    window.selection().clear();
    trigger("find");
    auto *palette = window.findChild<CommandPalette *>();
    palette->findChild<QLineEdit *>()->setText(QStringLiteral("n-1"));
    QTest::keyClick(palette->findChild<QLineEdit *>(), Qt::Key_Return);
    EXPECT_TRUE(card(shown)->isSelected());
    EXPECT_EQ(findObjects(*window.document().analysis(), QStringLiteral("n-1")), std::vector{shown});
    trigger("duplicate");
    window.document().waitForAnalysis();
    ASSERT_EQ(window.selection().objects().size(), 1U);
    auto *copy = card(*window.selection().primary());
    ASSERT_TRUE(copy);
    EXPECT_TRUE(copy->isSelected());
}

TEST_F(WindowTest, AMoveIsUndoneAndSavedInTheSideFileAlone)
{
    const auto before = filesOf();
    const auto place = card(kNode1)->pos();
    drag(titleOf(kNode1), {60, 40});
    EXPECT_NE(card(kNode1)->pos(), place);
    EXPECT_TRUE(window.document().isModified());

    trigger("undo");
    EXPECT_EQ(card(kNode1)->pos(), place);
    EXPECT_FALSE(window.document().isModified());

    trigger("redo");
    trigger("save");
    EXPECT_TRUE(window.document().waitForSave());
    EXPECT_FALSE(window.document().isModified());
    auto after = filesOf();
    EXPECT_THAT(after[".layout.yaml"], ::testing::HasSubstr("topology/prod:Node/node-1"));
    after.erase(".layout.yaml");
    EXPECT_EQ(after, before);
}

TEST_F(WindowTest, NewsOfALabDoNotTakeACardOutOfTheHand)
{
    const auto place = card(kNode1)->pos();
    const auto from = titleOf(kNode1);
    QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport(), from + QPoint(30, 20));
    LabPicture news{.name = "shop", .isUp = true};
    news.nodes[kNode1].state = State::Up;
    window.labState().set(news);
    QTest::mouseMove(viewport(), from + QPoint(60, 40));
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, from + QPoint(60, 40));
    EXPECT_NE(card(kNode1)->pos(), place);
    EXPECT_EQ(window.document().layout().positions.size(), 1U);
}

TEST_F(WindowTest, DraggingTheDotOfACardConnectsItWithAnotherOne)
{
    const auto links = window.document().design().links.size();
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, titleOf(kNode1));
    const auto *from = card(kNode1);
    const auto dot =
        window.canvas().mapFromScene(from->pos() + from->card().topRight() + QPointF(0, 4)) + QPoint(2, 0);
    drag(dot, titleOf({"prod", "", "Node", "", "node-3"}) - dot);
    ASSERT_EQ(window.document().design().links.size(), links + 1);
    trigger("undo");
    EXPECT_EQ(window.document().design().links.size(), links);
}

TEST_F(WindowTest, ACopyIsChosenAndUndoneAsOne)
{
    const auto before = window.document().snapshot();
    window.selection().select(kNode1);
    trigger("copy");
    trigger("paste");
    EXPECT_EQ(window.document().design().nodes.size(), 4U);
    EXPECT_TRUE(window.selection().contains({"prod", "", "Node", "", "node-4"}));
    trigger("duplicate");
    EXPECT_EQ(window.document().design().nodes.size(), 5U);
    trigger("undo");
    trigger("undo");
    for (std::size_t file = 0; file < before->fileCount(); ++file)
        EXPECT_EQ(window.document().snapshot()->bytes(file), before->bytes(file));
}

TEST_F(WindowTest, WhatTheCommandLineChoosesIsWhatIsDrawnOrSaidToBeMissing)
{
    CommandLine line;
    line.select = QStringLiteral("Node.projectcalico.org/node-1"); // a manifest of Calico about that node
    ASSERT_TRUE(showWhat(window, line));
    EXPECT_EQ(window.selection().primary(), kNode1);
    line.select = QStringLiteral("Deployment/ap/cart");
    const auto shown = showWhat(window, line);
    ASSERT_FALSE(shown);
    EXPECT_THAT(shown.error().text(),
                ::testing::HasSubstr(
                    "no object Deployment/ap/cart in the design; did you mean Deployment.apps/app/cart?"));
}

TEST_F(WindowTest, UndoInAFieldGoesOnToTheDesign)
{
    window.activateWindow(); // keys of actions reach the active window alone
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    const ObjectId pool{"prod", "projectcalico.org", "IPPool", "", "pods-v4"};
    window.selection().select(pool);
    QLineEdit *field = nullptr;
    for (auto *each : window.findChildren<QLineEdit *>()) {
        if (each->text() == QLatin1String("10.48.0.0/16"))
            field = each;
    }
    ASSERT_NE(field, nullptr);
    const auto network = [&] { return window.document().design().ipPools.find(pool)->cidr.toString(); };
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("10.52.0.0/16"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(network(), "10.52.0.0/16");
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(network(), "10.48.0.0/16");
    EXPECT_TRUE(QTest::qWaitFor([&] { return field->text() == QLatin1String("10.48.0.0/16"); }));
}

TEST_F(WindowTest, CardsComeInLine)
{
    const ObjectId second{"prod", "", "Node", "", "node-2"};
    window.selection().set({kNode1, second});
    trigger("align-left");
    EXPECT_EQ(card(kNode1)->pos().x(), card(second)->pos().x());
    trigger("undo");
    EXPECT_NE(card(kNode1)->pos().x(), card(second)->pos().x());

    window.selection().select(second);
    trigger("lock");
    EXPECT_TRUE(window.document().layout().positions.contains(card(second)->key())) << "whatever else comes";
    window.selection().set({kNode1, second});
    const auto place = card(second)->pos();
    trigger("align-left");
    EXPECT_EQ(card(second)->pos(), place);
    EXPECT_EQ(card(kNode1)->pos().x(), place.x());
}

TEST_F(WindowTest, TheMenuIsAboutWhatIsBelowThePointer)
{
    const ObjectId kNode3{"prod", "", "Node", "", "node-3"};
    window.selection().select(kNode1);
    std::set<ObjectId> chosen;
    QStringList offered;
    // A menu runs its own event loop, which ends with it.
    const auto open = [&](QPoint at, QContextMenuEvent::Reason reason) {
        offered.clear();
        QTimer::singleShot(0, &window, [&] {
            chosen = window.selection().objects();
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            ASSERT_NE(menu, nullptr);
            for (const auto *action : menu->actions())
                offered << action->objectName();
            menu->close();
        });
        QContextMenuEvent event(reason, at, viewport()->mapToGlobal(at));
        QApplication::sendEvent(viewport(), &event);
    };
    open(titleOf(kNode3), QContextMenuEvent::Mouse);
    EXPECT_THAT(chosen, ::testing::ElementsAre(kNode3));
    EXPECT_TRUE(offered.contains(QStringLiteral("rename")));
    window.selection().set({kNode1, kNode3}, kNode1);
    open(titleOf(kNode3), QContextMenuEvent::Mouse);
    EXPECT_EQ(chosen.size(), 2U) << "what is chosen together stays so";
    open({3, 3}, QContextMenuEvent::Keyboard);
    EXPECT_EQ(chosen.size(), 2U) << "a key asks about what is chosen";
    open({3, 3}, QContextMenuEvent::Mouse);
    EXPECT_TRUE(chosen.empty());
    EXPECT_FALSE(offered.contains(QStringLiteral("rename")));
}

TEST_F(WindowTest, ArrowsMoveWhatIsChosenAsOneStepAndNotWhatIsLocked)
{
    auto &canvas = window.canvas();
    window.selection().select(kNode1);
    const auto place = [this] { return card(kNode1)->pos(); };
    const auto before = place();
    QTest::keyClick(&canvas, Qt::Key_Right);
    QTest::keyClick(&canvas, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&canvas, Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(place(), before + QPointF(44, 1));
    EXPECT_EQ(window.document().undoStack()->count(), 1);
    trigger("undo");
    EXPECT_EQ(place(), before);

    trigger("lock");
    QTest::keyClick(&canvas, Qt::Key_Left);
    EXPECT_EQ(place(), before);
}

TEST_F(WindowTest, CtrlAndArrowsGoFromCardToCard)
{
    auto &canvas = window.canvas();
    window.selection().clear();
    std::set<ObjectId> seen;
    for (int step = 0; step < 12; ++step) {
        QTest::keyClick(&canvas, step < 6 ? Qt::Key_Right : Qt::Key_Left, Qt::ControlModifier);
        ASSERT_TRUE(window.selection().primary());
        seen.insert(*window.selection().primary());
    }
    EXPECT_GE(seen.size(), 3U);
    window.selection().select(kNode1);
    const auto from = card(kNode1)->sceneBoundingRect().center();
    QTest::keyClick(&canvas, Qt::Key_Right, Qt::ControlModifier);
    EXPECT_GT(card(*window.selection().primary())->sceneBoundingRect().center().x(), from.x());
}

TEST_F(WindowTest, ARackMovesWithItsNodes)
{
    const auto place = card(kNode1)->pos();
    const auto head = window.canvas().mapFromScene(place + QPointF(60, -24));
    drag(head, {0, 60});
    EXPECT_EQ(window.document().layout().positions.size(), 2U) << "both nodes of the rack";
    EXPECT_GT(card(kNode1)->pos().y(), place.y());
}

TEST_F(WindowTest, ARubberBandChoosesWhatIsInIt)
{
    window.canvas().zoomBy(0.8);
    const auto corner =
        window.canvas().mapFromScene(window.canvas().canvas()->contentRect().topLeft() - QPointF(20, 20));
    const auto end =
        window.canvas().mapFromScene(window.canvas().canvas()->contentRect().bottomRight() + QPointF(20, 20));
    drag(corner, end - corner);
    EXPECT_GE(window.selection().objects().size(), 5U); // three nodes, two routers
}

TEST_F(WindowTest, TheWheelZoomsAtThePointer)
{
    const auto before = window.canvas().zoom();
    const QPoint at(300, 200);
    const auto under = window.canvas().mapToScene(at);
    QWheelEvent wheel(at, viewport()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(viewport(), &wheel);
    EXPECT_GT(window.canvas().zoom(), before);
    const auto now = window.canvas().mapToScene(at);
    EXPECT_LT((now - under).manhattanLength(), 4);
}

/// How many places differ visibly between what the view keeps and what it draws anew. Of four by four pixels
/// each: dashes of a line may begin somewhere else in each square.
int differences(CanvasView &view)
{
    while (!view.isWhole() || view.isMoving())
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    QApplication::processEvents();
    const auto grab = [&view] {
        const auto image = view.viewport()->grab().toImage();
        return image.scaled(image.size() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const auto kept = grab();
    view.setStill(true);
    const auto anew = grab();
    view.setStill(false);
    int count = 0;
    for (int y = 0; y < kept.height(); ++y) {
        for (int x = 0; x < kept.width(); ++x)
            count += std::abs(kept.pixelColor(x, y).lightness() - anew.pixelColor(x, y).lightness()) > 16;
    }
    return count;
}

TEST_F(WindowTest, AViewThatMovesShowsWhatDrawingItAnewWould)
{
    auto &view = window.canvas();
    view.setStill(false);
    constexpr int kFew = 20; // of thirty thousand: softened edges where squares meet
    EXPECT_LT(differences(view), kFew) << "at first";
    view.zoomTo(0.8);
    for (int step = 0; step < 20; ++step) {
        view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->value() + 17);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - 9);
        QApplication::processEvents();
    }
    EXPECT_LT(differences(view), kFew) << "after moving";
    window.selection().select(kNode1);
    EXPECT_LT(differences(view), kFew) << "with a card chosen";
    view.reveal(kNode1);
    drag(titleOf(kNode1), {60, 40});
    EXPECT_LT(differences(view), kFew) << "after a drag";
    trigger("undo");
    EXPECT_LT(differences(view), kFew) << "after undo";
    window.showLens(QStringLiteral("policies"));
    EXPECT_LT(differences(view), kFew) << "in another lens";
    trigger("theme");
    EXPECT_LT(differences(view), kFew) << "in the other theme";
    trigger("theme");
}

TEST_F(WindowTest, WhatThePaletteAddsIsUndoneWithoutATrace)
{
    const auto before = window.document().snapshot();
    for (const auto *action : {"add-1", "add-2", "add-3", "add-6"}) {
        trigger(action);
        EXPECT_TRUE(window.document().isModified()) << action;
        window.document().waitForAnalysis();
    }
    EXPECT_EQ(window.document().design().nodes.size(), 4U);
    while (window.document().undoStack()->canUndo())
        trigger("undo");
    for (std::size_t file = 0; file < before->fileCount(); ++file)
        EXPECT_EQ(window.document().snapshot()->bytes(file), before->bytes(file));
}

TEST_F(WindowTest, RemovingWhatIsChosenCanBeUndone)
{
    window.selection().select(kNode1);
    trigger("remove");
    EXPECT_FALSE(window.document().design().nodes.contains(kNode1));
    trigger("undo");
    EXPECT_TRUE(window.document().design().nodes.contains(kNode1));
}

TEST_F(WindowTest, FindReachesObjectsAndActions)
{
    trigger("find");
    auto *palette = window.findChild<CommandPalette *>();
    auto *field = palette->findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("node-2 node"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(window.selection().primary()->name, "node-2");
    EXPECT_TRUE(palette->isHidden());

    trigger("find");
    field->clear();
    QTest::keyClicks(field, QStringLiteral("show polic"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(window.lens(), QStringLiteral("policies"));
}

TEST_F(WindowTest, FindStepsThroughTheDrawingByKeysAlone)
{
    window.activateWindow();
    QTest::keyClick(&window.canvas(), Qt::Key_F, Qt::ControlModifier);
    auto *bar = window.findChild<FindBar *>();
    ASSERT_TRUE(bar->isVisible());
    auto *field = bar->findChild<QLineEdit *>();
    auto *count = bar->findChild<QLabel *>();
    const auto chosen = [this] {
        return window.selection().primary() ? window.selection().primary()->name : std::string();
    };
    const auto becomes = [&](const std::string &name) {
        return QTest::qWaitFor([&] { return chosen() == name; });
    };
    QTest::keyClicks(field, QStringLiteral("node node-"));
    EXPECT_TRUE(becomes("node-1"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return count->text().startsWith(QStringLiteral("1 of")); }));
    EXPECT_TRUE(window.canvas().visibleArea().intersects(window.canvas().canvas()->rectOf(kNode1)));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_TRUE(becomes("node-2"));
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_TRUE(becomes("node-1"));
    // By address, and by what is in no drawing of machines.
    const auto pod = *window.document().analysis()->placed.pods.begin();
    ASSERT_FALSE(pod.ips.empty());
    field->setText(QString::fromStdString(pod.ips.front().toString()));
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.selection().contains(pod.meta.id); }));
    field->setText(QStringLiteral("networkpolicy"));
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return count->text().contains(QStringLiteral("not in this drawing")); }));
    field->setText(QStringLiteral("nobody-has-this"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return count->text() == QStringLiteral("nothing found"); }));
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_FALSE(bar->isVisible());
    EXPECT_TRUE(window.selection().primary()) << "Escape closes the bar, and no more";
}

TEST_F(WindowTest, AnAnalysisKeepsWhatIsChosen)
{
    window.selection().select(kNode1);
    trigger("add-6");
    window.selection().select(kNode1);
    window.document().waitForAnalysis();
    QApplication::processEvents();
    EXPECT_TRUE(window.selection().contains(kNode1));
    EXPECT_TRUE(card(kNode1)->isSelected());
}

TEST_F(WindowTest, ThemesChangeWhileItIsOpen)
{
    if (currentTheme() == ThemeKind::Dark) // another test may have left it so
        trigger("theme");
    trigger("theme");
    EXPECT_EQ(currentTheme(), ThemeKind::Dark);
    EXPECT_LT(window.grab().toImage().pixelColor(800, 100).lightness(), 60);
    trigger("theme");
    EXPECT_EQ(currentTheme(), ThemeKind::Light);
}

TEST_F(WindowTest, EveryPanelHasSomethingToShow)
{
    for (const auto &panel : panelNames()) {
        SCOPED_TRACE(panel.toStdString());
        window.panels().raise(panel);
        EXPECT_EQ(window.panels().current(), panel);
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
        // A sentence, or rows of a table.
        bool isFilled = false;
        for (const auto *text : window.panels().findChildren<QLabel *>())
            isFilled = isFilled || (text->isVisible() && !text->text().isEmpty());
        for (const auto *view : window.panels().findChildren<QAbstractItemView *>())
            isFilled = isFilled || (view->isVisible() && view->model() && view->model()->rowCount() > 0);
        EXPECT_TRUE(isFilled);
    }
}

} // namespace
} // namespace podloom::app
