// What the view of a drawing shows after the drawing, the lens or the design has become another.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/frame_item.h"
#include "app/canvas/group_item.h"
#include "app/canvas/line_item.h"
#include "app/canvas/minimap.h"
#include "app/canvas/node_item.h"
#include "app/main/actions.h"
#include "app/main/add_tiles.h"
#include "app/main/command_line.h"
#include "app/main/main_window.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFrame>
#include <QMimeData>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionGraphicsItem>
#include <QTest>
#include <QThreadPool>
#include <QVariantAnimation>

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

const ObjectId kNode1{"prod", "", "Node", "", "node-1"};
const ObjectId kNode3{"prod", "", "Node", "", "node-3"};

class ViewsTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(
            window.document().openNow({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")}));
        window.resize(1600, 1000);
        window.show();
        QApplication::processEvents();
    }
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }

    CanvasView &view() { return window.canvas(); }
    QWidget *viewport() { return view().viewport(); }
    bool isAllInView() { return view().visibleArea().contains(view().canvas()->contentRect()); }
    bool isGliding()
    {
        const auto *glide = view().findChild<QVariantAnimation *>(QString(), Qt::FindDirectChildrenOnly);
        return glide->state() == QAbstractAnimation::Running;
    }
    bool waitForGlide()
    {
        return QTest::qWaitFor([this] { return !isGliding(); });
    }
    NodeItem *card(const ObjectId &id)
    {
        for (auto *item : view().canvas()->items()) {
            auto *found = dynamic_cast<NodeItem *>(item);
            if (found != nullptr && found->id() == id)
                return found;
        }
        return nullptr;
    }
    QPoint titleOf(const ObjectId &id) { return view().mapFromScene(card(id)->pos() + QPointF(60, 18)); }
    void trigger(const char *action) { window.actions().find(QLatin1String(action))->trigger(); }
    void settle()
    {
        window.document().waitForAnalysis();
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
    }

    MainWindow window{true};
};

TEST_F(ViewsTest, ALayoutIsFittedWhereverTheViewWas)
{
    for (const auto *layout :
         {"layout-radial", "layout-force", "layout-layered", "layout-racks", "tidy-up"}) {
        view().zoomTo(3);
        ASSERT_FALSE(isAllInView());
        trigger(layout);
        settle();
        EXPECT_TRUE(isAllInView()) << layout;
    }
}

TEST_F(ViewsTest, ALayoutIsFittedWhileItsCardsAreOnTheirWay)
{
    view().setStill(false);
    view().canvas()->setMotion(true);
    for (const auto *layout : {"layout-radial", "layout-force", "tidy-up"}) {
        view().zoomTo(3);
        const auto before = card(kNode1)->pos();
        trigger(layout);
        EXPECT_TRUE(QTest::qWaitFor([&] { return card(kNode1)->pos() != before && isAllInView(); }))
            << layout;
    }
}

TEST_F(ViewsTest, AStepOfZoomEndsTheGlideThatItMeets)
{
    view().setStill(false);
    view().zoomTo(0.3);
    view().fit();
    ASSERT_TRUE(isGliding());
    QApplication::processEvents();
    view().zoomTo(2);
    const auto there = view().visibleArea();
    ASSERT_TRUE(waitForGlide());
    EXPECT_DOUBLE_EQ(view().zoom(), 2);
    EXPECT_EQ(view().visibleArea(), there);

    view().fit();
    ASSERT_TRUE(isGliding());
    QApplication::processEvents();
    window.resize(1100, 720); // what fills it now is something else
    EXPECT_TRUE(isAllInView());
    ASSERT_TRUE(waitForGlide());
    EXPECT_TRUE(isAllInView());
}

TEST_F(ViewsTest, TheMinimapShowsEveryMove)
{
    view().zoomTo(2);
    auto *map = view().findChild<Minimap *>();
    ASSERT_TRUE(map->isVisible());
    const auto isUpToDate = [&] {
        const auto shown = map->grab().toImage();
        map->refresh();
        return shown == map->grab().toImage();
    };
    ASSERT_TRUE(isUpToDate());
    const auto before = map->grab().toImage();
    view().reveal(kNode1);
    QTest::mousePress(viewport(), Qt::LeftButton, {}, titleOf(kNode1));
    QTest::mouseMove(viewport(), titleOf(kNode1) + QPoint(20, 20));
    QTest::mouseMove(viewport(), titleOf(kNode1) + QPoint(150, 90));
    EXPECT_TRUE(isUpToDate()) << "while it is dragged";
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, titleOf(kNode1));
    EXPECT_TRUE(isUpToDate()) << "and after";
    EXPECT_NE(map->grab().toImage(), before);

    window.selection().set({kNode1, kNode3});
    trigger("align-bottom");
    EXPECT_TRUE(isUpToDate());
    trigger("undo");
    EXPECT_TRUE(isUpToDate());

    view().setStill(false);
    view().canvas()->setMotion(true);
    const auto places = [&] { return std::pair(card(kNode1)->pos(), card(kNode3)->pos()); };
    const auto saved = [&](const ObjectId &id) {
        return window.document().layout().positions.at(layoutKey("topology", id));
    };
    const auto from = places();
    trigger("align-right");
    ASSERT_TRUE(QTest::qWaitFor([&] { return places() != from; }));
    map->grab(); // on the way
    ASSERT_TRUE(QTest::qWaitFor([&] { return places() == std::pair(saved(kNode1), saved(kNode3)); }));
    EXPECT_TRUE(isUpToDate()) << "the way's end";
}

TEST_F(ViewsTest, TheFirstViewOfEachLensIsFitted)
{
    MainWindow other(true);
    ASSERT_TRUE(other.showLens(QStringLiteral("policies")));
    other.resize(1200, 700);
    other.show();
    ASSERT_TRUE(other.document().openNow({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")}));
    QApplication::processEvents();
    for (const auto &lens : {"topology", "addresses", "bgp", "policies"}) {
        ASSERT_TRUE(other.showLens(QLatin1String(lens)));
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
        EXPECT_TRUE(other.canvas().visibleArea().contains(other.canvas().canvas()->contentRect())) << lens;
    }
    // A place that somebody chose is kept.
    other.showLens(QStringLiteral("topology"));
    other.canvas().zoomTo(2.5);
    other.showLens(QStringLiteral("bgp"));
    other.showLens(QStringLiteral("topology"));
    EXPECT_DOUBLE_EQ(other.canvas().zoom(), 2.5);
    // Not for another design.
    other.openExample(QStringLiteral("minimal"));
    QApplication::processEvents();
    EXPECT_TRUE(other.canvas().visibleArea().contains(other.canvas().canvas()->contentRect()));
}

TEST_F(ViewsTest, ATileIsDroppedOnTheCardOfAnEmptyDesign)
{
    MainWindow other(true);
    other.resize(1400, 900);
    other.show();
    QApplication::processEvents();
    auto *card = other.findChild<QFrame *>(QStringLiteral("start"));
    ASSERT_TRUE(card->isVisible());
    // As the windowing system has it: the first that takes drops, from what lies at that point upwards.
    QWidget *target = card->childAt(card->rect().center());
    target = target == nullptr ? card : target;
    while (target != nullptr && !target->acceptDrops())
        target = target->parentWidget();
    ASSERT_NE(target, nullptr);
    QMimeData data;
    data.setData(QLatin1String(kNewObjectMime), QByteArray::number(static_cast<int>(NewKind::Node)));
    const auto at = target->mapFromGlobal(card->mapToGlobal(card->rect().center()));
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &drop);
    EXPECT_TRUE(drop.isAccepted());
    EXPECT_EQ(other.document().design().nodes.size(), 1U);
    other.document().waitForAnalysis();
    QApplication::processEvents();
    EXPECT_FALSE(card->isVisible());
    QThreadPool::globalInstance()->waitForDone();
}

TEST_F(ViewsTest, AWireBelowASessionIsPickedAndHighlighted)
{
    view().fit();
    int picked = 0;
    for (auto *item : view().canvas()->items()) {
        auto *line = qgraphicsitem_cast<LineItem *>(item);
        if (line == nullptr || line->line().isSession || line->line().curve.size() < 4)
            continue;
        const auto &curve = line->line().curve; // one, or several behind each other
        const auto middle = (curve[0] + 3 * curve[1] + 3 * curve[2] + curve[3]) / 8;
        window.selection().clear();
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, view().mapFromScene(middle));
        EXPECT_TRUE(window.selection().contains(*line->line().object)) << line->line().words.toStdString();
        EXPECT_TRUE(line->isSelected());
        ++picked;
    }
    EXPECT_EQ(picked, 4);
}

TEST_F(ViewsTest, AChosenPodIsNotOutlinedOnceANodeIsChosen)
{
    view().fit();
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, titleOf(kNode3));
    const auto wanted = viewport()->grab().toImage();
    const ObjectId pod{"prod", "", "Pod", "web", "frontend-0"};
    QRectF chip;
    for (auto *item : view().canvas()->items()) {
        const auto *node = dynamic_cast<NodeItem *>(item);
        if (node != nullptr && node->rectOfPart(pod).height() < 40)
            chip = node->rectOfPart(pod);
    }
    ASSERT_FALSE(chip.isEmpty());
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, view().mapFromScene(chip.center()));
    ASSERT_TRUE(window.selection().contains(pod));
    EXPECT_NE(viewport()->grab().toImage(), wanted);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, titleOf(kNode3));
    EXPECT_FALSE(window.selection().contains(pod));
    EXPECT_EQ(viewport()->grab().toImage(), wanted);

    // With a pod beside it, too: the card is chosen already.
    window.selection().toggle(pod);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, titleOf(kNode3));
    EXPECT_EQ(window.selection().objects(), std::set<ObjectId>{kNode3});

    // A click on the ground chooses nothing, whatever was chosen.
    window.selection().select(pod);
    const auto ground = view().canvas()->contentRect().bottomRight() + QPointF(30, 30);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, view().mapFromScene(ground));
    EXPECT_TRUE(window.selection().objects().empty());
}

/// What of a widget is painted anew.
class Painted : public QObject {
public:
    explicit Painted(QWidget &widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
    QRegion region;
};

TEST_F(ViewsTest, NothingRemainsOfTheHandleOfACardThatWasChosen)
{
    view().setStill(false);
    view().zoomTo(0.08);
    const auto handle = [this] {
        auto *item = view().canvas()->handle();
        return item == nullptr ? QRect()
                               : item->deviceTransform(view().viewportTransform())
                                     .mapRect(QRectF(-9, -9, 18, 18))
                                     .toAlignedRect();
    };
    Painted first(*viewport());
    window.selection().select(kNode1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return first.region.intersects(handle()); }));
    for (const auto &next : {kNode3, kNode1}) {
        const QRegion old(handle() & viewport()->rect());
        Painted painted(*viewport());
        window.selection().reveal(next);
        EXPECT_TRUE(QTest::qWaitFor([&] { return old.subtracted(painted.region).isEmpty(); }));
    }
}

TEST_F(ViewsTest, TheWordsOfAnEmptyDrawingStayInTheMiddle)
{
    view().setStill(false);
    ASSERT_TRUE(window.showLens(QStringLiteral("live")));
    ASSERT_FALSE(view().canvas()->emptyText().isEmpty()) << "no lab runs";
    QApplication::processEvents();
    Painted painted(*viewport());
    auto *bar = view().horizontalScrollBar();
    bar->setValue(bar->value() + 40);
    const QRegion all(viewport()->rect());
    EXPECT_TRUE(QTest::qWaitFor([&] { return all.subtracted(painted.region).isEmpty(); }))
        << "and not where pixels were moved to";
}

/// A group as it is drawn at that zoom.
QImage drawn(PolicyGroup group, qreal zoom)
{
    group.rect = QRectF(0, 0, 220, 96);
    QImage picture(60, 40, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.scale(zoom, zoom);
    const QStyleOptionGraphicsItem option;
    GroupItem(std::move(group)).paint(&painter, &option, nullptr);
    return picture;
}

TEST(FarGroups, ShowNamesOrNumbersAsLongAsTheyCanBeRead)
{
    PolicyGroup web{.name = QStringLiteral("web"), .isInGated = true, .members = {1, 2, 3}};
    PolicyGroup dns{.name = QStringLiteral("dns"), .isInGated = true, .members = {1, 2, 3}};
    EXPECT_NE(drawn(web, 0.12), drawn(dns, 0.12)) << "names";
    web.name = dns.name = QStringLiteral("a-name-that-has-no-room-there-at-all");
    EXPECT_EQ(drawn(web, 0.12), drawn(dns, 0.12));
    dns.members.push_back(4);
    EXPECT_NE(drawn(web, 0.12), drawn(dns, 0.12)) << "or how many pods";
    EXPECT_EQ(drawn(web, 0.05), drawn(dns, 0.05)) << "or nothing";
    dns.isOutGated = true;
    EXPECT_NE(drawn(web, 0.05), drawn(dns, 0.05)) << "but the gates";
}

TEST_F(ViewsTest, PodsOfWhatIsChosenElsewhereAreMarked)
{
    const auto marked = [this] {
        std::set<std::string> names;
        for (auto *item : view().canvas()->items()) {
            if (const auto *node = dynamic_cast<NodeItem *>(item)) {
                for (const auto &pod : node->relatedParts())
                    names.insert(pod.name);
            }
        }
        return names;
    };
    const std::set<std::string> none;
    const std::set<std::string> frontends{"frontend-0", "frontend-1", "frontend-2"};
    const ObjectId frontend{"prod", "apps", "Deployment", "web", "frontend"};
    window.selection().select(frontend);
    EXPECT_EQ(marked(), frontends);
    window.selection().select({"prod", "", "Service", "data", "redis"});
    EXPECT_EQ(marked(), std::set<std::string>{"redis-0"});
    const ObjectId policy{"prod", "networking.k8s.io", "NetworkPolicy", "web", "frontend"};
    window.selection().select(policy);
    EXPECT_EQ(marked(), frontends);
    window.selection().select({"prod", "projectcalico.org", "IPPool", "", "pods-v4"});
    EXPECT_EQ(marked().size(), 20U);
    window.selection().select(kNode1);
    EXPECT_EQ(marked(), none) << "its card says it";

    // They follow the design: the drawing stays, but the policy is about other pods.
    window.selection().select(policy);
    ASSERT_TRUE(
        window.document().apply(Edit{{SetValue{policy, "/spec/podSelector/matchLabels/app", Json("assets")}}},
                                QStringLiteral("edit")));
    window.document().waitForAnalysis();
    QApplication::processEvents();
    EXPECT_EQ(marked(), (std::set<std::string>{"assets-0", "assets-1"}));

    // What was chosen in another lens is found marked here.
    window.showLens(QStringLiteral("policies"));
    window.selection().select(frontend);
    window.showLens(QStringLiteral("topology"));
    EXPECT_EQ(marked(), frontends);
}

TEST_F(ViewsTest, NamesOfClustersAreReadFromFarAway)
{
    FrameTitle *title = nullptr;
    for (auto *item : view().canvas()->items()) {
        auto *found = dynamic_cast<FrameTitle *>(item);
        if (found != nullptr && (title == nullptr || found->pos().y() < title->pos().y()))
            title = found; // the cluster's, above those of its racks
    }
    ASSERT_TRUE(title);
    const auto source = title->boundingRect().translated(title->pos());
    constexpr qreal kZoom = 0.4;
    QImage picture((source.size() * kZoom).toSize(), QImage::Format_RGB32);
    QPainter painter(&picture);
    view().canvas()->render(&painter, QRectF(picture.rect()), source);
    painter.end();
    int rows = 0;
    for (int y = 0; y < picture.height(); ++y) {
        bool hasInk = false;
        for (int x = 0; x < picture.width(); ++x)
            hasInk = hasInk || qGray(picture.pixel(x, y)) < 128;
        rows += hasInk ? 1 : 0;
    }
    EXPECT_GE(rows, 8) << "pixels from the top of a letter to the foot of another";
}

} // namespace
} // namespace podloom::app
