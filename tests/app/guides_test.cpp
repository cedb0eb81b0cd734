// A card that is dragged sticks to what it comes in line with, unless Alt is held; and the forecast of a
// pool, as somebody sees it who adds nodes and pods until it is full.
#include "app/canvas/canvas_view.h"
#include "app/canvas/node_item.h"
#include "app/canvas/topology_scene.h"
#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/panels/address_panel.h"
#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "core/os/files.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <gmock/gmock.h>

#include <cmath>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class GuidesTest : public ::testing::Test {
protected:
    void open(const QString &path)
    {
        ASSERT_TRUE(window.document().openNow({path}));
        window.resize(1600, 1000);
        window.show();
        QApplication::processEvents();
        window.canvas().fit();
    }
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }

    CanvasView &canvas() { return window.canvas(); }
    NodeItem *node(const char *name)
    {
        for (auto *item : canvas().canvas()->items()) {
            auto *found = dynamic_cast<NodeItem *>(item);
            if (found != nullptr && found->id().name == name)
                return found;
        }
        return nullptr;
    }
    void move(QPoint at, Qt::KeyboardModifiers modifiers)
    {
        auto *target = canvas().viewport();
        QMouseEvent event(QEvent::MouseMove, at, target->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                          modifiers);
        QApplication::sendEvent(target, &event);
    }
    /// Drags the card, by its title, so that its left border comes `pixels` beside that of the other; returns
    /// what the drawing shows before the button is released.
    QImage dragBeside(const char *name, const char *other, int pixels, Qt::KeyboardModifiers modifiers)
    {
        auto *card = node(name);
        const auto grip = canvas().mapFromScene(card->pos() + QPointF(40, 18));
        const auto across =
            canvas().mapFromScene(node(other)->pos()).x() - canvas().mapFromScene(card->pos()).x();
        const QPoint to = grip + QPoint(across + pixels, 260);
        QTest::mousePress(canvas().viewport(), Qt::LeftButton, {}, grip);
        move(grip + QPoint(20, 20), modifiers);
        move(to, modifiers);
        const auto seen = canvas().viewport()->grab().toImage();
        QTest::mouseRelease(canvas().viewport(), Qt::LeftButton, {}, to);
        QApplication::processEvents();
        m_way = canvas().mapToScene(to) - canvas().mapToScene(grip);
        return seen;
    }
    /// Where a long upright line is seen that is not in the other picture; -1 where there is none.
    static int changedColumn(const QImage &seen, const QImage &without)
    {
        for (int x = 0; x < seen.width(); ++x) {
            int changed = 0;
            for (int y = 0; y < seen.height(); ++y)
                changed += seen.pixel(x, y) != without.pixel(x, y);
            if (changed > 50)
                return x;
        }
        return -1;
    }

    QPointF m_way;
    MainWindow window{true};
};

TEST_F(GuidesTest, HoldACardThatComesInLineWithAnother)
{
    open(QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop"));
    ASSERT_NE(node("node-3"), nullptr);
    const auto before = node("node-3")->pos();
    const auto during = dragBeside("node-3", "node-1", 4, {});
    EXPECT_DOUBLE_EQ(node("node-3")->pos().x(), node("node-1")->pos().x())
        << "it sticks to the other's border";
    EXPECT_NE(node("node-3")->pos(), before);
    canvas().viewport()->update();
    const auto after = canvas().viewport()->grab().toImage();
    const auto line = changedColumn(during, after);
    EXPECT_NEAR(line, canvas().mapFromScene(node("node-1")->pos()).x(), 2)
        << "a line says so as long as the button is held";

    QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(node("node-3")->pos(), before) << "one step";
}

TEST_F(GuidesTest, HoldNothingWhileAltIsHeld)
{
    open(QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop"));
    const auto before = node("node-3")->pos();
    dragBeside("node-3", "node-1", 4, Qt::AltModifier);
    const auto moved = node("node-3")->pos() - before;
    EXPECT_NEAR(moved.x(), m_way.x(), 0.01) << "it goes exactly where the pointer goes";
    EXPECT_NEAR(moved.y(), m_way.y(), 0.01);
    EXPECT_GT(std::abs(node("node-3")->pos().x() - node("node-1")->pos().x()), 1);
}

constexpr auto kSmallPool = R"(apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata: {name: small}
spec: {asNumber: 64512, topology: mesh}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: tiny}
spec: {cidr: 10.48.0.0/28, blockSize: 29, nodeSelector: all()}
---
apiVersion: v1
kind: Node
metadata: {name: node-1}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: registry.example/web}]}
)";

class ForecastTest : public GuidesTest {
protected:
    void SetUp() override
    {
        const auto file = folder.filePath(QStringLiteral("small.yaml"));
        ASSERT_TRUE(replaceFile(file.toStdString(), kSmallPool));
        open(file);
        QTest::keyClick(&canvas(), Qt::Key_2, Qt::AltModifier);
        window.panels().raise(QStringLiteral("addresses"));
        settle();
    }
    void settle()
    {
        window.document().waitForAnalysis();
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
    }
    void clickTile(const char *name)
    {
        auto *tile = window.findChild<QToolButton *>(QStringLiteral("add-") + QLatin1String(name));
        ASSERT_NE(tile, nullptr) << name;
        window.selection().clear();
        QTest::mouseClick(tile, Qt::LeftButton);
        settle();
    }
    const Fact &pool()
    {
        const auto *list = window.findChild<AddressPanel *>()->findChild<FactList *>();
        return qobject_cast<FactModel *>(list->model())->fact(0);
    }

    QTemporaryDir folder;
};

TEST_F(ForecastTest, OfAPoolGoesFromRoomToFull)
{
    EXPECT_THAT(pool().sub.toStdString(), StartsWith("Room for 1 more"));
    EXPECT_TRUE(pool().isWarning) << "one node is not many";

    clickTile("node");
    clickTile("pod");
    EXPECT_THAT(pool().sub.toStdString(), HasSubstr("No block is left"));
    EXPECT_THAT(pool().sub.toStdString(), HasSubstr("12 are free"));
    EXPECT_TRUE(pool().isWarning);

    for (int workload = 0; workload < 6; ++workload)
        clickTile("pod"); // two pods each
    EXPECT_EQ(pool().sub, QStringLiteral("Full: the next pod gets no address"));
    EXPECT_EQ(pool().note, QStringLiteral("100 %"));

    QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
    settle();
    EXPECT_THAT(pool().sub.toStdString(), HasSubstr("2 are free"));
}

} // namespace
} // namespace podloom::app
