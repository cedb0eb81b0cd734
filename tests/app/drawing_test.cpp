// A design from nothing, as a user draws it with mouse and keys, and the file that comes of it.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/group_item.h"
#include "app/main/main_window.h"
#include "core/os/files.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

/// What somebody would have written by hand.
constexpr auto kWritten = R"(apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata:
  name: cluster-1
spec:
  asNumber: 64512
  topology: mesh
---
apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels:
    kubernetes.io/hostname: node-1
---
apiVersion: v1
kind: Node
metadata:
  name: node-2
  labels:
    kubernetes.io/hostname: node-2
---
apiVersion: v1
kind: Node
metadata:
  name: node-3
  labels:
    kubernetes.io/hostname: node-3
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pool-1
spec:
  cidr: 10.49.0.0/18
  blockSize: 26
  ipipMode: Never
  vxlanMode: Never
  nodeSelector: all()
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-1
  namespace: default
spec:
  replicas: 2
  selector:
    matchLabels:
      app: app-1
  template:
    metadata:
      labels:
        app: app-1
    spec:
      containers:
      - name: app-1
        image: registry.example/app-1
        ports:
        - containerPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-2
  namespace: default
spec:
  replicas: 2
  selector:
    matchLabels:
      app: app-2
  template:
    metadata:
      labels:
        app: app-2
    spec:
      containers:
      - name: app-2
        image: registry.example/app-2
        ports:
        - containerPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: app-2-1
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: app-2
  policyTypes:
  - Ingress
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: app-2-2
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: app-2
  policyTypes:
  - Ingress
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: app-1
    ports:
    - port: 8080
      protocol: TCP
)";

class DrawingTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        file = folder.filePath(QStringLiteral("design.yaml"));
        ASSERT_TRUE(replaceFile(file.toStdString(), ""));
        ASSERT_TRUE(window.document().openNow({file}));
        window.resize(1600, 1000);
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }

    void clickTile(const char *name)
    {
        auto *tile = window.findChild<QToolButton *>(QStringLiteral("add-") + QLatin1String(name));
        ASSERT_NE(tile, nullptr) << name;
        const auto steps = window.document().undoStack()->count();
        QTest::mouseClick(tile, Qt::LeftButton);
        EXPECT_EQ(window.document().undoStack()->count(), steps + 1) << name << " is one step";
        settle();
    }
    void clickGroup(const char *name, Qt::KeyboardModifiers modifiers = {})
    {
        auto &canvas = window.canvas();
        for (const auto *item : canvas.canvas()->items()) {
            const auto *group = dynamic_cast<const GroupItem *>(item);
            if (group == nullptr || group->id().name != name)
                continue;
            const auto at = canvas.mapFromScene(group->pos() + QPointF(60, 20));
            QTest::mouseClick(canvas.viewport(), Qt::LeftButton, modifiers, at);
            return;
        }
        FAIL() << name << " is not drawn";
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(&window.canvas(), key, modifiers);
    }
    void settle()
    {
        window.document().waitForAnalysis();
        QThreadPool::globalInstance()->waitForDone();
        QApplication::processEvents();
    }
    std::string bytes() { return std::string(window.document().snapshot()->bytes(0)); }

    QTemporaryDir folder;
    QString file;
    MainWindow window{true};
};

TEST_F(DrawingTest, AClusterOfThreeNodesWithAPoolAndTwoPoliciesIsWhatOneWouldHaveWritten)
{
    clickTile("cluster");
    for (int node = 0; node < 3; ++node)
        clickTile("node");
    clickTile("pool");
    window.selection().clear();
    clickTile("pod");
    clickTile("pod");
    press(Qt::Key_4, Qt::AltModifier);
    ASSERT_EQ(window.lens(), QStringLiteral("policies"));
    press(Qt::Key_0, Qt::ControlModifier);
    settle();
    clickGroup("app-2");
    clickTile("policy"); // isolates it
    press(Qt::Key_0, Qt::ControlModifier);
    settle();
    clickGroup("app-1");
    clickGroup("app-2", Qt::ControlModifier);
    clickTile("policy"); // lets the first reach the second
    const auto &design = window.document().design();
    EXPECT_EQ(design.nodes.size(), 3U);
    EXPECT_EQ(design.ipPools.size(), 1U);
    EXPECT_EQ(design.networkPolicies.size(), 2U);
    const auto drawn = bytes();

    const auto steps = window.document().undoStack()->count();
    for (int step = 0; step < steps; ++step)
        press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(bytes(), "");
    for (int step = 0; step < steps; ++step)
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(bytes(), drawn);

    press(Qt::Key_S, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.document().isModified(); }));
    const auto saved = readFile(file.toStdString());
    ASSERT_TRUE(saved);
    EXPECT_EQ(*saved, drawn);
    EXPECT_EQ(*saved, kWritten);
    EXPECT_TRUE(window.document().analysis()->isWhole);
}

} // namespace
} // namespace podloom::app
