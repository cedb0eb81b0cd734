// What the window knows about a design, as a user asks for it: traces, reach, addresses, groups, notes.
#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/frame_item.h"
#include "app/canvas/group_item.h"
#include "app/canvas/node_item.h"
#include "app/canvas/note_editor.h"
#include "app/canvas/note_item.h"
#include "app/canvas/topology_scene.h"
#include "app/canvas/trace_item.h"
#include "app/document/packet_trace.h"
#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/panels/address_panel.h"
#include "app/panels/cell_grid.h"
#include "app/panels/fact_list.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/lab_controller.h"
#include "app/panels/routes_panel.h"
#include "app/panels/trace_panel.h"
#include "core/policy/evaluate.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QThreadPool>

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

const ObjectId kNode1{"prod", "", "Node", "", "node-1"};

class KnowingTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(
            window.document().openNow({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")}));
        window.resize(1600, 1000);
        window.show();
        QApplication::processEvents();
        window.canvas().fit();
    }
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }

    TopologyScene &scene() { return *qobject_cast<TopologyScene *>(window.canvas().canvas()); }
    template <class Item>
    std::vector<Item *> itemsOf()
    {
        std::vector<Item *> out;
        for (auto *item : scene().items()) {
            if (auto *found = dynamic_cast<Item *>(item))
                out.push_back(found);
        }
        return out;
    }
    CanvasItem *card(const ObjectId &id)
    {
        for (auto *item : itemsOf<CanvasItem>()) {
            if (item->id() == id)
                return item;
        }
        return nullptr;
    }
    QWidget *viewport() { return window.canvas().viewport(); }
    QPoint placeOf(const ObjectId &pod)
    {
        for (auto *item : itemsOf<NodeItem>()) {
            const auto rect = item->rectOfPart(pod);
            if (rect.height() < 40)
                return window.canvas().mapFromScene(rect.center());
        }
        return {};
    }
    static ObjectId pod(const char *ns, const char *name) { return {"prod", "", "Pod", ns, name}; }
    void trigger(const char *action) { window.actions().find(QLatin1String(action))->trigger(); }
    void settle()
    {
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
    }
    void drag(QPoint from, QPoint way)
    {
        QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(viewport(), from + way / 2);
        QTest::mouseMove(viewport(), from + way);
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, from + way);
    }

    MainWindow window{true};
};

TEST_F(KnowingTest, TwoPodsThatAreClickedAreTracedInPanelAndDrawing)
{
    std::vector<ObjectId> pods;
    for (const auto &node : scene().topology().nodes) {
        if (!node.pods.empty())
            pods.push_back(node.pods.front().id);
    }
    ASSERT_GE(pods.size(), 2U);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, placeOf(pods[0]));
    QTest::mouseClick(viewport(), Qt::LeftButton, Qt::ControlModifier, placeOf(pods[1]));
    EXPECT_EQ(window.selection().objects().size(), 2U);
    trigger("trace");
    EXPECT_EQ(window.panels().current(), QStringLiteral("trace"));
    ASSERT_TRUE(window.selection().question());
    auto *list = window.findChild<TracePanel *>()->findChild<FactList *>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return list->model()->rowCount() > 0; }));
    const auto way = packetWay(*window.document().analysis(), *window.selection().question(), std::nullopt);
    ASSERT_TRUE(way);
    EXPECT_GE(way->stops.size(), 4U) << "two gates and two nodes at least";
    EXPECT_EQ(way->stops.front().object, pods[0]);
    EXPECT_EQ(way->stops.back().object, pods[1]);
    EXPECT_EQ(list->model()->rowCount(), static_cast<int>(way->stops.size()));
    EXPECT_EQ(itemsOf<TraceItem>().size(), 1U);
}

TEST_F(KnowingTest, ATraceAgreesWithThePolicyEngine)
{
    const auto &analysis = *window.document().analysis();
    const auto ends = policy::podEnds(analysis.program);
    for (const auto &from : ends) {
        for (const auto &to : ends) {
            const policy::Traffic traffic{.protocol = Protocol::Tcp, .port = 8080};
            const auto way = packetWay(analysis, {from.name, to.name, traffic}, std::nullopt);
            ASSERT_TRUE(way);
            EXPECT_EQ(way->isDelivered, policy::verdict(analysis.program, from, to, traffic).isAllowed())
                << from.name << " -> " << to.name << ": all routes of the shop are there";
        }
    }
}

TEST_F(KnowingTest, ATraceShowsWhereTheLabIsNotAsPredicted)
{
    const auto &analysis = *window.document().analysis();
    const auto ends = policy::podEnds(analysis.program);
    const auto nodeOf = [&](const policy::FlowEnd &end) {
        return analysis.program.endpoints[end.endpoint].node;
    };
    const policy::Traffic traffic{.protocol = Protocol::Tcp, .port = 8080};
    const policy::FlowEnd *from = nullptr;
    const policy::FlowEnd *to = nullptr;
    for (const auto &one : ends) {
        for (const auto &other : ends) {
            if (nodeOf(one) != nodeOf(other)
                && policy::verdict(analysis.program, one, other, traffic).isAllowed()) {
                from = &one;
                to = &other;
            }
        }
    }
    ASSERT_NE(to, nullptr);
    const auto predicted =
        predictedTrace(analysis.program, analysis.routes->tables(), {from->name, to->name, traffic});
    ASSERT_TRUE(predicted);
    Trace real{.family = predicted->family, .kernel = false, .probe = false};
    real.hops.push_back({predicted->hops[0].machine, "eth0", {}, {}, "blackhole"});
    const auto way = packetWay(analysis, {from->name, to->name, traffic}, real);
    ASSERT_TRUE(way);
    EXPECT_TRUE(way->isDelivered) << "the prediction stays what it was";
    EXPECT_EQ(way->isRouted, false);
    EXPECT_EQ(way->isAnswered, false);
    EXPECT_EQ(way->stops[1].kernel, "blackhole");
    EXPECT_FALSE(way->stops[1].isAsPredicted);
    EXPECT_TRUE(way->stops[2].isAsPredicted) << "nobody was asked there";
}

TEST_F(KnowingTest, WhatWasMeasuredGoesWithTheLabThatItWasMeasuredIn)
{
    auto &trace = *window.findChild<PacketTrace *>();
    const TraceQuestion question{"app/cart-0", "data/redis-0", {.protocol = Protocol::Tcp, .port = 6379}};
    window.panels().raise(QStringLiteral("trace"));
    window.selection().ask({question.from, question.to, question.traffic});
    settle();
    const auto badges = [this] {
        QStringList shown;
        const auto *panel = window.findChild<TracePanel *>();
        for (const auto *label : panel->findChildren<QLabel *>()) {
            if (label->isVisibleTo(panel))
                shown << label->text();
        }
        return shown.join(QLatin1Char('|')).toStdString();
    };
    const auto measured = [&] {
        const auto &analysis = *window.document().analysis();
        const auto predicted = predictedTrace(analysis.program, analysis.routes->tables(), question);
        trace.setMeasured(question, Trace{.family = predicted->family, .kernel = true, .probe = false});
        settle();
        return badges();
    };
    const auto forgotten = [&] {
        settle();
        return !trace.isMeasured() && badges().find("kernels") == std::string::npos
            && badges().find("probe") == std::string::npos;
    };
    EXPECT_THAT(measured(), ::testing::HasSubstr("probe: no answer"));
    window.panels().raise(QStringLiteral("problems"));
    emit window.lab().deployed(window.document().snapshot());
    window.panels().raise(QStringLiteral("trace"));
    EXPECT_TRUE(forgotten()) << "deployed while nobody looked";
    EXPECT_THAT(measured(), ::testing::HasSubstr("kernels: there and back"));
    emit window.lab().deploymentBroke();
    EXPECT_TRUE(forgotten()) << "nobody knows what the lab is now";
    EXPECT_THAT(measured(), ::testing::HasSubstr("kernels: there and back"));
    emit window.lab().takenDown();
    EXPECT_TRUE(forgotten()) << "there is no lab";
    EXPECT_THAT(measured(), ::testing::HasSubstr("kernels: there and back"));
    window.lab().chooseLab("another");
    EXPECT_TRUE(forgotten()) << "it was another lab";
    // An answer that is under way is about the lab of before as well.
    window.lab().trace(question);
    bool isAnswered = false;
    QObject::connect(&window.lab(), &LabController::traced, &window, [&] { isAnswered = true; });
    window.lab().chooseLab("a-third");
    window.lab().verify(); // something that takes longer, and fails
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.lab().isBusy(); }, 60'000));
    EXPECT_FALSE(isAnswered);
}

TEST_F(KnowingTest, ATraceToTheOutsideSaysWhatPoliciesSay)
{
    const auto &analysis = *window.document().analysis();
    const auto from = policy::podEnds(analysis.program).front();
    const policy::Traffic traffic{.protocol = Protocol::Tcp, .port = 443};
    const auto way = packetWay(analysis, {from.name, "ip:8.8.8.8", traffic}, std::nullopt);
    ASSERT_TRUE(way);
    EXPECT_EQ(way->stops.size(), 2U);
    EXPECT_EQ(way->reason.id, "trace-end");
}

TEST_F(KnowingTest, APodBelowThePointerShowsWhoMayReachIt)
{
    const auto &chip = scene().topology().nodes.front().pods.front();
    const auto around = reachAround(*window.document().analysis(), chip.id);
    ASSERT_TRUE(around);
    scene().hover(chip.id);
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            const auto words = window.findChildren<QLabel *>();
            return std::any_of(words.begin(), words.end(), [](const QLabel *each) {
                return each->text().contains(QLatin1String("may reach it"));
            });
        },
        60'000))
        << "once it has rested";
    scene().hover({});
}

TEST_F(KnowingTest, ADoubleClickOnTheHeadOfARackCollapsesItUndoably)
{
    const auto before = itemsOf<NodeItem>().size();
    const auto racks = itemsOf<FrameItem>();
    const auto rack = std::find_if(racks.begin(), racks.end(), [](const FrameItem *frame) {
        return frame->frame().isRack && frame->frame().members.size() > 1;
    });
    ASSERT_NE(rack, racks.end());
    const auto at = window.canvas().mapFromScene((*rack)->frame().rect.topLeft() + QPointF(80, 14));
    QTest::mouseDClick(viewport(), Qt::LeftButton, {}, at);
    settle();
    EXPECT_LT(itemsOf<NodeItem>().size(), before);
    trigger("undo");
    settle();
    EXPECT_EQ(itemsOf<NodeItem>().size(), before);
}

TEST_F(KnowingTest, OneKeyCollapsesARackAndOpensItAgain)
{
    const auto before = itemsOf<NodeItem>().size();
    const auto toggle = [this] {
        trigger("collapse");
        settle();
        return itemsOf<NodeItem>().size();
    };
    window.selection().select(kNode1);
    EXPECT_LT(toggle(), before);
    EXPECT_EQ(toggle(), before) << "what is chosen stands in it still";
    EXPECT_LT(toggle(), before);
    window.selection().clear();
    const CanvasItem *group = nullptr;
    for (int step = 0; step < 12 && group == nullptr; ++step) {
        QTest::keyClick(&window.canvas(), step < 6 ? Qt::Key_Left : Qt::Key_Right, Qt::ControlModifier);
        for (const auto *item : itemsOf<NodeItem>())
            group = item->isSelected() && item->id().name.empty() ? item : group;
    }
    ASSERT_NE(group, nullptr) << "the keys lead to its card too";
    EXPECT_TRUE(window.actions().find(QStringLiteral("collapse"))->isEnabled());
    EXPECT_EQ(toggle(), before);
}

TEST_F(KnowingTest, ChosenNodesBecomeARackUndoably)
{
    const auto racks = [this] {
        std::set<std::string> out;
        for (const auto *frame : itemsOf<FrameItem>()) {
            if (frame->frame().isRack)
                out.insert(frame->frame().title.toStdString());
        }
        return out;
    };
    const auto before = racks();
    window.selection().set({kNode1, {"prod", "", "Node", "", "node-3"}});
    trigger("group");
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("rack"));
    ASSERT_NE(dialog, nullptr);
    auto *name = dialog->findChild<QLineEdit *>();
    EXPECT_EQ(name->text(), QStringLiteral("a")) << "where the first one stands";
    name->setText(QStringLiteral("c d"));
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_TRUE(dialog->isVisible()) << "what was typed is not lost";
    EXPECT_EQ(name->text(), QStringLiteral("c d"));
    const auto labels = dialog->findChildren<QLabel *>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const QLabel *each) {
        return each->isVisible() && each->text().contains(QStringLiteral("“c d”"));
    })) << "and why it is no name stands below";
    name->setText(QStringLiteral("north"));
    QTest::keyClick(name, Qt::Key_Return);
    window.document().waitForAnalysis();
    settle();
    EXPECT_THAT(racks(), ::testing::Contains(::testing::HasSubstr("north")));
    EXPECT_EQ(window.document().design().nodes.find(kNode1)->meta.labels.at("podloom.dev/rack"), "north");
    trigger("undo");
    window.document().waitForAnalysis();
    settle();
    EXPECT_EQ(racks(), before);
}

TEST_F(KnowingTest, ServicesAreDrawnAtTheirPodsAndChosenThere)
{
    window.showLens(QStringLiteral("policies"));
    settle();
    const ObjectId service{"prod", "", "Service", "app", "cart"};
    const GroupItem *group = nullptr;
    for (const auto *item : window.canvas().canvas()->items()) {
        const auto *found = dynamic_cast<const GroupItem *>(item);
        if (found && found->id().name == "cart")
            group = found;
    }
    ASSERT_NE(group, nullptr);
    EXPECT_FALSE(window.canvas().canvas()->rectOf(service).isEmpty()) << "find can lead there";
    const auto line = group->rectOfPart(service);
    EXPECT_LT(line.height(), 30) << "a line of the card";
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, window.canvas().mapFromScene(line.center()));
    EXPECT_EQ(window.selection().primary(), service);
}

TEST_F(KnowingTest, ALockedCardStaysWhereItIs)
{
    window.selection().select(kNode1);
    trigger("lock");
    const auto place = card(kNode1)->pos();
    drag(window.canvas().mapFromScene(place + QPointF(60, 18)), {60, 40});
    EXPECT_EQ(card(kNode1)->pos(), place);
    trigger("layout-radial");
    settle();
    EXPECT_EQ(card(kNode1)->pos(), place);
    window.selection().select(kNode1);
    trigger("lock");
    drag(window.canvas().mapFromScene(place + QPointF(60, 18)), {60, 40});
    EXPECT_NE(card(kNode1)->pos(), place);
}

TEST_F(KnowingTest, ANoteIsAddedMovedAndUndone)
{
    trigger("note");
    auto *editor = window.findChild<NoteEditor *>();
    ASSERT_NE(editor, nullptr) << "it is written at once";
    QTest::keyClicks(editor, QStringLiteral("mind the gap"));
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    settle();
    ASSERT_EQ(itemsOf<NoteItem>().size(), 1U);
    EXPECT_EQ(itemsOf<NoteItem>().front()->text(), QStringLiteral("mind the gap"));
    EXPECT_TRUE(window.canvas().visibleArea().contains(scene().contentRect())) << "nobody has moved the view";
    for (auto *other : itemsOf<CanvasItem>())
        EXPECT_FALSE(
            other != itemsOf<NoteItem>().front()
            && other->sceneBoundingRect().intersects(itemsOf<NoteItem>().front()->sceneBoundingRect()))
            << "on free ground";
    const auto place = itemsOf<NoteItem>().front()->pos();
    drag(window.canvas().mapFromScene(place + QPointF(20, 15)), {-40, 30});
    settle();
    ASSERT_EQ(itemsOf<NoteItem>().size(), 1U);
    EXPECT_NE(itemsOf<NoteItem>().front()->pos(), place);
    EXPECT_EQ(window.document().undoStack()->count(), 2) << "written and moved";
    while (window.document().undoStack()->canUndo())
        trigger("undo");
    settle();
    EXPECT_TRUE(itemsOf<NoteItem>().empty());
    EXPECT_FALSE(window.document().isModified());
}

TEST_F(KnowingTest, ANoteThatIsBeingWrittenIsKeptWhenTheWindowCloses)
{
    trigger("note");
    QTest::keyClicks(window.findChild<NoteEditor *>(), QStringLiteral("mind the gap"));

    NoteEditor::keepAll(window);

    settle();
    ASSERT_EQ(itemsOf<NoteItem>().size(), 1U);
    EXPECT_EQ(itemsOf<NoteItem>().front()->text(), QStringLiteral("mind the gap"));
    EXPECT_TRUE(window.document().isModified()) << "and asked about before the window closes";
}

TEST_F(KnowingTest, ANoteWithoutWordsIsNoneAndAChosenOneIsToldAndRemoved)
{
    trigger("note");
    QTest::keyClick(window.findChild<NoteEditor *>(), Qt::Key_Escape);
    settle();
    EXPECT_FALSE(window.document().isModified());

    scene().setNote(scene().newNoteKey(), QStringLiteral("mind the gap"), {0, -400});
    settle();
    window.canvas().fit();
    const auto told = [this](const char *words) {
        const auto labels = window.findChild<InspectorPanel *>()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *each) {
            return each->isVisible() && each->text().contains(QLatin1String(words));
        });
    };
    EXPECT_TRUE(told("Nothing is selected"));
    QTest::mouseClick(viewport(), Qt::LeftButton, {},
                      window.canvas().mapFromScene(itemsOf<NoteItem>().front()->pos() + QPointF(30, 15)));
    EXPECT_TRUE(told("mind the gap"));
    EXPECT_TRUE(window.actions().find(QStringLiteral("lock"))->isEnabled());
    trigger("remove");
    settle();
    EXPECT_TRUE(itemsOf<NoteItem>().empty());
    EXPECT_TRUE(told("Nothing is selected"));

    for (auto *frame : itemsOf<FrameItem>()) {
        if (frame->frame().isRack && frame->frame().title == QLatin1String("rack a"))
            QTest::mouseClick(viewport(), Qt::LeftButton, {},
                              window.canvas().mapFromScene(frame->frame().rect.topLeft() + QPointF(150, 12)));
    }
    EXPECT_TRUE(told("rack a"));
    EXPECT_TRUE(told("2 nodes stand here"));
}

TEST_F(KnowingTest, LayoutsAreOneStepEach)
{
    const auto place = card(kNode1)->pos();
    for (const auto *name : {"layout-layered", "layout-radial", "layout-force"}) {
        trigger(name);
        settle();
        EXPECT_NE(card(kNode1)->pos(), place) << name;
        trigger("undo");
        settle();
        EXPECT_EQ(card(kNode1)->pos(), place) << name;
    }
}

TEST_F(KnowingTest, LayoutsThatAreUndoneAndRedoneAreSeenOnTheirWay)
{
    scene().setMotion(true);
    const auto placeNow = [this] { return card(kNode1)->pos(); };
    const auto before = placeNow();
    trigger("layout-radial");
    EXPECT_EQ(placeNow(), before) << "it has only begun to move";
    const auto key = card(kNode1)->key();
    const auto after = window.document().layout().positions.at(key);
    ASSERT_NE(before, after);
    EXPECT_TRUE(QTest::qWaitFor([&] { return placeNow() == after; }));
    trigger("undo");
    EXPECT_EQ(placeNow(), after);
    EXPECT_TRUE(QTest::qWaitFor([&] { return placeNow() == before; }));
    trigger("redo");
    EXPECT_TRUE(QTest::qWaitFor([&] { return placeNow() == after; }));
    // Who presses a card on its way, or looks elsewhere, finds it where it shall be.
    trigger("undo");
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, {5, 5});
    EXPECT_EQ(placeNow(), before);
    trigger("redo");
    window.showLens(QStringLiteral("bgp"));
    window.showLens(QStringLiteral("topology"));
    settle();
    EXPECT_EQ(placeNow(), after);
}

TEST_F(KnowingTest, AnAddressLeadsToItsPod)
{
    window.panels().raise(QStringLiteral("addresses"));
    QApplication::processEvents();
    auto *panel = window.findChild<AddressPanel *>();
    const auto grids = panel->findChildren<CellGrid *>();
    ASSERT_EQ(grids.size(), 2);
    auto *blocks = grids[0]->count() < grids[1]->count() ? grids[0] : grids[1];
    auto *addresses = blocks == grids[0] ? grids[1] : grids[0];
    ASSERT_GT(blocks->count(), 0);
    QTest::mouseClick(blocks->viewport(), Qt::LeftButton, {}, blocks->rectOf(0).center());
    EXPECT_EQ(window.selection().primary()->kind, "Node");
    ASSERT_GT(addresses->count(), 0);
    QTest::mouseClick(addresses->viewport(), Qt::LeftButton, {}, addresses->rectOf(0).center());
    EXPECT_EQ(window.selection().primary()->kind, "Pod");
}

TEST_F(KnowingTest, RoutesSayWhereTheyComeFrom)
{
    window.panels().raise(QStringLiteral("routes"));
    window.selection().select(kNode1);
    auto *panel = window.findChild<RoutesPanel *>();
    const auto lists = panel->findChildren<FactList *>();
    ASSERT_EQ(lists.size(), 2);
    ASSERT_GT(lists[0]->model()->rowCount(), 1);
    emit lists[0]->chosen(lists[0]->model()->index(1, 0));
    settle();
    EXPECT_GT(lists[1]->model()->rowCount(), 0);
}

TEST_F(KnowingTest, EveryLensIsDrawn)
{
    for (const auto *lens : {"topology", "addresses", "bgp", "policies", "live"}) {
        EXPECT_TRUE(window.showLens(QLatin1String(lens)));
        EXPECT_FALSE(window.grab().isNull());
    }
}

} // namespace
} // namespace podloom::app
